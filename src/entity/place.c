/* Where mentions stand: clauses, subjects, objects, owners. There is no parser; all is read from the words around. */
#include "entity/mention.h"

enum {
    MOST_ADVERBS = 4,
    MOST_TO_VERB = 14 /* tokens of an apposition between a subject and its verb */
};

bool mention_is_verb(const struct text *text, uint32_t token)
{
    struct culpa_slice s = text_word(text, token);
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
    struct culpa_slice s = text_word(text, token);
    if (mention_is_verb(text, token))
        return true;
    return text->tokens[token].shape == SHAPE_LOWER && s.len > 2 && word_class(s) == WORD_OPEN &&
           memcmp(s.ptr + s.len - 3, "ing", 3) != 0 && memcmp(s.ptr + s.len - 2, "ly", 2) != 0 && !gazetteer_noun(s);
}

/* Does a verb follow, perhaps behind an apposition, a bracket or an adverb? */
static bool verb_follows(const struct scene *scene, uint32_t token, uint32_t limit)
{
    const struct text *text = scene->text;
    for (uint32_t n = 0; n < MOST_ADVERBS && token < limit && is_adverb(text_word(text, token)); n++)
        token++;
    if (token >= limit)
        return false;
    if (is_open_verb(text, token) || word_class(text_word(text, token)) == WORD_RELATIVE)
        return true;
    char close = mention_is(text, token, ',') ? ',' : mention_is(text, token, '(') ? ')' : '\0';
    for (uint32_t t = token + 1; close && t + 1 < limit && t < token + MOST_TO_VERB; t++)
        if (mention_is(text, t, close))
            return mention_is_verb(text, t + 1);
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
    struct culpa_slice s = text_word(scene->text, m->tokens.from);
    if (!slice_eq_nocase(s, SLICE("her")))
        return slice_eq_nocase(s, SLICE("him")) || slice_eq_nocase(s, SLICE("them")) ||
               slice_eq_nocase(s, SLICE("me")) || slice_eq_nocase(s, SLICE("us"));
    uint32_t next = m->tokens.to;
    return next >= limit || scene->text->tokens[next].shape == SHAPE_OTHER ||
           (word_class(text_word(scene->text, next)) != WORD_OPEN &&
            word_class(text_word(scene->text, next)) != WORD_NUMBER);
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
    return m->tokens.from > from + 1 && mention_is_verb(text, m->tokens.from - 1) &&
           (text->tokens[m->tokens.from - 2].quote == QUOTE_CLOSE || mention_is(text, m->tokens.from - 2, ','));
}

void mention_set_place(const struct scene *scene, struct mention *m)
{
    const struct text *text = scene->text;
    struct text_range s = text->sentences[m->sentence];
    uint32_t front = m->tokens.from; /* on | the | Milan exchange */
    if (front > s.from && m->form == FORM_NAME && word_class(text_word(text, front - 1)) == WORD_DEFINITE)
        front--;
    bool behind_preposition = front > s.from && word_class(text_word(text, front - 1)) == WORD_PREPOSITION;
    bool object = m->pronoun && is_object_form(scene, m, s.to);
    if (m->pronoun && is_subject_form(text_word(text, m->tokens.from))) {
        m->place = PLACE_SUBJECT;
    } else if (m->pronoun && m->pronoun->class == WORD_POSSESSIVE && !object) {
        m->place = PLACE_OWNER;
    } else if (!m->pronoun && mention_genitive(text, m->tokens.to)) { /* it's is no genitive */
        m->place = PLACE_OWNER;
    } else if (behind_preposition) {
        bool named =
            front > s.from + 1 && slice_eq_nocase(text_word(text, front - 2), SLICE("according")); /* according to X */
        m->place = named ? PLACE_SUBJECT : PLACE_OBLIQUE;
    } else if (object || (verb_stands_before(scene, m->tokens.from) && !is_inverted(scene, m, s.from))) {
        m->place = PLACE_OBJECT;
    } else {
        bool subject = m->first || verb_follows(scene, m->tokens.to, s.to) || is_inverted(scene, m, s.from);
        m->place = subject ? PLACE_SUBJECT : PLACE_OBJECT;
    }
}

/* A clause begins with its sentence, behind a conjunction, a semicolon, a dash or an opening quotation mark. */
void mention_find_clauses(struct scene *scene)
{
    const struct text *text = scene->text;
    for (uint32_t s = 0; s < text->n_sentences; s++) {
        uint32_t begin = text->sentences[s].from;
        for (uint32_t t = begin; t < text->sentences[s].to; t++) {
            enum word_class class = word_class(text_word(text, t));
            bool cut = text->tokens[t].quote == QUOTE_OPEN || mention_is(text, t, ';') || class == WORD_CONJUNCTION ||
                       class == WORD_RELATIVE || slice_eq(text_word(text, t), SLICE("that"));
            scene->clause[t] = begin;
            if (cut)
                begin = t + 1;
        }
    }
}
