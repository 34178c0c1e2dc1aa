/* See offsets.h. */
#include "report/offsets.h"

static bool is_first(char c)
{
    return ((unsigned char)c & 0xC0) != 0x80;
}

/* Four bytes of UTF-8 are two units of UTF-16. */
static size_t units_of(char first)
{
    return (unsigned char)first >= 0xF0 ? 2 : 1;
}

void offsets_move(struct offsets *o, size_t to)
{
    if (to > o->text.len)
        to = o->text.len;
    for (; o->at < to; o->at++)
        if (is_first(o->text.ptr[o->at])) {
            o->points++;
            o->units += units_of(o->text.ptr[o->at]);
        }
    while (o->at > to) {
        char c = o->text.ptr[--o->at];
        if (is_first(c)) {
            o->points--;
            o->units -= units_of(c);
        }
    }
}

size_t offsets_back(struct culpa_slice text, size_t at, size_t n)
{
    while (at && n)
        n -= is_first(text.ptr[--at]);
    return at;
}

size_t offsets_forward(struct culpa_slice text, size_t at, size_t n)
{
    for (; at < text.len; at++)
        if (is_first(text.ptr[at]) && n-- == 0)
            break;
    return at;
}
