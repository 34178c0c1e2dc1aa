/* Groups of people: noun phrases with a number, or of one described person. See figure_words.h. */
#include "entity/gazetteer.h"
#include "entity/words.h"
#include "incident/figure_words.h"

enum { HEADLINE_FROM = 4, MOST_WORDS = 8 }; /* between a number and its noun: "12 other suspected members of" */

static const unsigned SAID = 1u << FIGURE_VERB | 1u << FIGURE_WEAK | 1u << FIGURE_ACTIVE | 1u << FIGURE_ACTING |
                             1u << FIGURE_FINITE | 1u << FIGURE_STATE;
static const unsigned NOUNS = 1u << FIGURE_GENERAL | 1u << FIGURE_PERSON | 1u << FIGURE_PERSONS | 1u << FIGURE_THING;

static bool ends_phrase(const struct figure_sentence *s, uint32_t at)
{
    if (at >= s->to ||
        (figure_is_punctuation(s, at) && !(figure_is(s, at, "- ' ’ \" “ ” .") && !figure_is(s, at, "."))))
        return true;
    if (figure_is(s, at, "more others other additional further"))
        return false;
    if (figure_is(s, at, "remain remains remained"))
        return true;
    switch (word_class(figure_word(s, at))) {
    case WORD_PREPOSITION:
    case WORD_CONJUNCTION:
    case WORD_RELATIVE:
    case WORD_PRONOUN:
    case WORD_POSSESSIVE:
    case WORD_DEFINITE:
    case WORD_INDEFINITE:
    case WORD_VERB:
        return true;
    default:
        return figure_is_adverb(s, at) && !figure_is(s, at, "seriously critically severely badly slightly newly");
    }
}

/* How a word counts as a noun for people: FIGURE_GENERAL ... FIGURE_THING, -1 for none. */
static int noun_at(const struct figure_sentence *s, uint32_t at, uint32_t *end)
{
    const struct figure_phrase *p = figure_phrase_at(s, at, NOUNS, end);
    if (p)
        return p->kind;
    if (figure_is_punctuation(s, at))
        return -1;
    struct culpa_slice word = figure_word(s, at);
    *end = at + 1;
    const struct gazetteer_noun *noun = gazetteer_noun(word);
    if (noun && noun->class == CLASS_PERSON && !noun->title)
        return noun->plural ? FIGURE_PERSONS : FIGURE_PERSON;
    if (noun && noun->class == CLASS_PEOPLE &&
        (noun->plural || word.ptr[word.len - 1] == 's' || word.ptr[word.len - 1] == 'S'))
        return FIGURE_PERSONS;
    struct gazetteer_hit hit = gazetteer_find(word);
    bool named = hit.entry && !s->capitals && s->text->tokens[at].upper_first;
    if (named && (hit.how == GAZETTEER_PEOPLE || (hit.how == GAZETTEER_ADJECTIVE && ends_phrase(s, at + 1))))
        return word.ptr[word.len - 1] == 's' ? FIGURE_PERSONS : FIGURE_PERSON;
    if (named && hit.entry->kind == GAZETTEER_ARMED && ends_phrase(s, at + 1))
        return FIGURE_PERSONS;
    if (word.len > 4 && (slice_eq_nocase(slice_of(word.ptr + word.len - 3, 3), SLICE("men"))))
        return FIGURE_PERSONS;
    return -1;
}

/* "year-old", "years old", "yr old" behind the number of an age. */
static uint32_t skip_age(const struct figure_sentence *s, uint32_t at)
{
    uint32_t to = at;
    if (figure_is(s, to, "-"))
        to++;
    if (!figure_is(s, to, "year years yr month months week weeks day"))
        return at;
    to++;
    if (figure_is(s, to, "-"))
        to++;
    return figure_is(s, to, "old olds") ? to + 1 : at;
}

/* The token behind an age that begins here, in digits or words: "19-year-old", "three-month-old"; `at` where none does.
 */
static uint32_t read_age(const struct figure_sentence *s, uint32_t at)
{
    if (at >= s->to || (s->text->tokens[at].shape != SHAPE_DIGITS && word_class(figure_word(s, at)) != WORD_NUMBER))
        return at;
    uint32_t to = skip_age(s, at + 1);
    return to > at + 1 ? to : at;
}

