/* The same bits on every instruction set: each step is run as compiled for x86-64, -v3 and -v4, as far as this
 * processor has them, and as the program itself runs it. */
#include "check.h"
#include "rows_levels.h"

enum { N = NN_INNER, ROUNDS = 200 };

static const struct rows_table chosen = {rows_quantise,   rows_quantise_signed, rows_quantise_columns,
                                         rows_scale_back, rows_activate,        rows_add_and_norm,
                                         rows_softmax,    rows_scale,           nn_apply};
static const struct rows_table *tables[4] = {&rows_table_v1, &chosen};
static size_t n_tables = 2;

static uint32_t seed;

static float next_random(float size)
{
    seed = seed * 1664525u + 1013904223u;
    return ((float)(seed >> 8) / (float)(1 << 23) - 1) * size;
}

/* Everything that a round of one table gives. */
struct results {
    uint8_t q[N], activated[N], p[N];
    int8_t s[N], columns[N];
    float y[N], normed[NN_WIDTH], scaled[N], applied[2 * 3], scales[NN_HEAD_WIDTH], total, signed_scale;
    struct rows_range range, activated_range;
};

static void run(const struct rows_table *t, uint32_t round, struct results *r)
{
    static float x[N], row[N], scales[N], bias[N], hide[N];
    static int32_t sums[N], sum[N];
    memset(r, 0, sizeof *r);
    seed = round;
    float size = (float)(1 << round % 20) / 1024;
    for (int i = 0; i < N; i++) {
        x[i] = next_random(size);
        scales[i] = 1e-4F * size + next_random(1e-4F * size);
        bias[i] = next_random(1);
        hide[i] = i < N / 2 ? 0 : ROWS_HIDDEN;
        sums[i] = (int32_t)next_random(2000);
        sum[i] = (int32_t)next_random(500000);
    }
    const struct rows_linear linear = {NULL, scales, bias, sums, NN_WIDTH, N};
    const struct rows_keys keys = {sums, scales, hide};
    const struct nn_linear layer = {x, bias, 128, 3};
    r->range = t->quantise(x, N, r->q);
    r->signed_scale = t->quantise_signed(x, N, r->s);
    t->quantise_columns(x, N / NN_HEAD_WIDTH, NN_HEAD_WIDTH, NN_HEAD_WIDTH, r->columns, r->scales);
    t->scale_back(&linear, (struct rows_range){0.02F, 100}, sum, r->y);
    r->activated_range = t->activate(&linear, (struct rows_range){0.02F, 100}, sum, row, r->activated);
    memcpy(r->normed, x, sizeof r->normed);
    t->add_and_norm(x + NN_WIDTH, r->normed, scales, bias);
    r->total = t->softmax(sum, (struct rows_range){0.02F, 100}, &keys, N, row, r->p);
    t->scale(sum, 0.01F, scales, N, r->scaled);
    t->apply(&layer, x + 3 * 128, 2, r->applied);
}

static void test_same_bits(void **state)
{
    (void)state;
    static struct results first, other;
    print_message("%zu instruction sets\n", n_tables - 1);
    for (uint32_t round = 0; round < ROUNDS; round++) {
        run(tables[0], round, &first);
        for (size_t i = 1; i < n_tables; i++) {
            run(tables[i], round, &other);
            assert_memory_equal(&first, &other, sizeof first);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_same_bits)};
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi2"))
        tables[n_tables++] = &rows_table_v3;
    if (__builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq"))
        tables[n_tables++] = &rows_table_v4;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
