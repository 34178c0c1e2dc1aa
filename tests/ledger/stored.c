#include "stored.h"

#include <ftw.h>
#include <jansson.h>
#include <unistd.h>

#include "check.h"
#include "ledger/json.h"
#include "ledger/store.h"

static struct culpa_slice copy(struct culpa_slice s)
{
    char *bytes = malloc(s.len + 1);
    assert_non_null(bytes);
    memcpy(bytes, s.ptr, s.len);
    bytes[s.len] = '\0';
    return slice_of(bytes, s.len);
}

void stored_append(struct ledgers *to, struct ledger ledger)
{
    to->at = realloc(to->at, (to->n + 1) * sizeof *to->at);
    assert_non_null(to->at);
    to->at[to->n++] = ledger;
}

static struct ledger written(const struct culpa_report *report)
{
    struct buf out = {0};
    ledger_write(&out, report);
    assert_false(out.failed);
    struct ledger ledger = {copy(report->document.id), copy(slice_of(out.ptr, out.len))};
    buf_release(&out);
    return ledger;
}

static struct ledger written_again(struct culpa_slice json)
{
    struct arena arena;
    struct culpa_report report;
    arena_init(&arena, (size_t)1 << 28);
    assert_int_equal(ledger_read(&arena, json, &report, NULL), CULPA_OK);
    struct ledger ledger = written(&report);
    arena_release(&arena);
    return ledger;
}

static struct ledger of_object(const json_t *object)
{
    char *text = json_dumps(object, JSON_COMPACT);
    assert_non_null(text);
    struct ledger ledger = written_again(slice_of(text, strlen(text)));
    free(text);
    return ledger;
}

struct ledgers stored_load(char **files, size_t n_files)
{
    struct ledgers ledgers = {0};
    for (size_t f = 0; f < n_files; f++) {
        FILE *file = fopen(files[f], "r");
        assert_non_null(file);
        for (json_t *object; (object = json_loadf(file, JSON_DISABLE_EOF_CHECK, NULL)); json_decref(object))
            stored_append(&ledgers, of_object(object));
        fclose(file);
    }
    return ledgers;
}

struct ledgers stored_read(const char *model_path, const char *lines)
{
    struct culpa_model *model;
    struct culpa_reader *reader;
    struct ledgers ledgers = {0};
    struct buf text = stored_bytes(lines);
    assert_int_equal(culpa_model_open(model_path, &model, NULL), CULPA_OK);
    assert_int_equal(culpa_reader_new(model, &reader), CULPA_OK);
    for (size_t at = 0, end; at < text.len; at = end + 1) {
        const struct culpa_report *report;
        const char *stop = memchr(text.ptr + at, '\n', text.len - at);
        end = stop ? (size_t)(stop - text.ptr) : text.len;
        assert_int_equal(culpa_read(reader, CULPA_FORMAT_JSON, NULL, text.ptr + at, end - at, &report, NULL), CULPA_OK);
        stored_append(&ledgers, written(report));
    }
    culpa_reader_free(reader);
    culpa_model_close(model);
    buf_release(&text);
    return ledgers;
}

struct ledger stored_renamed(struct culpa_slice id, struct ledger of)
{
    json_t *object = json_loadb(of.json.ptr, of.json.len, JSON_ALLOW_NUL, NULL);
    json_object_set_new(json_object_get(object, "document"), "id", json_stringn(id.ptr, id.len));
    struct ledger renamed = of_object(object);
    json_decref(object);
    return renamed;
}

void stored_free(struct ledgers *ledgers)
{
    for (size_t i = 0; i < ledgers->n; i++) {
        free((char *)ledgers->at[i].id.ptr);
        free((char *)ledgers->at[i].json.ptr);
    }
    free(ledgers->at);
    *ledgers = (struct ledgers){0};
}

/* --- files --- */

static char folder[] = "/tmp/culpa-store-XXXXXX", path_in_it[64];

static int take_away(const char *path, const struct stat *st, int type, struct FTW *at)
{
    (void)st;
    (void)type;
    return at->level ? remove(path) : 0;
}

static void empty_folder(void)
{
    nftw(folder, take_away, 8, FTW_DEPTH | FTW_PHYS);
}

