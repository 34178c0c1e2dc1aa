/* Separate voices under one cue are one statement each (LEDGER 4): "Ana Ruiz and Leo Brandt condemned", "the agency,
 * citing the ministry, said". Two names are two voices; "the police and the National Guard", "Ruiz and her sister",
 * "Senators Ruiz and Brandt" act as one. The same holds for whom a statement is aimed at. */
#include "entity/gazetteer.h"
#include "entity/words.h"
#include "speech/phrase.h"

enum { MOST_VOICES = 6 };

struct voices {
    struct text_range at[MOST_VOICES];
    size_t n;
};

static struct text_range range_of(const struct text *text, struct culpa_span span)
{
    return (struct text_range){text_token_at(text, span.start), text_token_at(text, span.end)};
}

static struct culpa_span span_of(const struct text *text, struct text_range r)
{
    return (struct culpa_span){text->tokens[r.from].start, text->tokens[r.to - 1].end};
}

static bool is_comma(const struct text *text, uint32_t token)
{
    return slice_eq(text_word(text, token), SLICE(","));
}

static struct text_range without_edges(const struct text *text, struct text_range r)
{
    while (r.from < r.to && (is_comma(text, r.from) || text_is(text, r.from, "both") || text_is(text, r.from, "and")))
        r.from++;
    while (r.from < r.to && is_comma(text, r.to - 1))
        r.to--;
    return r;
}

/* Whose voice a part of a phrase is. */
struct voice {
    bool named;       /* ends with the name of a person, a body or a state */
    bool person;      /* holds the name of a person */
    bool several;     /* Senators Ruiz and Brandt */
    bool preposition; /* outside of names */
    bool owned;       /* a preposition before any person: "the government of Ruiz" */
};

static bool ends_named(const struct phrase_reader *a, struct text_range r)
{
    const struct culpa_name *name = phrase_name(a, a->text->tokens[r.to - 1].start);
    return name &&
           (name->kind == CULPA_NAME_PERSON || name->kind == CULPA_NAME_ORGANISATION || name->kind == CULPA_NAME_PLACE);
}

/* False where the part is no voice by itself: a relative clause, a statement, "his family". */
static bool read_voice(const struct phrase_reader *a, struct text_range r, struct voice *v)
{
    const struct text *text = a->text;
    *v = (struct voice){0};
    if (r.from >= r.to || word_class(text_word(text, r.from)) == WORD_POSSESSIVE)
        return false;
    v->named = ends_named(a, r);
    for (uint32_t t = r.from; t < r.to; t++) {
        const struct culpa_name *name = phrase_name(a, text->tokens[t].start);
        if (name) {
            v->person |= name->kind == CULPA_NAME_PERSON;
            continue;
        }
        enum word_class class = word_class(text_word(text, t));
        const struct gazetteer_noun *noun = gazetteer_noun(text_word(text, t));
        if (class == WORD_RELATIVE || class == WORD_VERB || class == WORD_CONJUNCTION ||
            (noun && noun->class == CLASS_WORDS))
            return false;
        v->several |= !v->person && noun && noun->plural;
        v->preposition |= class == WORD_PREPOSITION;
        v->owned |= class == WORD_PREPOSITION && !v->person;
    }
    return true;
}

static bool add_voice(struct voices *voices, struct text_range r)
{
    if (voices->n == MOST_VOICES)
        return false;
    voices->at[voices->n++] = r;
    return true;
}

static bool is_counted(const struct text *text, uint32_t token)
{
    enum word_class class = word_class(text_word(text, token));
    return class == WORD_DEFINITE || class == WORD_NUMBER;
}

/* "Ruiz, Brandt" and "residents, Ruiz": every item by itself; "Ruiz, the minister": one. False where neither is the
 * case: "Ruiz, who teaches law | and politics at Norland University", "the three leaders, Ruiz". */
static bool split_list(const struct phrase_reader *a, struct text_range r, bool person, struct voices *out)
{
    const struct text *text = a->text;
    size_t others = 0, clauses = 0; /* items that are no named voice of the kind wanted, and no voice at all */
    bool first_named = false, first_person = false;
    struct text_range item = {r.from, r.from};
    *out = (struct voices){0};
    for (uint32_t t = r.from; t <= r.to; t++) {
        struct voice v;
        if (t < r.to && (!is_comma(text, t) || phrase_name(a, text->tokens[t].start)))
            continue;
        item.to = t;
        bool voice = read_voice(a, item, &v);
        if (!out->n) {
            first_named = voice && v.named;
            first_person = v.person;
            if (!voice || (v.named && v.several) || (!v.named && (!person || t == r.to || is_counted(text, item.from))))
                return false;
        } else {
            if (first_person && !person) /* Ruiz, director for Norland, Westmark | and the islands */
                return false;
            others += !voice || !v.named || v.person != person;
            clauses += !voice;
        }
        if (!add_voice(out, item))
            return false;
        item.from = t + 1;
    }
    if (!others)
        return true;
    *out = (struct voices){.at = {r}, .n = 1};
    return first_named && !clauses;
}

