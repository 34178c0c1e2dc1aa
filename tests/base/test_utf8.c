#include "base/utf8.h"

#include "check.h"

static void test_every_code_point(void **state)
{
    (void)state;
    for (uint32_t c = 0; c < 0x110000; c++) {
        char bytes[4];
        size_t n = utf8_encode(c, bytes), len;
        uint32_t back = utf8_decode(slice_of(bytes, n), 0, &len);
        bool surrogate = c >= 0xD800 && c < 0xE000;
        if (len != n || back != (surrogate ? 0xFFFD : c))
            fail_msg("U+%04X comes back as U+%04X", c, back);
        for (size_t cut = 1; cut < n; cut++)
            if (utf8_decode(slice_of(bytes, cut), 0, &len) != 0xFFFD || len != 1)
                fail_msg("U+%04X cut to %zu bytes is taken", c, cut);
    }
    char bytes[4];
    assert_int_equal(utf8_encode(0x110000, bytes), 3);
    assert_memory_equal(bytes, "\xEF\xBF\xBD", 3);
}

static void test_invalid(void **state)
{
    (void)state;
    static const char *const broken[] = {"\x80",
                                         "\xBF",
                                         "\xC0\x80",
                                         "\xC1\xBF",
                                         "\xE0\x80\x80",
                                         "\xE0\x9F\xBF",
                                         "\xED\xA0\x80",
                                         "\xED\xBF\xBF",
                                         "\xF0\x80\x80\x80",
                                         "\xF0\x8F\xBF\xBF",
                                         "\xF4\x90\x80\x80",
                                         "\xF5\x80\x80\x80",
                                         "\xFF",
                                         "\xFE",
                                         "\xC3z",
                                         "\xE2\x82z",
                                         "\xF0\x9F\x9Az"};
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++)
        for (size_t before = 0; before < 20; before++) { /* over the steps of eight bytes */
            char text[64];
            memset(text, 'a', sizeof text);
            memcpy(text + before, broken[i], strlen(broken[i]));
            assert_int_equal(utf8_invalid(slice_of(text, sizeof text)), before);
        }
    assert_true(utf8_invalid(SLICE("")) == SIZE_MAX);
    assert_true(utf8_invalid(SLICE("na\xC3\xAFve \xF0\x9F\x9A\xA8 abcdefgh \xEF\xBF\xBD")) == SIZE_MAX);
}

static void test_classes(void **state)
{
    (void)state;
    const struct {
        uint32_t c;
        enum utf8_class class;
        bool upper, lower, digit, alpha;
    } cases[] = {
        {'a', UTF8_WORD, false, true, false, true},
        {'Z', UTF8_WORD, true, false, false, true},
        {'7', UTF8_WORD, false, false, true, false},
        {' ', UTF8_SPACE, false, false, false, false},
        {'\n', UTF8_SPACE, false, false, false, false},
        {0x7F, UTF8_SPACE, false, false, false, false},
        {'.', UTF8_LONE, false, false, false, false},
        {'$', UTF8_LONE, false, false, false, false},
        {0xA0, UTF8_SPACE, false, false, false, false},
        {0xAD, UTF8_SPACE, false, false, false, false}, /* soft hyphen */
        {0x200B, UTF8_SPACE, false, false, false, false},
        {0xC9, UTF8_WORD, true, false, false, true},
        {0x301, UTF8_WORD, false, false, false, false},
        {0x416, UTF8_WORD, true, false, false, true},
        {0x1C5, UTF8_WORD, true, false, false, true},  /* titlecase Dz with caron */
        {0x663, UTF8_WORD, false, false, true, false}, /* Arabic digit */
        {0x4E2D, UTF8_LONE, false, false, false, true},
        {0x20000, UTF8_LONE, false, false, false, true},
        {0x2026, UTF8_LONE, false, false, false, false},
        {0x1F6A8, UTF8_LONE, false, false, false, false},
        {0xE000, UTF8_SPACE, false, false, false, false},
        {0x10FFFF, UTF8_SPACE, false, false, false, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint32_t c = cases[i].c;
        if (utf8_class(c) != cases[i].class || utf8_is_upper(c) != cases[i].upper ||
            utf8_is_lower(c) != cases[i].lower || utf8_is_digit(c) != cases[i].digit ||
            utf8_is_alpha(c) != cases[i].alpha)
            fail_msg("U+%04X is of another class", c);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_code_point),
        cmocka_unit_test(test_invalid),
        cmocka_unit_test(test_classes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
