/* The way of one report: input -> text -> nn -> entity, speech; time, incident -> the ledger of the report. */
#include <stdlib.h>

#include "base/limits.h"
#include "base/status.h"
#include "entity/entity.h"
#include "incident/incident.h"
#include "input/input.h"
#include "read/actors.h"
#include "speech/speech.h"
#include "time/time.h"

struct culpa_model {
    struct nn_model *nn;
    struct text_vocabulary *vocabulary;
    struct nn_crf names;
    struct nn_pair refer;  /* pronoun -> what it is called elsewhere */
    struct nn_linear part; /* of a token in an incident */
    struct speech_heads speech;
};

/* What later stages want of the vectors, which are gone once their window is read. */
struct seen {
    float *ask, *answer; /* [n_tokens, NN_PAIR_WIDTH] */
    float *part;         /* [n_tokens, INCIDENT_PARTS] */
    uint32_t *window;    /* [n_tokens] */
};

struct culpa_reader {
    const struct culpa_model *model;
    struct nn_scratch *nn; /* NULL: this reader runs the float reference */
    struct arena report;   /* until the next report */
    struct arena scratch;  /* until the next window */
    struct culpa_report result;
};

enum culpa_status culpa_model_open(const char *path, struct culpa_model **out, struct culpa_error *error)
{
    struct culpa_model *model = calloc(1, sizeof *model);
    if (!model)
        return status_error(error, CULPA_NO_MEMORY, NO_LINE, NO_OFFSET, "out of memory");
    enum culpa_status status = nn_open(path, &model->nn, error);
    if (!status) {
        status = text_vocabulary_new(nn_vocabulary(model->nn), &model->vocabulary);
        if (status)
            status_error(error, status, NO_LINE, NO_OFFSET, "the vocabulary of the model is unusable");
    }
    if (!status)
        status = nn_crf_open(model->nn, "head.names", ENTITY_NAME_KINDS, &model->names, error);
    if (!status)
        status = nn_pair_open(model->nn, "refer", &model->refer, error);
    if (!status)
        status = nn_layer_open(model->nn, "part", NN_WIDTH, INCIDENT_PARTS, &model->part, error);
    if (!status)
        status = speech_open(model->nn, &model->speech, error);
    if (status) {
        culpa_model_close(model);
        return status;
    }
    *out = model;
    return CULPA_OK;
}

void culpa_model_close(struct culpa_model *model)
{
    if (!model)
        return;
    text_vocabulary_free(model->vocabulary);
    nn_close(model->nn);
    free(model);
}

enum culpa_status culpa_reader_new_reference(const struct culpa_model *model, struct culpa_reader **out)
{
    struct culpa_reader *reader = calloc(1, sizeof *reader);
    if (!reader)
        return CULPA_NO_MEMORY;
    reader->model = model;
    arena_init(&reader->report, LIMIT_ARENA_BYTES);
    arena_init(&reader->scratch, LIMIT_ARENA_BYTES);
    *out = reader;
    return CULPA_OK;
}

enum culpa_status culpa_reader_new(const struct culpa_model *model, struct culpa_reader **out)
{
    struct culpa_reader *reader = NULL;
    enum culpa_status status = culpa_reader_new_reference(model, &reader);
    if (!status)
        status = nn_scratch_new(&reader->nn);
    if (status) {
        culpa_reader_free(reader);
        return status;
    }
    *out = reader;
    return CULPA_OK;
}

void culpa_reader_free(struct culpa_reader *reader)
{
    if (!reader)
        return;
    nn_scratch_free(reader->nn);
    arena_release(&reader->report);
    arena_release(&reader->scratch);
    free(reader);
}

/* Splits the text outside of the furniture, which is never read for statements. */
static enum culpa_status split(struct culpa_reader *reader, const struct culpa_document *document, struct text *text)
{
    struct culpa_span *skipped = ARENA_ARRAY(&reader->report, struct culpa_span, document->n_furniture);
    if (!skipped)
        return CULPA_NO_MEMORY;
    for (size_t i = 0; i < document->n_furniture; i++)
        skipped[i] = document->furniture[i].span;
    return text_split(&reader->report, reader->model->vocabulary, document->text, skipped, document->n_furniture, text);
}

