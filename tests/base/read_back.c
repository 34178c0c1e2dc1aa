#include "read_back.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

struct culpa_slice read_back_string(struct culpa_slice json)
{
    struct culpa_slice out = {0};
    json_t *array = json_loadb(json.ptr, json.len, JSON_ALLOW_NUL, NULL);
    const json_t *s = json_array_get(array, 0);
    if (json_array_size(array) == 1 && json_is_string(s)) {
        size_t n = json_string_length(s);
        char *copy = malloc(n + 1);
        if (copy) {
            memcpy(copy, json_string_value(s), n);
            out = (struct culpa_slice){copy, n};
        }
    }
    json_decref(array);
    return out;
}
