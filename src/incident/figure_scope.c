/* Whether a count tells of people of one incident: not of a war or of years, not asked, not a condition, no age or
 * date, nobody who was counted before. See figure_words.h. */
#include "incident/figure_words.h"
#include "incident/incident.h"

enum { BACK = 20 };

static bool has_words(const struct figure_sentence *s, uint32_t from, uint32_t to, const char *first,
                      const char *second)
{
    for (uint32_t at = from; at + 1 < to; at++)
        if (figure_is(s, at, first) && figure_is(s, at + 1, second))
            return true;
    return false;
}

/* "in the past seven years", "since their insurgency began", "the war has claimed" */
static bool is_of_a_war(const struct figure_sentence *s, uint32_t at)
{
    static const char WARS[] = "insurgency war conflict uprising rebellion insurrection fighting violence";
    if (figure_is(s, at, "past last") && at + 2 < s->to)
        return figure_is(s, at + 1, "years decades months") || figure_is(s, at + 2, "years decades months");
    if (figure_is(s, at, "since") && figure_is(s, at + 1, "the their its his her this that"))
        return figure_is(s, at + 2, WARS) || figure_is(s, at + 2, "invasion start beginning outbreak independence") ||
               (at + 3 < s->to && figure_is(s, at + 3, WARS));
    return figure_is(s, at, WARS) && figure_is(s, at + 1, "has have had") &&
           figure_is(s, at + 2, "claimed killed left cost taken displaced wounded injured");
}

bool figure_is_total(const struct figure_sentence *s, const struct figure_reading *r)
{
    uint32_t from = r->from > s->from + BACK ? r->from - BACK : s->from, to = r->to + 10 < s->to ? r->to + 10 : s->to;
    for (uint32_t at = from; at + 1 < to; at++) {
        if (figure_is(s, at, "since") && s->text->tokens[at + 1].shape == SHAPE_DIGITS &&
            figure_word(s, at + 1).len == 4)
            return true;
        if (is_of_a_war(s, at))
            return true;
        if (figure_is(s, at, "every each per") && figure_is(s, at + 1, "year day month week hour"))
            return true;
        if (figure_is(s, at, "a") && figure_is(s, at + 1, "year day month") &&
            !figure_is(s, at + 2, "ago earlier later after before - of in"))
            return true;
        if ((figure_is(s, at, "far") && figure_is(s, at + 1, "this")) ||
            (figure_is(s, at, "to") && figure_is(s, at + 1, "date")))
            return true;
        if (figure_is(s, at, "end") && figure_is(s, at + 1, "of") && s->text->tokens[at + 2].shape == SHAPE_DIGITS)
            return true;
        if (figure_is(s, at, "between from since") && at + 2 < s->to &&
            ((s->text->tokens[at + 1].shape == SHAPE_DIGITS && figure_word(s, at + 1).len == 4 &&
              figure_is(s, at + 2, "and to")) ||
             (s->text->tokens[at + 2].shape == SHAPE_DIGITS && figure_word(s, at + 2).len == 4)))
            return true;
        if (figure_is(s, at, "annually") || (figure_is(s, at, "on") && figure_is(s, at + 1, "average")))
            return true;
        if (figure_is(s, at, "decades years months") && figure_is(s, at + 1, "of") &&
            figure_is(s, at + 2,
                      "war civil conflict violence fighting unrest insurgency bloodshed armed internal "
                      "terror attacks"))
            return true;
    }
    /* "There are several men who have been killed by the police": of all years */
    if (has_words(s, s->from, r->from + 2, "there", "are") && has_words(s, s->from, r->to, "have", "been"))
        return true;
    return has_words(s, s->from, s->to, "this", "year") &&
           (has_words(s, r->from, to, "have", "been died") || has_words(s, s->from, r->from, "have", "been") ||
            has_words(s, s->from, r->from, "has", "seen had recorded") || has_words(s, r->from, to, "so", "far") ||
            has_words(s, from, to, "already so", "far this"));
}

