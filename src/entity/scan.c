/* Finds the mentions of a text and reads their shape: names with the nouns in front of them, noun phrases around a
 * known noun, pronouns; then appositions between them. */
#include "entity/mention.h"

enum {
    MOST_BEFORE_NOUN = 5,  /* words between an article and its noun */
    MOST_PHRASE = 24,      /* tokens */
    MOST_COMPOUND = 3,     /* words of a noun in the table */
    MOST_POSTMODIFIER = 9, /* tokens of "of the northern province" between a description and its comma */
    MOST_ADVERBS = 4,
    MOST_TO_VERB = 14 /* tokens of an apposition between a subject and its verb */
};

uint32_t mention_token_at(const struct text *text, uint32_t byte)
{
    uint32_t low = 0, high = text->n_tokens;
    while (low < high) {
        uint32_t mid = (low + high) / 2;
        if (text->tokens[mid].start < byte)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

struct culpa_slice mention_words(const struct text *text, struct text_range range)
{
    if (range.from >= range.to)
        return slice_of(NULL, 0);
    return slice_span(text->bytes, (struct culpa_span){text->tokens[range.from].start, text->tokens[range.to - 1].end});
}

static struct culpa_slice word(const struct text *text, uint32_t token)
{
    return mention_words(text, (struct text_range){token, token + 1});
}

static bool is_char(const struct text *text, uint32_t token, char c)
{
    struct culpa_slice s = word(text, token);
    return s.len == 1 && s.ptr[0] == c;
}

static bool is_apostrophe(const struct text *text, uint32_t token)
{
    return is_char(text, token, '\'') || slice_eq(word(text, token), SLICE("\xE2\x80\x99"));
}

static bool touches(const struct text *text, uint32_t token)
{
    return token > 0 && text->tokens[token].start == text->tokens[token - 1].end;
}

uint32_t mention_word_end(const struct text *text, uint32_t token, uint32_t limit)
{
    uint32_t at = token + 1;
    while (at + 1 < limit && touches(text, at) && touches(text, at + 1) && text->tokens[at + 1].shape != SHAPE_OTHER &&
           (is_char(text, at, '-') || (is_char(text, at, '.') && text->tokens[at - 1].shape == SHAPE_INITIAL)))
        at += 2;
    if (at < limit && is_char(text, at, '.') && touches(text, at) && text->tokens[at - 1].shape == SHAPE_INITIAL)
        at++;
    return at;
}

uint32_t mention_genitive(const struct text *text, uint32_t token)
{
    if (token + 1 >= text->n_tokens || !touches(text, token) || !is_apostrophe(text, token))
        return 0;
    if (touches(text, token + 1))
        return slice_eq_nocase(word(text, token + 1), SLICE("s")) ? 2 : 0;
    struct culpa_slice before = word(text, token - 1); /* the protesters' demands */
    return before.ptr[before.len - 1] == 's' && text->tokens[token].quote != QUOTE_CLOSE ? 1 : 0;
}

/* --- places --- */

static bool is_verb(const struct text *text, uint32_t token)
{
    struct culpa_slice s = word(text, token);
    if (word_class(s) == WORD_VERB)
        return true;
    return text->tokens[token].shape == SHAPE_LOWER && s.len > 4 && memcmp(s.ptr + s.len - 2, "ed", 2) == 0;
}

static bool is_adverb(struct culpa_slice s)
{
    return word_class(s) == WORD_ADVERB || (s.len > 4 && memcmp(s.ptr + s.len - 2, "ly", 2) == 0);
}

/* "Smith kicks", "the man stole": what follows a noun phrase in small letters and is neither noun nor adverb is its
 * verb; but "saw Smith leaving". */
static bool is_open_verb(const struct text *text, uint32_t token)
{
    struct culpa_slice s = word(text, token);
    if (is_verb(text, token))
        return true;
    return text->tokens[token].shape == SHAPE_LOWER && s.len > 2 && word_class(s) == WORD_OPEN &&
           memcmp(s.ptr + s.len - 3, "ing", 3) != 0 && memcmp(s.ptr + s.len - 2, "ly", 2) != 0 && !gazetteer_noun(s);
}

/* Does a verb follow, perhaps behind an apposition, a bracket or an adverb? */
static bool verb_follows(const struct scene *scene, uint32_t token, uint32_t limit)
{
    const struct text *text = scene->text;
    for (uint32_t n = 0; n < MOST_ADVERBS && token < limit && is_adverb(word(text, token)); n++)
        token++;
    if (token >= limit)
        return false;
    if (is_open_verb(text, token) || word_class(word(text, token)) == WORD_RELATIVE)
        return true;
    char close = is_char(text, token, ',') ? ',' : is_char(text, token, '(') ? ')' : '\0';
    for (uint32_t t = token + 1; close && t + 1 < limit && t < token + MOST_TO_VERB; t++)
        if (is_char(text, t, close))
            return is_verb(text, t + 1);
    return false;
}

/* Is a verb right in front, in the same clause? */
static bool verb_stands_before(const struct scene *scene, uint32_t token)
{
    const struct text *text = scene->text;
    return token > scene->clause[token] && scene->name_at[token - 1] == CULPA_NONE && is_open_verb(text, token - 1);
}

/* him, them; her where no noun follows */
static bool is_object_form(const struct scene *scene, const struct mention *m, uint32_t limit)
{
    struct culpa_slice s = word(scene->text, m->tokens.from);
    if (!slice_eq_nocase(s, SLICE("her")))
        return slice_eq_nocase(s, SLICE("him")) || slice_eq_nocase(s, SLICE("them")) ||
               slice_eq_nocase(s, SLICE("me")) || slice_eq_nocase(s, SLICE("us"));
    uint32_t next = m->tokens.to;
    return next >= limit || scene->text->tokens[next].shape == SHAPE_OTHER ||
           (word_class(word(scene->text, next)) != WORD_OPEN && word_class(word(scene->text, next)) != WORD_NUMBER);
}

static bool is_subject_form(struct culpa_slice s)
{
    static const char *const FORMS[] = {"he", "she", "they", "i", "we"};
    for (size_t i = 0; i < sizeof FORMS / sizeof *FORMS; i++)
        if (slice_eq_nocase(s, slice_of(FORMS[i], strlen(FORMS[i]))))
            return true;
    return false;
}

/* "...", said X */
static bool is_inverted(const struct scene *scene, const struct mention *m, uint32_t from)
{
    const struct text *text = scene->text;
    return m->tokens.from > from + 1 && is_verb(text, m->tokens.from - 1) &&
           (text->tokens[m->tokens.from - 2].quote == QUOTE_CLOSE || is_char(text, m->tokens.from - 2, ','));
}

void mention_set_place(const struct scene *scene, struct mention *m)
{
    const struct text *text = scene->text;
    struct text_range s = text->sentences[m->sentence];
    bool behind_preposition = m->tokens.from > s.from && word_class(word(text, m->tokens.from - 1)) == WORD_PREPOSITION;
    bool object = m->pronoun && is_object_form(scene, m, s.to);
    if (m->pronoun && is_subject_form(word(text, m->tokens.from))) {
        m->place = PLACE_SUBJECT;
    } else if (m->pronoun && m->pronoun->class == WORD_POSSESSIVE && !object) {
        m->place = PLACE_OWNER;
    } else if (!m->pronoun && mention_genitive(text, m->tokens.to)) { /* it's is no genitive */
        m->place = PLACE_OWNER;
    } else if (behind_preposition) {
        bool named = m->tokens.from > s.from + 1 &&
                     slice_eq_nocase(word(text, m->tokens.from - 2), SLICE("according")); /* according to X */
        m->place = named ? PLACE_SUBJECT : PLACE_OBLIQUE;
    } else if (object || (verb_stands_before(scene, m->tokens.from) && !is_inverted(scene, m, s.from))) {
        m->place = PLACE_OBJECT;
    } else {
        bool subject = m->first || verb_follows(scene, m->tokens.to, s.to) || is_inverted(scene, m, s.from);
        m->place = subject ? PLACE_SUBJECT : PLACE_OBJECT;
    }
}

/* A clause begins with its sentence, behind a conjunction, a semicolon, a dash or an opening quotation mark. */
static void find_clauses(struct scene *scene)
{
    const struct text *text = scene->text;
    for (uint32_t s = 0; s < text->n_sentences; s++) {
        uint32_t begin = text->sentences[s].from;
        for (uint32_t t = begin; t < text->sentences[s].to; t++) {
            enum word_class class = word_class(word(text, t));
            bool cut = text->tokens[t].quote == QUOTE_OPEN || is_char(text, t, ';') || class == WORD_CONJUNCTION ||
                       class == WORD_RELATIVE || slice_eq(word(text, t), SLICE("that"));
            scene->clause[t] = begin;
            if (cut)
                begin = t + 1;
        }
    }
}

/* --- noun phrases --- */

/* What has been read of a phrase so far. */
struct phrase {
    uint32_t from, to, limit;
    struct text_range head, role;
    const struct gazetteer_noun *noun, *title;
    uint32_t of; /* name in front of the head, CULPA_NONE */
    uint32_t count;
    bool definite, indefinite;
};

/* The longest noun of the table that begins at a token; *end is the token behind it. */
static const struct gazetteer_noun *noun_at(const struct scene *scene, uint32_t token, uint32_t limit, uint32_t *end)
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
        if (words == 0 && !noun && word_class(word(text, token)) != WORD_OPEN)
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
    struct culpa_slice s = word(text, token);
    return text->tokens[token].shape == SHAPE_LOWER && s.len > 3 &&
           (s.ptr[s.len - 1] == 's' || memcmp(s.ptr + s.len - 3, "ing", 3) == 0);
}

static bool is_compound(const struct text *text, uint32_t behind, uint32_t limit)
{
    return behind + 1 < limit && is_char(text, behind, '-') && touches(text, behind) && touches(text, behind + 1);
}

/* "the Obama | administration" */
static bool leads_body(const struct scene *scene, uint32_t token, uint32_t limit)
{
    uint32_t end;
    const struct gazetteer_noun *noun = token < limit ? noun_at(scene, token, limit, &end) : NULL;
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
                           (p->noun && kind == CULPA_NAME_ORGANISATION);
            if ((carries && !genitive) || p->noun)
                return carries ? name : CULPA_NONE;
            if (before && is_bare(p)) /* attack | Russian officials */
                return CULPA_NONE;
            p->of = name;
            p->definite |= genitive > 0;
            p->to = behind + genitive;
            continue;
        }
        enum word_class class = word_class(word(text, p->to));
        if (class == WORD_DEFINITE || class == WORD_INDEFINITE || class == WORD_NUMBER || class == WORD_POSSESSIVE ||
            text->tokens[p->to].shape == SHAPE_DIGITS) {
            if (p->noun || before || (p->of != CULPA_NONE && class != WORD_NUMBER))
                return CULPA_NONE;
            p->definite |= class == WORD_DEFINITE || class == WORD_POSSESSIVE;
            p->indefinite |= class == WORD_INDEFINITE;
            if (class == WORD_NUMBER || text->tokens[p->to].shape == SHAPE_DIGITS)
                p->count = word_count(word(text, p->to));
            p->to++;
            continue;
        }
        if (class != WORD_OPEN || text->tokens[p->to].shape == SHAPE_OTHER)
            return CULPA_NONE;
        const struct gazetteer_noun *noun = noun_at(scene, p->to, p->limit, &end);
        if (noun && noun->title) {
            p->title = noun;
            p->to = end < p->limit && is_char(text, end, '.') ? end + 1 : end;
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
        enum word_class class = word_class(word(scene->text, from));
        if (class != WORD_DEFINITE && class != WORD_INDEFINITE)
            break;
        from++;
    }
    p->role.from = from;
}

