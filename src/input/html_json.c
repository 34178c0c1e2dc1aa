/* JSON-LD of a page -> what it says of the article: https://schema.org/Article and its kinds. */
#include <jansson.h>

#include "input/html.h"

/* Deeper and longer lists describe no article; they only cost time. */
enum { DEEPEST = 6, MOST_ITEMS = 200, MOST_AUTHORS = 8 };

struct reader {
    struct arena *arena;
    struct html_article *article;
    bool failed;
};

static struct culpa_slice copy_string(struct reader *r, const json_t *value)
{
    if (!json_is_string(value))
        return (struct culpa_slice){0};
    struct culpa_slice s = slice_trim(slice_of(json_string_value(value), json_string_length(value)));
    if (!s.len)
        return (struct culpa_slice){0};
    s = arena_copy(r->arena, s);
    r->failed = r->failed || !s.ptr;
    return s;
}

/* Sets *to where it is empty. */
static void take(struct reader *r, const json_t *value, struct culpa_slice *to)
{
    if (!to->len)
        *to = copy_string(r, value);
}

/* The name of a thing that is given as a string, an object with a name, or a list of those. */
static struct culpa_slice name_of(struct reader *r, const json_t *value, unsigned depth)
{
    struct culpa_slice name = copy_string(r, value);
    if (json_is_object(value))
        return name_of(r, json_object_get(value, "name"), depth + 1);
    if (!json_is_array(value) || depth > DEEPEST)
        return name;
    struct buf names = {0};
    for (size_t i = 0; i < json_array_size(value) && i < MOST_AUTHORS; i++) {
        struct culpa_slice one = name_of(r, json_array_get(value, i), depth + 1);
        if (!one.len)
            continue;
        if (names.len)
            buf_add_str(&names, ", ");
        buf_add(&names, one);
    }
    if (names.len)
        name = arena_copy(r->arena, slice_of(names.ptr, names.len));
    r->failed = r->failed || names.failed || (names.len && !name.ptr);
    buf_release(&names);
    return name;
}

static bool names_article(const json_t *type)
{
    static const char *const kinds[] = {"Article", "BlogPosting", "LiveBlogPosting",
                                        "Report",  "NewsItem",    "VideoObject"};
    struct culpa_slice s = slice_of(json_string_value(type), json_string_length(type));
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct culpa_slice kind = slice_of(kinds[i], strlen(kinds[i]));
        if (s.len >= kind.len && slice_eq(slice_of(s.ptr + s.len - kind.len, kind.len), kind))
            return true;
    }
    return false;
}

static bool is_article(const json_t *object)
{
    const json_t *type = json_object_get(object, "@type");
    for (size_t i = 0; i < json_array_size(type); i++)
        if (json_is_string(json_array_get(type, i)) && names_article(json_array_get(type, i)))
            return true;
    return json_is_string(type) && names_article(type);
}

static void read_article(struct reader *r, const json_t *object)
{
    struct html_article *a = r->article;
    const json_t *page = json_object_get(object, "mainEntityOfPage");
    take(r, json_object_get(object, "headline"), &a->title);
    take(r, json_object_get(object, "datePublished"), &a->published);
    take(r, json_object_get(object, "dateCreated"), &a->published);
    take(r, json_object_get(object, "uploadDate"), &a->published);
    take(r, json_object_get(object, "dateModified"), &a->modified);
    take(r, json_object_get(object, "url"), &a->url);
    take(r, json_is_object(page) ? json_object_get(page, "@id") : page, &a->url);
    if (!a->byline.len)
        a->byline = name_of(r, json_object_get(object, "author"), 0);
    if (!a->outlet.len)
        a->outlet = name_of(r, json_object_get(object, "publisher"), 0);
}

/* The articles in a value: by itself, in a list, in a graph. */
static void search(struct reader *r, const json_t *value, unsigned depth)
{
    if (depth > DEEPEST)
        return;
    for (size_t i = 0; i < json_array_size(value) && i < MOST_ITEMS; i++)
        search(r, json_array_get(value, i), depth + 1);
    if (!json_is_object(value))
        return;
    if (is_article(value)) {
        read_article(r, value);
        return;
    }
    search(r, json_object_get(value, "@graph"), depth + 1);
    search(r, json_object_get(value, "mainEntity"), depth + 1);
}

/* Scripts that no parser takes ("headline": "A "quoted" word", raw line breaks) still hold members that can be read by
 * themselves: "key" : "value". */
static void scrape(struct reader *r, struct culpa_slice script, struct culpa_slice key, struct culpa_slice *to)
{
    size_t at = to->len ? SIZE_MAX : slice_find(script, key, 0);
    if (at == SIZE_MAX)
        return;
    for (at += key.len; at < script.len && (unsigned char)script.ptr[at] <= ' '; at++)
        ;
    if (at == script.len || script.ptr[at] != ':')
        return;
    for (at++; at < script.len && (unsigned char)script.ptr[at] <= ' '; at++)
        ;
    if (at == script.len || script.ptr[at++] != '"')
        return;
    const char *end = memchr(script.ptr + at, '"', script.len - at);
    if (!end || memchr(script.ptr + at, '\\', (size_t)(end - script.ptr) - at))
        return;
    *to = arena_copy(r->arena, slice_trim(slice_of(script.ptr + at, (size_t)(end - script.ptr) - at)));
    r->failed = r->failed || !to->ptr;
}

/* Some wrap it in a comment or in CDATA. */
static struct culpa_slice unwrap(struct culpa_slice s)
{
    size_t from = 0, to = s.len;
    while (from < to && s.ptr[from] != '{' && s.ptr[from] != '[')
        from++;
    if (from + 7 < to && !memcmp(s.ptr + from, "[CDATA[", 7)) {
        for (from += 7; from < to && s.ptr[from] != '{' && s.ptr[from] != '[';)
            from++;
    }
    return slice_of(s.ptr + from, to - from);
}

enum culpa_status html_read_json(struct arena *arena, const struct html_page *page, struct html_article *article)
{
    struct reader r = {arena, article, false};
    *article = (struct html_article){0};
    for (size_t i = 0; i < page->n_json && !r.failed; i++) {
        struct culpa_slice script = unwrap(page->json[i]);
        json_t *root = json_loadb(script.ptr, script.len, JSON_ALLOW_NUL | JSON_DISABLE_EOF_CHECK, NULL);
        if (root)
            search(&r, root, 0);
        else {
            scrape(&r, script, SLICE("\"datePublished\""), &article->published);
            scrape(&r, script, SLICE("\"dateModified\""), &article->modified);
            scrape(&r, script, SLICE("\"headline\""), &article->title);
        }
        json_decref(root);
    }
    return r.failed ? CULPA_NO_MEMORY : CULPA_OK;
}
