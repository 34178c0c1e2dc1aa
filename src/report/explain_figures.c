/* Counts of people, told by what is counted: each with who gives it, parts of the whole apart, and where they disagree
 * from the lowest to the highest. Nothing is averaged. */
#include <stdio.h>
#include <stdlib.h>

#include "report/explain.h"

enum { MOST_COUNTS = 8, MOST_PARTS = 6, MOST_VOICES = 5 };

struct count {
    const struct culpa_figure *f;
    uint32_t telling, voice; /* voice: a party, CULPA_NONE where the report itself counts */
    uint32_t value;
    struct culpa_slice date; /* of the count, else of the report */
    bool part;               /* of a larger count that the same voice gives */
};
struct counts VEC(struct count);

static bool is_of_proceedings(enum culpa_figure_what what)
{
    return what == CULPA_FIGURE_ARRESTED || what == CULPA_FIGURE_CHARGED || what == CULPA_FIGURE_PLEADED ||
           what == CULPA_FIGURE_CONVICTED;
}

/* --- numbers in words --- */

static bool has_word(struct culpa_slice words, const char *word)
{
    size_t n = strlen(word);
    for (size_t at = 0; (at = slice_find_nocase(words, slice_of(word, n), at)) != SIZE_MAX; at++)
        if ((at == 0 || words.ptr[at - 1] == ' ') && (at + n == words.len || words.ptr[at + n] == ' '))
            return true;
    return false;
}

