/* Words and names of reports, weighed by how rare they are: in the reports at hand, and in news at large where these
 * are few. The table of news at large is data/ledger/word_weights.tsv. Logarithms are computed here, since those of the
 * C library differ in the last bit between processors. */
#include <math.h>
#include <stdlib.h>

#include "ledger/groups.h"
#include "ledger/word_weights.h"

enum { FEW_REPORTS = 1000, TITLE_COUNTS = 2, WORDS = 200 };

/* Of a word that the table does not have; fewer than one of 30,000 reports. */
static const double RARE = 0.00003;

struct known {
    uint64_t hash;
    double share;
};

static double log_2(double x)
{
    int exponent;
    double m = frexp(x, &exponent), y = (m - 1) / (m + 1), power = y, sum = 0;
    for (int i = 1; i < 40; i += 2, power *= y * y)
        sum += power / i;
    return exponent + 2 * sum * 1.4426950408889634;
}

static uint64_t hash_byte(uint64_t hash, unsigned char c)
{
    return (hash ^ c) * 1099511628211U; /* FNV-1a */
}

static const uint64_t HASH_START = 14695981039346656037U;

/* Length of a part of a word at s[at], 0 where there is none. Quotes and dashes in UTF-8 (E2 80 xx) part words. */
static size_t word_part(struct culpa_slice s, size_t at)
{
    unsigned char c = (unsigned char)s.ptr[at];
    if (c == 0xE2 || c == 0xC2)
        return 0;
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
}

uint64_t group_next_word(struct culpa_slice text, size_t *at)
{
    while (*at < text.len) {
        if (!word_part(text, *at)) {
            bool wide = (unsigned char)text.ptr[*at] == 0xE2 && *at + 2 < text.len;
            *at += wide ? 3 : (unsigned char)text.ptr[*at] == 0xC2 && *at + 1 < text.len ? 2 : 1;
            continue;
        }
        uint64_t hash = HASH_START;
        size_t from = *at;
        for (; *at < text.len && word_part(text, *at); ++*at) {
            unsigned char c = (unsigned char)text.ptr[*at];
            hash = hash_byte(hash, c >= 'A' && c <= 'Z' ? c + 32 : c);
        }
        unsigned char first = (unsigned char)text.ptr[from];
        if (*at - from > 1 || (first >= '0' && first <= '9')) /* the s of "Ruiz's" is no word */
            return hash ? hash : 1;
    }
    return 0;
}

static int by_hash(const void *a, const void *b)
{
    const struct group_term *x = a, *y = b;
    return (x->hash > y->hash) - (x->hash < y->hash);
}

/* Sorts and adds up terms of the same hash. */
static void gather(struct group_terms *terms)
{
    size_t n = 0;
    if (terms->n)
        qsort(terms->at, terms->n, sizeof *terms->at, by_hash);
    for (size_t i = 0; i < terms->n; i++)
        if (n && terms->at[n - 1].hash == terms->at[i].hash)
            terms->at[n - 1].count += terms->at[i].count;
        else
            terms->at[n++] = terms->at[i];
    terms->n = n;
}

static int known_by_hash(const void *a, const void *b)
{
    const struct known *x = a, *y = b;
    return (x->hash > y->hash) - (x->hash < y->hash);
}

static struct known *list_known(struct arena *arena)
{
    struct known *known = ARENA_ARRAY(arena, struct known, word_weights_n);
    for (size_t i = 0; known && i < word_weights_n; i++) {
        size_t at = 0;
        known[i].hash = group_next_word(slice_of(word_weights[i].word, strlen(word_weights[i].word)), &at);
        known[i].share = word_weights[i].per_10000 / 10000.0;
    }
    if (known)
        qsort(known, word_weights_n, sizeof *known, known_by_hash);
    return known;
}

static double share_of(const struct known *known, uint64_t hash)
{
    struct known key = {hash, 0};
    const struct known *found = bsearch(&key, known, word_weights_n, sizeof key, known_by_hash);
    return found ? found->share : RARE;
}

static bool add_words(struct group_terms *terms, struct culpa_slice text, size_t most, uint32_t count)
{
    size_t at = 0;
    for (size_t i = 0; i < most; i++) {
        uint64_t hash = group_next_word(text, &at);
        if (!hash)
            break;
        terms->at[terms->n++] = (struct group_term){hash, count, 0};
    }
    return true;
}

/* A person is the last word of the name, so that "Ana Ruiz" and "Ms Ruiz" are the same; a place is all of its words.
 * The weight is for now the share in news at large of its rarest word. */
static struct group_term name_term(const struct known *known, const struct identity_name *name)
{
    bool person = name->kind == CULPA_NAME_PERSON;
    uint64_t word, whole = HASH_START;
    double share = 1;
    size_t at = 0;
    while ((word = group_next_word(name->text, &at))) {
        double s = share_of(known, word);
        whole = person ? word : (whole * 31) ^ word;
        share = person || s < share ? s : share;
    }
    return (struct group_term){whole, 1, share};
}

