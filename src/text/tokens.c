/* Text -> paragraphs of tokens with their shapes. Rules and their mirror: text.h. */
#include "text/stages.h"

#include "base/utf8.h"

/* Old wires break their lines at some 70 characters; there a line break is a space. Measured on whole lines outside of
 * the skipped spans: at least MIN_LINES, most of them about full, none long. */
enum { MIN_LINES = 8, FULL_LINE_MIN = 50, FULL_LINE_MAX = 90, LONGEST_LINE = 100, FULL_PERCENT = 60, INDENT = 2 };

struct cutter {
    struct arena *arena;
    struct culpa_slice bytes;
    struct text_tokens *tokens;
    struct text_ranges *paragraphs;
    uint32_t paragraph_from; /* first token of the paragraph that is being read */
    bool wrapped;
    /* of the current line, for hard-wrapped text */
    uint32_t indent, indent_before;
    bool at_line_start, blank;
};

struct lines {
    size_t n, full, longest;
};

static void count_line(struct lines *lines, struct culpa_slice line)
{
    while (line.len && (line.ptr[line.len - 1] == ' ' || line.ptr[line.len - 1] == '\t'))
        line.len--;
    if (!line.len)
        return;
    lines->n++;
    lines->full += line.len >= FULL_LINE_MIN && line.len <= FULL_LINE_MAX;
    if (line.len > lines->longest)
        lines->longest = line.len;
}

static bool is_hard_wrapped(struct culpa_slice bytes, const struct culpa_span *skipped, size_t n_skipped)
{
    struct lines lines = {0};
    size_t from = 0, k = 0;
    for (size_t at = 0; at <= bytes.len; at++) {
        bool skip = k < n_skipped && at == skipped[k].start;
        if (at < bytes.len && bytes.ptr[at] != '\n' && bytes.ptr[at] != '\r' && !skip)
            continue;
        count_line(&lines, slice_of(bytes.ptr + from, at - from));
        if (lines.longest > LONGEST_LINE)
            return false;
        if (skip) {
            at = skipped[k].end > at ? skipped[k].end - 1 : at;
            k++;
        }
        from = at + 1;
    }
    return lines.n >= MIN_LINES && lines.full * 100 >= lines.n * FULL_PERCENT;
}

static enum culpa_status end_paragraph(struct cutter *c)
{
    uint32_t n = (uint32_t)c->tokens->n;
    if (n == c->paragraph_from)
        return CULPA_OK;
    struct text_range range = {c->paragraph_from, n};
    c->paragraph_from = n;
    return VEC_PUSH(c->arena, c->paragraphs, range) ? CULPA_OK : CULPA_NO_MEMORY;
}

/* The end of a line of a hard-wrapped text. */
static enum culpa_status end_line(struct cutter *c)
{
    enum culpa_status status = CULPA_OK;
    if (c->blank)
        status = end_paragraph(c);
    else
        c->indent_before = c->indent;
    c->at_line_start = c->blank = true;
    c->indent = 0;
    return status;
}

static bool is_break(uint32_t code)
{
    return code == '\n' || code == '\r' || code == 0x2028 || code == 0x2029;
}

static enum culpa_status read_break(struct cutter *c, uint32_t code, size_t next, size_t end)
{
    if (!c->wrapped)
        return end_paragraph(c);
    bool ends = code == '\n' || (code == '\r' && !(next < end && c->bytes.ptr[next] == '\n'));
    return ends ? end_line(c) : CULPA_OK;
}

/* Counts of the characters of one token. */
struct letters {
    uint32_t letters, upper, digits;
    bool upper_first;
};

static void count_char(struct letters *n, uint32_t code)
{
    if (utf8_is_alpha(code)) {
        bool upper = utf8_is_upper(code);
        if (!n->letters)
            n->upper_first = upper;
        n->letters++;
        n->upper += upper;
    } else if (utf8_is_digit(code)) {
        n->digits++;
    }
}

static enum text_shape shape_of(const struct letters *n)
{
    if (!n->letters)
        return n->digits ? SHAPE_DIGITS : SHAPE_OTHER;
    if (n->digits)
        return SHAPE_ALNUM;
    if (!n->upper)
        return SHAPE_LOWER;
    if (n->upper == n->letters)
        return n->letters == 1 ? SHAPE_INITIAL : SHAPE_UPPER;
    return n->upper == 1 && n->upper_first ? SHAPE_CAPITAL : SHAPE_MIXED;
}

/* Reads the token at `at`, whose first character has the given class; *end is where it ends, at most `limit`. */
static enum culpa_status read_token(struct cutter *c, size_t at, size_t limit, enum utf8_class class, size_t *end)
{
    struct letters n = {0};
    struct culpa_slice bytes = slice_of(c->bytes.ptr, limit);
    size_t len, to = at;
    do {
        uint32_t code = utf8_decode(bytes, to, &len);
        if (to > at && (class == UTF8_LONE || utf8_class(code) != UTF8_WORD))
            break;
        count_char(&n, code);
        to += len;
    } while (to < limit);
    if (c->wrapped && c->at_line_start && c->tokens->n > c->paragraph_from && c->indent >= c->indent_before + INDENT) {
        enum culpa_status status = end_paragraph(c);
        if (status)
            return status;
    }
    c->at_line_start = c->blank = false;
    *end = to;
    struct text_token token = {
        .start = (uint32_t)at, .end = (uint32_t)to, .shape = (uint8_t)shape_of(&n), .upper_first = n.upper_first};
    return VEC_PUSH(c->arena, c->tokens, token) ? CULPA_OK : CULPA_NO_MEMORY;
}

static enum culpa_status read_stretch(struct cutter *c, size_t at, size_t end)
{
    enum culpa_status status = CULPA_OK;
    struct culpa_slice bytes = slice_of(c->bytes.ptr, end);
    for (size_t len; at < end && !status; at += len) {
        uint32_t code = utf8_decode(bytes, at, &len);
        enum utf8_class class = utf8_class(code);
        if (class != UTF8_SPACE) {
            size_t to;
            status = read_token(c, at, end, class, &to);
            len = status ? len : to - at;
        } else if (is_break(code)) {
            status = read_break(c, code, at + len, end);
        } else if (c->at_line_start && (code == ' ' || code == '\t')) {
            c->indent++;
        }
    }
    return status;
}

enum culpa_status text_cut(struct arena *arena, struct culpa_slice bytes, const struct culpa_span *skipped,
                           size_t n_skipped, struct text_tokens *tokens, struct text_ranges *paragraphs)
{
    struct cutter c = {.arena = arena,
                       .bytes = bytes,
                       .tokens = tokens,
                       .paragraphs = paragraphs,
                       .at_line_start = true,
                       .blank = true};
    c.wrapped = is_hard_wrapped(bytes, skipped, n_skipped);
    enum culpa_status status = CULPA_OK;
    size_t at = 0;
    for (size_t k = 0; k <= n_skipped && !status; k++) {
        size_t end = k < n_skipped ? skipped[k].start : bytes.len;
        if (at < end)
            status = read_stretch(&c, at, end);
        if (!status)
            status = end_paragraph(&c);
        if (k < n_skipped && skipped[k].end > at)
            at = skipped[k].end;
    }
    return status;
}
