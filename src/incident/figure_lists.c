/* The groups of a sentence put together: which stand in one list under one verb, tolls, parts of a whole, sums. See
 * figure_words.h. */
#include "entity/words.h"
#include "incident/figure_words.h"
#include "incident/incident.h"

enum { TOLL_TOKENS = 16, LINK_TOKENS = 7, SMALL = 4 };

static void list_groups(struct figure_list *f)
{
    f->n = 0;
    for (uint32_t at = f->s.from; at < f->s.to && f->n < FIGURE_MOST_GROUPS;) {
        struct figure_group g;
        if (!figure_read_group(&f->s, at, &g)) {
            at++;
            continue;
        }
        bool nobody = figure_counts_nobody(&f->s, &g);
        if (!nobody)
            f->at[f->n++] = (struct figure_counted){.g = g};
        uint32_t past = nobody ? g.number.to : g.to; /* since 2011 more than 40 people */
        at = past > at ? past : at + 1;
    }
}

static bool is_exact(const struct figure_group *g)
{
    return g->number.low == g->number.high && g->kind != GROUP_NOBODY;
}

/* Whether two groups stand in one list: "a soldier and two civilians", "12 in Kabul, two in Herat". */
static void link_groups(struct figure_list *f)
{
    for (unsigned i = 0; i + 1 < f->n; i++) {
        struct figure_counted *c = &f->at[i];
        const struct figure_group *next = &f->at[i + 1].g;
        uint32_t at = c->g.to;
        if (!next->person || !c->g.person || next->from > at + LINK_TOKENS || c->g.kind == GROUP_NOBODY ||
            next->of_them)
            continue;
        if (!figure_is_punctuation(&f->s, at) && word_class(figure_word(&f->s, at)) == WORD_PREPOSITION &&
            !figure_is(&f->s, at, "including like among with")) {
            c->link_long = true;
            for (at++; at < next->from && !figure_is(&f->s, at, ", and"); at++)
                if (word_class(figure_word(&f->s, at)) == WORD_VERB)
                    at = next->from;
        }
        bool comma = figure_is(&f->s, at, ",");
        at += comma;
        bool and = figure_is(&f->s, at, "and");
        at += and;
        bool along = (figure_is(&f->s, at, "along together") && figure_is(&f->s, at + 1, "with")) ||
                     (figure_is(&f->s, at, "as") && figure_is(&f->s, at + 1, "well"));
        at += along ? 2 + figure_is(&f->s, at + 2, "as with") * figure_is(&f->s, at, "as") : 0;
        if (at == next->from && (comma || and || along)) {
            c->link = comma || along ? LINK_COMMA : LINK_AND;
            c->link_long |= along;
            f->at[i + 1].g.joined = true;
        }
    }
}

/* "poisoned by two women", "shot by three men": so many did it. */
static bool read_doers(const struct figure_sentence *s, const struct figure_group *g, struct figure_reading *r)
{
    static const unsigned VIOLENT = 1u << FIGURE_VERB | 1u << FIGURE_WEAK;
    uint32_t start = g->from - 1;
    const struct figure_phrase *p;
    if (!figure_is(s, start, "by") || g->kind != GROUP_NUMBER || g->number.low < 2 || !g->person ||
        figure_is(s, g->to - 1, "officers deputies police policemen troops soldiers guards agents forces people"))
        return false;
    p = figure_phrase_before(s, start, VIOLENT, &start);
    bool deed =
        p && (p->what == CULPA_FIGURE_KILLED || p->what == CULPA_FIGURE_INJURED || p->what == CULPA_FIGURE_ABDUCTED);
    if (!deed && !figure_is(s, g->from - 2, "poisoned assaulted robbed abducted kidnapped raped attacked beaten"))
        return false;
    *r = (struct figure_reading){
        .what = {CULPA_FIGURE_ATTACKERS}, .n = 1, .from = deed ? start : g->from - 2, .to = g->to};
    return true;
}

