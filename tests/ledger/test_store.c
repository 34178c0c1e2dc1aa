/* A store of reports: what goes in comes out, whatever the order, and nothing is left of what is replaced.
 * argv[1]: reports to read with the model CULPA_MODEL; behind it files of ledgers. */
#include "check.h"

#include <jansson.h>

#include "ledger/json.h"
#include "ledger/store.h"
#include "stored.h"

static struct ledgers golden, /* as they come */
    selway;                   /* two incidents in six reports, of which five tell one, and two are copies */

static struct culpa_store *open_store(const char *path)
{
    struct culpa_store *store;
    struct culpa_error error = {0};
    if (culpa_store_open(path, CULPA_STORE_WRITE, &store, &error))
        fail_msg("%s", error.text);
    return store;
}

static enum culpa_addition add_one(struct culpa_store *store, struct ledger ledger, bool replace)
{
    enum culpa_addition addition;
    struct culpa_error error = {0};
    if (store_add_json(store, ledger.id, ledger.json, replace, &addition, &error))
        fail_msg("%s: %s", ledger.id.ptr, error.text);
    return addition;
}

static void link_all(struct culpa_store *store, bool all)
{
    struct culpa_error error = {0};
    if (culpa_store_link(store, all, &error))
        fail_msg("%s", error.text);
}

/* --- adding --- */

static bool take_document(void *context, const struct culpa_cell *cells, size_t n)
{
    struct buf *out = context;
    assert_int_equal(n, 4); /* id, ledger, events, copy */
    assert_string_equal(cells[0].name, "report");
    buf_add(out, cells[1].text);
    buf_add_char(out, '\n');
    return true;
}

static int by_id(const void *a, const void *b)
{
    return strcmp(((const struct ledger *)a)->id.ptr, ((const struct ledger *)b)->id.ptr);
}

static void what_is_added_is_exported_as_it_was(void **state)
{
    const struct ledgers *sets[] = {&golden, &selway};
    (void)state;
    for (size_t s = 0; s < 2; s++) {
        const char *path = stored_path();
        struct buf expected = {0}, got = {0};
        struct ledger *sorted = malloc(sets[s]->n * sizeof *sorted);
        assert_non_null(sorted);
        memcpy(sorted, sets[s]->at, sets[s]->n * sizeof *sorted);
        qsort(sorted, sets[s]->n, sizeof *sorted, by_id);
        for (size_t i = 0; i < sets[s]->n; i++) {
            buf_add(&expected, sorted[i].json);
            buf_add_char(&expected, '\n');
        }
        struct culpa_store *store = open_store(path);
        stored_check(path);
        stored_add(store, sets[s]);
        stored_check(path);
        link_all(store, false);
        stored_check(path);
        const struct culpa_question all = {0};
        assert_int_equal(culpa_store_ask(store, CULPA_QUERY_DOCUMENTS, &all, take_document, &got, NULL), CULPA_OK);
        assert_same_bytes(got, expected);
        culpa_store_close(store);
        stored_check(path);
        free(sorted);
        buf_release(&expected);
        buf_release(&got);
    }
}

static void adding_again_changes_nothing(void **state)
{
    (void)state;
    struct buf before = {0}, after = {0};
    const char *path = stored_path();
    struct culpa_store *store = open_store(path);
    stored_add(store, &selway);
    link_all(store, false);
    stored_dump(path, &before);
    assert_true(before.len > 1000);
    for (size_t i = 0; i < selway.n; i++) {
        const struct ledger other = stored_renamed(selway.at[i].id, selway.at[(i + 2) % selway.n]);
        assert_int_equal(add_one(store, selway.at[i], false), CULPA_ADDITION_KNOWN);
        assert_int_equal(add_one(store, selway.at[i], true), CULPA_ADDITION_KNOWN);
        assert_int_equal(add_one(store, other, false), CULPA_ADDITION_CONFLICT);
        free((char *)other.id.ptr);
        free((char *)other.json.ptr);
    }
    link_all(store, false);
    stored_dump(path, &after);
    assert_same_bytes(after, before);
    link_all(store, true);
    stored_dump(path, &after);
    link_all(store, true);
    stored_dump(path, &before);
    assert_same_bytes(after, before);
    culpa_store_close(store);
    buf_release(&before);
    buf_release(&after);
}

