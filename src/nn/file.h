/* A safetensors file in memory: 8 bytes little-endian length of the header, the header (a JSON object that gives each
 * tensor's dtype, shape and data_offsets), the data. Format: the README of the safetensors project. Every number in the
 * header is checked against the size of the file, so that nothing read later can lie outside of it. */
#ifndef NN_FILE_H
#define NN_FILE_H

#include "nn/nn.h"

enum nn_type { NN_U8, NN_I8, NN_F32 };

struct nn_tensor {
    char *name;
    enum nn_type type;
    uint32_t n_dims; /* 1 or 2 */
    uint32_t dims[2];
    const void *data; /* F32: aligned to 4 bytes */
};

struct nn_file {
    void *map;
    size_t size;
    struct nn_tensor *tensors; /* by name */
    size_t n_tensors;
};

/* Statuses: IO, MODEL, NO_MEMORY. The file is left as nn_file_close() wants it in any case. */
enum culpa_status nn_file_open(const char *path, struct nn_file *file, struct culpa_error *error);
void nn_file_close(struct nn_file *file);

/* NULL where there is none of that name. */
const struct nn_tensor *nn_file_find(const struct nn_file *file, const char *name);
/* MODEL where the tensor is absent or of another type or shape. */
enum culpa_status nn_file_get(const struct nn_file *file, const char *name, enum nn_type type, const uint32_t *dims,
                              uint32_t n_dims, const void **data, struct culpa_error *error);

#endif
