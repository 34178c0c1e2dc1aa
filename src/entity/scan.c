/* Finds the mentions of a text and reads their shape: names with the nouns in front of them, noun phrases around a
 * known noun, pronouns. */
#include "entity/mention.h"

enum {
    MOST_BEFORE_NOUN = 5, /* words between an article and its noun */
    MOST_PHRASE = 24,     /* tokens */
    MOST_COMPOUND = 3     /* words of a noun in the table */
};

struct culpa_slice mention_words(const struct text *text, struct text_range range)
{
    if (range.from >= range.to)
        return slice_of(NULL, 0);
    return slice_span(text->bytes, (struct culpa_span){text->tokens[range.from].start, text->tokens[range.to - 1].end});
}

bool mention_is(const struct text *text, uint32_t token, char c)
{
    struct culpa_slice s = text_word(text, token);
    return s.len == 1 && s.ptr[0] == c;
}

static bool is_apostrophe(const struct text *text, uint32_t token)
{
    return mention_is(text, token, '\'') || slice_eq(text_word(text, token), SLICE("\xE2\x80\x99"));
}

static bool touches(const struct text *text, uint32_t token)
{
    return token > 0 && text->tokens[token].start == text->tokens[token - 1].end;
}

uint32_t mention_word_end(const struct text *text, uint32_t token, uint32_t limit)
{
    uint32_t at = token + 1;
    while (at + 1 < limit && touches(text, at) && touches(text, at + 1) && text->tokens[at + 1].shape != SHAPE_OTHER &&
           (mention_is(text, at, '-') || (mention_is(text, at, '.') && text->tokens[at - 1].shape == SHAPE_INITIAL)))
        at += 2;
    if (at < limit && mention_is(text, at, '.') && touches(text, at) && text->tokens[at - 1].shape == SHAPE_INITIAL)
        at++;
    return at;
}

uint32_t mention_genitive(const struct text *text, uint32_t token)
{
    if (token + 1 >= text->n_tokens || !touches(text, token) || !is_apostrophe(text, token))
        return 0;
    if (touches(text, token + 1))
        return slice_eq_nocase(text_word(text, token + 1), SLICE("s")) ? 2 : 0;
    struct culpa_slice before = text_word(text, token - 1); /* the protesters' demands */
    return before.ptr[before.len - 1] == 's' && text->tokens[token].quote != QUOTE_CLOSE ? 1 : 0;
}

/* "4,000": behind the number that begins at a token of digits. */
static uint32_t number_end(const struct text *text, uint32_t token, uint32_t limit)
{
    const struct text_token *t = text->tokens;
    uint32_t to = token + 1;
    while (to + 1 < limit && mention_is(text, to, ',') && t[to].start == t[to - 1].end &&
           t[to + 1].start == t[to].end && t[to + 1].shape == SHAPE_DIGITS && t[to + 1].end - t[to + 1].start == 3)
        to += 2;
    return to;
}

/* What has been read of a phrase so far. */
struct phrase {
    uint32_t from, to, limit;
    struct text_range head, role;
    const struct gazetteer_noun *noun, *title;
    uint32_t of; /* name in front of the head, CULPA_NONE */
    uint32_t count;
    bool definite, indefinite;
};

const struct gazetteer_noun *mention_noun_at(const struct scene *scene, uint32_t token, uint32_t limit, uint32_t *end)
{
    const struct text *text = scene->text;
    const struct gazetteer_noun *best = NULL;
    uint32_t to = token;
    for (int words = 0; words < MOST_COMPOUND && to < limit; words++) {
        if (text->tokens[to].shape == SHAPE_OTHER || (words && scene->name_at[to] != CULPA_NONE))
            break;
        to = mention_word_end(text, to, limit);
        const struct gazetteer_noun *noun = gazetteer_noun(mention_words(text, (struct text_range){token, to}));
        if (noun) {
            best = noun;
            *end = to;
        }
        if (words == 0 && !noun && word_class(text_word(text, token)) != WORD_OPEN)
            break;
    }
    return best;
}

