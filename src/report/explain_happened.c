/* What happened: the incidents with place, date, means, whom it hit, and counts; earlier ones that are only recalled in
 * a line each. */
#include <stdio.h>
#include <stdlib.h>

#include "entity/gazetteer.h"
#include "report/explain.h"

enum { MOST_INCIDENTS = 8, MOST_RECALLED = 8, MOST_WORDS = 6, MOST_FORMS = 5 };

/* --- an incident in words --- */

static struct culpa_slice country_name(struct culpa_slice code)
{
    const struct gazetteer_entry *state = NULL;
    if (code.len == 2)
        state = gazetteer_state((const char[3]){code.ptr[0], code.ptr[1], 0});
    return state ? gazetteer_name(state) : code;
}

/* "shooting and fire" */
static void put_types(struct buf *out, uint32_t types, bool heading)
{
    size_t left = 0, done = 0;
    for (int type = 0; type <= CULPA_INCIDENT_OTHER; type++)
        left += types >> type & 1;
    for (int type = 0; type <= CULPA_INCIDENT_OTHER; type++) {
        if (!(types >> type & 1))
            continue;
        const char *name =
            type == CULPA_INCIDENT_OTHER ? "incident" : culpa_incident_type_name((enum culpa_incident_type)type);
        left--;
        buf_add_str(out, !done ? "" : left ? ", " : " and ");
        buf_add_char(out, heading && !done ? (char)(*name - 32) : *name);
        buf_add_str(out, name + 1);
        done++;
    }
}

static bool holds(struct culpa_slice a, struct culpa_slice b)
{
    return slice_find_nocase(a, b, 0) != SIZE_MAX;
}

/* "at Hall X, Town, Country": from the venue up, no name twice. */
static void put_where(struct buf *out, const struct culpa_where *where, bool brief)
{
    struct culpa_slice names[] = {where->venue, where->place, where->region, country_name(where->country)};
    size_t n = sizeof names / sizeof *names, before = out->len;
    for (size_t i = 0; i < n; i++) {
        bool told = !names[i].len || (brief && out->len > before);
        for (size_t k = 0; k < i && !told; k++)
            told = names[k].len && holds(names[k], names[i]);
        if (told)
            continue;
        buf_add_str(out, out->len > before ? ", " : "");
        buf_add(out, names[i]);
    }
}

/* "on 2024-03-22", "in 2015", "between 2024-03-18 and 2024-03-24" */
static void put_when(struct buf *out, struct culpa_slice when)
{
    const char *slash = when.len ? memchr(when.ptr, '/', when.len) : NULL;
    if (slash) {
        size_t n = (size_t)(slash - when.ptr);
        buf_add_str(out, "between ");
        buf_add(out, slice_of(when.ptr, n));
        buf_add_str(out, " and ");
        buf_add(out, slice_of(slash + 1, when.len - n - 1));
    } else if (when.len) {
        buf_add_str(out, when.len >= 10 ? "on " : "in ");
        buf_add(out, when);
    }
}

void explain_date(struct explain *e, struct culpa_slice when)
{
    struct buf words = {0};
    put_when(&words, when);
    explain_take(e, EXPLAIN_PLAIN, &words);
}

void explain_incident(struct explain *e, uint32_t telling, uint32_t incident, enum explain_form form)
{
    const struct culpa_incident *i = &explain_report(e, telling)->incidents[incident];
    struct buf types = {0}, where = {0};
    put_types(&types, i->types, form == EXPLAIN_HEADING);
    explain_take(e, form == EXPLAIN_HEADING ? EXPLAIN_WHO : EXPLAIN_PLAIN, &types);
    put_where(&where, &i->where, form == EXPLAIN_BRIEF);
    if (where.len)
        explain_str(e, EXPLAIN_PLAIN, i->where.venue.len ? "at" : "in");
    explain_take(e, EXPLAIN_PLAIN, &where);
    if (i->when.len && form != EXPLAIN_UNDATED) {
        explain_glue(e, form == EXPLAIN_BRIEF ? "" : ",");
        explain_date(e, i->when);
    }
}

/* --- weapons, targets, victims --- */

struct word {
    struct culpa_slice words;
    struct explain_place place;
    size_t tellings;
};
struct found_words VEC(struct word);

static void take_words(struct explain *e, struct found_words *found, uint32_t telling, struct culpa_spans spans)
{
    for (size_t i = 0; i < spans.n; i++) {
        struct culpa_slice words = slice_span(explain_report(e, telling)->document.text, spans.at[i]);
        size_t at = 0;
        while (at < found->n && !slice_eq_nocase(found->at[at].words, words))
            at++;
        struct explain_place place = {telling, CULPA_NONE, spans.at[i]};
        if (at < found->n) {
            struct word *w = &found->at[at];
            w->tellings += w->place.telling != telling;
        } else if (found->n < 4 * MOST_WORDS && !VEC_PUSH(&e->arena, found, ((struct word){words, place, 1}))) {
            e->failed = true;
        }
    }
}

