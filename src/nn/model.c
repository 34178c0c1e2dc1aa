/* Opening a model: every tensor of the encoder is looked up and checked once. */
#include "nn/model.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/status.h"

enum {
    PREFIX_BYTES = 48,
    NAME_BYTES = 96,
    SHAPE_ROWS = 9,
    QUOTE_ROWS = 4,
    SUMS_PER_LAYER = 3 * NN_WIDTH + NN_WIDTH + NN_INNER + NN_WIDTH
};

static enum culpa_status floats(const struct nn_model *model, const char *prefix, const char *part, uint32_t rows,
                                uint32_t cols, const float **at, struct culpa_error *error)
{
    char name[NAME_BYTES];
    snprintf(name, sizeof name, "%s%s", prefix, part);
    uint32_t dims[2] = {rows, cols};
    return nn_floats(model, name, dims, cols ? 2 : 1, at, error);
}

static enum culpa_status find_norm(const struct nn_model *model, const char *prefix, struct nn_norm *norm,
                                   struct culpa_error *error)
{
    enum culpa_status status = floats(model, prefix, ".weight", NN_WIDTH, 0, &norm->weight, error);
    return status ? status : floats(model, prefix, ".bias", NN_WIDTH, 0, &norm->bias, error);
}

static enum culpa_status find_linear(const struct nn_model *model, const char *prefix, uint32_t in, uint32_t out,
                                     struct rows_linear *linear, struct culpa_error *error)
{
    char name[NAME_BYTES];
    snprintf(name, sizeof name, "%s.q", prefix);
    const void *data;
    enum culpa_status status = nn_file_get(&model->file, name, NN_I8, (uint32_t[]){out, in}, 2, &data, error);
    if (status)
        return status;
    linear->q = data;
    linear->in = in;
    linear->out = out;
    status = floats(model, prefix, ".scale", out, 0, &linear->scales, error);
    return status ? status : floats(model, prefix, ".bias", out, 0, &linear->bias, error);
}

static enum culpa_status find_layer(struct nn_model *model, uint32_t i, struct culpa_error *error)
{
    struct nn_layer *layer = &model->layers[i];
    const struct {
        const char *name;
        struct nn_product *product;
        uint32_t in, out;
    } linears[] = {{"qkv", &layer->qkv, NN_WIDTH, 3 * NN_WIDTH},
                   {"out", &layer->out, NN_WIDTH, NN_WIDTH},
                   {"up", &layer->up, NN_WIDTH, NN_INNER},
                   {"down", &layer->down, NN_INNER, NN_WIDTH}};
    int32_t *sums = model->sums + (size_t)i * SUMS_PER_LAYER;
    char prefix[PREFIX_BYTES];
    enum culpa_status status = CULPA_OK;
    for (size_t k = 0; k < sizeof linears / sizeof *linears && !status; k++) {
        snprintf(prefix, sizeof prefix, "layer.%u.%s", i, linears[k].name);
        status = find_linear(model, prefix, linears[k].in, linears[k].out, &linears[k].product->linear, error);
        linears[k].product->linear.sums = sums;
        sums += linears[k].out;
    }
    if (!status) {
        snprintf(prefix, sizeof prefix, "layer.%u.norm1", i);
        status = find_norm(model, prefix, &layer->norm1, error);
    }
    if (!status) {
        snprintf(prefix, sizeof prefix, "layer.%u.norm2", i);
        status = find_norm(model, prefix, &layer->norm2, error);
    }
    return status;
}

/* Weights beyond 7 bits would give other sums on other processors: refused. */
static enum culpa_status sum_weights(const struct rows_linear *linear, struct culpa_error *error)
{
    int worst = 0;
    for (uint32_t o = 0; o < linear->out; o++) {
        const int8_t *row = linear->q + (size_t)o * linear->in;
        int32_t sum = 0;
        int most = 0;
        for (uint32_t i = 0; i < linear->in; i++) {
            int size = row[i] < 0 ? -row[i] : row[i];
            sum += row[i];
            most = size > most ? size : most;
        }
        linear->sums[o] = sum;
        worst = most > worst ? most : worst;
    }
    if (worst > 63)
        return status_error(error, CULPA_MODEL, NO_LINE, NO_OFFSET,
                            "model file: a weight of a linear layer is beyond 7 bits");
    return CULPA_OK;
}

static enum culpa_status prepare_products(struct nn_model *model, struct culpa_error *error)
{
    enum culpa_status status = CULPA_OK;
    product_prepare_thread();
    for (int i = 0; i < NN_LAYERS && !status; i++) {
        struct nn_layer *layer = &model->layers[i];
        struct nn_product *products[] = {&layer->qkv, &layer->out, &layer->up, &layer->down};
        for (int k = 0; k < 4 && !status; k++) {
            const struct rows_linear *linear = &products[k]->linear;
            status = sum_weights(linear, error);
            if (!status && product_weights_new(linear->q, linear->out, linear->in, &products[k]->packed))
                status = status_error(error, CULPA_NO_MEMORY, NO_LINE, NO_OFFSET, "out of memory");
        }
    }
    return status;
}

