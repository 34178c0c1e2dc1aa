/* An HTML page as culpa sees it: a flat tree of elements and texts, and what the head says.
 *
 * The page is first freed of what is never text (scripts, styles, comments, drawings), then read by libxml2's HTML
 * parser through its SAX interface; no libxml2 tree is made. Nodes lie in one array in document order. */
#ifndef INPUT_HTML_H
#define INPUT_HTML_H

#include "input/input.h"

/* Element, is a block, is void of text that people read. */
#define HTML_TAGS(X)                                                                                                   \
    X(a, 0, 0)                                                                                                         \
    X(abbr, 0, 0)                                                                                                      \
    X(address, 1, 0)                                                                                                   \
    X(article, 1, 0)                                                                                                   \
    X(aside, 1, 0)                                                                                                     \
    X(audio, 0, 1)                                                                                                     \
    X(b, 0, 0)                                                                                                         \
    X(blockquote, 1, 0)                                                                                                \
    X(body, 1, 0)                                                                                                      \
    X(br, 0, 0)                                                                                                        \
    X(button, 1, 1)                                                                                                    \
    X(canvas, 0, 1)                                                                                                    \
    X(center, 1, 0) X(cite, 0, 0) X(dd, 1, 0) X(details, 1, 0) X(dialog, 1, 1) X(div, 1, 0) X(dl, 1, 0) X(dt, 1, 0)    \
        X(em, 0, 0) X(embed, 0, 1) X(fieldset, 1, 0) X(figcaption, 1, 0) X(figure, 1, 0) X(font, 0, 0) X(footer, 1, 0) \
            X(form, 1, 0) X(h1, 1, 0) X(h2, 1, 0) X(h3, 1, 0) X(h4, 1, 0) X(h5, 1, 0) X(h6, 1, 0) X(head, 1, 1)        \
                X(header, 1, 0) X(hr, 1, 0) X(html, 1, 0) X(i, 0, 0) X(iframe, 1, 1) X(img, 0, 0) X(input, 0, 1)       \
                    X(label, 0, 0) X(legend, 1, 0) X(li, 1, 0) X(link, 0, 1) X(main, 1, 0) X(map, 0, 1) X(menu, 1, 0)  \
                        X(meta, 0, 1) X(nav, 1, 0) X(noscript, 1, 1) X(object, 0, 1) X(ol, 1, 0) X(option, 1, 1)       \
                            X(p, 1, 0) X(pre, 1, 0) X(q, 0, 0) X(section, 1, 0) X(select, 1, 1) X(small, 0, 0)         \
                                X(span, 0, 0) X(strong, 0, 0) X(summary, 1, 0) X(table, 1, 0) X(tbody, 1, 0)           \
                                    X(td, 1, 0) X(textarea, 1, 1) X(tfoot, 1, 0) X(th, 1, 0) X(thead, 1, 0)            \
                                        X(time, 0, 0) X(title, 1, 1) X(tr, 1, 0) X(u, 0, 0) X(ul, 1, 0) X(video, 0, 1)

enum html_tag {
    HTML_OTHER, /* an element that is none of these: inline */
    HTML_TEXT,  /* a stretch of text */
#define HTML_X(name, block, silent) HTML_##name,
    HTML_TAGS(HTML_X)
#undef HTML_X
        HTML_N_TAGS
};

bool html_is_block(enum html_tag tag);
bool html_is_silent(enum html_tag tag);

/* What the words of class, id and similar attributes say of an element. */
enum html_hint {
    HINT_BODY = 1 << 0,     /* "article-body", "entry-content": holds the report itself */
    HINT_CONTENT = 1 << 1,  /* "content", "main", "story": may hold it */
    HINT_COMMENTS = 1 << 2, /* what readers wrote */
    HINT_ASIDE = 1 << 3,    /* related, share, promo, newsletter: never the report */
    HINT_MAYBE = 1 << 4,    /* header, footer, meta: seldom the report */
    HINT_CAPTION = 1 << 5,
    HINT_BYLINE = 1 << 6,
    HINT_DATE = 1 << 7,
    HINT_HIDDEN = 1 << 8,
    HINT_TITLE = 1 << 9,
};

struct html_node {
    uint8_t tag;                 /* enum html_tag */
    uint16_t hints;              /* enum html_hint */
    uint32_t parent;             /* index; the root is its own */
    uint32_t end;                /* index behind its last descendant */
    struct culpa_slice text;     /* of HTML_TEXT: decoded, white space as it is */
    struct culpa_span source;    /* of HTML_TEXT: bytes of the page */
    struct culpa_slice datetime; /* of <time> and elements with a content attribute and an itemprop of a date */
};

/* <meta>: its name, property or itemprop, and its content. */
struct html_meta {
    struct culpa_slice name, content;
};

struct html_page {
    struct html_node *nodes; /* nodes[0] is the root */
    uint32_t n_nodes;
    const struct html_meta *metas;
    size_t n_metas;
    const struct culpa_slice *json; /* the contents of JSON-LD scripts */
    size_t n_json;
    struct culpa_slice title;     /* of <title> */
    struct culpa_slice canonical; /* <link rel=canonical> */
    struct culpa_slice language;  /* <html lang> */
};

/* page: UTF-8. Status: NO_MEMORY. */
enum culpa_status html_parse(struct arena *arena, struct culpa_slice page, struct html_page *out);

/* The hints of a class, an id, a role. */
unsigned html_hints(struct culpa_slice words);

/* A paragraph-like stretch of the page with white space collapsed. */
struct html_block {
    struct culpa_slice text;
    struct culpa_span source;
    uint32_t node;     /* its innermost block element */
    uint32_t first;    /* its first text node */
    uint32_t letters;  /* bytes of it that are not white space */
    uint32_t linked;   /* of them in links */
    uint8_t furniture; /* of a chosen one: enum culpa_furniture_kind + 1; 0 where it is the report's own */
};

struct html_blocks VEC(struct html_block);

/* Status: NO_MEMORY. */
enum culpa_status html_cut(struct arena *arena, const struct html_page *page, struct html_blocks *blocks);

/* The report: appends the blocks that belong to it, in order, and those between them that are known furniture. title:
 * as known, may be empty. Status: NO_MEMORY. */
enum culpa_status html_choose(struct arena *arena, const struct html_page *page, const struct html_blocks *blocks,
                              struct culpa_slice title, struct html_blocks *chosen);

/* Title, byline, outlet, URL, language and date of publication. Status: NO_MEMORY. */
enum culpa_status html_describe(struct arena *arena, const struct html_page *page, const struct html_blocks *blocks,
                                struct culpa_document *document);

/* What JSON-LD says of the article; empty slices where it says nothing. Status: NO_MEMORY. */
struct html_article {
    struct culpa_slice title, byline, outlet, published, modified, url;
};
enum culpa_status html_read_json(struct arena *arena, const struct html_page *page, struct html_article *article);

#endif
