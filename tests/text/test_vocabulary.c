#include "base/limits.h"
#include "text/stages.h"
#include "words.h"

static const char WORDS[] =
    "[UNK]\n[CLS]\n[SEP]\nun\n##aff\n##able\n##ab\nunable\na\n##a\ncafe\nnaive\n\xE4\xB8\xAD\nss\n"
    "##\xD0\xB6\n\xD0\xB6";

/* pieces: their lines joined by a space */
static void assert_pieces(const struct text_vocabulary *v, const char *word, const char *expected)
{
    static const char *const names[] = {"[UNK]",        "[CLS]",  "[SEP]",      "un",      "##aff", "##able",
                                        "##ab",         "unable", "a",          "##a",     "cafe",  "naive",
                                        "\xE4\xB8\xAD", "ss",     "##\xD0\xB6", "\xD0\xB6"};
    struct arena arena;
    struct text_pieces pieces = {0};
    char joined[4096] = "";
    arena_init(&arena, 1 << 20);
    assert_int_equal(text_add_pieces(&arena, v, slice_of(word, strlen(word)), &pieces), CULPA_OK);
    for (size_t i = 0; i < pieces.n; i++) {
        assert_true(pieces.at[i] < sizeof names / sizeof *names);
        strcat(strcat(joined, i ? " " : ""), names[pieces.at[i]]);
    }
    assert_string_equal(joined, expected);
    arena_release(&arena);
}

static void test_pieces(void **state)
{
    (void)state;
    struct text_vocabulary *v = words_open(WORDS);
    assert_pieces(v, "unaffable", "un ##aff ##able"); /* the example of the paper */
    assert_pieces(v, "UNABLE", "unable");             /* the longest one first */
    assert_pieces(v, "unab", "un ##ab");
    assert_pieces(v, "unx", "[UNK]"); /* no part of a word that is not known to its end */
    assert_pieces(v, "Caf\xC3\xA9", "cafe");
    assert_pieces(v, "Cafe\xCC\x81", "cafe"); /* accent by itself */
    assert_pieces(v, "NA\xC3\x8FVE", "naive");
    assert_pieces(v, "\xE4\xB8\xAD", "\xE4\xB8\xAD");
    assert_pieces(v, "\xD0\x96\xD0\xB6", "\xD0\xB6 ##\xD0\xB6");
    assert_pieces(v, "\xCC\x81", "[UNK]"); /* nothing is left without the accent */
    assert_pieces(v, "\xFF", "[UNK]");
    text_vocabulary_free(v);
}

static void test_longest_word(void **state)
{
    (void)state;
    struct text_vocabulary *v = words_open(WORDS);
    struct arena arena;
    arena_init(&arena, 1 << 20);
    for (size_t n = LIMIT_WORD_CHARS - 1; n <= LIMIT_WORD_CHARS + 1; n++) {
        char word[2 * LIMIT_WORD_CHARS + 4];
        struct text_pieces pieces = {0};
        for (size_t i = 0; i < n; i++)
            memcpy(word + 2 * i, "\xD0\xB6", 2);
        assert_int_equal(text_add_pieces(&arena, v, slice_of(word, 2 * n), &pieces), CULPA_OK);
        assert_int_equal(pieces.n, n > LIMIT_WORD_CHARS ? 1 : n);
        assert_int_equal(pieces.at[0], n > LIMIT_WORD_CHARS ? 0 : 15);
    }
    /* One character that comes apart into eighteen (U+FDFA): what counts is what the vocabulary sees. */
    char word[3 * 20];
    struct text_pieces pieces = {0};
    for (int i = 0; i < 20; i++)
        memcpy(word + 3 * i, "\xEF\xB7\xBA", 3);
    assert_int_equal(text_add_pieces(&arena, v, slice_of(word, sizeof word), &pieces), CULPA_OK);
    assert_int_equal(pieces.n, 1);
    arena_release(&arena);
    text_vocabulary_free(v);
}

static void test_unusable(void **state)
{
    (void)state;
    static const char *const broken[] = {
        "", "a\nb", "[UNK]\n[CLS]", "[CLS]\n[SEP]", "[UNK]\n\n[CLS]\n[SEP]", "\n[UNK]\n[CLS]\n[SEP]"};
    struct text_vocabulary *v = NULL;
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++)
        assert_int_equal(text_vocabulary_new(slice_of(broken[i], strlen(broken[i])), &v), CULPA_MODEL);
    size_t n = 70000, size = 8 * n;
    char *many = calloc(1, size + 32);
    for (size_t i = 0; i < n; i++)
        snprintf(many + 8 * i, 9, "w%06zu\n", i);
    memcpy(many, "[UNK]\n[CLS]\n[SEP]\n", 18);
    assert_int_equal(text_vocabulary_new(slice_of(many, size), &v), CULPA_MODEL); /* ids are 16 bits */
    assert_int_equal(text_vocabulary_new(slice_of(many, 8 * 60000), &v), CULPA_OK);
    assert_int_equal(text_vocabulary_id(v, SLICE("w000100")), 101);
    assert_int_equal(text_vocabulary_id(v, SLICE("absent")), text_vocabulary_id(v, SLICE("[UNK]")));
    text_vocabulary_free(v);
    free(many);
    text_vocabulary_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pieces),
        cmocka_unit_test(test_longest_word),
        cmocka_unit_test(test_unusable),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
