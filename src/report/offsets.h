/* Places in a text, counted as others count them: in code points (Unicode, Python, W3C) and in units of UTF-16
 * (JavaScript, Java). */
#ifndef REPORT_OFFSETS_H
#define REPORT_OFFSETS_H

#include "base/slice.h"

/* {.text = text} is its beginning. */
struct offsets {
    struct culpa_slice text; /* UTF-8 */
    size_t at, points, units;
};
/* Forward or back, by as many steps as there are bytes between; to is the first byte of a character or the end. */
void offsets_move(struct offsets *o, size_t to);
/* The byte that lies n characters in front of at or behind it, the beginning or end where there are fewer. */
size_t offsets_back(struct culpa_slice text, size_t at, size_t n);
size_t offsets_forward(struct culpa_slice text, size_t at, size_t n);

#endif
