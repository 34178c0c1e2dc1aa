/* What is said of a group of people: by the words in front of it ("killing 12") or behind it ("12 people were killed").
 * See figure_words.h. */
#include "entity/words.h"
#include "incident/figure_words.h"

enum { FAR_TOKENS = 26, INSERTION_TOKENS = 18, WHERE_TOKENS = 10, LATER_TOKENS = 20, CLAUSE_FROM = 8, SAYING = 5 };

static const unsigned STRONG = 1u << FIGURE_VERB, WEAK = 1u << FIGURE_WEAK, STATE = 1u << FIGURE_STATE,
                      FINITE = 1u << FIGURE_FINITE;

static const char *const BE = "was were is are be been being got get";
static const char *const HAVE = "has have had having";
static const char *const MODAL = "may might could would should will can must shall";
/* May stand between "be" and what is said: "are feared to have been killed". */
static const char *const FEARED = "believed thought feared confirmed reported presumed known said found pronounced "
                                  "declared listed still also among to now left then";

static bool add_reading(struct figure_reading *r, int what)
{
    for (unsigned i = 0; i < r->n; i++)
        if (r->what[i] == what)
            return true;
    if (r->n < FIGURE_READINGS)
        r->what[r->n++] = what;
    return true;
}

static uint32_t skip_adverbs(const struct figure_sentence *s, uint32_t at)
{
    while (at < s->to && figure_is_adverb(s, at) && !figure_is(s, at, "fatally critically seriously not never"))
        at++;
    return at;
}

/* Whether what follows a verb is its object: "two men killed a guard", not "two men killed in a crash". */
static bool has_object(const struct figure_sentence *s, uint32_t at)
{
    if (figure_is_punctuation(s, at))
        return figure_is(s, at, "\" “ $");
    if (figure_is_adverb(s, at))
        return false;
    switch (word_class(figure_word(s, at))) {
    case WORD_PREPOSITION:
    case WORD_CONJUNCTION:
    case WORD_RELATIVE:
    case WORD_VERB:
        return false;
    case WORD_INDEFINITE:
    case WORD_NUMBER:
    case WORD_DEFINITE:
        return !figure_is(s, at + 1, "day days week weeks month morning night evening year years afternoon weekend");
    default:
        return !figure_is(s, at, "last early late when where who fatally critically seriously alive next two-way with");
    }
}

/* Who was hurt and then died is one of the dead alone: "shot a man, who later died", "was taken to a hospital in Ashby,
 * where he was pronounced dead". at: behind what was said. Returns the token behind the death, 0 where none is told. */
static uint32_t dies_behind(const struct figure_sentence *s, uint32_t at)
{
    uint32_t clause = at, end;
    while (clause < s->to && clause < at + WHERE_TOKENS && !figure_is(s, clause, "where who . ; : and but while"))
        clause++;
    /* "was shot, possibly by his brother, and died": nobody else stands between */
    for (uint32_t t = at; t + 1 < s->to && t < at + LATER_TOKENS && !figure_is(s, t, "; : . who which while but");
         t++) {
        struct figure_group other;
        if (figure_is(s, t, "and")) {
            const struct figure_phrase *died = figure_phrase_at(s, skip_adverbs(s, t + 1), FINITE, &end);
            if (died && died->what == CULPA_FIGURE_KILLED)
                return end;
            break;
        }
        if (figure_read_group(s, t, &other) && other.person && other.kind != GROUP_THE && !figure_is(s, t - 1, "by"))
            break;
    }
    bool place = figure_is(s, clause, "where") && figure_is(s, clause + 1, "he she they both");
    if (!place && !(figure_is(s, clause, "who") && clause <= at + 1))
        return 0;
    uint32_t verb = skip_adverbs(s, clause + (place ? 2 : 1));
    bool be = figure_is(s, verb, BE);
    if (be)
        verb = skip_adverbs(s, verb + 1);
    const struct figure_phrase *p = figure_phrase_at(s, verb, be ? STRONG | STATE : FINITE, &end);
    return p && p->what == CULPA_FIGURE_KILLED ? end : 0;
}

/* "A boy shot in Ashby on Friday has died", "a man who was stabbed last month died": where the words that hurt only
 * describe, the verb of the sentence follows. Returns the token behind it, 0 where it tells of no death. */
