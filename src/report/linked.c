/* See linked.h. */
#include "report/linked.h"

#include "base/slice.h"

static void put_buf(struct json *j, struct buf *b)
{
    json_string(j, slice_of(b->ptr, b->len));
    j->out->failed |= b->failed;
    buf_release(b);
}

/* RFC 3986: what is not reserved, and all that is not ASCII, which IRIs may hold. */
static void add_name(struct buf *out, struct culpa_slice id)
{
    buf_add_str(out, LINKED_PREFIX);
    for (size_t i = 0; i < id.len; i++) {
        unsigned char c = (unsigned char)id.ptr[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c >= 0x80 ||
                     (c && strchr("-._~/:@", c));
        if (plain)
            buf_add_char(out, (char)c);
        else
            buf_addf(out, "%%%02X", c);
    }
}

void linked_put_part(struct json *j, const struct culpa_document *document, char letter, size_t index)
{
    struct buf name = {0};
    add_name(&name, document->id);
    buf_addf(&name, "#%c%zu", letter, index + 1);
    put_buf(j, &name);
}

void linked_put_source(struct json *j, const struct culpa_document *document)
{
    struct buf name = {0};
    if (slice_starts(document->url, SLICE("http://")) || slice_starts(document->url, SLICE("https://"))) {
        json_string(j, document->url);
        return;
    }
    add_name(&name, document->id);
    put_buf(j, &name);
}

void linked_put_actor(struct json *j, const struct culpa_actor *actor)
{
    static const char *const types[] = {
        [CULPA_ACTOR_UNKNOWN] = "Thing",
        [CULPA_ACTOR_PERSON] = "Person",
        [CULPA_ACTOR_STATE] = "Country",
        [CULPA_ACTOR_BODY] = "GovernmentOrganization",
        [CULPA_ACTOR_ARMED] = "Organization",
        [CULPA_ACTOR_ORGANISATION] = "Organization",
        [CULPA_ACTOR_MEDIA] = "NewsMediaOrganization",
        [CULPA_ACTOR_GROUP] = "Thing",
        [CULPA_ACTOR_UNNAMED] = "Thing",
    };
    json_object(j);
    json_key(j, "@type");
    json_str(j, types[actor->kind]);
    json_key(j, "name");
    json_string(j, actor->name);
    if (actor->role.len) {
        json_key(j, actor->kind == CULPA_ACTOR_PERSON ? "jobTitle" : "description");
        json_string(j, actor->role);
    }
    if (actor->wikidata) {
        struct buf url = {0};
        json_key(j, "sameAs");
        buf_addf(&url, "https://www.wikidata.org/wiki/Q%u", actor->wikidata);
        put_buf(j, &url);
    }
    json_object_end(j);
}

void linked_put_words(struct json *j, const char *key, struct culpa_slice text, struct culpa_spans spans)
{
    if (!spans.n)
        return;
    struct buf words = {0};
    for (size_t i = 0; i < spans.n; i++) {
        buf_add_str(&words, i ? " ... " : "");
        buf_add(&words, slice_span(text, spans.at[i]));
    }
    json_key(j, key);
    put_buf(j, &words);
}
