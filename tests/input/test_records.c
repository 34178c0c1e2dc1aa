/* One record -> a document: formats, JSON, and what is no text. */
#include "reading.h"

#include <stdlib.h>

static void check_fails(enum culpa_format format, struct culpa_slice bytes, enum culpa_status status, const char *words)
{
    struct reading r;
    read_bytes(&r, format, bytes);
    assert_int_equal(r.status, status);
    assert_int_equal(r.error.status, status);
    if (!strstr(r.error.text, words))
        fail_msg("\"%s\" does not say \"%s\"", r.error.text, words);
    arena_release(&r.arena);
}

static void json(void **state)
{
    (void)state;
    struct reading r;
    read_text(
        &r, CULPA_FORMAT_JSON,
        "{\"id\": \"a1\", \"title\": \"Fire\", \"text\": \"Fire\\nTwo died, he said.\", \"published\": \"2024-05-01\", "
        "\"url\": null, \"outlet\": \"The Example\", \"more\": [1]}");
    assert_int_equal(r.status, CULPA_OK);
    assert_slice(r.document.id, "a1");
    assert_slice(r.document.text, "Fire\nTwo died, he said.");
    assert_slice(r.document.published, "2024-05-01");
    assert_slice(r.document.outlet, "The Example");
    assert_slice(r.document.url, "");
    assert_int_equal(r.document.n_furniture, 1);
    assert_int_equal(r.document.furniture[0].kind, CULPA_FURNITURE_HEADLINE);
    arena_release(&r.arena);
}

static void json_with_a_page(void **state)
{
    (void)state;
    struct reading r;
    read_text(&r, CULPA_FORMAT_JSON,
              "{\"id\": \"a2\", \"title\": \"Mine\", \"html\": \"<html><title>Theirs</title><p>The harbour of Port "
              "Example was "
              "closed on Monday, its master said.</p></html>\"}");
    assert_int_equal(r.status, CULPA_OK);
    assert_slice(r.document.title, "Mine");
    assert_slice(r.document.text, "The harbour of Port Example was closed on Monday, its master said.");
    arena_release(&r.arena);
}

static void broken_json(void **state)
{
    (void)state;
    check_fails(CULPA_FORMAT_JSON, SLICE("{\"id\": "), CULPA_SYNTAX, "broken JSON");
    check_fails(CULPA_FORMAT_JSON, SLICE("[1]"), CULPA_SYNTAX, "not a JSON object");
    check_fails(CULPA_FORMAT_JSON, SLICE("{\"text\": 5}"), CULPA_SYNTAX, "\"text\" is not a string");
    check_fails(CULPA_FORMAT_JSON, SLICE("{\"id\": \"x\"}"), CULPA_SYNTAX, "neither");
}

static void no_text(void **state)
{
    (void)state;
    check_fails(CULPA_FORMAT_AUTO, SLICE(""), CULPA_EMPTY, "empty");
    check_fails(CULPA_FORMAT_AUTO, SLICE(" \n\t "), CULPA_EMPTY, "empty");
    check_fails(CULPA_FORMAT_TEXT, SLICE("--- 12 ---"), CULPA_EMPTY, "no text");
    check_fails(CULPA_FORMAT_HTML, SLICE("<html><body><img src=a></body></html>"), CULPA_EMPTY, "no report");
    check_fails(CULPA_FORMAT_AUTO, SLICE("\x01\x02\x03\x04 the \x05\x06"), CULPA_NOT_TEXT, "control");
    check_fails(CULPA_FORMAT_AUTO, SLICE("\x1F\x8B\x08 packed"), CULPA_NOT_TEXT, "gzip");
    check_fails(CULPA_FORMAT_AUTO, SLICE("%PDF-1.7 ..."), CULPA_NOT_TEXT, "PDF");
}

/* A stray NUL is not what makes a file rubbish. */
static void stray_nul(void **state)
{
    (void)state;
    struct reading r;
    char text[400];
    memset(text, 'a', sizeof text);
    text[200] = 0;
    read_bytes(&r, CULPA_FORMAT_TEXT, slice_of(text, sizeof text));
    assert_int_equal(r.status, CULPA_OK);
    assert_int_equal(r.document.text.len, sizeof text);
    arena_release(&r.arena);
}

static void format_is_found(void **state)
{
    (void)state;
    struct reading r;
    read_text(
        &r, CULPA_FORMAT_AUTO,
        "<!DOCTYPE html><title>T</title><p>The harbour of Port Example was closed on Monday, its master said.</p>");
    assert_int_equal(r.document.n_blocks, 1);
    arena_release(&r.arena);
    read_text(&r, CULPA_FORMAT_AUTO, "<The harbour was closed, its master said.");
    assert_int_equal(r.document.n_blocks, 0);
    arena_release(&r.arena);
}

static void text_beyond_the_limit(void **state)
{
    (void)state;
    size_t n = LIMIT_TEXT_BYTES + 1;
    char *text = malloc(n);
    assert_non_null(text);
    memset(text, 'a', n);
    check_fails(CULPA_FORMAT_TEXT, slice_of(text, n), CULPA_TOO_LARGE, "longer than");
    memcpy(text, "<p>", 3);
    memset(text + n - 4, ' ', 4);
    struct reading r;
    read_bytes(&r, CULPA_FORMAT_TEXT, slice_of(text, n - 1)); /* exactly the limit */
    assert_int_equal(r.status, CULPA_OK);
    arena_release(&r.arena);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json),
        cmocka_unit_test(json_with_a_page),
        cmocka_unit_test(broken_json),
        cmocka_unit_test(no_text),
        cmocka_unit_test(stray_nul),
        cmocka_unit_test(format_is_found),
        cmocka_unit_test(text_beyond_the_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
