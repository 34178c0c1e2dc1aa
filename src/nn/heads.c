/* See heads.h. Small next to the encoder: plain loops, sums from left to right. */
#include "nn/heads.h"

#include <math.h>
#include <stdio.h>

#include "base/status.h"

enum { NAME_BYTES = 96 };

static enum culpa_status floats(const struct nn_model *model, const char *head, const char *part, uint32_t rows,
                                uint32_t cols, const float **at, struct culpa_error *error)
{
    char name[NAME_BYTES];
    snprintf(name, sizeof name, "%s.%s", head, part);
    uint32_t dims[2] = {rows, cols};
    return nn_floats(model, name, dims, cols ? 2 : 1, at, error);
}

enum culpa_status nn_layer_open(const struct nn_model *model, const char *name, uint32_t in, uint32_t out,
                                struct nn_linear *layer, struct culpa_error *error)
{
    enum culpa_status status = nn_linear(model, name, layer, error);
    if (status)
        return status;
    if (layer->in != in || layer->out != out)
        return status_error(error, CULPA_MODEL, NO_LINE, NO_OFFSET, "tensor %s.weight is %u x %u, not %u x %u", name,
                            layer->out, layer->in, out, in);
    return CULPA_OK;
}

static enum culpa_status linear(const struct nn_model *model, const char *head, const char *part, uint32_t in,
                                uint32_t out, struct nn_linear *layer, struct culpa_error *error)
{
    char name[NAME_BYTES];
    snprintf(name, sizeof name, "%s.%s", head, part);
    return nn_layer_open(model, name, in, out, layer, error);
}

enum culpa_status nn_crf_open(const struct nn_model *model, const char *name, uint32_t kinds, struct nn_crf *crf,
                              struct culpa_error *error)
{
    uint32_t n = 4 * kinds + 1;
    crf->labels = n;
    enum culpa_status status = linear(model, name, "emit", NN_WIDTH, n, &crf->emit, error);
    if (!status)
        status = floats(model, name, "move", n, n, &crf->move, error);
    if (!status)
        status = floats(model, name, "first", n, 0, &crf->first, error);
    if (!status)
        status = floats(model, name, "last", n, 0, &crf->last, error);
    return status;
}

/* One step of Viterbi: now[j] = max over i of before[i] + move[i][j], plus e[j]; back[j] = the i. */
static void step(const struct nn_crf *crf, const float *before, const float *e, float *now, uint8_t *back)
{
    uint32_t n = crf->labels;
    for (uint32_t j = 0; j < n; j++) {
        now[j] = before[0] + crf->move[j];
        back[j] = 0;
    }
    for (uint32_t i = 1; i < n; i++) {
        const float *move = crf->move + (size_t)i * n;
        for (uint32_t j = 0; j < n; j++) {
            float score = before[i] + move[j];
            back[j] = score > now[j] ? (uint8_t)i : back[j];
            now[j] = score > now[j] ? score : now[j];
        }
    }
    for (uint32_t j = 0; j < n; j++)
        now[j] += e[j];
}

static enum culpa_status add_pieces(struct arena *arena, const uint8_t *labels, uint32_t n, uint32_t shift,
                                    struct nn_pieces *pieces)
{
    uint32_t from = 0;
    for (uint32_t t = 0; t < n; t++) {
        if (!labels[t])
            continue;
        uint32_t kind = (labels[t] - 1u) / 4, part = (labels[t] - 1u) % 4;
        if (part == 0 || part == 3)
            from = t;
        if ((part == 2 || part == 3) && !VEC_PUSH(arena, pieces, (struct nn_piece){kind, from + shift, t + 1 + shift}))
            return CULPA_NO_MEMORY;
    }
    return CULPA_OK;
}

