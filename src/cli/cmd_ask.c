/* Questions to a ledger whose answer is a table: one row of questions[] for each subcommand. */
#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "cli/asking.h"
#include "cli/pipeline.h"
#include "cli/table.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct cli_option incidents_options[] = {
    CLI_LEDGER_OPTION,
    ASK_SINCE,
    ASK_UNTIL,
    {"--place", NULL, "NAME", "of a venue, place or region, or the code of a country"},
    {"--type", NULL, "TYPE", "bombing, earthquake ...: docs/ledger-json.md has all"},
    {"--all", NULL, NULL, "those that reports only recall, too"},
    ASK_LIMIT,
    ASK_JSON,
    ASK_HELP,
    {0}};
static const struct cli_option incident_options[] = {CLI_LEDGER_OPTION, ASK_SINCE, ASK_LIMIT, ASK_JSON, ASK_HELP, {0}};
static const struct cli_option who_options[] = {CLI_LEDGER_OPTION, ASK_SINCE, ASK_UNTIL, ASK_LIMIT,
                                                ASK_JSON,          ASK_HELP,  {0}};
static const struct cli_option sources_options[] = {CLI_LEDGER_OPTION, ASK_LIMIT, ASK_JSON, ASK_HELP, {0}};

static const struct table_column
    incidents_columns[] = {{"INCIDENT", {"id"}},
                           {"WHEN", {"when"}},
                           {"WHERE", {"place", "region", "country"}},
                           {"TYPE", {"types"}},
                           {"KILLED", {"killed_low", "killed_high"}, TABLE_BOUNDS},
                           {"REPORTS", {"reports"}},
                           {"VOICES", {"voices"}},
                           {"LAST", {"last_day"}},
                           {"TITLE", {"title"}}},
    timeline_columns[] = {{"DAY", {"day"}},     {"WHAT", {"kind", "what"}},   {"WHO", {"who"}},
                          {"WHOM", {"target"}}, {"IN", {"outlet", "report"}}, {"WORDS", {"words"}}},
    figures_columns[] = {{"WHAT", {"what", "breakdown"}},
                         {"HOW MANY", {"low", "high"}, TABLE_BOUNDS},
                         {"DAY", {"day"}},
                         {"BY", {"giver"}},
                         {"IN", {"outlet", "report"}},
                         {"TOLD AS", {"qualifier"}}},
    spread_columns[] = {{"WHAT", {"what", "breakdown"}},
                        {"FROM-TO", {"lowest", "highest"}, TABLE_BOUNDS},
                        {"TOLD", {"told"}},
                        {"VOICES", {"voices"}},
                        {"VERSIONS", {"versions"}},
                        {"FIRST", {"first_day"}},
                        {"LAST", {"last_day"}}},
    positions_columns[] = {{"DAY", {"day"}},   {"WHO", {"speaker"}},   {"STANDS", {"stance"}},
                           {"ON", {"target"}}, {"BEFORE", {"before"}}, {"IN", {"outlet", "report", "statement"}},
                           {"WORDS", {"said"}}},
    threads_columns[] = {{"DAY", {"day"}},   {"WHO", {"speaker", "act"}},        {"IN", {"report", "statement"}},
                         {"DOES", {"kind"}}, {"WHOM", {"to_speaker", "to_act"}}, {"IN", {"to_report", "to_statement"}},
                         {"WORDS", {"said"}}},
    who_columns[] = {{"DAY", {"day"}},     {"WHO", {"speaker"}},       {"ACT", {"act"}},
                     {"WHOM", {"target"}}, {"INCIDENT", {"incident"}}, {"IN", {"outlet", "report", "statement"}},
                     {"WORDS", {"said"}}},
    search_columns[] = {{"DAY", {"day"}},           {"REPORT", {"report"}}, {"OUTLET", {"outlet"}},
                        {"INCIDENT", {"incident"}}, {"TITLE", {"title"}},   {"WORDS", {"words"}}},
    sources_columns[] = {{"OUTLET", {"outlet"}}, {"REPORTS", {"reports"}}, {"VOICES", {"voices"}},
                         {"COPIED", {"copied"}}, {"FIRST", {"first_day"}}, {"LAST", {"last_day"}}};

struct question {
    const struct cli_command *command;
    const char *operand; /* NULL: none */
    struct {
        enum culpa_query query;
        const struct table_column *columns;
        size_t n_columns;
    } tables[2]; /* for people, one below the other; JSON is of the last */
    size_t n_tables;
};

#define TABLE(query, columns)                                                                                          \
    {                                                                                                                  \
        CULPA_QUERY_##query, columns##_columns, COUNT(columns##_columns)                                               \
    }
static const struct question questions[] = {
    {&cmd_incidents, NULL, {TABLE(INCIDENTS, incidents)}, 1},
    {&cmd_timeline, "incident", {TABLE(TIMELINE, timeline)}, 1},
    {&cmd_figures, "incident", {TABLE(SPREAD, spread), TABLE(FIGURES, figures)}, 2},
    {&cmd_positions, "incident", {TABLE(POSITIONS, positions)}, 1},
    {&cmd_threads, "incident", {TABLE(THREADS, threads)}, 1},
    {&cmd_who, "name", {TABLE(WHO, who)}, 1},
    {&cmd_search, "words", {TABLE(SEARCH, search)}, 1},
    {&cmd_sources, NULL, {TABLE(SOURCES, sources)}, 1},
};

