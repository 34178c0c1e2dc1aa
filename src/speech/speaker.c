/* Who speaks, where the taggers have found a cue and nobody to whom it belongs: "The Front has claimed responsibility",
 * "was praised by the ministry", "Norland calls it a lie and blames Westmark". */
#include "entity/words.h"
#include "speech/phrase.h"

static bool ends_with(struct culpa_slice s, struct culpa_slice end)
{
    return s.len > end.len + 1 && memcmp(s.ptr + s.len - end.len, end.ptr, end.len) == 0;
}

static bool is_be(const struct text *text, uint32_t token)
{
    return text_is_any(text, token, "is are was were be been being");
}

/* "was", "has been", "was held and": with a past participle nobody in front of it has spoken. */
static bool is_passive(const struct text *text, uint32_t cue, uint32_t limit)
{
    for (uint32_t t = cue; t > limit; t--) {
        enum word_class class = word_class(text_word(text, t - 1));
        if (is_be(text, t - 1))
            return true;
        if (t > limit + 1 && text_is(text, t - 1, "and") &&
            (ends_with(text_word(text, t - 2), SLICE("ed")) || text_is(text, t - 2, "held"))) {
            t--;
            continue;
        }
        if (class != WORD_ADVERB && class != WORD_VERB && !ends_with(text_word(text, t - 1), SLICE("ly")))
            return false;
    }
    return false;
}

static bool is_auxiliary(const struct text *text, uint32_t token)
{
    static const char *const WORDS[] = {"is",  "are",  "was", "were", "be",    "been", "being",
                                        "has", "have", "had", "will", "would", "not"};
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (text_is(text, token, WORDS[i]))
            return true;
    return word_class(text_word(text, token)) == WORD_ADVERB || ends_with(text_word(text, token), SLICE("ly"));
}

/* A verb in the past or the present: claimed, blames; not reportedly, accusing. */
static bool may_be_finite(const struct text *text, uint32_t token)
{
    struct culpa_slice s = text_word(text, token);
    return text->tokens[token].shape == SHAPE_LOWER && (ends_with(s, SLICE("ed")) || ends_with(s, SLICE("s")));
}

/* "four men accused in their absence of", "a man believed to be ill": participles that say what is said of them. */
static bool is_reduced(const struct text *text, const struct culpa_statement *s, uint32_t cue, uint32_t end,
                       uint32_t limit)
{
    for (uint32_t t = cue + 1; t <= end && t < limit; t++)
        if (text_is(text, t, "of") || text_is(text, t, "with"))
            return true;
    bool told = s->act == CULPA_ACT_REPORT || s->act == CULPA_ACT_SAY;
    return told && end < limit && text_is(text, end, "to");
}

/* "X says ... and blames": the last speaker of the sentence in front of a cue, or NULL. */
static const struct culpa_statement *speaks_on(const struct text *text, const struct speech_statements *statements,
                                               size_t i, struct text_range sentence)
{
    uint32_t start = text->tokens[sentence.from].start;
    for (size_t k = i; k-- > 0 && statements->at[k].span.end > start;) {
        const struct culpa_statement *s = &statements->at[k];
        if (s->inside == CULPA_NONE && s->source.n && s->cue.n && s->source.at[0].start >= start &&
            s->cue.at[0].start < statements->at[i].cue.at[0].start)
            return s;
    }
    return NULL;
}

