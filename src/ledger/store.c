/* A store: opening, versions, transactions, errors. */
#include "ledger/store.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/status.h"
#include "ledger/sql.h"

enum {
    APPLICATION_ID = 0x63756c70, /* "culp", in the header of the file */
    BUSY_MS = 30000,             /* linking a large store takes this long at times */
};

/* schemas[v] takes a store of version v to v + 1. */
static const char *const schemas[] = {sql_schema_1};
enum { VERSION = sizeof schemas / sizeof *schemas };

enum culpa_status store_error(struct culpa_store *store, const char *doing, struct culpa_error *error)
{
    enum culpa_status status;
    switch (sqlite3_errcode(store->db) & 0xff) {
    case SQLITE_NOMEM:
        status = CULPA_NO_MEMORY;
        break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return status_error(error, CULPA_BUSY, NO_LINE, NO_OFFSET, "another program is writing to it");
    case SQLITE_CANTOPEN:
        if (sqlite3_system_errno(store->db))
            return status_error(error, CULPA_IO, NO_LINE, NO_OFFSET, "%s: %s", doing,
                                strerror(sqlite3_system_errno(store->db)));
        status = CULPA_IO;
        break;
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_READONLY:
    case SQLITE_PERM:
        status = CULPA_IO;
        break;
    case SQLITE_NOTADB:
        return status_error(error, CULPA_STORE, NO_LINE, NO_OFFSET, "is no ledger");
    default:
        status = CULPA_STORE;
    }
    return status_error(error, status, NO_LINE, NO_OFFSET, "%s: %s", doing, sqlite3_errmsg(store->db));
}

enum culpa_status store_run(struct culpa_store *store, const char *sql, struct culpa_error *error)
{
    return sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK ? CULPA_OK
                                                                       : store_error(store, "cannot work on it", error);
}

enum culpa_status store_prepare(struct culpa_store *store, const char **sql, sqlite3_stmt **statement,
                                struct culpa_error *error)
{
    *statement = NULL;
    while (**sql && !*statement) /* comments alone are no statement */
        if (sqlite3_prepare_v2(store->db, *sql, -1, statement, sql) != SQLITE_OK)
            return store_error(store, "cannot work on it", error);
    return CULPA_OK;
}

void store_bind_text(sqlite3_stmt *statement, const char *parameter, struct culpa_slice text)
{
    int at = sqlite3_bind_parameter_index(statement, parameter);
    if (at && text.ptr)
        sqlite3_bind_text64(statement, at, text.ptr, text.len, SQLITE_STATIC, SQLITE_UTF8);
}

void store_bind_number(sqlite3_stmt *statement, const char *parameter, int64_t number)
{
    int at = sqlite3_bind_parameter_index(statement, parameter);
    if (at)
        sqlite3_bind_int64(statement, at, number);
}

struct culpa_slice store_column(sqlite3_stmt *statement, int column)
{
    const char *text = (const char *)sqlite3_column_text(statement, column);
    return slice_of(text, text ? (size_t)sqlite3_column_bytes(statement, column) : 0);
}

enum culpa_status store_begin(struct culpa_store *store, struct culpa_error *error)
{
    return store_run(store, "BEGIN IMMEDIATE", error);
}

enum culpa_status store_end(struct culpa_store *store, enum culpa_status status, struct culpa_error *error)
{
    if (!status)
        status = store_run(store, "COMMIT", error);
    if (status && !sqlite3_get_autocommit(store->db))
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL); /* the first error is the one to tell */
    return status;
}

/* -1: an empty file, which a store can be made in. */
static enum culpa_status find_version(struct culpa_store *store, int64_t *version, struct culpa_error *error)
{
    /* In one look: between two, another program may make its tables. */
    const char *sql = "SELECT application_id, user_version, (SELECT count(*) FROM sqlite_schema) "
                      "FROM pragma_application_id, pragma_user_version";
    sqlite3_stmt *statement;
    enum culpa_status status = store_prepare(store, &sql, &statement, error);
    if (!status && sqlite3_step(statement) != SQLITE_ROW)
        status = store_error(store, "cannot read it", error);
    int64_t application = status ? 0 : sqlite3_column_int64(statement, 0),
            tables = status ? 0 : sqlite3_column_int64(statement, 2);
    *version = status ? 0 : sqlite3_column_int64(statement, 1);
    sqlite3_finalize(statement);
    if (status)
        return status;
    if (!application && !*version && !tables)
        *version = -1;
    else if (application != APPLICATION_ID)
        return status_error(error, CULPA_STORE, NO_LINE, NO_OFFSET, "is a database of another program");
    else if (*version > VERSION)
        return status_error(error, CULPA_STORE, NO_LINE, NO_OFFSET,
                            "was written by a newer culpa: version %d of the store, this one knows %d", (int)*version,
                            VERSION);
    return CULPA_OK;
}

/* Brings the tables to the version of this program. */
static enum culpa_status migrate(struct culpa_store *store, struct culpa_error *error)
{
    int64_t version;
    enum culpa_status status = store_begin(store, error);
    if (status)
        return status;
    status = find_version(store, &version, error); /* again: another program may have made it meanwhile */
    for (int64_t v = version < 0 ? 0 : version; v < VERSION && !status; v++)
        status = store_run(store, schemas[v], error);
    if (!status) {
        char pragmas[80];
        snprintf(pragmas, sizeof pragmas, "PRAGMA application_id = %d; PRAGMA user_version = %d;", APPLICATION_ID,
                 VERSION);
        status = store_run(store, pragmas, error);
    }
    return store_end(store, status, error);
}

