/* Counts of people in a report (LEDGER 3, figures; section 4, counts): who was killed, injured, missing, arrested ...
 *
 * A small grammar over tokens, driven by the words of data/incident/figures.tsv: numbers with their bounds (numbers.c),
 * the groups of people that they count (groups.c), and the words that govern a group (governed.c). Here a sentence is
 * put together: lists of groups under one verb, tolls, parts of a whole, and what belongs to no incident. A number
 * without words that govern it is no figure. Method and known errors: docs/design/figures.md. */
#include "entity/words.h"
#include "incident/figure_words.h"
#include "incident/incident.h"

enum { MOST_GROUPS = 48, TOLL_TOKENS = 16, LINK_TOKENS = 7, SMALL = 4 };

/* A group of the sentence and what is known of it. */
struct counted {
    struct figure_group g;
    struct figure_reading r;
    enum { LINK_NONE, LINK_AND, LINK_COMMA } link; /* to the next group, under the same verb */
    bool link_long;                                /* words between: "12 in Kabul and two in Herat" */
    bool behind;                                   /* the verb stands in front of its list */
    bool merged;                                   /* told by the sum of a neighbour */
    bool part;                                     /* of a group before it */
};

struct finder {
    struct arena *arena;
    struct figure_sentence s;
    const struct culpa_report *report;
    uint32_t *giver; /* [n_tokens] the actor in whose words the token stands, CULPA_NONE */
    size_t time;     /* of the times of the report, the first in the sentence or behind it */
    struct counted at[MOST_GROUPS];
    unsigned n;
    struct incident_figures *figures;
};

static void list_groups(struct finder *f)
{
    f->n = 0;
    for (uint32_t at = f->s.from; at < f->s.to && f->n < MOST_GROUPS;) {
        struct figure_group g;
        if (!figure_read_group(&f->s, at, &g)) {
            at++;
            continue;
        }
        bool nobody = figure_counts_nobody(&f->s, &g);
        if (!nobody)
            f->at[f->n++] = (struct counted){.g = g};
        uint32_t past = nobody ? g.number.to : g.to; /* since 2011 more than 40 people */
        at = past > at ? past : at + 1;
    }
}

static bool is_exact(const struct figure_group *g)
{
    return g->number.low == g->number.high && g->kind != GROUP_NOBODY;
}

