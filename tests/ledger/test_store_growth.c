/* A store that grows: what is asked and linked looks at what it is about, not at all that is there.
 * argv[1]: reports to read with the model CULPA_MODEL. */
#include "check.h"

#include "ledger/store.h"
#include "stored.h"

static struct ledgers selway; /* two incidents in six reports of 2024 */

static struct culpa_store *open_store(void)
{
    struct culpa_store *store;
    assert_int_equal(culpa_store_open(stored_path(), CULPA_STORE_WRITE, &store, NULL), CULPA_OK);
    return store;
}

enum { THIS_YEAR = 2024, THEN = 1950 };

/* The same told in a year, by outlets of this year or by those of all other years. */
static struct ledgers in_year(int year)
{
    static const char outlet[] = "\"outlet\":\"";
    struct ledgers other = {0};
    char number[16];
    snprintf(number, sizeof number, "%04d", year);
    for (size_t i = 0; i < selway.n; i++) {
        char id[64], *json = strdup(selway.at[i].json.ptr);
        assert_non_null(json);
        for (char *at = json; (at = strstr(at, "2024-")); at++)
            memcpy(at, number, 4);
        char *named = strstr(json, outlet);
        assert_non_null(named);
        memcpy(named + sizeof outlet - 1, year == THIS_YEAR ? "This" : "That", 4);
        snprintf(id, sizeof id, "%s-%s", number, selway.at[i].id.ptr);
        stored_append(&other, stored_renamed(slice_of(id, strlen(id)),
                                             (struct ledger){selway.at[i].id, slice_of(json, strlen(json))}));
        free(json);
    }
    return other;
}

static int count_steps(unsigned what, void *context, void *statement, void *nanoseconds)
{
    (void)what;
    (void)nanoseconds;
    *(int64_t *)context += sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_VM_STEP, 1);
    return 0;
}

/* Steps of SQLite's machine that linking one year's reports takes where so many others are there. */
static int64_t work_to_link(int years)
{
    struct culpa_store *store = open_store();
    int64_t steps = 0;
    for (int year = 0; year <= years; year++) {
        if (year == years) {
            assert_int_equal(culpa_store_link(store, false, NULL), CULPA_OK);
            sqlite3_trace_v2(store->db, SQLITE_TRACE_PROFILE, count_steps, &steps);
        }
        struct ledgers told = in_year(year < years ? THEN + year : THIS_YEAR);
        stored_add(store, &told);
        stored_free(&told);
        if (year == years)
            steps = 0;
    }
    assert_int_equal(culpa_store_link(store, false, NULL), CULPA_OK);
    culpa_store_close(store);
    return steps;
}

static void linking_does_not_look_at_the_whole_store(void **state)
{
    enum { FEW = 2, MANY = 42, STEPS_A_REPORT = 1 };
    (void)state;
    int64_t few = work_to_link(FEW), many = work_to_link(MANY);
    int64_t more = (many - few) / (int64_t)((MANY - FEW) * selway.n);
    if (more > STEPS_A_REPORT)
        fail_msg("%lld steps for each report that has nothing to do with it", (long long)more);
}

static void check_sources(struct culpa_store *store)
{
    static const char wrong[] =
        "WITH d AS (SELECT n, coalesce(outlet, '') AS outlet, day, voice FROM document JOIN story ON document = n), "
        "whole AS (SELECT outlet, count(*), count(DISTINCT voice), sum(EXISTS (SELECT 1 FROM d o WHERE o.voice = "
        "d.voice "
        "AND o.outlet <> d.outlet)), min(day), max(day) FROM d GROUP BY outlet) "
        "SELECT outlet FROM (SELECT * FROM whole EXCEPT SELECT * FROM source) "
        "UNION SELECT outlet FROM (SELECT * FROM source EXCEPT SELECT * FROM whole)";
    sqlite3_stmt *outlet;
    assert_int_equal(culpa_store_link(store, false, NULL), CULPA_OK);
    assert_int_equal(sqlite3_prepare_v2(store->db, wrong, -1, &outlet, NULL), SQLITE_OK);
    if (sqlite3_step(outlet) != SQLITE_DONE)
        fail_msg("%s is not counted right", sqlite3_column_text(outlet, 0));
    sqlite3_finalize(outlet);
}