const char *stored_path(void)
{
    if (!*path_in_it) {
        assert_non_null(mkdtemp(folder));
        snprintf(path_in_it, sizeof path_in_it, "%s/ledger", folder);
    }
    empty_folder();
    return path_in_it;
}

void stored_end(void)
{
    if (*path_in_it) {
        empty_folder();
        rmdir(folder);
    }
}

struct buf stored_bytes(const char *path)
{
    struct buf bytes = {0};
    char block[4096];
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    for (size_t n; (n = fread(block, 1, sizeof block, file));)
        buf_add(&bytes, slice_of(block, n));
    fclose(file);
    return bytes;
}

void stored_add(struct culpa_store *store, const struct ledgers *ledgers)
{
    for (size_t i = 0; i < ledgers->n; i++) {
        enum culpa_addition addition;
        struct culpa_error error = {0};
        if (store_add_json(store, ledgers->at[i].id, ledgers->at[i].json, false, &addition, &error))
            fail_msg("%s: %s", ledgers->at[i].id.ptr, error.text);
        assert_int_equal(addition, CULPA_ADDITION_NEW);
    }
}

/* --- the tables, through a connection of their own --- */

static sqlite3 *open_database(const char *path)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    return db;
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sqlite3_errmsg(db), sql);
    return statement;
}

/* Prints what a query answers, one row a line. */
static void put_rows(sqlite3 *db, const char *sql, struct buf *out)
{
    sqlite3_stmt *statement = prepare(db, sql);
    int code;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(statement); i++) {
            bool blob = sqlite3_column_type(statement, i) == SQLITE_BLOB;
            const unsigned char *text = blob ? sqlite3_column_blob(statement, i) : sqlite3_column_text(statement, i);
            int len = sqlite3_column_bytes(statement, i);
            buf_add_char(out, '|');
            if (!text && !blob)
                buf_add_str(out, "NULL");
            for (int b = 0; b < len; b++)
                buf_addf(out, blob ? "%02x" : "%c", text[b]);
        }
        buf_add_char(out, '\n');
    }
    if (code != SQLITE_DONE)
        fail_msg("%s: %s", sqlite3_errmsg(db), sql);
    sqlite3_finalize(statement);
}

int64_t stored_number(const char *path, const char *sql)
{
    sqlite3 *db = open_database(path);
    sqlite3_stmt *statement = prepare(db, sql);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    int64_t number = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return number;
}

void stored_dump(const char *path, struct buf *out)
{
    sqlite3 *db = open_database(path);
    sqlite3_stmt *tables = prepare(
        db, "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%USING fts5%' ORDER BY name");
    buf_clear(out);
    while (sqlite3_step(tables) == SQLITE_ROW) {
        char sql[160];
        const char *name = (const char *)sqlite3_column_text(tables, 0);
        snprintf(sql, sizeof sql, "SELECT * FROM \"%s\" ORDER BY 1, 2", name); /* keys come first */
        assert_non_null(name);
        buf_add_str(out, name);
        buf_add_char(out, '\n');
        bool narrow = !strcmp(name, "document_words_data") || !strcmp(name, "document_words_docsize") ||
                      !strcmp(name, "document_words_config") || !strcmp(name, "pending");
        if (narrow)
            snprintf(sql, sizeof sql, "SELECT * FROM \"%s\" ORDER BY 1", name);
        put_rows(db, sql, out);
    }
    sqlite3_finalize(tables);
    sqlite3_close(db);
}

