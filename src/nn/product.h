/* Exact products of bytes: the one kernel that decides the speed of culpa. All of it is oneDNN's.
 *
 * Weights are within 7 bits and a sign: processors without VNNI add pairs of products in 16 bits and would saturate
 * beyond. */
#ifndef NN_PRODUCT_H
#define NN_PRODUCT_H

#include "nn/nn.h"

/* Rows are worked on in blocks of a few heights, high ones as long as they are filled: the sums of a block stay in the
 * second cache, and little is wasted on the last. Arrays have room for whole blocks. */
enum { PRODUCT_BLOCK = 48, PRODUCT_MIDDLE_BLOCK = 16, PRODUCT_LAST_BLOCK = 8, PRODUCT_HEIGHTS = 3 };

/* The weights of a linear layer, in the order that this processor's kernels read them. Never written once made. */
struct product_weights;
/* b: [cols, inner]. Status: NO_MEMORY. */
enum culpa_status product_weights_new(const int8_t *b, uint32_t cols, uint32_t inner, struct product_weights **weights);
void product_weights_free(struct product_weights *weights);

/* Code for products of one shape; belongs to one thread. */
struct product_kernel;
/* Status: NO_MEMORY. */
enum culpa_status product_kernel_new(uint32_t cols, uint32_t inner, struct product_kernel **kernel);
void product_kernel_free(struct product_kernel *kernel);

/* The height of the next block where `left` rows are left. */
static inline uint32_t product_height(uint32_t left)
{
    return left >= PRODUCT_BLOCK       ? PRODUCT_BLOCK
           : left > PRODUCT_LAST_BLOCK ? PRODUCT_MIDDLE_BLOCK
                                       : PRODUCT_LAST_BLOCK;
}

/* c: [height, cols] = a: [height, inner] b^T for one block; false where oneDNN has no memory for it. */
bool product_block(struct product_kernel *kernel, const struct product_weights *weights, uint32_t height,
                   const uint8_t *a, int32_t *c);

/* A product of two matrices of activations, of any size: c: [rows, cols] = a: [rows, inner] times b, which is [cols,
 * inner] where turned, else [inner, cols]. lda, ldb, ldc: distance of rows. */
struct product {
    const uint8_t *a;
    const int8_t *b;
    int32_t *c;
    uint32_t rows, cols, inner, lda, ldb, ldc;
    bool turned;
};
bool product_run(const struct product *p);

/* To be called once by each thread before its first product. */
void product_prepare_thread(void);

#endif