static void read_alone(struct figure_list *f)
{
    for (unsigned i = 0; i < f->n; i++) {
        struct figure_counted *c = &f->at[i];
        const struct figure_group *g = &c->g;
        struct figure_reading before, after;
        if (c->r.n || read_doers(&f->s, g, &c->r))
            continue;
        bool is_before = figure_read_before(&f->s, g, &before);
        bool is_after =
            figure_read_after(&f->s, g, (g->counted < 0 || g->person) && g->state < 0 && !is_before, &after);
        if (figure_is(&f->s, g->number.from, "one") && figure_is(&f->s, g->number.to, "of") && is_after &&
            after.from == g->from &&
            figure_phrase_at(&f->s, g->to, 1u << FIGURE_VERB | 1u << FIGURE_WEAK, &(uint32_t){0}))
            is_after = false; /* "one of the soldiers killed in the raid": tells who, not how many */
        if (figure_is(&f->s, g->from - 1, "by") && g->kind != GROUP_NUMBER && !figure_is(&f->s, g->to, "who"))
            is_after = false; /* a man shot by a soldier has died */
        if (g->kind == GROUP_THE)
            is_after = is_after && !is_before;
        if (g->state >= 0 || (g->counted >= 0 && !is_before && !(g->person && is_after)))
            c->r = (struct figure_reading){
                .what = {g->state >= 0 ? g->state : g->counted}, .n = 1, .from = g->from, .to = g->to};
        else if (is_before)
            c->r = before;
        else if (is_after)
            c->r = after;
    }
}

/* "killing 12 soldiers and three civilians", "a woman and two men were hurt": one verb for a whole list. */
static void share_verbs(struct figure_list *f)
{
    for (unsigned i = 0; i + 1 < f->n; i++) {
        struct figure_counted *c = &f->at[i], *next = &f->at[i + 1];
        if (c->link != LINK_NONE && c->r.n && !next->r.n && (c->behind || c->r.from < c->g.from)) {
            next->r = c->r;
            next->behind = true;
            next->r.from = next->g.from;
            next->r.to = next->g.to;
        }
        /* "160 were held, along with 50 citizens" */
        uint32_t with = next->g.from - 1;
        if (c->r.n && !next->r.n && next->g.person && figure_is(&f->s, with, "with") &&
            figure_is(&f->s, with - 1, "along together") && with <= c->r.to + 2) {
            next->r = c->r;
            next->r.from = next->g.from;
            next->r.to = next->g.to;
        }
    }
    for (unsigned i = f->n; i-- > 1;) {
        struct figure_counted *c = &f->at[i - 1], *next = &f->at[i];
        if (c->link != LINK_NONE && next->r.n && !c->r.n && next->r.from >= next->g.from) {
            c->r = next->r;
            c->r.from = c->g.from;
        }
    }
}

static bool same_reading(const struct figure_reading *a, const struct figure_reading *b)
{
    return a->n && a->n == b->n && a->what[0] == b->what[0];
}

/* "One victim, a 40-year-old man, died", "three others, a man and two boys, were hurt": those behind the comma are
 * those in front of it. Of two with only a comma between, or where the first is general or a comma closes the list. */
static bool is_apposition(const struct figure_list *f, unsigned first, unsigned last)
{
    const struct figure_counted *c = &f->at[first];
    uint32_t sum = 0;
    for (unsigned k = first + 1; k <= last; k++)
        sum += f->at[k].g.number.low;
    return figure_is(&f->s, f->at[first + 1].g.from - 1, ",") && sum == c->g.number.low &&
           (last == first + 1 || c->g.part_from == c->g.part_to || figure_is(&f->s, f->at[last].g.to, ","));
}

/* Those told twice are counted once: by the one described, where the other is only "the suspect". */
static void merge_apposition(struct figure_list *f, unsigned first, unsigned last)
{
    bool known = f->at[first].merged = f->at[first].g.kind == GROUP_THE && last == first + 1;
    for (unsigned k = first + 1; k <= last; k++)
        f->at[k].merged = !known;
}

/* A pair under one verb is one party: "two women and a man were injured" counts three. Longer lists are added up only
 * where each part is small ("a man, a woman and two children"); else the report means the parts: "150 soldiers, 95
 * civilians and hundreds of rebels". */
