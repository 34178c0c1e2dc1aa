/* Builds the explainer, and the words of its lines. See explain.h. */
#include "report/explain.h"

#include <stdio.h>

#include "base/limits.h"

enum { MOST_PLACES = 4 }; /* behind one line; the rest is counted */

/* --- the words of a line --- */

void explain_begin(struct explain *e, enum explain_section section, uint32_t depth, struct explain_place place)
{
    uint32_t at = (uint32_t)e->pieces.n;
    struct explain_line line = {section, depth, place, at, at};
    if (!VEC_PUSH(&e->arena, &e->out, line))
        e->failed = true;
}

static void add_piece(struct explain *e, struct explain_piece piece)
{
    piece.to = (uint32_t)e->words.len;
    if (e->failed || !e->out.n || !VEC_PUSH(&e->arena, &e->pieces, piece)) {
        e->failed = true;
        return;
    }
    e->out.at[e->out.n - 1].to = (uint32_t)e->pieces.n;
}

void explain_add(struct explain *e, enum explain_style style, struct culpa_slice words)
{
    struct explain_piece piece = {.from = (uint32_t)e->words.len, .style = style};
    buf_add(&e->words, slice_trim(words));
    if (e->words.len > piece.from)
        add_piece(e, piece);
}

void explain_str(struct explain *e, enum explain_style style, const char *words)
{
    explain_add(e, style, slice_of(words, strlen(words)));
}

void explain_take(struct explain *e, enum explain_style style, struct buf *words)
{
    explain_add(e, style, slice_of(words->ptr, words->len));
    e->failed |= words->failed;
    buf_release(words);
}

void explain_glue_slice(struct explain *e, struct culpa_slice words)
{
    if (e->failed || !e->pieces.n)
        return;
    buf_add(&e->words, words);
    e->pieces.at[e->pieces.n - 1].to = (uint32_t)e->words.len;
}

void explain_glue(struct explain *e, const char *words)
{
    explain_glue_slice(e, slice_of(words, strlen(words)));
}

void explain_capital(struct explain *e)
{
    if (e->failed || e->words.failed || !e->out.n)
        return;
    const struct explain_line *line = &e->out.at[e->out.n - 1];
    if (line->from == line->to)
        return;
    const struct explain_piece *p = &e->pieces.at[line->from];
    char *first = e->words.ptr + p->from;
    struct culpa_slice words = slice_of(first, p->to - p->from);
    if (words.len > 1 && *first >= 'a' && *first <= 'z' && (first[1] == ' ' || (first[1] >= 'a' && first[1] <= 'z')) &&
        !slice_starts(words, SLICE("al-")) && !slice_starts(words, SLICE("al ")))
        *first = (char)(*first - 32);
}

void explain_stop(struct explain *e)
{
    static const char *const ends[] = {".", "!", "?", ".”", "!”", "?”", ".\"", "!\"", "?\""};
    struct culpa_slice words = slice_of(e->words.ptr, e->words.len);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t n = strlen(ends[i]);
        if (words.len >= n && memcmp(words.ptr + words.len - n, ends[i], n) == 0)
            return;
    }
    explain_glue(e, ".");
}

void explain_clip(struct explain *e, const char *before, struct culpa_slice words, size_t most)
{
    words = slice_trim(words);
    size_t end = words.len;
    if (end > most) {
        end = most;
        while (end && (unsigned char)words.ptr[end] > ' ')
            end--;
        if (!end) /* one word longer than all that is shown */
            end = most;
        while (end < words.len && ((unsigned char)words.ptr[end] & 0xC0) == 0x80)
            end++;
    }
    struct explain_piece piece = {.from = (uint32_t)e->words.len, .style = EXPLAIN_PLAIN};
    buf_add_str(&e->words, before);
    buf_add(&e->words, slice_trim(slice_of(words.ptr, end)));
    buf_add_str(&e->words, end < words.len ? " ..." : "");
    if (e->words.len > piece.from)
        add_piece(e, piece);
}

void explain_put_place(struct buf *out, const struct explain *e, const struct explain_place *place)
{
    buf_add(out, e->labels[place->telling]);
    if (!place->span.end)
        return;
    if (e->labels[place->telling].len)
        buf_add_char(out, ' ');
    buf_addf(out, "%zu:%u", report_line_at(&e->lines[place->telling], place->span.start), place->span.start);
}

void explain_place(struct explain *e, const char *before, struct explain_place place, const char *behind)
{
    struct explain_piece piece = {(uint32_t)e->words.len, 0, EXPLAIN_DIM, true, place};
    buf_add_str(&e->words, before);
    explain_put_place(&e->words, e, &place);
    buf_add_str(&e->words, behind);
    add_piece(e, piece);
}

size_t explain_count_tellings(const struct explain_place *places, size_t n)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        count += i == 0 || places[i].telling != places[i - 1].telling;
    return count;
}

