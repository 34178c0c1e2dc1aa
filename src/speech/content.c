/* What is said where the taggers have found a cue of saying and no content: "..., the agency reported." said the whole
 * sentence in front, "reportedly" what stands behind it; "condemned the attack, calling it cowardly" is one statement.
 * Words that belong to another statement are left alone. */
#include "speech/phrase.h"

enum { SHORTEST = 3 /* tokens of a content */ };

struct finder {
    const struct text *text;
    const struct speech_statements *statements;
    const struct culpa_statement *of; /* whose content is sought */
    struct text_range sentence, own;  /* own: from the first to the last token of source and cue */
};

static struct culpa_span whole(struct culpa_spans cue)
{
    return (struct culpa_span){cue.at[0].start, cue.at[cue.n - 1].end};
}

static bool says(const struct text *text, struct culpa_spans cue)
{
    return text_has_any(text, whole(cue),
                        "said say says reported reports according believe believes claimed claims added adds announced "
                        "noted notes");
}

static bool hears(const struct text *text, struct culpa_spans cue)
{
    return text_has_any(text, whole(cue), "reportedly allegedly");
}

static bool is_mark(const struct text *text, uint32_t token, const char *mark)
{
    return slice_eq(text_word(text, token), slice_of(mark, strlen(mark)));
}

static bool overlaps(struct culpa_spans spans, struct culpa_span span)
{
    for (size_t i = 0; i < spans.n; i++)
        if (spans.at[i].start < span.end && span.start < spans.at[i].end)
            return true;
    return false;
}

static bool holds(struct culpa_span outer, struct culpa_span inner)
{
    return outer.start <= inner.start && inner.end <= outer.end;
}

/* Do the words belong to another statement, which is not told inside of them? */
static bool is_taken(const struct finder *f, struct culpa_span span)
{
    for (size_t i = 0; i < f->statements->n; i++) {
        const struct culpa_statement *s = &f->statements->at[i];
        if (s != f->of && s->span.start < span.end && span.start < s->span.end && !holds(span, s->span) &&
            (overlaps(s->cue, span) || overlaps(s->content, span)))
            return true;
    }
    return false;
}

/* Without marks at its ends. */
static struct text_range trimmed(const struct text *text, struct text_range r)
{
    while (r.from < r.to && text->tokens[r.to - 1].shape == SHAPE_OTHER && text->tokens[r.to - 1].quote != QUOTE_OPEN &&
           !is_mark(text, r.to - 1, "\""))
        r.to--;
    while (r.from < r.to && (is_mark(text, r.from, ",") || is_mark(text, r.from, "-")))
        r.from++;
    return r;
}

/* Where what is said stands; empty where it is not clear. */
static struct text_range look(const struct finder *f, bool hearsay)
{
    const struct text *text = f->text;
    struct text_range none = {0, 0}, r;
    bool comma_before = f->own.from > f->sentence.from && is_mark(text, f->own.from - 1, ",");
    bool comma_behind = f->own.to < f->sentence.to && is_mark(text, f->own.to, ",");
    if (hearsay) {
        r = (struct text_range){f->own.to, f->own.to};
        while (r.to < f->sentence.to && !(f->own.from > f->sentence.from && is_mark(text, r.to, ",")))
            r.to++;
    } else if (comma_before && f->own.from > f->sentence.from + 1) {
        r = (struct text_range){f->sentence.from, f->own.from - 1};
    } else if (f->own.from == f->sentence.from && comma_behind) {
        r = (struct text_range){f->own.to + 1, f->sentence.to};
    } else {
        return none;
    }
    return trimmed(text, r);
}

static enum culpa_mode mode_of(const struct text *text, struct text_range r)
{
    uint32_t words = 0, quoted = 0;
    for (uint32_t t = r.from; t < r.to; t++)
        if (text->tokens[t].shape != SHAPE_OTHER) {
            words++;
            quoted += text->tokens[t].quote == QUOTE_INSIDE;
        }
    return !quoted ? CULPA_MODE_INDIRECT : quoted == words ? CULPA_MODE_DIRECT : CULPA_MODE_MIXED;
}

