/* The options that the questions to a ledger share. */
#ifndef CLI_ASKING_H
#define CLI_ASKING_H

#include "cli/cli.h"

struct asking {
    const char *path, *format;
    bool json;
    struct culpa_question question;
    struct culpa_store *store;
    char *operand; /* all of them with blanks between; NULL where there is none; the heap's */
};

#define ASK_JSON                                                                                                       \
    {                                                                                                                  \
        "--json", NULL, NULL, "one JSON object a line"                                                                 \
    }
#define ASK_SINCE                                                                                                      \
    {                                                                                                                  \
        "--since", NULL, "DATE", "from this day on, YYYY-MM-DD"                                                        \
    }
#define ASK_UNTIL                                                                                                      \
    {                                                                                                                  \
        "--until", NULL, "DATE", "up to this day"                                                                      \
    }
#define ASK_LIMIT                                                                                                      \
    {                                                                                                                  \
        "--limit", "-n", "N", "at most so many rows; 0: all of them (default 50)"                                      \
    }
#define ASK_HELP                                                                                                       \
    {                                                                                                                  \
        "--help", "-h", NULL, "print this"                                                                             \
    }

/* Reads the command line. operand: what the command needs one of, NULL where it takes none. Returns true where the
 * command is to go on, which then opens the store; else *code is its exit status, and it has said why. */
bool asking_begin(const struct cli_command *command, int argc, char **argv, const char *operand, struct asking *asking,
                  int *code);
/* An incident or a party that is not there is said to be so: an empty answer would say that nothing is known of it.
 * USAGE and an error where it is not. */
enum culpa_status asking_check(const struct asking *asking, enum culpa_query query, struct culpa_error *error);
/* Closes what is open; returns the exit status: complains where status is an error. */
int asking_end(struct asking *asking, enum culpa_status status, const struct culpa_error *error);

#endif
