#include "base/limits.h"
#include "text/text.h"
#include "words.h"

enum { UNK, CLS, SEP };

struct fixture {
    struct arena arena;
    struct text_vocabulary *vocabulary;
    struct text text;
    const struct text_window *windows;
    uint32_t n;
};

static void cut(struct fixture *f, const char *bytes)
{
    arena_init(&f->arena, 64 << 20);
    f->vocabulary = words_open("[UNK]\n[CLS]\n[SEP]\na\n##a\nb\n.\n\"");
    assert_int_equal(text_split(&f->arena, f->vocabulary, slice_of(bytes, strlen(bytes)), NULL, 0, &f->text), CULPA_OK);
    assert_int_equal(text_windows(&f->arena, f->vocabulary, &f->text, &f->windows, &f->n), CULPA_OK);
}

static void release(struct fixture *f)
{
    text_vocabulary_free(f->vocabulary);
    arena_release(&f->arena);
}

/* What holds for every text: all tokens once, in order, within the limit, each at its piece. */
static void assert_whole(const struct fixture *f)
{
    uint32_t next = 0;
    for (uint32_t i = 0; i < f->n; i++) {
        const struct text_window *w = &f->windows[i];
        assert_int_equal(w->tokens.from, next);
        assert_true(w->tokens.to > w->tokens.from);
        next = w->tokens.to;
        assert_true(w->n >= 3 && w->n <= LIMIT_WINDOW_PIECES);
        assert_int_equal(w->ids[0], CLS);
        assert_int_equal(w->ids[w->n - 1], SEP);
        for (uint32_t t = w->tokens.from; t < w->tokens.to; t++) {
            uint16_t at = w->token_piece[t - w->tokens.from];
            assert_true(at < w->n);
            assert_int_equal(w->ids[at], f->text.pieces[f->text.tokens[t].first_piece]);
            assert_int_equal(w->shapes[at], f->text.tokens[t].shape);
            assert_int_equal(w->quotes[at], f->text.tokens[t].quote);
        }
    }
    assert_int_equal(next, f->text.n_tokens);
}

static char *repeat(const char *what, size_t n)
{
    size_t len = strlen(what);
    char *out = malloc(n * len + 1);
    for (size_t i = 0; i < n; i++)
        memcpy(out + i * len, what, len);
    out[n * len] = 0;
    return out;
}

static void test_paragraphs_share_a_window(void **state)
{
    (void)state;
    struct fixture f;
    cut(&f, "a b.\nb\n\n a");
    assert_whole(&f);
    assert_int_equal(f.n, 1);
    static const uint16_t ids[] = {CLS, 3, 5, 6, SEP, 5, SEP, 3, SEP};
    assert_int_equal(f.windows[0].n, sizeof ids / sizeof *ids);
    assert_memory_equal(f.windows[0].ids, ids, sizeof ids);
    release(&f);
}

static void test_exactly_full(void **state)
{
    (void)state;
    for (size_t n = LIMIT_WINDOW_PIECES - 4; n <= LIMIT_WINDOW_PIECES; n++) {
        struct fixture f;
        char *text = repeat("a ", n);
        cut(&f, text);
        assert_whole(&f);
        assert_int_equal(f.n, n + 2 > LIMIT_WINDOW_PIECES ? 2 : 1);
        release(&f);
        free(text);
    }
}

static void test_long_paragraph_is_cut_behind_a_sentence(void **state)
{
    (void)state;
    struct fixture f;
    char *text = repeat("a b a b a b a b a b a b a b a. ", 40); /* 16 tokens a sentence */
    cut(&f, text);
    assert_whole(&f);
    for (uint32_t i = 0; i + 1 < f.n; i++)
        assert_int_equal(f.windows[i].tokens.to % 16, 0);
    release(&f);
    free(text);
}

static void test_long_paragraph_is_cut_behind_a_closing_mark(void **state)
{
    (void)state;
    struct fixture f;
    char *text = repeat("a \"b a b a b a b a b a b a b.\" ", 40); /* 17 tokens */
    cut(&f, text);
    assert_whole(&f);
    for (uint32_t i = 0; i + 1 < f.n; i++)
        assert_int_equal(f.windows[i].tokens.to % 17, 0);
    release(&f);
    free(text);
}

static void test_word_of_many_pieces(void **state)
{
    (void)state;
    struct fixture f;
    char *word = repeat("a", LIMIT_WORD_CHARS), text[3 * LIMIT_WORD_CHARS + 8];
    snprintf(text, sizeof text, "%s %s b", word, word); /* two fill a window, nearly */
    cut(&f, text);
    assert_whole(&f);
    assert_int_equal(f.n, 2);
    release(&f);
    free(word);
}

static void test_many_short_paragraphs(void **state)
{
    (void)state;
    struct fixture f;
    char *text = repeat("a b a\n", 5000);
    cut(&f, text);
    assert_whole(&f);
    assert_int_equal(f.windows[0].n, 1 + 47 * 4); /* as many whole ones as fit */
    release(&f);
    free(text);
}

static void test_nothing(void **state)
{
    (void)state;
    struct fixture f;
    cut(&f, " \n\t ");
    assert_int_equal(f.text.n_tokens, 0);
    assert_int_equal(f.n, 0);
    release(&f);
}

static void test_random_texts(void **state)
{
    (void)state;
    uint32_t seed = 4;
    for (int round = 0; round < 300; round++) {
        char text[3000];
        size_t n = 0;
        while (n < sizeof text - 1 - (size_t)round % 5) {
            seed = seed * 1664525u + 1013904223u;
            text[n++] = "aab .\n\"aab aa"[seed % 13 * (seed >> 30 ? 1u : 0u) % 13];
        }
        text[n] = 0;
        struct fixture f;
        cut(&f, text);
        assert_whole(&f);
        release(&f);
    }
}

static void test_skipped_spans(void **state)
{
    (void)state;
    const char *bytes = "a b [x] a b\n[y][z] b a";
    const struct culpa_span skipped[] = {{4, 7}, {12, 15}, {15, 18}};
    struct arena arena;
    struct text text;
    struct text_vocabulary *v = words_open("[UNK]\n[CLS]\n[SEP]\na\nb");
    arena_init(&arena, 1 << 20);
    assert_int_equal(text_split(&arena, v, slice_of(bytes, strlen(bytes)), skipped, 3, &text), CULPA_OK);
    assert_int_equal(text.n_tokens, 6);
    assert_int_equal(text.n_paragraphs, 3); /* a skipped span ends one, even inside a line */
    for (uint32_t i = 0; i < text.n_tokens; i++)
        for (size_t k = 0; k < 3; k++)
            assert_true(text.tokens[i].end <= skipped[k].start || text.tokens[i].start >= skipped[k].end);
    arena_release(&arena);
    text_vocabulary_free(v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_paragraphs_share_a_window),
        cmocka_unit_test(test_exactly_full),
        cmocka_unit_test(test_long_paragraph_is_cut_behind_a_sentence),
        cmocka_unit_test(test_long_paragraph_is_cut_behind_a_closing_mark),
        cmocka_unit_test(test_word_of_many_pieces),
        cmocka_unit_test(test_many_short_paragraphs),
        cmocka_unit_test(test_nothing),
        cmocka_unit_test(test_random_texts),
        cmocka_unit_test(test_skipped_spans),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
