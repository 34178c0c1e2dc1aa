/* A store on a disk and in a memory that fail: open, add two reports, link, close, with the n-th call failing, for
 * every n. Always a clean error; what was said to be added is there whole, nothing is there half, and the next run ends
 * well. argv[1]: disk or memory; argv[2 ..]: files of
 * ledgers, of which the first two are added. */
#include "broken_vfs.h"
#include "check.h"
#include "failing.h"
#include "ledger/store.h"
#include "stored.h"

enum { MOST = 200000, REPORTS = 2 };

static struct ledgers ledgers;
static struct buf whole; /* the links after a run without failure */

struct outcome {
    enum culpa_status status; /* the first that is not OK */
    size_t n_failed;          /* calls */
    bool added[REPORTS], linked;
    struct culpa_error error;
};

static bool keep(void *context, const struct culpa_cell *cells, size_t n)
{
    struct buf *out = context;
    /* Without the words of a search: FTS5 marks none where it has no memory, and says nothing. */
    for (size_t i = 0; i < n; i++)
        if (strcmp(cells[i].name, "words") != 0)
            buf_add(out, cells[i].text);
    return !out->failed;
}

static void note(struct outcome *o, enum culpa_status status, const struct culpa_error *error)
{
    o->n_failed += status != CULPA_OK;
    if (!o->status && status) {
        o->status = status;
        o->error = *error;
    }
}

/* As the program does it; goes on after an error where the store is open. */
static struct outcome run(const char *path)
{
    struct outcome o = {0};
    struct culpa_error error = {0};
    struct culpa_store *store = NULL;
    note(&o, culpa_store_open(path, CULPA_STORE_WRITE, &store, &error), &error);
    for (size_t i = 0; i < REPORTS && store; i++) {
        enum culpa_addition addition;
        enum culpa_status status =
            store_add_json(store, ledgers.at[i].id, ledgers.at[i].json, false, &addition, &error);
        o.added[i] = !status;
        note(&o, status, &error);
    }
    if (store) {
        enum culpa_status status = culpa_store_link(store, false, &error);
        o.linked = !status;
        note(&o, status, &error);
    }
    culpa_store_close(store);
    return o;
}

/* Asks for all of the documents, the first of them, and for words. */
static enum culpa_status ask(const char *path, struct buf *out)
{
    struct culpa_store *store = NULL;
    struct culpa_error error = {0};
    const struct culpa_report *report;
    const struct culpa_question question = {.words = "the"};
    enum culpa_status status = culpa_store_open(path, CULPA_STORE_READ, &store, &error);
    if (!status)
        status = culpa_store_ask(store, CULPA_QUERY_DOCUMENTS, &question, keep, out, &error);
    if (!status)
        status = culpa_store_ask(store, CULPA_QUERY_SEARCH, &question, keep, out, &error);
    if (!status)
        status = culpa_store_ask(store, CULPA_QUERY_INCIDENTS, &question, keep, out, &error);
    if (!status)
        status = culpa_store_get(store, ledgers.at[0].id, &report, &error);
    if (status && !error.text[0])
        fail_msg("status %d without a word", status);
    culpa_store_close(store);
    return status;
}

static void check_added(const char *path, const struct outcome *o, const char *what, size_t n)
{
    struct culpa_store *store = NULL;
    struct culpa_error error = {0};
    if (!o->status || !o->error.text[0] || o->error.status != o->status)
        fail_msg("%s %zu: status %d, \"%s\"", what, n, o->status, o->error.text);
    if (culpa_store_open(path, CULPA_STORE_WRITE, &store, &error))
        fail_msg("%s %zu: it cannot be opened any more: %s", what, n, error.text);
    for (size_t i = 0; i < REPORTS; i++) {
        const char *sql = "SELECT ledger FROM document WHERE id = :id";
        sqlite3_stmt *row;
        assert_int_equal(store_prepare(store, &sql, &row, NULL), CULPA_OK);
        store_bind_text(row, ":id", ledgers.at[i].id);
        bool there = sqlite3_step(row) == SQLITE_ROW;
        if (there ? !slice_eq(store_column(row, 0), ledgers.at[i].json) : o->added[i])
            fail_msg("%s %zu: report %zu, said to be %s, is %s", what, n, i, o->added[i] ? "added" : "refused",
                     there ? "another" : "not there");
        sqlite3_finalize(row);
    }
    culpa_store_close(store);
    stored_check(path);
}

/* Done again, all is there and right. */
static void check_again(const char *path, const char *what, size_t n)
{
    struct buf links = {0};
    const struct outcome again = run(path);
    if (again.status || !again.linked)
        fail_msg("%s %zu: the next run fails: %s", what, n, again.error.text);
    stored_dump_links(path, &links);
    if (links.len != whole.len || memcmp(links.ptr, whole.ptr, whole.len) != 0)
        fail_msg("%s %zu: the next run has other links:\n%.*s\ninstead of\n%.*s", what, n, (int)links.len, links.ptr,
                 (int)whole.len, whole.ptr);
    buf_release(&links);
}

static void expect_whole(void)
{
    const char *path = stored_path();
    const struct outcome o = run(path);
    assert_int_equal(o.status, CULPA_OK);
    stored_dump_links(path, &whole);
    assert_true(whole.len > 100);
}

