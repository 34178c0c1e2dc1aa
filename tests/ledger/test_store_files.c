/* What is no ledger is refused, says why, and stays as it is. */
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check.h"
#include "ledger/store.h"
#include "stored.h"

enum { NOBODY = 65534 };

static const enum culpa_store_mode modes[] = {CULPA_STORE_READ, CULPA_STORE_WRITE};

static void write_file(const char *path, const char *bytes, size_t n)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, n, file), n);
    fclose(file);
}

static void run_sql(const char *path, const char *sql)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

static void expect_refused(const char *path, enum culpa_store_mode mode, enum culpa_status status, const char *why)
{
    struct culpa_store *store = NULL;
    struct culpa_error error = {0};
    enum culpa_status got = culpa_store_open(path, mode, &store, &error);
    assert_null(store);
    if (got != status || error.status != status || !strstr(error.text, why) || strchr(error.text, '\n'))
        fail_msg("mode %d: status %d, \"%s\" instead of %d, \"%s\"", mode, got, error.text, status, why);
    assert_int_equal(culpa_store_open(path, mode, &store, NULL), status);
}

static void expect_unchanged(const char *path, enum culpa_store_mode mode, enum culpa_status status, const char *why)
{
    struct buf before = stored_bytes(path);
    expect_refused(path, mode, status, why);
    struct buf after = stored_bytes(path);
    assert_int_equal(after.len, before.len);
    assert_memory_equal(after.ptr ? after.ptr : "", before.ptr ? before.ptr : "", before.len);
    buf_release(&before);
    buf_release(&after);
}

static void files_of_others_stay_as_they_are(void **state)
{
    (void)state;
    static const char text[] = "The mayor said so. ";
    char long_text[20000];
    for (size_t i = 0; i < sizeof long_text; i++)
        long_text[i] = text[i % (sizeof text - 1)];
    for (size_t m = 0; m < 2; m++) {
        const char *path = stored_path();
        write_file(path, long_text, sizeof long_text);
        expect_unchanged(path, modes[m], CULPA_STORE, "is no ledger");
        write_file(path, long_text, 60); /* shorter than the header of a database */
        expect_unchanged(path, modes[m], CULPA_STORE, "is no ledger");
        path = stored_path();
        run_sql(path, "CREATE TABLE t (a); INSERT INTO t VALUES (7)");
        expect_unchanged(path, modes[m], CULPA_STORE, "another program");
        run_sql(path, "PRAGMA application_id = 77");
        expect_unchanged(path, modes[m], CULPA_STORE, "another program");
        run_sql(path, "PRAGMA user_version = 1; DROP TABLE t; VACUUM");
        expect_unchanged(path, modes[m], CULPA_STORE, "another program");
        run_sql(path, "PRAGMA application_id = 0");
        expect_unchanged(path, modes[m], CULPA_STORE, "another program");
        run_sql(path, "PRAGMA application_id = 0x63756c70; PRAGMA user_version = 99");
        expect_unchanged(path, modes[m], CULPA_STORE, "newer culpa: version 99");
    }
}

static void an_empty_file_can_become_a_ledger(void **state)
{
    (void)state;
    struct culpa_store *store;
    const char *path = stored_path();
    write_file(path, "", 0);
    expect_unchanged(path, CULPA_STORE_READ, CULPA_STORE, "the file is empty");
    assert_int_equal(culpa_store_open(path, CULPA_STORE_WRITE, &store, NULL), CULPA_OK);
    culpa_store_close(store);
    stored_check(path);
    assert_int_equal(culpa_store_open(path, CULPA_STORE_READ, &store, NULL), CULPA_OK);
    culpa_store_close(store);
    culpa_store_close(NULL);
}