static uint32_t dies_later(const struct figure_sentence *s, uint32_t at)
{
    struct figure_group other;
    for (uint32_t t = at; t < s->to && t < at + LATER_TOKENS; t++) {
        uint32_t end;
        const struct figure_phrase *p = figure_phrase_at(s, t, FINITE, &end);
        if (p && p->what == CULPA_FIGURE_KILLED)
            return end;
        if (figure_is(s, t, ", ; : . who which that where when but and while after before as"))
            return 0;
        if (figure_read_group(s, t, &other) && other.person && other.kind != GROUP_THE) {
            if (!figure_is(s, t - 1, "by"))
                return 0;
            t = other.to - 1; /* a clerk shot by a soldier has died */
        }
    }
    return 0;
}

static bool is_only_hurt(const struct figure_reading *r)
{
    return r->n == 1 && r->what[0] == CULPA_FIGURE_INJURED;
}

static void set_dead(struct figure_reading *r, uint32_t end)
{
    if (end) {
        r->what[0] = CULPA_FIGURE_KILLED;
        r->to = end;
    }
}

static void note_death_behind(const struct figure_sentence *s, struct figure_reading *r)
{
    set_dead(r, is_only_hurt(r) ? dies_behind(s, r->to) : 0);
}

static void note_later_death(const struct figure_sentence *s, struct figure_reading *r)
{
    set_dead(r, is_only_hurt(r) ? dies_later(s, r->to) : 0);
}

/* --- in front --- */

/* Whether the words in front of a verb take it back, or make it no deed: "would have killed", "were killed". */
static bool is_passive_or_unreal(const struct figure_sentence *s, uint32_t verb, bool active)
{
    uint32_t at = verb;
    bool have = false;
    while (at > s->from) {
        if (figure_is_adverb(s, at - 1) && !figure_is(s, at - 1, "not never")) {
            at--;
        } else if (figure_is(s, at - 1, HAVE)) {
            have = true;
            at--;
        } else {
            break;
        }
    }
    if (at == s->from)
        return false;
    if (figure_is(s, at - 1,
                  "not never t without avoid prevent stop attempted attempting threatened threatening risk "
                  "denied denies denying before plotted planned planning"))
        return true;
    if (figure_is(s, at - 1, MODAL))
        return !(have && figure_is(s, at - 1, "may might"));
    if (active)
        return figure_is(s, at - 1, "to do does did");
    return figure_is(s, at - 1, "was were is are be been being to");
}

/* "the shooting": no verb */
static bool is_noun_behind(const struct figure_sentence *s, uint32_t verb)
{
    if (figure_is_punctuation(s, verb - 1))
        return false;
    enum word_class class = word_class(figure_word(s, verb - 1));
    return class == WORD_DEFINITE || class == WORD_INDEFINITE || figure_is(s, verb - 1, "s fatal deadly no");
}

bool figure_is_in_body(const struct figure_sentence *s, uint32_t at)
{
    static const char BODY[] = "leg legs arm arms head neck chest back stomach abdomen torso shoulder hand foot face "
                               "thigh hip knee side buttocks groin ankle wrist jaw eye lower upper left right";
    return figure_is(s, at, "in") && figure_is(s, at + 1, "the his her") && figure_is(s, at + 2, BODY);
}

/* "hit a man in the leg": a hit on people is one where it tells what part of them it hit. */
static bool is_hit(const struct figure_sentence *s, const struct figure_group *g, uint32_t at)
{
    return g->person && g->kind != GROUP_NOBODY && figure_is(s, at - 1, "hit hits struck") &&
           !figure_is(s, at - 2, "was were been being") && figure_is_in_body(s, g->to);
}

