/* Counts of people in a report (LEDGER 3, figures; section 4, counts): who was killed, injured, missing, arrested ...
 *
 * A small grammar over tokens, driven by the words of data/incident/figures.tsv: numbers with their bounds (numbers.c),
 * the groups of people that they count (groups.c), and the words that govern a group (governed.c),
 * put together for a sentence (figure_lists.c). Here they become rows: who gives them, of which day they are, and which
 * may have been counted before. A number without words that govern it is no figure. Method and known errors:
 * docs/design/figures.md. */
#include "entity/words.h"
#include "incident/figure_words.h"
#include "incident/incident.h"

struct finder {
    struct arena *arena;
    struct figure_list list; /* of the sentence that is read */
    const struct culpa_report *report;
    uint32_t *giver; /* [n_tokens] the actor in whose words the token stands, CULPA_NONE */
    size_t time;     /* of the times of the report, the first in the sentence or behind it */
    struct incident_figures *figures;
};

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
    const struct text *text = f->list.s.text;
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
    bool toll = figure_phrase_at(&f->list.s, r->from, 1u << FIGURE_TOLL, &toll_end) != NULL;
    for (size_t i = f->time; i < report->n_times; i++) {
        const struct culpa_time *time = &report->times[i];
        uint32_t at = text_token_at(f->list.s.text, time->span.start);
        if (at >= f->list.s.to || at > r->to + 6)
            break;
        if (at < r->to || time->value.len != 10 || time->value.ptr[0] == 'X')
            continue;
        bool as_of = figure_is(&f->list.s, at - 1, "of") && figure_is(&f->list.s, at - 2, "as");
        if (as_of || (toll && figure_is(&f->list.s, at - 1, "on by")))
            return time->value;
    }
    return (struct culpa_slice){NULL, 0};
}

/* "A father was killed and his son was wounded": not the one of whom the sentence tells something else. */
static bool is_kin_of_another(const struct finder *f, const struct figure_counted *c)
{
    bool kin = c->g.kind == GROUP_THE && figure_is(&f->list.s, c->g.from, "his her their");
    for (unsigned i = 0; kin && i < f->list.n; i++) {
        const struct figure_counted *other = &f->list.at[i];
        if (other != c && other->r.n && !other->merged && other->g.person && other->r.what[0] != c->r.what[0] &&
            other->r.what[0] <= CULPA_FIGURE_INJURED)
            return true;
    }
    return false;
}

/* "The boy was shot": one who may have been counted before, or be told by name. Not "the gunman was killed": he was not
 * counted among the victims. */
static bool is_known(const struct finder *f, const struct figure_counted *c)
{
    if (c->g.headline)
        return true; /* the text below tells of him again */
    if (is_kin_of_another(f, c))
        return false;
    return c->g.kind == GROUP_THE &&
           !(c->r.what[0] == CULPA_FIGURE_KILLED &&
             figure_is(&f->list.s, c->g.to - 1, "gunman shooter attacker assailant suspect bomber"));
}

/* The boy, the 17-year-old, his wife; not the mayor, who has a name, nor "the death of his brother". */
static bool is_described(const struct finder *f, const struct figure_counted *c)
{
    static const unsigned NOUNS = 1u << FIGURE_PERSON | 1u << FIGURE_GENERAL;
    uint32_t last = c->g.to - 1, end;
    return (figure_is(&f->list.s, last, "old") || figure_phrase_at(&f->list.s, last, NOUNS, &end)) &&
           (c->r.what[0] == CULPA_FIGURE_KILLED || c->r.what[0] == CULPA_FIGURE_INJURED) &&
           !figure_is(&f->list.s, c->g.from - 1, "of to");
}

/* "The shooting of a deputy" does not tell whether he lives; "reports of a person shot" were what police were called
 * for. */
static bool is_bare_shooting(const struct finder *f, const struct figure_counted *c)
{
    bool called = c->g.kind == GROUP_ONE && figure_is(&f->list.s, c->g.from - 1, "of") &&
                  figure_is(&f->list.s, c->g.from - 2, "report reports call calls");
    bool named = c->r.from < c->g.from && figure_is(&f->list.s, c->r.from, "shooting shootings");
    return c->r.what[0] == CULPA_FIGURE_INJURED && (called || named);
}

static enum culpa_status add_rows(struct finder *f, const struct figure_counted *c)
{
    const struct figure_number *n = &c->g.number;
    uint32_t first = c->r.from < c->g.from ? c->r.from : c->g.from;
    struct culpa_span span = span_of(&f->list.s, first, c->r.to > c->g.to ? c->r.to : c->g.to);
    struct culpa_slice qualifier = words_of(&f->list.s, n->bound_from, n->bound_to);
    if (!qualifier.len && c->r.hedge.end)
        qualifier = slice_span(f->list.s.text->bytes, c->r.hedge);
    if (!qualifier.len && c->g.whole)
        qualifier = words_of(&f->list.s, c->g.from, c->g.from + 1);
    for (unsigned k = 0; k < c->r.n; k++) {
        struct culpa_figure figure = {.what = (enum culpa_figure_what)c->r.what[k],
                                      .low = n->low,
                                      .high = n->high,
                                      .by = f->giver[first],
                                      .span = span,
                                      .qualifier = qualifier,
                                      .breakdown = words_of(&f->list.s, c->g.part_from, c->g.part_to),
                                      .as_of = day_of(f, &c->r)};
        if (figure.what == CULPA_FIGURE_ATTACKERS && c->g.counted >= 0)
            figure.breakdown.len = 0;
        struct incident_figure row = {figure, figure_is_total(&f->list.s, &c->r),
                                      is_known(f, c) || is_bare_shooting(f, c)};
        if (!VEC_PUSH(f->arena, f->figures, row))
            return CULPA_NO_MEMORY;
    }
    return CULPA_OK;
}

static bool is_row(const struct finder *f, const struct figure_counted *c)
{
    if (!c->r.n || c->merged || figure_is_unreal(&f->list.s, &c->r))
        return false;
    uint32_t behind = c->g.to + figure_is(&f->list.s, c->g.to, ",");
    if ((c->g.kind == GROUP_ONE || c->g.kind == GROUP_THE) && !f->list.s.capitals && behind < f->list.s.to &&
        f->list.s.text->tokens[behind].upper_first)
        return false; /* killed a commander, Dan Poe: a named person is no figure */
    return !is_known(f, c) || is_described(f, c);
}

static enum culpa_status read_sentence(struct finder *f)
{
    figure_read_list(&f->list);
    enum culpa_status status = CULPA_OK;
    for (unsigned i = 0; i < f->list.n && !status; i++)
        if (is_row(f, &f->list.at[i]))
            status = add_rows(f, &f->list.at[i]);
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
    f->list.s = (struct figure_sentence){.text = text, .capitals = figure_is_upper(text)};
    enum culpa_status status = find_givers(f, scratch);
    for (uint32_t i = 0; i < text->n_sentences && !status; i++) {
        f->list.s.from = text->sentences[i].from;
        f->list.s.to = text->sentences[i].to;
        while (f->time < report->n_times && report->times[f->time].span.start < text->tokens[f->list.s.from].start)
            f->time++;
        status = read_sentence(f);
    }
    figure_drop_unsure(figures, text);
    arena_rewind(scratch, mark);
    return status;
}
