/* Noun phrases in front of and behind a token, and clauses, read from the classes of words alone. */
#include "entity/gazetteer.h"
#include "entity/words.h"
#include "incident/scene.h"

enum { MOST_TOKENS = 12, MOST_SKIPPED = 6, MOST_SHORT = 4 /* bytes of "Sept" */ };

static bool ends_like_verb(const struct incident_scene *scene, uint32_t token)
{
    struct culpa_slice s = incident_word(scene, token);
    return s.len > 4 && scene->name_at[token] == CULPA_NONE &&
           slice_eq_nocase(slice_of(s.ptr + s.len - 2, 2), SLICE("ed")) && !gazetteer_noun(s);
}

/* May the token stand inside of a noun phrase? */
static bool is_inside(const struct incident_scene *scene, uint32_t token)
{
    const struct text_token *t = &scene->text->tokens[token];
    const struct incident_mark *mark = &scene->marks[token];
    if (scene->name_at[token] != CULPA_NONE)
        return true;
    if (scene->time_at[token] != CULPA_NONE || (mark->trigger && mark->trigger->form != INCIDENT_NOUN))
        return false;
    if (t->shape == SHAPE_OTHER)
        return incident_is_any(scene, token, " - ' \" ’ . & ") && t->quote != QUOTE_CLOSE &&
               !incident_is(scene, token, ".");
    switch (word_class(incident_word(scene, token))) {
    case WORD_OPEN:
    case WORD_NUMBER:
    case WORD_DEFINITE:
    case WORD_INDEFINITE:
    case WORD_POSSESSIVE:
        return true;
    default:
        return false;
    }
}

static bool opens(const struct incident_scene *scene, uint32_t token)
{
    enum word_class class = word_class(incident_word(scene, token));
    return class == WORD_DEFINITE || class == WORD_INDEFINITE || class == WORD_POSSESSIVE;
}

struct text_range incident_phrase_before(const struct incident_scene *scene, uint32_t token)
{
    uint32_t from = scene->text->sentences[scene->sentence[token]].from, to = token;
    /* auxiliaries, adverbs and relatives: "the men who have also been" */
    for (unsigned n = 0; to > from && n < MOST_SKIPPED; n++, to--) {
        enum word_class class = word_class(incident_word(scene, to - 1));
        bool skip = class == WORD_VERB || class == WORD_ADVERB || class == WORD_RELATIVE ||
                    incident_is_any(scene, to - 1, " that , has had have later fatally ");
        if (!skip || scene->name_at[to - 1] != CULPA_NONE)
            break;
    }
    if (to >= from + 3 && incident_is(scene, to - 1, "s") && incident_is_any(scene, to - 2, " ' \xe2\x80\x99 ") &&
        word_class(incident_word(scene, to - 3)) == WORD_PRONOUN)
        to -= 2; /* he's been charged */
    uint32_t start = to;
    while (start > from && to - start < MOST_TOKENS && is_inside(scene, start - 1) &&
           !ends_like_verb(scene, start - 1)) {
        start--;
        if (opens(scene, start))
            break;
    }
    while (start < to && incident_is(scene, start, "that")) /* said that | Brandt was held */
        start++;
    return (struct text_range){start, to};
}

struct text_range incident_phrase_behind(const struct incident_scene *scene, uint32_t token)
{
    uint32_t end = scene->text->sentences[scene->sentence[token]].to, to = token;
    while (to < end && to - token < MOST_TOKENS && is_inside(scene, to) && !(to > token && opens(scene, to)) &&
           !(to > token && ends_like_verb(scene, to)))
        to++;
    while (to > token && scene->text->tokens[to - 1].shape == SHAPE_OTHER)
        to--;
    return (struct text_range){token, to};
}

struct text_range incident_bare(const struct incident_scene *scene, struct text_range phrase)
{
    while (phrase.from < phrase.to &&
           (opens(scene, phrase.from) || scene->text->tokens[phrase.from].shape == SHAPE_OTHER))
        phrase.from++;
    return phrase;
}

/* Do the tokens around a mark belong together? "8:30 a.m.", "1,200 people", "Jan. 14, 2019", "a U.S. base". */
static bool joins(const struct incident_scene *scene, uint32_t mark, struct text_range sentence)
{
    const struct text_token *t = &scene->text->tokens[mark];
    if (mark == sentence.from || mark + 1 >= sentence.to)
        return false;
    bool in_time = scene->time_at[mark] != CULPA_NONE && scene->time_at[mark + 1] == scene->time_at[mark];
    bool in_name = scene->name_at[mark] != CULPA_NONE && scene->name_at[mark + 1] == scene->name_at[mark];
    bool shortened = incident_is(scene, mark, ".") && t[-1].end - t[-1].start <= MOST_SHORT;
    if (in_time || in_name || shortened)
        return true;
    return t[-1].end == t->start && t->end == t[1].start && t[1].shape == SHAPE_DIGITS;
}

/* Is the token a comma, dash, bracket or quotation mark at which a clause ends? A full stop ends one where the sentence
 * does. */
static bool ends_clause(const struct incident_scene *scene, uint32_t token, struct text_range sentence)
{
    static const char ENDS[] = " , ; : ( ) \" – — “ ” . ";
    return incident_is_any(scene, token, ENDS) && !joins(scene, token, sentence);
}

struct culpa_span incident_clause(const struct incident_scene *scene, struct text_range words)
{
    struct text_range s = scene->text->sentences[scene->sentence[words.from]], clause = words;
    while (clause.from > s.from && !ends_clause(scene, clause.from - 1, s))
        clause.from--;
    while (clause.to < s.to && !ends_clause(scene, clause.to, s))
        clause.to++;
    return incident_span(scene, clause);
}
