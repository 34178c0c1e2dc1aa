/* Bytes as plain text or whatever they look like. */
#include "base/limits.h"
#include "fuzz.h"
#include "input/input.h"
#include "promises.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct culpa_document document = {0};
    struct culpa_error error = {0};
    struct culpa_slice bytes = {(const char *)data, size};
    arena_init(&arena, LIMIT_ARENA_BYTES);
    enum culpa_status status = input_parse(&arena, CULPA_FORMAT_AUTO, NULL, bytes, &document, &error);
    PROMISE(!status || (error.status == status && error.text[0]));
    if (!status) {
        promises_of_document(&document);
        promises_of_text(&arena, &document);
        promises_of_json(&document);
    }
    arena_release(&arena);
    return 0;
}
