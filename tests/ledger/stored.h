/* What the tests of the store share: ledgers to add, a file to add them to, and a look at the tables from outside. */
#ifndef TESTS_STORED_H
#define TESTS_STORED_H

#include <sqlite3.h>

#include "base/buf.h"
#include "culpa.h"

struct ledger {
    struct culpa_slice id, json; /* on the heap */
};

struct ledgers {
    struct ledger *at;
    size_t n;
};

/* What each file of JSON objects holds, in the bytes that ledger_write() gives. */
struct ledgers stored_load(char **files, size_t n_files);
/* The reports in a file of JSON lines, read. model: path. */
struct ledgers stored_read(const char *model, const char *lines);
/* Another ledger under this id. */
struct ledger stored_renamed(struct culpa_slice id, struct ledger of);
/* Adds, behind those that are there. */
void stored_append(struct ledgers *to, struct ledger ledger);
void stored_free(struct ledgers *ledgers);

/* A path in a folder that is made for this program; the file is not there. stored_end() takes all of it away. */
const char *stored_path(void);
void stored_end(void);

/* Adds them in order; all are new. Fails the test. */
void stored_add(struct culpa_store *store, const struct ledgers *ledgers);

/* Fails the test where the file is damaged, a reference leads nowhere, the words are not those of the reports, or a
 * report is not there whole. */
void stored_check(const char *path);
/* All tables, row by row. */
void stored_dump(const char *path, struct buf *out);
/* What holds across reports, told by ids instead of numbers, which depend on the order of adding. */
void stored_dump_links(const char *path, struct buf *out);
/* The number that a query answers. */
int64_t stored_number(const char *path, const char *sql);
/* The whole file. The caller releases it. */
struct buf stored_bytes(const char *path);

#define assert_same_bytes(a, b)                                                                                        \
    do {                                                                                                               \
        if ((a).len != (b).len || memcmp((a).ptr, (b).ptr, (a).len) != 0)                                              \
            fail_msg("%.*s\ninstead of\n%.*s", (int)(a).len, (a).ptr, (int)(b).len, (b).ptr);                          \
    } while (0)

#endif
