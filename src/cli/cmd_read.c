/* culpa read: reports in, ledgers out, in the order of the input whatever the number of threads.
 *
 * The main thread reads records into a ring of slots, workers turn each into its lines of output or its error, and the
 * main thread writes them in order. The ring bounds the memory. */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/limits.h"
#include "cli/cli.h"
#include "input/input.h"
#include "ledger/identity.h"
#include "report/report.h"

enum { MOST_THREADS = 256, SLOTS_PER_THREAD = 4, KEPT_BYTES = 1 << 22 };

enum option {
    OPTION_JSON,
    OPTION_HTML,
    OPTION_TIMEML,
    OPTION_GRAPH,
    OPTION_GRAPH_SVG,
    OPTION_IDENTITY,
    OPTION_THREADS,
    OPTION_MODEL,
    OPTION_REFERENCE,
    OPTION_HELP
};

static const struct cli_option options[] = {
    [OPTION_JSON] = {"--json", NULL, NULL, "one ledger a line, as JSON"},
    [OPTION_HTML] = {"--html", NULL, NULL, "one page: the text with its statements marked"},
    [OPTION_TIMEML] = {"--timeml", NULL, NULL, "TimeML documents: the text with its expressions of time"},
    [OPTION_GRAPH] = {"--graph", NULL, NULL, "a graph of who says what about whom, in DOT, for each report"},
    [OPTION_GRAPH_SVG] = {"--graph-svg", NULL, NULL, "the same, drawn: an SVG image for each report"},
    [OPTION_IDENTITY] = {"--identity", NULL, NULL,
                         "which reports tell the same incident: one JSON object a report, after all are read"},
    [OPTION_THREADS] = {"--jobs", "-j", "N", "threads; the output is the same with any number (default 1)"},
    [OPTION_MODEL] = {"--model", NULL, "FILE", "the model file (default: the one installed with culpa)"},
    [OPTION_REFERENCE] = {"--reference", NULL, NULL, "float arithmetic instead of integers: slow, to check the other"},
    [OPTION_HELP] = {"--help", "-h", NULL, "print this"},
    {0},
};

enum slot_state { SLOT_FREE, SLOT_FILLED, SLOT_TAKEN, SLOT_DONE };

/* One record on its way. Owned by the main thread while FREE or DONE, by a worker while TAKEN. */
struct slot {
    enum slot_state state;
    struct input_record record;
    struct culpa_error error; /* of reading the record or of reading the report */
    struct buf out;
    size_t number, words;
};

/* What identity is found from, and the place of its report in the input. */
struct kept_report {
    struct identity_report report;
    size_t number;
};

struct run {
    const struct culpa_model *model;
    const struct report_writer *writer;
    struct report_options report;
    unsigned threads;

    pthread_mutex_t lock;
    pthread_cond_t filled, done;
    struct slot *slots;
    size_t n_slots;
    size_t read, taken, written; /* records, counted from the beginning */
    bool ended;                  /* no record will be filled any more */

    bool reference; /* the encoder in floats */

