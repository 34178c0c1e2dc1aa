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

static bool take_option(const char *name, const char *argument, struct asking *a)
{
    struct culpa_question *q = &a->question;
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

static bool add_operand(struct asking *a, const char *word)
{
    struct buf joined = {0};
    if (a->operand) {
        buf_add_str(&joined, a->operand);
        buf_add_char(&joined, ' ');
    }
    buf_add(&joined, (struct culpa_slice){word, strlen(word) + 1});
    free(a->operand);
    a->operand = joined.ptr;
    if (joined.failed)
        cli_complain("out of memory");
    return !joined.failed;
}

bool asking_begin(const struct cli_command *command, int argc, char **argv, const char *operand, struct asking *a,
                  int *code)
{
    const char *argument = NULL;
    *a = (struct asking){.path = CLI_LEDGER, .question = {.limit = DEFAULT_ROWS}};
    *code = EXIT_USAGE;
    bool right = true, only_operands = false;
    for (int at = 1; at < argc && right;) {
        if (!only_operands && !strcmp(argv[at], "--")) {
            only_operands = true;
            at++;
            continue;
        }
        int option = only_operands ? CLI_OPERAND : cli_next(command, argc, argv, &at, &argument);
        if (option >= 0 && !strcmp(command->options[option].name, "--help")) {
            *code = cli_help(command);
            right = false;
        } else if (option >= 0)
            right = take_option(command->options[option].name, argument, a);
        else if (option == CLI_OPERAND && operand)
            right = add_operand(a, argv[at++]);
        else {
            right = false;
            if (option == CLI_OPERAND)
                cli_complain("%s takes no %s; see culpa %s --help", command->name, argv[at], command->name);
        }
    }
    if (right && operand && !a->operand) {
        cli_complain("which %s? See culpa %s --help", operand, command->name);
        right = false;
    }
    if (!right)
        free(a->operand);
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
