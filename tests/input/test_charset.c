#include "reading.h"

#include "input/input.h"

/* "Café" in bytes of many kinds. */
static void check(struct culpa_slice bytes, const char *label, const char *want)
{
    struct arena arena;
    struct culpa_slice utf8;
    arena_init(&arena, LIMIT_ARENA_BYTES);
    assert_int_equal(input_to_utf8(&arena, bytes, slice_of(label, strlen(label)), &utf8, NULL), CULPA_OK);
    assert_slice(utf8, want);
    arena_release(&arena);
}

static void utf8_stays(void **state)
{
    (void)state;
    check(SLICE("Caf\xC3\xA9"), "", "Caf\xC3\xA9");
    check(SLICE("Caf\xC3\xA9"), "windows-1252", "Caf\xC3\xA9"); /* the bytes know better than the label */
}

static void windows_1252(void **state)
{
    (void)state;
    check(SLICE("Caf\xE9 \x93so\x94"), "", "Café “so”");
    check(SLICE("Caf\xE9 \x93so\x94"), "iso-8859-1", "Café “so”"); /* as browsers read it */
    check(SLICE("Caf\xE9"), "utf-8", "Café");                      /* a label that lies */
    check(SLICE("Caf\xE9"), "klingon", "Café");
}

static void other_labels(void **state)
{
    (void)state;
    check(SLICE("\xCF\xEE\xF0\xF2"), "windows-1251", "Порт");
    check(SLICE("\x83\x7C\x81\x5B\x83\x67"), "shift_jis", "ポート");
}

static void wide(void **state)
{
    (void)state;
    check(SLICE("\xFF\xFE"
                "P\0o\0r\0t\0\xE9\0"),
          "", "Porté");
    check(SLICE("\xFE\xFF"
                "\0P\0o\0r\0t"),
          "", "Port");
    check(SLICE("T\0h\0e\0 \0p\0o\0r\0t\0 \0w\0a\0s\0"), "", "The port was"); /* without a mark */
}

static void broken_utf8_is_mended(void **state)
{
    (void)state;
    check(SLICE("é é é \xC3 é"), "", "é é é \xEF\xBF\xBD é");
}

static void declared_in_the_page(void **state)
{
    (void)state;
    assert_slice(input_html_charset(SLICE("<meta charset=\"utf-8\">")), "utf-8");
    assert_slice(input_html_charset(SLICE("<META content='text/html; charset=Windows-1252'>")), "Windows-1252");
    assert_slice(input_html_charset(SLICE("<p>no charset here</p>")), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_stays), cmocka_unit_test(windows_1252),          cmocka_unit_test(other_labels),
        cmocka_unit_test(wide),       cmocka_unit_test(broken_utf8_is_mended), cmocka_unit_test(declared_in_the_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
