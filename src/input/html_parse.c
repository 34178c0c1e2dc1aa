/* Page -> nodes. See html.h. */
#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <stdlib.h>

#include "base/limits.h"
#include "input/html.h"

/* --- 1. what is never text is left out before the parser sees it, which makes it three times faster --- */

/* A stretch of the page that is kept: where it begins in the stripped page and in the page itself. */
struct kept {
    uint32_t stripped, page;
};

struct stripper {
    struct arena *arena;
    struct culpa_slice page;
    char *out;
    size_t n;
    struct VEC(struct kept) kept;
    struct VEC(struct culpa_slice) json;
    size_t depth; /* of elements that nest */
    bool failed;
};

static void keep(struct stripper *s, size_t from, size_t to)
{
    if (from >= to)
        return;
    if (!VEC_PUSH(s->arena, &s->kept, (struct kept){(uint32_t)s->n, (uint32_t)from}))
        s->failed = true;
    memcpy(s->out + s->n, s->page.ptr + from, to - from);
    for (char *nul; (nul = memchr(s->out + s->n, 0, to - from)) != NULL;)
        *nul = ' '; /* the parser would stop there */
    s->n += to - from;
}

static bool is_letter(char c)
{
    return (c | 32) >= 'a' && (c | 32) <= 'z';
}

/* The name behind '<' or "</" at `at`. */
static struct culpa_slice name_at(struct culpa_slice page, size_t at)
{
    size_t to = at;
    while (to < page.len && (is_letter(page.ptr[to]) || (page.ptr[to] >= '0' && page.ptr[to] <= '9')))
        to++;
    return slice_of(page.ptr + at, to - at);
}

/* Behind the '>' that ends the tag at `at`; quoted attribute values may hold one. *blanks: those outside of values, of
 * which there is one before each attribute. */
static size_t tag_end(struct culpa_slice page, size_t at, size_t *blanks)
{
    *blanks = 0;
    while (at < page.len) {
        char c = page.ptr[at++];
        if (c == '>')
            return at;
        *blanks += (unsigned char)c <= ' ' || c == '/';
        if ((c == '"' || c == '\'') && at >= 2 && page.ptr[at - 2] == '=') {
            const char *quote = memchr(page.ptr + at, c, page.len - at);
            const char *close = memchr(page.ptr + at, '>', page.len - at);
            if (!quote) /* a stray quotation mark */
                return close ? (size_t)(close - page.ptr) + 1 : page.len;
            at = (size_t)(quote - page.ptr) + 1;
        }
    }
    return page.len;
}

/* Where "</name" stands at or after from, page.len where nowhere. */
static size_t find_close(struct culpa_slice page, struct culpa_slice name, size_t from)
{
    while (from < page.len) {
        const char *hit = memchr(page.ptr + from, '<', page.len - from);
        if (!hit)
            break;
        from = (size_t)(hit - page.ptr);
        if (from + 1 < page.len && page.ptr[from + 1] == '/' && slice_eq_nocase(name_at(page, from + 2), name))
            return from;
        from++;
    }
    return page.len;
}

