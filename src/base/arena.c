/* See arena.h. Chunks double in size up to 64 MiB so that a large report needs few of them. */
#include "base/arena.h"

#include <stdlib.h>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(ptr, size) ((void)(ptr), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(ptr, size) ((void)(ptr), (void)(size))
#endif

enum { FIRST_CHUNK = 256 << 10, LARGEST_CHUNK = 64 << 20, HEADER = 64, GAP = 16 };

struct arena_chunk {
    struct arena_chunk *next; /* the older one */
    size_t size, used;        /* bytes behind the header */
};

static char *data_of(struct arena_chunk *chunk)
{
    return (char *)chunk + HEADER;
}

void arena_init(struct arena *arena, size_t limit_bytes)
{
    *arena = (struct arena){.limit_bytes = limit_bytes};
}

static void free_chunks(struct arena_chunk *chunk, const struct arena_chunk *until)
{
    while (chunk != until) {
        struct arena_chunk *next = chunk->next;
        ASAN_UNPOISON_MEMORY_REGION(data_of(chunk), chunk->size);
        free(chunk);
        chunk = next;
    }
}

void arena_release(struct arena *arena)
{
    free_chunks(arena->chunks, NULL);
    *arena = (struct arena){.limit_bytes = arena->limit_bytes};
}

void arena_reset(struct arena *arena)
{
    struct arena_chunk *keep = arena->chunks;
    if (keep) {
        free_chunks(keep->next, NULL);
        keep->next = NULL;
        keep->used = 0;
        ASAN_POISON_MEMORY_REGION(data_of(keep), keep->size);
    }
    *arena = (struct arena){.chunks = keep, .limit_bytes = arena->limit_bytes};
}

static struct arena_chunk *grow(struct arena *arena, size_t need)
{
    size_t size = arena->chunks ? arena->chunks->size * 2 : FIRST_CHUNK;
    if (size > LARGEST_CHUNK)
        size = LARGEST_CHUNK;
    if (size < need)
        size = (need + 63) & ~(size_t)63;
    struct arena_chunk *chunk = aligned_alloc(64, HEADER + size);
    if (!chunk)
        return NULL;
    *chunk = (struct arena_chunk){.next = arena->chunks, .size = size};
    ASAN_POISON_MEMORY_REGION(data_of(chunk), size);
    arena->chunks = chunk;
    return chunk;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    size_t align = size >= 64 ? 64 : 16;
    if (size > arena->limit_bytes || arena->used_bytes > arena->limit_bytes - size) {
        arena->failed = true;
        return NULL;
    }
    struct arena_chunk *chunk = arena->chunks;
    size_t at = chunk ? (chunk->used + align - 1) & ~(align - 1) : 0;
    if (!chunk || at > chunk->size || chunk->size - at < size + GAP) {
        chunk = grow(arena, size + GAP);
        at = 0;
        if (!chunk) {
            arena->failed = true;
            return NULL;
        }
    }
    chunk->used = at + size;
    arena->used_bytes += size;
    void *ptr = data_of(chunk) + at;
    ASAN_UNPOISON_MEMORY_REGION(ptr, size);
    return memset(ptr, 0, size);
}

void *arena_array(struct arena *arena, size_t n, size_t size)
{
    if (size && n > SIZE_MAX / size) {
        arena->failed = true;
        return NULL;
    }
    return arena_alloc(arena, n * size);
}

struct culpa_slice arena_copy(struct arena *arena, struct culpa_slice s)
{
    char *copy = arena_alloc(arena, s.len + 1);
    if (!copy)
        return (struct culpa_slice){0};
    if (s.len)
        memcpy(copy, s.ptr, s.len);
    return slice_of(copy, s.len);
}

struct arena_mark arena_mark(const struct arena *arena)
{
    return (struct arena_mark){arena->chunks, arena->chunks ? arena->chunks->used : 0, arena->used_bytes};
}

void arena_rewind(struct arena *arena, struct arena_mark mark)
{
    if (!mark.chunk) { /* nothing was handed out before the mark */
        bool failed = arena->failed;
        arena_reset(arena);
        arena->failed = failed;
        return;
    }
    free_chunks(arena->chunks, mark.chunk);
    arena->chunks = mark.chunk;
    mark.chunk->used = mark.chunk_used;
    arena->used_bytes = mark.used_bytes;
    ASAN_POISON_MEMORY_REGION(data_of(mark.chunk) + mark.chunk_used, mark.chunk->size - mark.chunk_used);
}

bool vec_reserve(struct arena *arena, void **at, size_t n, size_t *cap, size_t size)
{
    if (n < *cap)
        return true;
    size_t more = *cap ? *cap * 2 : 8;
    void *bigger = arena_array(arena, more, size);
    if (!bigger)
        return false;
    if (n)
        memcpy(bigger, *at, n * size);
    *at = bigger;
    *cap = more;
    return true;
}