static bool write_json(void *context, const struct culpa_cell *cells, size_t n)
{
    struct buf line = {0};
    struct json j = {.out = &line};
    table_json(&j, cells, n);
    buf_add_char(&line, '\n');
    bool *written = context;
    *written = !line.failed && pipeline_write(&line);
    buf_release(&line);
    return *written;
}

static enum culpa_status write_table(struct asking *a, const struct question *question, size_t t,
                                     struct culpa_error *error)
{
    struct arena arena;
    struct buf out = {0};
    struct report_options terminal = {0};
    arena_init(&arena, LIMIT_ARENA_BYTES);
    struct table table = {
        .columns = question->tables[t].columns, .n_columns = question->tables[t].n_columns, .arena = &arena};
    enum culpa_status status =
        culpa_store_ask(a->store, question->tables[t].query, &a->question, table_row, &table, error);
    cli_look_at_terminal(&terminal);
    if (!status && t && table.cells.n)
        buf_add_char(&out, '\n');
    if (!status)
        table_write(&table, terminal.width, &out);
    if (!status && (table.failed || out.failed))
        status = CULPA_NO_MEMORY;
    if (!status && !pipeline_write(&out))
        status = CULPA_IO;
    buf_release(&out);
    arena_release(&arena);
    return status;
}

static int ask_command(const struct cli_command *command, int argc, char **argv)
{
    struct asking a;
    struct culpa_error error = {0};
    const struct question *question = questions;
    int code;
    while (question->command != command)
        question++;
    if (!asking_begin(command, argc, argv, question->operand, &a, &code))
        return code;
    *(question->tables[0].query == CULPA_QUERY_WHO      ? &a.question.name
      : question->tables[0].query == CULPA_QUERY_SEARCH ? &a.question.words
                                                        : &a.question.id) = a.operand;
    if (!(a.store = cli_open_ledger(a.path, CULPA_STORE_READ)))
        return asking_end(&a, CULPA_OK, &error), EXIT_SOME_FAILED;
    enum culpa_status status =
        question->operand && !a.question.words ? asking_check(&a, question->tables[0].query, &error) : CULPA_OK;
    bool written = true;
    if (!status && a.json)
        status = culpa_store_ask(a.store, question->tables[question->n_tables - 1].query, &a.question, write_json,
                                 &written, &error);
    for (size_t t = 0; t < question->n_tables && !status && !a.json; t++)
        status = write_table(&a, question, t, &error);
    written = written && pipeline_flush();
    code = asking_end(&a, status, &error);
    return written ? code : EXIT_SOME_FAILED;
}

#define IN_LEDGER "[--ledger FILE] "
const struct cli_command cmd_incidents = {
    "incidents",
    "incidents " IN_LEDGER "[--since DATE] [--until DATE] [--place NAME] [--type TYPE] [--all] [--limit N] [--json]",
    "Lists the incidents of a ledger, last told first: when and where, as most reports have it, the lowest and highest "
    "count of dead,\n"
    "how many reports tell it and how many independent voices they are.",
    incidents_options, ask_command};
const struct cli_command cmd_timeline = {
    "timeline", "timeline " IN_LEDGER "[--since DATE] [--limit N] [--json] INCIDENT",
    "Prints what has a day of an incident: itself, statements, figures, proceedings, each with its report.",
    incident_options, ask_command};
const struct cli_command cmd_figures = {
    "figures", "figures " IN_LEDGER "[--since DATE] [--limit N] [--json] INCIDENT",
    "Prints the counts of an incident: their spread, then each with its day, who gives it and which report has it.",
    incident_options, ask_command};
const struct cli_command cmd_positions = {
    "positions", "positions " IN_LEDGER "[--since DATE] [--limit N] [--json] INCIDENT",
    "Prints where each party stands on who did it, by day; BEFORE is where it stood before.", incident_options,
    ask_command};
const struct cli_command cmd_threads = {
    "threads", "threads " IN_LEDGER "[--since DATE] [--limit N] [--json] INCIDENT",
    "Prints which statements about an incident answer, deny, verify, repeat or supersede which.", incident_options,
    ask_command};
const struct cli_command cmd_who = {
    "who", "who " IN_LEDGER "[--since DATE] [--until DATE] [--limit N] [--json] NAME",
    "Prints what a person, a state, a body or a group said, and what others said to or about it: the last first where "
    "--limit cuts.",
    who_options, ask_command};
const struct cli_command cmd_search = {
    "search", "search " IN_LEDGER "[--since DATE] [--limit N] [--json] WORDS",
    "Lists the reports that have all of the words, the best first. Words in quotation marks stand together.",
    incident_options, ask_command};
const struct cli_command cmd_sources = {"sources", "sources " IN_LEDGER "[--limit N] [--json]",
                                        "Lists the outlets of a ledger: their reports, how many independent voices "
                                        "these are, and how many are copied from or "
                                        "by others.",
                                        sources_options, ask_command};
