/* Linear layers of the heads, in floats. */
#include "nn/nn.h"

enum { LANES = 16 };

void nn_apply(const struct nn_linear *linear, const float *x, uint32_t rows, float *y)
{
    uint32_t in = linear->in, out = linear->out;
    for (uint32_t r = 0; r < rows; r++, x += in, y += out)
        for (uint32_t o = 0; o < out; o++) {
            const float *w = linear->weight + (size_t)o * in;
            float a[LANES] = {0};
            uint32_t i = 0;
            for (; i + LANES <= in; i += LANES)
                for (uint32_t k = 0; k < LANES; k++)
                    a[k] += x[i + k] * w[i + k];
            for (; i < in; i++)
                a[0] += x[i] * w[i];
            for (uint32_t half = LANES / 2; half; half /= 2)
                for (uint32_t k = 0; k < half; k++)
                    a[k] += a[k + half];
            y[o] = a[0] + (linear->bias ? linear->bias[o] : 0);
        }
}
