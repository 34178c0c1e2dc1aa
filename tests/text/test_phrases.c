#include "text/phrases.h"
#include "words.h"

struct row {
    const char *first, *words;
    int kind;
};

/* As the scripts in data/ write tables. */
static const struct row ROWS[] = {{"bomb", "bomb", 1}, {"car", "car bomb attack", 2}, {"car", "car bomb", 3},
                                  {"car", "car", 4},   {"cars", "cars", 5},           {"put", "put * under arrest", 6}};

struct fixture {
    struct arena arena;
    struct text_vocabulary *vocabulary;
    struct text text;
};

static void split(struct fixture *f, const char *bytes)
{
    arena_init(&f->arena, (size_t)16 << 20);
    f->vocabulary = words_open("[UNK]\n[CLS]\n[SEP]");
    assert_int_equal(text_split(&f->arena, f->vocabulary, slice_of(bytes, strlen(bytes)), NULL, 0, &f->text), CULPA_OK);
}

static void release(struct fixture *f)
{
    text_vocabulary_free(f->vocabulary);
    arena_release(&f->arena);
}

static void check_rows(const char *word, size_t from, size_t to)
{
    struct text_rows rows = text_rows_of(TEXT_TABLE(ROWS, sizeof ROWS / sizeof *ROWS), slice_of(word, strlen(word)));
    assert_int_equal(rows.to - rows.from, to - from);
    if (from < to)
        assert_int_equal(rows.from, from);
}

static void rows_begin_with_a_word(void **state)
{
    (void)state;
    check_rows("bomb", 0, 1);
    check_rows("car", 1, 4);
    check_rows("CAR", 1, 4);
    check_rows("cars", 4, 5);
    check_rows("put", 5, 6);
    check_rows("", 0, 0);
    check_rows("ca", 0, 0);
    check_rows("carss", 0, 0);
    check_rows("zebra", 0, 0);
    check_rows("\xC3\xA9t\xC3\xA9", 0, 0);
    assert_int_equal(text_rows_of(TEXT_TABLE(ROWS, 0), SLICE("car")).to, 0);
}

static void a_phrase_stands_before_an_end(void **state)
{
    (void)state;
    struct fixture f;
    split(&f, "The Car Bomb went off.");
    assert_int_equal(text_phrase_end(&f.text, "car bomb", 1, f.text.n_tokens), 3);
    assert_int_equal(text_phrase_end(&f.text, "car bomb", 1, 3), 3);
    assert_int_equal(text_phrase_end(&f.text, "car bomb", 1, 2), 0);
    assert_int_equal(text_phrase_end(&f.text, "car bomb attack", 1, f.text.n_tokens), 0);
    assert_int_equal(text_phrase_end(&f.text, "car", 1, f.text.n_tokens), 2);
    assert_int_equal(text_phrase_end(&f.text, "ca", 1, f.text.n_tokens), 0);
    release(&f);
}

static void a_gap_holds_words_and_hyphens(void **state)
{
    (void)state;
    struct fixture f;
    split(&f, "Police put the two ex-guards under arrest.");
    assert_int_equal(text_phrase_end(&f.text, "put * under arrest", 1, f.text.n_tokens), 9);
    release(&f);
    split(&f, "Police put, they said, men under arrest.");
    assert_int_equal(text_phrase_end(&f.text, "put * under arrest", 1, f.text.n_tokens), 0);
    release(&f);
    split(&f, "put a b c d e f g under arrest");
    assert_int_equal(text_phrase_end(&f.text, "put * under arrest", 0, f.text.n_tokens), 10);
    assert_int_equal(text_phrase_end(&f.text, "put * under arrest", 0, 9), 0);
    release(&f);
    split(&f, "put a b c d e f g h under arrest");
    assert_int_equal(text_phrase_end(&f.text, "put * under arrest", 0, f.text.n_tokens), 0);
    release(&f);
}

static void words_and_sentences_of_tokens(void **state)
{
    (void)state;
    struct fixture f;
    split(&f, "It fell. Nobody was hurt. The end.");
    assert_slice(text_word(&f.text, 1), "fell");
    assert_true(text_is(&f.text, 0, "it"));
    assert_false(text_is(&f.text, 0, "i"));
    assert_int_equal(text_sentence_at(&f.text, 0), 0);
    assert_int_equal(text_sentence_at(&f.text, 2), 0);
    assert_int_equal(text_sentence_at(&f.text, 3), 1);
    assert_int_equal(text_sentence_at(&f.text, f.text.n_tokens - 1), 2);
    assert_int_equal(text_sentence_at(&f.text, f.text.n_tokens), 2);
    release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_begin_with_a_word), cmocka_unit_test(a_phrase_stands_before_an_end),
        cmocka_unit_test(a_gap_holds_words_and_hyphens), cmocka_unit_test(words_and_sentences_of_tokens)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
