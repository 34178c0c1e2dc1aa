/* The best chain against all chains, and links against the formula of train/model.py. */
#include <math.h>

#include "check.h"
#include "nn/heads.h"

enum { MOST_LABELS = 9, MOST_TOKENS = 5 };

static uint32_t seed = 3;

static float next_random(float size)
{
    seed = seed * 1664525u + 1013904223u;
    return ((float)(seed >> 8) / (float)(1 << 23) - 1) * size;
}

/* A CRF whose scores of labels are the first numbers of a token's vector. */
struct crf {
    float emit[MOST_LABELS * NN_WIDTH], move[MOST_LABELS * MOST_LABELS], first[MOST_LABELS], last[MOST_LABELS];
    struct nn_crf crf;
};

static bool opens(uint32_t y)
{
    return y && (y - 1) % 4 < 2;
}

static bool goes_on(uint32_t y)
{
    return y && ((y - 1) % 4 == 1 || (y - 1) % 4 == 2);
}

static void make_crf(struct crf *c, uint32_t kinds)
{
    uint32_t n = 4 * kinds + 1;
    memset(c, 0, sizeof *c);
    for (uint32_t i = 0; i < n; i++) {
        c->emit[i * NN_WIDTH + i] = 1;
        c->first[i] = goes_on(i) ? -1e4F : next_random(1);
        c->last[i] = opens(i) ? -1e4F : next_random(1);
        for (uint32_t j = 0; j < n; j++) {
            bool allowed = opens(i) ? goes_on(j) && (i - 1) / 4 == (j - 1) / 4 : !goes_on(j);
            c->move[i * n + j] = allowed ? next_random(1) : -1e4F;
        }
    }
    c->crf = (struct nn_crf){{c->emit, NULL, NN_WIDTH, n}, c->move, c->first, c->last, n};
}

static double score(const struct crf *c, const float *x, const uint32_t *y, uint32_t n)
{
    double sum = (double)c->first[y[0]] + (double)c->last[y[n - 1]];
    for (uint32_t t = 0; t < n; t++)
        sum += (double)x[(size_t)t * NN_WIDTH + y[t]] + (t ? (double)c->move[y[t - 1] * c->crf.labels + y[t]] : 0);
    return sum;
}

/* The best of all chains. */
static void try_all(const struct crf *c, const float *x, uint32_t n, uint32_t *best)
{
    uint32_t y[MOST_TOKENS] = {0};
    double top = -INFINITY;
    for (;;) {
        double s = score(c, x, y, n);
        if (s > top) {
            top = s;
            memcpy(best, y, sizeof y);
        }
        uint32_t t = 0;
        while (t < n && ++y[t] == c->crf.labels)
            y[t++] = 0;
        if (t == n)
            return;
    }
}

static size_t pieces_of(const uint32_t *y, uint32_t n, struct nn_piece *out)
{
    size_t k = 0;
    uint32_t from = 0;
    for (uint32_t t = 0; t < n; t++) {
        if (!y[t])
            continue;
        uint32_t part = (y[t] - 1) % 4;
        from = part == 0 || part == 3 ? t : from;
        if (part >= 2)
            out[k++] = (struct nn_piece){(y[t] - 1) / 4, from, t + 1};
    }
    return k;
}

static void test_best_chain(void **state)
{
    (void)state;
    static struct crf c;
    struct arena arena;
    arena_init(&arena, 1 << 20);
    for (int round = 0; round < 120; round++) {
        uint32_t n = 1 + (uint32_t)round % MOST_TOKENS, kinds = n < 5 ? 2 : 1, best[MOST_TOKENS];
        float x[MOST_TOKENS * NN_WIDTH] = {0};
        make_crf(&c, kinds);
        for (uint32_t t = 0; t < n; t++)
            for (uint32_t j = 0; j < c.crf.labels; j++)
                x[t * NN_WIDTH + j] = next_random(2);
        struct nn_piece want[MOST_TOKENS];
        try_all(&c, x, n, best);
        size_t n_want = pieces_of(best, n, want);
        struct nn_pieces got = {0};
        assert_int_equal(nn_crf_decode(&c.crf, &arena, x, n, 100, NULL, &got), CULPA_OK);
        assert_int_equal(got.n, n_want);
        for (size_t i = 0; i < n_want; i++) {
            assert_int_equal(got.at[i].kind, want[i].kind);
            assert_int_equal(got.at[i].from, want[i].from + 100);
            assert_int_equal(got.at[i].to, want[i].to + 100);
        }
        arena_reset(&arena);
    }
    arena_release(&arena);
}

static void test_runs(void **state)
{
    (void)state;
    static struct crf c;
    struct arena arena;
    float x[6 * NN_WIDTH] = {0};
    const struct nn_run runs[] = {{0, 2}, {2, 2}, {2, 6}};
    struct nn_view view = {x, 6, runs, 3, NULL};
    struct nn_pieces pieces = {0};
    make_crf(&c, 1);
    arena_init(&arena, 1 << 20);
    for (int t = 1; t < 4; t++) { /* begin, inside, end over the boundary of two paragraphs */
        x[t * NN_WIDTH + 1] = x[t * NN_WIDTH + 2] = x[t * NN_WIDTH + 3] = 50;
        x[t * NN_WIDTH + 4] = 40;
    }
    x[0] = x[4 * NN_WIDTH] = x[5 * NN_WIDTH] = 30; /* outside */
    assert_int_equal(nn_crf_tag(&c.crf, &arena, &view, NULL, &pieces), CULPA_OK);
    assert_int_equal(pieces.n, 2); /* no piece reaches over it */
    assert_int_equal(pieces.at[0].from, 1);
    assert_int_equal(pieces.at[0].to, 2);
    assert_int_equal(pieces.at[1].from, 2);
    assert_int_equal(pieces.at[1].to, 4);
    arena_release(&arena);
}