/* "said that U.S. officials": no article. */
static void drop_that(const struct text *text, struct phrase *p)
{
    if (!slice_eq_nocase(word(text, p->from), SLICE("that")) ||
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

static enum culpa_status scan_sentence(struct scene *scene, uint32_t sentence)
{
    const struct text *text = scene->text;
    struct text_range s = text->sentences[sentence];
    enum culpa_status status = CULPA_OK;
    for (uint32_t t = s.from; t < s.to && !status;) {
        const struct word *w = scene->name_at[t] == CULPA_NONE ? word_find(word(text, t)) : NULL;
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
        if (phrase && !status)
            status = scan_phrase(scene, sentence, t, &next);
        t = next;
    }
    return status;
}

/* --- appositions --- */

static bool is_body(const struct mention *m)
{
    return m->noun && m->noun->class != CLASS_PERSON && m->noun->class != CLASS_PEOPLE;
}

static bool may_be_same(const struct mention *name, const struct mention *description)
{
    if (name->form != FORM_NAME || description->form == FORM_NAME || description->form == FORM_PRONOUN ||
        description->number == NUMBER_MANY || !description->noun || name->place == PLACE_MODIFIER)
        return false;
    if (name->name_kind == CULPA_NAME_PERSON)
        return description->noun->class == CLASS_PERSON;
    return name->name_kind == CULPA_NAME_ORGANISATION && is_body(description);
}

/* The end of "of the northern province" behind a description, its comma; 0 where there is none. */
static uint32_t comma_behind(const struct scene *scene, const struct mention *m)
{
    const struct text *text = scene->text;
    uint32_t limit = text->sentences[m->sentence].to, t = m->tokens.to;
    if (t < limit && is_char(text, t, ','))
        return t;
    if (t >= limit || word_class(word(text, t)) != WORD_PREPOSITION)
        return 0;
    for (uint32_t n = 0; n < MOST_POSTMODIFIER && t < limit; n++, t++) {
        if (is_char(text, t, ','))
            return t;
        if (word_class(word(text, t)) == WORD_VERB || text->tokens[t].quote == QUOTE_OPEN)
            return 0;
    }
    return 0;
}

static bool closes(const struct scene *scene, uint32_t token, uint32_t limit)
{
    return token >= limit || scene->text->tokens[token].shape == SHAPE_OTHER ||
           word_class(word(scene->text, token)) == WORD_PREPOSITION || is_verb(scene->text, token);
}

/* "Omar Haddad, head of the observatory," where the noun has no article and is no mention. */
static void find_bare_role(struct scene *scene, struct mention *m)
{
    const struct text *text = scene->text;
    uint32_t limit = text->sentences[m->sentence].to, t = m->tokens.to + 1, end;
    if (m->form != FORM_NAME || m->name_kind != CULPA_NAME_PERSON || m->role.to || t >= limit ||
        !is_char(text, t - 1, ','))
        return;
    for (uint32_t at = t; at < limit && at < t + MOST_BEFORE_NOUN; at = mention_word_end(text, at, limit)) {
        if (scene->name_at[at] == CULPA_NONE && text->tokens[at].shape == SHAPE_OTHER)
            return;
        const struct gazetteer_noun *noun = noun_at(scene, at, limit, &end);
        if (noun && noun->class == CLASS_PERSON && !noun->plural && !noun->title) {
            if (closes(scene, end, limit))
                m->role = (struct text_range){t, end};
            return;
        }
        if (word_class(word(text, at)) != WORD_OPEN && word_class(word(text, at)) != WORD_INDEFINITE &&
            word_class(word(text, at)) != WORD_DEFINITE)
            return;
    }
}

static void find_appositions(struct scene *scene)
{
    for (uint32_t i = 0; i < scene->mentions.n; i++) {
        struct mention *a = &scene->mentions.at[i];
        uint32_t limit = scene->text->sentences[a->sentence].to;
        uint32_t comma = a->form == FORM_PRONOUN ? 0 : comma_behind(scene, a);
        for (uint32_t k = i + 1; comma && k < scene->mentions.n; k++) {
            struct mention *b = &scene->mentions.at[k];
            uint32_t from = comma + 1; /* A rebel group, the Norland Front */
            if (from < limit && b->form == FORM_NAME && word_class(word(scene->text, from)) == WORD_DEFINITE)
                from++;
            if (b->tokens.from > comma + 2 || b->sentence != a->sentence)
                break;
            bool beside = a->form == FORM_NAME ? comma == a->tokens.to && may_be_same(a, b) : may_be_same(b, a);
            bool opens = a->first && a->form != FORM_NAME && a->place != PLACE_OBLIQUE && a->place != PLACE_OWNER;
            if ((b->tokens.from != from && b->tokens.from != comma + 1) || !beside ||
                (!opens && !closes(scene, b->tokens.to, limit)))
                continue;
            struct mention *name = a->form == FORM_NAME ? a : b, *other = a->form == FORM_NAME ? b : a;
            other->same = a->form == FORM_NAME ? i : k;
            if (!name->role.to)
                name->role = (struct text_range){other->tokens.from, other->head.to};
            if (name->of == CULPA_NONE)
                name->of = other->of;
            if (!name->gender)
                name->gender = other->gender;
        }
        find_bare_role(scene, a);
    }
}

/* --- the whole text --- */

/* "IS, Isis-K" are two, and "Trent Franks of Arizona" is only as long as his name. */
static bool ends_name(const struct scene *scene, uint32_t name, uint32_t token)
{
    return is_char(scene->text, token, ',') ||
           (scene->input->names[name].kind == CULPA_NAME_PERSON && slice_eq(word(scene->text, token), SLICE("of")));
}

static void place_names(struct scene *scene)
{
    const struct entity_input *in = scene->input;
    for (uint32_t t = 0; t < scene->text->n_tokens; t++)
        scene->name_at[t] = CULPA_NONE;
    for (uint32_t i = 0; i < in->n_names; i++) {
        uint32_t from = mention_token_at(scene->text, in->names[i].span.start);
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
    find_clauses(scene);
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
        find_appositions(scene);
    return status;
}
