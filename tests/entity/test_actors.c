/* Which sources are one actor. A case is a text with [sources] and <P:names> marked in it, and the number of each
 * source's actor. P person, O organisation, L place. */
#include "check.h"
#include "entity/entity.h"

enum { MOST = 16 };

struct marked {
    char text[512];
    struct culpa_name names[MOST];
    struct culpa_span sources[MOST];
    size_t n, n_names, n_sources;
};

static void unmark(const char *from, struct marked *m)
{
    uint32_t source = 0, name = 0;
    memset(m, 0, sizeof *m);
    for (; *from; from++) {
        uint32_t at = (uint32_t)m->n;
        if (*from == '[')
            source = at;
        else if (*from == ']')
            m->sources[m->n_sources++] = (struct culpa_span){source, at};
        else if (*from == '<') {
            name = at;
            m->names[m->n_names].kind = from[1] == 'P'   ? CULPA_NAME_PERSON
                                        : from[1] == 'O' ? CULPA_NAME_ORGANISATION
                                                         : CULPA_NAME_PLACE;
            from += 2;
        } else if (*from == '>')
            m->names[m->n_names++].span = (struct culpa_span){name, at};
        else
            m->text[m->n++] = *from;
    }
}

static void test_joined(void **state)
{
    (void)state;
    static const struct {
        const char *text, *actors, *name; /* of actor 0 */
    } cases[] = {
        {"[<P:Ana Ruiz>] said. [<P:Ruiz>] said.", "00", "Ana Ruiz"},
        {"[<P:Ruiz>] said. [<P:Ana Ruiz>] said.", "00", "Ana Ruiz"},
        {"[<P:Ana Ruiz>] and [<P:Leo Ruiz>] said. [<P:Ruiz>] said.", "012", "Ana Ruiz"},
        {"[<P:Ana Ruiz>] said. [<P:Fruiz>] said.", "01", "Ana Ruiz"}, /* whole words */
        {"[<P:ANA RUIZ>] said. [<P:Ana Ruiz>] said.", "00", "ANA RUIZ"},
        {"[the ministry] said. [The ministry] said.", "00", "the ministry"},
        {"[officials] said. [police] said. [officials] said.", "010", "officials"},
        {"[he] said. [he] said.", "01", "he"},
        {"[a source] said. [a source] said.", "01", "a source"},
        {"[the rebel group <O:Ansar>] said. [<O:Ansar>] said.", "00", "Ansar"},
        {"[<L:Norland> spokesman <P:Dan Poe>] said. [<P:Poe>] said.", "00", "Dan Poe"},
        {"[<P:Poe>'s lawyer] said. [<P:Poe>] said.", "01", "Poe's lawyer"},
        {"[<P:Poe>\xE2\x80\x99s lawyer] said. [<P:Poe>] said.", "01", "Poe\xE2\x80\x99s lawyer"},
        {"[<L:Norland>] said. [<L:Sudland>] said. [<L:norland>] said.", "010", "Norland"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct marked m;
        struct arena arena;
        struct culpa_statement statements[MOST] = {0};
        const struct culpa_actor *actors;
        size_t n_actors;
        unmark(cases[i].text, &m);
        for (size_t k = 0; k < m.n_sources; k++)
            statements[k].source = (struct culpa_spans){&m.sources[k], 1};
        arena_init(&arena, 1 << 20);
        assert_int_equal(entity_join_actors(&arena, slice_of(m.text, m.n), m.names, m.n_names, statements, m.n_sources,
                                            &actors, &n_actors),
                         CULPA_OK);
        for (size_t k = 0; k < m.n_sources; k++)
            if (statements[k].actor != (uint32_t)(cases[i].actors[k] - '0'))
                fail_msg("%s: source %zu is actor %u", cases[i].text, k, statements[k].actor);
        assert_slice(actors[0].name, cases[i].name);
        arena_release(&arena);
    }
}

static void test_shared_words_and_none(void **state)
{
    (void)state;
    struct culpa_span he = {0, 2};
    struct culpa_statement s[3] = {{.source = {&he, 1}}, {.source = {NULL, 0}}, {.source = {&he, 1}}};
    const struct culpa_actor *actors;
    size_t n;
    struct arena arena;
    arena_init(&arena, 1 << 20);
    assert_int_equal(entity_join_actors(&arena, SLICE("He said so and left."), NULL, 0, s, 3, &actors, &n), CULPA_OK);
    assert_int_equal(n, 1); /* a pronoun joins nothing, but the very same words are the same speaker */
    assert_int_equal(s[0].actor, 0);
    assert_int_equal(s[1].actor, CULPA_NONE);
    assert_int_equal(s[2].actor, 0);
    assert_int_equal(actors[0].mentions.n, 1);
    assert_int_equal(entity_join_actors(&arena, SLICE("x"), NULL, 0, NULL, 0, &actors, &n), CULPA_OK);
    assert_int_equal(n, 0);
    arena_release(&arena);
}

/* "..., said Ruiz, whom Ruiz's party ...": statements are sorted by their first byte, which may be their content's. */
static void test_mentions_by_start(void **state)
{
    (void)state;
    struct culpa_slice text = SLICE("Ruiz left, the ministry said, and the ministry said it again.");
    struct culpa_span later = {34, 46}, earlier = {11, 23};
    struct culpa_statement s[2] = {{.source = {&later, 1}}, {.source = {&earlier, 1}}};
    const struct culpa_actor *actors;
    size_t n;
    struct arena arena;
    arena_init(&arena, 1 << 20);
    assert_int_equal(entity_join_actors(&arena, text, NULL, 0, s, 2, &actors, &n), CULPA_OK);
    assert_int_equal(n, 1);
    assert_int_equal(actors[0].mentions.n, 2);
    assert_int_equal(actors[0].mentions.at[0].start, 11);
    assert_int_equal(actors[0].mentions.at[1].start, 34);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_joined),
        cmocka_unit_test(test_shared_words_and_none),
        cmocka_unit_test(test_mentions_by_start),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
