/* What an open model holds; for the files of src/nn alone. */
#ifndef NN_MODEL_H
#define NN_MODEL_H

#include "nn/file.h"
#include "nn/product.h"
#include "nn/rows.h"

struct nn_norm {
    const float *weight, *bias; /* [NN_WIDTH] */
};

/* A linear layer of the encoder, as it is in the file and as the products read it. */
struct nn_product {
    struct rows_linear linear;
    struct product_weights *packed;
};

struct nn_layer {
    struct nn_product qkv, out, up, down;
    struct nn_norm norm1, norm2;
};

struct nn_model {
    struct nn_file file;
    struct culpa_slice vocabulary;
    const int8_t *words; /* [n_words, NN_WIDTH] */
    const float *word_scales;
    uint32_t n_words;
    const float *positions, *shapes, *quotes; /* rows of NN_WIDTH */
    struct nn_norm norm;
    struct nn_layer layers[NN_LAYERS];
    int32_t *sums; /* of all linear layers */
};

/* Sum of the embeddings of the piece at a position before the norm; x: [NN_WIDTH]. Ids beyond the table read as 0. */
void nn_embed(const struct nn_model *model, const struct nn_window *window, uint32_t position, float *x);

#endif
