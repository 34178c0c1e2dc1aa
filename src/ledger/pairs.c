/* Which two reports may tell the same incident, and how likely: candidates share rare words; each pair is then scored
 * by a logistic model of words, title, persons, places and days. */
#include <math.h>
#include <stdlib.h>

#include "ledger/groups.h"
#include "ledger/pair_weights.h"

enum { RARE_WORDS = 32, MOST_CANDIDATES = 40, MOST_REPORTS = 400 };

struct posting {
    uint64_t hash;
    uint32_t report;
    double weight;
};

static double cosine(const struct group_terms *a, const struct group_terms *b)
{
    double sum = 0;
    for (size_t i = 0, j = 0; i < a->n && j < b->n;) {
        uint64_t x = a->at[i].hash, y = b->at[j].hash;
        if (x == y)
            sum += a->at[i].weight * b->at[j].weight;
        i += x <= y;
        j += y <= x;
    }
    return sum;
}

/* e^x for |x| up to some tens, by ten squarings: the same on every processor, and near enough. */
static double power_of_e(double x)
{
    double y = 1 + x / 1024;
    for (int i = 0; i < 10; i++)
        y *= y;
    return y;
}

/* log2(1 + days) / 5 between the points of a table; beyond a month distance says no more. */
static double distance(int32_t a, int32_t b)
{
    static const double at[] = {0, 1, 1.585, 2, 2.322, 2.585, 2.807, 3};
    int64_t days = a < b ? (int64_t)b - a : (int64_t)a - b;
    if (days >= 31)
        return 1;
    int doubled = 0;
    double x = (double)days + 1;
    for (; x >= 8; x /= 2)
        doubled++;
    int whole = (int)x;
    double low = at[whole - 1], high = whole < 8 ? at[whole] : low;
    return (doubled + low + (high - low) * (x - whole)) / 5;
}

static bool share_day(const struct identity_report *a, const struct identity_report *b)
{
    for (size_t i = 0; i < a->n_days; i++)
        for (size_t j = 0; j < b->n_days; j++)
            if (a->days[i] == b->days[j])
                return true;
    return false;
}

void group_compare(const struct group_report *a, const struct group_report *b, double feature[PAIR_FEATURE_COUNT])
{
    double words = cosine(&a->words, &b->words), persons = cosine(&a->persons, &b->persons);
    double places = cosine(&a->places, &b->places);
    bool undated = a->from->published == IDENTITY_NO_DAY || b->from->published == IDENTITY_NO_DAY;
    feature[PAIR_BASE] = 1;
    feature[PAIR_WORDS] = words;
    feature[PAIR_WORDS_ROOT] = sqrt(words);
    feature[PAIR_TITLE] = cosine(&a->title, &b->title);
    feature[PAIR_PERSONS] = persons;
    feature[PAIR_PLACES] = places;
    feature[PAIR_NO_PERSON] = a->persons.n && b->persons.n && !(persons > 0);
    feature[PAIR_NO_PLACE] = a->places.n && b->places.n && !(places > 0);
    feature[PAIR_UNDATED] = undated;
    feature[PAIR_APART] = undated ? 0 : distance(a->from->published, b->from->published);
    feature[PAIR_DAY] = share_day(a->from, b->from);
}

static double how_likely(const struct group_report *a, const struct group_report *b)
{
    double feature[PAIR_FEATURE_COUNT], x = 0;
    group_compare(a, b, feature);
    for (size_t i = 0; i < PAIR_FEATURE_COUNT; i++)
        x += PAIR_WEIGHTS[i] * feature[i];
    return 1 / (1 + power_of_e(-x));
}

static int by_term(const void *a, const void *b)
{
    const struct posting *x = a, *y = b;
    return x->hash != y->hash ? (x->hash > y->hash) - (x->hash < y->hash)
                              : (x->report > y->report) - (x->report < y->report);
}

static int by_weight(const void *a, const void *b)
{
    const struct posting *x = a, *y = b;
    if (x->weight != y->weight)
        return x->weight < y->weight ? 1 : -1;
    return x->hash != y->hash ? (x->hash > y->hash) - (x->hash < y->hash)
                              : (x->report > y->report) - (x->report < y->report);
}

static int by_report(const void *a, const void *b)
{
    const struct group_pair *x = a, *y = b;
    return x->a != y->a ? (x->a > y->a) - (x->a < y->a) : (x->b > y->b) - (x->b < y->b);
}