static bool is_said_before(const struct figure_sentence *s, const struct figure_group *g, uint32_t at,
                           struct figure_reading *r)
{
    uint32_t start;
    if (is_hit(s, g, at)) {
        add_reading(r, CULPA_FIGURE_INJURED);
        r->from = at - 1;
        r->to = g->to;
        return true;
    }
    unsigned kinds = STRONG | WEAK | 1u << FIGURE_ACTIVE | 1u << FIGURE_ACTING | 1u << FIGURE_OF;
    const struct figure_phrase *p = figure_phrase_before(s, at, kinds, &start);
    if (!p)
        return false;
    bool acting = p->kind == FIGURE_ACTIVE || p->kind == FIGURE_ACTING;
    if (p->kind == FIGURE_ACTING && is_noun_behind(s, start))
        return false;
    if ((p->kind == FIGURE_WEAK || p->kind == FIGURE_ACTING || p->kind == FIGURE_OF ||
         p->what == CULPA_FIGURE_DISPLACED || p->what == CULPA_FIGURE_PRESENT || p->what == CULPA_FIGURE_CHARGED) &&
        !g->person && !(p->kind == FIGURE_OF && g->bare))
        return false;
    if (p->kind == FIGURE_OF ? is_passive_or_unreal(s, start, true) : is_passive_or_unreal(s, start, acting))
        return false;
    if (figure_is(s, at - 1, "claimed claiming claims") && !figure_is(s, g->to - 1, "lives"))
        return false; /* the storm claimed 19 lives; but: the front claimed two attackers */
    if (figure_is(s, start, "sending") && !figure_is(s, g->to, "to"))
        return false;
    uint32_t end;
    if (figure_is(s, start, "sends sent") && !figure_phrase_at(s, g->to, STATE, &end))
        return false; /* sent two people to hospital; not: sent two people home */
    const struct figure_phrase *dead = figure_phrase_at(s, g->to, STATE, &end); /* shot two people dead */
    bool body = p->kind == FIGURE_OF && figure_is(s, start, "loss") && !figure_is(s, g->to - 1, "lives life people");
    if (body)
        return false;
    if ((p->what == CULPA_FIGURE_PRESENT || p->what == CULPA_FIGURE_ATTACKERS || p->what == CULPA_FIGURE_DISPLACED) &&
        g->number.low < 2)
        return false;
    add_reading(r, dead && dead->what == CULPA_FIGURE_KILLED ? CULPA_FIGURE_KILLED : p->what);
    if (dead && dead->what == CULPA_FIGURE_PRESENT && g->number.low > 1)
        add_reading(r, CULPA_FIGURE_PRESENT);
    r->from = start;
    r->to = dead ? end : g->to;
    note_death_behind(s, r);
    return true;
}

bool figure_read_before(const struct figure_sentence *s, const struct figure_group *g, struct figure_reading *r)
{
    *r = (struct figure_reading){.n = 0};
    if (is_said_before(s, g, g->from, r))
        return true;
    /* killed Hariri and 21 others; killed herself and two children */
    if (!figure_is(s, g->from - 1, "and") || !g->person)
        return false;
    for (uint32_t at = g->from - 1; at > s->from + 1 && at + 8 > g->from; at--) {
        if (figure_is_punctuation(s, at - 1) && !figure_is(s, at - 1, "’ '"))
            return false;
        uint32_t start;
        if (word_class(figure_word(s, at - 1)) == WORD_VERB &&
            !figure_phrase_before(s, at, STRONG | 1u << FIGURE_ACTIVE | 1u << FIGURE_ACTING, &start))
            return false;
        if (at < g->from - 1 && is_said_before(s, g, at, r))
            return true;
    }
    return false;
}

/* --- behind --- */

/* One or several verbs in a row: "killed", "were arrested and charged". at: the first of them. be: an auxiliary stands
 * in front. */
static bool read_said(const struct figure_sentence *s, const struct figure_group *g, uint32_t at, bool be,
                      struct figure_reading *r)
{
    bool open = g->number.high == CULPA_NONE;
    unsigned kinds = STRONG | STATE | FINITE | (g->person || be || open ? WEAK : 0);
    bool found = false, joined = false;
    while (at < s->to) {
        uint32_t end;
        const struct figure_phrase *p = figure_phrase_at(s, at, kinds, &end);
        if (!p)
            break;
        bool participle = p->kind == FIGURE_VERB || p->kind == FIGURE_WEAK;
        if (participle && !be && has_object(s, end))
            break;
        bool picky = p->what == CULPA_FIGURE_PRESENT || p->what == CULPA_FIGURE_ATTACKERS ||
                     p->what == CULPA_FIGURE_DISPLACED || p->what == CULPA_FIGURE_ABDUCTED;
        if (picky && (!(g->person || open) || g->kind != GROUP_NUMBER || (participle && !be && g->number.low == 1)))
            break;
        if (p->what == CULPA_FIGURE_DISPLACED && p->kind == FIGURE_FINITE && g->number.low < 24)
            break; /* the two suspects fled */
        if (p->what == CULPA_FIGURE_ATTACKERS && (be || g->number.low < 2))
            break;
        if (joined && p->what == CULPA_FIGURE_KILLED && r->n == 1 && r->what[0] == CULPA_FIGURE_INJURED)
            r->n = 0; /* a man was shot and died: he is one of the dead */
        add_reading(r, p->what);
        r->to = end;
        found = true;
        at = skip_adverbs(s, end);
        joined = figure_is(s, at, "and but") && g->number.low == g->number.high;
        if (!figure_is(s, at, "and or but"))
            break;
        at = skip_adverbs(s, at + 1);
        at += figure_is(s, at, "then were was");
    }
    if (found)
        note_death_behind(s, r);
    if (found && !be)
        note_later_death(s, r);
    return found;
}