static enum culpa_status find_words(struct nn_model *model, struct culpa_error *error)
{
    const struct nn_tensor *vocabulary = nn_file_find(&model->file, "vocab");
    if (!vocabulary || vocabulary->type != NN_U8 || vocabulary->n_dims != 1)
        return status_error(error, CULPA_MODEL, NO_LINE, NO_OFFSET, "model file: vocab: missing or not of type U8");
    model->vocabulary = (struct culpa_slice){vocabulary->data, vocabulary->dims[0]};
    const struct nn_tensor *words = nn_file_find(&model->file, "embed.word.q");
    if (!words || words->type != NN_I8 || words->n_dims != 2 || words->dims[1] != NN_WIDTH ||
        words->dims[0] > UINT16_MAX)
        return status_error(error, CULPA_MODEL, NO_LINE, NO_OFFSET,
                            "model file: embed.word.q: missing or of another shape");
    model->words = words->data;
    model->n_words = words->dims[0];
    return floats(model, "embed.word", ".scale", model->n_words, 0, &model->word_scales, error);
}

static enum culpa_status find_all(struct nn_model *model, struct culpa_error *error)
{
    enum culpa_status status = find_words(model, error);
    if (!status)
        status = floats(model, "embed", ".position", NN_POSITIONS, NN_WIDTH, &model->positions, error);
    if (!status)
        status = floats(model, "embed", ".shape", SHAPE_ROWS, NN_WIDTH, &model->shapes, error);
    if (!status)
        status = floats(model, "embed", ".quote", QUOTE_ROWS, NN_WIDTH, &model->quotes, error);
    if (!status)
        status = find_norm(model, "embed.norm", &model->norm, error);
    for (uint32_t i = 0; i < NN_LAYERS && !status; i++)
        status = find_layer(model, i, error);
    return status ? status : prepare_products(model, error);
}

enum culpa_status nn_open(const char *path, struct nn_model **out, struct culpa_error *error)
{
    struct nn_model *model = calloc(1, sizeof *model);
    int32_t *sums = calloc((size_t)NN_LAYERS * SUMS_PER_LAYER, sizeof *sums);
    if (!model || !sums) {
        free(model);
        free(sums);
        return status_error(error, CULPA_NO_MEMORY, NO_LINE, NO_OFFSET, "out of memory");
    }
    model->sums = sums;
    enum culpa_status status = nn_file_open(path, &model->file, error);
    if (!status)
        status = find_all(model, error);
    if (status) {
        nn_close(model);
        return status;
    }
    *out = model;
    return CULPA_OK;
}

void nn_close(struct nn_model *model)
{
    if (!model)
        return;
    for (int i = 0; i < NN_LAYERS; i++) {
        product_weights_free(model->layers[i].qkv.packed);
        product_weights_free(model->layers[i].out.packed);
        product_weights_free(model->layers[i].up.packed);
        product_weights_free(model->layers[i].down.packed);
    }
    nn_file_close(&model->file);
    free(model->sums);
    free(model);
}

struct culpa_slice nn_vocabulary(const struct nn_model *model)
{
    return model->vocabulary;
}

enum culpa_status nn_floats(const struct nn_model *model, const char *name, const uint32_t *dims, uint32_t n_dims,
                            const float **at, struct culpa_error *error)
{
    const void *data = NULL;
    enum culpa_status status = nn_file_get(&model->file, name, NN_F32, dims, n_dims, &data, error);
    *at = data;
    return status;
}

enum culpa_status nn_linear(const struct nn_model *model, const char *name, struct nn_linear *linear,
                            struct culpa_error *error)
{
    char full[NAME_BYTES];
    snprintf(full, sizeof full, "%s.weight", name);
    const struct nn_tensor *weight = nn_file_find(&model->file, full);
    if (!weight || weight->type != NN_F32 || weight->n_dims != 2 || weight->dims[1] % 16)
        return status_error(error, CULPA_MODEL, NO_LINE, NO_OFFSET,
                            "model file: %s: missing, not of type F32 or of odd width", full);
    *linear = (struct nn_linear){.weight = weight->data, .in = weight->dims[1], .out = weight->dims[0]};
    snprintf(full, sizeof full, "%s.bias", name);
    if (!nn_file_find(&model->file, full))
        return CULPA_OK;
    return nn_floats(model, full, &linear->out, 1, &linear->bias, error);
}

void nn_embed(const struct nn_model *model, const struct nn_window *window, uint32_t position, float *x)
{
    uint16_t id = window->ids[position] < model->n_words ? window->ids[position] : 0;
    const int8_t *word = model->words + (size_t)id * NN_WIDTH;
    const float *p = model->positions + (size_t)position * NN_WIDTH,
                *s = model->shapes + (size_t)window->shapes[position] * NN_WIDTH,
                *q = model->quotes + (size_t)window->quotes[position] * NN_WIDTH;
    float scale = model->word_scales[id];
    for (uint32_t i = 0; i < NN_WIDTH; i++)
        x[i] = (float)word[i] * scale + p[i] + s[i] + q[i];
}
