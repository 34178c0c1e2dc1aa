/* What the writers share: lines of the text. */
#include <stdlib.h>

#include "base/slice.h"
#include "report/report.h"

bool report_lines_init(struct report_lines *lines, struct culpa_slice text)
{
    size_t n = 1;
    for (size_t i = 0; i < text.len; i++)
        n += text.ptr[i] == '\n';
    *lines = (struct report_lines){malloc(n * sizeof *lines->starts), 0};
    if (!lines->starts)
        return false;
    lines->starts[lines->n++] = 0;
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] == '\n')
            lines->starts[lines->n++] = (uint32_t)i + 1;
    return true;
}

void report_lines_release(struct report_lines *lines)
{
    free(lines->starts);
    *lines = (struct report_lines){0};
}

size_t report_line_at(const struct report_lines *lines, size_t byte)
{
    size_t low = 0, high = lines->n;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (lines->starts[middle] <= byte)
            low = middle;
        else
            high = middle;
    }
    return low + 1;
}

void report_write_nothing(struct buf *out)
{
    (void)out;
}
