/* What the files of the store share. Inside the folder, and for the program, which adds ledgers as JSON. */
#ifndef LEDGER_STORE_H
#define LEDGER_STORE_H

#include <sqlite3.h>

#include "base/arena.h"
#include "base/buf.h"

enum { STORE_ADD_STATEMENTS = 16 };

struct culpa_store {
    sqlite3 *db;
    sqlite3_stmt *find, *add[STORE_ADD_STATEMENTS]; /* prepared when they are needed first */
    size_t n_add;
    struct arena got; /* the reports of culpa_store_get() */
};

/* As culpa_store_add(), of a ledger in the form of ledger/json.h. */
enum culpa_status store_add_json(struct culpa_store *store, struct culpa_slice id, struct culpa_slice ledger,
                                 bool replace, enum culpa_addition *addition, struct culpa_error *error);

/* The last error of SQLite -> status and error. doing: what failed, for people. */
enum culpa_status store_error(struct culpa_store *store, const char *doing, struct culpa_error *error);

/* Runs a script without parameters. */
enum culpa_status store_run(struct culpa_store *store, const char *sql, struct culpa_error *error);
/* The next statement of a script -> *statement, NULL at its end; moves *sql behind it. */
enum culpa_status store_prepare(struct culpa_store *store, const char **sql, sqlite3_stmt **statement,
                                struct culpa_error *error);
/* Where the statement has the parameter; text ends where the statement is run again or ended. */
void store_bind_text(sqlite3_stmt *statement, const char *parameter, struct culpa_slice text);
void store_bind_number(sqlite3_stmt *statement, const char *parameter, int64_t number);
struct culpa_slice store_column(sqlite3_stmt *statement, int column);

/* Begins to write; waits for another writer. */
enum culpa_status store_begin(struct culpa_store *store, struct culpa_error *error);
/* Commits where status is OK, and takes all back where it is not or where committing fails; returns what became of it.
 */
enum culpa_status store_end(struct culpa_store *store, enum culpa_status status, struct culpa_error *error);

/* Defines culpa_fold(text) in SQL. */
enum culpa_status store_define_fold(struct culpa_store *store, struct culpa_error *error);

#endif
