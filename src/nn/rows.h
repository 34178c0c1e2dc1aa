/* Steps on rows of numbers between the integer products. Each is elementwise, or a maximum, or a sum in a fixed order, and is
 * compiled for several instruction sets; all of them give the same bits. Widths are multiples of 16 unless said otherwise. */
#ifndef NN_ROWS_H
#define NN_ROWS_H

#include "nn/nn.h"

/* A row as bytes: x is about (q - zero) * scale. */
struct rows_range {
    float scale;
    int32_t zero;
};

/* x: [width] -> q: [width]. The range always holds 0, so that 0 is exact. */
struct rows_range rows_quantise(const float *x, uint32_t width, uint8_t *q);
/* x: [width] -> q: [width] within 7 bits and a sign, zero is 0. Returns the scale. */
float rows_quantise_signed(const float *x, uint32_t width, int8_t *q);
/* The same for each column by itself: x: [rows, width] with `stride` -> q: [rows, width], scales: [width]. */
void rows_quantise_columns(const float *x, uint32_t rows, uint32_t width, uint32_t stride, int8_t *q, float *scales);

/* What a product is scaled back with. */
struct rows_linear {
    const int8_t *q;     /* [out, in] */
    const float *scales; /* [out] */
    const float *bias;   /* [out] */
    int32_t *sums;       /* [out] of each row of q */
    uint32_t in, out;
};

/* y = (sum - range.zero * linear.sums) * range.scale * linear.scales + linear.bias; sum, y: [out] */
void rows_scale_back(const struct rows_linear *linear, struct rows_range range, const int32_t *sum, float *y);

/* The same, then x * Phi(x), then bytes. Phi by a polynomial in x^2 between -4 and 4, constant beyond: error of the whole below
 * 1.3e-4. row: [out] scratch; q: [out] */
struct rows_range rows_activate(const struct rows_linear *linear, struct rows_range range, const int32_t *sum, float *row,
                                uint8_t *q);
/* y = norm(x + y) over NN_WIDTH, x may be NULL (then norm(y)) */
void rows_add_and_norm(const float *x, float *y, const float *weight, const float *bias);

/* Unnormalised softmax. sum: [n] products of a row of queries (range) with n rows of keys (sums, scales of each); p: [n]
 * becomes 255 * exp(score - best score), rounded. Returns 1 / the sum of p. n is any number; exp by a polynomial, relative
 * error below 3e-6. score: [n] scratch. */
float rows_softmax(const int32_t *sum, struct rows_range range, const int32_t *key_sums, const float *key_scales, uint32_t n,
                   float *score, uint8_t *p);
/* y = sum * scale * scales; [width] */
void rows_scale(const int32_t *sum, float scale, const float *scales, uint32_t width, float *y);

#endif