/* Behind an auxiliary: "may have been killed", "are feared dead". *unreal: it is not told as a fact. */
static bool read_verbs(const struct figure_sentence *s, const struct figure_group *g, uint32_t at, bool *unreal,
                       struct figure_reading *r)
{
    bool modal = false, perfect = false, be = false, present = false, negated = false;
    struct culpa_span hedge = {0};
    for (; at < s->to; at++) {
        struct culpa_span here = {s->text->tokens[at].start, s->text->tokens[at].end};
        if (figure_is(s, at, MODAL)) {
            modal = true;
            hedge = here;
        } else if (figure_is(s, at, HAVE)) {
            perfect = true;
        } else if (figure_is(s, at, BE)) {
            present = !be && figure_is(s, at, "is are");
            be = true;
        } else if (figure_is(s, at, "not never t n neither")) {
            negated = true;
        } else if (figure_is(s, at, "' ’") && figure_is(s, at + 1, "t")) {
            continue;
        } else if (!(figure_is_adverb(s, at) && !figure_is(s, at, "fatally critically seriously")) &&
                   !(be && figure_is(s, at, FEARED) &&
                     !figure_phrase_at(s, at, FINITE | STATE | WEAK, &(uint32_t){0}))) {
            break;
        }
    }
    /* "A man is detained by police": a caption, or what is so in general */
    uint32_t end;
    present = present && !perfect && !g->others && figure_phrase_at(s, at, STRONG | WEAK, &end) &&
              !figure_phrase_at(s, at, STATE, &end);
    *unreal = negated || present || (modal && !perfect);
    if (!(be || perfect || modal) || !read_said(s, g, at, be, r))
        return false;
    r->hedge = hedge;
    return true;
}

/* The token behind an insertion that begins here: ", a father of two," ; 0 where none does. */
static uint32_t skip_insertion(const struct figure_sentence *s, uint32_t at)
{
    const char *closer = figure_is(s, at, ",")       ? ","
                         : figure_is(s, at, "(")     ? ")"
                         : figure_is(s, at, "– — -") ? "– — -"
                                                     : NULL;
    if (!closer || figure_is(s, at + 1, "who which and but whom"))
        return 0;
    for (uint32_t k = at + 1; k < s->to && k < at + INSERTION_TOKENS; k++)
        if (figure_is(s, k, closer) && !(figure_touches(s, k) && figure_touches(s, k + 1)))
            return k + 1;
    return 0;
}

static bool ends_clause(const struct figure_sentence *s, uint32_t at)
{
    if (figure_is(s, at,
                  "; : . ? ! but when while where after before because since until if although though as so said "
                  "says say told reported reports according he she they it we i you which"))
        return true;
    struct figure_group other;
    if (figure_is(s, at - 1, "of") && figure_is(s, at - 2, "report reports call calls"))
        return true; /* an officer responded to a report of a boy shot */
    bool part = at > s->from && !figure_is_punctuation(s, at - 1) &&
                word_class(figure_word(s, at - 1)) == WORD_PREPOSITION && !figure_is(s, at - 1, "with including");
    return !part && figure_read_group(s, at, &other) && (other.person || other.bare) && other.kind != GROUP_THE;
}

static bool agrees(const struct figure_sentence *s, const struct figure_group *g, uint32_t at)
{
    bool many = g->number.high != 1 || g->number.low != 1;
    if (g->kind == GROUP_NOBODY || g->joined)
        return true;
    return many ? !figure_is(s, at, "was is has") : !figure_is(s, at, "were are have");
}

/* "the mother of the two-year-old | shot in Lund": the participle is that of somebody nearer. */
static bool is_of_nearer(const struct figure_sentence *s, const struct figure_group *g, uint32_t at)
{
    struct figure_group other;
    for (uint32_t t = g->to + 1; t < at; t++)
        if (figure_read_group(s, t, &other) && other.person && other.to == at)
            return true;
    return false;
}