static enum culpa_status prepare_file(struct culpa_store *store, enum culpa_store_mode mode, struct culpa_error *error)
{
    int64_t version;
    sqlite3_busy_timeout(store->db, BUSY_MS);
    if (mode == CULPA_STORE_WRITE && sqlite3_db_readonly(store->db, "main") == 1)
        return status_error(error, CULPA_IO, NO_LINE, NO_OFFSET, "cannot write to it: the file is read-only");
    enum culpa_status status = find_version(store, &version, error);
    if (status)
        return status;
    if (version < VERSION && mode == CULPA_STORE_READ)
        return status_error(error, CULPA_STORE, NO_LINE, NO_OFFSET,
                            version < 0 ? "is no ledger: the file is empty"
                                        : "was written by an older culpa; culpa relink brings it up to date");
    /* FULL: what was said to be added is there after a power failure too. */
    if (mode == CULPA_STORE_WRITE)
        status =
            store_run(store, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;", error);
    if (!status)
        status = store_run(store, "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32768;", error);
    if (!status && version < VERSION)
        status = migrate(store, error);
    if (!status && mode == CULPA_STORE_READ)
        status = store_run(store, "PRAGMA query_only = ON", error);
    return status;
}

/* Whether the path with this behind it may be used so. NULL: its folder. */
static bool may(const char *path, const char *behind, int use)
{
    struct buf name = {0};
    const char *slash = strrchr(path, '/');
    buf_add(&name, slice_of(path, behind ? strlen(path) : slash ? (size_t)(slash - path) + 1 : 0));
    buf_add_str(&name, behind ? behind : ".");
    buf_add_char(&name, '\0');
    bool so = !name.failed && !faccessat(AT_FDCWD, name.ptr, use, AT_EACCESS);
    buf_release(&name);
    return so;
}

/* A ledger in a folder that the reader may not write to, without a log beside it. Readers keep their locks beside the
 * file, so without them: nobody is writing. */
static int open_as_it_is(const char *path, sqlite3 **db)
{
    struct buf uri = {0};
    buf_add_str(&uri, *path == '/' ? "file://" : "file:");
    for (const char *c = path; *c; c++)
        buf_addf(&uri, strchr("%?#", *c) ? "%%%02x" : "%c", (unsigned char)*c);
    buf_add_str(&uri, "?immutable=1");
    buf_add_char(&uri, '\0');
    int code = uri.failed ? SQLITE_NOMEM : sqlite3_open_v2(uri.ptr, db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL);
    buf_release(&uri);
    return code;
}

static int open_file(const char *path, enum culpa_store_mode mode, sqlite3 **db)
{
    if (mode == CULPA_STORE_READ && !may(path, NULL, W_OK) && !may(path, "-wal", F_OK))
        return open_as_it_is(path, db);
    /* A reader opens for writing where it may: it has to clean up behind a program that was killed. */
    int flags = mode == CULPA_STORE_WRITE ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                : may(path, "", W_OK)     ? SQLITE_OPEN_READWRITE
                                          : SQLITE_OPEN_READONLY;
    struct buf name = {0};
    if (*path != '/')
        buf_add_str(&name, "./"); /* "file:x" and ":memory:" are names to SQLite that lead elsewhere */
    buf_add_str(&name, path);
    buf_add_char(&name, '\0');
    int code = name.failed ? SQLITE_NOMEM : sqlite3_open_v2(name.ptr, db, flags, NULL);
    buf_release(&name);
    return code;
}

enum culpa_status culpa_store_open(const char *path, enum culpa_store_mode mode, struct culpa_store **out,
                                   struct culpa_error *error)
{
    struct culpa_store *store = calloc(1, sizeof *store);
    if (!store)
        return status_error(error, CULPA_NO_MEMORY, NO_LINE, NO_OFFSET, "out of memory");
    arena_init(&store->got, LIMIT_ARENA_BYTES);
    if (!*path) { /* SQLite's name for what is lost at the end */
        free(store);
        return status_error(error, CULPA_IO, NO_LINE, NO_OFFSET, "is no name of a file");
    }
    enum culpa_status status = CULPA_OK;
    if (open_file(path, mode, &store->db) != SQLITE_OK)
        status = !store->db ? status_error(error, CULPA_NO_MEMORY, NO_LINE, NO_OFFSET, "out of memory")
                 : !may(path, "", F_OK) && mode == CULPA_STORE_READ
                     ? status_error(error, CULPA_IO, NO_LINE, NO_OFFSET, "there is no such ledger")
                     : store_error(store, "cannot open it", error);
    if (!status)
        status = store_define_fold(store, error);
    if (!status)
        status = prepare_file(store, mode, error);
    if (status) {
        culpa_store_close(store);
        return status;
    }
    *out = store;
    return CULPA_OK;
}

void culpa_store_close(struct culpa_store *store)
{
    if (!store)
        return;
    sqlite3_finalize(store->find);
    for (size_t i = 0; i < store->n_add; i++)
        sqlite3_finalize(store->add[i]);
    sqlite3_close(store->db);
    arena_release(&store->got);
    free(store);
}
