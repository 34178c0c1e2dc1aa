/* Questions to a store: each is one statement of sql/query-*.sql. */
#include <stdlib.h>
#include <utf8proc.h>

#include "base/status.h"
#include "base/utf8.h"
#include "ledger/json.h"
#include "ledger/sql.h"
#include "ledger/store.h"

enum { MOST_COLUMNS = 24 };

static const char *const queries[] = {
#define CULPA_X(name, file) sql_query_##file,
    CULPA_QUERIES(CULPA_X)
#undef CULPA_X
};

/* Words as FTS5 wants them: each in quotation marks, so that none is taken for an operator. What the user puts in
 * quotation marks stands together. */
static void put_words(struct buf *out, const char *words)
{
    bool quoted = false, open = false;
    for (const char *c = words; *c; c++) {
        if (*c == '"') {
            quoted = !quoted;
            continue;
        }
        bool blank = *c == ' ' || *c == '\t' || *c == '\n';
        if (blank && !quoted) {
            if (open)
                buf_add_str(out, "\" ");
            open = false;
            continue;
        }
        if (!open)
            buf_add_char(out, '"');
        open = true;
        buf_add_char(out, *c);
    }
    if (open)
        buf_add_char(out, '"');
}

static void bind(sqlite3_stmt *statement, const struct culpa_question *q, const struct buf *words)
{
    const struct {
        const char *parameter, *value;
    } texts[] = {{":id", q->id},       {":name", q->name},   {":since", q->since},
                 {":until", q->until}, {":place", q->place}, {":type", q->type}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (texts[i].value)
            store_bind_text(statement, texts[i].parameter, slice_of(texts[i].value, strlen(texts[i].value)));
    store_bind_text(statement, ":words", slice_of(words->ptr, words->len));
    store_bind_number(statement, ":all", q->all);
    store_bind_number(statement, ":limit", q->limit && q->limit < INT64_MAX ? (int64_t)q->limit : -1);
}

static enum culpa_status answer(struct culpa_store *store, sqlite3_stmt *statement, culpa_row row, void *context,
                                struct culpa_error *error)
{
    struct culpa_cell cells[MOST_COLUMNS];
    int n = sqlite3_column_count(statement), code;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        for (int i = 0; i < n; i++) {
            int type = sqlite3_column_type(statement, i);
            cells[i] = (struct culpa_cell){.name = sqlite3_column_name(statement, i)};
            if (type == SQLITE_INTEGER) {
                cells[i].kind = CULPA_CELL_NUMBER;
                cells[i].number = sqlite3_column_int64(statement, i);
            } else if (type != SQLITE_NULL) {
                cells[i].kind = CULPA_CELL_TEXT;
                cells[i].text = store_column(statement, i);
            }
            if (!cells[i].name || (cells[i].kind == CULPA_CELL_TEXT && !cells[i].text.ptr))
                return store_error(store, "cannot read it", error);
        }
        if (!row(context, cells, (size_t)n))
            return CULPA_OK;
    }
    return code == SQLITE_DONE ? CULPA_OK : store_error(store, "cannot read it", error);
}

/* What the query cannot do without. */
static bool is_whole(enum culpa_query query, const struct culpa_question *q)
{
    switch (query) {
    case CULPA_QUERY_INCIDENTS:
    case CULPA_QUERY_SOURCES:
    case CULPA_QUERY_DOCUMENTS:
        return true;
    case CULPA_QUERY_WHO:
        return q->name;
    case CULPA_QUERY_SEARCH:
        return q->words;
    default:
        return q->id;
    }
}

enum culpa_status culpa_store_ask(struct culpa_store *store, enum culpa_query query,
                                  const struct culpa_question *question, culpa_row row, void *context,
                                  struct culpa_error *error)
{
    struct buf words = {0};
    if (!is_whole(query, question))
        return status_error(error, CULPA_USAGE, NO_LINE, NO_OFFSET, "the question lacks an id, a name or words");
    if (question->words)
        put_words(&words, question->words);
    if (question->words && !words.len && !words.failed)
        return CULPA_OK; /* no words, no report has them */
    const char *sql = queries[query];
    sqlite3_stmt *statement = NULL;
    enum culpa_status status = words.failed ? status_error(error, CULPA_NO_MEMORY, NO_LINE, NO_OFFSET, "out of memory")
                                            : store_prepare(store, &sql, &statement, error);
    if (!status) {
        bind(statement, question, &words);
        status = answer(store, statement, row, context, error);
    }
    sqlite3_finalize(statement);
    buf_release(&words);
    return status;
}

enum culpa_status culpa_store_get(struct culpa_store *store, struct culpa_slice id, const struct culpa_report **out,
                                  struct culpa_error *error)
{
    const char *sql = "SELECT ledger, (SELECT group_concat(id, char(10)) FROM (SELECT e.id FROM telling t JOIN event e "
                      "ON e.n = t.event WHERE t.document = d.n ORDER BY t.incident)) FROM document d WHERE id = :id";
    sqlite3_stmt *statement;
    *out = NULL;
    enum culpa_status status = store_prepare(store, &sql, &statement, error);
    if (status)
        return status;
    store_bind_text(statement, ":id", id);
    int code = sqlite3_step(statement);
    if (code == SQLITE_ROW) {
        struct culpa_report *report = ARENA_NEW(&store->got, struct culpa_report);
        struct culpa_slice ledger = store_column(statement, 0);
        status = !report       ? status_error(error, CULPA_NO_MEMORY, NO_LINE, NO_OFFSET, "out of memory")
                 : !ledger.ptr ? store_error(store, "cannot read it", error)
                               : ledger_read(&store->got, ledger, report, error);
        if (!status)
            status = ledger_set_events(&store->got, report, store_column(statement, 1));
        *out = status ? NULL : report;
    } else if (code != SQLITE_DONE) {
        status = store_error(store, "cannot read it", error);
    }
    sqlite3_finalize(statement);
    return status;
}

void culpa_store_release(struct culpa_store *store)
{
    arena_reset(&store->got);
}
