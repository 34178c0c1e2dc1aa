/* The encoder as the papers write it: float products of the dequantised weights, softmax and erf of the C library.
 * Slow; what encode.c is measured against. */
#include <math.h>
#include <stdlib.h>

#include "nn/model.h"

enum { ROWS_AT_ONCE = 16 };

/* Sums of a few rows run beside each other, each from left to right: x: [ROWS_AT_ONCE rows, in], y: [rows, out]. */
ROWS_CLONES static void multiply(const struct rows_linear *w, const float *x, uint32_t rows, float *y)
{
    double turned[NN_INNER][ROWS_AT_ONCE] = {0};
    for (uint32_t r = 0; r < rows; r++)
        for (uint32_t i = 0; i < w->in; i++)
            turned[i][r] = (double)x[(size_t)r * w->in + i];
    for (uint32_t o = 0; o < w->out; o++) {
        double sums[ROWS_AT_ONCE] = {0};
        for (uint32_t i = 0; i < w->in; i++) {
            double weight = w->q[(size_t)o * w->in + i];
            for (int r = 0; r < ROWS_AT_ONCE; r++)
                sums[r] += turned[i][r] * weight;
        }
        for (uint32_t r = 0; r < rows; r++)
            y[(size_t)r * w->out + o] = (float)(sums[r] * (double)w->scales[o] + (double)w->bias[o]);
    }
}

static void linear(const struct rows_linear *w, const float *x, uint32_t rows, float *y)
{
    for (uint32_t r = 0; r < rows; r += ROWS_AT_ONCE)
        multiply(w, x + (size_t)r * w->in, rows - r < ROWS_AT_ONCE ? rows - r : ROWS_AT_ONCE, y + (size_t)r * w->out);
}

static void add_and_norm(const struct nn_norm *norm, const float *add, uint32_t rows, float *x)
{
    for (uint32_t r = 0; r < rows; r++, x += NN_WIDTH, add += NN_WIDTH) {
        double mean = 0, square = 0;
        for (int i = 0; i < NN_WIDTH; i++) {
            x[i] += add[i];
            mean += (double)x[i] / NN_WIDTH;
        }
        for (int i = 0; i < NN_WIDTH; i++)
            square += ((double)x[i] - mean) * ((double)x[i] - mean) / NN_WIDTH;
        for (int i = 0; i < NN_WIDTH; i++)
            x[i] =
                (float)(((double)x[i] - mean) / sqrt(square + 1e-12) * (double)norm->weight[i] + (double)norm->bias[i]);
    }
}

/* One row of one head. qkv: [n, 3 * NN_WIDTH]; p: [n] scratch; y: [NN_HEAD_WIDTH] */
static void attend_row(const float *qkv, uint32_t n, uint32_t row, uint32_t head, double *p, float *y)
{
    const uint32_t stride = 3 * NN_WIDTH;
    const float *q = qkv + (size_t)row * stride + (size_t)head * NN_HEAD_WIDTH;
    double best = -INFINITY, all = 0;
    for (uint32_t j = 0; j < n; j++) {
        const float *k = qkv + (size_t)j * stride + NN_WIDTH + (size_t)head * NN_HEAD_WIDTH;
        p[j] = 0;
        for (int i = 0; i < NN_HEAD_WIDTH; i++)
            p[j] += (double)q[i] * (double)k[i];
        best = p[j] > best ? p[j] : best;
    }
    for (uint32_t j = 0; j < n; j++)
        all += p[j] = exp(p[j] - best);
    for (int i = 0; i < NN_HEAD_WIDTH; i++) {
        double sum = 0;
        for (uint32_t j = 0; j < n; j++)
            sum += p[j] * (double)qkv[(size_t)j * stride + 2 * NN_WIDTH + (size_t)head * NN_HEAD_WIDTH + (uint32_t)i];
        y[i] = (float)(sum / all);
    }
}

/* x, y: [n, NN_WIDTH], wide: [n, NN_INNER], p: [n] */
static void run_layers(const struct nn_model *model, const struct nn_window *window, float *x, float *y, float *wide,
                       double *p)
{
    static const float nothing[NN_WIDTH];
    uint32_t n = window->n;
    for (uint32_t r = 0; r < n; r++) {
        nn_embed(model, window, r, x + (size_t)r * NN_WIDTH);
        add_and_norm(&model->norm, nothing, 1, x + (size_t)r * NN_WIDTH);
    }
    for (int l = 0; l < NN_LAYERS; l++) {
        const struct nn_layer *layer = &model->layers[l];
        linear(&layer->qkv.linear, x, n, wide);
        for (uint32_t r = 0; r < n; r++)
            for (uint32_t h = 0; h < NN_HEADS; h++)
                attend_row(wide, n, r, h, p, y + (size_t)r * NN_WIDTH + (size_t)h * NN_HEAD_WIDTH);
        linear(&layer->out.linear, y, n, wide);
        add_and_norm(&layer->norm1, wide, n, x);
        linear(&layer->up.linear, x, n, wide);
        for (size_t i = 0; i < (size_t)n * NN_INNER; i++)
            wide[i] = (float)(0.5 * (double)wide[i] * (1 + erf((double)wide[i] / sqrt(2))));
        linear(&layer->down.linear, wide, n, y);
        add_and_norm(&layer->norm2, y, n, x);
    }
}

enum culpa_status nn_encode_reference(const struct nn_model *model, const struct nn_window *window, float *out)
{
    size_t n = window->n;
    float *wide = calloc(n * NN_INNER, sizeof *wide), *x = calloc(2 * n * NN_WIDTH, sizeof *x);
    double *p = calloc(n, sizeof *p);
    bool done = wide && x && p;
    if (done)
        run_layers(model, window, x, x + n * NN_WIDTH, wide, p);
    for (uint32_t i = 0; i < window->n_kept && done; i++)
        memcpy(out + (size_t)i * NN_WIDTH, x + (size_t)window->kept[i] * NN_WIDTH, NN_WIDTH * sizeof *out);
    free(wide);
    free(x);
    free(p);
    return done ? CULPA_OK : CULPA_NO_MEMORY;
}
