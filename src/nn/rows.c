/* See rows.h.
 *
 * What keeps the bits equal: no contraction (meson.build), no reordering of sums (16 running sums, added by a fixed
 * tree), only maxima and integer sums are left to the compiler's order. */
#include "nn/rows.h"

#include <math.h>

enum { WEIGHT_MAX = 63 };

static const float LOG2_E = 1.44269504F, LEAST = -30.0F;

/* x: [width], whose least and greatest values, or 0, are given -> bytes */
static inline struct rows_range to_bytes(const float *restrict x, uint32_t width, float low, float high,
                                         uint8_t *restrict q)
{
    float scale = (high - low) / 255.0F, inverse = scale > 0 ? 1.0F / scale : 0;
    int32_t zero = (int32_t)(0.5F - low * inverse);
    float shift = (float)zero + 0.5F;
    for (uint32_t i = 0; i < width; i++) {
        int32_t v = (int32_t)(x[i] * inverse + shift);
        q[i] = (uint8_t)(v > 255 ? 255 : v);
    }
    return (struct rows_range){scale, zero};
}

ROWS_CLONES struct rows_range rows_quantise(const float *restrict x, uint32_t width, uint8_t *restrict q)
{
    float low = 0, high = 0;
#pragma omp simd reduction(min : low) reduction(max : high)
    for (uint32_t i = 0; i < width; i++) {
        low = x[i] < low ? x[i] : low;
        high = x[i] > high ? x[i] : high;
    }
    return to_bytes(x, width, low, high, q);
}

ROWS_CLONES float rows_quantise_signed(const float *restrict x, uint32_t width, int8_t *restrict q)
{
    float most = 0;
#pragma omp simd reduction(max : most)
    for (uint32_t i = 0; i < width; i++) {
        float size = fabsf(x[i]);
        most = size > most ? size : most;
    }
    float inverse = most > 0 ? WEIGHT_MAX / most : 0;
    for (uint32_t i = 0; i < width; i++)
        q[i] = (int8_t)((int32_t)(x[i] * inverse + (WEIGHT_MAX + 1.5F)) - (WEIGHT_MAX + 1));
    return most / WEIGHT_MAX;
}

ROWS_CLONES void rows_quantise_columns(const float *restrict x, uint32_t rows, uint32_t width, uint32_t stride,
                                       int8_t *restrict q, float *restrict scales)
{
    for (uint32_t i = 0; i < width; i++)
        scales[i] = 0;
    for (uint32_t r = 0; r < rows; r++)
        for (uint32_t i = 0; i < width; i++) {
            float size = fabsf(x[(size_t)r * stride + i]);
            scales[i] = size > scales[i] ? size : scales[i];
        }
    float inverse[NN_HEAD_WIDTH];
    for (uint32_t i = 0; i < width; i++) {
        inverse[i] = scales[i] > 0 ? WEIGHT_MAX / scales[i] : 0;
        scales[i] = scales[i] / WEIGHT_MAX;
    }
    for (uint32_t r = 0; r < rows; r++)
        for (uint32_t i = 0; i < width; i++)
            q[(size_t)r * width + i] =
                (int8_t)((int32_t)(x[(size_t)r * stride + i] * inverse[i] + (WEIGHT_MAX + 1.5F)) - (WEIGHT_MAX + 1));
}

ROWS_CLONES static void scale_back(const int32_t *restrict sum, const int32_t *restrict sums,
                                   const float *restrict scales, const float *restrict bias, uint32_t n, float scale,
                                   int32_t zero, float *restrict y)
{
    for (uint32_t i = 0; i < n; i++)
        y[i] = (float)(sum[i] - zero * sums[i]) * (scale * scales[i]) + bias[i];
}

void rows_scale_back(const struct rows_linear *linear, struct rows_range range, const int32_t *sum, float *y)
{
    scale_back(sum, linear->sums, linear->scales, linear->bias, linear->out, range.scale, range.zero, y);
}

/* x * Phi(x) */
static inline float gelu(float x)
{
    float c = x > 4.0F ? 4.0F : x;
    c = c < -4.0F ? -4.0F : c;
    float s = c * c, p = 6.748858696638787e-11F;
    p = p * s - 6.072624396590375e-09F;
    p = p * s + 2.4424429480974156e-07F;
    p = p * s - 5.862986197448904e-06F;
    p = p * s + 9.496076919415683e-05F;
    p = p * s - 0.001112958001051345F;
    p = p * s + 0.009816078412012166F;
    p = p * s - 0.0663239964766101F;
    p = p * s + 0.3988812165767144F;
    return x * (0.5F + c * p);
}

