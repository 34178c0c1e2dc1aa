#include "base/arena.h"

#include "check.h"

enum { SMALL_LIMIT = 4096 };

static bool is_zero(const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (p[i])
            return false;
    return true;
}

static void test_alignment_and_zeroes(void **state)
{
    (void)state;
    struct arena a;
    arena_init(&a, 64 << 20);
    for (size_t size = 0; size < 700; size++) {
        char *p = arena_alloc(&a, size);
        assert_non_null(p);
        assert_int_equal((uintptr_t)p % (size >= 64 ? 64 : 16), 0);
        assert_true(is_zero(p, size));
        memset(p, 0xFF, size);
    }
    arena_release(&a);
    assert_null(a.chunks);
}

static void test_zeroes_again_after_reset(void **state)
{
    (void)state;
    struct arena a;
    arena_init(&a, 1 << 20);
    memset(arena_alloc(&a, 1000), 0xFF, 1000);
    arena_reset(&a);
    assert_int_equal(a.used_bytes, 0);
    assert_non_null(a.chunks); /* kept for the next report */
    assert_true(is_zero(arena_alloc(&a, 1000), 1000));
    arena_release(&a);
}

static void test_limit(void **state)
{
    (void)state;
    struct arena a;
    arena_init(&a, SMALL_LIMIT);
    assert_null(arena_alloc(&a, SMALL_LIMIT + 1));
    assert_true(a.failed);
    assert_non_null(arena_alloc(&a, SMALL_LIMIT)); /* still usable, to the last byte */
    assert_null(arena_alloc(&a, 1));
    assert_null(arena_alloc(&a, SIZE_MAX));
    arena_reset(&a);
    assert_false(a.failed);
    assert_non_null(arena_alloc(&a, 1));
    arena_release(&a);
}

static void test_array_overflow(void **state)
{
    (void)state;
    struct arena a;
    arena_init(&a, SIZE_MAX / 2);
    assert_null(arena_array(&a, SIZE_MAX / 4, 8));
    assert_true(a.failed);
    assert_non_null(arena_array(&a, 0, 8));
    assert_non_null(arena_array(&a, 8, 0));
    arena_release(&a);
}

static void test_larger_than_a_chunk(void **state)
{
    (void)state;
    struct arena a;
    arena_init(&a, 256 << 20);
    char *small = arena_alloc(&a, 10), *big = arena_alloc(&a, 70 << 20), *next = arena_alloc(&a, 10);
    memset(small, 1, 10);
    big[0] = big[(70 << 20) - 1] = 2;
    memset(next, 3, 10);
    assert_int_equal(small[9], 1);
    assert_int_equal(big[0] + big[(70 << 20) - 1], 4);
    assert_int_equal(a.used_bytes, (70 << 20) + 20);
    arena_release(&a);
}

static void test_rewind(void **state)
{
    (void)state;
    struct arena a;
    arena_init(&a, 64 << 20);
    char *kept = arena_alloc(&a, 100);
    memset(kept, 7, 100);
    struct arena_mark mark = arena_mark(&a);
    char *first = arena_alloc(&a, 50);
    for (int i = 0; i < 40; i++) /* over several chunks */
        memset(arena_alloc(&a, 100000), 0xFF, 100000);
    arena_rewind(&a, mark);
    assert_int_equal(a.used_bytes, 100);
    assert_int_equal(kept[0] + kept[99], 14);
    char *again = arena_alloc(&a, 50);
    assert_ptr_equal(again, first);
    assert_true(is_zero(again, 50));
    arena_release(&a);
}

static void test_rewind_to_the_beginning(void **state)
{
    (void)state;
    struct arena a;
    arena_init(&a, SMALL_LIMIT);
    struct arena_mark mark = arena_mark(&a);
    assert_non_null(arena_alloc(&a, SMALL_LIMIT));
    assert_null(arena_alloc(&a, 1));
    arena_rewind(&a, mark);
    assert_true(a.failed); /* of the whole report, until the reset */
    assert_int_equal(a.used_bytes, 0);
    assert_non_null(arena_alloc(&a, SMALL_LIMIT));
    arena_release(&a);
}

static void test_copy(void **state)
{
    (void)state;
    struct arena a;
    arena_init(&a, SMALL_LIMIT);
    struct culpa_slice s = arena_copy(&a, slice_of("a\0b", 3));
    assert_int_equal(s.len, 3);
    assert_memory_equal(s.ptr, "a\0b", 4);
    s = arena_copy(&a, (struct culpa_slice){0});
    assert_non_null(s.ptr);
    assert_int_equal(s.len, 0);
    char big[SMALL_LIMIT] = "x";
    assert_null(arena_copy(&a, slice_of(big, sizeof big)).ptr);
    arena_release(&a);
}

static void test_vec(void **state)
{
    (void)state;
    struct arena a;
    struct VEC(uint32_t) v = {0};
    arena_init(&a, 1 << 20);
    for (uint32_t i = 0; i < 10000; i++)
        assert_true(VEC_PUSH(&a, &v, i * 3));
    for (uint32_t i = 0; i < 10000; i++)
        assert_int_equal(v.at[i], i * 3);
    arena_reset(&a);
    arena_release(&a);
    arena_init(&a, 100);
    memset(&v, 0, sizeof v);
    size_t n = 0;
    while (VEC_PUSH(&a, &v, 1))
        n++;
    assert_int_equal(v.n, n); /* what is there stays */
    assert_int_equal(v.at[n - 1], 1);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_alignment_and_zeroes),
        cmocka_unit_test(test_zeroes_again_after_reset),
        cmocka_unit_test(test_limit),
        cmocka_unit_test(test_array_overflow),
        cmocka_unit_test(test_larger_than_a_chunk),
        cmocka_unit_test(test_rewind),
        cmocka_unit_test(test_rewind_to_the_beginning),
        cmocka_unit_test(test_copy),
        cmocka_unit_test(test_vec),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
