/* src/nn/rows.c and apply.c once more, for one instruction set alone; LEVEL is put behind the public names. */
#define ROWS_CLONES
#define JOIN2(a, b) a##_##b
#define JOIN(a, b) JOIN2(a, b)
#define rows_quantise JOIN(rows_quantise, LEVEL)
#define rows_quantise_signed JOIN(rows_quantise_signed, LEVEL)
#define rows_quantise_columns JOIN(rows_quantise_columns, LEVEL)
#define rows_scale_back JOIN(rows_scale_back, LEVEL)
#define rows_activate JOIN(rows_activate, LEVEL)
#define rows_add_and_norm JOIN(rows_add_and_norm, LEVEL)
#define rows_softmax JOIN(rows_softmax, LEVEL)
#define rows_scale JOIN(rows_scale, LEVEL)
#define nn_apply JOIN(nn_apply, LEVEL)
#include "../../src/nn/apply.c"
#include "../../src/nn/rows.c"
#include "rows_levels.h"

#define LEVEL_TABLE JOIN(rows_table, LEVEL)
const struct rows_table LEVEL_TABLE = {rows_quantise,   rows_quantise_signed, rows_quantise_columns,
                                       rows_scale_back, rows_activate,        rows_add_and_norm,
                                       rows_softmax,    rows_scale,           nn_apply};
