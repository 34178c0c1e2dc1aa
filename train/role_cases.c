/* role-cases MODEL FILE...: each noun phrase of the reports with what stands around it, one JSON line each; what
 * train/roles.py learns from. Offsets are bytes of the text. */
#include <stdio.h>

#include "base/json.h"
#include "base/limits.h"
#include "incident/roles.h"
#include "input/input.h"
#include "nn/model.h"
#include "nn/nn.h"

static void print(const struct incident_scene *scene, const struct role_phrases *phrases, uint32_t i)
{
    struct buf out = {0};
    struct json j = {.out = &out};
    static struct role_features features;
    struct culpa_span span = incident_span(scene, phrases->list.at[i].tokens);
    role_describe(scene, phrases, i, &features);
    json_array(&j);
    json_string(&j, scene->report->document.id);
    json_number(&j, span.start);
    json_number(&j, span.end);
    json_number(&j, phrases->list.at[i].sentence);
    uint32_t actor = scene->actor_at[phrases->list.at[i].head];
    json_number(&j, actor == CULPA_NONE ? 9999 : actor);
    for (size_t at = 0; at < features.n; at += strlen(features.at + at) + 1)
        json_str(&j, features.at + at);
    json_array_end(&j);
    buf_add_char(&out, '\n');
    fwrite(out.ptr, 1, out.len, stdout);
    buf_release(&out);
}

static enum culpa_status read_report(struct arena *arena, const struct text_vocabulary *vocabulary,
                                     struct culpa_report *report)
{
    const struct culpa_document *d = &report->document;
    struct culpa_span *skipped = ARENA_ARRAY(arena, struct culpa_span, d->n_furniture);
    struct text text;
    struct role_phrases phrases;
    uint32_t n;
    if (!skipped)
        return CULPA_NO_MEMORY;
    for (size_t i = 0; i < d->n_furniture; i++)
        skipped[i] = d->furniture[i].span;
    enum culpa_status status = text_split(arena, vocabulary, d->text, skipped, d->n_furniture, &text);
    struct incident_scene scene = {.arena = arena,
                                   .scratch = arena,
                                   .text = &text,
                                   .report = report,
                                   .statements = (struct culpa_statement *)report->statements};
    if (!status)
        status = incident_scan(&scene);
    if (!status)
        status = incident_find_events(&scene);
    if (!status)
        status = incident_merge(&scene, &n);
    if (!status)
        status = role_find_phrases(&scene, &phrases);
    for (uint32_t i = 0; !status && i < phrases.list.n; i++)
        print(&scene, &phrases, i);
    return status;
}

int main(int argc, char **argv)
{
    struct culpa_error error = {0};
    struct culpa_model *model = NULL;
    struct culpa_reader *reader = NULL;
    struct nn_model *nn = NULL;
    struct text_vocabulary *vocabulary = NULL;
    struct input_stream *stream = NULL;
    struct input_record record = {0};
    struct arena arena;
    arena_init(&arena, LIMIT_ARENA_BYTES);
    if (argc < 3 || culpa_model_open(argv[1], &model, &error) || culpa_reader_new(model, &reader) ||
        nn_open(argv[1], &nn, &error) || text_vocabulary_new(nn_vocabulary(nn), &vocabulary) ||
        input_open((const char *const *)argv + 2, (size_t)argc - 2, &stream)) {
        fprintf(stderr, "role-cases MODEL FILE... %s\n", error.text);
        return 2;
    }
    while (!input_next(stream, &record, &error)) {
        const struct culpa_report *report;
        arena_reset(&arena);
        if (culpa_read(reader, record.format, record.file, record.bytes.ptr, record.bytes.len, &report, &error))
            fprintf(stderr, "%s\n", error.text);
        else if (read_report(&arena, vocabulary, (struct culpa_report *)report))
            fprintf(stderr, "out of memory\n");
    }
    return 0;
}
