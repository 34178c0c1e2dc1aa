/* The writers on a report made by hand: what must be in the output, and what must never be. */
#include <jansson.h>

#include "check.h"
#include "report/report.h"

/* A title that would break out of HTML and of a terminal; a statement inside another; furniture. */
static const char TEXT[] = "Ana <b>\xC3\xA9\x1B[2J</b> said \"we & they\nran\".\nphoto\nLeo denied it.";

static struct culpa_span source_spans[] = {{0, 3}}, cue_spans[] = {{18, 22}}, content_spans[] = {{23, 33}, {34, 38}},
                         inner_source[] = {{24, 26}}, inner_cue[] = {{34, 37}}, last_cue[] = {{50, 56}};
static const struct culpa_statement statements[] = {
    {.actor = 0,
     .inside = CULPA_NONE,
     .about = CULPA_NONE,
     .mode = CULPA_MODE_MIXED,
     .span = {0, 38},
     .source = {source_spans, 1},
     .cue = {cue_spans, 1},
     .content = {content_spans, 2}},
    {.actor = 1,
     .inside = 0,
     .about = CULPA_NONE,
     .mode = CULPA_MODE_EVENT,
     .span = {24, 37},
     .source = {inner_source, 1},
     .cue = {inner_cue, 1}},
    {.actor = CULPA_NONE,
     .inside = CULPA_NONE,
     .about = CULPA_NONE,
     .mode = CULPA_MODE_EVENT,
     .span = {50, 56},
     .cue = {last_cue, 1}},
};
static const struct culpa_slice aliases[] = {{"Ms Ruiz", 7}};
static const struct culpa_actor actors[] = {
    {.id = {"ana", 3},
     .name = {"Ana", 3},
     .kind = CULPA_ACTOR_PERSON,
     .role = {"minister", 8},
     .of = 1,
     .count = 2,
     .country = {"NO", 2},
     .wikidata = 20,
     .aliases = aliases,
     .n_aliases = 1,
     .mentions = {source_spans, 1}},
    {.id = {"we", 2}, .name = {"we", 2}, .of = CULPA_NONE, .mentions = {inner_source, 1}}};
static const struct culpa_name names[] = {{CULPA_NAME_PERSON, {0, 3}}};
static const struct culpa_furniture furniture[] = {{CULPA_FURNITURE_CREDIT, {40, 45}}};
static const struct culpa_span sentences[] = {{0, 39}, {46, 60}};

static struct culpa_report make_report(void)
{
    struct culpa_report r = {.sentences = sentences,
                             .n_sentences = 2,
                             .names = names,
                             .n_names = 1,
                             .actors = actors,
                             .n_actors = 2,
                             .statements = statements,
                             .n_statements = 3};
    r.document = (struct culpa_document){.id = {"x\"1", 3},
                                         .file = {"a.txt", 5},
                                         .title = {"<script>\x1B[31m", 13},
                                         .published = {"2015-06", 7},
                                         .text = {TEXT, sizeof TEXT - 1},
                                         .furniture = furniture,
                                         .n_furniture = 1};
    return r;
}

static void write(const struct report_writer *writer, const struct culpa_report *report, bool colour, struct buf *out)
{
    const struct report_options options = {.colour = colour};
    writer->begin(out);
    writer->report(out, report, 0, &options);
    writer->end(out);
    assert_false(out->failed);
    buf_add_char(out, 0);
    out->len--;
}

static void assert_span(const json_t *span, json_int_t start, json_int_t end)
{
    assert_int_equal(json_array_size(span), 2);
    assert_int_equal(json_integer_value(json_array_get(span, 0)), start);
    assert_int_equal(json_integer_value(json_array_get(span, 1)), end);
}

static const char *string_at(const json_t *object, const char *key)
{
    const char *s = json_string_value(json_object_get(object, key));
    return s ? s : "(none)";
}

