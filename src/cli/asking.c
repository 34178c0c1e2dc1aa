/* See asking.h. */
#include "cli/asking.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

enum { DEFAULT_ROWS = 50 };

static bool is_day(const char *text)
{
    static const char form[] = "dddd-dd-dd";
    for (size_t i = 0; i < sizeof form; i++)
        if (form[i] == 'd' ? text[i] < '0' || text[i] > '9' : text[i] != form[i])
            return false;
    return true;
}

static bool read_day(const char *option, const char *text, const char **day)
{
    *day = text;
    if (!is_day(text))
        cli_complain("%s: a day as YYYY-MM-DD, not %s", option, text);
    return is_day(text);
}

static bool read_limit(const char *text, size_t *limit)
{
    char *end;
    errno = 0;
    *limit = strtoul(text, &end, 10);
    bool right = !errno && !*end && text[0] >= '0' && text[0] <= '9';
    if (!right)
        cli_complain("--limit: a number, not %s", text);
    return right;
}

/* What take_option() needs to know. */
struct parsing {
    const struct cli_command *command;
    struct asking *asking;
};

static bool take_option(void *context, int option, const char *argument)
{
    const struct parsing *parsing = context;
    struct asking *a = parsing->asking;
    struct culpa_question *q = &a->question;
    const char *name = parsing->command->options[option].name;
    if (!strcmp(name, "--ledger"))
        a->path = argument;
    else if (!strcmp(name, "--json"))
        a->json = true;
    else if (!strcmp(name, "--format"))
        a->format = argument;
    else if (!strcmp(name, "--since"))
        return read_day(name, argument, &q->since);
    else if (!strcmp(name, "--until"))
        return read_day(name, argument, &q->until);
    else if (!strcmp(name, "--place"))
        q->place = argument;
    else if (!strcmp(name, "--type"))
        q->type = argument;
    else if (!strcmp(name, "--all"))
        q->all = true;
    else if (!strcmp(name, "--limit"))
        return read_limit(argument, &q->limit);
    return true;
}

static bool join(char *const *words, int n, char **joined)
{
    struct buf text = {0};
    for (int i = 0; i < n; i++) {
        if (i)
            buf_add_char(&text, ' ');
        buf_add_str(&text, words[i]);
    }
    buf_add_char(&text, '\0');
    *joined = text.ptr;
    if (text.failed)
        cli_complain("out of memory");
    return !text.failed;
}

bool asking_begin(const struct cli_command *command, int argc, char **argv, const char *operand, struct asking *a,
                  int *code)
{
    struct parsing parsing = {command, a};
    *a = (struct asking){.path = CLI_LEDGER, .question = {.limit = DEFAULT_ROWS}};
    int n = cli_parse(command, argc, argv, operand, take_option, &parsing, code);
    if (n < 0)
        return false;
    bool right = !n || join(argv, n, &a->operand);
    if (!right)
        *code = EXIT_SOME_FAILED;
    return right;
}

static bool is_there(void *context, const struct culpa_cell *cells, size_t n)
{
    (void)cells;
    (void)n;
    *(bool *)context = true;
    return false;
}

enum culpa_status asking_check(const struct asking *a, enum culpa_query query, struct culpa_error *error)
{
    bool there = false, name = query == CULPA_QUERY_WHO;
    struct culpa_question any = {.id = a->question.id, .name = a->question.name, .limit = 1};
    enum culpa_status status =
        culpa_store_ask(a->store, name ? query : CULPA_QUERY_TELLINGS, &any, is_there, &there, error);
    if (!status && !there) {
        snprintf(error->text, sizeof error->text, "%s %s", name ? "nothing is said by or to" : "no incident is called",
                 a->operand);
        status = CULPA_USAGE;
    }
    return status;
}

int asking_end(struct asking *a, enum culpa_status status, const struct culpa_error *error)
{
    if (status)
        cli_complain("%s: %s", a->path, error->text[0] ? error->text : culpa_status_message(status));
    culpa_store_close(a->store);
    free(a->operand);
    return status ? EXIT_SOME_FAILED : EXIT_READ;
}