ROWS_CLONES static struct rows_range activate(const int32_t *restrict sum, const int32_t *restrict sums,
                                              const float *restrict scales, const float *restrict bias, uint32_t n,
                                              struct rows_range range, float *restrict row, uint8_t *restrict q)
{
    float low = 0, high = 0, scale = range.scale;
    int32_t zero = range.zero;
#pragma omp simd reduction(min : low) reduction(max : high)
    for (uint32_t i = 0; i < n; i++) {
        float y = gelu((float)(sum[i] - zero * sums[i]) * (scale * scales[i]) + bias[i]);
        row[i] = y;
        low = y < low ? y : low;
        high = y > high ? y : high;
    }
    return to_bytes(row, n, low, high, q);
}

struct rows_range rows_activate(const struct rows_linear *linear, struct rows_range range, const int32_t *sum,
                                float *row, uint8_t *q)
{
    return activate(sum, linear->sums, linear->scales, linear->bias, linear->out, range, row, q);
}

ROWS_CLONES static void norm(const float *restrict x, float *restrict y, const float *restrict weight,
                             const float *restrict bias)
{
    rows_lanes sums = {0}, squares = {0};
    for (uint32_t i = 0; i < NN_WIDTH; i += ROWS_LANES) {
        rows_lanes v = *(rows_lanes *)(y + i) + *(const rows_lanes *)(x + i);
        *(rows_lanes *)(y + i) = v;
        sums += v;
    }
    float mean = rows_total(&sums) / NN_WIDTH;
    for (uint32_t i = 0; i < NN_WIDTH; i += ROWS_LANES) {
        rows_lanes d = *(rows_lanes *)(y + i) - mean;
        *(rows_lanes *)(y + i) = d;
        squares += d * d;
    }
    float inverse = 1.0F / sqrtf(rows_total(&squares) / NN_WIDTH + 1e-12F);
    for (uint32_t i = 0; i < NN_WIDTH; i++)
        y[i] = y[i] * inverse * weight[i] + bias[i];
}

void rows_add_and_norm(const float *x, float *y, const float *weight, const float *bias)
{
    static const float none[NN_WIDTH];
    norm(x ? x : none, y, weight, bias);
}

/* 2^y for -30 < y <= 0: the whole part goes into the exponent, the rest f through a polynomial on [0, 1). */
static inline float power_of_two(float y)
{
    int32_t whole = (int32_t)(y + 31.0F) - 31;
    float f = y - (float)whole;
    float p = 0.013534167615F;
    p = p * f + 0.052011461188F;
    p = p * f + 0.241442756550F;
    p = p * f + 0.693003834533F;
    p = p * f + 1.000002593369F;
    union {
        float value;
        int32_t bits;
    } u = {p};
    u.bits += whole * (1 << 23);
    return u.value;
}

ROWS_CLONES float rows_softmax(const int32_t *restrict sum, struct rows_range range, const struct rows_keys *keys,
                               uint32_t width, float *restrict score, uint8_t *restrict p)
{
    const int32_t *restrict key_sums = keys->sums;
    const float *restrict key_scales = keys->scales, *restrict hide = keys->hide;
    float scale = range.scale * LOG2_E;
    int32_t zero = range.zero;
    float best = -INFINITY;
#pragma omp simd reduction(max : best)
    for (uint32_t i = 0; i < width; i++) {
        float s = (float)(sum[i] - zero * key_sums[i]) * (scale * key_scales[i]) + hide[i];
        score[i] = s;
        best = s > best ? s : best;
    }
    for (uint32_t i = 0; i < width; i++) {
        float below = score[i] - best;
        score[i] = below < LEAST ? LEAST : below;
    }
    /* A loop of its own: with the bound inside, gcc 12 does not vectorise it. */
    int32_t all = 0;
    for (uint32_t i = 0; i < width; i++) {
        int32_t v = (int32_t)(power_of_two(score[i]) * 255.0F + 0.5F);
        p[i] = (uint8_t)v;
        all += v;
    }
    return 1.0F / (float)all;
}

ROWS_CLONES void rows_scale(const int32_t *restrict sum, float scale, const float *restrict scales, uint32_t width,
                            float *restrict y)
{
    for (uint32_t i = 0; i < width; i++)
        y[i] = (float)sum[i] * (scale * scales[i]);
}