bool figure_is_unreal(const struct figure_sentence *s, const struct figure_reading *r)
{
    if (figure_is(s, s->to - 1, "?"))
        return true;
    for (uint32_t at = r->from; at > s->from && at + 12 > r->from; at--) {
        if (figure_is(s, at - 1, ", ; : \" “"))
            break;
        if (figure_is(s, at - 1, "if unless whether would could cannot t without"))
            return true;
    }
    return false;
}

/* A number between commas or brackets behind a name is an age: "Lena Orr, 24, was killed". Others are dates, sizes. */
bool figure_counts_nobody(const struct figure_sentence *s, const struct figure_group *g)
{
    bool year = g->number.digits && g->number.low >= 1900 && g->number.low < 2100 && g->number.low == g->number.high &&
                g->number.to == g->number.from + 1;
    if (year && !g->person)
        return true;
    if (figure_is(s, g->from - 1, "of") && figure_is(s, g->from - 2, "age ages"))
        return true;
    uint32_t dash = g->number.to; /* lost the match 3-0 */
    if (g->number.digits && figure_is(s, dash, "-") && figure_touches(s, dash) && figure_touches(s, dash + 1) &&
        dash + 1 < s->to && s->text->tokens[dash + 1].shape == SHAPE_DIGITS)
        return true;
    if (g->kind == GROUP_NUMBER && figure_is(s, g->from - 1, ",") && figure_is(s, g->to - 1, "old"))
        return true; /* three men, two eighteen years old, were hurt */
    if (!g->bare || g->kind != GROUP_NUMBER)
        return false;
    if (figure_is(s, g->from - 1, ",") && figure_is(s, g->to, "and")) {
        /* two boys, 16 and 17 years old; two men, 24 and 31, were shot */
        struct figure_number second;
        if (figure_read_number(s, g->to + 1, &second) && figure_is(s, second.to, ", years year months"))
            return true;
    }
    if (figure_is(s, g->from - 1, "(") || (figure_is(s, g->from - 1, ",") && figure_is(s, g->to, ", ) ;")))
        return true;
    if (figure_is(s, g->from - 1, "at") && figure_is(s, g->from - 2, "stood stands standing"))
        return false; /* the toll stood at 19 */
    if (figure_is(s, g->from - 1, "in on at since until during by aged age than per"))
        return true;
    if (figure_is(s, g->number.from, "one") && figure_is(s, g->from - 1, "no the this that any every each which only"))
        return true;
    return g->number.digits && !s->capitals && g->from > s->from && s->text->tokens[g->from - 1].upper_first &&
           g->from - 1 > s->from && !figure_is(s, g->from - 1, "with");
}

/* Whether the text tells of a death, of whomsoever. */
static bool tells_death(const struct text *text)
{
    static const unsigned KINDS = 1u << FIGURE_VERB | 1u << FIGURE_FINITE | 1u << FIGURE_STATE | 1u << FIGURE_OF |
                                  1u << FIGURE_COUNTED | 1u << FIGURE_TOLL;
    struct figure_sentence all = {.text = text, .to = text->n_tokens};
    for (uint32_t at = 0; at < all.to; at++) {
        const struct figure_phrase *p = figure_phrase_at(&all, at, KINDS, &(uint32_t){0});
        if ((p && p->what == CULPA_FIGURE_KILLED) ||
            figure_is(&all, at, "death fatal deadly fatality slaying killing dying dies"))
            return true;
    }
    return false;
}

/* "A boy was hit by a stray bullet. The boy was taken to hospital": one who is spoken of as known counts only where
 * nobody else does, once; as injured only in a report without deaths, for "the victim" may be the one who died. */
void figure_drop_unsure(struct incident_figures *figures, const struct text *text)
{
    bool counted[CULPA_FIGURE_RESCUED + 1] = {false};
    for (size_t i = 0; i < figures->n; i++)
        counted[figures->at[i].figure.what] |= !figures->at[i].unsure;
    counted[CULPA_FIGURE_INJURED] |= counted[CULPA_FIGURE_KILLED] || tells_death(text);
    size_t kept = 0;
    for (size_t i = 0; i < figures->n; i++) {
        bool *seen = &counted[figures->at[i].figure.what];
        if (figures->at[i].unsure && *seen)
            continue;
        *seen |= figures->at[i].unsure;
        figures->at[kept++] = figures->at[i];
    }
    figures->n = kept;
}
