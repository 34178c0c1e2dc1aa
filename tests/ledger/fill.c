/* fill STORE [--link]: adds ledgers that were read before to a store, to measure stores of many reports without reading
 * them: bench/store. A line of standard input is an id, a tab, and the ledger of docs/ledger-json.md. Prints seconds by
 * the clock and of the processor. Not a test. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "base/slice.h"
#include "ledger/store.h"

static double clock_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double processor_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Waiting for the next line is not counted: who writes it takes longer than who adds it. */
struct watch {
    double clock, processor;
};

static bool add_line(struct culpa_store *store, const char *line, size_t len, struct watch *watch)
{
    const char *tab = memchr(line, '\t', len);
    struct culpa_error error = {0};
    enum culpa_addition addition = CULPA_ADDITION_NEW;
    if (!tab) {
        fprintf(stderr, "fill: a line without id\n");
        return false;
    }
    struct culpa_slice id = slice_of(line, (size_t)(tab - line));
    struct culpa_slice ledger = slice_of(tab + 1, len - id.len - 1 - (line[len - 1] == '\n'));
    double clock = clock_now(), processor = processor_now();
    enum culpa_status status = store_add_json(store, id, ledger, false, &addition, &error);
    watch->clock += clock_now() - clock;
    watch->processor += processor_now() - processor;
    if (status || addition != CULPA_ADDITION_NEW)
        fprintf(stderr, "fill: %.*s: %s\n", (int)id.len, id.ptr, status ? error.text : culpa_addition_name(addition));
    return !status && addition == CULPA_ADDITION_NEW;
}

static bool link_them(struct culpa_store *store)
{
    struct culpa_error error = {0};
    double clock = clock_now(), processor = processor_now();
    if (culpa_store_link(store, false, &error)) {
        fprintf(stderr, "fill: %s\n", error.text);
        return false;
    }
    printf("linked %.3f %.3f\n", clock_now() - clock, processor_now() - processor);
    return true;
}

int main(int argc, char **argv)
{
    struct culpa_store *store = NULL;
    struct culpa_error error = {0};
    struct watch watch = {0};
    char *line = NULL;
    size_t size = 0, n = 0;
    ssize_t len;
    if (argc < 2 || culpa_store_open(argv[1], CULPA_STORE_WRITE, &store, &error)) {
        fprintf(stderr, "fill: %s\n", argc < 2 ? "fill STORE [--link]" : error.text);
        return 1;
    }
    bool good = true;
    while (good && (len = getline(&line, &size, stdin)) > 0)
        good = add_line(store, line, (size_t)len, &watch) && ++n;
    printf("added %zu %.3f %.3f\n", n, watch.clock, watch.processor);
    if (good && argc > 2 && !strcmp(argv[2], "--link"))
        good = link_them(store);
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    printf("memory %ld\n", used.ru_maxrss / 1024);
    free(line);
    culpa_store_close(store);
    return !good;
}