static void put_words(struct explain *e, const char *label, const struct found_words *found)
{
    if (!found->n)
        return;
    explain_begin(e, EXPLAIN_HAPPENED, 1, e->n > 1 ? (struct explain_place){0} : found->at[0].place);
    explain_str(e, EXPLAIN_HOW, label);
    for (size_t i = 0; i < found->n && i < MOST_WORDS; i++) {
        bool last = i + 1 == found->n || i + 1 == MOST_WORDS;
        explain_clip(e, "", found->at[i].words, 80);
        if (e->n > 1)
            explain_place(e, "(", found->at[i].place, last ? ")" : "),");
        else
            explain_glue(e, last ? "" : ",");
    }
    explain_glue(e, found->n > MOST_WORDS ? ", ..." : ".");
}

/* --- one report --- */

/* Whether there is anything to tell of it: "Incident" alone says nothing. */
static bool is_known(const struct culpa_incident *i)
{
    return i->types != 1U << CULPA_INCIDENT_OTHER || i->when.len || i->where.span.end || i->n_figures;
}

static void put_details(struct explain *e, uint32_t t, uint32_t number)
{
    const struct culpa_incident *i = &explain_report(e, t)->incidents[number];
    struct found_words weapons = {0}, targets = {0}, victims = {0};
    take_words(e, &weapons, t, i->weapons);
    take_words(e, &targets, t, i->targets);
    take_words(e, &victims, t, i->victims);
    put_words(e, "With:", &weapons);
    put_words(e, "What was hit:", &targets);
    put_words(e, "Who was hit:", &victims);
    explain_figures(e, EXPLAIN_HAPPENED, t, number);
}

static void put_rest(struct explain *e, size_t n, const char *what)
{
    char words[64];
    if (!n)
        return;
    explain_begin(e, EXPLAIN_HAPPENED, 0, (struct explain_place){0});
    snprintf(words, sizeof words, "(and %zu more %s)", n, what);
    explain_str(e, EXPLAIN_DIM, words);
}

static void put_report(struct explain *e)
{
    size_t told = 0, left = 0;
    for (uint32_t i = 0; i < explain_report(e, 0)->n_incidents; i++) {
        const struct culpa_incident *incident = &explain_report(e, 0)->incidents[i];
        if (!explain_is_told(e, 0, i) || !is_known(incident))
            continue;
        if (told == MOST_INCIDENTS) {
            left++;
            continue;
        }
        told++;
        explain_begin(e, EXPLAIN_HAPPENED, 0, (struct explain_place){0, CULPA_NONE, incident->span});
        explain_incident(e, 0, i, EXPLAIN_HEADING);
        explain_glue(e, ".");
        put_details(e, 0, i);
    }
    put_rest(e, left, "incidents");
}

/* --- several reports: what they say of type, place and date, with who differs --- */

struct form {
    struct buf words;
    struct VEC(struct explain_place) places;
};

enum aspect { ASPECT_TYPE, ASPECT_WHERE, ASPECT_WHEN };

/* type: of ASPECT_TYPE only */
static struct culpa_span aspect_words(const struct culpa_incident *i, enum aspect aspect, int type, struct buf *out)
{
    if (aspect == ASPECT_TYPE)
        put_types(out, i->types & 1U << type, false);
    else if (aspect == ASPECT_WHERE)
        put_where(out, &i->where, false);
    else
        buf_add(out, i->when);
    return aspect == ASPECT_WHERE && i->where.span.end ? i->where.span
           : aspect == ASPECT_WHEN && i->when_span.end ? i->when_span
                                                       : i->span;
}

static int by_number(const void *a, const void *b)
{
    const struct form *x = a, *y = b;
    if (x->places.n != y->places.n)
        return x->places.n > y->places.n ? -1 : 1;
    if (x->places.at[0].telling != y->places.at[0].telling)
        return x->places.at[0].telling < y->places.at[0].telling ? -1 : 1;
    return strncmp(x->words.ptr, y->words.ptr, x->words.len < y->words.len ? x->words.len : y->words.len);
}

static void put_forms(struct explain *e, const char *label, struct form *forms, size_t n)
{
    if (!n)
        return;
    qsort(forms, n, sizeof *forms, by_number);
    explain_begin(e, EXPLAIN_HAPPENED, 0, (struct explain_place){0});
    explain_str(e, EXPLAIN_HOW, label);
    for (size_t i = 0; i < n && i < MOST_FORMS; i++) {
        explain_add(e, i ? EXPLAIN_PLAIN : EXPLAIN_WHO, slice_of(forms[i].words.ptr, forms[i].words.len));
        explain_sources(e, forms[i].places.at, forms[i].places.n);
        explain_glue(e, i + 1 == n ? "." : i + 1 < MOST_FORMS ? ";" : "; ...");
    }
}

struct found_forms VEC(struct form);

