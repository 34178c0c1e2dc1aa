/* The model file, and the encoder that turns a window of word pieces into one vector a piece.
 *
 * Weights are int8 within 7 bits, one scale an output channel; activations are uint8, one scale and zero point a row,
 * found at run time. All products are exact integer sums, and every floating-point step is one elementwise formula or a
 * sum in a fixed order, so the same window gives the same bits on every processor and thread. MODEL.md lists the
 * tensors. */
#ifndef NN_NN_H
#define NN_NN_H

#include "base/arena.h"

enum { NN_LAYERS = 6, NN_WIDTH = 384, NN_HEADS = 12, NN_HEAD_WIDTH = 32, NN_INNER = 1536, NN_POSITIONS = 512 };

struct nn_model; /* immutable once open; shared by threads */

/* A linear layer of a head: y[out] = x[in] W^T + b, float weights. */
struct nn_linear {
    const float *weight; /* [out, in] */
    const float *bias;   /* [out], NULL where the layer has none */
    uint32_t in, out;
};

/* Maps a safetensors file. Statuses: IO, MODEL (with the reason), NO_MEMORY. */
enum culpa_status nn_open(const char *path, struct nn_model **model, struct culpa_error *error);
void nn_close(struct nn_model *model);

/* The vocabulary: the U8 tensor "vocab", one piece a line. Lives as long as the model. */
struct culpa_slice nn_vocabulary(const struct nn_model *model);
/* A tensor of 32-bit floats of a head, by name; n_dims 1 or 2; dims checked against the file. MODEL where absent or
 * other. */
enum culpa_status nn_floats(const struct nn_model *model, const char *name, const uint32_t *dims, uint32_t n_dims,
                            const float **at, struct culpa_error *error);
/* NAME.weight and NAME.bias (bias optional). in and out are taken from the file. */
enum culpa_status nn_linear(const struct nn_model *model, const char *name, struct nn_linear *linear,
                            struct culpa_error *error);

/* Scratch of one thread for windows of up to LIMIT_WINDOW_PIECES. Status: NO_MEMORY. */
struct nn_scratch;
enum culpa_status nn_scratch_new(struct nn_scratch **scratch);
void nn_scratch_free(struct nn_scratch *scratch);

/* What the encoder reads. Vectors are wanted of the first pieces of words alone, so the last layer is worked out for
 * these. */
struct nn_window {
    const uint16_t *ids;            /* [n] */
    const uint8_t *shapes, *quotes; /* [n] */
    uint32_t n;                     /* <= LIMIT_WINDOW_PIECES */
    const uint16_t *kept;           /* [n_kept] positions of the wanted pieces, ascending */
    uint32_t n_kept;
};

/* out: [n_kept, NN_WIDTH]. Status: NO_MEMORY. */
enum culpa_status nn_encode(const struct nn_model *model, struct nn_scratch *scratch, const struct nn_window *window,
                            float *out);
/* The same with float products of the dequantised weights: plain loops, for checks. Status: NO_MEMORY. */
enum culpa_status nn_encode_reference(const struct nn_model *model, const struct nn_window *window, float *out);

/* y: [rows, out] = x: [rows, in] W^T + b. Sums run in a fixed order. */
void nn_apply(const struct nn_linear *linear, const float *x, uint32_t rows, float *y);

#endif