/* Adds the gain of each known piece inside of the sequence to the labels that make it up. */
static void add_prior(const struct nn_prior *prior, uint32_t labels, uint32_t n, uint32_t shift, float *e)
{
    for (size_t i = 0; i < prior->n; i++) {
        struct nn_piece p = prior->at[i];
        if (p.from < shift || p.to > shift + n)
            continue;
        for (uint32_t t = p.from; t < p.to; t++) {
            uint32_t part = p.to - p.from == 1 ? 4 : t == p.from ? 1 : t + 1 == p.to ? 3 : 2;
            e[(size_t)(t - shift) * labels + 4 * p.kind + part] += prior->gain;
        }
    }
}

enum culpa_status nn_crf_decode(const struct nn_crf *crf, struct arena *arena, const float *x, uint32_t n,
                                uint32_t shift, const struct nn_prior *prior, struct nn_pieces *pieces)
{
    if (!n)
        return CULPA_OK;
    uint32_t l = crf->labels;
    float *e = ARENA_ARRAY(arena, float, (size_t)n *l), *best = ARENA_ARRAY(arena, float, 2 * (size_t)l);
    uint8_t *back = ARENA_ARRAY(arena, uint8_t, (size_t)n * l), *labels = ARENA_ARRAY(arena, uint8_t, n);
    if (!e || !best || !back || !labels)
        return CULPA_NO_MEMORY;
    nn_apply(&crf->emit, x, n, e);
    if (prior)
        add_prior(prior, l, n, shift, e);
    for (uint32_t j = 0; j < l; j++)
        best[j] = e[j] + crf->first[j];
    for (uint32_t t = 1; t < n; t++)
        step(crf, best + ((t - 1) & 1) * l, e + (size_t)t * l, best + (t & 1) * l, back + (size_t)t * l);
    const float *end = best + ((n - 1) & 1) * l;
    uint32_t at = 0;
    for (uint32_t j = 1; j < l; j++)
        if (end[j] + crf->last[j] > end[at] + crf->last[at])
            at = j;
    for (uint32_t t = n; t-- > 0; at = back[(size_t)t * l + at])
        labels[t] = (uint8_t)at;
    return add_pieces(arena, labels, n, shift, pieces);
}

enum culpa_status nn_crf_tag(const struct nn_crf *crf, struct arena *arena, const struct nn_view *view,
                             const struct nn_prior *prior, struct nn_pieces *pieces)
{
    enum culpa_status status = CULPA_OK;
    for (uint32_t i = 0; i < view->n_runs && !status; i++) {
        struct nn_run run = view->runs[i];
        status = nn_crf_decode(crf, arena, view->x + (size_t)run.from * NN_WIDTH, run.to - run.from, run.from, prior,
                               pieces);
    }
    return status;
}

enum culpa_status nn_link_open(const struct nn_model *model, const char *name, struct nn_link *link,
                               struct culpa_error *error)
{
    enum culpa_status status = linear(model, name, "ask", 2 * NN_WIDTH, NN_LINK_WIDTH, &link->ask, error);
    if (!status)
        status = linear(model, name, "answer", 2 * NN_WIDTH, NN_LINK_WIDTH, &link->answer, error);
    if (!status)
        status = linear(model, name, "none", 2 * NN_WIDTH, 1, &link->none, error);
    if (!status)
        status = floats(model, name, "distance", NN_LINK_BUCKETS, 0, &link->distance, error);
    return status;
}

/* Signed distance in tokens: 0, 1, 2-3, 4-7 ... 64 and more; 8 more when backward; 16 more in another paragraph. */
static uint32_t bucket(uint32_t ask, uint32_t answer, bool same_paragraph)
{
    uint32_t d = ask > answer ? ask - answer : answer - ask, b = 0;
    while (d >> b && b < 7)
        b++;
    return b + (answer < ask ? 8 : 0) + (same_paragraph ? 0 : 16);
}