/* "witnesses and the authorities" */
static bool saw_and_know(const struct text *text, struct text_range left, struct text_range right)
{
    static const char *const SAW[] = {"witnesses", "residents", "survivors", "relatives", "locals"};
    static const char *const KNOW[] = {"authorities", "officials", "police"};
    bool saw = text_is(text, left.from, "witness"), know = false; /* witness accounts */
    for (size_t i = 0; i < sizeof SAW / sizeof *SAW; i++)
        saw |= text_is(text, left.to - 1, SAW[i]);
    for (size_t i = 0; i < sizeof KNOW / sizeof *KNOW; i++)
        know |= text_is(text, right.to - 1, KNOW[i]);
    return saw && know && left.to - left.from <= 3 && right.to - right.from <= 3;
}

/* The voices of a phrase; fewer than two where it is one. */
static void split(const struct phrase_reader *a, struct text_range r, struct voices *out)
{
    const struct text *text = a->text;
    struct voice left_voice, right_voice;
    uint32_t and = r.to;
    *out = (struct voices){0};
    while (and > r.from && (!text_is(text, and-1, "and") || phrase_name(a, text->tokens[and-1].start)))
        and--;
    if (and == r.from)
        return;
    struct text_range left = without_edges(text, (struct text_range){r.from, and-1});
    struct text_range right = without_edges(text, (struct text_range){and, r.to});
    if (left.from >= left.to || right.from >= right.to)
        return;
    if (saw_and_know(text, left, right)) {
        *out = (struct voices){.at = {left, right}, .n = 2};
        return;
    }
    if (!read_voice(a, right, &right_voice) || !right_voice.named || !split_list(a, left, right_voice.person, out))
        return;
    if (!read_voice(a, out->at[0], &left_voice) || !add_voice(out, right)) {
        out->n = 0;
        return;
    }
    /* "leaders of Norland and Westmark" are no two voices; "Ruiz of Norland and Brandt of Westmark" are. */
    bool persons = right_voice.person && left_voice.person;
    if (left_voice.owned || ((left_voice.preposition || right_voice.preposition) && !persons))
        out->n = 0;
}

static bool put_span(struct arena *arena, const struct text *text, struct text_range r, struct culpa_spans *out)
{
    struct culpa_span *at = ARENA_NEW(arena, struct culpa_span);
    if (at)
        *at = span_of(text, r);
    *out = (struct culpa_spans){at, 1};
    return at != NULL;
}

static void widen(struct culpa_span *span, struct culpa_spans spans)
{
    for (size_t i = 0; i < spans.n; i++) {
        if (spans.at[i].start < span->start)
            span->start = spans.at[i].start;
        if (spans.at[i].end > span->end)
            span->end = spans.at[i].end;
    }
}

static struct culpa_span span_of_pieces(const struct culpa_statement *s)
{
    struct culpa_span span = {UINT32_MAX, 0};
    widen(&span, s->source);
    widen(&span, s->cue);
    widen(&span, s->content);
    return span;
}

/* "claimed by the Front, but | the ministry said": what stands in front of "but" belongs to another clause. */
static struct text_range behind_but(const struct text *text, struct text_range r)
{
    for (uint32_t t = r.from + 1; t + 1 < r.to; t++)
        if (text_is(text, t, "but") && is_comma(text, t - 1))
            return (struct text_range){t + 1, r.to};
    return r;
}

static bool split_sources(struct arena *arena, const struct phrase_reader *a, size_t i,
                          struct speech_statements *statements)
{
    struct voices voices;
    struct culpa_statement s = statements->at[i];
    if (!s.source.n)
        return true;
    struct text_range source = behind_but(a->text, range_of(a->text, s.source.at[0]));
    if (source.from > text_token_at(a->text, s.source.at[0].start)) {
        if (!put_span(arena, a->text, source, &s.source))
            return false;
        s.span = span_of_pieces(&s);
        statements->at[i] = s;
    }
    split(a, source, &voices);
    for (size_t k = 0; voices.n > 1 && k < voices.n; k++) {
        struct culpa_statement one = s;
        if (!put_span(arena, a->text, voices.at[k], &one.source))
            return false;
        one.span = span_of_pieces(&one);
        if (k == 0)
            statements->at[i] = one;
        else if (!VEC_PUSH(arena, statements, one))
            return false;
    }
    return true;
}

