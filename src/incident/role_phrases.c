/* Noun phrases of the whole text and their parts. There is no parser: word lists tell verbs from nouns, the order of
 * words does the rest. */
#include <stdlib.h>

#include "entity/words.h"
#include "incident/roles.h"

/* MOST_PHRASES: reports of news have a tenth of it; what stands behind them is not read for roles. */
enum { MOST_TOKENS = 14, WORD_BYTES = 24, MOST_PHRASES = 20000 };

static bool small_word(struct culpa_slice s, char out[WORD_BYTES])
{
    if (!s.len || s.len >= WORD_BYTES)
        return false;
    for (size_t i = 0; i < s.len; i++)
        out[i] = (char)(s.ptr[i] >= 'A' && s.ptr[i] <= 'Z' ? s.ptr[i] + 32 : s.ptr[i]);
    out[s.len] = '\0';
    return true;
}

static int by_word(const void *key, const void *row)
{
    return strcmp(key, ((const struct role_word *)row)->word);
}

static int find(const struct role_word *table, size_t n, const char *word, int otherwise)
{
    const struct role_word *row = bsearch(word, table, n, sizeof *table, by_word);
    return row ? row->value : otherwise;
}

enum role_noun_kind role_noun_kind(struct culpa_slice word)
{
    char key[WORD_BYTES];
    if (!small_word(word, key))
        return ROLE_NOUN_NONE;
    return (enum role_noun_kind)find(role_nouns, role_nouns_n, key, ROLE_NOUN_NONE);
}

static bool ends_in(const char *word, const char *end)
{
    size_t n = strlen(word), m = strlen(end);
    return n > m + 2 && strcmp(word + n - m, end) == 0;
}

/* The tag of a word of the open classes, by the tables, else by its ending. */
static enum role_token open_tag(const char *word)
{
    if (find(role_nouns, role_nouns_n, word, ROLE_NOUN_NONE) != ROLE_NOUN_NONE)
        return TOKEN_NOUN;
    switch (find(role_tags, role_tags_n, word, -1)) {
    case ROLE_TAG_VERB:
        return TOKEN_VERB;
    case ROLE_TAG_ADJECTIVE:
        return TOKEN_ADJECTIVE;
    case ROLE_TAG_ADVERB:
        return TOKEN_ADVERB;
    default:
        return ends_in(word, "ed") || ends_in(word, "ing") ? TOKEN_VERB
               : ends_in(word, "ly")                       ? TOKEN_ADVERB
                                                           : TOKEN_NOUN;
    }
}

static const char AUXILIARIES[] =
    " is are was were be been being am has have had having will would shall should may might can could must do does "
    "did ";
static const char ALWAYS_ADJECTIVES[] = " armed hooded masked uniformed unidentified unknown alleged suspected ";

/* "a 16-year-old girl" */
static bool is_age(const struct incident_scene *scene, uint32_t t)
{
    uint32_t end = scene->text->sentences[scene->sentence[t]].to;
    for (uint32_t k = t; k < end && k < t + 5; k++)
        if (incident_is(scene, k, "old"))
            return k > t && incident_is(scene, k - 1, "-");
    return false;
}

static enum role_token first_guess(const struct incident_scene *scene, uint32_t t)
{
    const struct text_token *token = &scene->text->tokens[t];
    struct culpa_slice s = incident_word(scene, t);
    char word[WORD_BYTES];
    if (scene->time_at[t] != CULPA_NONE && !is_age(scene, t))
        return TOKEN_PUNCTUATION;
    if (token->shape == SHAPE_OTHER) {
        bool inside = incident_is_any(scene, t, " - ' ’ & . \" ");
        return inside ? TOKEN_JOINER : TOKEN_PUNCTUATION;
    }
    if (scene->name_at[t] != CULPA_NONE)
        return TOKEN_NOUN;
    if (incident_is_any(scene, t, AUXILIARIES))
        return TOKEN_AUXILIARY;
    switch (word_class(s)) {
    case WORD_DEFINITE:
        return incident_is(scene, t, "that") ? TOKEN_RELATIVE : TOKEN_DETERMINER;
    case WORD_INDEFINITE:
    case WORD_POSSESSIVE:
        return TOKEN_DETERMINER;
    case WORD_NUMBER:
        return TOKEN_NUMBER;
    case WORD_PREPOSITION:
        return TOKEN_PREPOSITION;
    case WORD_CONJUNCTION:
        return TOKEN_CONJUNCTION;
    case WORD_RELATIVE:
        return TOKEN_RELATIVE;
    case WORD_VERB:
        return TOKEN_VERB;
    case WORD_ADVERB:
        return TOKEN_ADVERB;
    case WORD_PRONOUN:
        return TOKEN_PRONOUN;
    default:
        break;
    }
    if (token->shape == SHAPE_DIGITS)
        return TOKEN_NUMBER;
    return small_word(s, word) ? open_tag(word) : TOKEN_NOUN;
}

