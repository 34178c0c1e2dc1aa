/* The steps on rows against plain formulas in double precision. */
#include <math.h>

#include "check.h"
#include "nn/rows.h"

enum { WIDEST = NN_INNER };

static uint32_t seed = 11;

/* -> [-size, size] */
static float next_random(float size)
{
    seed = seed * 1664525u + 1013904223u;
    return ((float)(seed >> 8) / (float)(1 << 23) - 1) * size;
}

static void assert_near(double got, double want, double tolerance, const char *what)
{
    if (!(fabs(got - want) <= tolerance))
        fail_msg("%s: %.9g instead of %.9g", what, got, want);
}

static void test_quantise(void **state)
{
    (void)state;
    static const float sizes[] = {1e-30F, 1e-6F, 1, 40, 1e6F, 1e30F};
    for (size_t k = 0; k < 6; k++)
        for (int shift = -2; shift <= 2; shift++) {
            float x[NN_WIDTH];
            uint8_t q[NN_WIDTH];
            for (int i = 0; i < NN_WIDTH; i++)
                x[i] = next_random(sizes[k]) + (float)shift * sizes[k];
            x[5] = 0;
            struct rows_range range = rows_quantise(x, NN_WIDTH, q);
            assert_in_range(range.zero, 0, 255);
            assert_int_equal(q[5], range.zero); /* nothing is exact but 0 */
            for (int i = 0; i < NN_WIDTH; i++)
                assert_near((double)(q[i] - range.zero) * (double)range.scale, (double)x[i],
                            0.5001 * (double)range.scale + 1e-6 * fabs((double)x[i]), "byte");
        }
}

static void test_quantise_odd_rows(void **state)
{
    (void)state;
    float x[NN_HEAD_WIDTH] = {0};
    uint8_t q[NN_HEAD_WIDTH];
    struct rows_range range = rows_quantise(x, NN_HEAD_WIDTH, q);
    for (int i = 0; i < NN_HEAD_WIDTH; i++)
        assert_int_equal(q[i], range.zero);
    for (int i = 0; i < NN_HEAD_WIDTH; i++)
        x[i] = 3;
    range = rows_quantise(x, NN_HEAD_WIDTH, q);
    assert_int_equal(range.zero, 0);
    assert_int_equal(q[0], 255);
    for (int i = 0; i < NN_HEAD_WIDTH; i++)
        x[i] = -3;
    range = rows_quantise(x, NN_HEAD_WIDTH, q);
    assert_int_equal(range.zero, 255);
    assert_int_equal(q[0], 0);
}

static void test_quantise_signed(void **state)
{
    (void)state;
    float x[NN_HEAD_WIDTH];
    int8_t q[NN_HEAD_WIDTH];
    for (int round = 0; round < 100; round++) {
        for (int i = 0; i < NN_HEAD_WIDTH; i++)
            x[i] = next_random(powf(10, (float)(round % 12 - 6)));
        float scale = rows_quantise_signed(x, NN_HEAD_WIDTH, q);
        for (int i = 0; i < NN_HEAD_WIDTH; i++) {
            assert_true(q[i] >= -63 && q[i] <= 63);
            assert_near((double)q[i] * (double)scale, (double)x[i], 0.5001 * (double)scale, "signed byte");
        }
    }
    memset(x, 0, sizeof x);
    assert_true(rows_quantise_signed(x, NN_HEAD_WIDTH, q) == 0);
    assert_int_equal(q[0], 0);
}

static void test_quantise_columns(void **state)
{
    (void)state;
    enum { ROWS = 37, STRIDE = 50 };
    float x[ROWS * STRIDE], scales[NN_HEAD_WIDTH];
    int8_t q[ROWS * NN_HEAD_WIDTH];
    for (int i = 0; i < ROWS * STRIDE; i++)
        x[i] = next_random((float)(i % STRIDE));
    rows_quantise_columns(x, ROWS, NN_HEAD_WIDTH, STRIDE, q, scales);
    for (int c = 0; c < NN_HEAD_WIDTH; c++)
        for (int r = 0; r < ROWS; r++) {
            assert_true(q[r * NN_HEAD_WIDTH + c] >= -63 && q[r * NN_HEAD_WIDTH + c] <= 63);
            assert_near((double)q[r * NN_HEAD_WIDTH + c] * (double)scales[c], (double)x[r * STRIDE + c],
                        0.5001 * (double)scales[c], "column byte");
        }
}

struct layer {
    float scales[WIDEST], bias[WIDEST];
    int32_t sums[WIDEST], sum[WIDEST];
    struct rows_linear linear;
};

static void make_layer(struct layer *l)
{
    for (int i = 0; i < WIDEST; i++) {
        l->scales[i] = fabsf(next_random(0.01F));
        l->bias[i] = next_random(2);
        l->sums[i] = (int32_t)next_random(24192);  /* 384 weights of 63 */
        l->sum[i] = (int32_t)next_random(6168960); /* times 255 */
    }
    l->linear = (struct rows_linear){NULL, l->scales, l->bias, l->sums, NN_WIDTH, WIDEST};
}

static double scaled_back(const struct layer *l, struct rows_range range, int i)
{
    return ((double)l->sum[i] - (double)range.zero * l->sums[i]) * (double)range.scale * (double)l->scales[i] +
           (double)l->bias[i];
}