/* police officers, women customers: of nouns in a row the last one is the head; a thing among them makes it one. */
static int head_at(const struct figure_sentence *s, uint32_t at, uint32_t *end)
{
    uint32_t more_end;
    int noun = noun_at(s, at, end), more = -1;
    while (noun >= 0 && (more = noun_at(s, *end, &more_end)) >= 0 && more != FIGURE_THING &&
           !figure_phrase_at(s, *end, SAID, &(uint32_t){0})) {
        noun = more;
        *end = more_end;
    }
    return noun >= 0 && more == FIGURE_THING ? FIGURE_THING : noun;
}

/* Reads the words from `at` on up to the noun. one: the noun must be a person in the singular. */
static bool read_noun(const struct figure_sentence *s, uint32_t at, bool one, struct figure_group *g)
{
    uint32_t words = at, last = at;
    bool aged = false;
    for (uint32_t k = at; k < at + MOST_WORDS;) {
        uint32_t end = k + 1;
        const struct figure_phrase *said =
            figure_phrase_at(s, k, 1u << FIGURE_VERB | 1u << FIGURE_WEAK | 1u << FIGURE_STATE, &end);
        uint32_t behind;
        int person = said ? noun_at(s, end, &behind) : -1;
        if (person >= 0 && person != FIGURE_THING && !one && g->number.low >= 2) { /* 12 injured people */
            g->state = said->what;
            words = k = end;
            continue;
        }
        if (said || ends_phrase(s, k) || figure_phrase_at(s, k, 1u << FIGURE_FINITE, &end))
            break; /* the other three | received light injuries */
        end = k + 1;
        const struct figure_phrase *counted = figure_phrase_at(s, k, 1u << FIGURE_COUNTED, &end);
        if (counted && !one && k > at) {
            g->counted = counted->what;
            g->to = end;
            g->part_from = words;
            g->part_to = k;
            return true;
        }
        end = k + 1;
        if (read_age(s, k) > k) {
            k = last = read_age(s, k);
            aged = true;
            continue;
        }
        int noun = head_at(s, k, &end);
        if (noun >= 0) {
            if (noun == FIGURE_THING || (one && noun != FIGURE_PERSON && noun != FIGURE_GENERAL))
                return false;
            if (one && figure_is(s, end - 1, "victims lives ones souls people persons others individuals"))
                return false;
            if (figure_is(s, end, "' ’") && figure_is(s, end + 1, "s") && figure_touches(s, end + 1) && k + 2 < s->to) {
                k = last = end + 2; /* three sheriff's deputies */
                continue;
            }
            g->person = true;
            g->to = end;
            bool plain = noun == FIGURE_GENERAL && words + 1 == end;
            g->part_from = plain ? end : words;
            g->part_to = end;
            return true;
        }
        k = last = end;
    }
    if (one && !aged)
        return false;
    g->to = last;
    g->part_from = words < last ? words : last;
    g->part_to = last;
    g->bare = last == at;
    g->person |= aged;
    return true;
}

static uint32_t skip_beside(const struct figure_sentence *s, uint32_t at, struct figure_group *g)
{
    while (figure_is(s, at, "other others more additional further")) {
        g->others = true;
        g->person |= figure_is(s, at, "others");
        at++;
    }
    return at;
}

static bool read_counted(const struct figure_sentence *s, uint32_t at, struct figure_group *g)
{
    uint32_t end;
    const struct figure_phrase *p = figure_phrase_at(s, at, 1u << FIGURE_COUNTED, &end);
    if (!p)
        return false;
    g->counted = p->what;
    g->to = end;
    g->part_from = g->part_to = end;
    g->person =
        p->what == CULPA_FIGURE_ATTACKERS || p->what == CULPA_FIGURE_ABDUCTED || figure_is(s, end - 1, "victims");
    return true;
}

