/* What holds across reports: stories and copies by ledger/identity.h, all the rest by sql/link.sql. */
#include "base/limits.h"
#include "base/status.h"
#include "ledger/identity.h"
#include "ledger/json.h"
#include "ledger/sql.h"
#include "ledger/store.h"

struct around {
    struct arena arena;
    struct reports VEC(struct identity_report) reports;
    struct numbers VEC(int64_t) numbers; /* of the documents */
};

static enum culpa_status take(struct around *around, struct arena *scratch, sqlite3_stmt *statement,
                              struct culpa_error *error)
{
    struct culpa_report report;
    struct identity_report taken;
    arena_reset(scratch);
    struct culpa_slice ledger = store_column(statement, 1);
    enum culpa_status status = ledger.ptr ? ledger_read(scratch, ledger, &report, error) : CULPA_NO_MEMORY;
    if (!status)
        status = identity_take(&around->arena, &report, &taken);
    if (!status && (!VEC_PUSH(&around->arena, &around->reports, taken) ||
                    !VEC_PUSH(&around->arena, &around->numbers, sqlite3_column_int64(statement, 0))))
        status = CULPA_NO_MEMORY;
    if (status == CULPA_NO_MEMORY)
        status_error(error, status, NO_LINE, NO_OFFSET, "out of memory");
    return status;
}

static enum culpa_status gather(struct culpa_store *store, struct around *around, struct culpa_error *error)
{
    struct arena scratch;
    sqlite3_stmt *statement;
    const char *sql = sql_around;
    int code = SQLITE_DONE;
    enum culpa_status status = store_prepare(store, &sql, &statement, error);
    arena_init(&scratch, LIMIT_ARENA_BYTES);
    while (!status && (code = sqlite3_step(statement)) == SQLITE_ROW)
        status = take(around, &scratch, statement, error);
    if (!status && code != SQLITE_DONE)
        status = store_error(store, "cannot read it", error);
    sqlite3_finalize(statement);
    arena_release(&scratch);
    return status;
}

/* Which group each report is in -> temp.found. Keys of groups are ids of reports. */
static enum culpa_status put_found(struct culpa_store *store, const struct around *around,
                                   const struct identity_keys *keys, struct culpa_error *error)
{
    const char *sql = "INSERT INTO temp.found (document, story, voice) SELECT :document, "
                      "(SELECT n FROM document WHERE id = :story), (SELECT n FROM document WHERE id = :voice)";
    sqlite3_stmt *statement;
    enum culpa_status status = store_prepare(store, &sql, &statement, error);
    for (size_t i = 0; i < around->numbers.n && !status; i++) {
        store_bind_number(statement, ":document", around->numbers.at[i]);
        store_bind_text(statement, ":story", keys[i].incident.ptr ? keys[i].incident : around->reports.at[i].id);
        store_bind_text(statement, ":voice", keys[i].voice);
        if (sqlite3_step(statement) != SQLITE_DONE)
            status = store_error(store, "cannot link its reports", error);
        sqlite3_reset(statement);
    }
    sqlite3_finalize(statement);
    return status;
}

static enum culpa_status find_stories(struct culpa_store *store, struct culpa_error *error)
{
    struct around around = {0};
    arena_init(&around.arena, LIMIT_IDENTITY_BYTES);
    enum culpa_status status = gather(store, &around, error);
    struct identity_keys *keys = status ? NULL : ARENA_ARRAY(&around.arena, struct identity_keys, around.reports.n + 1);
    if (!status && (!keys || identity_link(&around.arena, around.reports.at, around.reports.n, keys)))
        status = status_error(error, CULPA_NO_MEMORY, NO_LINE, NO_OFFSET, "out of memory");
    if (!status)
        status = put_found(store, &around, keys, error);
    arena_release(&around.arena);
    return status;
}

static enum culpa_status link_pending(struct culpa_store *store, struct culpa_error *error)
{
    enum culpa_status status =
        store_run(store,
                  "CREATE TEMP TABLE found (document INTEGER PRIMARY KEY, story INTEGER, voice INTEGER);"
                  "CREATE TEMP TABLE touched (document INTEGER PRIMARY KEY);",
                  error);
    if (!status)
        status = find_stories(store, error);
    if (!status)
        status = store_run(store, sql_stories, error);
    if (!status)
        status = store_run(store, sql_link, error);
    if (!status)
        status = store_run(store, "DROP TABLE temp.found; DROP TABLE temp.touched;", error);
    return status;
}

static enum culpa_status is_pending(struct culpa_store *store, bool *pending, struct culpa_error *error)
{
    const char *sql = "SELECT 1 FROM pending LIMIT 1";
    sqlite3_stmt *statement;
    enum culpa_status status = store_prepare(store, &sql, &statement, error);
    int code = status ? SQLITE_DONE : sqlite3_step(statement);
    *pending = code == SQLITE_ROW;
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        status = store_error(store, "cannot read it", error);
    sqlite3_finalize(statement);
    return status;
}

enum culpa_status culpa_store_link(struct culpa_store *store, bool all, struct culpa_error *error)
{
    bool pending;
    enum culpa_status status = store_begin(store, error);
    if (status)
        return status;
    if (all)
        status = store_run(store, sql_unlink, error);
    if (!status)
        status = is_pending(store, &pending, error);
    if (!status && pending)
        status = link_pending(store, error);
    return store_end(store, status, error);
}
