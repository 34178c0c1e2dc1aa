/* At whom a statement is aimed, by the words beside its cue: "accused the guard of theft", "blamed the fire on the
 * guard", "the guard was charged with theft". The tagger of targets sees more kinds of wording, and overlooks many of
 * the plain ones; where both find somebody right behind an accusing verb, the words win: "accuses Norland of oppressing
 * farmers" is aimed at Norland. */
#include "entity/gazetteer.h"
#include "entity/words.h"
#include "speech/marks.h"
#include "speech/phrase.h"

enum { MOST_BETWEEN = 16 }; /* tokens between "blamed" and "on" */

/* Whoever stands behind the first of a word in the clause. */
static bool phrase_behind(const struct phrase_reader *a, uint32_t token, uint32_t limit, const char *word,
                          struct text_range *r)
{
    for (uint32_t t = token; t < limit && t < token + MOST_BETWEEN; t++)
        if (text_is(a->text, t, word) && phrase_at(a, t + 1, limit, r))
            return true;
    return false;
}

/* "the guard, which the ministry accused of": who stands in front of the relative clause that the speaker opens. */
static bool relative_before(const struct phrase_reader *a, const struct culpa_statement *s, uint32_t limit,
                            struct text_range *r)
{
    uint32_t t = s->source.n ? text_token_at(a->text, s->source.at[0].start) : limit;
    if (t <= limit || word_class(text_word(a->text, t - 1)) != WORD_RELATIVE)
        return false;
    *r = (struct text_range){t - 1, t};
    return true;
}

static bool is_passive(const struct text *text, uint32_t token, uint32_t limit)
{
    return token < limit && (text_is(text, token, "of") || text_is(text, token, "with") || text_is(text, token, "by"));
}

/* By the words that begin at a token of the cue; *sure: they stand right behind an accusing verb. */
static bool aim_of_cue(const struct phrase_reader *a, const struct culpa_statement *s, struct text_range *r, bool *sure)
{
    const struct text *text = a->text;
    uint32_t end = text_token_at(text, s->cue.at[s->cue.n - 1].end);
    for (uint32_t t = text_token_at(text, s->cue.at[0].start); t < end; t++) {
        struct text_range sentence = text->sentences[text_sentence_at(text, t)];
        const struct speech_mark *mark =
            speech_mark_at((struct speech_table){speech_aims, speech_n_aims}, text, t, sentence.to, ~0u);
        if (!mark)
            continue;
        uint32_t behind = t + mark->n_tokens;
        *sure = mark->kind != SPEECH_AIM_TO && s->act == CULPA_ACT_ACCUSE;
        if (mark->kind == SPEECH_AIM_ON && phrase_behind(a, behind, sentence.to, "on", r))
            return true;
        if (mark->kind == SPEECH_AIM_TO)
            return phrase_behind(a, behind, sentence.to, "to", r);
        if (is_passive(text, behind, sentence.to))
            return relative_before(a, s, sentence.from, r) || phrase_before(a, t, sentence.from, r);
        return phrase_at(a, behind, sentence.to, r);
    }
    return false;
}

/* "must", "needs to": what somebody ought to do. */
static bool is_ought(const struct text *text, uint32_t t, uint32_t to)
{
    bool verb = text_is_any(text, t, "needs need ought has have");
    return text_is_any(text, t, "must should") || (verb && t + 1 < to && text_is(text, t + 1, "to"));
}

/* "We want | the regime to leave" */
static bool is_wish(const struct text *text, uint32_t t)
{
    return text_is_any(text, t, "want wants ask expect urge like");
}

/* Of whom a content demands something: "foreign powers should leave", "we want the regime to leave". */
static bool asked_of(const struct phrase_reader *a, uint32_t from, uint32_t to, struct text_range *r)
{
    for (uint32_t t = from; t < to; t++) {
        if (t > from && is_ought(a->text, t, to) && phrase_before(a, t, from, r))
            return true;
        if (!is_wish(a->text, t) || !phrase_at(a, t + 1, to, r))
            continue;
        struct text_range of; /* the regime of Brandt | to leave */
        uint32_t end = r->to < to && text_is(a->text, r->to, "of") && phrase_at(a, r->to + 1, to, &of) ? of.to : r->to;
        if (end < to && text_is(a->text, end, "to"))
            return true;
    }
    return false;
}

/* "were backed | by Norland": not "by Friday". */
static bool doer_of(const struct phrase_reader *a, uint32_t from, uint32_t to, struct text_range *r)
{
    for (uint32_t t = from + 1; t + 1 < to; t++) {
        struct culpa_slice s = text_word(a->text, t - 1);
        bool done = (s.len > 3 && memcmp(s.ptr + s.len - 2, "ed", 2) == 0) || text_is(a->text, t - 1, "out") ||
                    text_is(a->text, t - 1, "shot") || text_is(a->text, t - 1, "hit");
        if (text_is(a->text, t, "by") && done && phrase_at(a, t + 1, to, r))
            return true;
    }
    return false;
}

