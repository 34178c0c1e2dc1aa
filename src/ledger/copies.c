/* Copies of one text: wire copy printed by many, updates of a report. Two texts are copies where they share half of
 * their shingles of words (Jaccard); candidates come from bands of MinHash values, each is then checked exactly.
 * Broder, "On the resemblance and containment of documents", 1997. */
#include <stdlib.h>

#include "ledger/groups.h"

/* A pair of resemblance s falls together in some band with 1 - (1 - s^2)^24: over 99 % at a half. */
enum { SHINGLE = 4, BANDS = 24, ROWS = 2, MOST_SHINGLES = 1024, LOOKED_AT = 20 };

struct shingles {
    uint64_t *at; /* sorted, each once */
    size_t n;
};

struct band {
    uint64_t hash;
    uint32_t report;
};

static uint64_t mix(uint64_t x)
{
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9U; /* splitmix64 */
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBU;
    return x ^ (x >> 31);
}

static int by_value(const void *a, const void *b)
{
    const uint64_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static enum culpa_status list_shingles(struct arena *arena, struct culpa_slice text, struct shingles *s)
{
    uint64_t window[SHINGLE] = {0}, word;
    size_t at = 0, n_words = 0;
    text.len = text.len < IDENTITY_TEXT_BYTES ? text.len : IDENTITY_TEXT_BYTES;
    s->at = ARENA_ARRAY(arena, uint64_t, MOST_SHINGLES);
    if (!s->at)
        return CULPA_NO_MEMORY;
    while (s->n < MOST_SHINGLES && (word = group_next_word(text, &at))) {
        uint64_t hash = 0;
        window[n_words++ % SHINGLE] = word;
        for (size_t i = 0; i < SHINGLE; i++)
            hash = mix(hash + window[(n_words + i) % SHINGLE]);
        if (n_words >= SHINGLE)
            s->at[s->n++] = hash;
    }
    size_t n = 0;
    if (s->n)
        qsort(s->at, s->n, sizeof *s->at, by_value);
    for (size_t i = 0; i < s->n; i++)
        if (!n || s->at[n - 1] != s->at[i])
            s->at[n++] = s->at[i];
    s->n = n;
    return CULPA_OK;
}

static bool are_copies(const struct shingles *a, const struct shingles *b)
{
    size_t i = 0, j = 0, both = 0;
    while (i < a->n && j < b->n) {
        both += a->at[i] == b->at[j];
        bool next_a = a->at[i] <= b->at[j], next_b = b->at[j] <= a->at[i];
        i += next_a;
        j += next_b;
    }
    return both && 2 * both >= a->n + b->n - both;
}

static uint64_t band_hash(const struct shingles *s, unsigned band)
{
    uint64_t hash = 0;
    for (unsigned row = 0; row < ROWS; row++) {
        uint64_t least = UINT64_MAX, seed = mix(band * ROWS + row + 1);
        for (size_t i = 0; i < s->n; i++) {
            uint64_t value = mix(s->at[i] ^ seed);
            least = value < least ? value : least;
        }
        hash = mix(hash + least);
    }
    return hash;
}

static int by_band(const void *a, const void *b)
{
    const struct band *x = a, *y = b;
    return x->hash != y->hash ? (x->hash > y->hash) - (x->hash < y->hash)
                              : (x->report > y->report) - (x->report < y->report);
}

enum culpa_status group_copies(struct arena *arena, const struct group_report *reports, size_t n, uint32_t *parent)
{
    struct shingles *shingles = ARENA_ARRAY(arena, struct shingles, n + 1);
    struct band *bands = ARENA_ARRAY(arena, struct band, n + 1);
    if (!shingles || !bands)
        return CULPA_NO_MEMORY;
    for (size_t i = 0; i < n; i++)
        if (list_shingles(arena, reports[i].from->text, &shingles[i]))
            return CULPA_NO_MEMORY;
    for (unsigned band = 0; band < BANDS; band++) {
        size_t m = 0;
        for (size_t i = 0; i < n; i++)
            if (shingles[i].n)
                bands[m++] = (struct band){band_hash(&shingles[i], band), (uint32_t)i};
        if (m)
            qsort(bands, m, sizeof *bands, by_band);
        for (size_t i = 0; i < m; i++)
            for (size_t j = i + 1; j < m && j <= i + LOOKED_AT && bands[j].hash == bands[i].hash; j++) {
                uint32_t a = bands[i].report, b = bands[j].report;
                if (group_root(parent, a) != group_root(parent, b) && are_copies(&shingles[a], &shingles[b]))
                    group_join(parent, a, b);
            }
    }
    return CULPA_OK;
}