/* The heaviest words of each report, by word. */
static struct posting *list_postings(struct arena *arena, const struct group_report *reports, size_t n, size_t *n_out)
{
    struct posting *all = ARENA_ARRAY(arena, struct posting, n * RARE_WORDS + 1);
    *n_out = 0;
    for (size_t i = 0; i < n && all; i++) {
        const struct group_terms *words = &reports[i].words;
        struct arena_mark mark = arena_mark(arena);
        struct posting *own = ARENA_ARRAY(arena, struct posting, words->n + 1);
        if (!own)
            return NULL;
        for (size_t j = 0; j < words->n; j++)
            own[j] = (struct posting){words->at[j].hash, (uint32_t)i, words->at[j].weight};
        qsort(own, words->n, sizeof *own, by_weight);
        for (size_t j = 0; j < words->n && j < RARE_WORDS && !reports[i].from->no_incident; j++)
            all[(*n_out)++] = own[j];
        arena_rewind(arena, mark);
    }
    if (all)
        qsort(all, *n_out, sizeof *all, by_term);
    return all;
}

/* Shared weight of two reports over their heaviest words. Of a word that more than MOST_REPORTS have, a report meets
 * only those that are next to it in time. */
struct sums {
    double *of;
    uint32_t *touched;
    size_t n;
};

static void add_word(const struct posting *all, size_t n, size_t own, struct sums *sums)
{
    size_t from = own, to = own + 1;
    while (from > 0 && all[from - 1].hash == all[own].hash && own - from < MOST_REPORTS / 2)
        from--;
    while (to < n && all[to].hash == all[own].hash && to - own <= MOST_REPORTS / 2)
        to++;
    for (size_t i = from; i < to; i++) {
        if (i == own)
            continue;
        uint32_t other = all[i].report;
        if (sums->of[other] <= 0)
            sums->touched[sums->n++] = other;
        sums->of[other] += all[i].weight * all[own].weight;
    }
}

static enum culpa_status add_pairs(struct arena *arena, const struct group_report *reports, uint32_t report,
                                   double least, struct sums *sums, struct group_pair *pairs, size_t *n_pairs)
{
    struct arena_mark mark = arena_mark(arena);
    struct posting *best = ARENA_ARRAY(arena, struct posting, sums->n + 1);
    if (!best)
        return CULPA_NO_MEMORY;
    for (size_t i = 0; i < sums->n; i++) {
        best[i] = (struct posting){0, sums->touched[i], sums->of[sums->touched[i]]};
        sums->of[sums->touched[i]] = 0;
    }
    qsort(best, sums->n, sizeof *best, by_weight);
    for (size_t i = 0; i < sums->n && i < MOST_CANDIDATES; i++) {
        uint32_t a = best[i].report < report ? best[i].report : report, b = best[i].report + report - a;
        double likely = how_likely(&reports[a], &reports[b]);
        if (likely >= least)
            pairs[(*n_pairs)++] = (struct group_pair){a, b, likely};
    }
    sums->n = 0;
    arena_rewind(arena, mark);
    return CULPA_OK;
}

enum culpa_status group_pairs(struct arena *arena, const struct group_report *reports, size_t n, double least,
                              struct group_pair **pairs, size_t *n_pairs)
{
    size_t n_all, m = 0;
    *pairs = ARENA_ARRAY(arena, struct group_pair, n * MOST_CANDIDATES + 1);
    struct posting *all = list_postings(arena, reports, n, &n_all);
    struct sums sums = {ARENA_ARRAY(arena, double, n + 1), ARENA_ARRAY(arena, uint32_t, n + 1), 0};
    size_t *place = ARENA_ARRAY(arena, size_t, n_all + 1), *first = ARENA_ARRAY(arena, size_t, n + 2);
    if (!*pairs || !all || !sums.of || !sums.touched || !place || !first)
        return CULPA_NO_MEMORY;
    for (size_t i = 0; i < n_all; i++)
        first[all[i].report + 2]++;
    for (size_t i = 2; i < n + 2; i++)
        first[i] += first[i - 1];
    for (size_t i = 0; i < n_all; i++) /* places of each report's words, in the order of the words */
        place[first[all[i].report + 1]++] = i;
    enum culpa_status status = CULPA_OK;
    for (size_t i = 0; i < n && !status; i++) {
        for (size_t j = first[i]; j < first[i + 1]; j++)
            add_word(all, n_all, place[j], &sums);
        status = add_pairs(arena, reports, (uint32_t)i, least, &sums, *pairs, &m);
    }
    qsort(*pairs, m, sizeof **pairs, by_report);
    *n_pairs = 0;
    for (size_t i = 0; i < m; i++)
        if (!*n_pairs || by_report(&(*pairs)[*n_pairs - 1], &(*pairs)[i]))
            (*pairs)[(*n_pairs)++] = (*pairs)[i];
    return status;
}