static void a_report_got_writes_the_same(void **state)
{
    (void)state;
    struct culpa_store *store = open_store(stored_path());
    const struct culpa_report *report;
    stored_add(store, &golden);
    for (size_t i = 0; i < golden.n; i++) {
        struct buf again = {0};
        assert_int_equal(culpa_store_get(store, golden.at[i].id, &report, NULL), CULPA_OK);
        assert_non_null(report);
        ledger_write(&again, report);
        assert_same_bytes(again, golden.at[i].json);
        buf_release(&again);
        enum culpa_addition addition;
        assert_int_equal(culpa_store_add(store, report, false, &addition, NULL), CULPA_OK);
        assert_int_equal(addition, CULPA_ADDITION_KNOWN);
        if (i % 2)
            culpa_store_release(store);
    }
    for (size_t i = 0; i < 2; i++) {
        report = (const struct culpa_report *)&report;
        assert_int_equal(culpa_store_get(store, slice_of("no such id", i ? 0 : 10), &report, NULL), CULPA_OK);
        assert_null(report);
    }
    culpa_store_close(store);
}

/* --- facts --- */

static void expect_text(sqlite3_stmt *row, int column, const json_t *value)
{
    const char *text = (const char *)sqlite3_column_text(row, column), *expected = json_string_value(value);
    if (!text != !expected || (text && strcmp(text, expected) != 0))
        fail_msg("%s: %s instead of %s", sqlite3_column_name(row, column), text ? text : "NULL",
                 expected ? expected : "NULL");
}

static void expect_number(sqlite3_stmt *row, int column, const json_t *value)
{
    assert_int_equal(sqlite3_column_type(row, column) == SQLITE_NULL, !json_is_integer(value));
    assert_int_equal(sqlite3_column_int64(row, column), json_integer_value(value));
}

static sqlite3_stmt *prepare(struct culpa_store *store, const char *sql, struct culpa_slice id)
{
    sqlite3_stmt *row;
    assert_int_equal(store_prepare(store, &sql, &row, NULL), CULPA_OK);
    sqlite3_bind_text(row, 1, id.ptr, (int)id.len, SQLITE_STATIC);
    return row;
}

/* The words of a statement: its pieces of the text. */
static void expect_said(sqlite3_stmt *row, int column, const json_t *document, const json_t *content)
{
    struct buf said = {0};
    const char *text = json_string_value(json_object_get(document, "text"));
    for (size_t i = 0; i < json_array_size(content); i++) {
        json_int_t start = json_integer_value(json_array_get(json_array_get(content, i), 0)),
                   end = json_integer_value(json_array_get(json_array_get(content, i), 1));
        if (i)
            buf_add_str(&said, " ... ");
        buf_add(&said, slice_of(text + start, (size_t)(end - start)));
    }
    const char *got = (const char *)sqlite3_column_text(row, column);
    assert_slice(slice_of(said.ptr, said.len), got ? got : "");
    buf_release(&said);
}

static size_t check_statements(struct culpa_store *store, struct culpa_slice id, const json_t *ledger)
{
    sqlite3_stmt *row =
        prepare(store,
                "SELECT s.actor, s.act, s.target, s.about, s.mode, s.\"when\", s.hedge, s.frame, s.said, s.start "
                "FROM statement s JOIN document d ON d.n = document WHERE d.id = ?1 AND 's' || s.n = ?2",
                id);
    static const char *const keys[] = {"actor", "act", "target", "about", "mode", "when", "hedge", "frame"},
                             *const lists[] = {"statements", "attributions"};
    size_t n = 0;
    for (size_t l = 0; l < 2; l++) {
        const json_t *list = json_object_get(ledger, lists[l]);
        for (size_t i = 0; i < json_array_size(list); i++, n++) {
            const json_t *one = json_array_get(list, i);
            sqlite3_bind_text(row, 2, json_string_value(json_object_get(one, "id")), -1, SQLITE_STATIC);
            assert_int_equal(sqlite3_step(row), SQLITE_ROW);
            for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
                expect_text(row, (int)k, json_object_get(one, keys[k]));
            expect_said(row, 8, json_object_get(ledger, "document"), json_object_get(one, "content"));
            expect_number(row, 9, json_array_get(json_object_get(one, "span"), 0));
            sqlite3_reset(row);
        }
    }
    sqlite3_finalize(row);
    return n;
}

