/* The graph of a report made by hand. */
#include "check.h"
#include "report/report.h"

static const struct culpa_span cue_span = {1, 3};

#define ACTOR(name_, kind_, of_)                                                                                       \
    {                                                                                                                  \
        .name = SLICE_INIT(name_), .kind = CULPA_ACTOR_##kind_, .of = of_                                              \
    }
#define SLICE_INIT(literal)                                                                                            \
    {                                                                                                                  \
        (literal), sizeof(literal) - 1                                                                                 \
    }
#define STATEMENT(from_, act_, to_, re_, start, end_)                                                                  \
    {                                                                                                                  \
        .actor = from_, .act = CULPA_ACT_##act_, .target_actor = to_, .re = re_, .inside = CULPA_NONE,                 \
        .about = CULPA_NONE, .span = {start, end_}, .cue = {                                                           \
            &cue_span,                                                                                                 \
            1                                                                                                          \
        }                                                                                                              \
    }

static char *write_graph(struct buf *out, const struct culpa_actor *actors, size_t n_actors,
                         const struct culpa_statement *statements, size_t n_statements, struct culpa_slice title)
{
    const struct culpa_report report = {.document = {.id = SLICE("1"), .title = title, .text = SLICE("x")},
                                        .actors = actors,
                                        .n_actors = n_actors,
                                        .statements = statements,
                                        .n_statements = n_statements};
    const struct report_options options = {0};
    report_graph.begin(out);
    report_graph.report(out, &report, 0, &options);
    report_graph.end(out);
    buf_add_char(out, 0);
    assert_false(out->failed);
    return out->ptr;
}

static size_t count(const char *text, const char *what)
{
    size_t n = 0;
    for (; (text = strstr(text, what)); text += strlen(what))
        n++;
    return n;
}

static void assert_in_order(const char *text, const char *first, const char *second)
{
    const char *a = strstr(text, first), *b = strstr(text, second);
    assert_non_null(a);
    assert_non_null(b);
    assert_true(a < b);
}

static void test_edges(void **state)
{
    (void)state;
    const struct culpa_actor actors[] = {ACTOR("Norland", STATE, CULPA_NONE), ACTOR("Ana Ruiz", PERSON, 0),
                                         ACTOR("Sudland", STATE, CULPA_NONE), ACTOR("Silent Corps", ARMED, 0)};
    const struct culpa_statement statements[] = {STATEMENT(2, ACCUSE, 0, CULPA_NONE, 0, 10),
                                                 STATEMENT(1, DENY, CULPA_NONE, 0, 20, 30),
                                                 STATEMENT(2, ACCUSE, 0, CULPA_NONE, 40, 50),
                                                 STATEMENT(1, REPORT, CULPA_NONE, CULPA_NONE, 60, 70),
                                                 STATEMENT(1, SAY, CULPA_NONE, CULPA_NONE, 80, 90),
                                                 STATEMENT(CULPA_NONE, WARN, 2, CULPA_NONE, 91, 95),
                                                 STATEMENT(1, ACCUSE, 2, 0, 96, 97),
                                                 STATEMENT(2, NO_EVIDENCE, CULPA_NONE, CULPA_NONE, 98, 99),
                                                 STATEMENT(3, NONE, 0, CULPA_NONE, 100, 101)};
    struct buf out = {0};
    const char *dot = write_graph(&out, actors, 4, statements, 9, SLICE("Bridge"));
    assert_non_null(strstr(dot, "a3 -> a1 [label=\"accuse (2)\", color=\"#b2182b\""));
    assert_non_null(strstr(dot, "tooltip=\"bytes 0-10 40-50\""));
    assert_non_null(strstr(dot, "a2 -> a3 [label=\"deny\", color=\"#2166ac\", fontcolor=\"#2166ac\", style=dashed"));
    assert_non_null(strstr(dot, "a2 [shape=ellipse, label=\"Ana Ruiz\\nsay (2)\"]"));
    assert_non_null(strstr(dot, "a3 [shape=doubleoctagon, label=\"Sudland\\nno evidence\"]"));
    assert_non_null(strstr(dot, "nobody -> a3 [label=\"warn\", color=\"#8c510a\""));
    assert_non_null(strstr(dot, "label=\"not named\""));
    assert_int_equal(count(dot, "a2 -> a3 "), 2); /* who answers and accuses the same party has one edge for it */
    assert_non_null(strstr(dot, "a2 -> a1 [color=\"#b0b0b0\""));
    assert_null(strstr(dot, "Silent Corps")); /* a thought is no statement */
    assert_in_order(dot, "bytes 0-10", "bytes 20-30");
    assert_in_order(dot, "bytes 20-30", "bytes 91-95");
    buf_release(&out);
}

