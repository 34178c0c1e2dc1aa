/* Paragraphs -> windows: as many whole paragraphs as fit, each followed by [SEP]. A paragraph that fits into no window
 * is cut, if possible behind the last sentence in the second half of what fits. */
#include "base/limits.h"
#include "text/stages.h"

enum { LIMIT = LIMIT_WINDOW_PIECES };

struct windows VEC(struct text_window);

struct packer {
    struct arena *arena;
    const struct text *text;
    struct windows *out;
    struct text_ranges parts; /* paragraphs, or parts of them, of the window that is being filled */
    uint32_t n;               /* its pieces so far */
    uint16_t cls, sep;
};

/* Pieces of a token, cut off where they would fill a window by themselves. */
static uint32_t size_of(const struct text *text, uint32_t token)
{
    uint32_t next = token + 1 < text->n_tokens ? text->tokens[token + 1].first_piece : text->n_pieces;
    uint32_t n = next - text->tokens[token].first_piece;
    return n < LIMIT - 2 ? n : LIMIT - 2;
}

static void fill_token(const struct packer *p, uint32_t token, uint32_t at, uint16_t *ids, uint8_t *shapes,
                       uint8_t *quotes)
{
    const struct text_token *t = &p->text->tokens[token];
    uint32_t n = size_of(p->text, token);
    memcpy(ids + at, p->text->pieces + t->first_piece, n * sizeof *ids);
    memset(shapes + at, t->shape, n);
    memset(quotes + at, t->quote, n);
}

/* Writes the window out and begins a new one. */
static enum culpa_status close_window(struct packer *p)
{
    if (!p->parts.n)
        return CULPA_OK;
    struct text_range tokens = {p->parts.at[0].from, p->parts.at[p->parts.n - 1].to};
    uint16_t *ids = ARENA_ARRAY(p->arena, uint16_t, p->n),
             *first = ARENA_ARRAY(p->arena, uint16_t, tokens.to - tokens.from);
    uint8_t *shapes = ARENA_ARRAY(p->arena, uint8_t, p->n), *quotes = ARENA_ARRAY(p->arena, uint8_t, p->n);
    if (!ids || !first || !shapes || !quotes)
        return CULPA_NO_MEMORY;
    uint32_t at = 1;
    ids[0] = p->cls;
    for (size_t i = 0; i < p->parts.n; i++) {
        for (uint32_t t = p->parts.at[i].from; t < p->parts.at[i].to; t++) {
            first[t - tokens.from] = (uint16_t)at;
            fill_token(p, t, at, ids, shapes, quotes);
            at += size_of(p->text, t);
        }
        ids[at++] = p->sep;
    }
    struct text_window window = {tokens, p->n, ids, shapes, quotes, first};
    p->parts.n = 0;
    p->n = 1;
    return VEC_PUSH(p->arena, p->out, window) ? CULPA_OK : CULPA_NO_MEMORY;
}

static bool is_char(const struct packer *p, uint32_t token, const char *which)
{
    const struct text_token *t = &p->text->tokens[token];
    return t->end - t->start == 1 && strchr(which, p->text->bytes.ptr[t->start]) != NULL;
}

/* Does a sentence end before token b, seen from marks alone? */
static bool sentence_ends(const struct packer *p, uint32_t from, uint32_t b)
{
    const struct text_token *t = &p->text->tokens[b - 1];
    if (is_char(p, b - 1, ".!?"))
        return true;
    struct culpa_slice word = slice_span(p->text->bytes, (struct culpa_span){t->start, t->end});
    bool closing = t->quote == QUOTE_CLOSE || slice_eq(word, SLICE("\xE2\x80\x9D"));
    return closing && b >= from + 2 && is_char(p, b - 2, ".!?");
}

static enum culpa_status take(struct packer *p, struct text_range part, uint32_t pieces)
{
    p->n += pieces + 1;
    return VEC_PUSH(p->arena, &p->parts, part) ? CULPA_OK : CULPA_NO_MEMORY;
}

/* The first part of a paragraph that no window holds, as a window of its own; *from moves behind it. */
static enum culpa_status cut(struct packer *p, uint32_t *from, uint32_t to)
{
    uint32_t n = 0, end = *from;
    while (end < to && n + size_of(p->text, end) + 2 <= LIMIT)
        n += size_of(p->text, end++);
    uint32_t b = end, half = *from + (end - *from) / 2;
    while (b > half && !sentence_ends(p, *from, b))
        b--;
    if (b == half)
        b = end;
    for (uint32_t t = b; t < end; t++)
        n -= size_of(p->text, t);
    struct text_range part = {*from, b};
    *from = b;
    enum culpa_status status = take(p, part, n);
    return status ? status : close_window(p);
}

static enum culpa_status pack(struct packer *p, struct text_range paragraph)
{
    enum culpa_status status = CULPA_OK;
    uint32_t need = 0;
    for (uint32_t t = paragraph.from; t < paragraph.to; t++)
        need += size_of(p->text, t);
    while (!status && p->n + need + 1 > LIMIT) {
        status = close_window(p);
        if (status || need + 2 <= LIMIT)
            continue;
        uint32_t before = paragraph.from;
        status = cut(p, &paragraph.from, paragraph.to);
        for (uint32_t t = before; t < paragraph.from; t++)
            need -= size_of(p->text, t);
    }
    return status ? status : take(p, paragraph, need);
}

enum culpa_status text_windows(struct arena *arena, const struct text_vocabulary *vocabulary, const struct text *text,
                               const struct text_window **windows, uint32_t *n_windows)
{
    struct windows out = {0};
    struct packer p = {.arena = arena, .text = text, .out = &out, .n = 1};
    p.cls = text_vocabulary_id(vocabulary, SLICE("[CLS]"));
    p.sep = text_vocabulary_id(vocabulary, SLICE("[SEP]"));
    enum culpa_status status = CULPA_OK;
    for (uint32_t i = 0; i < text->n_paragraphs && !status; i++)
        status = pack(&p, text->paragraphs[i]);
    if (!status)
        status = close_window(&p);
    *windows = out.at;
    *n_windows = (uint32_t)out.n;
    return status;
}
