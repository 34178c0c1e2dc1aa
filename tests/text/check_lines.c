/* check_lines RULE LINES [KNOWN]: the rules of src/text, as lines of text that anyone can add to.
 *
 * A line is INPUT<TAB>EXPECTED; # begins a comment, \n in either is a line break. How EXPECTED is written depends on
 * RULE:
 *   sentences   the sentences, " | " between them
 *   paragraphs  the paragraphs, " | " between them; white space inside is one space
 *   tokens      the tokens, a space between them
 *   shapes      a letter a token: l lower, C capital, U upper, I initial, M mixed, d digits, a alnum, o other
 *   quotes      what stands inside quotation marks, " | " between the stretches; - where nothing does
 * KNOWN holds lines that fail today. One that passes is reported, and fails the test until it is moved. */
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "text/text.h"

enum { LINE_BYTES = 1 << 14 };

typedef void describer(const struct text *text, struct buf *out);

static void add_words(struct buf *out, struct culpa_slice s)
{
    for (size_t i = 0; i < s.len; i++) {
        bool blank = (unsigned char)s.ptr[i] <= ' ';
        if (!blank)
            buf_add_char(out, s.ptr[i]);
        else if (i && (unsigned char)s.ptr[i - 1] > ' ')
            buf_add_char(out, ' ');
    }
}

static struct culpa_slice bytes_of(const struct text *text, uint32_t from, uint32_t to)
{
    return slice_span(text->bytes, (struct culpa_span){text->tokens[from].start, text->tokens[to - 1].end});
}

static void describe_ranges(const struct text *text, const struct text_range *ranges, uint32_t n, struct buf *out)
{
    for (uint32_t i = 0; i < n; i++) {
        buf_add_str(out, i ? " | " : "");
        add_words(out, bytes_of(text, ranges[i].from, ranges[i].to));
    }
}

static void describe_sentences(const struct text *text, struct buf *out)
{
    describe_ranges(text, text->sentences, text->n_sentences, out);
}

static void describe_paragraphs(const struct text *text, struct buf *out)
{
    describe_ranges(text, text->paragraphs, text->n_paragraphs, out);
}

static void describe_tokens(const struct text *text, struct buf *out)
{
    for (uint32_t i = 0; i < text->n_tokens; i++) {
        buf_add_str(out, i ? " " : "");
        buf_add(out, bytes_of(text, i, i + 1));
    }
}

static void describe_shapes(const struct text *text, struct buf *out)
{
    for (uint32_t i = 0; i < text->n_tokens; i++)
        buf_add_char(out, "?lCUIMdao"[text->tokens[i].shape]);
}

static void describe_quotes(const struct text *text, struct buf *out)
{
    for (uint32_t i = 0, to; i < text->n_tokens; i = to + 1) {
        to = i;
        while (to < text->n_tokens && text->tokens[to].quote == QUOTE_INSIDE)
            to++;
        if (to == i)
            continue;
        buf_add_str(out, out->len ? " | " : "");
        add_words(out, bytes_of(text, i, to));
    }
    if (!out->len)
        buf_add_char(out, '-');
}

static const struct {
    const char *name;
    describer *describe;
} rules[] = {{"sentences", describe_sentences},
             {"paragraphs", describe_paragraphs},
             {"tokens", describe_tokens},
             {"shapes", describe_shapes},
             {"quotes", describe_quotes}};

/* \n -> line break, in place */
static void unescape(char *s)
{
    char *to = s;
    for (; *s; s++)
        if (s[0] == '\\' && s[1] == 'n') {
            *to++ = '\n';
            s++;
        } else
            *to++ = *s;
    *to = 0;
}

static bool passes(describer *describe, const struct text_vocabulary *v, struct arena *arena, const char *input,
                   const char *expected, struct buf *got)
{
    struct text text;
    arena_reset(arena);
    buf_clear(got);
    if (text_split(arena, v, slice_of(input, strlen(input)), NULL, 0, &text))
        return false;
    describe(&text, got);
    return !got->failed && slice_eq(slice_of(got->ptr, got->len), slice_of(expected, strlen(expected)));
}

/* Number of lines that did not come out as this file says they do. */
static int check_file(const char *path, describer *describe, const struct text_vocabulary *v, bool known)
{
    FILE *f = fopen(path, "r");
    static char line[LINE_BYTES];
    struct arena arena;
    struct buf got = {0};
    int failed = 0, number = 0, n = 0;
    if (!f) {
        fprintf(stderr, "cannot open %s\n", path);
        return 1;
    }
    arena_init(&arena, 64 << 20);
    while (fgets(line, sizeof line, f)) {
        number++;
        line[strcspn(line, "\n")] = 0;
        char *tab = strchr(line, '\t');
        if (!line[0] || line[0] == '#')
            continue;
        if (!tab) {
            printf("%s:%d: no tab\n", path, number);
            failed++;
            continue;
        }
        *tab = 0;
        unescape(line);
        unescape(tab + 1);
        n++;
        bool good = passes(describe, v, &arena, line, tab + 1, &got);
        if (!good && !known)
            printf("%s:%d: expected %s\n%*sgot      %.*s\n", path, number, tab + 1, (int)strlen(path) + 5, "",
                   (int)got.len, got.ptr ? got.ptr : "");
        if (good && known)
            printf("%s:%d: passes now; move it to the others\n", path, number);
        failed += good == known;
    }
    printf("%s: %d lines, %d wrong\n", path, n, failed);
    fclose(f);
    buf_release(&got);
    arena_release(&arena);
    return failed + (n == 0 && !known);
}

int main(int argc, char **argv)
{
    struct text_vocabulary *v;
    if (argc < 3 || text_vocabulary_new(SLICE("[UNK]\n[CLS]\n[SEP]"), &v))
        return 2;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (!strcmp(rules[i].name, argv[1])) {
            int failed = check_file(argv[2], rules[i].describe, v, false);
            if (argc > 3)
                failed += check_file(argv[3], rules[i].describe, v, true);
            text_vocabulary_free(v);
            return failed != 0;
        }
    fprintf(stderr, "no rule %s\n", argv[1]);
    return 2;
}
