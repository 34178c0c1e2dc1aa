/* What an actor is made of: name, kind, role, whom it belongs to, other forms, mentions. Who is whom: joins.tsv. */
#include "check.h"
#include "marked.h"

static struct marked *read_marked(const char *text)
{
    struct marked *m = malloc(sizeof *m);
    assert_non_null(m);
    assert_true(marked_read(m, text));
    return m;
}

static void release(struct marked *m)
{
    marked_release(m);
    free(m);
}

static const struct culpa_actor *actor(const struct marked *m, const char *id)
{
    for (size_t i = 0; i < m->actors.n; i++)
        if (slice_eq(m->actors.at[i].id, slice_of(id, strlen(id))))
            return &m->actors.at[i];
    fail_msg("no actor %s", id);
    return NULL;
}

static void test_kinds(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum culpa_actor_kind kind;
        unsigned count;
    } cases[] = {
        {"[<P:Ana Ruiz>] said so.", CULPA_ACTOR_PERSON, 0},
        {"[<L:Kyiv>] said so.", CULPA_ACTOR_STATE, 0},
        {"[The <F:Kremlin>] said so.", CULPA_ACTOR_BODY, 0},
        {"[The <O:Norland Ministry of Health>] said so.", CULPA_ACTOR_ORGANISATION, 0},
        {"[The <O:Ministry of Health>] said so.", CULPA_ACTOR_BODY, 0},
        {"[The rebel group <O:Ansar>] said so.", CULPA_ACTOR_ARMED, 0},
        {"[<O:Hezbollah>] said so.", CULPA_ACTOR_ARMED, 0},
        {"[<O:Reuters>] said so.", CULPA_ACTOR_MEDIA, 0},
        {"[<O:Amnesty International>] said so.", CULPA_ACTOR_ORGANISATION, 0},
        {"[Police] said so.", CULPA_ACTOR_BODY, 0},
        {"[Residents] said so.", CULPA_ACTOR_GROUP, 0},
        {"[<G:Russians>] said so.", CULPA_ACTOR_GROUP, 0},
        {"[A witness] said so.", CULPA_ACTOR_UNNAMED, 1},
        {"[Four men] said so.", CULPA_ACTOR_UNNAMED, 4},
        {"[The 12 gunmen] said so.", CULPA_ACTOR_UNNAMED, 12},
        {"[It] said so.", CULPA_ACTOR_UNKNOWN, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct marked *m = read_marked(cases[i].text);
        uint32_t at = m->actors.of_span[0];
        if (at == CULPA_NONE || m->actors.at[at].kind != cases[i].kind || m->actors.at[at].count != cases[i].count)
            fail_msg("%s: %s, %u", cases[i].text, culpa_actor_kind_name(m->actors.at[at].kind), m->actors.at[at].count);
        release(m);
    }
}

static void test_belongs(void **state)
{
    (void)state;
    struct marked *m =
        read_marked("<L:Russia> was hit. [<F:Kremlin> spokesperson <P:Dan Orlov>] said so. [<O:TASS>] said so.");
    const struct culpa_actor *orlov = actor(m, "dan-orlov"), *kremlin = actor(m, "kremlin"),
                             *russia = actor(m, "russia");
    assert_slice(orlov->role, "Kremlin spokesperson");
    assert_ptr_equal(&m->actors.at[orlov->of], kremlin);
    assert_ptr_equal(&m->actors.at[kremlin->of], russia);
    assert_int_equal(russia->of, CULPA_NONE);
    assert_slice(russia->country, "RU");
    assert_int_equal(russia->wikidata, 159);
    assert_ptr_equal(&m->actors.at[actor(m, "tass")->of], russia);
    release(m);
}

static void test_forms(void **state)
{
    (void)state;
    struct marked *m = read_marked(
        "President <P:Ana Ruiz> left. {2:It was late,} [she] said. [<P:Ruiz>] came back. [The president] slept.");
    const struct culpa_actor *ana = actor(m, "ana-ruiz");
    assert_slice(ana->name, "Ana Ruiz");
    assert_int_equal(ana->n_aliases, 3); /* no pronoun is a name */
    assert_slice(ana->aliases[0], "President Ana Ruiz");
    assert_slice(ana->aliases[1], "Ruiz");
    assert_slice(ana->aliases[2], "The president");
    assert_int_equal(ana->mentions.n, 4);
    for (size_t i = 1; i < ana->mentions.n; i++)
        assert_true(ana->mentions.at[i - 1].end <= ana->mentions.at[i].start);
    assert_int_equal(ana->mentions.at[0].start, 10);
    release(m);
}

static void test_who_is_listed(void **state)
{
    (void)state;
    struct marked *m = read_marked("<P:Ana Ruiz> met <P:Leo Orr> in <L:Paris>, <L:France>. [Officials] said so.");
    assert_int_equal(m->actors.n, 3); /* places are none, and France neither speaks nor has a body here */
    actor(m, "ana-ruiz");
    actor(m, "leo-orr");
    actor(m, "officials");
    release(m);
    m = read_marked("");
    assert_int_equal(m->actors.n, 0);
    release(m);
    m = read_marked("No one.");
    assert_int_equal(m->actors.n, 0);
    release(m);
}

static void test_ids(void **state)
{
    (void)state;
    struct marked *m = read_marked("[A source] said so. [A source] said so. [<P:\xD0\x98\xD0\xB2\xD0\xB0\xD0\xBD>] "
                                   "said so. [<P:Jos\xC3\xA9 Ruiz>] said so.");
    assert_slice(marked_id(m, 0), "a-source");
    assert_slice(marked_id(m, 1), "a-source.2");
    assert_slice(marked_id(m, 2), "actor");
    assert_slice(marked_id(m, 3), "jose-ruiz");
    release(m);
}

