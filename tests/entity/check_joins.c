/* check_joins LINES KNOWN: who is whom, as lines of text that anyone can add to.
 *
 * A line is TEXT<TAB>IDS: the text as marked.h says, and the ids of the actors of its spans, a blank between them, -
 * for nobody. KNOWN holds lines that fail today. One that passes is reported, and fails the test until it is moved. */
#include <stdlib.h>

#include "lines.h"
#include "marked.h"

static bool passes(void *unused, char *line, struct buf *got, const char **wanted)
{
    (void)unused;
    char *expected = strchr(line, '\t');
    struct marked *m = malloc(sizeof *m);
    buf_clear(got);
    *wanted = expected ? expected + 1 : "(two columns)";
    if (!m || !expected) {
        free(m);
        return false;
    }
    *expected++ = '\0';
    if (!marked_read(m, line))
        buf_add_str(got, "(wrong marks)");
    for (size_t i = 0; m->actors.of_span && i < m->n_spans; i++) {
        buf_add_str(got, i ? " " : "");
        buf_add(got, marked_id(m, i));
    }
    marked_release(m);
    free(m);
    return slice_eq(slice_of(got->ptr, got->len), slice_of(expected, strlen(expected)));
}

int main(int argc, char **argv)
{
    return argc == 3 ? lines_main(argv[1], argv[2], passes, NULL) : 2;
}
