/* culpa export, culpa relink: the ledgers of a store as they went in, or in a format of culpa read; its links made
 * anew. */
#include <string.h>
#include <unistd.h>

#include "base/limits.h"
#include "cli/asking.h"
#include "cli/pipeline.h"
#include "ledger/json.h"

static const struct cli_option export_options[] = {
    CLI_LEDGER_OPTION,
    {"--format", "-f", "NAME", "jsonl (the default: as culpa read --json wrote them), or any of culpa read --format"},
    ASK_HELP,
    {0}};
static const struct cli_option relink_options[] = {CLI_LEDGER_OPTION, ASK_HELP, {0}};

struct export
{
    const struct report_writer *writer; /* NULL: the bytes of the store */
    struct report_options options;
    bool counts;        /* the format is for counting events: one wire story is not five */
    struct arena arena; /* of one report */
    size_t number;
    enum culpa_status status;
    struct culpa_error error;
    struct buf out;
};

/* A row of the documents: id, ledger, events, whether it is a copy. */
static bool write_one(void *context, const struct culpa_cell *cells, size_t n)
{
    struct export *e = context;
    struct culpa_report report;
    (void)n;
    buf_clear(&e->out);
    if (e->counts && cells[3].number)
        return true;
    if (!e->writer) {
        buf_add(&e->out, cells[1].text);
        buf_add_char(&e->out, '\n');
    } else {
        arena_reset(&e->arena);
        e->status = ledger_read(&e->arena, cells[1].text, &report, &e->error);
        if (!e->status)
            e->status = ledger_set_events(&e->arena, &report, cells[2].text);
        if (e->status)
            return false;
        e->writer->report(&e->out, &report, e->number, &e->options);
    }
    e->number++;
    if (e->out.failed)
        e->status = CULPA_NO_MEMORY;
    else if (!pipeline_write(&e->out))
        e->status = CULPA_IO;
    return !e->status;
}

static enum culpa_status write_edge(struct export *e, void (*edge)(struct buf *out))
{
    buf_clear(&e->out);
    edge(&e->out);
    if (e->out.failed)
        return CULPA_NO_MEMORY;
    return pipeline_write(&e->out) ? CULPA_OK : CULPA_IO;
}

static enum culpa_status export_all(struct asking *a, struct export *e)
{
    enum culpa_status status = CULPA_OK;
    e->counts = e->writer == &report_gtd || e->writer == &report_acled || e->writer == &report_plover;
    if (e->writer == &report_graph_svg)
        status = report_graph_svg_load(&e->error);
    if (!status && e->writer)
        status = write_edge(e, e->writer->begin);
    if (!status)
        status = culpa_store_ask(a->store, CULPA_QUERY_DOCUMENTS, &a->question, write_one, e, &e->error);
    status = status ? status : e->status;
    if (!status && e->writer)
        status = write_edge(e, e->writer->end);
    return status;
}

static int export_command(const struct cli_command *command, int argc, char **argv)
{
    struct asking a;
    struct export e = {0};
    int code;
    if (!asking_begin(command, argc, argv, NULL, &a, &code))
        return code;
    a.question.limit = 0;
    bool known = !a.format || !strcmp(a.format, "jsonl") || (e.writer = cli_find_format(a.format));
    if (!known || !(a.store = cli_open_ledger(a.path, CULPA_STORE_READ))) {
        asking_end(&a, CULPA_OK, &e.error);
        return known ? EXIT_SOME_FAILED : EXIT_USAGE;
    }
    arena_init(&e.arena, LIMIT_ARENA_BYTES);
    enum culpa_status status = export_all(&a, &e);
    bool written = pipeline_flush();
    arena_release(&e.arena);
    buf_release(&e.out);
    code = asking_end(&a, status, &e.error);
    return written ? code : EXIT_SOME_FAILED;
}

static int relink_command(const struct cli_command *command, int argc, char **argv)
{
    struct asking a;
    struct culpa_error error = {0};
    int code;
    if (!asking_begin(command, argc, argv, NULL, &a, &code))
        return code;
    if (access(a.path, F_OK)) /* a new one would have nothing to link */
        cli_complain("%s: there is no such ledger", a.path);
    else
        a.store = cli_open_ledger(a.path, CULPA_STORE_WRITE);
    code = a.store && !cli_link(a.store, a.path, true) ? EXIT_READ : EXIT_SOME_FAILED;
    asking_end(&a, CULPA_OK, &error);
    return code;
}

const struct cli_command cmd_export = {"export", "export [--ledger FILE] [--format NAME]",
                                       "Prints the ledgers of all reports, by their id: the bytes that culpa read "
                                       "--json wrote, one a line, or another format.",
                                       export_options, export_command};
const struct cli_command cmd_relink = {"relink", "relink [--ledger FILE]",
                                       "Throws away all that was found across reports and finds it anew. The outcome "
                                       "does not depend on the order of adding.",
                                       relink_options, relink_command};