/* [n, 2 * NN_WIDTH]: the vectors of the first and of the last token of each piece */
static float *piece_vectors(struct arena *arena, const float *x, const struct nn_piece *pieces, uint32_t n)
{
    float *out = ARENA_ARRAY(arena, float, (size_t)n * 2 * NN_WIDTH);
    for (uint32_t i = 0; out && i < n; i++) {
        float *row = out + (size_t)i * 2 * NN_WIDTH;
        memcpy(row, x + (size_t)pieces[i].from * NN_WIDTH, NN_WIDTH * sizeof *x);
        memcpy(row + NN_WIDTH, x + (size_t)(pieces[i].to - 1) * NN_WIDTH, NN_WIDTH * sizeof *x);
    }
    return out;
}

enum culpa_status nn_link_best(const struct nn_link *link, struct arena *arena, const float *x,
                               const uint32_t *paragraph, const struct nn_piece *ask, uint32_t n_ask,
                               const struct nn_piece *answer, uint32_t n_answer, uint32_t *best)
{
    float *av = piece_vectors(arena, x, ask, n_ask), *bv = piece_vectors(arena, x, answer, n_answer);
    float *a = ARENA_ARRAY(arena, float, (size_t)n_ask *NN_LINK_WIDTH);
    float *b = ARENA_ARRAY(arena, float, (size_t)n_answer *NN_LINK_WIDTH), *none = ARENA_ARRAY(arena, float, n_ask);
    if (!av || !bv || !a || !b || !none)
        return CULPA_NO_MEMORY;
    nn_apply(&link->ask, av, n_ask, a);
    nn_apply(&link->answer, bv, n_answer, b);
    nn_apply(&link->none, av, n_ask, none);
    const float scale = 1.0f / sqrtf((float)NN_LINK_WIDTH);
    for (uint32_t i = 0; i < n_ask; i++) {
        float top = none[i];
        best[i] = CULPA_NONE;
        for (uint32_t j = 0; j < n_answer; j++) {
            float dot = 0;
            for (uint32_t k = 0; k < NN_LINK_WIDTH; k++)
                dot += a[(size_t)i * NN_LINK_WIDTH + k] * b[(size_t)j * NN_LINK_WIDTH + k];
            bool same = paragraph[ask[i].from] == paragraph[answer[j].from];
            float score = dot * scale + link->distance[bucket(ask[i].from, answer[j].from, same)];
            if (score > top) {
                top = score;
                best[i] = j;
            }
        }
    }
    return CULPA_OK;
}

enum culpa_status nn_pair_open(const struct nn_model *model, const char *name, struct nn_pair *pair,
                               struct culpa_error *error)
{
    enum culpa_status status = linear(model, name, "ask", NN_WIDTH, NN_PAIR_WIDTH, &pair->ask, error);
    if (!status)
        status = linear(model, name, "answer", NN_WIDTH, NN_PAIR_WIDTH, &pair->answer, error);
    return status;
}

float nn_pair_score(const float *ask, const float *answer)
{
    float dot = 0;
    for (uint32_t k = 0; k < NN_PAIR_WIDTH; k++)
        dot += ask[k] * answer[k];
    return dot / sqrtf((float)NN_PAIR_WIDTH);
}

enum culpa_status nn_choice_open(const struct nn_model *model, const char *name, uint32_t in, uint32_t classes,
                                 struct nn_choice *choice, struct culpa_error *error)
{
    choice->classes = classes;
    enum culpa_status status = linear(model, name, "inner", in, NN_CHOICE_WIDTH, &choice->inner, error);
    if (!status)
        status = linear(model, name, "outer", NN_CHOICE_WIDTH, classes, &choice->outer, error);
    return status;
}

uint32_t nn_choice_best(const struct nn_choice *choice, const float *x, float *scores)
{
    float hidden[NN_CHOICE_WIDTH];
    nn_apply(&choice->inner, x, 1, hidden);
    for (uint32_t i = 0; i < NN_CHOICE_WIDTH; i++)
        hidden[i] = hidden[i] > 0 ? hidden[i] : 0;
    nn_apply(&choice->outer, hidden, 1, scores);
    uint32_t best = 0;
    for (uint32_t i = 1; i < choice->classes; i++)
        if (scores[i] > scores[best])
            best = i;
    return best;
}