static size_t check_figures(struct culpa_store *store, struct culpa_slice id, const json_t *ledger)
{
    sqlite3_stmt *row = prepare(store,
                                "SELECT what, low, high, qualifier, breakdown, \"by\", as_of FROM figure f "
                                "JOIN document d ON d.n = document WHERE d.id = ? ORDER BY incident, f.n",
                                id);
    const json_t *incidents = json_object_get(ledger, "incidents");
    size_t n = 0;
    for (size_t i = 0; i < json_array_size(incidents); i++) {
        const json_t *figures = json_object_get(json_array_get(incidents, i), "figures");
        for (size_t k = 0; k < json_array_size(figures); k++, n++) {
            const json_t *one = json_array_get(figures, k);
            assert_int_equal(sqlite3_step(row), SQLITE_ROW);
            expect_text(row, 0, json_object_get(one, "what"));
            expect_number(row, 1, json_object_get(one, "low"));
            expect_number(row, 2, json_object_get(one, "high"));
            expect_text(row, 3, json_object_get(one, "qualifier"));
            expect_text(row, 4, json_object_get(one, "breakdown"));
            expect_text(row, 5, json_object_get(one, "by"));
            expect_text(row, 6, json_object_get(one, "as_of"));
        }
    }
    sqlite3_finalize(row);
    return n;
}

/* That each table has as many rows as the JSON has objects is in stored_check(). */
static void facts_are_those_of_the_ledger(void **state)
{
    const struct ledgers *sets[] = {&golden, &selway};
    (void)state;
    struct culpa_store *store = open_store(stored_path());
    size_t statements = 0, figures = 0;
    for (size_t s = 0; s < 2; s++) {
        stored_add(store, sets[s]);
        for (size_t i = 0; i < sets[s]->n; i++) {
            json_t *ledger = json_loadb(sets[s]->at[i].json.ptr, sets[s]->at[i].json.len, 0, NULL);
            sqlite3_stmt *row = prepare(
                store, "SELECT url, outlet, title, byline, published FROM document WHERE id = ?", sets[s]->at[i].id);
            assert_int_equal(sqlite3_step(row), SQLITE_ROW);
            for (int c = 0; c < 5; c++)
                expect_text(row, c, json_object_get(json_object_get(ledger, "document"), sqlite3_column_name(row, c)));
            sqlite3_finalize(row);
            statements += check_statements(store, sets[s]->at[i].id, ledger);
            figures += check_figures(store, sets[s]->at[i].id, ledger);
            json_decref(ledger);
        }
    }
    assert_true(statements > 20 && figures > 6);
    culpa_store_close(store);
}

/* A NUL in a text shifts nothing and hides nothing behind it. */
static void texts_with_odd_bytes_are_whole(void **state)
{
    (void)state;
    static const char json[] = "{\"document\":{\"id\":\"odd\",\"text\":\"Fire\\u0000. She said "
                               "\\\"No\\\".%s\"},\"time_anchor\":\"none\",\"sentences\":[],\"actors\":["
                               "{\"id\":\"a1\",\"name\":\"she\",\"mentions\":[[7,10]]}],\"statements\":[{\"id\":\"s1\","
                               "\"act\":\"say\",\"mode\":\"direct\","
                               "\"actor\":\"a1\",\"span\":[7,20],\"content\":[[16,20]]}]}";
    char text[2][1024];
    struct ledger ledgers[2];
    const char *path = stored_path();
    struct culpa_store *store = open_store(path);
    for (int i = 0; i < 2; i++) {
        snprintf(text[i], sizeof text[i], json, i ? " More." : "");
        ledgers[i] = (struct ledger){slice_of("odd", 3), slice_of(text[i], strlen(text[i]))};
        assert_int_equal(add_one(store, ledgers[i], false), i ? CULPA_ADDITION_CONFLICT : CULPA_ADDITION_NEW);
    }
    sqlite3_stmt *row =
        prepare(store, "SELECT said FROM statement JOIN document d ON d.n = document WHERE d.id = ?", ledgers[0].id);
    assert_int_equal(sqlite3_step(row), SQLITE_ROW);
    assert_string_equal((const char *)sqlite3_column_text(row, 0), "\"No\"");
    sqlite3_finalize(row);
    link_all(store, false);
    stored_check(path);
    culpa_store_close(store);
}

