/* Views of text that somebody else owns, and growing arrays in an arena. */
#ifndef BASE_SLICE_H
#define BASE_SLICE_H

#include <string.h>

#include "culpa.h"

#define SLICE(literal) ((struct culpa_slice){(literal), sizeof(literal) - 1})

static inline struct culpa_slice slice_of(const char *ptr, size_t len)
{
    return (struct culpa_slice){ptr, len};
}

/* The bytes of text that span covers. */
static inline struct culpa_slice slice_span(struct culpa_slice text, struct culpa_span span)
{
    return (struct culpa_slice){text.ptr + span.start, span.end - span.start};
}

static inline bool slice_eq(struct culpa_slice a, struct culpa_slice b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

static inline bool slice_starts(struct culpa_slice s, struct culpa_slice prefix)
{
    return s.len >= prefix.len && (prefix.len == 0 || memcmp(s.ptr, prefix.ptr, prefix.len) == 0);
}

/* As memcmp; of two that begin alike the shorter is less. */
int slice_compare(struct culpa_slice a, struct culpa_slice b);

/* ASCII letters compare without case. */
bool slice_eq_nocase(struct culpa_slice a, struct culpa_slice b);
bool slice_starts_nocase(struct culpa_slice s, struct culpa_slice prefix);

/* Offset of the first occurrence at or after from, SIZE_MAX where there is none. */
size_t slice_find(struct culpa_slice s, struct culpa_slice what, size_t from);
size_t slice_find_nocase(struct culpa_slice s, struct culpa_slice what, size_t from);

/* First to last byte of some spans; n > 0. */
struct culpa_span slice_hull(struct culpa_spans spans);

/* Without ASCII white space at both ends. */
struct culpa_slice slice_trim(struct culpa_slice s);

#endif
