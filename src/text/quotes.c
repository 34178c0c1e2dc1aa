/* Quotation marks of one paragraph: which tokens are inside. Double marks pair as they come; single ones are told from
 * apostrophes by their neighbours ("the workers' rights" opens nothing: a letter stands before the mark). */
#include "base/utf8.h"
#include "text/stages.h"

enum { LOOK_AHEAD = 400 }; /* tokens in which a single mark must close */

enum mark { NO_MARK, DOUBLE_OPEN, DOUBLE_CLOSE, DOUBLE_STRAIGHT, SINGLE_OPEN, SINGLE_STRAIGHT, SINGLE_CLOSE };

static enum mark mark_of(struct culpa_slice s)
{
    static const struct {
        struct culpa_slice text;
        enum mark mark;
    } MARKS[] = {
        {{"\"", 1}, DOUBLE_STRAIGHT},       {{"'", 1}, SINGLE_STRAIGHT},        {{"\xE2\x80\x9C", 3}, DOUBLE_OPEN},
        {{"\xE2\x80\x9E", 3}, DOUBLE_OPEN}, {{"\xC2\xAB", 2}, DOUBLE_OPEN},     {{"\xE2\x80\x9D", 3}, DOUBLE_CLOSE},
        {{"\xC2\xBB", 2}, DOUBLE_CLOSE},    {{"\xE2\x80\x98", 3}, SINGLE_OPEN}, {{"\xE2\x80\x99", 3}, SINGLE_CLOSE},
    };
    for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++)
        if (slice_eq(s, MARKS[i].text))
            return MARKS[i].mark;
    return NO_MARK;
}

static uint32_t char_after(struct culpa_slice bytes, uint32_t at)
{
    size_t len;
    return at < bytes.len ? utf8_decode(bytes, at, &len) : 0;
}

static uint32_t char_before(struct culpa_slice bytes, uint32_t at)
{
    if (!at)
        return 0;
    uint32_t from = at - 1;
    while (from > 0 && at - from < 4 && ((unsigned char)bytes.ptr[from] & 0xC0) == 0x80)
        from--;
    size_t len;
    return utf8_decode(bytes, from, &len);
}

static bool closes_single(struct culpa_slice bytes, const struct text_token *t, enum mark mark)
{
    return (mark == SINGLE_STRAIGHT || mark == SINGLE_CLOSE) && t->start &&
           utf8_class(char_before(bytes, t->start)) != UTF8_SPACE && utf8_class(char_after(bytes, t->end)) != UTF8_WORD;
}

/* Can the mark at token i open a single quotation that closes later in the paragraph? */
static bool opens_single(struct culpa_slice bytes, const struct text_token *tokens, struct text_range paragraph,
                         uint32_t i, enum mark mark)
{
    const struct text_token *t = &tokens[i];
    bool word_before = i > paragraph.from && utf8_class(char_before(bytes, t->start)) == UTF8_WORD;
    if ((mark != SINGLE_OPEN && mark != SINGLE_STRAIGHT) || word_before ||
        utf8_class(char_after(bytes, t->end)) != UTF8_WORD)
        return false;
    for (uint32_t k = i + 1; k < paragraph.to && k - i <= LOOK_AHEAD; k++)
        if (tokens[k].shape == SHAPE_OTHER &&
            closes_single(bytes, &tokens[k],
                          mark_of(slice_span(bytes, (struct culpa_span){tokens[k].start, tokens[k].end}))))
            return true;
    return false;
}

void text_mark_quotes(struct culpa_slice bytes, struct text_token *tokens, struct text_range paragraph)
{
    enum { NONE, DOUBLE, SINGLE } open = NONE;
    for (uint32_t i = paragraph.from; i < paragraph.to; i++) {
        struct text_token *t = &tokens[i];
        enum mark mark =
            t->shape == SHAPE_OTHER ? mark_of(slice_span(bytes, (struct culpa_span){t->start, t->end})) : NO_MARK;
        if (mark == DOUBLE_OPEN || (mark == DOUBLE_STRAIGHT && open != DOUBLE)) {
            t->quote = QUOTE_OPEN;
            open = DOUBLE;
        } else if (mark == DOUBLE_STRAIGHT || mark == DOUBLE_CLOSE) {
            t->quote = QUOTE_CLOSE;
            open = open == DOUBLE ? NONE : open;
        } else if (open == NONE && opens_single(bytes, tokens, paragraph, i, mark)) {
            t->quote = QUOTE_OPEN;
            open = SINGLE;
        } else if (open == SINGLE && closes_single(bytes, t, mark)) {
            t->quote = QUOTE_CLOSE;
            open = NONE;
        } else {
            t->quote = open == NONE ? QUOTE_OUTSIDE : QUOTE_INSIDE;
        }
    }
}