static bool is_nominal(enum role_token t)
{
    return t == TOKEN_NOUN || t == TOKEN_ADJECTIVE || t == TOKEN_NUMBER || t == TOKEN_DETERMINER;
}

/* "unidentified men", "the wounded soldiers", but "guerrillas wounded soldiers": what ends like a verb is an adjective
 * where no noun can be its subject and a noun follows. */
static void settle(const struct incident_scene *scene, struct text_range s, enum role_token *token)
{
    for (uint32_t t = s.from; t < s.to; t++) {
        if (token[t] != TOKEN_VERB)
            continue;
        enum role_token before = t > s.from ? token[t - 1] : TOKEN_PUNCTUATION;
        enum role_token next = t + 1 < s.to ? token[t + 1] : TOKEN_PUNCTUATION;
        struct culpa_slice w = incident_word(scene, t);
        bool participle = w.len > 4 && (slice_eq_nocase(slice_of(w.ptr + w.len - 2, 2), SLICE("ed")) ||
                                        slice_eq_nocase(slice_of(w.ptr + w.len - 3, 3), SLICE("ing")));
        bool noun_next = next == TOKEN_NOUN || next == TOKEN_ADJECTIVE || next == TOKEN_NUMBER;
        if (noun_next && incident_is_any(scene, t, ALWAYS_ADJECTIVES)) {
            token[t] = TOKEN_ADJECTIVE;
            continue;
        }
        if (before == TOKEN_DETERMINER || before == TOKEN_ADJECTIVE || before == TOKEN_NUMBER) {
            if (participle && noun_next)
                token[t] = TOKEN_ADJECTIVE;
            else if (before == TOKEN_DETERMINER)
                token[t] = TOKEN_NOUN; /* "the dead", "a kidnapping" */
        } else if (participle && noun_next && next != TOKEN_NUMBER && before == TOKEN_PREPOSITION &&
                   slice_eq_nocase(slice_of(w.ptr + w.len - 2, 2), SLICE("ed"))) {
            token[t] = TOKEN_ADJECTIVE;
        }
    }
    /* an adjective that nothing nominal follows stands for a noun */
    for (uint32_t t = s.to; t-- > s.from;)
        if (token[t] == TOKEN_ADJECTIVE &&
            !(t + 1 < s.to && (is_nominal(token[t + 1]) || token[t + 1] == TOKEN_JOINER)) && t > s.from &&
            token[t - 1] == TOKEN_DETERMINER)
            token[t] = TOKEN_NOUN;
}

bool role_touches(const struct incident_scene *scene, uint32_t t)
{
    return t > 0 && scene->text->tokens[t - 1].end == scene->text->tokens[t].start;
}

/* May the token go on with a phrase that holds the one before? */
static bool goes_on(const struct incident_scene *scene, const enum role_token *token, uint32_t t, uint32_t end)
{
    switch (token[t]) {
    case TOKEN_NOUN:
    case TOKEN_ADJECTIVE:
    case TOKEN_NUMBER:
        return true;
    case TOKEN_JOINER:
        if (incident_is(scene, t, "."))
            return t + 1 < end && scene->name_at[t] != CULPA_NONE && scene->name_at[t + 1] == scene->name_at[t];
        if (incident_is(scene, t, "\""))
            return scene->text->tokens[t].quote != QUOTE_CLOSE ? t + 1 < end && is_nominal(token[t + 1])
                                                               : t + 1 < end && token[t + 1] == TOKEN_NOUN;
        return t + 1 < end && role_touches(scene, t) &&
               (is_nominal(token[t + 1]) || incident_is(scene, t + 1, "s") || role_touches(scene, t + 1));
    case TOKEN_VERB: /* "right - wing - sponsored" */
        return role_touches(scene, t) && token[t - 1] == TOKEN_JOINER;
    default:
        return false;
    }
}

static bool is_genitive(const struct incident_scene *scene, uint32_t t, uint32_t end)
{
    return incident_is_any(scene, t, " ' ’ ") && t + 1 < end && incident_is(scene, t + 1, "s") &&
           role_touches(scene, t + 1);
}

uint64_t role_hash(const char *s, size_t n)
{
    uint64_t h = 0xcbf29ce484222325u; /* 64-bit FNV-1a */
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)s[i]) * 0x100000001b3u;
    return h;
}