static void test_scale_back(void **state)
{
    (void)state;
    static struct layer l;
    float y[WIDEST];
    for (int zero = 0; zero <= 255; zero += 51) {
        make_layer(&l);
        struct rows_range range = {0.02F, zero};
        rows_scale_back(&l.linear, range, l.sum, y);
        for (int i = 0; i < WIDEST; i++) {
            double want = scaled_back(&l, range, i);
            assert_near((double)y[i], want, 1e-6 * fabs(want) + 1e-5, "scaled back");
        }
    }
}

/* What the header promises of the polynomial; a byte adds half a step. */
static void test_activate(void **state)
{
    (void)state;
    static struct layer l;
    static float row[WIDEST];
    static uint8_t q[WIDEST];
    for (int zero = 0; zero <= 255; zero += 51) {
        make_layer(&l);
        for (int i = 0; i < WIDEST; i++)
            l.scales[i] *= 0.005F;
        struct rows_range range = {0.02F, zero}, out;
        out = rows_activate(&l.linear, range, l.sum, row, q);
        for (int i = 0; i < WIDEST; i++) {
            double x = scaled_back(&l, range, i), want = 0.5 * x * (1 + erf(x / sqrt(2)));
            double off = (fabs(x) < 4 ? 1.3e-4 : 3.3e-5 * fabs(x)) + 1e-6;
            assert_near((double)row[i], want, off, "gelu");
            assert_near((double)(q[i] - out.zero) * (double)out.scale, want, 0.5001 * (double)out.scale + off,
                        "gelu byte");
        }
    }
}

static void test_add_and_norm(void **state)
{
    (void)state;
    float x[NN_WIDTH], y[NN_WIDTH], before[NN_WIDTH], weight[NN_WIDTH], bias[NN_WIDTH];
    for (int round = 0; round < 50; round++) {
        float size = powf(10, (float)(round % 7 - 3));
        double mean = 0, square = 0;
        for (int i = 0; i < NN_WIDTH; i++) {
            x[i] = next_random(size);
            y[i] = next_random(size) + size;
            weight[i] = 1 + next_random(0.5F);
            bias[i] = next_random(1);
            before[i] = y[i] + (round % 2 ? x[i] : 0);
            mean += (double)before[i] / NN_WIDTH;
        }
        for (int i = 0; i < NN_WIDTH; i++)
            square += ((double)before[i] - mean) * ((double)before[i] - mean) / NN_WIDTH;
        rows_add_and_norm(round % 2 ? x : NULL, y, weight, bias);
        for (int i = 0; i < NN_WIDTH; i++)
            assert_near((double)y[i],
                        ((double)before[i] - mean) / sqrt(square + 1e-12) * (double)weight[i] + (double)bias[i], 2e-5,
                        "norm");
    }
    for (int i = 0; i < NN_WIDTH; i++)
        y[i] = 5; /* no spread at all */
    rows_add_and_norm(NULL, y, weight, bias);
    for (int i = 0; i < NN_WIDTH; i++)
        assert_near((double)y[i], (double)bias[i], 1e-6, "norm of equal numbers");
}

static void test_softmax(void **state)
{
    (void)state;
    enum { N = 192 };
    int32_t sum[N], sums[N];
    float scales[N], hide[N], score[N];
    uint8_t p[N];
    for (int round = 0; round < 60; round++) {
        int seen = 1 + round * 3;
        struct rows_range range = {0.03F, round * 4 % 256};
        for (int i = 0; i < N; i++) {
            sum[i] = (int32_t)next_random(514080);
            sums[i] = (int32_t)next_random(2016);
            scales[i] = fabsf(next_random(round % 3 ? 1e-3F : 0.1F));
            hide[i] = i < seen ? 0 : ROWS_HIDDEN;
        }
        const struct rows_keys keys = {sums, scales, hide};
        float inverse = rows_softmax(sum, range, &keys, N, score, p);
        double best = -INFINITY, want[N];
        int all = 0;
        for (int i = 0; i < seen; i++) {
            want[i] = ((double)sum[i] - (double)range.zero * sums[i]) * (double)range.scale * (double)scales[i];
            best = want[i] > best ? want[i] : best;
        }
        for (int i = 0; i < N; i++) {
            assert_near(p[i], i < seen ? 255 * exp(want[i] - best) : 0, i < seen ? 0.6 : 0, "weight");
            all += p[i];
        }
        assert_near((double)inverse * all, 1, 1e-6, "total");
    }
}

static void test_scale(void **state)
{
    (void)state;
    int32_t sum[NN_HEAD_WIDTH];
    float scales[NN_HEAD_WIDTH], y[NN_HEAD_WIDTH];
    for (int i = 0; i < NN_HEAD_WIDTH; i++) {
        sum[i] = (int32_t)next_random(3084480);
        scales[i] = fabsf(next_random(0.1F));
    }
    rows_scale(sum, 0.001F, scales, NN_HEAD_WIDTH, y);
    for (int i = 0; i < NN_HEAD_WIDTH; i++) {
        double want = (double)sum[i] * 0.001 * (double)scales[i];
        assert_near((double)y[i], want, 1e-6 * fabs(want) + 1e-12, "scaled");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_quantise),        cmocka_unit_test(test_quantise_odd_rows),
        cmocka_unit_test(test_quantise_signed), cmocka_unit_test(test_quantise_columns),
        cmocka_unit_test(test_scale_back),      cmocka_unit_test(test_activate),
        cmocka_unit_test(test_add_and_norm),    cmocka_unit_test(test_softmax),
        cmocka_unit_test(test_scale),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