void stored_dump_links(const char *path, struct buf *out)
{
    static const char *const queries[] = {
        "SELECT 'story', d.id, s.id, v.id FROM story JOIN document d ON d.n = document "
        "JOIN document s ON s.n = story JOIN document v ON v.n = voice ORDER BY d.id",
        "SELECT 'event', e.id, base, number, d.id, key, types, \"when\", venue, place, region, country, killed_low, "
        "killed_high, e.title, reports, voices, first_day, last_day FROM event e LEFT JOIN document d ON d.n = story "
        "ORDER BY e.id",
        "SELECT 'telling', d.id, incident, e.id, main FROM telling JOIN document d ON d.n = document "
        "JOIN event e ON e.n = event ORDER BY d.id, incident",
        "SELECT 'place', folded, e.id FROM event_place JOIN event e ON e.n = event ORDER BY folded, e.id",
        "SELECT 'party', key, name, kind, country, wikidata FROM party ORDER BY key",
        "SELECT 'actor', d.id, actor, key FROM party_actor JOIN document d ON d.n = document "
        "JOIN party p ON p.n = party ORDER BY d.id, actor",
        "SELECT DISTINCT 'name', folded, key FROM party_name JOIN party p ON p.n = party ORDER BY folded, key",
        "SELECT 'voiced', p.key, v.day, d.id, v.statement, role, e.id FROM voiced v JOIN document d ON d.n = document "
        "JOIN party p ON p.n = v.party LEFT JOIN told t USING (document, statement) LEFT JOIN event e ON e.n = t.event "
        "ORDER BY p.key, v.day, d.id, statement, role",
        "SELECT 'thread', d.id, statement, h.kind, o.id, to_statement FROM thread h JOIN document d ON d.n = document "
        "JOIN document o ON o.n = to_document ORDER BY d.id, statement, h.kind, o.id, to_statement",
        "SELECT 'source', * FROM source ORDER BY outlet",
        "SELECT 'position', e.id, p.key, w.key, o.day, report, statement, stance, previous, changed FROM position o "
        "JOIN event e ON e.n = o.event JOIN party p ON p.n = o.party LEFT JOIN party w ON w.n = whom "
        "ORDER BY e.id, p.key, w.key, o.day, report, statement",
    };
    sqlite3 *db = open_database(path);
    buf_clear(out);
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++)
        put_rows(db, queries[i], out);
    sqlite3_close(db);
}

/* Tables of facts, and how many rows of theirs a ledger makes. */
static const struct {
    const char *table, *rows;
} facts[] = {
    {"actor", "json_array_length(ledger, '$.actors')"},
    {"statement", "coalesce(json_array_length(ledger, '$.statements'), 0) + coalesce(json_array_length(ledger, "
                  "'$.attributions'), 0)"},
    {"incident", "json_array_length(ledger, '$.incidents')"},
    {"figure", "(SELECT sum(json_array_length(value, '$.figures')) FROM json_each(ledger, '$.incidents'))"},
    {"proceeding", "(SELECT sum(json_array_length(value, '$.proceedings')) FROM json_each(ledger, '$.incidents'))"},
    {"perpetrator", "(SELECT sum(json_array_length(value, '$.perpetrators')) FROM json_each(ledger, '$.incidents'))"},
    {"perpetrator_statement",
     "(SELECT sum(json_array_length(p.value, '$.statements')) FROM json_each(ledger, '$.incidents') i, "
     "json_each(i.value, '$.perpetrators') p)"},
    {"incident_part",
     "(SELECT sum(coalesce(json_array_length(value, '$.weapons'), 0) + coalesce(json_array_length(value, "
     "'$.targets'), 0) + coalesce(json_array_length(value, '$.victims'), 0)) FROM json_each(ledger, '$.incidents'))"},
};

static void expect(sqlite3 *db, const char *sql, const char *expected)
{
    struct buf out = {0};
    put_rows(db, sql, &out);
    if (out.len != strlen(expected) || memcmp(out.ptr ? out.ptr : "", expected, out.len) != 0)
        fail_msg("%s:\n%.*s", sql, (int)out.len, out.ptr);
    buf_release(&out);
}

void stored_check(const char *path)
{
    sqlite3 *db = open_database(path);
    char sql[1024];
    expect(db, "PRAGMA integrity_check", "|ok\n");
    expect(db, "PRAGMA foreign_key_check", "");
    if (sqlite3_table_column_metadata(db, NULL, "document", NULL, NULL, NULL, NULL, NULL, NULL) == SQLITE_OK) {
        expect(db, "INSERT INTO document_words (document_words, rank) VALUES ('integrity-check', 1)", "");
        for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
            snprintf(
                sql, sizeof sql,
                "SELECT id FROM document d WHERE coalesce(%s, 0) <> (SELECT count(*) FROM %s f WHERE f.document = d.n)",
                facts[i].rows, facts[i].table);
            expect(db, sql, "");
        }
        expect(db,
               "SELECT id FROM document WHERE n NOT IN (SELECT document FROM pending) AND n NOT IN (SELECT document "
               "FROM story)",
               "");
    }
    sqlite3_close(db);
}