static struct mention blank(const struct scene *scene, uint32_t sentence, struct text_range tokens)
{
    uint8_t quote = scene->text->tokens[tokens.from].quote;
    return (struct mention){.tokens = tokens,
                            .head = tokens,
                            .sentence = sentence,
                            .speech = CULPA_NONE,
                            .same = CULPA_NONE,
                            .of = CULPA_NONE,
                            .cluster = CULPA_NONE,
                            .name_kind = CULPA_NAME_OTHER,
                            .quoted = quote == QUOTE_INSIDE};
}

static bool push(struct scene *scene, struct mention m)
{
    m.first = true;
    for (size_t i = scene->mentions.n; i-- && scene->mentions.at[i].tokens.from >= scene->clause[m.tokens.from];)
        if (scene->mentions.at[i].tokens.to <= m.tokens.from) {
            m.first = false;
            break;
        }
    mention_set_place(scene, &m);
    return VEC_PUSH(scene->arena, &scene->mentions, m);
}

static enum gazetteer_gender gender_of_person(const struct text *text, struct text_range head)
{
    for (uint32_t t = head.from; t + 1 < head.to || t == head.from; t++) {
        uint32_t end = mention_word_end(text, t, head.to);
        enum gazetteer_gender g = gazetteer_given_name(mention_words(text, (struct text_range){t, end}));
        if (g != GENDER_UNKNOWN && (head.to > end || t == head.from))
            return g;
        t = end - 1;
    }
    return GENDER_UNKNOWN;
}

/* A name with what stands in front of it. modifier: it is in front of somebody else's noun. */
static enum culpa_status add_name(struct scene *scene, uint32_t sentence, uint32_t name, const struct phrase *p,
                                  bool modifier)
{
    const struct text *text = scene->text;
    struct text_range head = scene->names[name];
    struct mention m = blank(scene, sentence, head);
    m.form = FORM_NAME;
    m.name_kind = scene->kinds[name];
    m.known = gazetteer_find(mention_words(text, head));
    if (m.name_kind == CULPA_NAME_PERSON) {
        m.number = NUMBER_ONE;
        m.given = gender_of_person(text, head);
        m.known.entry = NULL;
    } else if (m.known.entry && m.known.how == GAZETTEER_PEOPLE) {
        m.number = NUMBER_MANY;
    }
    if (p) {
        m.tokens.from = p->from;
        m.role = p->role;
        m.noun = p->noun;
        m.of = p->of == CULPA_NONE ? CULPA_NONE : (uint32_t)scene->mentions.n - 1;
        if (p->title && p->title->gender)
            m.gender = (enum gazetteer_gender)p->title->gender;
        if (p->noun && p->noun->gender)
            m.gender = (enum gazetteer_gender)p->noun->gender;
    }
    if (!push(scene, m))
        return CULPA_NO_MEMORY;
    if (modifier && scene->mentions.at[scene->mentions.n - 1].place != PLACE_OWNER)
        scene->mentions.at[scene->mentions.n - 1].place = PLACE_MODIFIER;
    return CULPA_OK;
}

static enum culpa_status add_description(struct scene *scene, uint32_t sentence, const struct phrase *p)
{
    struct mention m = blank(scene, sentence, (struct text_range){p->from, p->to});
    m.head = p->head;
    m.noun = p->noun;
    m.of = p->of == CULPA_NONE ? CULPA_NONE : (uint32_t)scene->mentions.n - 1;
    m.count = p->count;
    m.gender = (enum gazetteer_gender)p->noun->gender;
    bool many = p->noun->plural || p->noun->class == CLASS_PEOPLE || p->count > 1;
    m.number = many ? NUMBER_MANY : NUMBER_ONE;
    /* "police", "authorities" need no article to be the ones that were spoken of before; "men" do. */
    bool persons = p->noun->plural || p->noun->class == CLASS_PEOPLE;
    m.form = p->indefinite || (!p->definite && (persons || p->count)) ? FORM_INDEFINITE : FORM_DEFINITE;
    return push(scene, m) ? CULPA_OK : CULPA_NO_MEMORY;
}