static bool is_dropped(struct culpa_slice name)
{
    static const char *const names[] = {"script", "style", "svg", "noscript", "iframe", "template", "math", "canvas"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (slice_eq_nocase(name, slice_of(names[i], strlen(names[i]))))
            return true;
    return false;
}

/* Elements that do not close by themselves: of these a hostile page may open very many. */
static bool nests(struct culpa_slice name)
{
    static const char *const flat[] = {"p",  "br", "li", "img", "input",  "meta", "link", "hr",     "td",
                                       "tr", "th", "dt", "dd",  "option", "col",  "area", "source", "wbr"};
    for (size_t i = 0; i < sizeof flat / sizeof *flat; i++)
        if (slice_eq_nocase(name, slice_of(flat[i], strlen(flat[i]))))
            return false;
    return true;
}

/* Notes one more or less open element; false where the tag is to be left out. */
static bool count_depth(struct stripper *s, struct culpa_slice name, bool closes, bool empty)
{
    if (empty || !nests(name))
        return true;
    if (closes) {
        if (s->depth)
            s->depth--;
        return s->depth < LIMIT_HTML_DEPTH;
    }
    return ++s->depth <= LIMIT_HTML_DEPTH;
}

/* The tag at `at` ('<'). Keeps what is to be kept from *from on, and returns where to go on. */
static size_t strip_tag(struct stripper *s, size_t at, size_t *from)
{
    struct culpa_slice page = s->page;
    if (at + 3 < page.len && !memcmp(page.ptr + at, "<!--", 4)) {
        size_t end = slice_find(page, SLICE("-->"), at + 4);
        end = end == SIZE_MAX ? page.len : end + 3;
        keep(s, *from, at);
        return *from = end;
    }
    bool closes = at + 1 < page.len && page.ptr[at + 1] == '/';
    struct culpa_slice name = name_at(page, at + 1 + closes);
    if (!name.len)
        return at + 1;
    size_t blanks, end = tag_end(page, at + 1 + closes + name.len, &blanks);
    bool empty = end >= 2 && page.ptr[end - 2] == '/';
    if (!closes && is_dropped(name)) {
        size_t close = empty && !slice_eq_nocase(name, SLICE("script")) ? end : find_close(page, name, end);
        struct culpa_slice tag = slice_of(page.ptr + at, end - at);
        if (slice_eq_nocase(name, SLICE("script")) && slice_find_nocase(tag, SLICE("ld+json"), 0) != SIZE_MAX &&
            close > end && !VEC_PUSH(s->arena, &s->json, slice_of(page.ptr + end, close - end)))
            s->failed = true;
        keep(s, *from, at);
        return *from = close == end ? end : tag_end(page, close, &blanks);
    }
    if (blanks > LIMIT_HTML_BLANKS || !count_depth(s, name, closes, empty)) {
        keep(s, *from, at);
        *from = end;
    }
    return end;
}

static enum culpa_status strip(struct stripper *s)
{
    s->out = ARENA_ARRAY(s->arena, char, s->page.len + 1);
    if (!s->out)
        return CULPA_NO_MEMORY;
    size_t from = 0, at = 0;
    while (at < s->page.len && !s->failed) {
        const char *hit = memchr(s->page.ptr + at, '<', s->page.len - at);
        if (!hit)
            break;
        at = strip_tag(s, (size_t)(hit - s->page.ptr), &from);
    }
    keep(s, from, s->page.len);
    return s->failed ? CULPA_NO_MEMORY : CULPA_OK;
}

/* --- 2. the parser's events -> nodes --- */

struct builder {
    struct arena *arena;
    htmlParserCtxtPtr parser;
    const struct stripper *stripped;
    size_t kept; /* the stretch in which the last position lay */
    uint32_t at; /* position of the last event, in the page */
    struct VEC(struct html_node) nodes;
    struct VEC(struct html_meta) metas;
    uint32_t open[LIMIT_HTML_DEPTH + 1]; /* elements, outermost first */
    size_t depth;                        /* of them */
    size_t beyond;                       /* elements that are open deeper than that */
    struct html_page *page;
    bool failed;
};

/* Where the parser stands, in bytes of the page. */
static uint32_t position(struct builder *b)
{
    const struct stripper *s = b->stripped;
    const xmlParserInput *in = b->parser->input;
    size_t at = in ? (size_t)(in->cur - in->base) + in->consumed : 0;
    while (b->kept + 1 < s->kept.n && s->kept.at[b->kept + 1].stripped <= at)
        b->kept++;
    if (!s->kept.n)
        return 0;
    size_t in_page = s->kept.at[b->kept].page + (at - s->kept.at[b->kept].stripped);
    return (uint32_t)(in_page < s->page.len ? in_page : s->page.len);
}

static struct culpa_slice copy(struct builder *b, const xmlChar *text)
{
    struct culpa_slice s =
        text ? arena_copy(b->arena, slice_of((const char *)text, strlen((const char *)text))) : (struct culpa_slice){0};
    if (text && !s.ptr)
        b->failed = true;
    return s;
}

static const xmlChar *attribute(const xmlChar **attributes, const char *name)
{
    for (; attributes && *attributes; attributes += 2)
        if (!strcmp((const char *)attributes[0], name))
            return attributes[1];
    return NULL;
}

static bool has_word(const xmlChar *value, const char *word)
{
    return value && slice_find_nocase(slice_of((const char *)value, strlen((const char *)value)),
                                      slice_of(word, strlen(word)), 0) != SIZE_MAX;
}

static enum html_tag find_tag(const char *name)
{
    static const char *const names[] = {
#define HTML_X(name, block, silent) #name,
        HTML_TAGS(HTML_X)
#undef HTML_X
    };
    size_t low = 0, high = sizeof names / sizeof *names;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = *name != *names[middle] ? *name - *names[middle] : strcmp(name, names[middle]);
        if (!order)
            return (enum html_tag)(middle + HTML_TEXT + 1);
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return HTML_OTHER;
}

bool html_is_block(enum html_tag tag)
{
    static const bool blocks[HTML_N_TAGS] = {
#define HTML_X(name, block, silent) [HTML_##name] = block,
        HTML_TAGS(HTML_X)
#undef HTML_X
    };
    return blocks[tag];
}

bool html_is_silent(enum html_tag tag)
{
    static const bool silents[HTML_N_TAGS] = {
#define HTML_X(name, block, silent) [HTML_##name] = silent,
        HTML_TAGS(HTML_X)
#undef HTML_X
    };
    return silents[tag];
}

/* Attributes whose words tell what an element is. */
static bool is_telling(const char *name)
{
    switch (name[0]) { /* most attributes are none of these */
    case 'c':
        return !strcmp(name, "class");
    case 'i':
        return !strcmp(name, "id") || !strcmp(name, "itemprop");
    case 'r':
        return !strcmp(name, "role") || !strcmp(name, "rel");
    case 'd':
        return !strcmp(name, "data-component") || !strcmp(name, "data-testid");
    default:
        return false;
    }
}

static uint16_t read_hints(const xmlChar **attributes)
{
    unsigned hints = 0;
    for (const xmlChar **a = attributes; a && *a; a += 2) {
        const char *name = (const char *)a[0], *value = (const char *)a[1];
        if (!value) {
            hints |= strcmp(name, "hidden") ? 0 : HINT_HIDDEN;
            continue;
        }
        if (is_telling(name))
            hints |= html_hints(slice_of(value, strlen(value)));
        else if (!strcmp(name, "style"))
            hints |= has_word(a[1], "display:none") || has_word(a[1], "display: none") ? HINT_HIDDEN : 0;
        else if (!strcmp(name, "hidden"))
            hints |= HINT_HIDDEN;
    }
    return (uint16_t)hints;
}

static void read_head(struct builder *b, enum html_tag tag, const xmlChar **attributes)
{
    if (tag == HTML_meta) {
        const xmlChar *content = attribute(attributes, "content"), *name = attribute(attributes, "property");
        if (!name)
            name = attribute(attributes, "name");
        if (!name)
            name = attribute(attributes, "itemprop");
        if (!name)
            name = attribute(attributes, "http-equiv");
        if (name && content && !VEC_PUSH(b->arena, &b->metas, (struct html_meta){copy(b, name), copy(b, content)}))
            b->failed = true;
    } else if (tag == HTML_link && has_word(attribute(attributes, "rel"), "canonical"))
        b->page->canonical = copy(b, attribute(attributes, "href"));
    else if (tag == HTML_html && !b->page->language.len)
        b->page->language = copy(b, attribute(attributes, "lang"));
}

static void on_start(void *context, const xmlChar *name, const xmlChar **attributes)
{
    struct builder *b = context;
    enum html_tag tag = find_tag((const char *)name);
    b->at = position(b);
    read_head(b, tag, attributes);
    if (b->depth == sizeof b->open / sizeof *b->open) {
        b->beyond++;
        return;
    }
    struct html_node node = {.tag = (uint8_t)tag, .hints = read_hints(attributes), .parent = b->open[b->depth - 1]};
    const xmlChar *when = attribute(attributes, "datetime");
    if (!when && (node.hints & HINT_DATE))
        when = attribute(attributes, "content") ? attribute(attributes, "content") : attribute(attributes, "title");
    if (when)
        node.datetime = copy(b, when);
    b->open[b->depth++] = (uint32_t)b->nodes.n;
    if (!VEC_PUSH(b->arena, &b->nodes, node))
        b->failed = true;
}

static void on_end(void *context, const xmlChar *name)
{
    struct builder *b = context;
    (void)name;
    b->at = position(b);
    if (b->beyond)
        b->beyond--;
    else if (b->depth > 1)
        b->nodes.at[b->open[--b->depth]].end = (uint32_t)b->nodes.n;
}

static void on_text(void *context, const xmlChar *text, int len)
{
    struct builder *b = context;
    uint32_t from = b->at;
    b->at = position(b);
    struct html_node node = {.tag = HTML_TEXT, .parent = b->open[b->depth - 1], .end = (uint32_t)b->nodes.n + 1};
    node.text = arena_copy(b->arena, slice_of((const char *)text, (size_t)len));
    node.source = (struct culpa_span){from, b->at > from ? b->at : from};
    if (!node.text.ptr || !VEC_PUSH(b->arena, &b->nodes, node))
        b->failed = true;
}

/* The parser cuts a text at each entity. */
static struct culpa_slice find_title(struct builder *b)
{
    struct culpa_slice title = {0};
    struct buf text = {0};
    for (size_t i = 0; i < b->nodes.n && !title.len; i++) {
        if (b->nodes.at[i].tag != HTML_title)
            continue;
        buf_clear(&text);
        for (size_t k = i + 1; k < b->nodes.at[i].end && b->nodes.at[k].tag == HTML_TEXT; k++)
            buf_add(&text, b->nodes.at[k].text);
        title = slice_trim(slice_of(text.ptr, text.len));
    }
    if (title.len)
        title = arena_copy(b->arena, title);
    b->failed = b->failed || text.failed;
    buf_release(&text);
    return title;
}

static enum culpa_status run_parser(struct builder *b)
{
    const struct stripper *s = b->stripped;
    if (s->n == 0 || s->n > INT32_MAX)
        return s->n ? CULPA_NO_MEMORY : CULPA_OK;
    htmlSAXHandler handler = {.startElement = on_start,
                              .endElement = on_end,
                              .characters = on_text,
                              .cdataBlock = on_text,
                              .ignorableWhitespace = on_text,
                              .initialized = 1};
    b->parser = htmlCreateMemoryParserCtxt(s->out, (int)s->n);
    if (!b->parser)
        return CULPA_NO_MEMORY;
    htmlSAXHandlerPtr own = b->parser->sax;
    b->parser->sax = &handler;
    b->parser->userData = b;
    htmlCtxtUseOptions(b->parser, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                                      HTML_PARSE_IGNORE_ENC);
    xmlSwitchEncoding(b->parser, XML_CHAR_ENCODING_UTF8);
    htmlParseDocument(b->parser);
    b->parser->sax = own;
    xmlFreeDoc(b->parser->myDoc);
    htmlFreeParserCtxt(b->parser);
    return b->failed ? CULPA_NO_MEMORY : CULPA_OK;
}

enum culpa_status html_parse(struct arena *arena, struct culpa_slice page, struct html_page *out)
{
    *out = (struct html_page){0};
    struct stripper s = {.arena = arena, .page = page};
    enum culpa_status status = strip(&s);
    if (status)
        return status;
    struct builder b = {.arena = arena, .stripped = &s, .page = out, .depth = 1};
    if (!VEC_PUSH(arena, &b.nodes, (struct html_node){.tag = HTML_html}))
        return CULPA_NO_MEMORY;
    status = run_parser(&b);
    while (b.depth)
        b.nodes.at[b.open[--b.depth]].end = (uint32_t)b.nodes.n;
    out->title = find_title(&b);
    out->nodes = b.nodes.at;
    out->n_nodes = (uint32_t)b.nodes.n;
    out->metas = b.metas.at;
    out->n_metas = b.metas.n;
    out->json = s.json.at;
    out->n_json = s.json.n;
    return b.failed ? CULPA_NO_MEMORY : status;
}
