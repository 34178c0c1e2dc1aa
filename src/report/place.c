/* See report.h. */
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

void report_write_nothing(struct buf *out)
{
    (void)out;
}
