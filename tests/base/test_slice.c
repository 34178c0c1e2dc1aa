#include "base/slice.h"

#include "base/status.h"
#include "check.h"

static void test_compare(void **state)
{
    (void)state;
    assert_true(slice_eq(SLICE("ab"), SLICE("ab")));
    assert_false(slice_eq(SLICE("ab"), SLICE("aB")));
    assert_true(slice_eq((struct culpa_slice){0}, SLICE("")));
    assert_true(slice_eq_nocase(SLICE("Reuters"), SLICE("rEUTERS")));
    assert_false(slice_eq_nocase(SLICE("[a"), SLICE("{a")));             /* 32 apart, but no letters */
    assert_false(slice_eq_nocase(SLICE("\xC3\x89"), SLICE("\xC3\xA9"))); /* ASCII alone */
    assert_true(slice_starts(SLICE("abc"), SLICE("")));
    assert_true(slice_starts(SLICE("abc"), SLICE("abc")));
    assert_false(slice_starts(SLICE("ab"), SLICE("abc")));
    assert_true(slice_starts_nocase(SLICE("CHARSET=x"), SLICE("charset")));
    assert_slice(slice_span(SLICE("0123456"), (struct culpa_span){2, 4}), "23");
}

static void test_order(void **state)
{
    (void)state;
    const struct culpa_slice none = {0};
    assert_true(slice_compare(SLICE("ab"), SLICE("abc")) < 0);
    assert_true(slice_compare(SLICE("abc"), SLICE("ab")) > 0);
    assert_true(slice_compare(SLICE("b"), SLICE("abc")) > 0);
    assert_int_equal(slice_compare(SLICE("abc"), SLICE("abc")), 0);
    assert_int_equal(slice_compare(none, SLICE("")), 0);
    assert_true(slice_compare(none, SLICE("a")) < 0);
    assert_true(slice_compare(SLICE("\xc3\xa9"), SLICE("z")) > 0); /* by bytes, not by sign */
}

static void test_find(void **state)
{
    (void)state;
    struct culpa_slice s = SLICE("aab aaB aab");
    assert_int_equal(slice_find(s, SLICE("aab"), 0), 0);
    assert_int_equal(slice_find(s, SLICE("aab"), 1), 8);
    assert_int_equal(slice_find(s, SLICE("aab"), 8), 8);
    assert_true(slice_find(s, SLICE("aab"), 9) == SIZE_MAX);
    assert_true(slice_find(s, SLICE("aab"), 100) == SIZE_MAX);
    assert_true(slice_find(SLICE("a"), SLICE("ab"), 0) == SIZE_MAX);
    assert_int_equal(slice_find(s, SLICE(""), 5), 5);
    assert_int_equal(slice_find(s, SLICE(""), 11), 11);
    assert_int_equal(slice_find_nocase(s, SLICE("AAB"), 1), 4);
    assert_true(slice_find_nocase(s, SLICE("x"), 0) == SIZE_MAX);
    assert_true(slice_find_nocase((struct culpa_slice){0}, SLICE("x"), 0) == SIZE_MAX);
}

static void test_trim(void **state)
{
    (void)state;
    assert_slice(slice_trim(SLICE(" \t\r\n\v\f a b \n")), "a b");
    assert_int_equal(slice_trim(SLICE("  ")).len, 0);
    assert_int_equal(slice_trim((struct culpa_slice){0}).len, 0);
}

static void test_status(void **state)
{
    (void)state;
    for (int s = CULPA_OK; s <= CULPA_USAGE; s++)
        assert_true(strlen(culpa_status_message((enum culpa_status)s)) > 3);
    assert_string_equal(culpa_status_message((enum culpa_status)1000), "unknown");
    assert_string_equal(culpa_mode_name(CULPA_MODE_MIXED), "mixed");
    assert_string_equal(culpa_name_kind_name(CULPA_NAME_FACILITY), "facility");
    assert_string_equal(culpa_furniture_name(CULPA_FURNITURE_CREDIT), "credit");
}

static void test_error(void **state)
{
    (void)state;
    struct culpa_error e;
    char text[1000];
    memset(text, 'x', sizeof text);
    text[999] = 0;
    assert_int_equal(status_error(&e, CULPA_IO, 7, 12, "%s", text), CULPA_IO);
    assert_int_equal(strlen(e.text), CULPA_ERROR_TEXT - 1);
    assert_int_equal(e.line, 7);
    assert_int_equal(e.offset, 12);
    assert_int_equal(status_error(NULL, CULPA_EMPTY, 0, 0, "nobody listens"), CULPA_EMPTY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_compare), cmocka_unit_test(test_order),  cmocka_unit_test(test_find),
        cmocka_unit_test(test_trim),    cmocka_unit_test(test_status), cmocka_unit_test(test_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
