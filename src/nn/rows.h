/* Steps on rows of numbers between the integer products. Each is elementwise, or a maximum, or a sum in a fixed order,
 * and is compiled for several instruction sets; all of them give the same bits. Widths are multiples of 16 unless said
 * otherwise. */
#ifndef NN_ROWS_H
#define NN_ROWS_H

#include "nn/nn.h"

/* One copy of a function for each instruction set, chosen when the program starts. The sanitizers cannot live with
 * that. */
#if !defined(ROWS_CLONES)
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) &&               \
    !defined(__SANITIZE_THREAD__)
#ifdef ROWS_WITHOUT_AVX512 /* to measure what a processor without it would do */
#define ROWS_CLONES __attribute__((target_clones("arch=x86-64-v3", "default")))
#else
#define ROWS_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#endif
#else
#define ROWS_CLONES
#endif
#endif

/* Sixteen floats anywhere in memory: gcc and clang make of it what the processor has. Sums of a row are sixteen running
 * sums and one fixed order to add these up, which is what keeps their bits the same everywhere. */
typedef float rows_lanes __attribute__((vector_size(64), aligned(4), may_alias));
enum { ROWS_LANES = 16 };
static inline float rows_total(const rows_lanes *sums)
{
    float a[ROWS_LANES / 2];
    for (int i = 0; i < ROWS_LANES / 2; i++)
        a[i] = (*sums)[i] + (*sums)[i + ROWS_LANES / 2];
    return ((a[0] + a[4]) + (a[2] + a[6])) + ((a[1] + a[5]) + (a[3] + a[7]));
}

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

/* The same, then x * Phi(x), then bytes. Phi by a polynomial in x^2 between -4 and 4, constant beyond: error of the
 * whole below 1.3e-4 there and below 3.3e-5 |x| beyond. row: [out] scratch; q: [out] */
struct rows_range rows_activate(const struct rows_linear *linear, struct rows_range range, const int32_t *sum,
                                float *row, uint8_t *q);
/* y = norm(x + y) over NN_WIDTH, x may be NULL (then norm(y)) */
void rows_add_and_norm(const float *x, float *y, const float *weight, const float *bias);

/* What a row of queries is multiplied with: [width] each. */
struct rows_keys {
    const int32_t *sums; /* of the bytes of each key */
    const float *scales;
    const float *hide; /* 0, or ROWS_HIDDEN for what lies behind the last key */
};
#define ROWS_HIDDEN (-1e30F)

/* Unnormalised softmax. sum: [width] products of a row of queries (range) with the keys; p: [width] becomes 255 *
 * exp(score - best score), rounded, 0 where hidden. Returns 1 / the sum of p. exp by a polynomial, relative error below
 * 3e-6. score: [width] scratch. Widths that are multiples of ROWS_STEP leave no odd ends to be done one by one. */
enum { ROWS_STEP = 64 };
float rows_softmax(const int32_t *sum, struct rows_range range, const struct rows_keys *keys, uint32_t width,
                   float *score, uint8_t *p);
/* y = sum * scale * scales; [width] */
void rows_scale(const int32_t *sum, float scale, const float *scales, uint32_t width, float *y);

#endif
