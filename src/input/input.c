/* Files, folders and standard input -> records. Folders are walked in sorted order, so that a run is the same anywhere.
 */
#include "input/input.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/limits.h"
#include "base/status.h"

enum { CHUNK = 1 << 16 };

struct pending {
    char *path;
    bool given; /* by the caller, not found in a folder */
};

struct input_stream {
    struct pending *stack; /* the next one is the last */
    size_t n, cap;
    char *file; /* the one that is open or was read last */
    FILE *open;
    bool lines;          /* the open file is read line by line */
    size_t line, offset; /* of the next one in it */
    struct buf ahead;    /* bytes read and not yet handed out */
};

static bool push(struct input_stream *s, char *path, bool given)
{
    if (path && s->n == s->cap) {
        size_t cap = s->cap ? 2 * s->cap : 16;
        struct pending *bigger = realloc(s->stack, cap * sizeof *bigger);
        if (bigger) {
            s->stack = bigger;
            s->cap = cap;
        }
    }
    if (!path || s->n == s->cap) {
        free(path);
        return false;
    }
    s->stack[s->n++] = (struct pending){path, given};
    return true;
}

enum culpa_status input_open(const char *const *paths, size_t n_paths, struct input_stream **stream)
{
    struct input_stream *s = calloc(1, sizeof *s);
    bool done = s;
    for (size_t i = n_paths; i-- && done;)
        done = push(s, strdup(paths[i]), true);
    if (!done) {
        input_close(s);
        return CULPA_NO_MEMORY;
    }
    *stream = s;
    return CULPA_OK;
}

static void close_file(struct input_stream *s)
{
    if (s->open && s->open != stdin)
        fclose(s->open);
    s->open = NULL;
    buf_clear(&s->ahead);
}

void input_close(struct input_stream *s)
{
    if (!s)
        return;
    close_file(s);
    while (s->n)
        free(s->stack[--s->n].path);
    free(s->stack);
    free(s->file);
    buf_release(&s->ahead);
    free(s);
}

static bool ends_with(const char *name, const char *ending)
{
    size_t n = strlen(name), k = strlen(ending);
    return n >= k && slice_eq_nocase(slice_of(name + n - k, k), slice_of(ending, k));
}

static int is_visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