/* --- replacing --- */

static void expect_none(const char *path, const char *what, const char *sql)
{
    int64_t n = stored_number(path, sql);
    if (n)
        fail_msg("%d %s", (int)n, what);
}

static void expect_no_leftovers(const char *path)
{
    stored_check(path);
    expect_none(path, "incidents that nobody tells",
                "SELECT count(*) FROM event WHERE n NOT IN (SELECT event FROM telling)");
    expect_none(path, "incidents with wrong sums",
                "SELECT count(*) FROM event e WHERE reports <> (SELECT count(DISTINCT document) FROM telling t WHERE "
                "t.event = e.n)");
    expect_none(path, "parties without actor",
                "SELECT count(*) FROM party WHERE n NOT IN (SELECT party FROM party_actor)");
    expect_none(path, "outlets with wrong sums",
                "SELECT count(*) FROM (SELECT outlet FROM source UNION SELECT coalesce(outlet, '') FROM document) o "
                "WHERE (SELECT reports FROM source s WHERE s.outlet = o.outlet) IS NOT "
                "(SELECT count(*) FROM document d WHERE coalesce(d.outlet, '') = o.outlet)");
    expect_none(path, "reports to be linked", "SELECT count(*) FROM pending");
}

/* All of it under another outlet, its actors with one alias more. */
static struct ledger disguised(struct ledger of)
{
    json_t *ledger = json_loadb(of.json.ptr, of.json.len, 0, NULL), *document = json_object_get(ledger, "document"),
           *actor;
    char words[8000];
    size_t i;
    json_object_set_new(document, "outlet", json_pack("s", "Xyzzy Times"));
    json_object_set_new(document, "byline", json_pack("s", "By Xyzzy"));
    json_array_foreach(json_object_get(ledger, "actors"), i, actor)
    {
        if (!json_object_get(actor, "aliases"))
            json_object_set_new(actor, "aliases", json_pack("[]"));
        json_array_append_new(json_object_get(actor, "aliases"), json_pack("s", "Xyzzy"));
    }
    snprintf(words, sizeof words, "%s\n\nXyzzy.", json_string_value(json_object_get(document, "text")));
    json_object_set_new(document, "text", json_pack("s", words));
    char *text = json_dumps(ledger, JSON_COMPACT);
    json_decref(ledger);
    return (struct ledger){of.id, slice_of(text, strlen(text))};
}

static void nothing_is_left_of_what_is_replaced(void **state)
{
    (void)state;
    struct buf clean = {0}, replaced = {0};
    for (size_t i = 0; i < selway.n; i++) {
        const char *path = stored_path();
        struct culpa_store *store = open_store(path);
        stored_add(store, &selway);
        link_all(store, true);
        stored_dump_links(path, &clean);
        const struct ledger other = disguised(selway.at[i]);
        assert_int_equal(add_one(store, other, true), CULPA_ADDITION_REPLACED);
        stored_check(path);
        link_all(store, false);
        stored_check(path);
        assert_int_equal(stored_number(path, "SELECT count(*) FROM document_words WHERE document_words MATCH 'xyzzy'"),
                         1);
        assert_int_equal(stored_number(path, "SELECT sum(reports) FROM source WHERE outlet = 'Xyzzy Times'"), 1);
        assert_int_equal(add_one(store, selway.at[i], true), CULPA_ADDITION_REPLACED);
        assert_int_equal(stored_number(path, "SELECT count(*) FROM document_words WHERE document_words MATCH 'xyzzy'"),
                         0);
        link_all(store, false);
        expect_no_leftovers(path);
        /* An incident keeps its id when one of its reports is replaced. */
        assert_int_equal(stored_number(path, "SELECT count(*) FROM event WHERE number > 1"), 0);
        link_all(store, true);
        expect_no_leftovers(path);
        stored_dump_links(path, &replaced); /* names too, which stay until the next relink */
        assert_same_bytes(replaced, clean);
        culpa_store_close(store);
        free((char *)other.json.ptr);
    }
    buf_release(&clean);
    buf_release(&replaced);
}

