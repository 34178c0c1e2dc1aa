/* The encoder in integers: a window walks through six layers; floats live only between two products, a row at a time.
 *
 * The model is a BERT encoder with the norm behind each residual (Devlin et al. 2019), distilled as MiniLM (Wang et al.
 * 2020). */
#include <stdlib.h>

#include "base/limits.h"
#include "nn/model.h"

enum { ROWS = LIMIT_WINDOW_PIECES, QKV = 3 * NN_WIDTH, BLOCK = PRODUCT_BLOCK };

_Static_assert(LIMIT_WINDOW_PIECES % PRODUCT_LAST_BLOCK == 0 && LIMIT_WINDOW_PIECES % ROWS_STEP == 0,
               "windows have room for whole blocks");

struct nn_scratch {
    _Alignas(64) float x[ROWS][NN_WIDTH];       /* the residual stream */
    _Alignas(64) uint8_t bytes[ROWS][NN_WIDTH]; /* x, or what attention read, as the next product takes it */
    struct rows_range ranges[ROWS];             /* of bytes */
    _Alignas(64) int32_t sums[BLOCK][NN_INNER]; /* of a block */
    _Alignas(64) uint8_t inner[BLOCK][NN_INNER];
    struct rows_range inner_ranges[BLOCK];
    _Alignas(64) float row[NN_INNER];

    _Alignas(64) uint8_t query[NN_HEADS][ROWS][NN_HEAD_WIDTH];
    _Alignas(64) int8_t key[NN_HEADS][ROWS][NN_HEAD_WIDTH];
    struct rows_range query_ranges[NN_HEADS][ROWS];
    _Alignas(64) float key_scales[NN_HEADS][ROWS];
    _Alignas(64) int32_t key_sums[NN_HEADS][ROWS];
    _Alignas(64) float hide[ROWS]; /* ROWS_HIDDEN behind the window's last row */
    _Alignas(64) float value[ROWS][NN_WIDTH];
    _Alignas(64) int8_t value_bytes[ROWS][NN_HEAD_WIDTH]; /* of one head */
    _Alignas(64) float value_scales[NN_HEAD_WIDTH];
    _Alignas(64) int32_t scores[ROWS][ROWS];
    _Alignas(64) uint8_t weights[ROWS][ROWS];
    _Alignas(64) float weight_scales[ROWS];
    _Alignas(64) int32_t context_sums[ROWS][NN_HEAD_WIDTH];
    _Alignas(64) float context[ROWS][NN_WIDTH];

    struct product_kernel *qkv, *out, *up, *down;
    bool ready;  /* the thread is prepared for products */
    bool failed; /* some product of this window had no memory */
};

enum culpa_status nn_scratch_new(struct nn_scratch **scratch)
{
    size_t size = (sizeof **scratch + 63) / 64 * 64;
    struct nn_scratch *s = aligned_alloc(64, size);
    if (!s)
        return CULPA_NO_MEMORY;
    memset(s, 0, size);
    enum culpa_status status = product_kernel_new(QKV, NN_WIDTH, &s->qkv);
    if (!status)
        status = product_kernel_new(NN_WIDTH, NN_WIDTH, &s->out);
    if (!status)
        status = product_kernel_new(NN_INNER, NN_WIDTH, &s->up);
    if (!status)
        status = product_kernel_new(NN_WIDTH, NN_INNER, &s->down);
    if (status) {
        nn_scratch_free(s);
        return status;
    }
    *scratch = s;
    return CULPA_OK;
}

void nn_scratch_free(struct nn_scratch *scratch)
{
    if (!scratch)
        return;
    product_kernel_free(scratch->qkv);
    product_kernel_free(scratch->out);
    product_kernel_free(scratch->up);
    product_kernel_free(scratch->down);
    free(scratch);
}

static uint32_t round_up(uint32_t n, uint32_t step)
{
    return (n + step - 1) / step * step;
}

/* sums = a W^T for one block. */
static void multiply(struct nn_scratch *s, struct product_kernel *kernel, const struct nn_product *w, uint32_t height,
                     const uint8_t *a)
{
    if (!product_block(kernel, w->packed, height, a, s->sums[0]))
        s->failed = true;
}

/* One row of queries, keys and values, cut into heads. */
static void split_heads(struct nn_scratch *s, uint32_t r)
{
    for (uint32_t h = 0; h < NN_HEADS; h++) {
        s->query_ranges[h][r] = rows_quantise(s->row + (size_t)h * NN_HEAD_WIDTH, NN_HEAD_WIDTH, s->query[h][r]);
        int8_t *key = s->key[h][r];
        s->key_scales[h][r] = rows_quantise_signed(s->row + NN_WIDTH + (size_t)h * NN_HEAD_WIDTH, NN_HEAD_WIDTH, key);
        int32_t sum = 0;
        for (int i = 0; i < NN_HEAD_WIDTH; i++)
            sum += key[i];
        s->key_sums[h][r] = sum;
    }
    memcpy(s->value[r], s->row + 2 * NN_WIDTH, sizeof s->value[r]);
}

static void find_heads(struct nn_scratch *s, const struct nn_product *w, uint32_t n)
{
    for (uint32_t from = 0, height; from < n; from += height) {
        height = product_height(n - from);
        multiply(s, s->qkv, w, height, s->bytes[from]);
        for (uint32_t r = 0; r < height && from + r < n; r++) {
            rows_scale_back(&w->linear, s->ranges[from + r], s->sums[0] + (size_t)r * QKV, s->row);
            split_heads(s, from + r);
        }
    }
}

