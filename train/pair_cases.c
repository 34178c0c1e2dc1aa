/* pair-cases MODEL FILE...: the reports that culpa takes for candidates of one incident, pair by pair, one JSON line
 * each: their ids and what is compared in them (ledger/groups.h); what train/pairs.py learns from. */
#include <stdio.h>

#include "base/json.h"
#include "base/limits.h"
#include "input/input.h"
#include "ledger/groups.h"

struct taken VEC(struct identity_report);

static enum culpa_status take_all(struct culpa_reader *reader, struct input_stream *stream, struct arena *arena,
                                  struct taken *taken)
{
    struct input_record record = {0};
    struct culpa_error error = {0};
    while (!input_next(stream, &record, &error)) {
        const struct culpa_report *report;
        struct identity_report one;
        if (culpa_read(reader, record.format, record.file, record.bytes.ptr, record.bytes.len, &report, &error)) {
            fprintf(stderr, "%s\n", error.text);
            continue;
        }
        if (identity_take(arena, report, &one) || !VEC_PUSH(arena, taken, one))
            return CULPA_NO_MEMORY;
    }
    return CULPA_OK;
}

static void print(const struct group_report *a, const struct group_report *b)
{
    struct buf out = {0};
    struct json j = {.out = &out};
    double feature[PAIR_FEATURE_COUNT];
    char number[32];
    group_compare(a, b, feature);
    json_object(&j);
    json_key(&j, "a");
    json_string(&j, a->from->id);
    json_key(&j, "b");
    json_string(&j, b->from->id);
    json_key(&j, "f");
    json_array(&j);
    for (size_t i = 0; i < PAIR_FEATURE_COUNT; i++) {
        snprintf(number, sizeof number, "%.9g", feature[i]);
        json_str(&j, number);
    }
    json_array_end(&j);
    json_object_end(&j);
    buf_add_char(&out, '\n');
    fwrite(out.ptr, 1, out.len, stdout);
    buf_release(&out);
}

int main(int argc, char **argv)
{
    struct culpa_error error = {0};
    struct culpa_model *model = NULL;
    struct culpa_reader *reader = NULL;
    struct input_stream *stream = NULL;
    struct taken taken = {0};
    struct group_pair *pairs = NULL;
    size_t n_pairs = 0;
    struct arena arena;
    arena_init(&arena, LIMIT_IDENTITY_BYTES);
    if (argc < 3 || culpa_model_open(argv[1], &model, &error) || culpa_reader_new(model, &reader) ||
        input_open((const char *const *)argv + 2, (size_t)argc - 2, &stream)) {
        fprintf(stderr, "pair-cases MODEL FILE... %s\n", error.text);
        return 2;
    }
    enum culpa_status status = take_all(reader, stream, &arena, &taken);
    struct group_report *reports = status ? NULL : group_list(&arena, taken.at, taken.n);
    if (reports)
        status = group_weigh(&arena, reports, taken.n);
    if (reports && !status)
        status = group_pairs(&arena, reports, taken.n, 0, &pairs, &n_pairs);
    if (!reports || status) {
        fprintf(stderr, "out of memory\n");
        return 1;
    }
    for (size_t i = 0; i < n_pairs; i++)
        print(&reports[pairs[i].a], &reports[pairs[i].b]);
    return 0;
}