static void a_report_can_become_another(void **state)
{
    (void)state;
    for (size_t i = 0; i < selway.n; i++)
        for (size_t k = 0; k < golden.n; k += 3) {
            const char *path = stored_path();
            struct culpa_store *store = open_store(path);
            stored_add(store, &selway);
            link_all(store, false);
            const struct ledger other = stored_renamed(selway.at[i].id, golden.at[k]);
            assert_int_equal(add_one(store, other, true), CULPA_ADDITION_REPLACED);
            link_all(store, false);
            expect_no_leftovers(path);
            culpa_store_close(store);
            free((char *)other.id.ptr);
            free((char *)other.json.ptr);
        }
}

/* --- linking --- */

static void links_do_not_depend_on_the_order_of_adding(void **state)
{
    (void)state;
    struct buf first = {0}, other = {0};
    for (size_t order = 0; order < 2 * selway.n; order++) {
        const char *path = stored_path();
        struct culpa_store *store = open_store(path);
        for (size_t i = 0; i < selway.n; i++) {
            size_t at = (order / 2 + i) % selway.n;
            add_one(store, selway.at[order % 2 ? selway.n - 1 - at : at], false);
            if (order % 3 == 1) {
                link_all(store, false);
                stored_check(path);
            }
        }
        link_all(store, true);
        stored_check(path);
        stored_dump_links(path, order ? &other : &first);
        if (order)
            assert_same_bytes(other, first);
        culpa_store_close(store);
    }
    assert_true(first.len > 1000);
    buf_release(&first);
    buf_release(&other);
}

/* --- questions --- */

static bool count_row(void *context, const struct culpa_cell *cells, size_t n)
{
    assert_true(n > 1 && cells[0].name);
    ++*(size_t *)context;
    return true;
}

static enum culpa_status ask(struct culpa_store *store, enum culpa_query query, struct culpa_question question,
                             size_t *rows)
{
    *rows = 0;
    return culpa_store_ask(store, query, &question, count_row, rows, NULL);
}

static void a_question_that_lacks_something_is_refused(void **state)
{
    (void)state;
    struct culpa_store *store = open_store(stored_path());
    size_t rows;
    stored_add(store, &selway);
    link_all(store, false);
    for (int query = CULPA_QUERY_INCIDENTS; query <= CULPA_QUERY_DOCUMENTS; query++) {
        bool needs_nothing =
            query == CULPA_QUERY_INCIDENTS || query == CULPA_QUERY_SOURCES || query == CULPA_QUERY_DOCUMENTS;
        assert_int_equal(ask(store, query, (struct culpa_question){0}, &rows), needs_nothing ? CULPA_OK : CULPA_USAGE);
        assert_int_equal(rows > 0, needs_nothing);
        assert_int_equal(ask(store, query, (struct culpa_question){.id = "x", .name = "x", .words = "xyzzy"}, &rows),
                         CULPA_OK);
        if (query != CULPA_QUERY_SOURCES && query != CULPA_QUERY_DOCUMENTS)
            assert_int_equal(rows, 0);
        assert_int_equal(
            ask(store, query, (struct culpa_question){.id = "x", .name = "Vrell", .words = "ferry", .limit = 1}, &rows),
            CULPA_OK);
        assert_true(rows <= 1);
    }
    culpa_store_close(store);
}

