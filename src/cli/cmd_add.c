/* culpa add: reports in, their ledgers into a store. Threads read, the main thread adds in the order of the input. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "cli/cli.h"
#include "cli/pipeline.h"
#include "ledger/json.h"
#include "ledger/store.h"

enum option { OPTION_LEDGER, OPTION_JSON, OPTION_REPLACE, OPTION_NO_LINK, OPTION_THREADS, OPTION_MODEL, OPTION_HELP };

static const struct cli_option options[] = {
    [OPTION_LEDGER] = CLI_LEDGER_OPTION,
    [OPTION_JSON] = {"--json", NULL, NULL, "for each report, when it is on the disk, one JSON object a line"},
    [OPTION_REPLACE] = {"--replace", NULL, NULL, "a report whose id is there takes the place of the one that is there"},
    [OPTION_NO_LINK] = {"--no-link", NULL, NULL,
                        "do not look for what holds across reports; the next add or relink does"},
    [OPTION_THREADS] = {"--jobs", "-j", "N", "threads that read (default 1)"},
    [OPTION_MODEL] = {"--model", NULL, "FILE", "the model file (default: the one installed with culpa)"},
    [OPTION_HELP] = {"--help", "-h", NULL, "print this"},
    {0},
};

struct run {
    const char *path;
    struct culpa_store *store;
    struct pipeline_options pipeline;
    bool json, replace, no_link;
    bool some_refused;
    size_t became[CULPA_ADDITION_CONFLICT + 1]; /* how many reports */
};

/* What goes from a reading thread to the store: how long the id is, the id, the ledger. */
static void take(void *context, const struct culpa_report *report, size_t number, struct buf *out)
{
    (void)context;
    (void)number;
    size_t len = report->document.id.len;
    buf_add(out, slice_of((const char *)&len, sizeof len));
    buf_add(out, report->document.id);
    ledger_write(out, report);
}

static void put_outcome(struct buf *out, struct culpa_slice id, enum culpa_addition addition, const char *why)
{
    struct json j = {.out = out};
    bool added = !why && addition <= CULPA_ADDITION_REPLACED;
    json_object(&j);
    json_key(&j, "id");
    json_string(&j, id);
    json_key(&j, "added");
    json_bool(&j, added);
    if (added && addition == CULPA_ADDITION_REPLACED) {
        json_key(&j, "replaced");
        json_bool(&j, true);
    }
    if (!added) {
        json_key(&j, "why");
        json_str(&j, why ? why : culpa_addition_name(addition));
    }
    json_object_end(&j);
    buf_add_char(out, '\n');
}

static bool put(void *context, struct buf *out)
{
    struct run *run = context;
    struct culpa_error error = {0};
    enum culpa_addition addition = CULPA_ADDITION_NEW;
    size_t len;
    memcpy(&len, out->ptr, sizeof len);
    struct culpa_slice id = slice_of(out->ptr + sizeof len, len);
    struct culpa_slice ledger = slice_of(id.ptr + len, out->len - sizeof len - len);
    enum culpa_status status = store_add_json(run->store, id, ledger, run->replace, &addition, &error);
    const char *why = status ? error.text : NULL;
    if (status || addition == CULPA_ADDITION_CONFLICT) {
        run->some_refused = true;
        cli_complain("%s: %.*s: %s", run->path, (int)id.len, id.ptr, why ? why : culpa_addition_name(addition));
    }
    if (!status)
        run->became[addition]++;
    bool going = true;
    if (run->json) {
        struct buf line = {0};
        put_outcome(&line, id, addition, why);
        going = !line.failed && pipeline_write(&line) && pipeline_flush();
        buf_release(&line);
    }
    /* What is wrong with one report is not wrong with the next; what is wrong with the disk is. */
    return going && (!status || status == CULPA_STORE);
}

static bool link_all(void *context)
{
    struct run *run = context;
    if (!run->no_link && cli_link(run->store, run->path, false))
        return false;
    if (run->json)
        return true;
    printf("%s: %zu added", run->path, run->became[CULPA_ADDITION_NEW] + run->became[CULPA_ADDITION_REPLACED]);
    for (int a = CULPA_ADDITION_REPLACED; a <= CULPA_ADDITION_CONFLICT; a++)
        if (run->became[a])
            printf(", %zu %s", run->became[a], a == CULPA_ADDITION_CONFLICT ? "refused" : culpa_addition_name(a));
    putchar('\n');
    return pipeline_flush();
}

static bool take_option(void *context, int option, const char *argument)
{
    struct run *run = context;
    switch (option) {
    case OPTION_LEDGER:
        run->path = argument;
        break;
    case OPTION_JSON:
        run->json = true;
        break;
    case OPTION_REPLACE:
        run->replace = true;
        break;
    case OPTION_NO_LINK:
        run->no_link = true;
        break;
    case OPTION_MODEL:
        run->pipeline.model = argument;
        break;
    default:
        return pipeline_read_threads(argument, &run->pipeline.threads);
    }
    return true;
}

static int add_command(const struct cli_command *command, int argc, char **argv)
{
    struct run run = {.path = CLI_LEDGER, .pipeline = {.threads = 1}};
    int code, n = cli_parse(command, argc, argv, "files", take_option, &run, &code);
    if (n < 0)
        return code;
    run.store = cli_open_ledger(run.path, CULPA_STORE_WRITE);
    if (!run.store)
        return EXIT_SOME_FAILED;
    const struct pipeline_sink sink = {&run, NULL, link_all, take, put};
    code = pipeline_run(&run.pipeline, (const char *const *)argv, (size_t)n, &sink);
    culpa_store_close(run.store);
    return code == EXIT_READ && run.some_refused ? EXIT_SOME_FAILED : code;
}

const struct cli_command cmd_add = {
    "add", "add [--ledger FILE] [--json] [--replace] [--no-link] [-j N] [--model FILE] FILE...",
    "Reads reports into a ledger, an SQLite file that is made where it is not there, and finds what holds across them: "
    "who "
    "tells the\n"
    "same incident, who copies whom, who answers whom. What is added stays, whatever happens; what is there is not "
    "added "
    "again.\n"
    "Exit status: 0 all is there, 1 some report is not (each has a line on standard error), 2 wrong usage.",
    options, add_command};