static void test_json(void **state)
{
    (void)state;
    struct culpa_report r = make_report();
    struct buf out = {0};
    write(&report_json, &r, false, &out);
    assert_int_equal(out.ptr[out.len - 1], '\n');
    assert_null(memchr(out.ptr, '\n', out.len - 1)); /* one report a line */
    json_t *all = json_loadb(out.ptr, out.len, 0, NULL);
    assert_non_null(all);
    const json_t *d = json_object_get(all, "document"), *s = json_object_get(all, "statements");
    assert_string_equal(string_at(d, "id"), "x\"1");
    assert_string_equal(string_at(d, "text"), TEXT);
    assert_string_equal(string_at(d, "published"), "2015-06");
    assert_null(json_object_get(d, "url")); /* unknown is absent */
    assert_string_equal(string_at(json_array_get(json_object_get(d, "furniture"), 0), "kind"), "credit");
    assert_int_equal(json_array_size(s), 3);
    assert_string_equal(string_at(json_array_get(s, 0), "actor"), "ana");
    const json_t *a = json_array_get(json_object_get(all, "actors"), 0),
                 *b = json_array_get(json_object_get(all, "actors"), 1);
    assert_string_equal(string_at(a, "kind"), "person");
    assert_string_equal(string_at(a, "role"), "minister");
    assert_string_equal(string_at(a, "of"), "we");
    assert_int_equal(json_integer_value(json_object_get(a, "count")), 2);
    assert_string_equal(string_at(a, "country"), "NO");
    assert_string_equal(string_at(a, "wikidata"), "Q20");
    assert_string_equal(json_string_value(json_array_get(json_object_get(a, "aliases"), 0)), "Ms Ruiz");
    assert_null(json_object_get(b, "kind"));
    assert_null(json_object_get(b, "of"));
    assert_null(json_object_get(b, "count"));
    assert_string_equal(string_at(json_array_get(s, 0), "mode"), "mixed");
    assert_span(json_object_get(json_array_get(s, 0), "cue"), 18, 22);
    assert_span(json_array_get(json_object_get(json_array_get(s, 0), "content"), 1), 34, 38);
    assert_null(json_object_get(json_array_get(s, 0), "inside"));
    assert_string_equal(string_at(json_array_get(s, 1), "inside"), "s1");
    assert_true(json_is_null(json_object_get(json_array_get(s, 1), "content")));
    assert_true(json_is_null(json_object_get(json_array_get(s, 2), "actor")));
    assert_true(json_is_null(json_object_get(json_array_get(s, 2), "source")));
    assert_int_equal(json_array_size(json_object_get(all, "sentences")), 2);
    assert_string_equal(string_at(json_array_get(json_object_get(all, "names"), 0), "text"), "Ana");
    json_decref(all);
    buf_release(&out);
}

/* Nothing of a report reaches the terminal as a control character. */
static void test_text(void **state)
{
    (void)state;
    struct culpa_report r = make_report();
    struct buf plain = {0}, coloured = {0};
    write(&report_text, &r, false, &plain);
    write(&report_text, &r, true, &coloured);
    for (size_t i = 0; i < plain.len; i++)
        assert_true((unsigned char)plain.ptr[i] >= ' ' || plain.ptr[i] == '\n');
    assert_non_null(strstr(plain.ptr, "2015-06"));
    assert_non_null(strstr(plain.ptr, "Ana"));
    assert_non_null(strstr(plain.ptr, "said"));
    assert_non_null(strstr(plain.ptr, "denied"));
    assert_null(strstr(plain.ptr, "photo")); /* furniture */
    assert_non_null(strchr(coloured.ptr, '\033'));
    assert_null(strstr(coloured.ptr, "[2J<")); /* the report's own sequence has lost its escape, and is put as words */
    for (const char *at = coloured.ptr; (at = strchr(at, '\033')); at++)
        assert_int_equal(at[strspn(at + 1, "[0123456789;") + 1], 'm');
    buf_release(&plain);
    buf_release(&coloured);
}

static void test_html(void **state)
{
    (void)state;
    struct culpa_report r = make_report();
    struct buf out = {0};
    write(&report_html, &r, false, &out);
    assert_non_null(strstr(out.ptr, "&lt;script&gt;"));
    assert_null(strstr(out.ptr, "<script"));
    assert_null(strstr(out.ptr, "<b>"));
    assert_non_null(strstr(out.ptr, "we &amp; they"));
    assert_non_null(strstr(out.ptr, "photo")); /* the whole source is shown */
    int depth = 0;
    for (const char *at = out.ptr; (at = strchr(at, '<')); at++)
        depth += !strncmp(at, "<a ", 3) || !strncmp(at, "<span", 5)      ? 1
                 : !strncmp(at, "</a>", 4) || !strncmp(at, "</span>", 7) ? -1
                                                                         : 0;
    assert_int_equal(depth, 0);
    for (int i = 1; i <= 3; i++) { /* each statement in the list and in the text */
        char id[16];
        snprintf(id, sizeof id, "id=\"r0s%d\"", i);
        assert_non_null(strstr(out.ptr, id));
        snprintf(id, sizeof id, "id=\"r0t%d\"", i);
        assert_non_null(strstr(out.ptr, id));
    }
    buf_release(&out);
}

static void test_nothing_said(void **state)
{
    (void)state;
    struct culpa_report r = {.document = {.id = {"1", 1}, .text = {"Rain.", 5}}};
    const struct report_writer *writers[] = {&report_text, &report_json, &report_html, &report_graph};
    for (size_t i = 0; i < 4; i++) {
        struct buf out = {0};
        write(writers[i], &r, true, &out);
        assert_true(out.len > 10);
        buf_release(&out);
    }
}

static void test_lines(void **state)
{
    (void)state;
    struct report_lines lines;
    assert_true(report_lines_init(&lines, SLICE("a\n\xC3\xA9\n\nb")));
    const size_t expected[] = {1, 1, 2, 2, 2, 3, 4};
    for (size_t at = 0; at < sizeof expected / sizeof *expected; at++)
        assert_int_equal(report_line_at(&lines, at), expected[at]);
    assert_int_equal(report_line_at(&lines, 1000), 4);
    report_lines_release(&lines);
    assert_true(report_lines_init(&lines, (struct culpa_slice){NULL, 0}));
    assert_int_equal(report_line_at(&lines, 0), 1);
    report_lines_release(&lines);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_json),         cmocka_unit_test(test_text),  cmocka_unit_test(test_html),
        cmocka_unit_test(test_nothing_said), cmocka_unit_test(test_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
