/* Bytes as a file of JSON lines, through the stream that hands out its records. */
#include <unistd.h>

#include "base/limits.h"
#include "fuzz.h"
#include "input/input.h"
#include "promises.h"

static void read_record(struct arena *arena, const struct input_record *record)
{
    struct culpa_document document = {0};
    struct culpa_error error = {0};
    arena_reset(arena);
    enum culpa_status status = input_parse(arena, record->format, record->file,
                                           slice_of(record->bytes.ptr, record->bytes.len), &document, &error);
    PROMISE(!status || (error.status == status && error.text[0]));
    if (status)
        return;
    promises_of_document(&document);
    promises_of_text(arena, &document);
    promises_of_json(&document);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64];
    snprintf(path, sizeof path, "fuzz.%ld.jsonl", (long)getpid());
    FILE *f = fopen(path, "wb");
    PROMISE(f && fwrite(data, 1, size, f) == size && !fclose(f));
    struct input_stream *stream;
    struct input_record record = {0};
    struct culpa_error error = {0};
    struct arena arena;
    size_t line = 0;
    const char *const paths[] = {path};
    arena_init(&arena, LIMIT_ARENA_BYTES);
    PROMISE(!input_open(paths, 1, &stream));
    while (!input_next(stream, &record, &error)) {
        PROMISE(record.line > line && record.format == CULPA_FORMAT_JSON);
        PROMISE(record.offset + record.bytes.len <= size);
        line = record.line;
        read_record(&arena, &record);
    }
    input_close(stream);
    buf_release(&record.bytes);
    arena_release(&arena);
    remove(path);
    return 0;
}
