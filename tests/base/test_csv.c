#include "base/csv.h"

#include "check.h"

#define BAD "\xEF\xBF\xBD"

static void test_rows(void **state)
{
    (void)state;
    struct buf b = {0};
    struct csv c = {.out = &b};
    csv_str(&c, "a");
    csv_empty(&c);
    csv_number(&c, UINT64_MAX);
    csv_digits(&c, SLICE("-33.9000"));
    csv_end(&c);
    csv_empty(&c);
    csv_str(&c, "b");
    csv_end(&c);
    assert_slice(slice_of(b.ptr, b.len), "a,,18446744073709551615,-33.9000\r\n,b\r\n");
    buf_release(&b);
}

static void test_text(void **state)
{
    (void)state;
    const struct {
        struct culpa_slice in;
        const char *out;
    } cases[] = {
        {SLICE(""), ""},
        {SLICE(" \n "), ""},
        {SLICE("plain text"), "plain text"},
        {SLICE("one, two"), "\"one, two\""},
        {SLICE("said \"no\""), "\"said \"\"no\"\"\""},
        {SLICE("a\r\n\tb\x01\0 c "), "a b c"},
        {SLICE("=1+1"), "'=1+1"}, /* a spreadsheet would run these */
        {SLICE("+49 30"), "'+49 30"},
        {SLICE("-5"), "'-5"},
        {SLICE("@name"), "'@name"},
        {SLICE("\t=cmd|' /C calc'!A0"), "'=cmd|' /C calc'!A0"},
        {SLICE("=a,\"b\""), "\"'=a,\"\"b\"\"\""},
        {SLICE("a=b"), "a=b"},
        {SLICE("caf\xC3\xA9 \xF0\x9F\x9A\xA8"), "caf\xC3\xA9 \xF0\x9F\x9A\xA8"},
        {SLICE("a\xFF"), "a" BAD},
        {SLICE("a\xC3"), "a" BAD},
        {SLICE("a" BAD), "a" BAD},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf b = {0};
        struct csv c = {.out = &b};
        csv_text(&c, cases[i].in);
        assert_slice(slice_of(b.ptr, b.len), cases[i].out);
        buf_release(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows), cmocka_unit_test(test_text)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
