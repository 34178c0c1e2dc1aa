/* Memory that is given back all at once. One arena holds everything of one report; it is reset, not freed, before the
 * next.
 *
 * Allocation returns NULL when the system has no memory or the arena's limit is reached; the arena stays usable. Memory
 * is zeroed and aligned to 64 bytes for blocks of 64 bytes or more, to 16 otherwise. Not for use by two threads at
 * once. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/slice.h"

struct arena_chunk;

struct arena {
    struct arena_chunk *chunks; /* newest first */
    size_t used_bytes;          /* in all chunks, as handed out */
    size_t limit_bytes;
    bool failed; /* some allocation returned NULL since the last reset */
};

struct arena_mark {
    struct arena_chunk *chunk;
    size_t chunk_used, used_bytes;
};

void arena_init(struct arena *arena, size_t limit_bytes);
void arena_release(struct arena *arena);
/* Forgets everything handed out; keeps one chunk for the next use. */
void arena_reset(struct arena *arena);

void *arena_alloc(struct arena *arena, size_t size);
/* n objects of the given size; NULL on overflow too. */
void *arena_array(struct arena *arena, size_t n, size_t size);
/* Copy with a NUL behind it that is not counted. ptr is NULL when memory ran out. */
struct culpa_slice arena_copy(struct arena *arena, struct culpa_slice s);

/* Scratch: everything handed out after the mark is given back by the rewind. */
struct arena_mark arena_mark(const struct arena *arena);
void arena_rewind(struct arena *arena, struct arena_mark mark);

#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_ARRAY(arena, type, n) ((type *)arena_array((arena), (n), sizeof(type)))

/* Growing arrays: struct VEC(type) v = {0}; if (!VEC_PUSH(arena, &v, item)) ... out of memory. The array moves when it
 * grows; pointers into it live until the next push. */
#define VEC(type)                                                                                                      \
    {                                                                                                                  \
        type *at;                                                                                                      \
        size_t n, cap;                                                                                                 \
    }
#define VEC_PUSH(arena, v, ...)                                                                                        \
    (vec_reserve((arena), (void **)&(v)->at, (v)->n, &(v)->cap, sizeof *(v)->at)                                       \
         ? ((v)->at[(v)->n++] = (__VA_ARGS__), true)                                                                   \
         : false)

/* Makes room for one more item behind n. */
bool vec_reserve(struct arena *arena, void **at, size_t n, size_t *cap, size_t size);

#endif
