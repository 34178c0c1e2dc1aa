#include "base/buf.h"

#include "check.h"

static void test_grows(void **state)
{
    (void)state;
    struct buf b = {0};
    for (int i = 0; i < 5000; i++)
        buf_addf(&b, "%04d,", i);
    buf_add_char(&b, 0);
    buf_add_str(&b, "end");
    buf_add(&b, (struct culpa_slice){0});
    assert_false(b.failed);
    assert_int_equal(b.len, 25004);
    assert_memory_equal(b.ptr, "0000,0001,", 10);
    assert_memory_equal(b.ptr + 24995, "4999,\0end", 9);
    buf_clear(&b);
    assert_int_equal(b.len, 0);
    assert_true(b.cap >= 25004);
    buf_release(&b);
    assert_null(b.ptr);
    assert_int_equal(b.cap, 0);
}

static void test_keeps_what_it_had(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_add_str(&b, "kept");
    assert_false(buf_reserve(&b, SIZE_MAX));
    assert_true(b.failed);
    assert_slice(slice_of(b.ptr, b.len), "kept");
    buf_add_str(&b, "!"); /* a later success does not hide the failure */
    assert_true(b.failed);
    buf_clear(&b);
    assert_false(b.failed);
    buf_release(&b);
}

static void test_reserve(void **state)
{
    (void)state;
    struct buf b = {0};
    assert_true(buf_reserve(&b, 0));
    assert_true(buf_reserve(&b, 1 << 20));
    const char *before = b.ptr;
    b.len = 1 << 20;
    assert_true(buf_reserve(&b, 0));
    assert_ptr_equal(b.ptr, before);
    buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_grows),
        cmocka_unit_test(test_keeps_what_it_had),
        cmocka_unit_test(test_reserve),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