/* Reports that come one by one add to what was counted; those that go or change are counted anew. */
static void sources_are_counted_as_reports_come_and_go(void **state)
{
    struct culpa_store *store = open_store();
    struct ledgers copies = in_year(THIS_YEAR), others = in_year(THEN);
    const struct ledgers *sets[] = {&copies, &selway, &others};
    enum culpa_addition addition;
    (void)state;
    for (size_t s = 0; s < 3; s++)
        for (size_t i = 0; i < sets[s]->n; i++) {
            assert_int_equal(store_add_json(store, sets[s]->at[i].id, sets[s]->at[i].json, false, &addition, NULL),
                             CULPA_OK);
            check_sources(store);
        }
    for (size_t i = 0; i < selway.n; i++) {
        struct ledger other = stored_renamed(selway.at[i].id, others.at[(i + 1) % others.n]);
        assert_int_equal(store_add_json(store, other.id, other.json, true, &addition, NULL), CULPA_OK);
        check_sources(store);
        free((char *)other.id.ptr);
        free((char *)other.json.ptr);
    }
    stored_free(&copies);
    stored_free(&others);
    culpa_store_close(store);
}

/* --- search --- */

static bool take_first(void *context, const struct culpa_cell *cells, size_t n)
{
    char *first = context;
    (void)n;
    snprintf(first, 16, "%.*s", (int)cells[0].text.len, cells[0].text.ptr);
    return false;
}

static void expect_best(struct culpa_store *store, size_t limit, const char *id)
{
    const struct culpa_question question = {.words = "ferry", .limit = limit};
    char first[16] = "";
    assert_int_equal(culpa_store_ask(store, CULPA_QUERY_SEARCH, &question, take_first, first, NULL), CULPA_OK);
    assert_string_equal(first, id);
}

/* Reports from, from + 1, ... to; the first one has the word most often. */
static void add_ferries(struct culpa_store *store, int from, int to)
{
    char sql[600];
    snprintf(sql, sizeof sql,
             "WITH RECURSIVE r (n) AS (SELECT %d UNION ALL SELECT n + 1 FROM r WHERE n < %d) "
             "INSERT INTO document (n, id, ledger) SELECT n, format('r%%05d', n), json_object('document', "
             "json_object('text', "
             "CASE n WHEN 1 THEN 'ferry ferry ferry' ELSE 'the ferry of a morning' END)) FROM r; "
             "INSERT INTO document_words (rowid, title, body) SELECT n, title, body FROM document_text WHERE n >= %d",
             from, to, from);
    assert_int_equal(sqlite3_exec(store->db, sql, NULL, NULL, NULL), SQLITE_OK);
}

static void search_ranks_those_added_last(void **state)
{
    enum { RANKED = 20000 };
    struct culpa_store *store = open_store();
    (void)state;
    add_ferries(store, 1, RANKED);
    expect_best(store, 50, "r00001");
    add_ferries(store, RANKED + 1, RANKED + 1);
    expect_best(store, 50, "r00002");
    expect_best(store, RANKED + 1, "r00001");
    expect_best(store, 0, "r00001");
    culpa_store_close(store);
}

/* What SQLite looks for when what a row refers to is deleted. */
static void references_are_found_by_index(void **state)
{
    static const char keys[] =
        "SELECT 'EXPLAIN QUERY PLAN SELECT 1 FROM \"' || t.name || '\" WHERE ' || "
        "group_concat('\"' || f.\"from\" || '\" = 1', ' AND ') FROM sqlite_schema t, pragma_foreign_key_list(t.name) f "
        "WHERE t.type = 'table' GROUP BY t.name, f.id";
    struct culpa_store *store = open_store();
    sqlite3_stmt *key, *plan;
    size_t n = 0;
    (void)state;
    assert_int_equal(sqlite3_prepare_v2(store->db, keys, -1, &key, NULL), SQLITE_OK);
    for (; sqlite3_step(key) == SQLITE_ROW; n++) {
        const char *question = (const char *)sqlite3_column_text(key, 0);
        assert_int_equal(sqlite3_prepare_v2(store->db, question, -1, &plan, NULL), SQLITE_OK);
        while (sqlite3_step(plan) == SQLITE_ROW)
            if (strncmp((const char *)sqlite3_column_text(plan, 3), "SEARCH ", 7) != 0)
                fail_msg("%s: %s", question, sqlite3_column_text(plan, 3));
        sqlite3_finalize(plan);
    }
    assert_true(n > 20);
    sqlite3_finalize(key);
    culpa_store_close(store);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(linking_does_not_look_at_the_whole_store),
        cmocka_unit_test(sources_are_counted_as_reports_come_and_go),
        cmocka_unit_test(search_ranks_those_added_last),
        cmocka_unit_test(references_are_found_by_index),
    };
    if (argc < 2 || !getenv("CULPA_MODEL"))
        return 2;
    selway = stored_read(getenv("CULPA_MODEL"), argv[1]);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    stored_free(&selway);
    stored_end();
    return failed;
}
