/* culpa read: reports in, ledgers out. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/limits.h"
#include "cli/cli.h"
#include "cli/pipeline.h"
#include "ledger/identity.h"
#include "report/report.h"

enum option {
    OPTION_FORMAT,
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
    [OPTION_FORMAT] =
        {"--format", "-f", "NAME",
         "text (the default), json, html, timeml, dot, svg; for analysts gtd, acled, plover, annotations, "
         "claimreview"},
    [OPTION_JSON] = {"--json", NULL, NULL, "one ledger a line, as JSON: --format json"},
    [OPTION_HTML] = {"--html", NULL, NULL, "one page, the text with its statements marked: --format html"},
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

/* What identity is found from, and the place of its report in the input. */
struct kept_report {
    struct identity_report report;
    size_t number;
};

struct run {
    const struct report_writer *writer;
    struct report_options report;
    struct pipeline_options pipeline;

    bool identity; /* no ledgers: reports are kept in memory, and compared at the end */
    pthread_mutex_t lock;
    struct arena kept_arena;
    struct kept_reports VEC(struct kept_report) kept; /* in the order in which they were read */
};

/* --- ledgers, one by one --- */

static bool write_edge(void (*edge)(struct buf *out))
{
    struct buf out = {0};
    edge(&out);
    bool done = !out.failed && pipeline_write(&out);
    if (out.failed)
        cli_complain("out of memory");
    buf_release(&out);
    return done;
}

static bool begin_ledgers(void *context)
{
    return write_edge(((struct run *)context)->writer->begin);
}

static void take_ledger(void *context, const struct culpa_report *report, size_t number, struct buf *out)
{
    struct run *run = context;
    run->writer->report(out, report, number, &run->report);
}

static bool put_ledger(void *context, struct buf *out)
{
    (void)context;
    return pipeline_write(out);
}

static bool end_ledgers(void *context)
{
    return write_edge(((struct run *)context)->writer->end) && pipeline_flush();
}

/* --- identity, when all are read --- */

static void keep(void *context, const struct culpa_report *report, size_t number, struct buf *out)
{
    struct run *run = context;
    struct kept_report kept = {.number = number};
    pthread_mutex_lock(&run->lock);
    if (identity_take(&run->kept_arena, report, &kept.report) || !VEC_PUSH(&run->kept_arena, &run->kept, kept))
        out->failed = true;
    pthread_mutex_unlock(&run->lock);
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

static bool end_identity(void *context)
{
    struct buf out = {0};
    bool failed = write_identity(context, &out) || out.failed;
    if (failed)
        cli_complain("out of memory");
    bool done = !failed && pipeline_write(&out) && pipeline_flush();
    buf_release(&out);
    return done;
}

/* --- a run --- */

static int run_files(struct run *run, const char *const *files, size_t n_files)
{
    struct culpa_error error = {0};
    if (run->writer == &report_graph_svg && report_graph_svg_load(&error)) {
        cli_complain("%s", error.text);
        return EXIT_SOME_FAILED;
    }
    const struct pipeline_sink ledgers = {run, begin_ledgers, end_ledgers, take_ledger, put_ledger},
                               identity = {run, NULL, end_identity, keep, put_ledger};
    arena_init(&run->kept_arena, LIMIT_IDENTITY_BYTES);
    int code = pipeline_run(&run->pipeline, files, n_files, run->identity ? &identity : &ledgers);
    arena_release(&run->kept_arena);
    return code;
}

static bool take_option(void *context, int option, const char *argument)
{
    static const struct report_writer *const writers[] = {[OPTION_JSON] = &report_json,
                                                          [OPTION_HTML] = &report_html,
                                                          [OPTION_TIMEML] = &report_timeml,
                                                          [OPTION_GRAPH] = &report_graph,
                                                          [OPTION_GRAPH_SVG] = &report_graph_svg};
    struct run *run = context;
    switch (option) {
    case OPTION_FORMAT:
        return (run->writer = cli_find_format(argument)) != NULL;
    case OPTION_IDENTITY:
        run->identity = true;
        return true;
    case OPTION_THREADS:
        return pipeline_read_threads(argument, &run->pipeline.threads);
    case OPTION_MODEL:
        run->pipeline.model = argument;
        return true;
    case OPTION_REFERENCE:
        run->pipeline.reference = true;
        return true;
    default:
        run->writer = writers[option];
        return true;
    }
}

static int read_command(const struct cli_command *command, int argc, char **argv)
{
    struct run run = {.writer = &report_text, .pipeline = {.threads = 1}, .lock = PTHREAD_MUTEX_INITIALIZER};
    int code, n = cli_parse(command, argc, argv, "files", take_option, &run, &code);
    if (n < 0)
        return code;
    cli_look_at_terminal(&run.report);
    return run_files(&run, (const char *const *)argv, (size_t)n);
}

const struct cli_command cmd_read = {
    "read",
    "read [--format NAME | --json | --html | --timeml | --graph | --graph-svg | --identity] [-j N] [--model FILE] "
    "[--reference] "
    "FILE...",
    "Reads reports and prints who says what: plain text, HTML, JSON lines (.jsonl), folders of these, - for standard "
    "input.\n"
    "Exit status: 0 all read, 1 some input could not be read (each has a line on standard error), 2 wrong usage.",
    options, read_command};
