/* Bytes that grow, on the heap; used for output and for reading files. After a failed append the buffer keeps what it
 * had and remembers the failure, so that a writer checks once at the end. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/slice.h"

struct buf {
    char *ptr; /* not NUL-terminated */
    size_t len, cap;
    bool failed;
};

/* struct buf b = {0}; is an empty buffer. */
void buf_release(struct buf *b);
void buf_clear(struct buf *b);
/* Room for more bytes behind len; false when memory ran out. */
bool buf_reserve(struct buf *b, size_t more);
void buf_add(struct buf *b, struct culpa_slice s);
void buf_add_str(struct buf *b, const char *nul_terminated);
void buf_add_char(struct buf *b, char c);
__attribute__((format(printf, 2, 3))) void buf_addf(struct buf *b, const char *format, ...);

#endif
