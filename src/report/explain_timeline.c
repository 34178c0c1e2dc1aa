/* The timeline: whatever has a date, by that date. */
#include <stdio.h>
#include <stdlib.h>

#include "report/explain.h"

enum { MOST_ENTRIES = 30, NEAR_ENTRIES = 30 };

enum kind { KIND_INCIDENT, KIND_SAID, KIND_STEP, KIND_UNTIL, KIND_COUNTED, KIND_PUBLISHED };

struct entry {
    struct culpa_slice date;
    enum kind kind;
    struct explain_place place;
    uint32_t number; /* of the incident, row, ... */
    const void *of;  /* the incident, proceeding or figure */
};
struct entries VEC(struct entry);

/* Dates that are counted from an unknown day ("XXXX-WXX-5") have no place in time. */
static void add(struct explain *e, struct entries *all, struct entry entry)
{
    for (size_t i = 0; i < 4; i++)
        if (entry.date.len < 4 || entry.date.ptr[i] < '0' || entry.date.ptr[i] > '9')
            return;
    if (!VEC_PUSH(&e->arena, all, entry))
        e->failed = true;
}

static void take_incident(struct explain *e, struct entries *all, uint32_t t, uint32_t number)
{
    const struct culpa_incident *i = &explain_report(e, t)->incidents[number];
    struct explain_place place = {t, CULPA_NONE, i->when_span.end ? i->when_span : i->span};
    add(e, all, (struct entry){i->when, KIND_INCIDENT, place, number, i});
    if (!explain_is_told(e, t, number))
        return;
    for (size_t k = 0; k < i->n_proceedings; k++) {
        const struct culpa_proceeding *p = &i->proceedings[k];
        place.span = p->span;
        add(e, all, (struct entry){p->when, KIND_STEP, place, (uint32_t)k, p});
        add(e, all, (struct entry){p->until, KIND_UNTIL, place, (uint32_t)k, p});
    }
    for (size_t k = 0; k < i->n_figures; k++) {
        place.span = i->figures[k].span;
        add(e, all, (struct entry){i->figures[k].as_of, KIND_COUNTED, place, (uint32_t)k, &i->figures[k]});
    }
}

static int by_date(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    size_t n = x->date.len < y->date.len ? x->date.len : y->date.len;
    int order = memcmp(x->date.ptr, y->date.ptr, n);
    if (order)
        return order;
    if (x->date.len != y->date.len)
        return x->date.len < y->date.len ? -1 : 1;
    if (x->kind != y->kind)
        return (int)x->kind - (int)y->kind;
    if (x->kind == KIND_INCIDENT) {
        const struct culpa_incident *i = x->of, *k = y->of;
        if (i->types != k->types)
            return i->types < k->types ? -1 : 1;
    }
    if (x->place.telling != y->place.telling)
        return x->place.telling < y->place.telling ? -1 : 1;
    if (x->place.span.start != y->place.span.start)
        return x->place.span.start < y->place.span.start ? -1 : 1;
    return (x->number > y->number) - (x->number < y->number);
}

static void put_words(struct explain *e, const struct entry *entry)
{
    const struct culpa_figure *f = entry->of;
    char words[64];
    switch (entry->kind) {
    case KIND_INCIDENT:
        explain_incident(e, entry->place.telling, entry->number, EXPLAIN_UNDATED);
        break;
    case KIND_SAID:
        explain_sentence(e, &e->rows.at[entry->number], true);
        break;
    case KIND_STEP:
        explain_proceeding(e, entry->place.telling, entry->of, true);
        break;
    case KIND_UNTIL:
        explain_str(e, EXPLAIN_PLAIN, "the detention ends of");
        explain_befallen(e, entry->place.telling, entry->of);
        break;
    case KIND_COUNTED:
        snprintf(words, sizeof words, "%s %u",
                 f->high == CULPA_NONE  ? "at least"
                 : f->low == CULPA_NONE ? "up to"
                                        : "counted:",
                 f->low != CULPA_NONE ? f->low : f->high);
        explain_str(e, EXPLAIN_PLAIN, words);
        explain_str(e, EXPLAIN_PLAIN, culpa_figure_name(f->what));
        break;
    default:
        explain_str(e, EXPLAIN_PLAIN, e->n > 1 ? "published" : "the report was published");
    }
}

/* Entries that say the same of one date are one line. */
static bool is_same(const struct entry *a, const struct entry *b)
{
    if (a->kind != b->kind || !slice_eq(a->date, b->date))
        return false;
    if (a->kind == KIND_PUBLISHED)
        return true;
    if (a->kind != KIND_INCIDENT)
        return false;
    return explain_is_same(a->of, b->of);
}

/* "pleaded not guilty" is a step of the proceedings and a denial: the step stands for both. */
static bool is_step_too(const struct entries *all, size_t at)
{
    const struct entry *said = &all->at[at];
    for (size_t i = at + 1; said->kind == KIND_SAID && i < all->n && i < at + NEAR_ENTRIES; i++) {
        const struct entry *step = &all->at[i];
        if (step->kind == KIND_STEP && step->place.telling == said->place.telling && slice_eq(step->date, said->date) &&
            step->place.span.start < said->place.span.end && said->place.span.start < step->place.span.end)
            return true;
    }
    return false;
}

static void put_entries(struct explain *e, const struct entries *all)
{
    struct explain_place *places = ARENA_ARRAY(&e->arena, struct explain_place, all->n + 1);
    size_t shown = 0;
    if (!places) {
        e->failed = true;
        return;
    }
    for (size_t from = 0, to; from < all->n; from = to) {
        const struct entry *entry = &all->at[from];
        size_t n = 0;
        for (to = from; to < all->n && is_same(entry, &all->at[to]); to++)
            places[n++] = all->at[to].place;
        if (is_step_too(all, from)) {
            to = from + 1;
            continue;
        }
        if (!n) {
            places[n++] = entry->place;
            to = from + 1;
        }
        if (shown++ == MOST_ENTRIES) {
            explain_begin(e, EXPLAIN_TIMELINE, 0, (struct explain_place){0});
            explain_str(e, EXPLAIN_DIM, "...");
            return;
        }
        explain_begin(e, EXPLAIN_TIMELINE, 0, places[0]);
        explain_add(e, EXPLAIN_HOW, entry->date);
        put_words(e, entry);
        explain_sources(e, places, n);
    }
}

void explain_timeline(struct explain *e)
{
    struct entries all = {0};
    bool told = false;
    for (uint32_t t = 0; t < e->n; t++) {
        for (uint32_t i = 0; i < explain_report(e, t)->n_incidents; i++)
            if (explain_is_told(e, t, i) || explain_report(e, t)->incidents[i].background)
                take_incident(e, &all, t, i);
        add(e, &all,
            (struct entry){explain_report(e, t)->document.published, KIND_PUBLISHED, {t, CULPA_NONE, {0}}, 0, NULL});
    }
    for (uint32_t i = 0; i < e->rows.n; i++) {
        const struct explain_row *row = &e->rows.at[i];
        const struct culpa_statement *s = &explain_report(e, row->telling)->statements[row->statement];
        add(e, &all, (struct entry){s->when, KIND_SAID, {row->telling, row->statement, s->span}, i, NULL});
    }
    for (size_t i = 0; i < all.n; i++)
        told = told || all.at[i].kind != KIND_PUBLISHED;
    if (!told || all.n < 2) /* one date is no line of time */
        return;
    qsort(all.at, all.n, sizeof *all.at, by_date);
    put_entries(e, &all);
}
