#include "base/json.h"

#include "base/utf8.h"
#include "check.h"
#include "read_back.h"

#define BAD "\xEF\xBF\xBD"

static void test_structure(void **state)
{
    (void)state;
    struct buf b = {0};
    struct json j = {.out = &b};
    json_object(&j);
    json_key(&j, "a");
    json_array(&j);
    json_number(&j, 0);
    json_number(&j, UINT64_MAX);
    json_array(&j);
    json_array_end(&j);
    json_object(&j);
    json_object_end(&j);
    json_null(&j);
    json_bool(&j, true);
    json_array_end(&j);
    json_key(&j, "b");
    json_str(&j, "x");
    json_key(&j, "c");
    json_object(&j);
    json_key(&j, "d");
    json_bool(&j, false);
    json_object_end(&j);
    json_object_end(&j);
    assert_slice(slice_of(b.ptr, b.len),
                 "{\"a\":[0,18446744073709551615,[],{},null,true],\"b\":\"x\",\"c\":{\"d\":false}}");
    buf_release(&b);
}

static void test_strings(void **state)
{
    (void)state;
    const struct {
        struct culpa_slice in;
        const char *out;
    } cases[] = {
        {SLICE(""), "\"\""},
        {SLICE("plain / text"), "\"plain / text\""},
        {SLICE("say \"no\"\\"), "\"say \\\"no\\\"\\\\\""},
        {SLICE("a\nb\rc\td"), "\"a\\nb\\rc\\td\""},
        {SLICE("a\0b\x01\x1F"), "\"a\\u0000b\\u0001\\u001f\""},
        {SLICE("caf\xC3\xA9 \xE2\x80\x9C \xF0\x9F\x9A\xA8"), "\"caf\xC3\xA9 \xE2\x80\x9C \xF0\x9F\x9A\xA8\""},
        {SLICE("\xFF"), "\"" BAD "\""},
        {SLICE("a\xC3"), "\"a" BAD "\""},                       /* cut off */
        {SLICE("\xC3\xC3\xA9"), "\"" BAD "\xC3\xA9\""},         /* the second one is whole */
        {SLICE("\xC0\xAF"), "\"" BAD BAD "\""},                 /* overlong */
        {SLICE("\xED\xA0\x80"), "\"" BAD BAD BAD "\""},         /* surrogate */
        {SLICE("\xF4\x90\x80\x80"), "\"" BAD BAD BAD BAD "\""}, /* above U+10FFFF */
        {SLICE(BAD), "\"" BAD "\""},                            /* the character itself is valid */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf b = {0};
        struct json j = {.out = &b};
        json_string(&j, cases[i].in);
        assert_slice(slice_of(b.ptr, b.len), cases[i].out);
        buf_release(&b);
    }
}

/* Whatever the bytes are, another reader of JSON takes what was written. */
static void test_any_bytes_parse(void **state)
{
    (void)state;
    uint32_t seed = 1;
    for (int round = 0; round < 2000; round++) {
        char bytes[64];
        size_t n = (size_t)round % sizeof bytes;
        for (size_t i = 0; i < n; i++) {
            seed = seed * 1664525u + 1013904223u;
            bytes[i] = (char)(seed >> 24);
        }
        struct buf b = {0};
        struct json j = {.out = &b};
        json_array(&j);
        json_string(&j, slice_of(bytes, n));
        json_array_end(&j);
        struct culpa_slice back = read_back_string(slice_of(b.ptr, b.len));
        assert_non_null(back.ptr);
        if (utf8_invalid(slice_of(bytes, n)) == SIZE_MAX)
            assert_true(slice_eq(back, slice_of(bytes, n)));
        free((void *)(uintptr_t)back.ptr);
        buf_release(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_structure),
        cmocka_unit_test(test_strings),
        cmocka_unit_test(test_any_bytes_parse),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
