/* speed N: seconds that identity takes for N synthetic reports, told five an incident. Not a test. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "ledger/identity.h"

enum { TOLD = 5, WORDS = 200, RARE = 20, VOCABULARY = 20000, WORD_BYTES = 24 };

static uint64_t seed = 1;

static uint32_t random_below(uint32_t n)
{
    seed = seed * 6364136223846793005U + 1442695040888963407U;
    return (uint32_t)((seed >> 33) % n);
}

/* Squared: few words are frequent, most are rare. */
static uint32_t random_word(void)
{
    uint64_t x = random_below(VOCABULARY);
    return (uint32_t)(x * x / VOCABULARY);
}

static void write_report(char *text, size_t number)
{
    size_t at = 0;
    for (size_t i = 0; i < WORDS; i++) {
        unsigned long word = i % (WORDS / RARE) ? random_word() : 1000000 + number / TOLD * RARE + random_below(RARE);
        at += (size_t)sprintf(text + at, "w%lu ", word);
    }
}

int main(int argc, char **argv)
{
    size_t n = argc > 1 ? strtoul(argv[1], NULL, 10) : 1000, groups = 0;
    struct arena arena;
    struct timespec from, to;
    arena_init(&arena, (size_t)64 << 30);
    struct identity_report *reports = calloc(n, sizeof *reports);
    struct identity_keys *keys = calloc(n, sizeof *keys);
    for (size_t i = 0; reports && i < n; i++) {
        char *text = malloc(WORDS * WORD_BYTES), *id = malloc(WORD_BYTES);
        if (!text || !id)
            return 1;
        write_report(text, i);
        snprintf(id, WORD_BYTES, "%zu", i);
        reports[i] = (struct identity_report){
            .id = slice_of(id, strlen(id)), .text = slice_of(text, strlen(text)), .published = (int32_t)(i / 100)};
    }
    if (!reports || !keys)
        return 1;
    clock_gettime(CLOCK_MONOTONIC, &from);
    if (identity_link(&arena, reports, n, keys))
        return 1;
    clock_gettime(CLOCK_MONOTONIC, &to);
    for (size_t i = 0; i < n; i++)
        groups += slice_eq(keys[i].incident, reports[i].id);
    double s = (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
    printf("%zu reports, %zu incidents: %.2f s, %.0f reports/s, %zu MiB\n", n, groups, s, (double)n / s,
           arena.used_bytes >> 20);
    return 0;
}
