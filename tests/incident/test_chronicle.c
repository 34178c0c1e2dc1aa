/* A text that tells of many incidents: each keeps what is its own, and what is told again is sought among the first one
 * and those told last. */
#include "base/buf.h"
#include "check.h"
#include "incident/incident.h"

enum { INCIDENTS = 100, MOST_NAMES = INCIDENTS + 4 };

struct chronicle {
    struct arena arena, scratch;
    struct text_vocabulary *vocabulary;
    struct text text;
    struct buf bytes;
    struct culpa_name names[MOST_NAMES];
    struct culpa_actor actors[1];
    struct culpa_statement statements[MOST_NAMES];
    struct culpa_span contents[MOST_NAMES];
    struct culpa_report report;
};

/* A sentence about the place of a number: "A bomb killed 7 people in Tafg." */
static void add(struct chronicle *c, uint32_t place, uint32_t killed)
{
    struct culpa_report *r = &c->report;
    uint32_t start = (uint32_t)c->bytes.len;
    buf_addf(&c->bytes, "A bomb killed %u people in ", killed);
    uint32_t name = (uint32_t)c->bytes.len;
    buf_addf(&c->bytes, "Ta%c%c", 'a' + (int)(place / 26), 'a' + (int)(place % 26));
    c->names[r->n_names] = (struct culpa_name){CULPA_NAME_PLACE, {name, (uint32_t)c->bytes.len}};
    buf_add_str(&c->bytes, ".\n");
    c->contents[r->n_names] = (struct culpa_span){start, (uint32_t)c->bytes.len - 1};
    c->statements[r->n_names] = (struct culpa_statement){.actor = r->n_names % 2 ? 0 : CULPA_NONE,
                                                         .target_actor = 0,
                                                         .about = CULPA_NONE,
                                                         .act = CULPA_ACT_ACCUSE,
                                                         .span = c->contents[r->n_names],
                                                         .content = {&c->contents[r->n_names], 1}};
    r->n_names++;
}

static void read_chronicle(struct chronicle *c)
{
    static const struct culpa_slice PIECES = {"[UNK]\n[CLS]\n[SEP]\n", 18};
    struct culpa_report *r = &c->report;
    r->document.text = slice_of(c->bytes.ptr, c->bytes.len);
    r->names = c->names;
    r->actors = c->actors;
    r->n_actors = 1;
    r->statements = c->statements;
    r->n_statements = r->n_names;
    arena_init(&c->arena, (size_t)64 << 20);
    arena_init(&c->scratch, (size_t)64 << 20);
    assert_int_equal(text_vocabulary_new(PIECES, &c->vocabulary), CULPA_OK);
    assert_int_equal(text_split(&c->arena, c->vocabulary, r->document.text, NULL, 0, &c->text), CULPA_OK);
    assert_int_equal(incident_find(&c->arena, &c->scratch, &c->text, NULL, c->statements, r), CULPA_OK);
}

static void release(struct chronicle *c)
{
    text_vocabulary_free(c->vocabulary);
    arena_release(&c->arena);
    arena_release(&c->scratch);
    buf_release(&c->bytes);
}

static void each_incident_keeps_its_own(void **state)
{
    (void)state;
    static struct chronicle c;
    for (uint32_t i = 0; i < INCIDENTS; i++)
        add(&c, i, i + 2);
    read_chronicle(&c);
    assert_int_equal(c.report.n_incidents, INCIDENTS);
    for (uint32_t i = 0; i < INCIDENTS; i++) {
        const struct culpa_incident *incident = &c.report.incidents[i];
        assert_int_equal(incident->n_figures, 1);
        assert_int_equal(incident->figures[0].low, i + 2);
        assert_int_equal(incident->figures[0].by, c.statements[i].actor);
        assert_int_equal(c.statements[i].about, i);
        assert_int_equal(incident->n_perpetrators, 1);
        assert_int_equal(incident->perpetrators[0].n_statements, 1);
        assert_int_equal(incident->perpetrators[0].statements[0], i);
    }
    release(&c);
}

static void the_first_and_the_last_are_told_again(void **state)
{
    (void)state;
    static struct chronicle c;
    for (uint32_t i = 0; i < INCIDENTS; i++)
        add(&c, i, i + 2);
    add(&c, INCIDENTS - 60, 2);
    add(&c, 0, 3); /* another count: the same one would be one row */
    add(&c, 1, 2); /* told 100 incidents ago: told anew */
    read_chronicle(&c);
    assert_int_equal(c.report.n_incidents, INCIDENTS + 1);
    assert_int_equal(c.report.incidents[INCIDENTS - 60].n_figures, 2);
    assert_int_equal(c.report.incidents[0].n_figures, 2);
    assert_int_equal(c.report.incidents[1].n_figures, 1);
    assert_true(slice_eq(c.report.incidents[1].id, SLICE("bombing-taab")));
    assert_true(slice_eq(c.report.incidents[INCIDENTS].id, SLICE("bombing-taab-2")));
    /* who is blamed twice for one is listed once, with both statements */
    assert_int_equal(c.report.incidents[0].n_perpetrators, 1);
    assert_int_equal(c.report.incidents[0].perpetrators[0].n_statements, 2);
    assert_int_equal(c.report.incidents[0].perpetrators[0].statements[1], INCIDENTS + 1);
    release(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_incident_keeps_its_own),
                                       cmocka_unit_test(the_first_and_the_last_are_told_again)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