/* Closing passes over errors, since nothing is lost by them, so a run may end well after one. */
static void test_disk(void **state)
{
    (void)state;
    for (enum broken_call call = 0; call < BROKEN_CALLS; call++)
        for (int forever = 0; forever < 2; forever++) {
            size_t n = 1, failed = 0;
            /* Every one is tried once; where there are many, the rest in steps. */
            size_t step = call == BROKEN_FULL || (forever && (call == BROKEN_WRITE || call == BROKEN_READ)) ? 7 : 1;
            for (;; n += step) {
                const char *path = stored_path();
                broken_fail(call, n, forever);
                struct outcome o = run(path);
                size_t calls = broken_count();
                broken_fail(call, 0, false);
                if (calls < n)
                    break;
                failed += o.status != CULPA_OK;
                if (o.n_failed > 1 && !forever)
                    fail_msg("%s %zu: what follows fails too: %s", broken_names[call], n, o.error.text);
                if (o.status && o.status != CULPA_IO && o.status != CULPA_STORE)
                    fail_msg("%s %zu: status %d, %s", broken_names[call], n, o.status, o.error.text);
                if (o.status)
                    check_added(path, &o, broken_names[call], n);
                check_again(path, broken_names[call], n);
                assert_true(n < MOST);
            }
            print_message("%s%s: %zu calls, %zu runs failed\n", broken_names[call], forever ? " and all behind it" : "",
                          n - 1, failed);
        }
}

static void test_disk_when_asked(void **state)
{
    (void)state;
    struct buf good = {0};
    const char *path = stored_path();
    assert_int_equal(run(path).status, CULPA_OK);
    assert_int_equal(ask(path, &good), CULPA_OK);
    for (size_t n = 1;; n++) {
        struct buf out = {0};
        broken_fail(BROKEN_READ, n, false);
        enum culpa_status status = ask(path, &out);
        size_t calls = broken_count();
        broken_fail(BROKEN_READ, 0, false);
        if (!status)
            assert_same_bytes(out, good);
        buf_release(&out);
        if (calls < n)
            break;
    }
    stored_check(path);
    buf_release(&good);
}

/* --- memory: that of culpa by failing.h, that of SQLite here --- */

static sqlite3_mem_methods memory;
static size_t sqlite_allocs, sqlite_fails_at;

static bool sqlite_fails(void)
{
    return ++sqlite_allocs == sqlite_fails_at;
}

static void *allocate(int n)
{
    return sqlite_fails() ? NULL : memory.xMalloc(n);
}

static void *reallocate(void *block, int n)
{
    return sqlite_fails() ? NULL : memory.xRealloc(block, n);
}

static void wrap_memory(void)
{
    sqlite3_config(SQLITE_CONFIG_GETMALLOC, &memory);
    sqlite3_mem_methods wrapped = memory;
    wrapped.xMalloc = allocate;
    wrapped.xRealloc = reallocate;
    if (sqlite3_config(SQLITE_CONFIG_MALLOC, &wrapped) != SQLITE_OK)
        abort();
}

static void set_failing(bool sqlite, size_t n)
{
    sqlite_allocs = 0;
    sqlite_fails_at = sqlite ? n : 0;
    failing_alloc(sqlite ? 0 : n, false);
}

/* There are thousands of allocations: behind the first it is every so many-th. */
static size_t next(size_t n)
{
    return n < 50 ? n + 1 : n + 1 + n / 9;
}

static void test_memory(void **state)
{
    (void)state;
    for (int sqlite = 0; sqlite < 2; sqlite++) {
        const char *what = sqlite ? "allocation of SQLite" : "allocation";
        size_t n = 1, failed = 0;
        for (;; n = next(n)) {
            const char *path = stored_path();
            set_failing(sqlite, n);
            struct outcome o = run(path);
            size_t calls = sqlite ? sqlite_allocs : failing_allocs();
            set_failing(sqlite, 0);
            if (calls < n)
                break;
            failed += o.status != CULPA_OK;
            if (o.n_failed > 1)
                fail_msg("%s %zu: what follows fails too: %s", what, n, o.error.text);
            if (o.status && o.status != CULPA_NO_MEMORY)
                fail_msg("%s %zu: status %d, %s", what, n, o.status, o.error.text);
            if (o.status)
                check_added(path, &o, what, n);
            check_again(path, what, n);
            assert_true(n < MOST);
        }
        print_message("%s: up to %zu, %zu runs failed\n", what, n, failed);
        assert_true(failed >= (sqlite ? 50 : 3));
    }
}

static void test_memory_when_asked(void **state)
{
    (void)state;
    struct buf good = {0};
    const char *path = stored_path();
    assert_int_equal(run(path).status, CULPA_OK);
    assert_int_equal(ask(path, &good), CULPA_OK);
    for (int sqlite = 0; sqlite < 2; sqlite++)
        for (size_t n = 1;; n++) {
            struct buf out = {0};
            set_failing(sqlite, n);
            enum culpa_status status = ask(path, &out);
            size_t calls = sqlite ? sqlite_allocs : failing_allocs();
            set_failing(sqlite, 0);
            if (status && status != CULPA_NO_MEMORY)
                fail_msg("allocation %zu: status %d", n, status);
            if (!status && !out.failed)
                assert_same_bytes(out, good);
            buf_release(&out);
            if (calls < n)
                break;
        }
    buf_release(&good);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_disk),
        cmocka_unit_test(test_disk_when_asked),
        cmocka_unit_test(test_memory),
        cmocka_unit_test(test_memory_when_asked),
    };
    if (argc < 3)
        return 2;
    cmocka_set_test_filter(strcmp(argv[1], "disk") == 0 ? "test_disk*" : "test_memory*");
    wrap_memory();
    broken_register();
    ledgers = stored_load(argv + 2, (size_t)argc - 2);
    expect_whole();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    buf_release(&whole);
    stored_free(&ledgers);
    stored_end();
    return failed;
}
