/* The program: one file per subcommand, one table of subcommands (main.c), one table of options per subcommand, from
 * which
 * --help is made. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include <stddef.h>

#include "culpa.h"
#include "report/report.h"

enum { EXIT_READ = 0, EXIT_SOME_FAILED = 1, EXIT_USAGE = 2 };

struct cli_option {
    const char *name;       /* "--json" */
    const char *short_name; /* "-j" or NULL */
    const char *argument;   /* "N", NULL where it takes none */
    const char *help;
};

struct cli_command {
    const char *name, *usage, *help;
    const struct cli_option *options;                                     /* ends with a name of NULL */
    int (*run)(const struct cli_command *command, int argc, char **argv); /* argv[0] is the command's name */
};

extern const struct cli_command cmd_read, cmd_text, cmd_add, cmd_incidents, cmd_show, cmd_timeline, cmd_figures,
    cmd_positions, cmd_threads, cmd_who, cmd_search, cmd_sources, cmd_export, cmd_relink;

/* The next option in argv from *at on. Returns its index in the table and moves *at behind it and its argument;
 * CLI_OPERAND where argv[*at] is no option (*at is not moved), CLI_END at the end, CLI_WRONG after it has said on
 * stderr what is wrong. */
enum { CLI_OPERAND = -1, CLI_END = -2, CLI_WRONG = -3 };
int cli_next(const struct cli_command *command, int argc, char **argv, int *at, const char **argument);

/* Prints it; returns the exit status. */
int cli_help(const struct cli_command *command);
/* One line on stderr: culpa: ... */
__attribute__((format(printf, 1, 2))) void cli_complain(const char *format, ...);
/* An input that could not be read: culpa: FILE:LINE: why. line: of the record in its file, 0 where it is the whole
 * file. */
void cli_complain_of(const char *file, size_t line, const struct culpa_error *error);
/* NULL after it has complained. */
const struct report_writer *cli_find_format(const char *name);
/* Colour and width, where stdout is a terminal. */
void cli_look_at_terminal(struct report_options *options);
/* Where the model lies: beside the program or in its share folder. The caller frees it; NULL where there is none. */
char *cli_find_model(void);

/* --- a ledger, the store that culpa add fills --- */

#define CLI_LEDGER "culpa.db"
#define CLI_LEDGER_OPTION                                                                                              \
    {                                                                                                                  \
        "--ledger", "-l", "FILE", "the ledger (default " CLI_LEDGER ")"                                                \
    }

/* NULL after it has complained. */
struct culpa_store *cli_open_ledger(const char *path, enum culpa_store_mode mode);
/* culpa_store_link(), with a word on a terminal; complains. */
enum culpa_status cli_link(struct culpa_store *store, const char *path, bool all);

#endif