/* "the guards | have been deliberately attacked": whom it befell has not done it. */
static bool befalls(const struct text *text, uint32_t at, uint32_t to)
{
    bool be = false;
    for (; at < to; at++) {
        struct culpa_slice s = text_word(text, at);
        enum word_class class = word_class(s);
        if (be &&
            text_is_any(text, at,
                        "targeted attacked killed murdered shot hit beaten stabbed hurt injured wounded tortured raped "
                        "robbed poisoned abducted kidnapped bombed shelled burned burnt harassed persecuted subjected"))
            return true;
        if (class != WORD_VERB && class != WORD_ADVERB && !(s.len > 4 && memcmp(s.ptr + s.len - 2, "ly", 2) == 0))
            return false;
        be |= text_is_any(text, at, "is are was were been being");
    }
    return false;
}

/* "said that the guard had fired", "it is clear that the guard had": whoever the content begins with is accused. */
static bool begins_with(const struct phrase_reader *a, uint32_t from, uint32_t to, struct text_range *r)
{
    static const char *const OPENING[] = {"it", "is", "was", "clear", "true", "certain", "that"};
    while (from < to && a->text->tokens[from].quote == QUOTE_OPEN)
        from++;
    for (size_t i = 0; from < to && i < sizeof OPENING / sizeof *OPENING; i++)
        from += text_is(a->text, from, OPENING[i]);
    return from < to && phrase_at(a, from, to, r) && r->from <= from + 1 && !befalls(a->text, r->to, to);
}

/* "will act unless Norland stops": whom a content warns. */
static bool warned_in(const struct phrase_reader *a, uint32_t from, uint32_t to, struct text_range *r)
{
    for (uint32_t t = from; t + 1 < to; t++)
        if ((text_is(a->text, t, "unless") || text_is(a->text, t, "if")) && phrase_at(a, t + 1, to, r))
            return true;
    return false;
}

/* At whom what is said is aimed. *sure: it is said to be done by them. */
static bool aim_of_content(const struct phrase_reader *a, const struct culpa_statement *s, struct text_range *r,
                           bool *sure)
{
    const struct text *text = a->text;
    *sure = false;
    for (size_t i = 0; i < s->content.n; i++) {
        uint32_t from = text_token_at(text, s->content.at[i].start), to = text_token_at(text, s->content.at[i].end);
        if (s->act == CULPA_ACT_DEMAND && asked_of(a, from, to, r))
            return true;
        if (s->act == CULPA_ACT_WARN && warned_in(a, from, to, r))
            return true;
        *sure = s->act == CULPA_ACT_ACCUSE && doer_of(a, from, to, r);
        if (*sure || (s->act == CULPA_ACT_ACCUSE && i == 0 && begins_with(a, from, to, r)))
            return true;
    }
    return false;
}

static struct culpa_span span_of(const struct text *text, struct text_range r)
{
    return (struct culpa_span){text->tokens[r.from].start, text->tokens[r.to - 1].end};
}

/* "told reporters": who hears it is not meant by it. */
static bool is_press(const struct text *text, struct culpa_span target)
{
    uint32_t from = text_token_at(text, target.start), to = text_token_at(text, target.end);
    struct gazetteer_hit hit = gazetteer_find(slice_span(text->bytes, target));
    return (to > from && text_is_any(text, to - 1, "reporters journalists press media")) ||
           (hit.entry && hit.entry->kind == GAZETTEER_MEDIA);
}

static bool tells(const struct text *text, const struct culpa_statement *s)
{
    return s->cue.n && text_has_any(text, (struct culpa_span){s->cue.at[0].start, s->cue.at[s->cue.n - 1].end},
                                    "told tell tells telling");
}

/* "...", warned the analyst */
static bool is_speaker(const struct text *text, const struct culpa_statement *s, struct text_range r)
{
    return s->source.n && text->tokens[r.from].start < s->source.at[0].end &&
           s->source.at[0].start < text->tokens[r.to - 1].end;
}

static bool may_be_aimed(enum culpa_act act)
{
    return act == CULPA_ACT_ACCUSE || act == CULPA_ACT_INSINUATE || act == CULPA_ACT_WARN ||
           act == CULPA_ACT_THREATEN || act == CULPA_ACT_DEMAND || act == CULPA_ACT_CONDEMN || act == CULPA_ACT_PRAISE;
}

enum culpa_status speech_aim_by_words(struct arena *arena, const struct text *text, const struct culpa_name *names,
                                      size_t n_names, struct speech_statements *statements)
{
    const struct phrase_reader a = {text, names, n_names};
    for (size_t i = 0; i < statements->n; i++) {
        struct culpa_statement *s = &statements->at[i];
        struct text_range r = {0, 0};
        bool sure = false;
        if (!may_be_aimed(s->act))
            continue;
        bool told = tells(text, s);
        if (told && s->target.n && is_press(text, s->target.at[0]))
            s->target.n = 0;
        bool found = s->cue.n && aim_of_cue(&a, s, &r, &sure) && !is_speaker(text, s, r) &&
                     !(told && is_press(text, span_of(text, r)));
        if (!found)
            found = aim_of_content(&a, s, &r, &sure) && !is_speaker(text, s, r);
        if (!found || (s->target.n && !sure))
            continue;
        struct culpa_span *at = ARENA_NEW(arena, struct culpa_span);
        if (!at)
            return CULPA_NO_MEMORY;
        *at = span_of(text, r);
        s->target = (struct culpa_spans){at, 1};
    }
    return CULPA_OK;
}
