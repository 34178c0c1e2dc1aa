/* Tests as lines of text: what is read, a tab, what is expected. Empty lines and those that begin with # are comments.
 */
#ifndef LINES_H
#define LINES_H

#include <stdio.h>
#include <string.h>

#include "base/buf.h"

enum { LINES_BYTES = 8192 };

/* Whether a line does what it says. It may be cut up; got: what came out, wanted: what was expected, for the message.
 */
typedef bool lines_pass(void *context, char *line, struct buf *got, const char **wanted);

/* Returns the number of lines that did not do what they were to do, -1 where the file cannot be read or has none. */
static int lines_check(const char *path, bool should_pass, lines_pass *passes, void *context)
{
    static char line[LINES_BYTES];
    struct buf got = {0};
    int wrong = 0, number = 0, lines = 0;
    FILE *f = fopen(path, "r");
    if (!f) {
        printf("cannot read %s\n", path);
        return -1;
    }
    while (fgets(line, sizeof line, f)) {
        const char *wanted;
        number++;
        line[strcspn(line, "\n")] = '\0';
        if (line[0] == '#' || !line[0])
            continue;
        lines++;
        if (passes(context, line, &got, &wanted) == should_pass)
            continue;
        wrong++;
        if (should_pass)
            printf("%s:%d: %s\n  wanted: %s\n  got:    %.*s\n", path, number, line, wanted, (int)got.len, got.ptr);
        else
            printf("%s:%d passes now; move it to the others\n", path, number);
    }
    printf("%s: %d lines, %d wrong\n", path, lines, wrong);
    fclose(f);
    buf_release(&got);
    return lines || !should_pass ? wrong : -1;
}

/* The lines of one file are to pass, those of the other are known not to. -> exit status */
static int lines_main(const char *path, const char *known_failures, lines_pass *passes, void *context)
{
    int wrong = lines_check(path, true, passes, context);
    int known = lines_check(known_failures, false, passes, context);
    return wrong != 0 || known != 0;
}

#endif