    bool identity; /* no ledgers: reports are kept in memory, and compared at the end */
    struct arena kept_arena;
    struct kept_reports VEC(struct kept_report) kept; /* in the order in which they were read */

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

static enum culpa_status keep(struct run *run, const struct culpa_report *report, size_t number)
{
    struct kept_report kept = {.number = number};
    pthread_mutex_lock(&run->lock);
    enum culpa_status status = identity_take(&run->kept_arena, report, &kept.report);
    if (!status && !VEC_PUSH(&run->kept_arena, &run->kept, kept))
        status = CULPA_NO_MEMORY;
    pthread_mutex_unlock(&run->lock);
    return status;
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
    if (run->identity)
        slot->out.failed = keep(run, report, slot->number) != CULPA_OK;
    else
        run->writer->report(&slot->out, report, slot->number, &run->report);
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

/* --- output, in the main thread --- */

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

static bool write_out(struct buf *out)
{
    bool done = !out->len || fwrite(out->ptr, 1, out->len, stdout) == out->len;
    buf_clear(out);
    if (out->cap > KEPT_BYTES)
        buf_release(out);
    return done;
}

/* Writes the oldest record that is not yet written; waits for it. */
static bool write_next(struct run *run)
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
        done = write_out(&slot->out);
    buf_clear(&slot->out);
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

static int by_number(const void *a, const void *b)
{
    const struct kept_report *x = a, *y = b;
    return (x->number > y->number) - (x->number < y->number);
}

static enum culpa_status write_identity(struct run *run, struct buf *out)
{
    size_t n = run->kept.n;
    struct identity_report *reports = ARENA_ARRAY(&run->kept_arena, struct identity_report, n + 1);
    struct identity_keys *keys = ARENA_ARRAY(&run->kept_arena, struct identity_keys, n + 1);
    if (!reports || !keys)
        return CULPA_NO_MEMORY;
    if (n)
        qsort(run->kept.at, n, sizeof *run->kept.at, by_number);
    for (size_t i = 0; i < n; i++)
        reports[i] = run->kept.at[i].report;
    enum culpa_status status = identity_link(&run->kept_arena, reports, n, keys);
    for (size_t i = 0; i < n && !status; i++) {
        struct json json = {.out = out};
        json_object(&json);
        json_key(&json, "id");
        json_string(&json, reports[i].id);
        json_key(&json, "incident");
        if (keys[i].incident.ptr)
            json_string(&json, keys[i].incident);
        else
            json_null(&json);
        json_key(&json, "voice");
        json_string(&json, keys[i].voice);
        json_object_end(&json);
        buf_add_char(out, '\n');
    }
    return status;
}

static int pump(struct run *run, struct input_stream *stream)
{
    struct buf edge = {0};
    if (!run->identity)
        run->writer->begin(&edge);
    enum culpa_status status = edge.failed ? CULPA_NO_MEMORY : CULPA_OK;
    bool writable = write_out(&edge);
    while (writable && !status) {
        while (writable && (is_next_done(run) || run->read - run->written == run->n_slots))
            writable = write_next(run);
        if (writable)
            status = fill_next(run, stream);
    }
    while (writable && run->written < run->read)
        writable = write_next(run);
    if (!run->identity)
        run->writer->end(&edge);
    else if (writable && status == CULPA_END)
        status = write_identity(run, &edge);
    if (edge.failed)
        status = CULPA_NO_MEMORY;
    writable = writable && write_out(&edge);
    buf_release(&edge);
    show_progress(run, true);
    if (!writable || fflush(stdout)) {
        cli_complain("cannot write: %s", strerror(errno));
        return EXIT_SOME_FAILED;
    }
    if (status == CULPA_NO_MEMORY) {
        cli_complain("out of memory");
        return EXIT_SOME_FAILED;
    }
    return run->some_failed ? EXIT_SOME_FAILED : EXIT_READ;
}

/* --- a run --- */

static int run_threads(struct run *run, struct input_stream *stream)
{
    pthread_t threads[MOST_THREADS];
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
    int code = EXIT_SOME_FAILED;
    if (started)
        code = pump(run, stream);
    else
        cli_complain("cannot start a thread");
    pthread_mutex_lock(&run->lock);
    run->ended = true;
    run->taken = run->read; /* after a failed write, what is left is not read any more */
    pthread_cond_broadcast(&run->filled);
    pthread_mutex_unlock(&run->lock);
    for (unsigned i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    for (size_t i = 0; i < run->n_slots; i++) {
        buf_release(&run->slots[i].out);
        buf_release(&run->slots[i].record.bytes);
        if (run->slots[i].state != SLOT_FREE)
            free(run->slots[i].record.file);
    }
    free(run->slots);
    return code;
}

static int run_files(struct run *run, char *model, const char *const *files, size_t n_files)
{
    struct culpa_error error = {0};
    if (run->writer == &report_graph_svg && report_graph_svg_load(&error)) {
        cli_complain("%s", error.text);
        return EXIT_SOME_FAILED;
    }
    struct culpa_model *opened = NULL;
    struct input_stream *stream = NULL;
    if (!model) {
        cli_complain("no model file beside the program; name one with --model");
        return EXIT_SOME_FAILED;
    }
    if (culpa_model_open(model, &opened, &error)) {
        cli_complain("%s: %s", model, error.text);
        return EXIT_SOME_FAILED;
    }
    run->model = opened;
    arena_init(&run->kept_arena, LIMIT_IDENTITY_BYTES);
    int code = EXIT_SOME_FAILED;
    if (input_open(files, n_files, &stream))
        cli_complain("out of memory");
    else
        code = run_threads(run, stream);
    arena_release(&run->kept_arena);
    input_close(stream);
    culpa_model_close(opened);
    return code;
}

static bool read_threads(const char *text, unsigned *threads)
{
    char *end;
    errno = 0;
    unsigned long n = strtoul(text, &end, 10);
    if (errno || *end || text[0] < '0' || text[0] > '9' || n < 1 || n > MOST_THREADS) {
        cli_complain("--jobs: a number from 1 to %d, not %s", MOST_THREADS, text);
        return false;
    }
    *threads = (unsigned)n;
    return true;
}

static void look_at_terminal(struct run *run)
{
    struct winsize size;
    const char *no_colour = getenv("NO_COLOR"), *term = getenv("TERM");
    if (isatty(STDOUT_FILENO)) {
        run->report.colour = !(no_colour && no_colour[0]) && term && strcmp(term, "dumb") != 0;
        if (!ioctl(STDOUT_FILENO, TIOCGWINSZ, &size))
            run->report.width = size.ws_col;
    }
    run->progress = isatty(STDERR_FILENO);
}

static int read_command(const struct cli_command *command, int argc, char **argv)
{
    struct run run = {.writer = &report_text,
                      .threads = 1,
                      .lock = PTHREAD_MUTEX_INITIALIZER,
                      .filled = PTHREAD_COND_INITIALIZER,
                      .done = PTHREAD_COND_INITIALIZER};
    const char *argument = NULL, *model = NULL;
    const char **files = calloc((size_t)argc, sizeof *files);
    size_t n_files = 0;
    bool only_files = false, helped = false, wrong = false;
    if (!files) {
        cli_complain("out of memory");
        return EXIT_SOME_FAILED;
    }
    for (int at = 1; at < argc && !wrong && !helped;) {
        if (!only_files && !strcmp(argv[at], "--")) {
            only_files = true;
            at++;
            continue;
        }
        int option = only_files ? CLI_OPERAND : cli_next(command, argc, argv, &at, &argument);
        if (option == CLI_OPERAND)
            files[n_files++] = argv[at++];
        else if (option == OPTION_JSON)
            run.writer = &report_json;
        else if (option == OPTION_HTML)
            run.writer = &report_html;
        else if (option == OPTION_TIMEML)
            run.writer = &report_timeml;
        else if (option == OPTION_GRAPH)
            run.writer = &report_graph;
        else if (option == OPTION_GRAPH_SVG)
            run.writer = &report_graph_svg;
        else if (option == OPTION_IDENTITY)
            run.identity = true;
        else if (option == OPTION_MODEL)
            model = argument;
        else if (option == OPTION_REFERENCE)
            run.reference = true;
        else if (option == OPTION_HELP)
            helped = true;
        else
            wrong = option == CLI_WRONG || !read_threads(argument, &run.threads);
    }
    int code = EXIT_USAGE;
    if (helped)
        code = cli_help(command);
    else if (!wrong && !n_files)
        cli_complain("which files? See culpa %s --help", command->name);
    else if (!wrong) {
        look_at_terminal(&run);
        char *path = model ? strdup(model) : cli_find_model();
        code = run_files(&run, path, files, n_files);
        free(path);
    }
    free(files);
    return code;
}

const struct cli_command cmd_read = {
    "read",
    "read [--json | --html | --timeml | --graph | --graph-svg | --identity] [-j N] [--model FILE] [--reference] "
    "FILE...",
    "Reads reports and prints who says what: plain text, HTML, JSON lines (.jsonl), folders of these, - for standard "
    "input.\n"
    "Exit status: 0 all read, 1 some input could not be read (each has a line on standard error), 2 wrong usage.",
    options, read_command};
