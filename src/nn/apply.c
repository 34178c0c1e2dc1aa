/* Linear layers of the heads, in floats: 16 running sums for each output, added up by halves, whatever the processor.
 */
#include "nn/rows.h"

ROWS_CLONES static float dot(const float *restrict x, const float *restrict w, uint32_t n)
{
    rows_lanes sums = {0};
    for (uint32_t i = 0; i < n; i += ROWS_LANES)
        sums += *(const rows_lanes *)(x + i) * *(const rows_lanes *)(w + i);
    return rows_total(&sums);
}

void nn_apply(const struct nn_linear *linear, const float *x, uint32_t rows, float *y)
{
    for (uint32_t r = 0; r < rows; r++)
        for (uint32_t o = 0; o < linear->out; o++)
            y[(size_t)r * linear->out + o] =
                dot(x + (size_t)r * linear->in, linear->weight + (size_t)o * linear->in, linear->in) +
                (linear->bias ? linear->bias[o] : 0);
}
