/* What the heads of the model have in common: tagging a sequence, and linking pieces of it.
 *
 * Tagging is a linear-chain CRF over BIOES labels: label 0 is outside, label 4k+1 .. 4k+4 are begin, inside, end and
 * single of kind k. The best chain is found exactly (Viterbi). Linking follows train/model.py: Link. */
#ifndef NN_HEADS_H
#define NN_HEADS_H

#include "nn/nn.h"

struct nn_crf {
    struct nn_linear emit;     /* NN_WIDTH -> labels */
    const float *move;         /* [labels, labels] from, to; -1e4 where forbidden */
    const float *first, *last; /* [labels] */
    uint32_t labels;
};

/* A tagged run of tokens, half open, counted from the beginning of the sequence. */
struct nn_piece {
    uint32_t kind, from, to;
};

struct nn_pieces VEC(struct nn_piece);

/* What is known of a sequence beforehand: pieces, by start and without overlap, each of which the chain is the more
 * likely to take by `gain` for each of its tokens. NULL where a function takes one: nothing is known. */
struct nn_prior {
    const struct nn_piece *at;
    size_t n;
    float gain;
};

/* Statuses: MODEL. kinds: how many kinds the caller knows; the file must agree. */
enum culpa_status nn_crf_open(const struct nn_model *model, const char *name, uint32_t kinds, struct nn_crf *crf,
                              struct culpa_error *error);
/* x: [n, NN_WIDTH], one row a token. Appends the pieces of the best chain, shifted by `shift` tokens. prior: of tokens
 * shifted likewise, may reach beyond the sequence. Status: NO_MEMORY. */
enum culpa_status nn_crf_decode(const struct nn_crf *crf, struct arena *arena, const float *x, uint32_t n,
                                uint32_t shift, const struct nn_prior *prior, struct nn_pieces *pieces);

/* One window as the heads see it. Tokens are counted from the beginning of the window. */
struct nn_view {
    const float *x; /* [n_tokens, NN_WIDTH] the vector of each token's first piece */
    uint32_t n_tokens;
    const struct nn_run *runs; /* the paragraphs, or parts of them, in order */
    uint32_t n_runs;
    const uint32_t *paragraph; /* [n_tokens] number of its run */
};

struct nn_run {
    uint32_t from, to;
};

/* Decodes each run by itself and appends the pieces, by start. Status: NO_MEMORY. */
enum culpa_status nn_crf_tag(const struct nn_crf *crf, struct arena *arena, const struct nn_view *view,
                             const struct nn_prior *prior, struct nn_pieces *pieces);

enum { NN_LINK_WIDTH = 64, NN_LINK_BUCKETS = 32 };

struct nn_link {
    struct nn_linear ask, answer; /* 2 * NN_WIDTH -> NN_LINK_WIDTH */
    struct nn_linear none;        /* 2 * NN_WIDTH -> 1 */
    const float *distance;        /* [NN_LINK_BUCKETS] */
};

enum culpa_status nn_link_open(const struct nn_model *model, const char *name, struct nn_link *link,
                               struct culpa_error *error);
/* For each asking piece the best of the answering ones, or CULPA_NONE. x: [tokens, NN_WIDTH]; paragraph: [tokens], its
 * number; best: [n_ask]. Status: NO_MEMORY. */
enum culpa_status nn_link_best(const struct nn_link *link, struct arena *arena, const float *x,
                               const uint32_t *paragraph, const struct nn_piece *ask, uint32_t n_ask,
                               const struct nn_piece *answer, uint32_t n_answer, uint32_t *best);

/* How well one token fits another: a scaled product of two projections, worked out once a token. */
enum { NN_PAIR_WIDTH = 32 };

struct nn_pair {
    struct nn_linear ask, answer; /* NN_WIDTH -> NN_PAIR_WIDTH */
};

enum culpa_status nn_pair_open(const struct nn_model *model, const char *name, struct nn_pair *pair,
                               struct culpa_error *error);
/* ask, answer: [NN_PAIR_WIDTH] */
float nn_pair_score(const float *ask, const float *answer);

/* A linear layer of NAME.weight and NAME.bias with these widths. Status: MODEL. */
enum culpa_status nn_layer_open(const struct nn_model *model, const char *name, uint32_t in, uint32_t out,
                                struct nn_linear *layer, struct culpa_error *error);

/* Two layers with a rectifier between them, for choosing one class. */
enum { NN_CHOICE_WIDTH = 128 };

struct nn_choice {
    struct nn_linear inner, outer;
    uint32_t classes;
};

/* Tensors NAME.inner and NAME.outer. Status: MODEL. */
enum culpa_status nn_choice_open(const struct nn_model *model, const char *name, uint32_t in, uint32_t classes,
                                 struct nn_choice *choice, struct culpa_error *error);
/* x: [in] -> the best class, the first of equals; scores: [classes]. */
uint32_t nn_choice_best(const struct nn_choice *choice, const float *x, float *scores);

#endif