static void add_up(struct figure_list *f)
{
    for (unsigned i = 0; i < f->n; i++) {
        unsigned end = i;
        bool small = true, exact = true, spread = false;
        while (end + 1 < f->n && f->at[end].link != LINK_NONE && same_reading(&f->at[end].r, &f->at[end + 1].r))
            end++;
        if (end == i)
            continue;
        uint32_t sum = 0;
        for (unsigned k = i; k <= end; k++) {
            exact &= is_exact(&f->at[k].g) && f->at[k].r.n == 1 && f->at[k].g.state < 0;
            small &= f->at[k].g.number.low <= SMALL;
            spread |= k < end && f->at[k].link_long;
            sum += exact ? f->at[k].g.number.low : 0;
        }
        if (exact && is_apposition(f, i, end)) {
            merge_apposition(f, i, end);
        } else if (exact && (small || (end == i + 1 && !spread))) {
            struct figure_counted *c = &f->at[i];
            c->g.kind = GROUP_NUMBER;
            c->g.number.low = c->g.number.high = sum;
            c->g.part_from = c->g.from;
            c->g.part_to = c->g.to = f->at[end].g.to;
            c->r.to = c->r.to > c->g.to ? c->r.to : c->g.to;
            for (unsigned k = i + 1; k <= end; k++)
                f->at[k].merged = true;
        }
        i = end;
    }
}

/* "The police chief and two others were hurt": whoever stands before "and" is one more. */
static void add_named(struct figure_list *f)
{
    for (unsigned i = 0; i < f->n; i++) {
        struct figure_counted *c = &f->at[i];
        uint32_t at = c->g.from, words = 0;
        if (c->merged || !c->r.n || !c->g.others || !is_exact(&c->g) || !figure_is(&f->s, at - 1, "and") ||
            (i && f->at[i - 1].link != LINK_NONE))
            continue;
        for (at--; at > f->s.from && !figure_is_punctuation(&f->s, at - 1) && words < LINK_TOKENS; at--, words++) {
            uint32_t start;
            if (figure_phrase_before(
                    &f->s, at, 1u << FIGURE_VERB | 1u << FIGURE_WEAK | 1u << FIGURE_ACTIVE | 1u << FIGURE_OF, &start))
                break;
        }
        bool name = words && (at == f->s.from || c->r.from < c->g.from);
        if (name && !(i && f->at[i - 1].r.n && f->at[i - 1].g.to > at)) {
            c->g.number.low = c->g.number.high = c->g.number.low + 1;
            c->g.from = at;
            c->r.from = c->r.from < at ? c->r.from : at;
            c->g.part_from = at;
        }
    }
}

/* "The death toll rose from five to 62", "bringing the number of people killed to eight". */
static void read_tolls(struct figure_list *f)
{
    const struct figure_sentence *s = &f->s;
    for (uint32_t at = s->from; at < s->to; at++) {
        uint32_t end;
        const struct figure_phrase *p = figure_phrase_at(s, at, 1u << FIGURE_TOLL, &end);
        if (!p)
            continue;
        for (unsigned i = 0; i < f->n; i++) {
            struct figure_counted *c = &f->at[i];
            uint32_t first = c->g.from;
            if (first < end || first > end + TOLL_TOKENS || c->g.kind != GROUP_NUMBER)
                continue;
            bool over = figure_is(s, first - 1, "exceeded exceeding exceeds passed topped surpassed surpassing above");
            bool range = figure_is(s, first - 1, "from") && c->g.number.low < c->g.number.high; /* from five to 62 */
            bool set =
                over || range ||
                figure_is(s, first - 1, "to at of is was are were include reached reaching hit stands stood : as");
            if (c->r.n || !(set || first == end) || (figure_is(s, first - 1, "of") && first - 1 != end))
                continue;
            c->r = (struct figure_reading){.what = {p->what}, .n = 1, .from = at, .to = c->g.to};
            if (over)
                c->g.number.high = CULPA_NONE;
            if (range)
                c->g.number.low = c->g.number.high;
            break;
        }
        at = end - 1;
    }
}

static void set_part(struct figure_counted *c, const struct figure_counted *whole)
{
    c->r = whole->r;
    c->r.n = 1;
    c->r.from = c->g.from;
    c->r.to = c->g.to;
    c->part = true;
}

