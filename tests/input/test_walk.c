/* Files, folders, lines: input_next() in a folder made for the test. */
#include "reading.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[40]; /* beside the test's other output */

static int enter(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "culpa-walk-%ld", (long)getpid());
    return mkdir(folder, 0700) || chdir(folder);
}

static int drop(const char *path, const struct stat *st, int kind, struct FTW *place)
{
    (void)st;
    (void)kind;
    (void)place;
    return remove(path);
}

static int leave(void **state)
{
    (void)state;
    return chdir("..") || nftw(folder, drop, 8, FTW_DEPTH | FTW_PHYS);
}

static void put(const char *name, const char *text)
{
    FILE *f = fopen(name, "wb");
    assert_non_null(f);
    assert_true(fputs(text, f) >= 0);
    assert_int_equal(fclose(f), 0);
}

/* Reads everything; "name:line" or "name!" where it failed, one blank between. */
static void walk(const char *path, char *out, size_t room)
{
    struct input_stream *stream;
    struct input_record record = {0};
    struct culpa_error error;
    size_t n = 0;
    assert_int_equal(input_open(&path, 1, &stream), CULPA_OK);
    out[0] = 0;
    for (;;) {
        enum culpa_status status = input_next(stream, &record, &error);
        if (status == CULPA_END)
            break;
        n += (size_t)snprintf(out + n, room - n, "%s%s:%zu%s", n ? " " : "", record.file, record.line,
                              status ? "!" : "");
        assert_true(n < room);
    }
    input_close(stream);
    buf_release(&record.bytes);
}

static void folders_in_order(void **state)
{
    (void)state;
    char out[200];
    assert_int_equal(mkdir("d", 0700) | mkdir("d/b", 0700), 0);
    put("d/c.txt", "c");
    put("d/a.txt", "a");
    put("d/b/x.txt", "x");
    put("d/.hidden", "h");
    assert_int_equal(symlink(".", "d/loop") | mkfifo("d/pipe", 0600), 0);
    walk("d", out, sizeof out);
    assert_string_equal(out, "d/a.txt:0 d/b/x.txt:0 d/c.txt:0");
}

static void lines_of_json(void **state)
{
    (void)state;
    char out[200];
    put("l.jsonl", "{\"a\": 1}\n\n{\"b\": 2}\n{\"c\": 3}");
    walk("l.jsonl", out, sizeof out);
    assert_string_equal(out, "l.jsonl:1 l.jsonl:3 l.jsonl:4");
}

static void what_cannot_be_read(void **state)
{
    (void)state;
    char out[200];
    walk("nowhere.txt", out, sizeof out);
    assert_string_equal(out, "nowhere.txt:0!");
    assert_int_equal(symlink("round", "round"), 0);
    walk("round", out, sizeof out);
    assert_string_equal(out, "round:0!");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folders_in_order),
        cmocka_unit_test(lines_of_json),
        cmocka_unit_test(what_cannot_be_read),
    };
    return cmocka_run_group_tests(tests, enter, leave);
}
