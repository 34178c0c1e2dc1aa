/* The exact products against plain loops, up to the values where 16 or 32 bits would overflow. */
#include "check.h"
#include "nn/product.h"

static uint32_t seed = 7;

static uint32_t next_random(void)
{
    seed = seed * 1664525u + 1013904223u;
    return seed >> 8;
}

enum kind { RANDOM, HIGHEST, LOWEST, ALTERNATING, KINDS };

static void fill(enum kind kind, uint8_t *a, size_t n_a, int8_t *b, size_t n_b)
{
    for (size_t i = 0; i < n_a; i++)
        a[i] = kind == RANDOM ? (uint8_t)next_random() : 255;
    for (size_t i = 0; i < n_b; i++)
        b[i] = (int8_t)(kind == RANDOM    ? (int)(next_random() % 127) - 63
                        : kind == HIGHEST ? 63
                        : kind == LOWEST  ? -63
                        : i % 2           ? 63
                                          : -63);
}

static int32_t plain(const uint8_t *a, const int8_t *b, uint32_t inner, uint32_t step)
{
    int32_t sum = 0;
    for (uint32_t i = 0; i < inner; i++)
        sum += a[i] * b[(size_t)i * step];
    return sum;
}

static void check_block(uint32_t cols, uint32_t inner, enum kind kind)
{
    uint8_t *a = aligned_alloc(64, (size_t)PRODUCT_BLOCK * inner);
    int8_t *b = aligned_alloc(64, (size_t)cols * inner);
    int32_t *c = aligned_alloc(64, (size_t)PRODUCT_BLOCK * cols * sizeof *c);
    struct product_weights *weights;
    struct product_kernel *kernel;
    static const uint32_t heights[] = {PRODUCT_BLOCK, PRODUCT_MIDDLE_BLOCK, PRODUCT_LAST_BLOCK};
    fill(kind, a, (size_t)PRODUCT_BLOCK * inner, b, (size_t)cols * inner);
    assert_int_equal(product_weights_new(b, cols, inner, &weights), CULPA_OK);
    assert_int_equal(product_kernel_new(cols, inner, &kernel), CULPA_OK);
    for (size_t h = 0; h < PRODUCT_HEIGHTS; h++) {
        memset(c, 0x55, (size_t)PRODUCT_BLOCK * cols * sizeof *c);
        assert_true(product_block(kernel, weights, heights[h], a, c));
        for (uint32_t r = 0; r < heights[h]; r++)
            for (uint32_t o = 0; o < cols; o++)
                if (c[(size_t)r * cols + o] != plain(a + (size_t)r * inner, b + (size_t)o * inner, inner, 1))
                    fail_msg("%u x %u, height %u: row %u, column %u", cols, inner, heights[h], r, o);
        if (heights[h] < PRODUCT_BLOCK) /* nothing is written behind the block */
            assert_int_equal(c[(size_t)heights[h] * cols], 0x55555555);
    }
    product_kernel_free(kernel);
    product_weights_free(weights);
    free(a);
    free(b);
    free(c);
}

static void test_layers(void **state)
{
    (void)state;
    for (enum kind kind = 0; kind < KINDS; kind++) {
        check_block(3 * NN_WIDTH, NN_WIDTH, kind);
        check_block(NN_WIDTH, NN_WIDTH, kind);
        check_block(NN_INNER, NN_WIDTH, kind);
        check_block(NN_WIDTH, NN_INNER, kind);
    }
}

static void check_run(uint32_t rows, uint32_t cols, uint32_t inner, bool turned, enum kind kind)
{
    enum { LD = 200 };
    static uint8_t a[LD * LD];
    static int8_t b[LD * LD];
    static int32_t c[LD * LD];
    fill(kind, a, sizeof a, b, sizeof b);
    const struct product p = {a, b, c, rows, cols, inner, LD, LD, LD, turned};
    assert_true(product_run(&p));
    for (uint32_t r = 0; r < rows; r++)
        for (uint32_t o = 0; o < cols; o++)
            if (c[r * LD + o] != plain(a + (size_t)r * LD, b + (turned ? (size_t)o * LD : o), inner, turned ? 1 : LD))
                fail_msg("%u x %u x %u: row %u, column %u", rows, cols, inner, r, o);
}

static void test_any_size(void **state)
{
    (void)state;
    static const uint32_t sizes[] = {1, 2, 7, 8, 32, 33, 64, 191, 192};
    enum { N = sizeof sizes / sizeof *sizes };
    for (int i = 0; i < N; i++)
        for (int k = 0; k < N; k++) {
            check_run(sizes[i], sizes[k], NN_HEAD_WIDTH, true, (enum kind)((i + k) % KINDS));
            check_run(sizes[i], NN_HEAD_WIDTH, sizes[k], false, (enum kind)((i + k) % KINDS));
        }
}

/* Every row of a window is in some block. */
static void test_heights(void **state)
{
    (void)state;
    for (uint32_t n = 1; n <= 192; n++) {
        uint32_t left = n, blocks = 0;
        while (left) {
            uint32_t h = product_height(left);
            assert_true(h == PRODUCT_BLOCK || h == PRODUCT_MIDDLE_BLOCK || h == PRODUCT_LAST_BLOCK);
            blocks += h;
            left -= h < left ? h : left;
        }
        assert_true(blocks >= n && blocks - n < PRODUCT_MIDDLE_BLOCK && blocks <= 192);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_layers),
        cmocka_unit_test(test_any_size),
        cmocka_unit_test(test_heights),
    };
    product_prepare_thread();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