/* Names by their bytes, whatever the locale. */
static int by_bytes(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static enum culpa_status fail(struct culpa_error *error)
{
    return status_error(error, errno == ENOMEM ? CULPA_NO_MEMORY : CULPA_IO, NO_LINE, NO_OFFSET, "%s", strerror(errno));
}

static enum culpa_status push_folder(struct input_stream *s, const char *path, struct culpa_error *error)
{
    struct dirent **entries;
    int n = scandir(path, &entries, is_visible, by_bytes);
    if (n < 0)
        return fail(error);
    bool done = true;
    while (n--) {
        char *child = NULL;
        if (asprintf(&child, "%s%s%s", path, path[strlen(path) - 1] == '/' ? "" : "/", entries[n]->d_name) < 0)
            child = NULL;
        done = push(s, child, false) && done;
        free(entries[n]);
    }
    free(entries);
    return done ? CULPA_OK : status_error(error, CULPA_NO_MEMORY, NO_LINE, NO_OFFSET, "out of memory");
}

/* Reads more of the open file. False at its end. */
static bool read_ahead(struct input_stream *s)
{
    if (!buf_reserve(&s->ahead, CHUNK))
        return false;
    size_t n = fread(s->ahead.ptr + s->ahead.len, 1, CHUNK, s->open);
    s->ahead.len += n;
    return n > 0;
}

static enum culpa_status too_large(struct culpa_error *error, size_t line)
{
    return status_error(error, CULPA_TOO_LARGE, line, NO_OFFSET, "larger than %zu bytes", LIMIT_INPUT_BYTES);
}

/* What ended the reading: the end of the file, or an error. */
static enum culpa_status check_file(struct input_stream *s, struct culpa_error *error)
{
    if (s->ahead.failed)
        return status_error(error, CULPA_NO_MEMORY, NO_LINE, NO_OFFSET, "out of memory");
    if (ferror(s->open))
        return fail(error);
    return CULPA_OK;
}

static enum culpa_status read_whole(struct input_stream *s, struct input_record *record, struct culpa_error *error)
{
    while (s->ahead.len <= LIMIT_INPUT_BYTES && read_ahead(s))
        ;
    enum culpa_status status = check_file(s, error);
    if (!status && s->ahead.len > LIMIT_INPUT_BYTES)
        status = too_large(error, NO_LINE);
    if (!status) {
        struct buf bytes = record->bytes;
        record->bytes = s->ahead;
        s->ahead = bytes;
        record->format = CULPA_FORMAT_AUTO;
    }
    close_file(s);
    return status;
}

static void drop(struct input_stream *s, size_t n)
{
    memmove(s->ahead.ptr, s->ahead.ptr + n, s->ahead.len - n);
    s->ahead.len -= n;
    s->offset += n;
}

/* The length of the next line with its break, 0 at the end of the file. Of a line beyond the limit, the rest is
 * skipped. */
static size_t find_line(struct input_stream *s, bool *whole)
{
    size_t seen = 0;
    *whole = true;
    for (;;) {
        const char *end = s->ahead.len > seen ? memchr(s->ahead.ptr + seen, '\n', s->ahead.len - seen) : NULL;
        if (end)
            return (size_t)(end - s->ahead.ptr) + 1;
        seen = s->ahead.len;
        if (seen > LIMIT_INPUT_BYTES) {
            *whole = false;
            drop(s, seen);
            seen = 0;
        }
        if (!read_ahead(s))
            return s->ahead.len;
    }
}

/* END: nothing is left in this file. */
static enum culpa_status read_line(struct input_stream *s, struct input_record *record, struct culpa_error *error)
{
    for (;;) {
        bool whole;
        size_t n = find_line(s, &whole);
        enum culpa_status status = check_file(s, error);
        if (status || (!n && whole)) {
            close_file(s);
            return status ? status : CULPA_END;
        }
        record->line = ++s->line;
        record->offset = s->offset;
        if (!whole) {
            drop(s, n);
            return too_large(error, record->line);
        }
        bool blank = !slice_trim(slice_of(s->ahead.ptr, n)).len;
        buf_clear(&record->bytes);
        buf_add(&record->bytes, slice_of(s->ahead.ptr, n));
        drop(s, n);
        record->format = CULPA_FORMAT_JSON;
        if (record->bytes.failed)
            return status_error(error, CULPA_NO_MEMORY, record->line, NO_OFFSET, "out of memory");
        if (!blank)
            return CULPA_OK;
    }
}

/* Standard input whose first character is a brace is lines of JSON. */
static bool begins_with_brace(struct input_stream *s)
{
    size_t at = 0;
    do
        while (at < s->ahead.len && (s->ahead.ptr[at] == ' ' || (s->ahead.ptr[at] >= '\t' && s->ahead.ptr[at] <= '\r')))
            at++;
    while (at == s->ahead.len && at <= LIMIT_INPUT_BYTES && read_ahead(s));
    return at < s->ahead.len && s->ahead.ptr[at] == '{';
}

static enum culpa_status open_next(struct input_stream *s, struct culpa_error *error)
{
    struct pending next = s->stack[--s->n];
    free(s->file);
    s->file = next.path;
    s->line = s->offset = 0;
    if (next.given && !strcmp(s->file, "-")) {
        s->open = stdin;
        s->lines = begins_with_brace(s);
        return CULPA_OK;
    }
    struct stat st;
    if (next.given ? stat(s->file, &st) : lstat(s->file, &st))
        return fail(error);
    if (S_ISDIR(st.st_mode))
        return push_folder(s, s->file, error);
    if (!next.given && !S_ISREG(st.st_mode))
        return CULPA_OK; /* links and devices inside folders are left alone */
    s->open = fopen(s->file, "rb");
    s->lines = ends_with(s->file, ".jsonl") || ends_with(s->file, ".ndjson");
    return s->open ? CULPA_OK : fail(error);
}

enum culpa_status input_next(struct input_stream *s, struct input_record *record, struct culpa_error *error)
{
    for (;;) {
        enum culpa_status status = CULPA_OK;
        record->line = record->offset = 0;
        if (!s->open) {
            if (!s->n)
                return CULPA_END;
            status = open_next(s, error);
        }
        record->file = s->file;
        if (status)
            return status;
        if (!s->open)
            continue;
        status = s->lines ? read_line(s, record, error) : read_whole(s, record, error);
        if (status != CULPA_END)
            return status;
    }
}