/* Spans that end in the middle of a word, hold no word, or lie beyond the text. */
static void test_odd_spans(void **state)
{
    (void)state;
    struct marked *m = read_marked("<P:Ana Ruiz> said \"so\".");
    const struct culpa_span spans[] = {{0, 5}, {0, 0}, {14, 15}, {0, 1000}, {500, 600}, {8, 9}};
    const struct entity_speech speeches[] = {{{0, 22}, 3}, {{14, 18}, CULPA_NONE}};
    const struct entity_input input = {&m->text, m->names, m->n_names, spans, 6, speeches, 2};
    struct entity_actors actors;
    assert_int_equal(entity_join_actors(&m->arena, &input, &actors), CULPA_OK);
    assert_int_not_equal(actors.of_span[3], CULPA_NONE);
    assert_int_equal(actors.of_span[4], CULPA_NONE);
    assert_int_equal(actors.of_span[1], CULPA_NONE);
    release(m);
}

/* Long texts without a full stop, of words that every rule looks at, must not take the square of their length. */
static void test_long(void **state)
{
    (void)state;
    static const char *const WORDS[] = {"the ", "he ", "police ", "Minister ", "and ", ", ",
                                        "Ana ", "it ", "by ",     "who ",      "\"",   "'s "};
    enum { TIMES = 60000 };
    static const struct culpa_slice PIECES = {"[PAD]\n[UNK]\n[CLS]\n[SEP]\n", 24};
    struct text_vocabulary *vocabulary;
    assert_int_equal(text_vocabulary_new(PIECES, &vocabulary), CULPA_OK);
    for (size_t w = 0; w <= sizeof WORDS / sizeof *WORDS; w++) {
        struct arena arena;
        struct text text;
        struct entity_actors actors;
        char *bytes = malloc(TIMES * 10);
        struct culpa_name *names = calloc(TIMES, sizeof *names);
        size_t n = 0, n_names = 0;
        assert_true(bytes && names);
        for (size_t i = 0; i < TIMES; i++) {
            const char *word =
                WORDS[w < sizeof WORDS / sizeof *WORDS ? w : i * 7 % 11 % (sizeof WORDS / sizeof *WORDS)];
            if (word[0] == 'A')
                names[n_names++] = (struct culpa_name){CULPA_NAME_PERSON, {(uint32_t)n, (uint32_t)n + 3}};
            memcpy(bytes + n, word, strlen(word));
            n += strlen(word);
        }
        arena_init(&arena, (size_t)1 << 30);
        assert_int_equal(text_split(&arena, vocabulary, slice_of(bytes, n), NULL, 0, &text), CULPA_OK);
        const struct entity_input input = {.text = &text, .names = names, .n_names = n_names};
        assert_int_equal(entity_join_actors(&arena, &input, &actors), CULPA_OK);
        arena_release(&arena);
        free(bytes);
        free(names);
    }
    text_vocabulary_free(vocabulary);
}

/* What the model sees decides between candidates of one window, and of one window alone. */
static void test_sight(void **state)
{
    (void)state;
    static const struct {
        const char *text, *word, *id;
    } cases[] = {
        {"<P:Leo Brandt> met <P:Ivo Dolan>. [He] was tired.", NULL, "leo-brandt"},
        {"<P:Leo Brandt> met <P:Ivo Dolan>. [He] was tired.", "Dolan", "ivo-dolan"},
        {"<P:Leo Brandt> met <P:Ivo Dolan>. [He] was tired.", "Brandt", "leo-brandt"},
        {"<P:Leo Brandt> met <P:Ivo Dolan>.\n[He] was tired.", "Dolan", "leo-brandt"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct marked *m = malloc(sizeof *m);
        assert_non_null(m);
        assert_true(marked_read_seen(m, cases[i].text, cases[i].word));
        struct culpa_slice id = marked_id(m, 0);
        if (!slice_eq(id, slice_of(cases[i].id, strlen(cases[i].id))))
            fail_msg("%s with %s: %.*s", cases[i].text, cases[i].word ? cases[i].word : "nothing", (int)id.len, id.ptr);
        release(m);
    }
}

/* "IS" among small letters is a name; a verb, or a heading in capitals, is none. */
static void test_acronyms(void **state)
{
    (void)state;
    const char *bytes = "Ana accused IS. He is here. THIS IS IT. IS left.";
    struct text_vocabulary *vocabulary;
    struct arena arena;
    struct text text;
    struct entity_names names = {0};
    arena_init(&arena, 1 << 20);
    assert_int_equal(text_vocabulary_new(SLICE("[PAD]\n[UNK]\n[CLS]\n[SEP]\n"), &vocabulary), CULPA_OK);
    assert_int_equal(text_split(&arena, vocabulary, slice_of(bytes, strlen(bytes)), NULL, 0, &text), CULPA_OK);
    assert_true(VEC_PUSH(&arena, &names, ((struct culpa_name){CULPA_NAME_PERSON, {0, 3}})));
    for (int twice = 0; twice < 2; twice++) {
        assert_int_equal(entity_add_acronyms(&arena, &text, &names), CULPA_OK);
        assert_int_equal(names.n, 3);
        assert_int_equal(names.at[1].span.start, 12);
        assert_int_equal(names.at[2].span.start, 40);
    }
    arena_release(&arena);
    text_vocabulary_free(vocabulary);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kinds),     cmocka_unit_test(test_sight),         cmocka_unit_test(test_belongs),
        cmocka_unit_test(test_forms),     cmocka_unit_test(test_who_is_listed), cmocka_unit_test(test_ids),
        cmocka_unit_test(test_odd_spans), cmocka_unit_test(test_long),          cmocka_unit_test(test_acronyms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
