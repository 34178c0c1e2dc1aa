/* pronoun-cases MODEL FILE...: for each pronoun of the reports, what culpa may take it for, one JSON line each; what
 * train/pronouns.py learns from. Offsets are bytes of the text. */
#include <stdio.h>

#include "base/json.h"
#include "base/limits.h"
#include "entity/mention.h"
#include "input/input.h"
#include "read/actors.h"

struct pronoun_case {
    uint32_t mention;
    size_t n;
    struct candidate at[PRONOUN_CANDIDATES];
};

struct cases {
    struct arena *arena;
    struct VEC(struct pronoun_case) seen;
};

static void watch(void *watcher, const struct scene *scene, uint32_t mention, const struct candidate *at, size_t n)
{
    struct cases *cases = watcher;
    struct pronoun_case c = {.mention = mention, .n = n};
    (void)scene;
    memcpy(c.at, at, n * sizeof *at);
    if (!VEC_PUSH(cases->arena, &cases->seen, c))
        fprintf(stderr, "out of memory\n");
}

static void put_span(struct json *j, const struct text *text, struct text_range r)
{
    json_array(j);
    json_number(j, text->tokens[r.from].start);
    json_number(j, text->tokens[r.to - 1].end);
    json_array_end(j);
}

/* nearest: the mention in front of the pronoun; spans: all that became one with it in the end. */
static void put_candidate(struct json *j, const struct scene *scene, const struct candidate *c)
{
    char number[32];
    json_object(j);
    json_key(j, "nearest");
    put_span(j, scene->text, scene->mentions.at[c->mention].head);
    json_key(j, "spans");
    json_array(j);
    for (size_t i = 0; i < scene->mentions.n; i++)
        if (scene->mentions.at[i].cluster == c->cluster && scene->mentions.at[i].form != FORM_PRONOUN)
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

static void print(struct culpa_slice id, const struct scene *scene, const struct pronoun_case *c)
{
    struct buf out = {0};
    struct json j = {.out = &out};
    struct text_range pronoun = scene->mentions.at[c->mention].tokens;
    json_object(&j);
    json_key(&j, "id");
    json_string(&j, id);
    json_key(&j, "pronoun");
    put_span(&j, scene->text, pronoun);
    json_key(&j, "word");
    json_string(&j, mention_words(scene->text, pronoun));
    json_key(&j, "candidates");
    json_array(&j);
    for (size_t i = 0; i < c->n; i++)
        put_candidate(&j, scene, &c->at[i]);
    json_array_end(&j);
    json_object_end(&j);
    buf_add_char(&out, '\n');
    fwrite(out.ptr, 1, out.len, stdout);
    buf_release(&out);
}

static enum culpa_status watch_report(struct arena *arena, const struct text_vocabulary *vocabulary,
                                      const struct culpa_report *report)
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
                                  report->n_statements, NULL, &input);
    struct cases cases = {.arena = arena};
    struct scene scene = {.arena = arena, .input = &input, .text = &text, .watch = watch, .watcher = &cases};
    if (!status)
        status = mention_resolve(&scene);
    for (size_t i = 0; i < cases.seen.n && !status; i++)
        print(d->id, &scene, &cases.seen.at[i]);
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
        fprintf(stderr, "pronoun-cases MODEL FILE... %s\n", error.text);
        return 2;
    }
    while (!input_next(stream, &record, &error)) {
        const struct culpa_report *report;
        arena_reset(&arena);
        if (culpa_read(reader, record.format, record.file, record.bytes.ptr, record.bytes.len, &report, &error) ||
            watch_report(&arena, vocabulary, report))
            fprintf(stderr, "%s\n", error.text);
    }
    return 0;
}