/* "12", "12 of them", "two out of the four suspects", "all 66 people" behind its number. */
static bool read_behind_number(const struct figure_sentence *s, struct figure_group *g)
{
    uint32_t at = skip_beside(s, g->number.to, g);
    if (figure_is(s, at, "out") && figure_is(s, at + 1, "of"))
        at++;
    if (figure_is(s, at, "of")) {
        if (figure_is(s, at + 1, "them whom us these those")) {
            g->of_them = !figure_is(s, at + 2, "killed injured wounded arrested");
            g->to = at + 2;
            g->bare = true;
            return true;
        }
        bool definite = figure_is(s, at + 1, "the its his her their these those our my");
        struct figure_number whole;
        if (!definite && !(g->number.high == CULPA_NONE && g->number.bound_to == g->number.to)) {
            g->bare = true;
            g->to = at;
            return !g->number.of;
        }
        at += 1 + definite;
        if (definite && figure_read_number(s, at, &whole))
            at = whole.to;
        at = skip_beside(s, at, g);
        g->to = at;
    } else if (g->number.of) {
        return false;
    }
    if (read_counted(s, at, g))
        return true;
    g->to = at;
    uint32_t start = g->to;
    if (!read_noun(s, at, false, g))
        return false;
    g->bare = g->bare && !g->others;
    if (g->bare)
        g->to = start;
    return true;
}

static bool read_nobody(const struct figure_sentence *s, uint32_t at, struct figure_group *g)
{
    bool nobody = figure_is(s, at, "nobody"), no = figure_is(s, at, "no");
    g->kind = GROUP_NOBODY;
    g->number = (struct figure_number){.from = at, .to = at + 1};
    g->to = at + 1;
    g->person = true;
    if (figure_is(s, at, "none") && figure_is(s, at + 1, "of")) {
        uint32_t behind = at + 2 + figure_is(s, at + 2, "the those them");
        struct figure_number all;
        if (figure_read_number(s, behind, &all))
            behind = all.to;
        g->to = behind;
        return behind == at + 3 && figure_is(s, at + 2, "them") ? true : read_noun(s, behind, false, g);
    }
    if (nobody)
        return true;
    if (no && figure_is(s, at + 1, "one")) {
        g->to = at + 2;
        return !figure_is(s, at + 2, "else");
    }
    if (!no || figure_is(s, at + 1, "other further more additional immediate"))
        return false;
    if (figure_is(s, at + 1, "reports") && figure_is(s, at + 2, "of"))
        return read_counted(s, at + 3, g);
    return read_counted(s, at + 1, g) || (read_noun(s, at + 1, false, g) && g->person);
}

static bool read_pair(const struct figure_sentence *s, uint32_t at, struct figure_group *g)
{
    uint32_t noun = at + figure_is(s, at, "the a his her their this");
    bool couple = noun > at && figure_is(s, noun, "couple pair") && !figure_is(s, noun + 1, "of dozen");
    if (!couple && !figure_is(s, at, "both"))
        return false;
    if (figure_is(s, noun + 1, "' ’") && figure_is(s, noun + 2, "s"))
        return false; /* the couple's son */
    g->kind = GROUP_PAIR;
    g->number = (struct figure_number){.from = at, .to = noun + 1, .low = 2, .high = 2};
    g->person = true;
    g->to = noun + 1;
    g->part_from = couple ? noun : g->to;
    g->part_to = g->to;
    /* "Both died", not "shot both": who they are was told before */
    return couple || (at == s->from && figure_is(s, at + 1, "were men women victims people died of had have suspects"));
}

static const char *const ORDINALS[] = {"second",  "third",      "fourth",     "fifth",    "sixth",
                                       "seventh", "eighth",     "ninth",      "tenth",    "eleventh",
                                       "twelfth", "thirteenth", "fourteenth", "fifteenth"};

/* 2 for "second", and so on; 0 where a token is no such word. */
static uint32_t ordinal_at(const struct figure_sentence *s, uint32_t at)
{
    for (uint32_t i = 0; i < sizeof ORDINALS / sizeof *ORDINALS; i++)
        if (figure_is(s, at, ORDINALS[i]))
            return i + 2;
    return 0;
}