/* The tables of a ledger are half gone: an error, no crash. */
static void a_damaged_ledger_is_an_error(void **state)
{
    (void)state;
    struct culpa_store *store;
    struct culpa_error error = {0};
    const char *path = stored_path();
    const struct culpa_report *report;
    assert_int_equal(culpa_store_open(path, CULPA_STORE_WRITE, &store, NULL), CULPA_OK);
    culpa_store_close(store);
    run_sql(path,
            "PRAGMA foreign_keys = OFF; DROP TABLE pending; DROP TABLE thread; ALTER TABLE document RENAME TO lost");
    assert_int_equal(culpa_store_open(path, CULPA_STORE_WRITE, &store, NULL), CULPA_OK);
    assert_int_equal(culpa_store_link(store, true, &error), CULPA_STORE);
    assert_string_not_equal(error.text, "");
    error = (struct culpa_error){0};
    assert_int_equal(culpa_store_get(store, slice_of("x", 1), &report, &error), CULPA_STORE);
    assert_string_not_equal(error.text, "");
    culpa_store_close(store);
}

static void paths_that_lead_to_no_file(void **state)
{
    (void)state;
    const char *path = stored_path();
    char inside[128];
    snprintf(inside, sizeof inside, "%s/ledger", path);
    for (size_t m = 0; m < 2; m++)
        expect_refused("", modes[m], CULPA_IO, "no name of a file");
    expect_refused(path, CULPA_STORE_READ, CULPA_IO, "there is no such ledger");
    assert_int_equal(access(path, F_OK), -1);
    expect_refused(inside, CULPA_STORE_READ, CULPA_IO, "there is no such ledger");
    expect_refused(inside, CULPA_STORE_WRITE, CULPA_IO, "No such file or directory");
    assert_int_equal(mkdir(path, 0755), 0);
    for (size_t m = 0; m < 2; m++)
        expect_refused(path, modes[m], CULPA_IO, "Is a directory");
    assert_int_equal(access(inside, F_OK), -1);
}

/* As a user who may do less than root. */
static void without_the_right_to_write(void **state)
{
    (void)state;
    struct culpa_store *store;
    const char *path = stored_path();
    char folder[128];
    snprintf(folder, sizeof folder, "%s", path);
    *strrchr(folder, '/') = '\0';
    assert_int_equal(culpa_store_open(path, CULPA_STORE_WRITE, &store, NULL), CULPA_OK);
    culpa_store_close(store);
    bool root = !geteuid();
    assert_int_equal(chmod(path, 0444), 0);
    assert_int_equal(chmod(folder, 0555), 0);
    if (root)
        assert_int_equal(seteuid(NOBODY), 0);
    expect_unchanged(path, CULPA_STORE_WRITE, CULPA_IO, "read-only");
    struct culpa_error error = {0};
    enum culpa_status status = culpa_store_open(path, CULPA_STORE_READ, &store, &error);
    if (status)
        fail_msg("%s", error.text);
    const struct culpa_report *report;
    status = culpa_store_get(store, slice_of("x", 1), &report, &error);
    culpa_store_close(store);
    if (root)
        assert_int_equal(seteuid(0), 0);
    chmod(folder, 0755);
    if (status)
        fail_msg("%s", error.text);
    assert_null(report);
}

static void without_the_right_to_read(void **state)
{
    (void)state;
    const char *path = stored_path();
    write_file(path, "", 0);
    assert_int_equal(chmod(path, 0), 0);
    bool root = !geteuid();
    if (root)
        assert_int_equal(seteuid(NOBODY), 0);
    for (size_t m = 0; m < 2; m++)
        expect_refused(path, modes[m], CULPA_IO, "Permission denied");
    if (root)
        assert_int_equal(seteuid(0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_of_others_stay_as_they_are), cmocka_unit_test(an_empty_file_can_become_a_ledger),
        cmocka_unit_test(a_damaged_ledger_is_an_error),     cmocka_unit_test(paths_that_lead_to_no_file),
        cmocka_unit_test(without_the_right_to_write),       cmocka_unit_test(without_the_right_to_read),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    stored_end();
    return failed;
}