/* Whether two groups stand in one list: "a soldier and two civilians", "12 in Kabul, two in Herat". */
static void link_groups(struct finder *f)
{
    for (unsigned i = 0; i + 1 < f->n; i++) {
        struct counted *c = &f->at[i];
        const struct figure_group *next = &f->at[i + 1].g;
        uint32_t at = c->g.to;
        if (!next->person || !c->g.person || next->from > at + LINK_TOKENS || c->g.kind == GROUP_NOBODY ||
            next->of_them)
            continue;
        if (!figure_is_punctuation(&f->s, at) && word_class(figure_word(&f->s, at)) == WORD_PREPOSITION &&
            !figure_is(&f->s, at, "including like among")) {
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

static void read_alone(struct finder *f)
{
    for (unsigned i = 0; i < f->n; i++) {
        struct counted *c = &f->at[i];
        const struct figure_group *g = &c->g;
        struct figure_reading before, after;
        if (c->r.n)
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
static void share_verbs(struct finder *f)
{
    for (unsigned i = 0; i + 1 < f->n; i++) {
        struct counted *c = &f->at[i], *next = &f->at[i + 1];
        if (c->link != LINK_NONE && c->r.n && !next->r.n && (c->behind || c->r.from < c->g.from)) {
            next->r = c->r;
            next->behind = true;
            next->r.from = next->g.from;
            next->r.to = next->g.to;
        }
    }
    for (unsigned i = f->n; i-- > 1;) {
        struct counted *c = &f->at[i - 1], *next = &f->at[i];
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
static bool is_apposition(const struct finder *f, unsigned first, unsigned last)
{
    const struct counted *c = &f->at[first];
    uint32_t sum = 0;
    for (unsigned k = first + 1; k <= last; k++)
        sum += f->at[k].g.number.low;
    return figure_is(&f->s, f->at[first + 1].g.from - 1, ",") && sum == c->g.number.low &&
           (last == first + 1 || c->g.part_from == c->g.part_to || figure_is(&f->s, f->at[last].g.to, ","));
}

/* Those told twice are counted once: by the one described, where the other is only "the suspect". */
static void merge_apposition(struct finder *f, unsigned first, unsigned last)
{
    bool known = f->at[first].merged = f->at[first].g.kind == GROUP_THE && last == first + 1;
    for (unsigned k = first + 1; k <= last; k++)
        f->at[k].merged = !known;
}

/* A pair under one verb is one party: "two women and a man were injured" counts three. Longer lists are added up only
 * where each part is small ("a man, a woman and two children"); else the report means the parts: "150 soldiers, 95
 * civilians and hundreds of rebels". */
static void add_up(struct finder *f)
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
            struct counted *c = &f->at[i];
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
static void add_named(struct finder *f)
{
    for (unsigned i = 0; i < f->n; i++) {
        struct counted *c = &f->at[i];
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
static void read_tolls(struct finder *f)
{
    const struct figure_sentence *s = &f->s;
    for (uint32_t at = s->from; at < s->to; at++) {
        uint32_t end;
        const struct figure_phrase *p = figure_phrase_at(s, at, 1u << FIGURE_TOLL, &end);
        if (!p)
            continue;
        for (unsigned i = 0; i < f->n; i++) {
            struct counted *c = &f->at[i];
            uint32_t first = c->g.from;
            if (first < end || first > end + TOLL_TOKENS || c->g.kind != GROUP_NUMBER)
                continue;
            bool over = figure_is(s, first - 1, "exceeded exceeding exceeds passed topped surpassed surpassing above");
            bool range = figure_is(s, first - 1, "from") && c->g.number.low < c->g.number.high; /* from five to 62 */
            bool set =
                over || range || figure_is(s, first - 1, "to at of is was reached reaching hit stands stood : as");
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

static void set_part(struct counted *c, const struct counted *whole)
{
    c->r = whole->r;
    c->r.n = 1;
    c->r.from = c->g.from;
    c->r.to = c->g.to;
    c->part = true;
}

/* Words for those who are a part: "of them children", "were police officers". */
static void name_part(struct finder *f, struct counted *c)
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
static void read_parts(struct finder *f)
{
    const struct figure_sentence *s = &f->s;
    for (unsigned i = 0; i < f->n; i++) {
        struct counted *c = &f->at[i];
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

/* --- rows --- */

static struct culpa_span span_of(const struct figure_sentence *s, uint32_t from, uint32_t to)
{
    return (struct culpa_span){s->text->tokens[from].start, s->text->tokens[to - 1].end};
}

static struct culpa_slice words_of(const struct figure_sentence *s, uint32_t from, uint32_t to)
{
    return from < to ? slice_span(s->text->bytes, span_of(s, from, to)) : (struct culpa_slice){NULL, 0};
}

/* Acts whose content is told as so. "The movement denied any part in the bombing that killed eleven" gives no figure of
 * the movement's. */
static bool gives(enum culpa_act act)
{
    return act == CULPA_ACT_REPORT || act == CULPA_ACT_SAY || act == CULPA_ACT_CLAIM || act == CULPA_ACT_ACCUSE ||
           act == CULPA_ACT_INSINUATE || act == CULPA_ACT_WARN || act == CULPA_ACT_VERIFY;
}

/* Who says it: whoever the innermost statement is of whose content holds the count. */
static enum culpa_status find_givers(struct finder *f, struct arena *scratch)
{
    const struct text *text = f->s.text;
    uint32_t *len = ARENA_ARRAY(scratch, uint32_t, text->n_tokens);
    f->giver = ARENA_ARRAY(scratch, uint32_t, text->n_tokens);
    if (!len || !f->giver)
        return CULPA_NO_MEMORY;
    for (uint32_t t = 0; t < text->n_tokens; t++)
        f->giver[t] = len[t] = CULPA_NONE;
    for (size_t i = 0; i < f->report->n_statements; i++) {
        const struct culpa_statement *said = &f->report->statements[i];
        if (said->actor == CULPA_NONE || !gives(said->act))
            continue;
        for (size_t k = 0; k < said->content.n; k++) {
            struct culpa_span c = said->content.at[k];
            for (uint32_t t = text_token_at(text, c.start); t < text->n_tokens && text->tokens[t].start < c.end; t++)
                if (c.end - c.start < len[t]) {
                    f->giver[t] = said->actor;
                    len[t] = c.end - c.start;
                }
        }
    }
    return CULPA_OK;
}

/* "rose to 22 on Monday", "as of Friday": the day that a toll speaks of. */
static struct culpa_slice day_of(const struct finder *f, const struct figure_reading *r)
{
    const struct culpa_report *report = f->report;
    uint32_t toll_end;
    bool toll = figure_phrase_at(&f->s, r->from, 1u << FIGURE_TOLL, &toll_end) != NULL;
    for (size_t i = f->time; i < report->n_times; i++) {
        const struct culpa_time *time = &report->times[i];
        uint32_t at = text_token_at(f->s.text, time->span.start);
        if (at >= f->s.to || at > r->to + 6)
            break;
        if (at < r->to || time->value.len != 10 || time->value.ptr[0] == 'X')
            continue;
        bool as_of = figure_is(&f->s, at - 1, "of") && figure_is(&f->s, at - 2, "as");
        if (as_of || (toll && figure_is(&f->s, at - 1, "on by")))
            return time->value;
    }
    return (struct culpa_slice){NULL, 0};
}

/* "The boy was shot": one who may have been counted before, or be told by name. Not "the gunman was killed": he was not
 * counted among the victims. */
static bool is_known(const struct finder *f, const struct counted *c)
{
    return c->g.kind == GROUP_THE &&
           !(c->r.what[0] == CULPA_FIGURE_KILLED &&
             figure_is(&f->s, c->g.to - 1, "gunman shooter attacker assailant suspect bomber"));
}

/* The boy, the 17-year-old, his wife; not the mayor, who has a name, nor "the death of his brother". */
static bool is_described(const struct finder *f, const struct counted *c)
{
    static const unsigned NOUNS = 1u << FIGURE_PERSON | 1u << FIGURE_GENERAL;
    uint32_t last = c->g.to - 1, end;
    return (figure_is(&f->s, last, "old") || figure_phrase_at(&f->s, last, NOUNS, &end)) &&
           (c->r.what[0] == CULPA_FIGURE_KILLED || c->r.what[0] == CULPA_FIGURE_INJURED) &&
           !figure_is(&f->s, c->g.from - 1, "of to");
}

/* "The shooting of a deputy" does not tell whether he lives; "reports of a person shot" were what police were called
 * for. */
static bool is_bare_shooting(const struct finder *f, const struct counted *c)
{
    bool called = c->g.kind == GROUP_ONE && figure_is(&f->s, c->g.from - 1, "of") &&
                  figure_is(&f->s, c->g.from - 2, "report reports call calls");
    bool named = c->r.from < c->g.from && figure_is(&f->s, c->r.from, "shooting shootings");
    return c->r.what[0] == CULPA_FIGURE_INJURED && (called || named);
}

static enum culpa_status add_rows(struct finder *f, const struct counted *c)
{
    const struct figure_number *n = &c->g.number;
    uint32_t first = c->r.from < c->g.from ? c->r.from : c->g.from;
    struct culpa_span span = span_of(&f->s, first, c->r.to > c->g.to ? c->r.to : c->g.to);
    struct culpa_slice qualifier = words_of(&f->s, n->bound_from, n->bound_to);
    if (!qualifier.len && c->r.hedge.end)
        qualifier = slice_span(f->s.text->bytes, c->r.hedge);
    if (!qualifier.len && c->g.whole)
        qualifier = words_of(&f->s, c->g.from, c->g.from + 1);
    for (unsigned k = 0; k < c->r.n; k++) {
        struct culpa_figure figure = {.what = (enum culpa_figure_what)c->r.what[k],
                                      .low = n->low,
                                      .high = n->high,
                                      .by = f->giver[first],
                                      .span = span,
                                      .qualifier = qualifier,
                                      .breakdown = words_of(&f->s, c->g.part_from, c->g.part_to),
                                      .as_of = day_of(f, &c->r)};
        if (figure.what == CULPA_FIGURE_ATTACKERS && c->g.counted >= 0)
            figure.breakdown.len = 0;
        struct incident_figure row = {figure, figure_is_total(&f->s, &c->r), is_known(f, c) || is_bare_shooting(f, c)};
        if (!VEC_PUSH(f->arena, f->figures, row))
            return CULPA_NO_MEMORY;
    }
    return CULPA_OK;
}

static bool is_row(const struct finder *f, const struct counted *c)
{
    if (!c->r.n || c->merged || figure_is_unreal(&f->s, &c->r))
        return false;
    uint32_t behind = c->g.to + figure_is(&f->s, c->g.to, ",");
    if ((c->g.kind == GROUP_ONE || c->g.kind == GROUP_THE) && !f->s.capitals && behind < f->s.to &&
        f->s.text->tokens[behind].upper_first)
        return false; /* killed a commander, Dan Poe: a named person is no figure */
    return !is_known(f, c) || is_described(f, c);
}

static enum culpa_status read_sentence(struct finder *f)
{
    list_groups(f);
    link_groups(f);
    read_tolls(f);
    read_alone(f);
    share_verbs(f);
    read_parts(f);
    add_up(f);
    add_named(f);
    enum culpa_status status = CULPA_OK;
    for (unsigned i = 0; i < f->n && !status; i++)
        if (is_row(f, &f->at[i]))
            status = add_rows(f, &f->at[i]);
    return status;
}

enum culpa_status incident_figures(struct arena *arena, struct arena *scratch, const struct text *text,
                                   const struct culpa_report *report, struct incident_figures *figures)
{
    struct arena_mark mark = arena_mark(scratch);
    struct finder *f = ARENA_NEW(scratch, struct finder);
    if (!f)
        return CULPA_NO_MEMORY;
    f->arena = arena;
    f->report = report;
    f->figures = figures;
    f->s = (struct figure_sentence){.text = text, .capitals = figure_is_upper(text)};
    enum culpa_status status = find_givers(f, scratch);
    for (uint32_t i = 0; i < text->n_sentences && !status; i++) {
        f->s.from = text->sentences[i].from;
        f->s.to = text->sentences[i].to;
        while (f->time < report->n_times && report->times[f->time].span.start < text->tokens[f->s.from].start)
            f->time++;
        status = read_sentence(f);
    }
    figure_drop_unsure(figures, text);
    arena_rewind(scratch, mark);
    return status;
}