/* The vectors of the window's tokens, and where paragraphs begin in it. Lives in the scratch arena. */
static enum culpa_status view_window(struct culpa_reader *reader, const struct text *text,
                                     const struct text_window *window, uint32_t *paragraph, struct nn_view *view)
{
    struct arena *scratch = &reader->scratch;
    uint32_t n = window->tokens.to - window->tokens.from;
    float *x = ARENA_ARRAY(scratch, float, (size_t)n *NN_WIDTH);
    uint32_t *number = ARENA_ARRAY(scratch, uint32_t, n);
    struct VEC(struct nn_run) runs = {0};
    if (!x || !number)
        return CULPA_NO_MEMORY;
    const struct nn_window pieces = {window->ids, window->shapes, window->quotes, window->n, window->token_piece, n};
    enum culpa_status status = reader->nn ? nn_encode(reader->model->nn, reader->nn, &pieces, x)
                                          : nn_encode_reference(reader->model->nn, &pieces, x);
    if (status)
        return status;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t token = window->tokens.from + i;
        bool next = token >= text->paragraphs[*paragraph].to;
        if (next)
            ++*paragraph;
        if ((i == 0 || next) && !VEC_PUSH(scratch, &runs, (struct nn_run){i, i}))
            return CULPA_NO_MEMORY;
        runs.at[runs.n - 1].to = i + 1;
        number[i] = (uint32_t)runs.n - 1;
    }
    *view = (struct nn_view){x, n, runs.at, (uint32_t)runs.n, number};
    return CULPA_OK;
}

static bool begin_seeing(struct arena *arena, uint32_t n_tokens, struct seen *seen)
{
    seen->ask = ARENA_ARRAY(arena, float, (size_t)n_tokens *NN_PAIR_WIDTH);
    seen->answer = ARENA_ARRAY(arena, float, (size_t)n_tokens *NN_PAIR_WIDTH);
    seen->part = ARENA_ARRAY(arena, float, (size_t)n_tokens *INCIDENT_PARTS);
    seen->window = ARENA_ARRAY(arena, uint32_t, n_tokens);
    return seen->ask && seen->answer && seen->part && seen->window;
}

static enum culpa_status begin_acts(struct arena *arena, const struct text *text, enum culpa_act **acts)
{
    *acts = ARENA_ARRAY(arena, enum culpa_act, text->n_paragraphs);
    for (uint32_t p = 0; *acts && p < text->n_paragraphs; p++)
        (*acts)[p] = CULPA_ACT_SAY;
    return *acts ? CULPA_OK : CULPA_NO_MEMORY;
}

static void see(const struct culpa_model *model, const struct nn_view *view, uint32_t from, uint32_t window,
                struct seen *seen)
{
    nn_apply(&model->refer.ask, view->x, view->n_tokens, seen->ask + (size_t)from * NN_PAIR_WIDTH);
    nn_apply(&model->refer.answer, view->x, view->n_tokens, seen->answer + (size_t)from * NN_PAIR_WIDTH);
    nn_apply(&model->part, view->x, view->n_tokens, seen->part + (size_t)from * INCIDENT_PARTS);
    for (uint32_t t = 0; t < view->n_tokens; t++)
        seen->window[from + t] = window;
}

static enum culpa_status read_windows(struct culpa_reader *reader, const struct text *text, struct entity_names *names,
                                      struct speech_statements *statements, enum culpa_act *acts, struct seen *seen)
{
    const struct text_window *windows;
    uint32_t n, paragraph = 0;
    enum culpa_status status = text_windows(&reader->report, reader->model->vocabulary, text, &windows, &n);
    if (!status && !begin_seeing(&reader->report, text->n_tokens, seen))
        status = CULPA_NO_MEMORY;
    for (uint32_t i = 0; i < n && !status; i++) {
        const struct text_token *tokens = text->tokens + windows[i].tokens.from;
        struct nn_view view;
        arena_reset(&reader->scratch);
        status = view_window(reader, text, &windows[i], &paragraph, &view);
        if (!status)
            status = entity_find_names(&reader->model->names, &reader->report, &reader->scratch, tokens, &view, names);
        if (!status)
            status = speech_find(&reader->model->speech, &reader->report, &reader->scratch, text, windows[i].tokens,
                                 &view, statements, acts);
        if (!status)
            see(reader->model, &view, windows[i].tokens.from, i, seen);
    }
    return status;
}