/* Goes on behind the group to the verb that it is the subject of. */
static bool read_far(const struct figure_sentence *s, const struct figure_group *g, struct figure_reading *r)
{
    bool relative = false;
    for (uint32_t at = g->to; at < s->to && at < g->to + FAR_TOKENS;) {
        bool unreal = false;
        uint32_t past = skip_insertion(s, at);
        if (past) {
            if (figure_is(s, at + 1, "according") && figure_is(s, past, "who that"))
                return false; /* a boy, according to the minister, who added that others died */
            at = past;
            continue;
        }
        bool names = !s->capitals && at > s->from && at + 1 < s->to && s->text->tokens[at - 1].upper_first &&
                     s->text->tokens[at + 1].upper_first;
        if (figure_is(s, at, "and") && at > g->to && !names) {
            /* robbed a shop and were arrested: only a verb goes on with the same subject */
            if (!figure_is(s, at + 1, BE) && !figure_phrase_at(s, at + 1, FINITE, &(uint32_t){0}))
                return false;
            at++;
            continue;
        }
        if (figure_is(s, at, "that") && at > g->to)
            return false; /* a woman came in screaming that her son had been hurt */
        if (figure_is(s, at, "who that")) {
            relative = true;
            at++;
            continue;
        }
        if (figure_is(s, at - 1, "to") && figure_is(s, at, "be have")) {
            at++; /* believed to be behind the attack */
            continue;
        }
        if (figure_is(s, at, BE) || figure_is(s, at, HAVE) || figure_is(s, at, MODAL) ||
            figure_is(s, at, "remain remains remained")) {
            if (!agrees(s, g, at))
                return false;
            uint32_t from = at + (figure_is(s, at, "remain remains remained") != 0);
            if (from == at ? read_verbs(s, g, at, &unreal, r) : read_said(s, g, skip_adverbs(s, from), true, r)) {
                if (relative)
                    note_later_death(s, r);
                return unreal ? (r->n = 0, false) : true;
            }
            if (!relative)
                return false;
            at++;
            continue;
        }
        if (ends_clause(s, at))
            return false;
        if (!relative && word_class(figure_word(s, at)) == WORD_VERB && !figure_is(s, at + 1, "to") &&
            !figure_phrase_at(s, at, FINITE | STRONG | WEAK, &(uint32_t){0}))
            return false;
        uint32_t end;
        const struct figure_phrase *p = figure_phrase_at(s, at, FINITE | STRONG | (g->person ? WEAK : 0), &end);
        if (p)
            return (p->kind == FIGURE_FINITE || (!has_object(s, end) && !is_of_nearer(s, g, at))) &&
                   read_said(s, g, at, false, r);
        at++;
    }
    return false;
}

/* "A boy was riding in a car when he was shot", "A teen is recovering after being shot": what a clause behind tells of
 * the one whom the sentence is about. */
static bool read_clause(const struct figure_sentence *s, const struct figure_group *g, struct figure_reading *r)
{
    bool plain = g->person && (g->kind == GROUP_ONE || g->kind == GROUP_NUMBER) && g->from <= s->from + CLAUSE_FROM;
    for (uint32_t at = g->to; plain && at < s->to && at < g->to + FAR_TOKENS; at++) {
        struct figure_group other;
        if (figure_is(s, at, "; : ? \" “") || (figure_read_group(s, at, &other) && other.person &&
                                               other.kind != GROUP_THE && !figure_is(s, at - 1, "by with")))
            return false;
        if (!figure_is(s, at, "when after because"))
            continue;
        uint32_t verb = at + 1;
        while (verb < s->to && verb < at + SAYING && !figure_is(s, verb, "he she they being"))
            verb++;
        verb += !figure_is(s, verb, "being"); /* the pronoun */
        if (!figure_is(s, verb, g->number.low > 1 ? "were being" : "was being"))
            return false;
        if (!read_said(s, g, skip_adverbs(s, verb + 1), true, r))
            return false;
        r->from = g->from;
        return true;
    }
    return false;
}

bool figure_read_after(const struct figure_sentence *s, const struct figure_group *g, bool far,
                       struct figure_reading *r)
{
    *r = (struct figure_reading){.from = g->from};
    /* a man and a woman, both with gunshot wounds */
    uint32_t to = g->to + 2 * (figure_is(s, g->to, ",") && figure_is(s, g->to + 1, "both all each"));
    if (read_said(s, g, skip_adverbs(s, to), false, r))
        return true;
    if (!far)
        return false;
    if (read_far(s, g, r))
        return true;
    *r = (struct figure_reading){.from = g->from};
    return read_clause(s, g, r);
}