void explain_sources(struct explain *e, const struct explain_place *places, size_t n)
{
    bool several = e->n > 1;
    size_t shown = 0, all = several ? explain_count_tellings(places, n) : n - 1;
    if (!all)
        return;
    if (several && all > 1) {
        struct explain_piece piece = {.from = (uint32_t)e->words.len, .style = EXPLAIN_DIM};
        buf_addf(&e->words, "(reported by %zu:", all);
        add_piece(e, piece);
    } else if (!several) {
        explain_str(e, EXPLAIN_DIM, "(also");
    }
    for (size_t i = several ? 0 : 1; i < n; i++) {
        if (several && i && places[i].telling == places[i - 1].telling)
            continue;
        if (shown == MOST_PLACES) {
            char more[40];
            snprintf(more, sizeof more, "and %zu more)", all - shown);
            explain_str(e, EXPLAIN_DIM, more);
            return;
        }
        shown++;
        explain_place(e, several && all == 1 ? "(" : "", places[i], shown == all ? ")" : ",");
    }
}

/* --- what is explained --- */

bool explain_is_told(const struct explain *e, uint32_t telling, uint32_t incident)
{
    const struct report_telling *t = &e->tellings[telling];
    if (t->incident != CULPA_NONE)
        return t->incident == incident;
    return incident < t->report->n_incidents && !t->report->incidents[incident].background;
}

/* Of a whole report the incident that most is told about; the first one of those. */
static uint32_t find_main(struct explain *e, const struct report_telling *t)
{
    const struct culpa_report *report = t->report;
    if (t->incident != CULPA_NONE || !report->n_incidents)
        return t->incident;
    uint32_t best = CULPA_NONE;
    size_t *told = ARENA_ARRAY(&e->arena, size_t, report->n_incidents);
    if (!told) {
        e->failed = true;
        return best;
    }
    for (size_t i = 0; i < report->n_statements; i++)
        if (report->statements[i].about != CULPA_NONE)
            told[report->statements[i].about]++;
    for (uint32_t i = 0; i < report->n_incidents; i++) {
        told[i] += report->incidents[i].n_figures + report->incidents[i].n_proceedings;
        if (!report->incidents[i].background && (best == CULPA_NONE || told[i] > told[best]))
            best = i;
    }
    return best;
}

/* The outlet names a report among several, with the day where one outlet has two; else its id, which is always there.
 */
static struct culpa_slice find_label(struct explain *e, size_t telling)
{
    const struct culpa_document *d = &e->tellings[telling].report->document;
    bool outlet = d->outlet.len > 0, day = d->published.len > 0;
    for (size_t i = 0; i < e->n; i++) {
        const struct culpa_document *o = &e->tellings[i].report->document;
        if (i == telling || !slice_eq(d->outlet, o->outlet))
            continue;
        outlet = false;
        day = day && !slice_eq(d->published, o->published);
    }
    if (outlet || !d->outlet.len || !day)
        return outlet ? d->outlet : d->id.len ? d->id : d->title;
    struct buf label = {0};
    buf_add(&label, d->outlet);
    buf_add_char(&label, ' ');
    buf_add(&label, d->published);
    struct culpa_slice kept = arena_copy(&e->arena, slice_of(label.ptr, label.len));
    e->failed |= label.failed || !kept.ptr;
    buf_release(&label);
    return kept.ptr ? kept : d->id;
}

static bool prepare(struct explain *e)
{
    e->lines = ARENA_ARRAY(&e->arena, struct report_lines, e->n + 1);
    e->labels = ARENA_ARRAY(&e->arena, struct culpa_slice, e->n + 1);
    e->main = ARENA_ARRAY(&e->arena, uint32_t, e->n + 1);
    e->actors_from = ARENA_ARRAY(&e->arena, uint32_t, e->n + 1);
    if (!e->lines || !e->labels || !e->main || !e->actors_from)
        return false;
    for (size_t i = 0; i < e->n; i++) {
        if (!report_lines_init(&e->lines[i], e->tellings[i].report->document.text))
            return false;
        if (e->n > 1)
            e->labels[i] = find_label(e, i);
        e->main[i] = find_main(e, &e->tellings[i]);
        e->actors_from[i + 1] = e->actors_from[i] + (uint32_t)e->tellings[i].report->n_actors;
    }
    e->introduced = ARENA_ARRAY(&e->arena, bool, e->actors_from[e->n] + 1);
    return e->introduced && !e->failed && explain_join_parties(e) && explain_find_rows(e);
}

bool explain_build(struct explain *e, const struct report_telling *tellings, size_t n)
{
    *e = (struct explain){.tellings = tellings, .n = n};
    arena_init(&e->arena, LIMIT_ARENA_BYTES);
    if (!prepare(e)) {
        e->failed = true;
        return false;
    }
    explain_happened(e);
    explain_said(e, EXPLAIN_RESPONSIBLE);
    explain_said(e, EXPLAIN_RESPONSES);
    explain_said(e, EXPLAIN_WARNINGS);
    explain_proceedings(e);
    explain_timeline(e);
    e->failed |= e->words.failed;
    return !e->failed;
}

void explain_release(struct explain *e)
{
    for (size_t i = 0; e->lines && i < e->n; i++)
        report_lines_release(&e->lines[i]);
    buf_release(&e->words);
    arena_release(&e->arena);
}

const char *explain_title(enum explain_section section)
{
    static const char *const titles[EXPLAIN_SECTIONS] = {"What happened",      "Who is responsible, according to whom",
                                                         "How they responded", "Warnings before",
                                                         "Proceedings",        "Timeline"};
    return section < EXPLAIN_SECTIONS ? titles[section] : "";
}