/* "another injured", "a fourth was wounded", "injuring a fourth": one more, beside those told before. */
static bool read_next_one(const struct figure_sentence *s, uint32_t at, struct figure_group *g)
{
    uint32_t to = at + 1, end;
    if (figure_is(s, at, "a the") && ordinal_at(s, at + 1))
        to = at + 2;
    else if (!figure_is(s, at, "another"))
        return false;
    static const unsigned TELLS = 1u << FIGURE_VERB | 1u << FIGURE_WEAK | 1u << FIGURE_STATE,
                          HURTS = 1u << FIGURE_VERB | 1u << FIGURE_WEAK | 1u << FIGURE_ACTIVE;
    bool ordinal = to == at + 2;
    to += ordinal && figure_is(s, to, "person victim individual man woman");
    uint32_t verb = to + (ordinal && figure_is(s, to, ","));
    bool said = (to == verb && figure_is(s, to, "was is has")) || figure_phrase_at(s, verb, TELLS, &end);
    bool object = (to == s->to || figure_is(s, to, ", . ; and before")) && at > s->from &&
                  figure_phrase_before(s, at, HURTS, &end);
    if (!said && !object)
        return false;
    g->kind = GROUP_ONE;
    g->number = (struct figure_number){.from = at, .to = at + 1, .low = 1, .high = 1};
    g->person = g->others = true;
    g->to = g->part_from = g->part_to = said ? verb : to;
    return true;
}

/* "Man shot in knee", "Boy, 8, wounded", "14-year-old girl hurt": without an article, as headlines have it. */
static bool read_headline(const struct figure_sentence *s, uint32_t at, struct figure_group *g)
{
    uint32_t aged = read_age(s, at), to = aged, end;
    if (at != s->from && !(figure_is(s, at - 1, ":") && at <= s->from + HEADLINE_FROM))
        return false;
    if (noun_at(s, to, &end) == FIGURE_PERSON)
        to = end;
    if (to == at)
        return false;
    uint32_t verb = to;
    if (aged == at && figure_is(s, to, ",") && s->text->tokens[to + 1].shape == SHAPE_DIGITS &&
        figure_is(s, to + 2, ","))
        verb = to + 3;
    if (!figure_phrase_at(s, verb, 1u << FIGURE_VERB | 1u << FIGURE_WEAK, &end))
        return false;
    g->kind = GROUP_ONE;
    g->number = (struct figure_number){.from = at, .to = at + 1, .low = 1, .high = 1};
    g->person = g->headline = true;
    g->part_from = at;
    g->part_to = to;
    g->to = verb;
    return true;
}

uint32_t figure_ordinal(const struct figure_sentence *s, const struct figure_group *g)
{
    return g->kind == GROUP_ONE && figure_is(s, g->from, "a") ? ordinal_at(s, g->from + 1) : 0;
}

bool figure_read_group(const struct figure_sentence *s, uint32_t at, struct figure_group *g)
{
    *g = (struct figure_group){.from = at, .state = -1, .counted = -1};
    if (figure_is(s, at, "no nobody none"))
        return read_nobody(s, at, g);
    if (read_pair(s, at, g))
        return true;
    uint32_t start = at;
    g->kind = GROUP_NUMBER;
    g->person = g->others = false;
    g->whole = figure_is(s, at, "all");
    start += g->whole;
    start += figure_is(s, start, "of") && g->whole;
    bool definite = figure_is(s, start, "the these those his her their its another");
    start += definite;
    start += definite && figure_is(s, start, "other remaining");
    if (figure_read_number(s, start, &g->number)) {
        if (start > at && g->number.of)
            return false;
        return read_behind_number(s, g);
    }
    bool article = figure_is(s, at, "a an another");
    if (read_next_one(s, at, g))
        return true;
    if (!article && !definite)
        return read_headline(s, at, g);
    if (definite && figure_is(s, at + 1, "head") && figure_is(s, at - 1, "in to on"))
        return false; /* shot in the head */
    g->kind = article ? GROUP_ONE : GROUP_THE;
    g->number = (struct figure_number){.from = at, .to = at + 1, .low = 1, .high = 1};
    g->others = figure_is(s, at, "another");
    g->to = start + (article && !definite);
    return read_noun(s, g->to, true, g);
}
