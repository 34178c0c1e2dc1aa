/* culpa: which subcommand, and help. */
#include "cli/cli.h"

#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct cli_command *const commands[] = {
    &cmd_read,      &cmd_text,    &cmd_add, &cmd_incidents, &cmd_show,    &cmd_timeline, &cmd_figures,
    &cmd_positions, &cmd_threads, &cmd_who, &cmd_search,    &cmd_sources, &cmd_export,   &cmd_relink};

enum { N_COMMANDS = sizeof commands / sizeof *commands, HELP_COLUMN = 22 };

void cli_complain(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fputs("culpa: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
}

void cli_complain_of(const char *file, size_t line, const struct culpa_error *e)
{
    const char *why = e->text[0] ? e->text : culpa_status_message(e->status);
    line = line ? line : e->line;
    if (line)
        cli_complain("%s:%zu: %s", file, line, why);
    else if (e->offset != SIZE_MAX)
        cli_complain("%s: byte %zu: %s", file, e->offset, why);
    else
        cli_complain("%s: %s", file, why);
}

/* What help and version end with: they are lost on a full disk too. */
static int end_output(void)
{
    if (!fflush(stdout) && !ferror(stdout))
        return EXIT_READ;
    cli_complain("cannot write: %s", strerror(errno));
    return EXIT_SOME_FAILED;
}

int cli_help(const struct cli_command *command)
{
    printf("usage: culpa %s\n\n%s\n\noptions:\n", command->usage, command->help);
    for (const struct cli_option *o = command->options; o->name; o++) {
        int n = printf("  %s%s%s%s%s", o->short_name ? o->short_name : "", o->short_name ? ", " : "", o->name,
                       o->argument ? " " : "", o->argument ? o->argument : "");
        printf("%*s%s\n", n < HELP_COLUMN ? HELP_COLUMN - n : 1, "", o->help);
    }
    return end_output();
}

/* The next option in argv from *at on. Returns its index in the table and moves *at behind it and its argument;
 * CLI_OPERAND where argv[*at] is no option (*at is not moved), CLI_WRONG after it has said on stderr what is wrong. */
enum { CLI_OPERAND = -1, CLI_WRONG = -2 };

static int wrong(const struct cli_command *command, const char *what, const char *option)
{
    cli_complain("%s %s; see culpa %s --help", what, option, command->name);
    return CLI_WRONG;
}

static bool is_option(const struct cli_option *o, const char *text, size_t len)
{
    return (strlen(o->name) == len && !strncmp(o->name, text, len)) ||
           (o->short_name && strlen(o->short_name) == len && !strncmp(o->short_name, text, len));
}

static int next_option(const struct cli_command *command, int argc, char **argv, int *at, const char **argument)
{
    const char *text = argv[*at];
    if (text[0] != '-' || !text[1])
        return CLI_OPERAND;
    const char *equals = !strncmp(text, "--", 2) ? strchr(text, '=') : NULL;
    size_t len = equals ? (size_t)(equals - text) : strlen(text);
    for (int i = 0; command->options[i].name; i++) {
        const struct cli_option *o = &command->options[i];
        bool joined = o->argument && o->short_name && text[1] != '-' && len > 2 && is_option(o, text, 2); /* -j4 */
        if (!joined && !is_option(o, text, len))
            continue;
        ++*at;
        if (!o->argument)
            return equals ? wrong(command, "no value belongs to", o->name) : i;
        *argument = joined ? text + 2 : equals ? equals + 1 : *at < argc ? argv[(*at)++] : NULL;
        return *argument ? i : wrong(command, "a value is missing after", o->name);
    }
    return wrong(command, "unknown option", text);
}

int cli_parse(const struct cli_command *command, int argc, char **argv, const char *what, cli_take *take, void *context,
              int *code)
{
    int operands = 0;
    bool only_operands = false, wrong = false;
    const char *argument = NULL;
    for (int at = 1; at < argc && !wrong;) {
        if (!only_operands && !strcmp(argv[at], "--")) {
            only_operands = true;
            at++;
            continue;
        }
        int option = only_operands ? CLI_OPERAND : next_option(command, argc, argv, &at, &argument);
        if (option >= 0 && !strcmp(command->options[option].name, "--help")) {
            *code = cli_help(command);
            return -1;
        }
        if (option >= 0)
            wrong = !take(context, option, argument);
        else if (option == CLI_OPERAND && what)
            argv[operands++] = argv[at++]; /* never in front of what is still to be read */
        else {
            wrong = true;
            if (option == CLI_OPERAND)
                cli_complain("%s takes no %s; see culpa %s --help", command->name, argv[at], command->name);
        }
    }
    if (!wrong && what && !operands) {
        cli_complain("which %s? See culpa %s --help", what, command->name);
        wrong = true;
    }
    *code = EXIT_USAGE;
    return wrong ? -1 : operands;
}

char *cli_find_model(void)
{
    static const char *const places[] = {"culpa.safetensors", "../model/culpa.safetensors",
                                         "../share/culpa/culpa.safetensors"};
    char program[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", program, sizeof program - 1);
    if (n < 0)
        return NULL;
    program[n] = 0;
    char *slash = strrchr(program, '/');
    if (!slash)
        return NULL;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        char *path = NULL;
        if (asprintf(&path, "%.*s/%s", (int)(slash - program), program, places[i]) < 0)
            return NULL;
        if (!access(path, R_OK))
            return path;
        free(path);
    }
    return NULL;
}

static int help(void)
{
    printf(
        "usage: culpa COMMAND [OPTION]... [FILE]...\n\n"
        "culpa reads news reports and keeps the ledger of who says what, with the bytes that say it.\n\ncommands:\n");
    for (size_t i = 0; i < N_COMMANDS; i++)
        printf("  culpa %s\n", commands[i]->usage);
    printf("\nculpa COMMAND --help tells more. culpa --version prints the version.\n");
    return end_output();
}

static const struct cli_command *find_command(const char *name)
{
    for (size_t i = 0; i < N_COMMANDS; i++)
        if (!strcmp(name, commands[i]->name))
            return commands[i];
    return NULL;
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        cli_complain("which command? See culpa --help");
        return EXIT_USAGE;
    }
    if (!strcmp(argv[1], "--version")) {
        printf("culpa %s\n", CULPA_VERSION);
        return end_output();
    }
    bool asks = !strcmp(argv[1], "help");
    if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h") || (asks && argc == 2))
        return help();
    const struct cli_command *command = find_command(argv[asks ? 2 : 1]);
    if (!command) {
        cli_complain("unknown command %s; see culpa --help", argv[asks ? 2 : 1]);
        return EXIT_USAGE;
    }
    if (asks)
        return cli_help(command);
    return command->run(command, argc - 1, argv + 1);
}
