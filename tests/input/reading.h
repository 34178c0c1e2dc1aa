/* What the tests of the input stage share: bytes in, a document out. */
#ifndef TESTS_INPUT_READING_H
#define TESTS_INPUT_READING_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/limits.h"
#include "input/input.h"

struct reading {
    struct arena arena;
    struct culpa_document document;
    struct culpa_error error;
    enum culpa_status status;
};

static inline void read_bytes(struct reading *r, enum culpa_format format, struct culpa_slice bytes)
{
    *r = (struct reading){0};
    arena_init(&r->arena, LIMIT_ARENA_BYTES);
    r->status = input_parse(&r->arena, format, NULL, bytes, &r->document, &r->error);
}

static inline void read_text(struct reading *r, enum culpa_format format, const char *text)
{
    read_bytes(r, format, slice_of(text, strlen(text)));
}

static inline void assert_slice(struct culpa_slice got, const char *want)
{
    if (got.len != strlen(want) || (got.len && memcmp(got.ptr, want, got.len) != 0))
        fail_msg("got \"%.*s\", want \"%s\"", (int)got.len, got.len ? got.ptr : "", want);
}

static inline bool holds(struct culpa_slice text, const char *what)
{
    return slice_find(text, slice_of(what, strlen(what)), 0) != SIZE_MAX;
}

#endif