static bool is_bare(const struct phrase *p)
{
    return !p->definite && !p->indefinite && !p->count && p->of == CULPA_NONE;
}

/* "targets | President Putin", "seeing | women": no adjectives. */
static bool may_be_verb(const struct text *text, uint32_t token)
{
    struct culpa_slice s = text_word(text, token);
    return text->tokens[token].shape == SHAPE_LOWER && s.len > 3 &&
           (s.ptr[s.len - 1] == 's' || memcmp(s.ptr + s.len - 3, "ing", 3) == 0);
}

static bool is_compound(const struct text *text, uint32_t behind, uint32_t limit)
{
    return behind + 1 < limit && mention_is(text, behind, '-') && touches(text, behind) && touches(text, behind + 1);
}

/* "the Obama | administration" */
static bool leads_body(const struct scene *scene, uint32_t token, uint32_t limit)
{
    uint32_t end;
    const struct gazetteer_noun *noun = token < limit ? mention_noun_at(scene, token, limit, &end) : NULL;
    return noun && (noun->class == CLASS_BODY || noun->class == CLASS_ORGANISATION) && !noun->title;
}

/* Reads words from p->to on until something ends the phrase; returns the name that it runs into ("minister Smith") or
 * CULPA_NONE. */
static uint32_t read_phrase(const struct scene *scene, struct phrase *p)
{
    const struct text *text = scene->text;
    int before = 0;
    while (p->to < p->limit) {
        uint32_t name = scene->name_at[p->to], end;
        if (name != CULPA_NONE) {
            enum culpa_name_kind kind = scene->kinds[name];
            uint32_t behind = scene->names[name].to, genitive = mention_genitive(text, behind);
            if (is_compound(text, behind, p->limit) && !p->noun) { /* the New York-based | watchdog */
                p->to = mention_word_end(text, behind - 1, p->limit);
                continue;
            }
            bool carries = (kind == CULPA_NAME_PERSON && !leads_body(scene, behind, p->limit)) ||
                           (p->noun && kind == CULPA_NAME_ORGANISATION) ||
                           (p->noun && kind == CULPA_NAME_PLACE &&
                            mention_may_be_state(text, p->head, p->noun)); /* our neighbour | Norland */
            if ((carries && !genitive) || p->noun)
                return carries ? name : CULPA_NONE;
            if (before && is_bare(p)) /* attack | Russian officials */
                return CULPA_NONE;
            p->of = name;
            p->definite |= genitive > 0;
            p->to = behind + genitive;
            continue;
        }
        if (text->tokens[p->to].shape == SHAPE_DIGITS &&
            is_compound(text, p->to + 1, p->limit)) { /* a 34-year-old | man */
            p->to = mention_word_end(text, p->to, p->limit);
            continue;
        }
        enum word_class class = word_class(text_word(text, p->to));
        if (class == WORD_DEFINITE || class == WORD_INDEFINITE || class == WORD_NUMBER || class == WORD_POSSESSIVE ||
            text->tokens[p->to].shape == SHAPE_DIGITS) {
            if (p->noun || before || (p->of != CULPA_NONE && class != WORD_NUMBER))
                return CULPA_NONE;
            p->definite |= class == WORD_DEFINITE || class == WORD_POSSESSIVE;
            p->indefinite |= class == WORD_INDEFINITE;
            uint32_t behind = text->tokens[p->to].shape == SHAPE_DIGITS ? number_end(text, p->to, p->limit) : p->to + 1;
            if (class == WORD_NUMBER || text->tokens[p->to].shape == SHAPE_DIGITS)
                p->count = word_count(mention_words(text, (struct text_range){p->to, behind}));
            p->to = behind;
            continue;
        }
        if (class != WORD_OPEN || text->tokens[p->to].shape == SHAPE_OTHER)
            return CULPA_NONE;
        const struct gazetteer_noun *noun = mention_noun_at(scene, p->to, p->limit, &end);
        if (noun && noun->title) {
            p->title = noun;
            p->to = end < p->limit && mention_is(text, end, '.') ? end + 1 : end;
        } else if (noun && noun->class != CLASS_WORDS) {
            p->role = p->noun ? (struct text_range){p->role.from, end} : (struct text_range){p->to, end};
            p->head = (struct text_range){p->to, end};
            p->noun = noun;
            p->to = end;
        } else if (p->noun || noun || ++before > MOST_BEFORE_NOUN || (is_bare(p) && may_be_verb(text, p->to))) {
            return CULPA_NONE;
        } else {
            p->to = mention_word_end(text, p->to, p->limit);
        }
    }
    return CULPA_NONE;
}

