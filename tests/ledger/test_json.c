/* The JSON form of a ledger, written and read back: the arguments behind the model are files of such objects. */
#include "check.h"

#include <jansson.h>

#include "ledger/json.h"

static char **files;
static int n_files;

/* One ledger -> itself, read and written again. */
static json_t *written_again(const json_t *ledger)
{
    struct arena arena;
    struct culpa_report report;
    struct culpa_error error;
    struct buf out = {0};
    char *text = json_dumps(ledger, JSON_COMPACT);
    arena_init(&arena, (size_t)1 << 28);
    assert_int_equal(ledger_read(&arena, slice_of(text, strlen(text)), &report, &error), CULPA_OK);
    ledger_write(&out, &report);
    json_t *again = json_loadb(out.ptr, out.len, 0, NULL);
    buf_release(&out);
    arena_release(&arena);
    free(text);
    return again;
}

static void what_is_read_back_is_written_the_same(void **state)
{
    (void)state;
    size_t ledgers = 0;
    for (int f = 0; f < n_files; f++) {
        FILE *file = fopen(files[f], "r");
        assert_non_null(file);
        for (json_t *given; (given = json_loadf(file, JSON_DISABLE_EOF_CHECK, NULL)); ledgers++) {
            json_t *again = written_again(given);
            assert_true(json_equal(given, again));
            json_decref(given);
            json_decref(again);
        }
        fclose(file);
    }
    assert_true(ledgers > 3);
}

static void what_is_no_ledger_is_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "",
        "7",
        "{}",
        "{\"document\":{\"id\":\"a\"}}",
        "{\"document\":{\"id\":\"a\",\"text\":\"abc\"},\"time_anchor\":\"none\",\"sentences\":[[0,4]]}",
        "{\"document\":{\"id\":\"a\",\"text\":\"abc\"},\"time_anchor\":\"none\",\"sentences\":[[2,1]]}",
        "{\"document\":{\"id\":\"a\",\"text\":\"abc\"},\"time_anchor\":\"never\"}",
        "{\"document\":{\"id\":\"a\",\"text\":\"abc\"},\"time_anchor\":\"none\",\"statements\":[{\"id\":\"s2\",\"act\":"
        "\"say\","
        "\"mode\":\"direct\",\"span\":[0,1]}]}",
        "{\"document\":{\"id\":\"a\",\"text\":\"abc\"},\"time_anchor\":\"none\",\"statements\":[{\"id\":\"s1\","
        "\"actor\":\"b\","
        "\"act\":\"say\",\"mode\":\"direct\",\"span\":[0,1]}]}",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct arena arena;
        struct culpa_report report;
        struct culpa_error error = {0};
        arena_init(&arena, (size_t)1 << 24);
        assert_int_equal(ledger_read(&arena, slice_of(wrong[i], strlen(wrong[i])), &report, &error), CULPA_SYNTAX);
        assert_string_not_equal(error.text, "");
        arena_release(&arena);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_read_back_is_written_the_same),
        cmocka_unit_test(what_is_no_ledger_is_refused),
    };
    files = argv + 1;
    n_files = argc - 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
