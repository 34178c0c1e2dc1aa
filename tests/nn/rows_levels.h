/* The steps of rows.h and nn_apply(), compiled for each instruction set by itself. */
#ifndef TESTS_ROWS_LEVELS_H
#define TESTS_ROWS_LEVELS_H

#include "nn/rows.h"

struct rows_table {
    struct rows_range (*quantise)(const float *, uint32_t, uint8_t *);
    float (*quantise_signed)(const float *, uint32_t, int8_t *);
    void (*quantise_columns)(const float *, uint32_t, uint32_t, uint32_t, int8_t *, float *);
    void (*scale_back)(const struct rows_linear *, struct rows_range, const int32_t *, float *);
    struct rows_range (*activate)(const struct rows_linear *, struct rows_range, const int32_t *, float *, uint8_t *);
    void (*add_and_norm)(const float *, float *, const float *, const float *);
    float (*softmax)(const int32_t *, struct rows_range, const struct rows_keys *, uint32_t, float *, uint8_t *);
    void (*scale)(const int32_t *, float, const float *, uint32_t, float *);
    void (*apply)(const struct nn_linear *, const float *, uint32_t, float *);
};

extern const struct rows_table rows_table_v1, rows_table_v3, rows_table_v4;

#endif