static bool push(struct incident_scene *scene, struct role_phrases *p, struct role_phrase phrase)
{
    char word[WORD_BYTES];
    if (phrase.tokens.from >= phrase.tokens.to)
        return true;
    struct culpa_slice head = incident_word(scene, phrase.head);
    phrase.key = small_word(head, word) ? role_hash(word, head.len) : role_hash(head.ptr, head.len);
    phrase.actor = scene->actor_at[phrase.head];
    return VEC_PUSH(scene->scratch, &p->list, phrase);
}

/* The tokens around one that are in the same name. */
static struct text_range name_around(const struct incident_scene *scene, struct text_range r, uint32_t t)
{
    struct text_range found = {t, t + 1};
    while (found.from > r.from && scene->name_at[found.from - 1] == scene->name_at[t])
        found.from--;
    while (found.to < r.to && scene->name_at[found.to] == scene->name_at[t])
        found.to++;
    return found;
}

static struct text_range trim(const struct role_phrases *p, struct text_range r)
{
    while (r.from < r.to && (p->token[r.from] == TOKEN_JOINER || p->token[r.from] == TOKEN_DETERMINER))
        r.from++;
    while (r.to > r.from && p->token[r.to - 1] == TOKEN_JOINER)
        r.to--;
    return r;
}

static bool is_person(const struct incident_scene *scene, uint32_t t)
{
    return scene->name_at[t] != CULPA_NONE && scene->report->names[scene->name_at[t]].kind == CULPA_NAME_PERSON;
}

static bool add_phrase(struct incident_scene *scene, struct role_phrases *p, uint32_t lead, struct text_range r,
                       enum role_variant variant)
{
    r = trim(p, r);
    if (r.from >= r.to)
        return true;
    uint32_t end = r.to;
    if (is_person(scene, r.to - 1)) /* "Colonel Ada Brandt" */
        r = name_around(scene, r, r.to - 1);
    return push(scene, p,
                (struct role_phrase){.tokens = r,
                                     .lead = lead,
                                     .head = r.to - 1,
                                     .sentence = scene->sentence[lead],
                                     .end = end,
                                     .variant = variant,
                                     .left = {RELATION_NONE, CULPA_NONE, CULPA_NONE, false},
                                     .right = {RELATION_NONE, CULPA_NONE, CULPA_NONE, false}});
}

/* Reads the phrase that begins at a token; *to: the token behind it. */
static bool read_phrase(struct incident_scene *scene, struct role_phrases *p, uint32_t from, uint32_t end, uint32_t *to)
{
    uint32_t t = from;
    while (t < end && t - from < MOST_TOKENS && (t == from || goes_on(scene, p->token, t, end))) {
        if (is_genitive(scene, t, end) && t > from) {
            if (!add_phrase(scene, p, from, (struct text_range){from, t}, VARIANT_OWNER))
                return false;
            t++;
        }
        t++;
    }
    *to = t > from ? t : from + 1;
    return add_phrase(scene, p, from, (struct text_range){from, t}, VARIANT_WHOLE);
}

static bool push_part(struct incident_scene *scene, struct role_phrases *p, struct role_phrase whole,
                      struct text_range part, enum role_variant variant)
{
    part = trim(p, part);
    whole.tokens = part;
    whole.head = part.to - 1;
    whole.variant = variant;
    return push(scene, p, whole);
}

static bool is_counting(const struct incident_scene *scene, const struct role_phrases *p, uint32_t t)
{
    return p->token[t] == TOKEN_NUMBER || incident_is_any(scene, t, " - first second third fourth other more least ");
}

