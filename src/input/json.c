/* One JSON object -> a document, by jansson. */
#include <jansson.h>

#include "base/status.h"
#include "input/input.h"

static enum culpa_status fail(struct culpa_error *error, const char *why)
{
    return status_error(error, CULPA_SYNTAX, NO_LINE, NO_OFFSET, "%s", why);
}

/* A member that may be absent or null; false where it is something other than a string or memory ran out. */
static enum culpa_status take(struct arena *arena, const json_t *object, const char *key, struct culpa_slice *value,
                              struct culpa_error *error)
{
    const json_t *member = json_object_get(object, key);
    if (!member || json_is_null(member))
        return CULPA_OK;
    if (!json_is_string(member))
        return status_error(error, CULPA_SYNTAX, NO_LINE, NO_OFFSET, "\"%s\" is not a string", key);
    *value = arena_copy(arena, slice_of(json_string_value(member), json_string_length(member)));
    return value->ptr ? CULPA_OK : status_error(error, CULPA_NO_MEMORY, NO_LINE, NO_OFFSET, "out of memory");
}

static enum culpa_status read_object(struct arena *arena, const json_t *object, struct culpa_document *d,
                                     struct culpa_error *error)
{
    struct culpa_slice html = {0};
    const struct {
        const char *key;
        struct culpa_slice *value;
    } members[] = {{"html", &html},       {"text", &d->text},           {"id", &d->id},
                   {"title", &d->title},  {"published", &d->published}, {"url", &d->url},
                   {"outlet", &d->outlet}};
    enum culpa_status status = take(arena, object, "html", &html, error);
    if (!status && html.ptr && !json_object_get(object, "text"))
        status = input_parse_html(arena, html, d, error);
    /* what the record says of itself wins over what its page says */
    for (size_t i = 1; i < sizeof members / sizeof *members && !status; i++)
        status = take(arena, object, members[i].key, members[i].value, error);
    if (!status && !d->text.ptr)
        status = fail(error, "has neither \"text\" nor \"html\"");
    return status;
}

enum culpa_status input_parse_json(struct arena *arena, struct culpa_slice line, struct culpa_document *document,
                                   struct culpa_error *error)
{
    json_error_t why;
    json_t *object = json_loadb(line.ptr, line.len, JSON_ALLOW_NUL, &why);
    if (!object && (!why.text[0] || json_error_code(&why) == json_error_out_of_memory))
        return status_error(error, CULPA_NO_MEMORY, NO_LINE, NO_OFFSET, "out of memory");
    if (!object)
        return status_error(error, CULPA_SYNTAX, NO_LINE, why.position > 0 ? (size_t)why.position : NO_OFFSET,
                            "broken JSON: %s", why.text);
    enum culpa_status status =
        json_is_object(object) ? read_object(arena, object, document, error) : fail(error, "not a JSON object");
    json_decref(object);
    return status;
}
