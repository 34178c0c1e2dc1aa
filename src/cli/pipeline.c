/* See pipeline.h. The main thread reads records into a ring of slots, workers turn each into what the sink takes of it
 * or into its error, and the main thread hands them on in order. The ring bounds the memory. */
#include "cli/pipeline.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/cli.h"
#include "input/input.h"

enum { SLOTS_PER_THREAD = 4, KEPT_BYTES = 1 << 22 };

enum slot_state { SLOT_FREE, SLOT_FILLED, SLOT_TAKEN, SLOT_DONE };

/* One record on its way. Owned by the main thread while FREE or DONE, by a worker while TAKEN. */
struct slot {
    enum slot_state state;
    struct input_record record;
    struct culpa_error error; /* of reading the record or of reading the report */
    struct buf out;
    size_t number, words;
};

struct run {
    const struct culpa_model *model;
    const struct pipeline_sink *sink;
    unsigned threads;
    bool reference;

    pthread_mutex_t lock;
    pthread_cond_t filled, done;
    struct slot *slots;
    size_t n_slots;
    size_t read, taken, written; /* records, counted from the beginning */
    bool ended;                  /* no record will be filled any more */

    bool some_failed, progress;
    size_t words;
    struct timespec began, shown;
};

/* --- workers --- */

static size_t count_words(struct culpa_slice text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++)
        n += (unsigned char)text.ptr[i] > ' ' && (i == 0 || (unsigned char)text.ptr[i - 1] <= ' ');
    return n;
}

static void read_slot(struct run *run, struct culpa_reader *reader, struct slot *slot)
{
    const struct culpa_report *report;
    const struct input_record *r = &slot->record;
    slot->error = (struct culpa_error){.offset = SIZE_MAX};
    enum culpa_status status =
        culpa_read(reader, r->format, r->file, r->bytes.ptr, r->bytes.len, &report, &slot->error);
    slot->error.status = status;
    if (status)
        return;
    run->sink->take(run->sink->context, report, slot->number, &slot->out);
    if (run->progress)
        slot->words = count_words(report->document.text);
    if (slot->out.failed)
        slot->error = (struct culpa_error){CULPA_NO_MEMORY, 0, SIZE_MAX, "out of memory"};
}

static void *work(void *arg)
{
    struct run *run = arg;
    struct culpa_reader *reader = NULL;
    enum culpa_status status =
        run->reference ? culpa_reader_new_reference(run->model, &reader) : culpa_reader_new(run->model, &reader);
    pthread_mutex_lock(&run->lock);
    for (;;) {
        while (run->taken == run->read && !run->ended)
            pthread_cond_wait(&run->filled, &run->lock);
        if (run->taken == run->read)
            break;
        struct slot *slot = &run->slots[run->taken++ % run->n_slots];
        if (slot->state == SLOT_FILLED) { /* else the record could not be read, and is done */
            slot->state = SLOT_TAKEN;
            pthread_mutex_unlock(&run->lock);
            if (status)
                slot->error = (struct culpa_error){status, 0, SIZE_MAX, "out of memory"};
            else
                read_slot(run, reader, slot);
            pthread_mutex_lock(&run->lock);
            slot->state = SLOT_DONE;
        }
        pthread_cond_signal(&run->done);
    }
    pthread_mutex_unlock(&run->lock);
    culpa_reader_free(reader);
    return NULL;
}

/* --- the main thread --- */

static void show_progress(struct run *run, bool last)
{
    struct timespec now;
    if (!run->progress || clock_gettime(CLOCK_MONOTONIC, &now))
        return;
    double since = (double)(now.tv_sec - run->began.tv_sec) + (double)(now.tv_nsec - run->began.tv_nsec) / 1e9;
    if (since < 2 || (!last && now.tv_sec == run->shown.tv_sec))
        return;
    run->shown = now;
    fprintf(stderr, "\r%zu reports, %.0f words/s\033[K%s", run->written, (double)run->words / since, last ? "\n" : "");
}

static void clear(struct buf *out)
{
    buf_clear(out);
    if (out->cap > KEPT_BYTES)
        buf_release(out);
}

/* Hands on the oldest record that is under way; waits for it. */
static bool put_next(struct run *run)
{
    struct slot *slot = &run->slots[run->written % run->n_slots];
    pthread_mutex_lock(&run->lock);
    while (slot->state != SLOT_DONE)
        pthread_cond_wait(&run->done, &run->lock);
    pthread_mutex_unlock(&run->lock);
    bool done = true;
    if (slot->error.status) {
        cli_complain_of(slot->record.file, slot->record.line, &slot->error);
        run->some_failed = true;
    } else
        done = run->sink->put(run->sink->context, &slot->out);
    clear(&slot->out);
    run->words += slot->words;
    free(slot->record.file);
    slot->record.file = NULL;
    if (slot->record.bytes.cap > KEPT_BYTES)
        buf_release(&slot->record.bytes);
    slot->state = SLOT_FREE;
    run->written++;
    show_progress(run, false);
    return done;
}

static bool is_next_done(struct run *run)
{
    pthread_mutex_lock(&run->lock);
    bool done = run->written < run->read && run->slots[run->written % run->n_slots].state == SLOT_DONE;
    pthread_mutex_unlock(&run->lock);
    return done;
}