/* The parts of one phrase. */
static bool add_parts(struct incident_scene *scene, struct role_phrases *p, struct role_phrase whole)
{
    struct text_range r = whole.tokens;
    uint32_t from = r.from;
    bool ok = true;
    while (from < r.to && is_counting(scene, p, from))
        from++;
    if (from > r.from && from < r.to)
        ok = push_part(scene, p, whole, (struct text_range){from, r.to}, VARIANT_UNCOUNTED);
    enum role_noun_kind kind = role_noun_kind(incident_word(scene, whole.head));
    bool bare = kind == ROLE_NOUN_WEAPON || kind == ROLE_NOUN_BUILDING || kind == ROLE_NOUN_VEHICLE ||
                kind == ROLE_NOUN_PERPETRATOR;
    if (ok && bare && from + 1 < r.to && scene->name_at[whole.head] == CULPA_NONE)
        ok = push_part(scene, p, whole, (struct text_range){whole.head, r.to}, VARIANT_BARE);
    for (uint32_t t = r.from; t + 1 < r.to && ok; t++) {
        if (is_genitive(scene, t, r.to))
            ok = push_part(scene, p, whole, (struct text_range){t + 2, r.to}, VARIANT_OWNED);
        if (ok && role_noun_kind(incident_word(scene, t)) == ROLE_NOUN_WEAPON) {
            ok = push_part(scene, p, whole, (struct text_range){t, t + 1}, VARIANT_MEANS);
            if (ok && t > from)
                ok = push_part(scene, p, whole, (struct text_range){from, t + 1}, VARIANT_MEANS);
        }
        if (scene->name_at[t] == CULPA_NONE || (t > r.from && scene->name_at[t] == scene->name_at[t - 1]))
            continue;
        struct text_range name = name_around(scene, r, t);
        bool of_body = scene->report->names[scene->name_at[t]].kind != CULPA_NAME_PLACE;
        if (ok && of_body && (name.from > r.from || name.to < r.to))
            ok = push_part(scene, p, whole, name, VARIANT_NAME);
    }
    return ok;
}

/* "a group of subversives", "the offices of the Lund Post" */
static bool add_of(struct incident_scene *scene, struct role_phrases *p, struct role_phrase a, struct role_phrase b)
{
    enum role_noun_kind kind = role_noun_kind(incident_word(scene, a.head));
    bool of = b.lead == a.tokens.to + 1 && incident_is(scene, a.tokens.to, "of");
    if (!of || a.variant != VARIANT_WHOLE ||
        (kind != ROLE_NOUN_MEMBERS && kind != ROLE_NOUN_PERPETRATOR && kind != ROLE_NOUN_FORCE &&
         kind != ROLE_NOUN_WEAPON && kind != ROLE_NOUN_BUILDING && kind != ROLE_NOUN_VEHICLE &&
         kind != ROLE_NOUN_WORKS))
        return true;
    a.tokens.to = b.tokens.to;
    a.end = b.end;
    a.right = b.right;
    a.variant = VARIANT_OF;
    return push(scene, p, a); /* the head stays: "offices" */
}

static enum culpa_status read_sentence(struct incident_scene *scene, struct role_phrases *p, struct text_range s)
{
    size_t first = p->list.n;
    for (uint32_t t = s.from; t < s.to; t++)
        p->token[t] = first_guess(scene, t);
    settle(scene, s, p->token);
    for (uint32_t t = s.from; t < s.to;) {
        if (!is_nominal(p->token[t])) {
            t++;
            continue;
        }
        if (!read_phrase(scene, p, t, s.to, &t))
            return CULPA_NO_MEMORY;
    }
    size_t n = p->list.n;
    role_link_all(scene, p, first, n);
    for (size_t i = first; i < n; i++) {
        struct role_phrase whole = p->list.at[i];
        if (whole.variant == VARIANT_WHOLE && !add_parts(scene, p, whole))
            return CULPA_NO_MEMORY;
        if (i + 1 < n && !add_of(scene, p, whole, p->list.at[i + 1]))
            return CULPA_NO_MEMORY;
    }
    return CULPA_OK;
}

enum culpa_status role_find_phrases(struct incident_scene *scene, struct role_phrases *p)
{
    *p = (struct role_phrases){.token = ARENA_ARRAY(scene->scratch, enum role_token, scene->text->n_tokens),
                               .event = ARENA_ARRAY(scene->scratch, uint32_t, scene->text->n_tokens),
                               .first_event = ARENA_ARRAY(scene->scratch, uint32_t, scene->text->n_sentences + 1)};
    if (!p->token || !p->event || !p->first_event)
        return CULPA_NO_MEMORY;
    for (uint32_t t = 0; t < scene->text->n_tokens; t++)
        p->event[t] = CULPA_NONE;
    uint32_t sentence = 0;
    for (uint32_t e = 0; e < scene->events.n; e++) {
        while (sentence <= scene->events.at[e].sentence)
            p->first_event[sentence++] = e;
        if (scene->events.at[e].incident != CULPA_NONE)
            p->types |= scene->events.at[e].types;
        for (uint32_t t = scene->events.at[e].token; t < scene->events.at[e].to; t++)
            p->event[t] = e;
    }
    while (sentence <= scene->text->n_sentences)
        p->first_event[sentence++] = (uint32_t)scene->events.n;
    enum culpa_status status = CULPA_OK;
    for (uint32_t s = 0; s < scene->text->n_sentences && !status && p->list.n < MOST_PHRASES; s++)
        status = read_sentence(scene, p, scene->text->sentences[s]);
    return status;
}
