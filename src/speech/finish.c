/* What needs the whole text: order, and quotations that go on over paragraphs. */
#include <stdlib.h>

#include "speech/speech.h"
#include "text/phrases.h"

static const struct culpa_span REPLACED = {UINT32_MAX, 0}; /* sorts last */

static int by_span(const void *a, const void *b)
{
    const struct culpa_statement *x = a, *y = b;
    if (x->span.start != y->span.start)
        return x->span.start < y->span.start ? -1 : 1;
    if (x->span.end != y->span.end)
        return x->span.end > y->span.end ? -1 : 1; /* what holds another comes first */
    uint32_t cx = x->cue.n ? x->cue.at[0].start : 0, cy = y->cue.n ? y->cue.at[0].start : 0;
    if (cx != cy)
        return cx < cy ? -1 : 1;
    return x->actor < y->actor ? -1 : x->actor > y->actor; /* their order so far */
}

/* Sorting moves statements; `inside` is carried over by the place each had before, kept in `actor` meanwhile;
 * it also says which of two of one span comes first. */
enum culpa_status speech_sort(struct arena *arena, struct speech_statements *statements)
{
    uint32_t n = (uint32_t)statements->n;
    uint32_t *now = ARENA_ARRAY(arena, uint32_t, n);
    if (!now)
        return CULPA_NO_MEMORY;
    for (uint32_t i = 0; i < n; i++)
        statements->at[i].actor = i;
    if (n)
        qsort(statements->at, n, sizeof *statements->at, by_span);
    for (uint32_t i = 0; i < n; i++)
        now[statements->at[i].actor] = i;
    for (uint32_t i = 0; i < n; i++) {
        struct culpa_statement *s = &statements->at[i];
        s->actor = CULPA_NONE;
        if (s->inside != CULPA_NONE)
            s->inside = now[s->inside];
    }
    return CULPA_OK;
}

/* A paragraph that opens with a quotation mark and has no words outside of quotation marks. */
static bool is_all_quoted(const struct text *text, struct text_range paragraph)
{
    const struct text_token *t = text->tokens;
    if (t[paragraph.from].quote != QUOTE_OPEN)
        return false;
    for (uint32_t i = paragraph.from; i < paragraph.to; i++)
        if (t[i].quote == QUOTE_OUTSIDE && t[i].shape != SHAPE_OTHER)
            return false;
    return true;
}

static bool is_double(const struct text *text, uint32_t token)
{
    struct culpa_slice s = text_word(text, token);
    return slice_eq(s, SLICE("\"")) || slice_eq(s, SLICE("\xE2\x80\x9C")) || slice_eq(s, SLICE("\xE2\x80\x9D"));
}

static uint32_t count_marks(const struct text *text, struct text_range paragraph)
{
    uint32_t n = 0;
    for (uint32_t i = paragraph.from; i < paragraph.to; i++)
        n += is_double(text, i);
    return n;
}

/* "And that is why they go." with a mark at its end and none before: a quotation that began in an earlier paragraph. */
static bool only_closes(const struct text *text, struct text_range paragraph)
{
    uint32_t last = paragraph.to - 1;
    return last > paragraph.from + 1 && is_double(text, last) && count_marks(text, paragraph) == 1 &&
           text->tokens[last - 1].shape == SHAPE_OTHER;
}

/* Has a paragraph a mark that nothing in it closes? */
static bool leaves_open(const struct text *text, struct text_range paragraph)
{
    return count_marks(text, paragraph) % 2 == 1 && !only_closes(text, paragraph);
}

/* Is a paragraph without marks part of a quotation that closes behind it: opened before, or with its beginning lost? */
static bool lies_within(const struct text *text, uint32_t p)
{
    enum { MOST_BETWEEN = 4 };
    uint32_t close = p, open = p;
    while (close < text->n_paragraphs && close < p + MOST_BETWEEN && !count_marks(text, text->paragraphs[close]))
        close++;
    if (close == p || close == text->n_paragraphs || !only_closes(text, text->paragraphs[close]))
        return false;
    while (open && open + MOST_BETWEEN > p && !count_marks(text, text->paragraphs[open]))
        open--;
    return leaves_open(text, text->paragraphs[open]) || close == p + 1;
}