/* The words of the speaker; false where nobody is named. */
static bool find_speaker(const struct phrase_reader *a, const struct speech_statements *statements, size_t i,
                         struct culpa_span *found)
{
    const struct text *text = a->text;
    const struct culpa_statement *s = &statements->at[i];
    uint32_t cue = text_token_at(text, s->cue.at[0].start);
    uint32_t end = text_token_at(text, s->cue.at[s->cue.n - 1].end);
    struct text_range sentence = text->sentences[text_sentence_at(text, cue)], r;
    bool by = end < sentence.to && text_is(text, end, "by");
    if (by && phrase_at(a, end + 1, sentence.to, &r)) {
        *found = (struct culpa_span){text->tokens[r.from].start, text->tokens[r.to - 1].end};
        return true;
    }
    while (cue + 1 < end && is_auxiliary(text, cue)) /* have later | claimed */
        cue++;
    if (by || is_reduced(text, s, cue, end, sentence.to) || !may_be_finite(text, cue) ||
        is_passive(text, cue, sentence.from))
        return false;
    uint32_t before = cue;
    while (before > sentence.from && word_class(text_word(text, before - 1)) == WORD_ADVERB)
        before--;
    if (before > sentence.from && text_is(text, before - 1, "and")) {
        const struct culpa_statement *other = speaks_on(text, statements, i, sentence);
        if (other)
            *found = other->source.at[0];
        return other != NULL;
    }
    if (!phrase_before(a, cue, sentence.from, &r) || text_is(text, r.from, "whom"))
        return false;
    *found = (struct culpa_span){text->tokens[r.from].start, text->tokens[r.to - 1].end};
    return true;
}

/* "Brandt was held and charged with theft": whom the taggers take for the speaker is the one who is accused. */
static void turn_round(const struct text *text, struct culpa_statement *s)
{
    if (s->act != CULPA_ACT_ACCUSE || !s->source.n || s->source.at[0].start > s->cue.at[0].start)
        return;
    bool himself =
        s->target.n && s->target.at[0].start < s->source.at[0].end && s->source.at[0].start < s->target.at[0].end;
    if (s->target.n && !himself)
        return;
    uint32_t from = text_token_at(text, s->cue.at[0].start), end = text_token_at(text, s->cue.at[s->cue.n - 1].end);
    struct text_range sentence = text->sentences[text_sentence_at(text, from)];
    bool of = text_is(text, end - 1, "with") || text_is(text, end - 1, "of") ||
              (end < sentence.to && (text_is(text, end, "with") || text_is(text, end, "of")));
    while (from < end && !ends_with(text_word(text, from), SLICE("ed")))
        from++;
    if (!of || from == end || !is_passive(text, from, sentence.from))
        return;
    s->target = s->source;
    s->source.n = 0;
}

/* "Brandt was sentenced by a judge after | admitting it": Brandt has. */
static bool find_subject(const struct phrase_reader *a, const struct culpa_statement *s, struct culpa_span *found)
{
    const struct text *text = a->text;
    uint32_t cue = text_token_at(text, s->cue.at[0].start), source = text_token_at(text, s->source.at[0].start);
    struct text_range sentence = text->sentences[text_sentence_at(text, cue)], r;
    bool when = cue > sentence.from && text_is_any(text, cue - 1, "after before while");
    if (!when || !ends_with(text_word(text, cue), SLICE("ing")) || source <= sentence.from || source > cue ||
        !text_is(text, source - 1, "by"))
        return false;
    uint32_t be = source - 1;
    while (be > sentence.from && !is_be(text, be))
        be--;
    if (be == sentence.from || !phrase_before(a, be, sentence.from, &r))
        return false;
    *found = (struct culpa_span){text->tokens[r.from].start, text->tokens[r.to - 1].end};
    return true;
}

enum culpa_status speech_find_speakers(struct arena *arena, const struct text *text, const struct culpa_name *names,
                                       size_t n_names, struct speech_statements *statements)
{
    const struct phrase_reader a = {text, names, n_names};
    for (size_t i = 0; i < statements->n; i++) {
        struct culpa_statement *s = &statements->at[i];
        struct culpa_span found;
        if (!s->cue.n || s->act == CULPA_ACT_NONE)
            continue;
        turn_round(text, s);
        if (!(s->source.n ? find_subject(&a, s, &found) : find_speaker(&a, statements, i, &found)))
            continue;
        struct culpa_span *at = ARENA_NEW(arena, struct culpa_span);
        if (!at)
            return CULPA_NO_MEMORY;
        *at = found;
        s->source = (struct culpa_spans){at, 1};
        if (found.start < s->span.start)
            s->span.start = found.start;
        if (found.end > s->span.end)
            s->span.end = found.end;
    }
    return CULPA_OK;
}
