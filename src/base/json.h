/* Writing JSON into a buf: the caller opens, names and closes; commas and escapes are put here. No white space is
 * written. Bytes that are no valid UTF-8 are written as U+FFFD. */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/buf.h"

struct json {
    struct buf *out;
    bool comma; /* the next value or key needs one before it */
};

/* struct json j = {.out = &buf}; */
void json_object(struct json *j);
void json_object_end(struct json *j);
void json_array(struct json *j);
void json_array_end(struct json *j);
void json_key(struct json *j, const char *name); /* name needs no escapes */
void json_string(struct json *j, struct culpa_slice s);
void json_str(struct json *j, const char *nul_terminated);
void json_number(struct json *j, uint64_t n);
/* A number that the caller has written as JSON has it. */
void json_digits(struct json *j, struct culpa_slice digits);
void json_null(struct json *j);
void json_bool(struct json *j, bool value);

#endif