/* Words for those who are a part: "of them children", "were police officers". */
static void name_part(struct figure_list *f, struct figure_counted *c)
{
    uint32_t at = c->g.to, end = at;
    at += figure_is(&f->s, at, "were was are");
    while (end < f->s.to && end < at + 5 && (end < at || !figure_is_punctuation(&f->s, end)) &&
           !figure_is(&f->s, end, "and who in from when"))
        end++;
    if (c->g.part_from == c->g.part_to && end > at) {
        c->g.part_from = at;
        c->g.part_to = end;
        c->r.to = end;
    }
}

/* "12 people, including two children"; "five of them police"; "three of the dead were women". */
static void read_parts(struct figure_list *f)
{
    const struct figure_sentence *s = &f->s;
    for (unsigned i = 0; i < f->n; i++) {
        struct figure_counted *c = &f->at[i];
        uint32_t end;
        const struct figure_phrase *of = NULL;
        uint32_t those = c->g.number.to + 2;
        struct figure_number whole;
        if (figure_read_number(s, those, &whole))
            those = whole.to;
        while (figure_is(s, those, "people initially originally who were"))
            those++;
        if (figure_is(s, c->g.number.to, "of") && figure_is(s, c->g.number.to + 1, "the those"))
            of = figure_phrase_at(s, those, 1u << FIGURE_VERB | 1u << FIGURE_STATE | 1u << FIGURE_WEAK, &end);
        if (of && (!c->r.n || (c->r.to == end && c->g.counted < 0))) {
            uint32_t said_to = end;
            const struct figure_phrase *said = figure_phrase_at(s, end, 1u << FIGURE_FINITE, &said_to);
            c->g.to = end; /* one of the injured died: the last said holds */
            c->r = (struct figure_reading){
                .what = {said ? said->what : of->what}, .n = 1, .from = c->g.from, .to = said_to};
            if (!said)
                name_part(f, c);
        }
        if (c->r.n || !i)
            continue;
        unsigned k = i;
        while (k && !(f->at[k - 1].r.n && !f->at[k - 1].merged))
            k--;
        if (!k)
            continue;
        bool of_all = c->g.bare && f->at[k - 1].g.from == s->from + 1 && figure_is(s, s->from, "of") &&
                      figure_is(s, c->g.to, "were was are"); /* Of the 130 injured, 77 were women */
        if (of_all) {
            set_part(c, &f->at[k - 1]);
            name_part(f, c);
            continue;
        }
        bool including = figure_is(s, c->g.from - 1, "including includes included") ||
                         (figure_is(s, c->g.from - 1, "them whom") && figure_is(s, c->g.from - 2, "among of")) ||
                         (f->at[i - 1].part && f->at[i - 1].link != LINK_NONE);
        if (including && c->g.person) {
            set_part(c, &f->at[k - 1]);
        } else if (c->g.of_them && !figure_is(s, c->g.to, ",")) {
            set_part(c, &f->at[k - 1]);
            name_part(f, c);
        }
    }
}

/* "A fifth protester has died": five have. */
static void count_by_ordinals(struct figure_list *f)
{
    unsigned killed = 0;
    for (unsigned i = 0; i < f->n; i++)
        killed += f->at[i].r.n && f->at[i].r.what[0] == CULPA_FIGURE_KILLED;
    for (unsigned i = 0; i < f->n && killed == 1; i++) {
        struct figure_counted *c = &f->at[i];
        uint32_t n = figure_ordinal(&f->s, &c->g);
        if (!n || !c->r.n || c->r.what[0] != CULPA_FIGURE_KILLED)
            continue;
        c->g.number.low = c->g.number.high = n;
        c->g.part_from = c->g.part_from < c->g.from + 2 ? c->g.from + 2 : c->g.part_from;
    }
}

void figure_read_list(struct figure_list *f)
{
    list_groups(f);
    link_groups(f);
    read_tolls(f);
    read_alone(f);
    share_verbs(f);
    read_parts(f);
    add_up(f);
    add_named(f);
    count_by_ordinals(f);
}
