/* What culpa promises of a document and of its text, whatever the bytes were. */
#ifndef TESTS_PROMISES_H
#define TESTS_PROMISES_H

#include "base/arena.h"
#include "culpa.h"

/* Spans inside the text, sorted, on boundaries of UTF-8; the text valid UTF-8. */
void promises_of_document(const struct culpa_document *document);
/* Splits the text as culpa_read() does; tokens outside furniture, windows within the limit. */
void promises_of_text(struct arena *arena, const struct culpa_document *document);
/* The document as JSON has no raw control characters and is one line. */
void promises_of_json(const struct culpa_document *document);

#endif
