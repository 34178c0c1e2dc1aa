/* check_joins LINES KNOWN: who is whom, as lines of text that anyone can add to.
 *
 * A line is TEXT<TAB>IDS: the text as marked.h says, and the ids of the actors of its spans, a blank between them, -
 * for nobody. KNOWN holds lines that fail today. One that passes is reported, and fails the test until it is moved. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "marked.h"

enum { LINE_BYTES = 1 << 13 };

static bool passes(const char *text, const char *expected, struct buf *got)
{
    struct marked *m = malloc(sizeof *m);
    if (!m)
        return false;
    buf_clear(got);
    if (!marked_read(m, text))
        buf_add_str(got, "(wrong marks)");
    for (size_t i = 0; m->actors.of_span && i < m->n_spans; i++) {
        buf_add_str(got, i ? " " : "");
        buf_add(got, marked_id(m, i));
    }
    marked_release(m);
    free(m);
    return slice_eq(slice_of(got->ptr, got->len), slice_of(expected, strlen(expected)));
}

/* Returns the number of lines that did not do what they were to do, -1 where the file cannot be read. */
static int check(const char *path, bool should_pass)
{
    static char line[LINE_BYTES];
    struct buf got = {0};
    int wrong = 0, number = 0, lines = 0;
    FILE *f = fopen(path, "r");
    if (!f) {
        printf("cannot read %s\n", path);
        return -1;
    }
    while (fgets(line, sizeof line, f)) {
        char *tab = strchr(line, '\t');
        number++;
        line[strcspn(line, "\n")] = '\0';
        if (line[0] == '#' || !line[0])
            continue;
        lines++;
        if (tab)
            *tab = '\0';
        bool passed = passes(line, tab ? tab + 1 : "", &got);
        if (passed == should_pass)
            continue;
        wrong++;
        if (should_pass)
            printf("%s:%d: %s\n  wanted: %s\n  got:    %.*s\n", path, number, line, tab ? tab + 1 : "", (int)got.len,
                   got.ptr);
        else
            printf("%s:%d passes now; move it to the others: %s\n", path, number, line);
    }
    printf("%s: %d lines, %d wrong\n", path, lines, wrong);
    fclose(f);
    buf_release(&got);
    return lines || !should_pass ? wrong : -1;
}

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    int wrong = check(argv[1], true), known = check(argv[2], false);
    return wrong != 0 || known != 0;
}
