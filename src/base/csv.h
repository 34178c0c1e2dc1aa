/* Writing CSV (RFC 4180) into a buf: a comma between cells, CR LF behind a row, quotation marks where a cell needs
 * them.
 *
 * Text comes from anywhere, and spreadsheets run what begins with = + - or @ as a formula: such a text gets an
 * apostrophe in front, which they take for "this is text". Runs of white space and control characters become one blank,
 * so that a row is a line; bytes that are no valid UTF-8 become U+FFFD. */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include "base/buf.h"

struct csv {
    struct buf *out;
    bool comma; /* the next cell needs one before it */
};

/* struct csv c = {.out = &buf}; each call but csv_end writes one cell. */
void csv_text(struct csv *c, struct culpa_slice s);
void csv_str(struct csv *c, const char *nul_terminated);
/* Digits that are ours, with their sign: never taken for text. */
void csv_number(struct csv *c, uint64_t n);
void csv_digits(struct csv *c, struct culpa_slice s);
void csv_empty(struct csv *c);
void csv_end(struct csv *c);

#endif