/* Reads the quoted strings as Graphviz does; each must close on its line. -> how many */
static size_t check_strings(const char *dot)
{
    size_t n = 0;
    bool quoted = false;
    for (const char *c = dot; *c; c++) {
        assert_true((unsigned char)*c >= ' ' || (*c == '\n' && !quoted));
        if (quoted && *c == '\\') {
            c++;
            assert_true(*c == '\\' || *c == '"' || *c == 'n');
        } else if (*c == '"') {
            n += quoted;
            quoted = !quoted;
        }
    }
    assert_false(quoted);
    return n;
}

static void test_hostile_names(void **state)
{
    (void)state;
    static const struct {
        struct culpa_slice name;
        const char *label;
    } names[] = {
        {SLICE_INIT("the \"Salt\" Brigade"), "\"the \\\"Salt\\\" Brigade\\nsay\""},
        {SLICE_INIT("back\\"), "\"back\\\\\\nsay\""},
        {SLICE_INIT("\\\"]; evil [label=\"x"), "\"\\\\\\\"]; evil [label=\\\"x\\nsay\""},
        {SLICE_INIT("two\r\n\tlines "), "\"two lines\\nsay\""},
        {SLICE_INIT("\\N \\G &lt;b&gt;"), "\"\\\\N \\\\G &amp;lt;b&amp;gt;\\nsay\""},
        {SLICE_INIT("<b>bold</b>"), "\"<b>bold</b>\\nsay\""},
        {SLICE_INIT("es\x1B[31mc\0z"), "\"es\xEF\xBF\xBD[31mc\xEF\xBF\xBDz\\nsay\""},
        {SLICE_INIT("\xC2\x9B\xFF\xC3"), "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\\nsay\""},
        {SLICE_INIT("K\xC3\xB6ln"), "\"K\xC3\xB6ln\\nsay\""},
        {SLICE_INIT(""), "\"\\nsay\""},
    };
    const struct culpa_statement said = STATEMENT(0, SAY, CULPA_NONE, CULPA_NONE, 0, 1);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const struct culpa_actor actor = {.name = names[i].name, .kind = CULPA_ACTOR_PERSON, .of = CULPA_NONE};
        struct buf out = {0};
        const char *dot = write_graph(&out, &actor, 1, &said, 1, names[i].name.len ? names[i].name : SLICE("-"));
        assert_non_null(strstr(dot, names[i].label));
        assert_int_equal(check_strings(dot), 6); /* the id, three fonts, the labels of graph and node */
        buf_release(&out);
    }
}

static void test_long_names_are_cut(void **state)
{
    (void)state;
    char name[1000];
    memset(name, '"', sizeof name);
    const struct culpa_actor actor = {.name = {name, sizeof name}, .of = CULPA_NONE};
    const struct culpa_statement said = STATEMENT(0, SAY, CULPA_NONE, CULPA_NONE, 0, 1);
    struct buf out = {0};
    const char *dot = write_graph(&out, &actor, 1, &said, 1, SLICE("t"));
    assert_int_equal(count(dot, "\\\""), 100);
    assert_non_null(strstr(dot, "\\\"...\\nsay\""));
    check_strings(dot);
    buf_release(&out);
}

/* 45 who accuse one: 40 edges, and the accusers of the rest are not there either. */
static void test_cap(void **state)
{
    (void)state;
    enum { ACCUSERS = 45 };
    struct culpa_actor actors[ACCUSERS + 1];
    struct culpa_statement statements[2 * ACCUSERS];
    for (uint32_t i = 0; i <= ACCUSERS; i++)
        actors[i] = (struct culpa_actor)ACTOR("Leo Marsh", PERSON, CULPA_NONE);
    for (uint32_t i = 0; i < 2 * ACCUSERS; i++)
        statements[i] = (struct culpa_statement)STATEMENT(1 + i % ACCUSERS, ACCUSE, 0, CULPA_NONE, i, i + 1);
    struct buf out = {0};
    const char *dot = write_graph(&out, actors, ACCUSERS + 1, statements, 2 * ACCUSERS, SLICE("t"));
    assert_int_equal(count(dot, "accuse (2)"), 40);
    assert_int_equal(count(dot, "shape=ellipse"), 41);
    assert_non_null(strstr(dot, "\\n5 more edges not shown"));
    assert_non_null(strstr(dot, "bytes 39-40 84-85"));
    buf_release(&out);
}

static void test_many_spans(void **state)
{
    (void)state;
    const struct culpa_actor actors[] = {ACTOR("A", PERSON, CULPA_NONE), ACTOR("B", STATE, CULPA_NONE)};
    struct culpa_statement statements[50];
    for (uint32_t i = 0; i < 50; i++)
        statements[i] = (struct culpa_statement)STATEMENT(0, ACCUSE, 1, CULPA_NONE, i, i + 1);
    struct buf out = {0};
    const char *dot = write_graph(&out, actors, 2, statements, 50, SLICE("t"));
    assert_non_null(strstr(dot, " 19-20 and 30 more\""));
    assert_null(strstr(dot, "20-21"));
    buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_edges), cmocka_unit_test(test_hostile_names), cmocka_unit_test(test_long_names_are_cut),
        cmocka_unit_test(test_cap),   cmocka_unit_test(test_many_spans),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