/* Keeps the queries and the residual stream of some rows alone; keys and values of all stay. */
static void keep_rows(struct nn_scratch *s, const uint16_t *kept, uint32_t n_kept)
{
    for (uint32_t i = 0; i < n_kept; i++) {
        if (kept[i] == i)
            continue;
        memcpy(s->x[i], s->x[kept[i]], sizeof s->x[i]);
        for (uint32_t h = 0; h < NN_HEADS; h++) {
            memcpy(s->query[h][i], s->query[h][kept[i]], sizeof s->query[h][i]);
            s->query_ranges[h][i] = s->query_ranges[h][kept[i]];
        }
    }
}

/* One head of `rows` rows over n keys. Products run on whole blocks, which oneDNN likes better; what lies behind the
 * last key weighs nothing. */
static void attend_head(struct nn_scratch *s, uint32_t h, uint32_t rows, uint32_t n)
{
    uint32_t whole = round_up(n, PRODUCT_LAST_BLOCK), whole_rows = round_up(rows, PRODUCT_LAST_BLOCK);
    const struct product scores = {s->query[h][0], s->key[h][0],  s->scores[0],  whole_rows, whole,
                                   NN_HEAD_WIDTH,  NN_HEAD_WIDTH, NN_HEAD_WIDTH, ROWS,       true};
    if (!product_run(&scores))
        s->failed = true;
    const struct rows_keys keys = {s->key_sums[h], s->key_scales[h], s->hide};
    for (uint32_t r = 0; r < rows; r++)
        s->weight_scales[r] =
            rows_softmax(s->scores[r], s->query_ranges[h][r], &keys, round_up(n, ROWS_STEP), s->row, s->weights[r]);
    rows_quantise_columns(s->value[0] + (size_t)h * NN_HEAD_WIDTH, n, NN_HEAD_WIDTH, NN_WIDTH, s->value_bytes[0],
                          s->value_scales);
    const struct product context = {
        s->weights[0], s->value_bytes[0], s->context_sums[0], whole_rows, NN_HEAD_WIDTH, whole,
        ROWS,          NN_HEAD_WIDTH,     NN_HEAD_WIDTH,      false};
    if (!product_run(&context))
        s->failed = true;
    for (uint32_t r = 0; r < rows; r++)
        rows_scale(s->context_sums[r], s->weight_scales[r], s->value_scales, NN_HEAD_WIDTH,
                   s->context[r] + (size_t)h * NN_HEAD_WIDTH);
}

/* x = norm(x + y) for one row, and its bytes for the next product */
static void add_row(struct nn_scratch *s, const struct nn_norm *norm, uint32_t r)
{
    rows_add_and_norm(s->row, s->x[r], norm->weight, norm->bias);
    s->ranges[r] = rows_quantise(s->x[r], NN_WIDTH, s->bytes[r]);
}

/* x and bytes hold n rows before, and n or, where some are to be kept, n_kept rows after. */
static void attend(struct nn_scratch *s, const struct nn_layer *layer, uint32_t n, const uint16_t *kept,
                   uint32_t n_kept)
{
    find_heads(s, &layer->qkv, n);
    uint32_t rows = kept ? n_kept : n;
    if (kept)
        keep_rows(s, kept, n_kept);
    for (uint32_t h = 0; h < NN_HEADS; h++)
        attend_head(s, h, rows, n);
    for (uint32_t from = 0, height; from < rows; from += height) {
        height = product_height(rows - from);
        for (uint32_t r = from; r < from + height && r < rows; r++)
            s->ranges[r] = rows_quantise(s->context[r], NN_WIDTH, s->bytes[r]);
        multiply(s, s->out, &layer->out, height, s->bytes[from]);
        for (uint32_t r = 0; r < height && from + r < rows; r++) {
            rows_scale_back(&layer->out.linear, s->ranges[from + r], s->sums[0] + (size_t)r * NN_WIDTH, s->row);
            add_row(s, &layer->norm1, from + r);
        }
    }
}

static void feed_forward(struct nn_scratch *s, const struct nn_layer *layer, uint32_t n)
{
    for (uint32_t from = 0, height; from < n; from += height) {
        height = product_height(n - from);
        multiply(s, s->up, &layer->up, height, s->bytes[from]);
        for (uint32_t r = 0; r < height && from + r < n; r++)
            s->inner_ranges[r] = rows_activate(&layer->up.linear, s->ranges[from + r], s->sums[r], s->row, s->inner[r]);
        multiply(s, s->down, &layer->down, height, s->inner[0]);
        for (uint32_t r = 0; r < height && from + r < n; r++) {
            rows_scale_back(&layer->down.linear, s->inner_ranges[r], s->sums[0] + (size_t)r * NN_WIDTH, s->row);
            add_row(s, &layer->norm2, from + r);
        }
    }
}

enum culpa_status nn_encode(const struct nn_model *model, struct nn_scratch *s, const struct nn_window *window,
                            float *out)
{
    uint32_t n = window->n;
    if (!s->ready)
        product_prepare_thread();
    s->ready = true;
    s->failed = false;
    for (uint32_t r = 0; r < ROWS; r++)
        s->hide[r] = r < n ? 0 : ROWS_HIDDEN;
    for (uint32_t r = 0; r < n; r++) {
        nn_embed(model, window, r, s->x[r]);
        rows_add_and_norm(NULL, s->x[r], model->norm.weight, model->norm.bias);
        s->ranges[r] = rows_quantise(s->x[r], NN_WIDTH, s->bytes[r]);
    }
    for (int i = 0; i < NN_LAYERS; i++) {
        bool last = i == NN_LAYERS - 1;
        attend(s, &model->layers[i], n, last ? window->kept : NULL, window->n_kept);
        feed_forward(s, &model->layers[i], last ? window->n_kept : n);
    }
    memcpy(out, s->x, (size_t)window->n_kept * sizeof s->x[0]);
    return s->failed ? CULPA_NO_MEMORY : CULPA_OK;
}
