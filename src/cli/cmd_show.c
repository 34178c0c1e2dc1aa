/* culpa show: an incident as all its reports tell it. */
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "cli/asking.h"
#include "cli/pipeline.h"
#include "cli/table.h"

static const struct cli_option options[] = {CLI_LEDGER_OPTION, ASK_SINCE, ASK_JSON, ASK_HELP, {0}};

struct showing {
    struct culpa_store *store;
    struct arena arena;
    struct VEC(struct report_telling) tellings;
    struct buf out;
    struct json json;
    enum culpa_status status;
    struct culpa_error error;
};

/* --- for people: the explainer over the tellings of the reports that are no copies --- */

static bool take_telling(void *context, const struct culpa_cell *cells, size_t n)
{
    struct showing *s = context;
    const struct culpa_report *report = NULL;
    (void)n;
    s->status = culpa_store_get(s->store, cells[0].text, &report, &s->error);
    if (!s->status && report &&
        !VEC_PUSH(&s->arena, &s->tellings, (struct report_telling){report, (uint32_t)cells[1].number}))
        s->status = CULPA_NO_MEMORY;
    return !s->status;
}

static enum culpa_status explain(struct showing *s, const struct culpa_question *question)
{
    struct report_options terminal = {0};
    enum culpa_status status = culpa_store_ask(s->store, CULPA_QUERY_TELLINGS, question, take_telling, s, &s->error);
    status = status ? status : s->status;
    cli_look_at_terminal(&terminal);
    if (!status && s->tellings.n)
        report_explain(&s->out, s->tellings.at, s->tellings.n, &terminal);
    return status;
}

/* --- as JSON: the answers of all questions in one object --- */

static bool put_row(void *context, const struct culpa_cell *cells, size_t n)
{
    table_json(&((struct showing *)context)->json, cells, n);
    return true;
}

static enum culpa_status put_answers(struct showing *s, const struct culpa_question *question)
{
    static const struct {
        const char *key;
        enum culpa_query query;
    } answers[] = {{"incident", CULPA_QUERY_INCIDENTS},  {"tellings", CULPA_QUERY_TELLINGS},
                   {"spread", CULPA_QUERY_SPREAD},       {"figures", CULPA_QUERY_FIGURES},
                   {"positions", CULPA_QUERY_POSITIONS}, {"threads", CULPA_QUERY_THREADS},
                   {"timeline", CULPA_QUERY_TIMELINE}};
    enum culpa_status status = CULPA_OK;
    s->json.out = &s->out;
    json_object(&s->json);
    for (size_t i = 0; i < sizeof answers / sizeof *answers && !status; i++) {
        struct culpa_question asked = *question;
        if (!i)
            asked.since = NULL; /* what the incident comes to is of all reports */
        json_key(&s->json, answers[i].key);
        if (i)
            json_array(&s->json);
        status = culpa_store_ask(s->store, answers[i].query, &asked, put_row, s, &s->error);
        if (i)
            json_array_end(&s->json);
    }
    json_object_end(&s->json);
    buf_add_char(&s->out, '\n');
    return status;
}

static int show_command(const struct cli_command *command, int argc, char **argv)
{
    struct asking a;
    struct showing s = {0};
    int code;
    if (!asking_begin(command, argc, argv, "incident", &a, &code))
        return code;
    a.question.id = a.operand;
    a.question.limit = 0;
    if (!(a.store = cli_open_ledger(a.path, CULPA_STORE_READ)))
        return asking_end(&a, CULPA_OK, &s.error), EXIT_SOME_FAILED;
    s.store = a.store;
    arena_init(&s.arena, LIMIT_ARENA_BYTES);
    enum culpa_status status = asking_check(&a, CULPA_QUERY_TELLINGS, &s.error);
    if (!status)
        status = a.json ? put_answers(&s, &a.question) : explain(&s, &a.question);
    if (!status && s.out.failed)
        status = CULPA_NO_MEMORY;
    bool written = status || (pipeline_write(&s.out) && pipeline_flush());
    buf_release(&s.out);
    arena_release(&s.arena);
    code = asking_end(&a, status, &s.error);
    return written ? code : EXIT_SOME_FAILED;
}

const struct cli_command cmd_show = {
    "show", "show [--ledger FILE] [--since DATE] [--json] INCIDENT",
    "Explains an incident out of all its reports: what happened, who is responsible according to whom, how they "
    "responded, "
    "warnings\n"
    "before, proceedings, a timeline. Each line names its report, line and byte. --json: the answers of all questions.",
    options, show_command};