static void take_form(struct explain *e, struct found_forms *found, uint32_t t, enum aspect aspect, int type)
{
    struct form form = {0};
    struct explain_place place = {t, CULPA_NONE, {0}};
    place.span = aspect_words(&explain_report(e, t)->incidents[e->tellings[t].incident], aspect, type, &form.words);
    struct culpa_slice words = {form.words.ptr, form.words.len};
    size_t at = 0;
    while (at < found->n && !slice_eq(words, slice_of(found->at[at].words.ptr, found->at[at].words.len)))
        at++;
    if (words.len && at == found->n) {
        if (VEC_PUSH(&e->arena, found, form))
            form.words = (struct buf){0}; /* the list owns it now */
        else
            e->failed = true;
    }
    if (words.len && at < found->n && !VEC_PUSH(&e->arena, &found->at[at].places, place))
        e->failed = true;
    e->failed |= form.words.failed;
    buf_release(&form.words);
}

/* What the reports say of one side of it: the same words once, with all who use them. */
static void put_aspect(struct explain *e, const char *label, enum aspect aspect)
{
    struct found_forms found = {0};
    for (uint32_t t = 0; t < e->n && !e->failed; t++) {
        if (e->tellings[t].incident == CULPA_NONE)
            continue;
        for (int type = 0; type <= (aspect == ASPECT_TYPE ? CULPA_INCIDENT_OTHER : 0); type++)
            take_form(e, &found, t, aspect, type);
    }
    if (!e->failed)
        put_forms(e, label, found.at, found.n);
    for (size_t i = 0; i < found.n; i++)
        buf_release(&found.at[i].words);
}

static void put_reports(struct explain *e)
{
    struct found_words weapons = {0}, targets = {0}, victims = {0};
    put_aspect(e, "What:", ASPECT_TYPE);
    put_aspect(e, "Where:", ASPECT_WHERE);
    put_aspect(e, "When:", ASPECT_WHEN);
    for (uint32_t t = 0; t < e->n; t++) {
        if (e->tellings[t].incident == CULPA_NONE)
            continue;
        const struct culpa_incident *i = &explain_report(e, t)->incidents[e->tellings[t].incident];
        take_words(e, &weapons, t, i->weapons);
        take_words(e, &targets, t, i->targets);
        take_words(e, &victims, t, i->victims);
    }
    put_words(e, "With:", &weapons);
    put_words(e, "What was hit:", &targets);
    put_words(e, "Who was hit:", &victims);
    explain_figures(e, EXPLAIN_HAPPENED, CULPA_NONE, CULPA_NONE);
}

/* --- what is recalled --- */

bool explain_is_same(const struct culpa_incident *a, const struct culpa_incident *b)
{
    return a->types == b->types && slice_eq(a->when, b->when) && slice_eq_nocase(a->where.venue, b->where.venue) &&
           slice_eq_nocase(a->where.place, b->where.place) && slice_eq(a->where.country, b->where.country);
}

/* The dead of a recalled incident: "130 killed". */
static void put_killed(struct explain *e, const struct culpa_incident *i)
{
    char words[48];
    for (size_t k = 0; k < i->n_figures; k++) {
        const struct culpa_figure *f = &i->figures[k];
        if (f->what != CULPA_FIGURE_KILLED || f->low == CULPA_NONE || f->breakdown.len)
            continue;
        snprintf(words, sizeof words, "%s%u killed", f->high == f->low ? "" : "at least ", f->low);
        explain_glue(e, ",");
        explain_str(e, EXPLAIN_PLAIN, words);
        return;
    }
}

static void put_recalled(struct explain *e)
{
    struct recalled {
        const struct culpa_incident *incident;
        struct explain_place *places; /* [e->n] */
        size_t n;
        uint32_t number;
    } recalled[MOST_RECALLED];
    size_t n = 0, left = 0;
    for (uint32_t t = 0; t < e->n && !e->failed; t++)
        for (uint32_t i = 0; i < explain_report(e, t)->n_incidents; i++) {
            const struct culpa_incident *incident = &explain_report(e, t)->incidents[i];
            struct explain_place place = {t, CULPA_NONE, incident->span};
            size_t at = 0;
            if (!incident->background || explain_is_told(e, t, i) || !is_known(incident))
                continue;
            while (at < n && !explain_is_same(recalled[at].incident, incident))
                at++;
            if (at == MOST_RECALLED) {
                left++;
                continue;
            }
            if (at == n) {
                recalled[n++] = (struct recalled){incident, ARENA_ARRAY(&e->arena, struct explain_place, e->n), 0, i};
                e->failed |= !recalled[at].places;
            }
            struct recalled *r = &recalled[at];
            if (r->places && (!r->n || r->places[r->n - 1].telling != t))
                r->places[r->n++] = place;
        }
    for (size_t i = 0; i < n && !e->failed; i++) {
        explain_begin(e, EXPLAIN_HAPPENED, 0, recalled[i].places[0]);
        explain_str(e, EXPLAIN_DIM, "Recalled, from earlier:");
        explain_incident(e, recalled[i].places[0].telling, recalled[i].number, EXPLAIN_IN_SENTENCE);
        put_killed(e, recalled[i].incident);
        explain_glue(e, ".");
        explain_sources(e, recalled[i].places, recalled[i].n);
    }
    put_rest(e, left, "that are recalled");
}

void explain_happened(struct explain *e)
{
    if (e->n == 1)
        put_report(e);
    else if (e->n)
        put_reports(e);
    put_recalled(e);
}
