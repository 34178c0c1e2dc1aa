/* Whether a count tells of one incident: not of a war or of years, not asked, not a condition. See figure_words.h. */
#include "incident/figure_words.h"

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
    uint32_t from = r->from > s->from + 14 ? r->from - 14 : s->from, to = r->to + 10 < s->to ? r->to + 10 : s->to;
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
    return has_words(s, s->from, s->to, "this", "year") &&
           (has_words(s, r->from, to, "have", "been died") || has_words(s, r->from, to, "so", "far") ||
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
