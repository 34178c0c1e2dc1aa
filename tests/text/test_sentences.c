/* The limit on sentences; their rules are in sentences.tsv. */
#include "base/limits.h"
#include "words.h"

/* The sentences of a token over and over again, without a stop or of stops alone, and how long they are. */
static void check_words(char token, size_t words, uint32_t sentences, uint32_t last)
{
    struct arena arena;
    struct text text;
    char *bytes = malloc(2 * words);
    assert_non_null(bytes);
    arena_init(&arena, (size_t)64 << 20);
    struct text_vocabulary *vocabulary = words_open("[UNK]\n[CLS]\n[SEP]\na");
    for (size_t i = 0; i < words; i++) {
        bytes[2 * i] = token;
        bytes[2 * i + 1] = ' ';
    }
    assert_int_equal(text_split(&arena, vocabulary, slice_of(bytes, 2 * words), NULL, 0, &text), CULPA_OK);
    assert_int_equal(text.n_sentences, sentences);
    for (uint32_t i = 0; i < sentences; i++)
        assert_int_equal(text.sentences[i].to - text.sentences[i].from,
                         i + 1 < sentences ? LIMIT_SENTENCE_TOKENS : last);
    assert_int_equal(text.n_paragraphs, 1);
    text_vocabulary_free(vocabulary);
    arena_release(&arena);
    free(bytes);
}

static void long_sentences_are_cut(void **state)
{
    (void)state;
    check_words('a', LIMIT_SENTENCE_TOKENS - 1, 1, LIMIT_SENTENCE_TOKENS - 1);
    check_words('a', LIMIT_SENTENCE_TOKENS, 1, LIMIT_SENTENCE_TOKENS);
    check_words('a', LIMIT_SENTENCE_TOKENS + 1, 2, 1);
    check_words('a', (size_t)10 * LIMIT_SENTENCE_TOKENS + 7, 11, 7);
    check_words('.', (size_t)10 * LIMIT_SENTENCE_TOKENS + 7, 11, 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(long_sentences_are_cut)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