static enum culpa_status list_sentences(struct arena *arena, const struct text *text, struct culpa_report *report)
{
    struct culpa_span *at = ARENA_ARRAY(arena, struct culpa_span, text->n_sentences);
    if (!at)
        return CULPA_NO_MEMORY;
    for (uint32_t i = 0; i < text->n_sentences; i++)
        at[i] = (struct culpa_span){text->tokens[text->sentences[i].from].start,
                                    text->tokens[text->sentences[i].to - 1].end};
    report->sentences = at;
    report->n_sentences = text->n_sentences;
    return CULPA_OK;
}

static enum culpa_status find_times(struct culpa_reader *reader, const struct text *text,
                                    struct speech_statements *statements, struct culpa_report *report)
{
    struct time_expressions times = {0};
    enum culpa_status status =
        time_find(&reader->report, &reader->scratch, text, report->document.published, &times, &report->time_anchor);
    report->times = times.at;
    report->n_times = times.n;
    for (size_t i = 0; i < statements->n && !status; i++)
        statements->at[i].when = time_said(&reader->report, text->bytes, times.at, times.n, &statements->at[i]);
    if (!status)
        time_say_on(&reader->report, times.at, times.n, statements->at, statements->n);
    return status;
}

/* Everything behind the input stage. */
static enum culpa_status read_document(struct culpa_reader *reader, struct culpa_report *report)
{
    struct arena *arena = &reader->report;
    struct text text;
    struct entity_names names = {0};
    struct speech_statements statements = {0};
    struct seen seen = {0};
    enum culpa_act *acts;
    enum culpa_status status = split(reader, &report->document, &text);
    if (!status)
        status = begin_acts(arena, &text, &acts);
    if (!status)
        status = read_windows(reader, &text, &names, &statements, acts, &seen);
    if (!status)
        status = entity_add_acronyms(arena, &text, &names);
    entity_cut_headings(&text, &names);
    if (!status)
        status = speech_finish(arena, &text, acts, &statements);
    if (!status)
        status = speech_find_contents(arena, &text, &statements);
    if (!status)
        speech_mark(&text, &statements);
    if (!status)
        status = speech_find_speakers(arena, &text, names.at, names.n, &statements);
    if (!status)
        status = speech_aim_by_words(arena, &text, names.at, names.n, &statements);
    if (!status)
        status = speech_split_voices(arena, &text, names.at, names.n, &statements);
    if (!status)
        status = read_actors(arena, &text, &names, &statements,
                             &(struct entity_sight){seen.ask, seen.answer, seen.window}, report);
    if (!status)
        status = find_times(reader, &text, &statements, report);
    if (!status)
        status = list_sentences(arena, &text, report);
    report->names = names.at;
    report->n_names = names.n;
    report->statements = statements.at;
    report->n_statements = statements.n;
    if (!status)
        status = incident_find(arena, &reader->scratch, &text, seen.part, statements.at, report);
    return status;
}

enum culpa_status culpa_read(struct culpa_reader *reader, enum culpa_format format, const char *file, const char *bytes,
                             size_t len, const struct culpa_report **report, struct culpa_error *error)
{
    arena_reset(&reader->report);
    reader->result = (struct culpa_report){0};
    if (len > LIMIT_INPUT_BYTES)
        return status_error(error, CULPA_TOO_LARGE, NO_LINE, NO_OFFSET, "larger than %zu bytes", LIMIT_INPUT_BYTES);
    enum culpa_status status =
        input_parse(&reader->report, format, file, slice_of(bytes, len), &reader->result.document, error);
    if (status)
        return status;
    if (reader->result.document.text.len > LIMIT_TEXT_BYTES)
        return status_error(error, CULPA_TOO_LARGE, NO_LINE, NO_OFFSET, "its text is longer than %zu bytes",
                            LIMIT_TEXT_BYTES);
    status = read_document(reader, &reader->result);
    if (status)
        return status_error(error, status, NO_LINE, NO_OFFSET, "%s", culpa_status_message(status));
    *report = &reader->result;
    return CULPA_OK;
}
