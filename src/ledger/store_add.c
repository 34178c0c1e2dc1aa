/* Adding a report: its ledger as JSON, taken apart into the tables by sql/add.sql. */
#include "base/status.h"
#include "ledger/json.h"
#include "ledger/sql.h"
#include "ledger/store.h"

static const char find_sql[] =
    "SELECT n, ledger -> '$.document.text' IS :ledger -> '$.document.text', ledger = :ledger "
    "FROM document WHERE id = :id";

static enum culpa_status prepare(struct culpa_store *store, struct culpa_error *error)
{
    const char *sql = find_sql;
    enum culpa_status status = store->find ? CULPA_OK : store_prepare(store, &sql, &store->find, error);
    if (status || store->n_add)
        return status;
    sqlite3_stmt *statement;
    for (sql = sql_add; !(status = store_prepare(store, &sql, &statement, error)) && statement;)
        store->add[store->n_add++] = statement;
    while (status && store->n_add) /* all or none: half of them would add half a report */
        sqlite3_finalize(store->add[--store->n_add]);
    return status;
}

/* Runs a statement that answers nothing. */
static enum culpa_status step(struct culpa_store *store, sqlite3_stmt *statement, struct culpa_error *error)
{
    int code = sqlite3_step(statement);
    enum culpa_status status = code == SQLITE_DONE ? CULPA_OK : store_error(store, "cannot add to it", error);
    sqlite3_reset(statement);
    return status;
}

static enum culpa_status insert(struct culpa_store *store, struct culpa_slice id, struct culpa_slice ledger,
                                struct culpa_error *error)
{
    int64_t document = 0;
    enum culpa_status status = CULPA_OK;
    for (size_t i = 0; i < store->n_add && !status; i++) {
        store_bind_text(store->add[i], ":id", id);
        store_bind_text(store->add[i], ":ledger", ledger);
        store_bind_number(store->add[i], ":document", document);
        status = step(store, store->add[i], error);
        sqlite3_clear_bindings(store->add[i]);
        if (!i)
            document = sqlite3_last_insert_rowid(store->db);
    }
    return status;
}

static enum culpa_status take_out(struct culpa_store *store, int64_t document, struct culpa_error *error)
{
    const char *sql = sql_remove;
    sqlite3_stmt *statement;
    enum culpa_status status;
    while (!(status = store_prepare(store, &sql, &statement, error)) && statement) {
        store_bind_number(statement, ":document", document);
        status = step(store, statement, error);
        sqlite3_finalize(statement);
        if (status)
            break;
    }
    return status;
}

/* What is there under the id already. document is 0 where nothing is. */
static enum culpa_status find(struct culpa_store *store, struct culpa_slice id, struct culpa_slice ledger,
                              int64_t *document, bool *same_text, bool *same, struct culpa_error *error)
{
    store_bind_text(store->find, ":id", id);
    store_bind_text(store->find, ":ledger", ledger);
    int code = sqlite3_step(store->find);
    *document = 0;
    if (code == SQLITE_ROW) {
        *document = sqlite3_column_int64(store->find, 0);
        *same_text = sqlite3_column_int(store->find, 1);
        *same = sqlite3_column_int(store->find, 2);
    }
    enum culpa_status status =
        code == SQLITE_ROW || code == SQLITE_DONE ? CULPA_OK : store_error(store, "cannot read it", error);
    sqlite3_reset(store->find);
    sqlite3_clear_bindings(store->find);
    return status;
}

static enum culpa_status add(struct culpa_store *store, struct culpa_slice id, struct culpa_slice ledger, bool replace,
                             enum culpa_addition *addition, struct culpa_error *error)
{
    int64_t document;
    bool same_text = false, same = false;
    enum culpa_status status = find(store, id, ledger, &document, &same_text, &same, error);
    if (status)
        return status;
    *addition = !document ? CULPA_ADDITION_NEW
                : replace ? (same ? CULPA_ADDITION_KNOWN : CULPA_ADDITION_REPLACED)
                          : (same_text ? CULPA_ADDITION_KNOWN : CULPA_ADDITION_CONFLICT);
    if (*addition == CULPA_ADDITION_KNOWN || *addition == CULPA_ADDITION_CONFLICT)
        return CULPA_OK;
    if (document)
        status = take_out(store, document, error);
    return status ? status : insert(store, id, ledger, error);
}

enum culpa_status store_add_json(struct culpa_store *store, struct culpa_slice id, struct culpa_slice ledger,
                                 bool replace, enum culpa_addition *addition, struct culpa_error *error)
{
    enum culpa_status status = prepare(store, error);
    if (!status)
        status = store_begin(store, error);
    return status ? status : store_end(store, add(store, id, ledger, replace, addition, error), error);
}

enum culpa_status culpa_store_add(struct culpa_store *store, const struct culpa_report *report, bool replace,
                                  enum culpa_addition *addition, struct culpa_error *error)
{
    struct buf ledger = {0};
    ledger_write(&ledger, report);
    enum culpa_status status =
        ledger.failed
            ? status_error(error, CULPA_NO_MEMORY, NO_LINE, NO_OFFSET, "out of memory")
            : store_add_json(store, report->document.id, slice_of(ledger.ptr, ledger.len), replace, addition, error);
    buf_release(&ledger);
    return status;
}