/* train/model.py: bucket() */
static uint32_t bucket(int distance, bool same)
{
    uint32_t d = (uint32_t)abs(distance), b = d ? 1 + (uint32_t)floor(log2(d)) : 0;
    b = b > 7 ? 7 : b;
    return b + (distance < 0 ? 8 : 0) + (same ? 0 : 16);
}

static double project(const struct nn_linear *l, const float *x, struct nn_piece p, uint32_t row)
{
    double sum = l->bias ? (double)l->bias[row] : 0;
    for (uint32_t i = 0; i < NN_WIDTH; i++)
        sum += (double)x[(size_t)p.from * NN_WIDTH + i] * (double)l->weight[(size_t)row * l->in + i] +
               (double)x[(size_t)(p.to - 1) * NN_WIDTH + i] * (double)l->weight[(size_t)row * l->in + NN_WIDTH + i];
    return sum;
}

enum { TOKENS = 220, ASKING = 12, ANSWERING = 9 };

static double link_score(const struct nn_link *link, const float *x, const uint32_t *paragraph, struct nn_piece ask,
                         struct nn_piece answer)
{
    double dot = 0;
    for (uint32_t k = 0; k < NN_LINK_WIDTH; k++)
        dot += project(&link->ask, x, ask, k) * project(&link->answer, x, answer, k);
    int distance = (int)answer.from - (int)ask.from;
    return dot / 8 + (double)link->distance[bucket(distance, paragraph[ask.from] == paragraph[answer.from])];
}

static void test_links(void **state)
{
    (void)state;
    static float x[TOKENS * NN_WIDTH], weights[3][NN_LINK_WIDTH * 2 * NN_WIDTH], bias[NN_LINK_WIDTH],
        distance[NN_LINK_BUCKETS];
    static uint32_t paragraph[TOKENS];
    for (size_t i = 0; i < sizeof x / sizeof *x; i++)
        x[i] = next_random(1);
    for (size_t k = 0; k < 3; k++)
        for (size_t i = 0; i < sizeof weights[k] / sizeof *weights[k]; i++)
            weights[k][i] = next_random(0.05F);
    for (int i = 0; i < NN_LINK_WIDTH; i++)
        bias[i] = next_random(0.5F);
    for (int i = 0; i < NN_LINK_BUCKETS; i++)
        distance[i] = next_random(2);
    for (uint32_t t = 0; t < TOKENS; t++)
        paragraph[t] = t / 60;
    struct nn_link link = {{weights[0], bias, 2 * NN_WIDTH, NN_LINK_WIDTH},
                           {weights[1], NULL, 2 * NN_WIDTH, NN_LINK_WIDTH},
                           {weights[2], bias, 2 * NN_WIDTH, 1},
                           distance};
    struct nn_piece ask[ASKING], answer[ANSWERING];
    for (uint32_t i = 0; i < ASKING; i++)
        ask[i] = (struct nn_piece){0, i * 18, i * 18 + 1 + i % 4};
    for (uint32_t i = 0; i < ANSWERING; i++)
        answer[i] = (struct nn_piece){1, i * i * 3, i * i * 3 + 2};
    struct arena arena;
    uint32_t best[ASKING];
    arena_init(&arena, 1 << 24);
    assert_int_equal(nn_link_best(&link, &arena, x, paragraph, ask, ASKING, answer, ANSWERING, best), CULPA_OK);
    for (uint32_t i = 0; i < ASKING; i++) {
        double got = best[i] == CULPA_NONE ? project(&link.none, x, ask[i], 0)
                                           : link_score(&link, x, paragraph, ask[i], answer[best[i]]);
        assert_true(project(&link.none, x, ask[i], 0) <= got + 1e-4);
        for (uint32_t j = 0; j < ANSWERING; j++)
            assert_true(link_score(&link, x, paragraph, ask[i], answer[j]) <= got + 1e-4);
    }
    assert_int_equal(nn_link_best(&link, &arena, x, paragraph, ask, ASKING, NULL, 0, best), CULPA_OK);
    assert_int_equal(best[3], CULPA_NONE);
    assert_int_equal(nn_link_best(&link, &arena, x, paragraph, NULL, 0, answer, ANSWERING, best), CULPA_OK);
    arena_release(&arena);
}

static void test_pairs(void **state)
{
    (void)state;
    float a[NN_PAIR_WIDTH], b[NN_PAIR_WIDTH];
    double dot = 0;
    for (uint32_t k = 0; k < NN_PAIR_WIDTH; k++) {
        a[k] = next_random(2);
        b[k] = next_random(2);
        dot += (double)a[k] * (double)b[k];
    }
    assert_float_equal(nn_pair_score(a, b), (float)(dot / sqrt(NN_PAIR_WIDTH)), 1e-5F);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_best_chain),
        cmocka_unit_test(test_runs),
        cmocka_unit_test(test_links),
        cmocka_unit_test(test_pairs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
