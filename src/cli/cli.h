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

/* An option of the table, by its index, and its argument, NULL where it takes none. False after it has complained. */
typedef bool cli_take(void *context, int option, const char *argument);

/* Hands the options of a command line to take, and moves the operands to the front of argv; behind -- all are operands.
 * what: what these are, for the complaint that there is none; NULL where the command takes none. Returns their number,
 * or -1 where the command is not to go on, after --help or a complaint: *code is its exit status. */
int cli_parse(const struct cli_command *command, int argc, char **argv, const char *what, cli_take *take, void *context,
              int *code);

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