static enum culpa_status list_terms(struct arena *arena, const struct known *known, struct group_report *report)
{
    const struct identity_report *from = report->from;
    struct culpa_slice text = from->text, title = from->title;
    text.len = text.len < IDENTITY_TEXT_BYTES ? text.len : IDENTITY_TEXT_BYTES;
    title.len = title.len < IDENTITY_TEXT_BYTES ? title.len : IDENTITY_TEXT_BYTES;
    report->words.at = ARENA_ARRAY(arena, struct group_term, WORDS + title.len / 2 + 2);
    report->title.at = ARENA_ARRAY(arena, struct group_term, title.len + 1);
    report->persons.at = ARENA_ARRAY(arena, struct group_term, from->n_names + 1);
    report->places.at = ARENA_ARRAY(arena, struct group_term, from->n_names + 1);
    if (!report->words.at || !report->title.at || !report->persons.at || !report->places.at)
        return CULPA_NO_MEMORY;
    add_words(&report->words, text, WORDS, 1);
    add_words(&report->words, title, title.len / 2 + 1, TITLE_COUNTS);
    add_words(&report->title, title, title.len / 2 + 1, 1);
    for (size_t i = 0; i < from->n_names; i++) {
        enum culpa_name_kind kind = from->names[i].kind;
        struct group_terms *into = kind == CULPA_NAME_PERSON                                 ? &report->persons
                                   : kind == CULPA_NAME_PLACE || kind == CULPA_NAME_FACILITY ? &report->places
                                                                                             : NULL;
        if (into)
            into->at[into->n++] = name_term(known, &from->names[i]);
    }
    gather(&report->words);
    gather(&report->title);
    gather(&report->persons);
    gather(&report->places);
    return CULPA_OK;
}

enum kind { WORD, TITLE, PERSON, PLACE, KINDS };

static struct group_terms *terms_of(struct group_report *report, enum kind kind)
{
    struct group_terms *of[] = {&report->words, &report->title, &report->persons, &report->places};
    return of[kind];
}

/* How many reports have each term: sorted by hash. */
static enum culpa_status count_reports(struct arena *arena, struct group_report *reports, size_t n, enum kind kind,
                                       struct group_terms *all)
{
    size_t total = 0;
    for (size_t i = 0; i < n; i++)
        total += terms_of(&reports[i], kind)->n;
    *all = (struct group_terms){ARENA_ARRAY(arena, struct group_term, total + 1), 0};
    if (!all->at)
        return CULPA_NO_MEMORY;
    for (size_t i = 0; i < n; i++) {
        const struct group_terms *terms = terms_of(&reports[i], kind);
        for (size_t j = 0; j < terms->n; j++)
            all->at[all->n++] = (struct group_term){terms->at[j].hash, 1, 0};
    }
    gather(all);
    return CULPA_OK;
}

static void weigh(struct group_terms *terms, const struct group_terms *all, const struct known *known, size_t n,
                  enum kind kind)
{
    double squares = 0;
    for (size_t i = 0; i < terms->n; i++) {
        struct group_term *t = &terms->at[i];
        const struct group_term *found = bsearch(t, all->at, all->n, sizeof *t, by_hash);
        double share = kind == WORD || kind == TITLE ? share_of(known, t->hash) : t->weight;
        double rarity = -log_2((found->count + FEW_REPORTS * share) / (double)(n + FEW_REPORTS));
        rarity = rarity > 0 ? rarity : 0;
        t->weight = kind == WORD || kind == TITLE ? (1 + log_2(t->count)) * rarity : rarity;
        squares += t->weight * t->weight;
    }
    for (size_t i = 0; i < terms->n && squares > 0; i++)
        terms->at[i].weight /= sqrt(squares);
}

enum culpa_status group_weigh(struct arena *arena, struct group_report *reports, size_t n)
{
    struct known *known = list_known(arena);
    enum culpa_status status = known ? CULPA_OK : CULPA_NO_MEMORY;
    for (size_t i = 0; i < n && !status; i++)
        status = list_terms(arena, known, &reports[i]);
    struct group_terms all[KINDS];
    static const enum kind counted[KINDS] = {[WORD] = WORD, [TITLE] = WORD, [PERSON] = PERSON, [PLACE] = PLACE};
    for (enum kind k = WORD; k < KINDS && !status; k++)
        if (counted[k] == k)
            status = count_reports(arena, reports, n, k, &all[k]);
    for (size_t i = 0; i < n && !status; i++)
        for (enum kind k = WORD; k < KINDS; k++)
            weigh(terms_of(&reports[i], k), &all[counted[k]], known, n, k); /* words of the title are among the words */
    return status;
}