/* The phrase of a target ends in front of "and": "blamed the Front | and the League". */
static bool split_targets(struct arena *arena, const struct phrase_reader *a, size_t i,
                          struct speech_statements *statements)
{
    const struct text *text = a->text;
    struct culpa_statement s = statements->at[i];
    struct text_range second;
    struct voice voice;
    if (!s.target.n)
        return true;
    struct text_range first = range_of(text, s.target.at[0]);
    uint32_t limit = first.from < first.to ? text->sentences[text_sentence_at(text, first.from)].to : 0;
    if (first.to + 1 >= limit || !text_is(text, first.to, "and") || !ends_named(a, first) ||
        !read_voice(a, first, &voice) || voice.preposition || voice.several ||
        !phrase_at(a, first.to + 1, limit, &second) || !read_voice(a, second, &voice))
        return true;
    bool named = false; /* the Poe administration */
    for (uint32_t t = second.from; t < second.to; t++)
        named |= phrase_name(a, text->tokens[t].start) != NULL;
    if (!named)
        return true;
    return put_span(arena, text, second, &s.target) && VEC_PUSH(arena, statements, s);
}

static bool is_cited(const struct text *text, uint32_t token)
{
    return text_is(text, token, "citing") || text_is(text, token, "quoting");
}

/* Is a byte in a cue, or in what is said? */
static bool is_taken(const struct speech_statements *statements, size_t n, uint32_t byte)
{
    for (size_t i = 0; i < n; i++) {
        const struct culpa_spans *parts[] = {&statements->at[i].cue, &statements->at[i].content};
        for (size_t p = 0; p < 2; p++)
            for (size_t k = 0; k < parts[p]->n; k++)
                if (parts[p]->at[k].start <= byte && byte < parts[p]->at[k].end)
                    return true;
    }
    return false;
}

/* "The agency, citing the ministry, said so": the ministry has said it too; "citing the ministry's haste" cites nobody.
 */
static bool add_cited(struct arena *arena, const struct phrase_reader *a, size_t i, size_t *first, size_t n,
                      struct speech_statements *statements)
{
    const struct text *text = a->text;
    struct culpa_statement s = statements->at[i];
    struct text_range r;
    if (!s.cue.n || !s.source.n || !s.content.n || s.inside != CULPA_NONE || s.act == CULPA_ACT_NONE)
        return true;
    struct text_range sentence = text->sentences[text_sentence_at(text, text_token_at(text, s.cue.at[0].start))];
    while (*first < n && statements->at[*first].span.end <= text->tokens[sentence.from].start)
        ++*first;
    for (uint32_t t = sentence.from + 1; t < sentence.to; t++) {
        size_t last = i;
        if (!is_cited(text, t) || !is_comma(text, t - 1) || !phrase_at(a, t + 1, sentence.to, &r) ||
            !phrase_ends(a, r.to))
            continue;
        while (last < n && statements->at[last].span.start < text->tokens[sentence.to - 1].end)
            last++;
        const struct speech_statements near = {statements->at + *first, last - *first, 0};
        if (is_taken(&near, near.n, text->tokens[t].start))
            continue;
        if (!put_span(arena, text, r, &s.source) || !put_span(arena, text, (struct text_range){t, t + 1}, &s.cue))
            return false;
        s.span = span_of_pieces(&s);
        return VEC_PUSH(arena, statements, s);
    }
    return true;
}

enum culpa_status speech_split_voices(struct arena *arena, const struct text *text, const struct culpa_name *names,
                                      size_t n_names, struct speech_statements *statements)
{
    const struct phrase_reader a = {text, names, n_names};
    size_t n = statements->n, first = 0;
    bool ok = true;
    for (size_t i = 0; i < n && ok; i++)
        ok = add_cited(arena, &a, i, &first, n, statements);
    for (size_t i = 0; i < n && ok; i++)
        ok = split_targets(arena, &a, i, statements);
    n = statements->n;
    for (size_t i = 0; i < n && ok; i++)
        ok = split_sources(arena, &a, i, statements);
    return ok ? speech_sort(arena, statements) : CULPA_NO_MEMORY;
}