/* Fills one slot from the stream. END at the end of the input. */
static enum culpa_status fill_next(struct run *run, struct input_stream *stream)
{
    struct slot *slot = &run->slots[run->read % run->n_slots];
    slot->error = (struct culpa_error){.offset = SIZE_MAX};
    slot->words = 0;
    slot->number = run->read;
    enum culpa_status status = input_next(stream, &slot->record, &slot->error);
    if (status == CULPA_END)
        return status;
    slot->record.file = strdup(slot->record.file); /* the stream keeps its own only until the next record */
    if (!slot->record.file)
        return CULPA_NO_MEMORY;
    slot->error.status = status;
    pthread_mutex_lock(&run->lock);
    slot->state = status ? SLOT_DONE : SLOT_FILLED;
    run->read++;
    pthread_cond_signal(&run->filled);
    pthread_mutex_unlock(&run->lock);
    return CULPA_OK;
}

/* Whether all went on to the end. */
static bool pump(struct run *run, struct input_stream *stream)
{
    const struct pipeline_sink *sink = run->sink;
    enum culpa_status status = CULPA_OK;
    bool going = !sink->begin || sink->begin(sink->context);
    while (going && !status) {
        while (going && (is_next_done(run) || run->read - run->written == run->n_slots))
            going = put_next(run);
        if (going)
            status = fill_next(run, stream);
    }
    while (going && run->written < run->read)
        going = put_next(run);
    show_progress(run, true);
    if (going && status == CULPA_NO_MEMORY) {
        cli_complain("out of memory");
        going = false;
    }
    return going && (!sink->end || sink->end(sink->context));
}

/* --- a run --- */

static void release_slots(struct run *run)
{
    for (size_t i = 0; i < run->n_slots; i++) {
        buf_release(&run->slots[i].out);
        buf_release(&run->slots[i].record.bytes);
        if (run->slots[i].state != SLOT_FREE)
            free(run->slots[i].record.file);
    }
    free(run->slots);
}

static int run_threads(struct run *run, struct input_stream *stream)
{
    pthread_t threads[PIPELINE_MOST_THREADS];
    unsigned started = 0;
    run->n_slots = (size_t)run->threads * SLOTS_PER_THREAD;
    run->slots = calloc(run->n_slots, sizeof *run->slots);
    if (!run->slots) {
        cli_complain("out of memory");
        return EXIT_SOME_FAILED;
    }
    clock_gettime(CLOCK_MONOTONIC, &run->began);
    while (started < run->threads && !pthread_create(&threads[started], NULL, work, run))
        started++;
    bool whole = false;
    if (started)
        whole = pump(run, stream);
    else
        cli_complain("cannot start a thread");
    pthread_mutex_lock(&run->lock);
    run->ended = true;
    run->taken = run->read; /* after a failed write, what is left is not read any more */
    pthread_cond_broadcast(&run->filled);
    pthread_mutex_unlock(&run->lock);
    for (unsigned i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    release_slots(run);
    return whole && !run->some_failed ? EXIT_READ : EXIT_SOME_FAILED;
}

static int run_model(struct run *run, const char *path, const char *const *files, size_t n_files)
{
    struct culpa_error error = {0};
    struct culpa_model *model = NULL;
    struct input_stream *stream = NULL;
    if (culpa_model_open(path, &model, &error)) {
        cli_complain("%s: %s", path, error.text);
        return EXIT_SOME_FAILED;
    }
    run->model = model;
    int code = EXIT_SOME_FAILED;
    if (input_open(files, n_files, &stream))
        cli_complain("out of memory");
    else
        code = run_threads(run, stream);
    input_close(stream);
    culpa_model_close(model);
    return code;
}

int pipeline_run(const struct pipeline_options *options, const char *const *files, size_t n_files,
                 const struct pipeline_sink *sink)
{
    struct run run = {.sink = sink,
                      .threads = options->threads,
                      .reference = options->reference,
                      .progress = isatty(STDERR_FILENO),
                      .lock = PTHREAD_MUTEX_INITIALIZER,
                      .filled = PTHREAD_COND_INITIALIZER,
                      .done = PTHREAD_COND_INITIALIZER};
    char *path = options->model ? strdup(options->model) : cli_find_model();
    if (!path) {
        cli_complain("no model file beside the program; name one with --model");
        return EXIT_SOME_FAILED;
    }
    int code = run_model(&run, path, files, n_files);
    free(path);
    return code;
}

bool pipeline_read_threads(const char *text, unsigned *threads)
{
    char *end;
    errno = 0;
    unsigned long n = strtoul(text, &end, 10);
    if (errno || *end || text[0] < '0' || text[0] > '9' || n < 1 || n > PIPELINE_MOST_THREADS) {
        cli_complain("--jobs: a number from 1 to %d, not %s", PIPELINE_MOST_THREADS, text);
        return false;
    }
    *threads = (unsigned)n;
    return true;
}

/* --- what most sinks do with bytes --- */

static bool cannot_write(void)
{
    cli_complain("cannot write: %s", strerror(errno));
    return false;
}

bool pipeline_write(struct buf *out)
{
    return !out->len || fwrite(out->ptr, 1, out->len, stdout) == out->len || cannot_write();
}

bool pipeline_flush(void)
{
    return !fflush(stdout) || cannot_write();
}
