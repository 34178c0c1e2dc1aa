/* What the writers share: places in the text, hulls of spans. */
#include "base/slice.h"
#include "report/report.h"

void report_place_move(struct report_place *place, size_t to)
{
    if (to > place->text.len)
        to = place->text.len;
    for (; place->at < to; place->at++) {
        unsigned char c = (unsigned char)place->text.ptr[place->at];
        if (c == '\n') {
            place->line++;
            place->column = 1;
        } else if ((c & 0xC0) != 0x80) {
            place->column++;
        }
    }
}

struct culpa_span report_hull(struct culpa_spans spans)
{
    struct culpa_span hull = spans.at[0];
    for (size_t i = 1; i < spans.n; i++) {
        if (spans.at[i].start < hull.start)
            hull.start = spans.at[i].start;
        if (spans.at[i].end > hull.end)
            hull.end = spans.at[i].end;
    }
    return hull;
}