bool speech_goes_on(const struct text *text, uint32_t p)
{
    return is_all_quoted(text, text->paragraphs[p]) || only_closes(text, text->paragraphs[p]) || lies_within(text, p);
}

/* Does a paragraph end with whoever says it? Marks that are left open make "..., he added" look quoted too. */
static bool ends_with_speaker(const struct text *text, struct text_range paragraph, const struct culpa_statement *s)
{
    uint32_t last = paragraph.to;
    while (last > paragraph.from && text->tokens[last - 1].shape == SHAPE_OTHER)
        last--;
    if (!s->cue.n || !s->source.n || last == paragraph.from)
        return false;
    uint32_t end = text->tokens[last - 1].end;
    return s->cue.at[s->cue.n - 1].end == end || s->source.at[0].end == end;
}

/* "There was no warning," she said.
 * "We could only run." -- the second paragraph is hers as well. */
static enum culpa_status go_on(struct arena *arena, const struct text *text, const enum culpa_act *acts,
                               struct speech_statements *statements)
{
    size_t n = statements->n, at = 0;
    const struct culpa_statement *before = NULL; /* last statement of the paragraph before */
    struct culpa_statement quote;
    for (uint32_t p = 0; p < text->n_paragraphs; p++) {
        struct text_range range = text->paragraphs[p];
        struct culpa_span span = {text->tokens[range.from].start, text->tokens[range.to - 1].end};
        const struct culpa_statement *last = NULL;
        bool cued = false;
        size_t first = at;
        for (; at < n && statements->at[at].span.start < span.end; at++) {
            const struct culpa_statement *s = &statements->at[at];
            if (s->inside == CULPA_NONE)
                last = s;
            bool goes_on = s->source.n && !s->cue.n; /* one of several paragraphs under one cue */
            cued |= goes_on || ends_with_speaker(text, range, s);
        }
        /* Ana said:
         * "We could only run." -- the quotation is the content of her words already. */
        bool told = before && before->span.end > span.start;
        if (cued || told || !before || !before->source.n || !speech_goes_on(text, p)) {
            before = told && !last ? before : last;
            continue;
        }
        enum culpa_act act = acts[p] == CULPA_ACT_NONE ? CULPA_ACT_SAY : acts[p];
        for (size_t i = first; i < at; i++) {
            struct culpa_statement *s = &statements->at[i];
            if (s->cue.n) { /* "He said that he was robbed.": told inside of the quotation */
                s->inside = s->inside == CULPA_NONE ? (uint32_t)statements->n : s->inside;
                continue;
            }
            s->span = REPLACED; /* pieces without a cue give way to the whole; nothing is inside of them */
        }
        struct culpa_span *content = ARENA_NEW(arena, struct culpa_span);
        if (!content)
            return CULPA_NO_MEMORY;
        *content = span;
        quote = (struct culpa_statement){.actor = CULPA_NONE,
                                         .inside = CULPA_NONE,
                                         .about = CULPA_NONE,
                                         .act = act,
                                         .mode = CULPA_MODE_DIRECT,
                                         .span = span,
                                         .source = before->source,
                                         .content = {content, 1}};
        if (!VEC_PUSH(arena, statements, quote))
            return CULPA_NO_MEMORY;
        before = &quote;
    }
    return CULPA_OK;
}

enum culpa_status speech_finish(struct arena *arena, const struct text *text, const enum culpa_act *acts,
                                struct speech_statements *statements)
{
    enum culpa_status status = speech_sort(arena, statements);
    if (!status)
        status = go_on(arena, text, acts, statements);
    if (!status)
        status = speech_sort(arena, statements);
    while (!status && statements->n && statements->at[statements->n - 1].span.start == REPLACED.start)
        statements->n--;
    return status;
}
