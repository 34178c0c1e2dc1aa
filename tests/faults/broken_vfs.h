/* A disk that fails when it is told to: SQLite's own way to files, with the n-th call of a kind failing. */
#ifndef TESTS_BROKEN_VFS_H
#define TESTS_BROKEN_VFS_H

#include <stdbool.h>
#include <stddef.h>

enum broken_call {
    BROKEN_OPEN,
    BROKEN_READ,
    BROKEN_WRITE,
    BROKEN_FULL,
    BROKEN_SYNC,
    BROKEN_TRUNCATE,
    BROKEN_SHARE,
    BROKEN_DELETE,
    BROKEN_CALLS
};
extern const char *const broken_names[BROKEN_CALLS];

/* Makes it what sqlite3_open() uses. Nothing fails until broken_fail(). */
void broken_register(void);
/* The n-th call of this kind from now on fails, and all behind it where forever. n 0: none. */
void broken_fail(enum broken_call call, size_t n, bool forever);
/* Calls of the kind since then. */
size_t broken_count(void);

#endif
