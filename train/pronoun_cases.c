/* pronoun-cases MODEL FILE...: for each pronoun of the reports, what culpa may take it for, one JSON line each; what
 * train/pronouns.py learns from. Offsets are bytes of the text. */
#include <stdio.h>

#include "base/json.h"
#include "base/limits.h"
#include "entity/mention.h"
#include "input/input.h"
#include "read/actors.h"

struct cases {
    struct culpa_slice id;
    struct buf out;
};

static void put_span(struct json *j, const struct text *text, struct text_range r)
{
    json_array(j);
    json_number(j, text->tokens[r.from].start);
    json_number(j, text->tokens[r.to - 1].end);
    json_array_end(j);
}

static void put_candidate(struct json *j, const struct scene *scene, const struct candidate *c, uint32_t before)
{
    char number[32];
    json_object(j);
    json_key(j, "nearest");
    put_span(j, scene->text, scene->mentions.at[c->mention].head);
    json_key(j, "spans");
    json_array(j);
    for (uint32_t i = 0; i < before; i++)
        if (scene->mentions.at[i].cluster == c->cluster)
            put_span(j, scene->text, scene->mentions.at[i].head);
    json_array_end(j);
    json_key(j, "f");
    json_array(j);
    for (size_t i = 0; i < PRONOUN_FEATURE_COUNT; i++) {
        snprintf(number, sizeof number, "%g", (double)c->feature[i]);
        json_str(j, number);
    }
    json_array_end(j);
    json_object_end(j);
}

static void watch(void *watcher, const struct scene *scene, uint32_t mention, const struct candidate *at, size_t n)
{
    struct cases *cases = watcher;
    struct json j = {.out = &cases->out};
    json_object(&j);
    json_key(&j, "id");
    json_string(&j, cases->id);
    json_key(&j, "pronoun");
    put_span(&j, scene->text, scene->mentions.at[mention].tokens);
    json_key(&j, "word");
    json_string(&j, mention_words(scene->text, scene->mentions.at[mention].tokens));
    json_key(&j, "candidates");
    json_array(&j);
    for (size_t i = 0; i < n; i++)
        put_candidate(&j, scene, &at[i], mention);
    json_array_end(&j);
    json_object_end(&j);
    buf_add_char(&cases->out, '\n');
}

static enum culpa_status watch_report(struct arena *arena, const struct text_vocabulary *vocabulary,
                                      const struct culpa_report *report, struct cases *cases)
{
    const struct culpa_document *d = &report->document;
    struct culpa_span *skipped = ARENA_ARRAY(arena, struct culpa_span, d->n_furniture);
    struct text text;
    struct entity_input input;
    if (!skipped)
        return CULPA_NO_MEMORY;
    for (size_t i = 0; i < d->n_furniture; i++)
        skipped[i] = d->furniture[i].span;
    enum culpa_status status = text_split(arena, vocabulary, d->text, skipped, d->n_furniture, &text);
    if (!status)
        status = read_actor_input(arena, &text, report->names, report->n_names, report->statements,
                                  report->n_statements, &input);
    struct scene scene = {.arena = arena, .input = &input, .text = &text, .watch = watch, .watcher = cases};
    cases->id = d->id;
    return status ? status : mention_resolve(&scene);
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
    struct cases cases = {0};
    struct arena arena;
    arena_init(&arena, LIMIT_ARENA_BYTES);
    if (argc < 3 || culpa_model_open(argv[1], &model, &error) || culpa_reader_new(model, &reader) ||
        nn_open(argv[1], &nn, &error) || text_vocabulary_new(nn_vocabulary(nn), &vocabulary) ||
        input_open((const char *const *)argv + 2, (size_t)argc - 2, &stream)) {
        fprintf(stderr, "pronoun-cases MODEL FILE... %s\n", error.text);
        return 2;
    }
    while (!input_next(stream, &record, &error)) {
        const struct culpa_report *report;
        arena_reset(&arena);
        buf_clear(&cases.out);
        if (culpa_read(reader, record.format, record.file, record.bytes.ptr, record.bytes.len, &report, &error) ||
            watch_report(&arena, vocabulary, report, &cases))
            fprintf(stderr, "%s\n", error.text);
        fwrite(cases.out.ptr, 1, cases.out.len, stdout);
    }
    return 0;
}