/* A role goes back to the beginning of its phrase, less the article: "Russian state Duma deputy". */
static void widen_role(const struct scene *scene, struct phrase *p)
{
    uint32_t from = p->from;
    while (from < p->role.from) {
        enum word_class class = word_class(text_word(scene->text, from));
        if (class != WORD_DEFINITE && class != WORD_INDEFINITE)
            break;
        from++;
    }
    p->role.from = from;
}

/* "said that U.S. officials": no article. */
static void drop_that(const struct text *text, struct phrase *p)
{
    if (!slice_eq_nocase(text_word(text, p->from), SLICE("that")) ||
        (p->noun && !p->noun->plural && p->noun->class != CLASS_PEOPLE && p->of == CULPA_NONE))
        return;
    p->definite = false;
    if (p->from + 1 < p->to)
        p->from++;
}

/* The phrase that begins at a token. *next is where scanning goes on. */
static enum culpa_status scan_phrase(struct scene *scene, uint32_t sentence, uint32_t token, uint32_t *next)
{
    const struct text *text = scene->text;
    struct phrase p = {.from = token, .to = token, .limit = text->sentences[sentence].to, .of = CULPA_NONE};
    if (p.limit > token + MOST_PHRASE)
        p.limit = token + MOST_PHRASE;
    uint32_t own = scene->name_at[token], name = CULPA_NONE;
    enum culpa_status status = CULPA_OK;
    name = read_phrase(scene, &p);
    drop_that(text, &p);
    bool bare = !p.definite && !p.indefinite && !p.count && p.of == CULPA_NONE;
    bool person = p.noun && p.noun->class == CLASS_PERSON && !p.noun->plural;
    if (name == CULPA_NONE && (!p.noun || (bare && person))) {
        if (own == CULPA_NONE) {
            *next = p.noun ? p.to : mention_word_end(text, token, p.limit);
            return CULPA_OK;
        }
        *next = scene->names[own].to;
        return is_compound(text, *next, p.limit) ? CULPA_OK : add_name(scene, sentence, own, NULL, false);
    }
    if (name != CULPA_NONE && !p.noun && !p.title && name != own) {
        /* words in front of a person that are no role: leave them */
        *next = mention_word_end(text, token, p.limit);
        if (own != CULPA_NONE) {
            *next = scene->names[own].to;
            return add_name(scene, sentence, own, NULL, false);
        }
        return CULPA_OK;
    }
    if (p.of != CULPA_NONE)
        status = add_name(scene, sentence, p.of, NULL, true);
    if (status)
        return status;
    if (name != CULPA_NONE) {
        if (p.noun)
            widen_role(scene, &p);
        *next = scene->names[name].to;
        return add_name(scene, sentence, name, name == own && !p.noun ? NULL : &p, false);
    }
    *next = p.to;
    return add_description(scene, sentence, &p);
}