static void search_takes_any_words(void **state)
{
    (void)state;
    static const struct {
        const char *words;
        size_t rows;
    } cases[] = {{"a\" OR b*", 0},
                 {"NEAR(", 0},
                 {"", 0},
                 {"\"\"", 0},
                 {"\"\"\"", 0},
                 {" \t\n", 0},
                 {"ferry", 5},
                 {"FERRIES", 5},
                 {"ferry NEAR terminal", 0},
                 {"title:ferry", 0},
                 {"ferry*", 5},
                 {"ferry NEAR", 0},
                 {"\"ferry terminal\"", 5},
                 {"\"terminal ferry\"", 0},
                 {"\"ferry terminal", 5},
                 {"ferry terminal", 5},
                 {"terminal\tferry", 5},
                 {"-ferry", 5},
                 {"^ferry", 5},
                 {"{title} : ferry", 0},
                 {"(ferry", 5},
                 {"f\xC3\xA9rry", 5},
                 {"\xFF", 0},
                 {"ferry +", 5},
                 {"'", 0},
                 {"';--", 0}};
    struct culpa_store *store = open_store(stored_path());
    stored_add(store, &selway);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t rows;
        enum culpa_status status =
            ask(store, CULPA_QUERY_SEARCH, (struct culpa_question){.words = cases[i].words}, &rows);
        if (status || rows != cases[i].rows)
            fail_msg("%s: status %d, %zu reports", cases[i].words, status, rows);
    }
    culpa_store_close(store);
}

/* The limit counts what is left of the days that are asked for. */
static void search_limits_behind_the_day(void **state)
{
    (void)state;
    struct culpa_store *store = open_store(stored_path());
    size_t rows;
    stored_add(store, &selway);
    for (size_t limit = 1; limit < 4; limit++) {
        const struct culpa_question question = {.words = "ferry", .since = "2024-05-15", .limit = limit};
        assert_int_equal(ask(store, CULPA_QUERY_SEARCH, question, &rows), CULPA_OK);
        assert_int_equal(rows, limit);
    }
    culpa_store_close(store);
}

static void names_are_folded(void **state)
{
    (void)state;
    static const char *const cases[][2] = {{"The Red Tide", "red tide"},
                                           {"O'Neill", "oneill"},
                                           {"O\xE2\x80\x99Neill", "oneill"},
                                           {"the 'Tigers'", "tigers"},
                                           {"Army of the 'Free North'", "army of the free north"},
                                           {"\xC3\x89milie  Zo\xC3\xAB-Marie", "emilie zoe marie"},
                                           {"The", "the"},
                                           {"", ""},
                                           {"...", ""},
                                           {" A. B. ", "b"},
                                           {"STRA\xC3\x9F"
                                            "E",
                                            "strasse"}};
    struct culpa_store *store = open_store(stored_path());
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sqlite3_stmt *row = prepare(store, "SELECT culpa_fold(?)", slice_of(cases[i][0], strlen(cases[i][0])));
        assert_int_equal(sqlite3_step(row), SQLITE_ROW);
        assert_string_equal((const char *)sqlite3_column_text(row, 0), cases[i][1]);
        sqlite3_finalize(row);
    }
    culpa_store_close(store);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_added_is_exported_as_it_was),
        cmocka_unit_test(adding_again_changes_nothing),
        cmocka_unit_test(a_report_got_writes_the_same),
        cmocka_unit_test(facts_are_those_of_the_ledger),
        cmocka_unit_test(texts_with_odd_bytes_are_whole),
        cmocka_unit_test(nothing_is_left_of_what_is_replaced),
        cmocka_unit_test(a_report_can_become_another),
        cmocka_unit_test(links_do_not_depend_on_the_order_of_adding),
        cmocka_unit_test(a_question_that_lacks_something_is_refused),
        cmocka_unit_test(search_takes_any_words),
        cmocka_unit_test(search_limits_behind_the_day),
        cmocka_unit_test(names_are_folded),
    };
    if (argc < 3 || !getenv("CULPA_MODEL"))
        return 2;
    golden = stored_load(argv + 2, (size_t)argc - 2);
    selway = stored_read(getenv("CULPA_MODEL"), argv[1]);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    stored_free(&golden);
    stored_free(&selway);
    stored_end();
    return failed;
}
