/* Words per second of the stage of time alone, on one core.
 *
 *   time-speed FILE    FILE has JSON lines with "text" ("published" or a "dct" with "value" where known)
 *
 * Texts are split before the clock runs. A word is a run of characters that are no white space. Prints one line:
 * words, expressions, the best of the rounds in words/s, and the share of the split text that the rules took. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/limits.h"
#include "time/time.h"

enum { ROUNDS = 5, EXIT_SKIPPED = 77 };

struct sample {
    struct text text;
    struct culpa_slice published;
};

struct samples VEC(struct sample);

static struct culpa_slice member(const json_t *object, const char *key)
{
    const json_t *s = json_object_get(object, key);
    return json_is_string(s) ? slice_of(json_string_value(s), json_string_length(s)) : SLICE("");
}

static size_t count_words(struct culpa_slice s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++)
        n += (unsigned char)s.ptr[i] > ' ' && (i == 0 || (unsigned char)s.ptr[i - 1] <= ' ');
    return n;
}

static bool add_line(struct arena *arena, const struct text_vocabulary *vocabulary, const char *line,
                     struct samples *samples, size_t *words)
{
    json_t *object = json_loads(line, 0, NULL);
    struct sample s;
    struct culpa_slice published = member(object, "published");
    if (!published.len)
        published = member(json_object_get(object, "dct"), "value");
    struct culpa_slice text = arena_copy(arena, member(object, "text"));
    s.published = arena_copy(arena, published);
    json_decref(object);
    if (!text.ptr || !s.published.ptr || text_split(arena, vocabulary, text, NULL, 0, &s.text))
        return false;
    *words += count_words(text);
    return VEC_PUSH(arena, samples, s);
}

/* Seconds for all samples once; < 0 when memory ran out. */
static double run(const struct samples *samples, struct arena *arena, struct arena *scratch, size_t *found)
{
    struct timespec from, to;
    *found = 0;
    clock_gettime(CLOCK_MONOTONIC, &from);
    for (size_t i = 0; i < samples->n; i++) {
        struct time_expressions times = {0};
        enum culpa_time_anchor anchor;
        arena_reset(arena);
        if (time_find(arena, scratch, &samples->at[i].text, samples->at[i].published, &times, &anchor))
            return -1;
        *found += times.n;
    }
    clock_gettime(CLOCK_MONOTONIC, &to);
    return (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
}

int main(int argc, char **argv)
{
    struct arena texts, arena, scratch;
    struct samples samples = {0};
    struct text_vocabulary *vocabulary = NULL;
    FILE *f = argc == 2 ? fopen(argv[1], "r") : NULL;
    if (!f) {
        printf("no texts: %s\n", argc == 2 ? argv[1] : "name a file of JSON lines");
        return argc == 2 ? EXIT_SKIPPED : 2;
    }
    arena_init(&texts, LIMIT_ARENA_BYTES);
    arena_init(&arena, LIMIT_ARENA_BYTES);
    arena_init(&scratch, LIMIT_ARENA_BYTES);
    char *line = NULL;
    size_t size = 0, words = 0, found = 0;
    bool good = !text_vocabulary_new(SLICE("[UNK]\n[CLS]\n[SEP]\n"), &vocabulary);
    while (good && getline(&line, &size, f) > 0)
        good = add_line(&texts, vocabulary, line, &samples, &words);
    double best = -1;
    for (int i = 0; good && i < ROUNDS; i++) {
        double seconds = run(&samples, &arena, &scratch, &found);
        good = seconds >= 0;
        best = best < 0 || seconds < best ? seconds : best;
    }
    if (good)
        printf("%zu words, %zu expressions of time, %.0f words/s\n", words, found, (double)words / best);
    free(line);
    fclose(f);
    text_vocabulary_free(vocabulary);
    arena_release(&texts);
    arena_release(&arena);
    arena_release(&scratch);
    return good ? 0 : 1;
}