/* Words that are the number themselves: "dozens". */
static bool is_open(struct culpa_slice qualifier)
{
    static const char *const words[] = {"dozen",    "dozens",    "scores",  "hundred",  "hundreds",
                                        "thousand", "thousands", "million", "millions", "several",
                                        "number",   "handful",   "few",     "many",     "tens"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (has_word(qualifier, words[i]))
            return true;
    return false;
}

static void put_bounds(struct buf *out, uint32_t low, uint32_t high)
{
    if (low == CULPA_NONE && high == CULPA_NONE)
        buf_add_str(out, "some");
    else if (low == high)
        buf_addf(out, low ? "%u" : "none", low);
    else if (high == CULPA_NONE)
        buf_addf(out, "at least %u", low);
    else if (low == CULPA_NONE)
        buf_addf(out, "up to %u", high);
    else
        buf_addf(out, "%u to %u", low, high);
}

static void put_lower(struct buf *out, struct culpa_slice s)
{
    for (size_t i = 0; i < s.len; i++)
        buf_add_char(out, s.ptr[i] >= 'A' && s.ptr[i] <= 'Z' ? (char)(s.ptr[i] + 32) : s.ptr[i]);
}

/* "more than 70", "200 or so", "dozens (at least 24)": with the words of the report where they bound the number. */
static void put_number(struct buf *out, const struct culpa_figure *f)
{
    struct culpa_slice q = slice_trim(f->qualifier);
    uint32_t number = f->low != CULPA_NONE ? f->low : f->high;
    bool ranged = f->low != CULPA_NONE && f->high != CULPA_NONE && f->low != f->high;
    if (!q.len || number == CULPA_NONE) {
        put_bounds(out, f->low, f->high);
    } else if (ranged || memchr(q.ptr, ',', q.len)) {
        put_bounds(out, f->low, f->high);
        buf_add_str(out, " (“");
        buf_add(out, q);
        buf_add_str(out, "”)");
    } else if (is_open(q)) {
        put_lower(out, q);
        buf_add_str(out, " (");
        put_bounds(out, f->low, f->high);
        buf_add_char(out, ')');
    } else if (slice_starts_nocase(q, SLICE("or "))) {
        buf_addf(out, "%u ", number);
        put_lower(out, q);
    } else {
        put_lower(out, q);
        buf_addf(out, " %u", number);
    }
}

/* --- sorting --- */

static int compare(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

/* By what and voice, the largest first. */
static int by_voice(const void *a, const void *b)
{
    const struct count *x = a, *y = b;
    int order = compare(x->f->what, y->f->what);
    order = order ? order : compare(x->telling, y->telling);
    order = order ? order : compare(x->voice, y->voice);
    order = order ? order : compare(y->value, x->value);
    return order ? order : compare(x->f->span.start, y->f->span.start);
}

/* The same number: by what is counted, date, bounds. */
static int by_number(const struct count *x, const struct count *y)
{
    int order = compare(x->f->what, y->f->what);
    order = order ? order : compare(x->part, y->part);
    order = order ? order : slice_compare(x->date, y->date);
    order = order ? order : compare(x->value, y->value);
    order = order ? order : compare(x->f->low, y->f->low);
    order = order ? order : compare(x->f->high, y->f->high);
    return order ? order : slice_compare(x->f->breakdown, y->f->breakdown);
}

static int by_telling(const void *a, const void *b)
{
    const struct count *x = a, *y = b;
    int order = by_number(x, y);
    order = order ? order : compare(x->voice + 1, y->voice + 1); /* the report's own first: CULPA_NONE + 1 is 0 */
    order = order ? order : compare(x->telling, y->telling);
    return order ? order : compare(x->f->span.start, y->f->span.start);
}

/* A smaller count by the same voice is a part, or one that the larger holds; so is what has a breakdown. */
static void mark_parts(struct counts *counts)
{
    uint32_t largest = 0;
    bool known = false;
    for (size_t i = 0; i < counts->n; i++) {
        struct count *c = &counts->at[i];
        const struct count *before = i ? c - 1 : NULL;
        if (!before || before->f->what != c->f->what || before->telling != c->telling || before->voice != c->voice)
            known = false;
        c->part = c->f->breakdown.len || (known && c->value < largest);
        if (!c->part && !known) {
            largest = c->value;
            known = true;
        }
    }
}

/* "20 died; all 33 passengers were killed": what is more than any whole is no part of one. */
static void unmark_larger(struct counts *counts)
{
    for (size_t from = 0, to; from < counts->n; from = to) {
        const struct count *first = &counts->at[from];
        uint32_t largest = 0;
        for (to = from;
             to < counts->n && counts->at[to].f->what == first->f->what && counts->at[to].telling == first->telling;
             to++)
            largest = !counts->at[to].part && counts->at[to].value > largest ? counts->at[to].value : largest;
        for (size_t i = from; i < to; i++)
            counts->at[i].part = counts->at[i].part && (!largest || counts->at[i].value <= largest);
    }
}

/* --- lines --- */

struct spread {
    size_t from, to; /* of counts: those that tell the same number */
};

/* Counts of one kind, from to to: the next run of those that are the same; of several reports by the same voice. */
static struct spread same_from(const struct counts *counts, size_t from, size_t to, bool several)
{
    struct spread same = {from, from + 1};
    while (same.to < to && by_number(&counts->at[from], &counts->at[same.to]) == 0 &&
           (!several || counts->at[same.to].voice == counts->at[from].voice))
        same.to++;
    return same;
}

static struct explain_place place_of(const struct count *c)
{
    return (struct explain_place){c->telling, CULPA_NONE, c->f->span};
}

static void put_bare_count(struct explain *e, const struct count *c)
{
    struct buf words = {0};
    put_number(&words, c->f);
    explain_take(e, EXPLAIN_PLAIN, &words);
    explain_add(e, EXPLAIN_PLAIN, c->f->breakdown);
}

/* Of one report: "11 (3:201), also according to St. Brannoc (17:1953)": each voice has its own place. first: the first
 * place stands in front of the line. */
static void put_voices(struct explain *e, const struct counts *counts, struct spread same, bool first)
{
    size_t shown = 0;
    put_bare_count(e, &counts->at[same.from]);
    for (size_t i = same.from; i < same.to; i++) {
        const struct count *c = &counts->at[i], *before = i > same.from ? c - 1 : NULL;
        if (before && before->voice == c->voice) /* the same voice again */
            continue;
        if (shown++ == MOST_VOICES) {
            explain_str(e, EXPLAIN_DIM, "...");
            return;
        }
        if (before)
            explain_glue(e, ",");
        if (before && before->voice == CULPA_NONE)
            explain_str(e, EXPLAIN_PLAIN, "also");
        if (c->voice != CULPA_NONE) {
            if (!before || before->voice == CULPA_NONE)
                explain_str(e, EXPLAIN_PLAIN, "according to");
            explain_name(e, c->telling, c->f->by, "");
        }
        if (c->f->as_of.len) {
            explain_str(e, EXPLAIN_PLAIN, "as of");
            explain_add(e, EXPLAIN_PLAIN, c->f->as_of);
        }
        if (before || !first)
            explain_place(e, "(", place_of(c), ")");
    }
}

static void put_giver(struct explain *e, const struct count *c)
{
    if (c->voice == CULPA_NONE)
        return;
    explain_str(e, EXPLAIN_PLAIN, "according to");
    explain_name(e, c->telling, c->f->by, "");
}

/* Places of a run, one a report. */
static void put_places(struct explain *e, const struct counts *counts, struct spread same)
{
    size_t n = same.to - same.from;
    struct explain_place *places = ARENA_ARRAY(&e->arena, struct explain_place, n + 1);
    if (!places) {
        e->failed = true;
        return;
    }
    for (size_t i = 0; i < n; i++)
        places[i] = place_of(&counts->at[same.from + i]);
    explain_sources(e, places, n);
}

static void put_label(struct explain *e, enum explain_section section, const struct count *c, const char *before)
{
    char label[64];
    const char *what = culpa_figure_name(c->f->what);
    snprintf(label, sizeof label, "%s%c%s:", before, *before ? *what : *what - 32, what + 1);
    explain_begin(e, section, section != EXPLAIN_PROCEEDINGS, e->n > 1 ? (struct explain_place){0} : place_of(c));
    explain_str(e, EXPLAIN_HOW, label);
}

/* All in one line: "Killed: 77 according to A; 80 according to B (4:358)." */
static void put_in_line(struct explain *e, enum explain_section section, const struct counts *counts, size_t from,
                        size_t to, const char *before, size_t most)
{
    size_t shown = 0;
    struct spread same;
    put_label(e, section, &counts->at[from], before);
    for (size_t at = from; at < to && shown < most; at = same.to, shown++) {
        same = same_from(counts, at, to, e->n > 1);
        if (e->n > 1) {
            put_bare_count(e, &counts->at[at]);
            put_giver(e, &counts->at[at]);
            put_places(e, counts, same);
        } else {
            put_voices(e, counts, same, at == from);
        }
        explain_glue(e, same.to < to ? (shown + 1 < most ? ";" : "; ...") : ".");
    }
}

/* One number of several reports, with its date: "2016-07-14: 84 (A 3:61); according to officials (B 5:510)". */
static void put_dated(struct explain *e, enum explain_section section, const struct counts *counts, struct spread same)
{
    const struct count *c = &counts->at[same.from];
    struct spread voice;
    explain_begin(e, section, 1 + (section != EXPLAIN_PROCEEDINGS), place_of(c));
    explain_add(e, EXPLAIN_DIM, c->date);
    if (c->date.len)
        explain_glue(e, ":");
    put_bare_count(e, c);
    for (size_t at = same.from; at < same.to; at = voice.to) {
        voice = same_from(counts, at, same.to, true);
        if (at > same.from)
            explain_glue(e, ";");
        put_giver(e, &counts->at[at]);
        put_places(e, counts, voice);
    }
}

/* Of several reports: the spread, then number by number with its date. */
static void put_spread(struct explain *e, enum explain_section section, const struct counts *counts, size_t from,
                       size_t to)
{
    const struct count *low = NULL, *high = NULL;
    size_t numbers = 0;
    struct spread same;
    for (size_t i = from; i < to; i++) {
        const struct count *c = &counts->at[i];
        if (is_open(c->f->qualifier)) /* "dozens" is no number that another could be above or below */
            continue;
        low = low && low->value <= c->value ? low : c;
        high = high && high->value >= c->value ? high : c;
    }
    put_label(e, section, &counts->at[from], "");
    if (low && low->value < high->value) {
        struct buf words = {0};
        buf_add_str(&words, "from ");
        put_number(&words, low->f);
        buf_add_str(&words, " to ");
        put_number(&words, high->f);
        explain_take(e, EXPLAIN_PLAIN, &words);
        explain_glue(e, ", as the reports differ.");
    }
    for (size_t at = from; at < to; at = same.to, numbers++)
        same = same_from(counts, at, to, false);
    if (numbers > MOST_COUNTS) { /* the newest stay */
        char words[48];
        snprintf(words, sizeof words, "(%zu earlier ones left out)", numbers - MOST_COUNTS);
        explain_begin(e, section, 1 + (section != EXPLAIN_PROCEEDINGS), (struct explain_place){0});
        explain_str(e, EXPLAIN_DIM, words);
    }
    for (size_t at = from; at < to; at = same.to, numbers--) {
        same = same_from(counts, at, to, false);
        if (numbers <= MOST_COUNTS)
            put_dated(e, section, counts, same);
    }
}

/* The counts of one kind. */
static void put_kind(struct explain *e, enum explain_section section, const struct counts *counts, size_t from,
                     size_t to)
{
    size_t parts = from;
    while (parts < to && !counts->at[parts].part)
        parts++;
    if (e->n > 1 && parts > from && same_from(counts, from, parts, true).to < parts)
        put_spread(e, section, counts, from, parts);
    else if (parts > from)
        put_in_line(e, section, counts, from, parts, "", MOST_COUNTS);
    if (parts < to)
        put_in_line(e, section, counts, parts, to, parts > from ? "Of the " : "", MOST_PARTS);
}

/* --- which counts --- */

/* A step of the same kind tells it with the same number: "Arrested: seven others". */
static bool is_told_by_step(const struct culpa_report *report, const struct culpa_incident *incident,
                            const struct culpa_figure *f)
{
    enum culpa_proceeding_act act = f->what == CULPA_FIGURE_ARRESTED  ? CULPA_PROCEEDING_ARREST
                                    : f->what == CULPA_FIGURE_CHARGED ? CULPA_PROCEEDING_CHARGE
                                    : f->what == CULPA_FIGURE_PLEADED ? CULPA_PROCEEDING_PLEAD_GUILTY
                                                                      : CULPA_PROCEEDING_CONVICT;
    for (size_t i = 0; i < incident->n_proceedings; i++) {
        const struct culpa_proceeding *p = &incident->proceedings[i];
        uint32_t count = p->count ? p->count : p->who != CULPA_NONE ? report->actors[p->who].count : 0;
        bool same = (count && count == f->low) ||
                    (f->breakdown.len && slice_find_nocase(p->party, f->breakdown, 0) != SIZE_MAX);
        if (p->act == act && same)
            return true;
    }
    return false;
}

static void take_counts(struct explain *e, struct counts *counts, uint32_t telling, uint32_t number, bool proceedings)
{
    const struct culpa_report *report = explain_report(e, telling);
    const struct culpa_incident *incident = &report->incidents[number];
    for (size_t i = 0; i < incident->n_figures; i++) {
        const struct culpa_figure *f = &incident->figures[i];
        if (is_of_proceedings(f->what) != proceedings || (proceedings && is_told_by_step(report, incident, f)))
            continue;
        struct count c = {.f = f, .telling = telling, .voice = explain_party(e, telling, f->by)};
        c.value = f->low != CULPA_NONE ? f->low : f->high != CULPA_NONE ? f->high : 0;
        if (e->n > 1)
            c.date = f->as_of.len ? f->as_of : report->document.published;
        if (!VEC_PUSH(&e->arena, counts, c))
            e->failed = true;
    }
}

void explain_figures(struct explain *e, enum explain_section section, uint32_t telling, uint32_t incident)
{
    struct counts counts = {0};
    for (uint32_t t = telling == CULPA_NONE ? 0 : telling; t < (telling == CULPA_NONE ? e->n : telling + 1); t++)
        for (uint32_t i = 0; i < explain_report(e, t)->n_incidents; i++)
            if (incident == CULPA_NONE ? explain_is_told(e, t, i) : i == incident)
                take_counts(e, &counts, t, i, section == EXPLAIN_PROCEEDINGS);
    if (!counts.n)
        return;
    qsort(counts.at, counts.n, sizeof *counts.at, by_voice);
    mark_parts(&counts);
    unmark_larger(&counts);
    qsort(counts.at, counts.n, sizeof *counts.at, by_telling);
    for (size_t from = 0, to; from < counts.n; from = to) {
        for (to = from + 1; to < counts.n && counts.at[to].f->what == counts.at[from].f->what;)
            to++;
        put_kind(e, section, &counts, from, to);
    }
}
