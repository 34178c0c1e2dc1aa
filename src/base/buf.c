/* See buf.h. */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void buf_release(struct buf *b)
{
    free(b->ptr);
    *b = (struct buf){0};
}

void buf_clear(struct buf *b)
{
    b->len = 0;
    b->failed = false;
}

bool buf_reserve(struct buf *b, size_t more)
{
    if (b->cap - b->len >= more)
        return true;
    if (more > SIZE_MAX / 2 - b->len) {
        b->failed = true;
        return false;
    }
    size_t cap = b->cap ? b->cap : 256;
    while (cap < b->len + more)
        cap *= 2;
    char *bigger = realloc(b->ptr, cap);
    if (!bigger) {
        b->failed = true;
        return false;
    }
    b->ptr = bigger;
    b->cap = cap;
    return true;
}

void buf_add(struct buf *b, struct culpa_slice s)
{
    if (s.len && buf_reserve(b, s.len)) {
        memcpy(b->ptr + b->len, s.ptr, s.len);
        b->len += s.len;
    }
}

void buf_add_str(struct buf *b, const char *nul_terminated)
{
    buf_add(b, slice_of(nul_terminated, strlen(nul_terminated)));
}

void buf_add_char(struct buf *b, char c)
{
    buf_add(b, slice_of(&c, 1));
}

void buf_addf(struct buf *b, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int need = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (need < 0 || !buf_reserve(b, (size_t)need + 1)) {
        b->failed = true;
        return;
    }
    va_start(args, format);
    vsnprintf(b->ptr + b->len, (size_t)need + 1, format, args);
    va_end(args);
    b->len += (size_t)need;
}