static enum culpa_status add_pronoun(struct scene *scene, uint32_t sentence, uint32_t token, const struct word *w)
{
    struct mention m = blank(scene, sentence, (struct text_range){token, token + 1});
    m.form = FORM_PRONOUN;
    m.pronoun = w;
    m.gender = (enum gazetteer_gender)w->gender;
    m.number = (enum word_number)w->number;
    return push(scene, m) ? CULPA_OK : CULPA_NO_MEMORY;
}

/* "Ruiz said | that | the movement had nothing to do with it" */
static bool joins_clause(const struct text *text, uint32_t token, uint32_t limit)
{
    if (token + 1 >= limit || !slice_eq_nocase(text_word(text, token), SLICE("that")))
        return false;
    enum word_class next = word_class(text_word(text, token + 1));
    return next == WORD_DEFINITE || next == WORD_INDEFINITE || next == WORD_POSSESSIVE || next == WORD_NUMBER;
}

static enum culpa_status scan_sentence(struct scene *scene, uint32_t sentence)
{
    const struct text *text = scene->text;
    struct text_range s = text->sentences[sentence];
    enum culpa_status status = CULPA_OK;
    for (uint32_t t = s.from; t < s.to && !status;) {
        const struct word *w = scene->name_at[t] == CULPA_NONE ? word_find(text_word(text, t)) : NULL;
        bool pronoun = w && (w->class == WORD_PRONOUN || w->class == WORD_POSSESSIVE) &&
                       text->tokens[t].shape != SHAPE_UPPER; /* US, IT */
        uint32_t next = t + 1, genitive = mention_genitive(text, t);
        if (genitive) {
            t += genitive;
            continue;
        }
        if (pronoun)
            status = add_pronoun(scene, sentence, t, w);
        bool phrase = w ? w->class == WORD_DEFINITE || w->class == WORD_INDEFINITE || w->class == WORD_NUMBER ||
                              (pronoun && w->class == WORD_POSSESSIVE)
                        : text->tokens[t].shape != SHAPE_OTHER;
        if (phrase && !joins_clause(text, t, s.to) && !status)
            status = scan_phrase(scene, sentence, t, &next);
        t = next;
    }
    return status;
}

/* --- the whole text --- */

/* "IS, Isis-K" are two, and "Trent Franks of Arizona" is only as long as his name. */
static bool ends_name(const struct scene *scene, uint32_t name, uint32_t token)
{
    return mention_is(scene->text, token, ',') || (scene->input->names[name].kind == CULPA_NAME_PERSON &&
                                                   slice_eq(text_word(scene->text, token), SLICE("of")));
}

static void place_names(struct scene *scene)
{
    const struct entity_input *in = scene->input;
    for (uint32_t t = 0; t < scene->text->n_tokens; t++)
        scene->name_at[t] = CULPA_NONE;
    for (uint32_t i = 0; i < in->n_names; i++) {
        uint32_t from = text_token_at(scene->text, in->names[i].span.start);
        uint32_t to = from;
        while (to < scene->text->n_tokens && scene->text->tokens[to].end <= in->names[i].span.end &&
               !(to > from && ends_name(scene, i, to)))
            to++;
        scene->names[i] = (struct text_range){from, to};
        if (to > from && scene->name_at[from] == CULPA_NONE)
            scene->name_at[from] = i;
    }
}

enum culpa_status mention_scan(struct scene *scene)
{
    uint32_t paragraph = 0;
    place_names(scene);
    mention_find_clauses(scene);
    enum culpa_status status = mention_settle_kinds(scene);
    for (uint32_t s = 0; s < scene->text->n_sentences && !status; s++) {
        size_t first = scene->mentions.n;
        status = scan_sentence(scene, s);
        while (paragraph + 1 < scene->text->n_paragraphs &&
               scene->text->sentences[s].from >= scene->text->paragraphs[paragraph].to)
            paragraph++;
        for (size_t i = first; i < scene->mentions.n; i++)
            scene->mentions.at[i].paragraph = paragraph;
    }
    if (!status)
        mention_find_appositions(scene);
    return status;
}