/* "condemned the attack, | calling it cowardly": the reason that one judging words give, by the same speaker in the
 * same sentence. -> its place, or CULPA_NONE. */
static uint32_t reason_of(const struct text *text, const struct speech_statements *statements,
                          const struct culpa_statement *s)
{
    if ((s->act != CULPA_ACT_CONDEMN && s->act != CULPA_ACT_PRAISE) || !s->cue.n)
        return CULPA_NONE;
    struct text_range sentence = text->sentences[text_sentence_at(text, text_token_at(text, s->cue.at[0].start))];
    for (uint32_t k = 0; k < statements->n; k++) {
        const struct culpa_statement *r = &statements->at[k];
        if (!r->cue.n || !r->content.n || r->inside != s->inside || r->cue.at[0].start < s->cue.at[0].end ||
            (s->content.n && s->content.at[s->content.n - 1].end > r->cue.at[0].start))
            continue;
        uint32_t t = text_token_at(text, r->cue.at[0].start);
        bool by_same = !r->source.n || (s->source.n && r->source.at[0].start == s->source.at[0].start);
        bool same = r->act == CULPA_ACT_SAY || r->act == CULPA_ACT_REPORT || r->act == s->act;
        if (by_same && same && t < sentence.to && is_mark(text, t - 1, ",") &&
            text_is_any(text, t, "calling saying describing branding labelling labeling"))
            return k;
    }
    return CULPA_NONE;
}

/* Makes statement k the content of statement i. */
static void take_over(struct speech_statements *statements, uint32_t i, uint32_t k)
{
    struct culpa_statement *s = &statements->at[i];
    s->content = statements->at[k].content;
    s->mode = statements->at[k].mode;
    s->span.end = statements->at[k].span.end > s->span.end ? statements->at[k].span.end : s->span.end;
    for (uint32_t j = 0; j < statements->n; j++) {
        uint32_t *inside = &statements->at[j].inside;
        *inside = *inside == k ? i : *inside;
        *inside -= *inside != CULPA_NONE && *inside > k;
    }
    memmove(&statements->at[k], &statements->at[k + 1], (--statements->n - k) * sizeof *statements->at);
}

enum culpa_status speech_find_contents(struct arena *arena, const struct text *text,
                                       struct speech_statements *statements)
{
    for (size_t i = 0; i < statements->n; i++) {
        struct culpa_statement *s = &statements->at[i];
        if (s->act == CULPA_ACT_NONE || s->content.n || !s->cue.n || s->inside != CULPA_NONE)
            continue;
        bool hearsay = hears(text, s->cue);
        if (!hearsay && !says(text, s->cue))
            continue;
        struct finder f = {.text = text, .statements = statements, .of = s};
        f.own = (struct text_range){text_token_at(text, s->span.start), text_token_at(text, s->span.end)};
        f.sentence = text->sentences[text_sentence_at(text, f.own.from)];
        struct text_range r = look(&f, hearsay);
        if (r.to < r.from + (hearsay ? 2 : SHORTEST))
            continue;
        struct culpa_span *span = ARENA_NEW(arena, struct culpa_span);
        if (!span)
            return CULPA_NO_MEMORY;
        *span = (struct culpa_span){text->tokens[r.from].start, text->tokens[r.to - 1].end};
        if (is_taken(&f, *span))
            continue;
        for (size_t k = 0; k < statements->n; k++) {
            struct culpa_statement *told = &statements->at[k];
            if (told != s && told->inside == CULPA_NONE && holds(*span, told->span))
                told->inside = (uint32_t)i;
        }
        s->content = (struct culpa_spans){span, 1};
        s->mode = mode_of(text, r);
        s->span.start = span->start < s->span.start ? span->start : s->span.start;
        s->span.end = span->end > s->span.end ? span->end : s->span.end;
    }
    for (uint32_t i = 0; i < statements->n; i++) {
        uint32_t k = reason_of(text, statements, &statements->at[i]);
        if (k == CULPA_NONE)
            continue;
        take_over(statements, i, k);
        i -= i > k;
    }
    return speech_sort(arena, statements);
}
