/* Rules of time as lines of text: "publication date<TAB>sentence<TAB>expected".
 *
 *   time-rules FILE            checks every line
 *   time-rules --known FILE    the same for known failures: reports those that pass
 *   time-rules --print FILE    prints what is found, to write new lines from
 *
 * expected: "words = TYPE value [MOD]" for each expression, joined by "; ", or "-" for none. A publication date of "-"
 * is unknown. "\n" in a sentence is a line break. */
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/limits.h"
#include "time/time.h"

enum { LINE_MAX_BYTES = 1 << 20, COLUMNS = 3 };
enum mode { CHECK, KNOWN, PRINT };

struct runner {
    struct text_vocabulary *vocabulary;
    struct arena arena, scratch;
    struct buf got, text;
    size_t n, failed;
};

/* The sentence with its line breaks. */
static void unescape(struct runner *r, struct culpa_slice s)
{
    buf_clear(&r->text);
    for (size_t i = 0; i < s.len; i++) {
        bool line_break = s.ptr[i] == '\\' && i + 1 < s.len && s.ptr[i + 1] == 'n';
        buf_add_char(&r->text, line_break ? '\n' : s.ptr[i]);
        i += line_break;
    }
}

static void describe(struct buf *out, struct culpa_slice text, const struct culpa_time *t, bool offsets)
{
    if (offsets)
        buf_addf(out, "%u %u ", t->span.start, t->span.end);
    else {
        buf_add(out, slice_span(text, t->span));
        buf_add_str(out, " = ");
    }
    buf_addf(out, "%s ", culpa_time_type_name(t->type));
    buf_add(out, t->value);
    if (t->mod)
        buf_addf(out, " %s", culpa_time_mod_name(t->mod));
}

static void find(struct runner *r, struct culpa_slice published, struct culpa_slice sentence, bool offsets)
{
    struct text text;
    struct time_expressions times = {0};
    enum culpa_time_anchor anchor = CULPA_ANCHOR_NONE;
    arena_reset(&r->arena);
    unescape(r, sentence);
    buf_clear(&r->got);
    struct culpa_slice bytes = slice_of(r->text.ptr, r->text.len);
    if (text_split(&r->arena, r->vocabulary, bytes, NULL, 0, &text) ||
        time_find(&r->arena, &r->scratch, &text, published, &times, &anchor)) {
        buf_add_str(&r->got, "out of memory");
        return;
    }
    for (size_t i = 0; i < times.n; i++) {
        if (i)
            buf_add_str(&r->got, "; ");
        describe(&r->got, bytes, &times.at[i], offsets);
    }
    if (!times.n)
        buf_add_str(&r->got, "-");
}

static size_t split_columns(char *line, struct culpa_slice columns[COLUMNS])
{
    size_t n = 0;
    line[strcspn(line, "\n")] = '\0';
    for (char *at = line; at && n < COLUMNS; n++) {
        char *tab = n + 1 < COLUMNS ? strchr(at, '\t') : NULL;
        columns[n] = slice_of(at, tab ? (size_t)(tab - at) : strlen(at));
        at = tab ? tab + 1 : NULL;
    }
    return n;
}

static void run_line(struct runner *r, char *line, size_t number, enum mode mode, const char *file)
{
    struct culpa_slice columns[COLUMNS];
    size_t n = split_columns(line, columns);
    if (n == 1 && (columns[0].len == 0 || columns[0].ptr[0] == '#'))
        return;
    if (n != COLUMNS && !(mode == PRINT && n == 2)) {
        printf("%s:%zu: not three columns\n", file, number);
        r->failed++;
        return;
    }
    find(r, slice_eq(columns[0], SLICE("-")) ? SLICE("") : columns[0], columns[1], mode == PRINT && n == 2);
    struct culpa_slice got = slice_of(r->got.ptr, r->got.len);
    r->n++;
    if (mode == PRINT) {
        printf("%.*s\n", (int)got.len, got.ptr);
        return;
    }
    bool same = slice_eq(got, columns[2]);
    if (same == (mode == CHECK))
        return;
    r->failed++;
    if (mode == KNOWN)
        printf("%s:%zu: passes now, move it to the rules: %.*s\n", file, number, (int)columns[1].len, columns[1].ptr);
    else
        printf("%s:%zu: %.*s\n  expected %.*s\n  got      %.*s\n", file, number, (int)columns[1].len, columns[1].ptr,
               (int)columns[2].len, columns[2].ptr, (int)got.len, got.ptr);
}

int main(int argc, char **argv)
{
    static char line[LINE_MAX_BYTES];
    enum mode mode = argc == 3 && !strcmp(argv[1], "--print")   ? PRINT
                     : argc == 3 && !strcmp(argv[1], "--known") ? KNOWN
                                                                : CHECK;
    struct runner r = {0};
    FILE *f = argc == 2 + (mode != CHECK) ? fopen(argv[argc - 1], "r") : NULL;
    if (!f || text_vocabulary_new(SLICE("[UNK]\n[CLS]\n[SEP]\n"), &r.vocabulary)) {
        fprintf(stderr, "which file of rules?\n");
        return 2;
    }
    arena_init(&r.arena, LIMIT_ARENA_BYTES);
    arena_init(&r.scratch, LIMIT_ARENA_BYTES);
    for (size_t number = 1; fgets(line, sizeof line, f); number++)
        run_line(&r, line, number, mode, argv[argc - 1]);
    fclose(f);
    if (mode != PRINT)
        printf("%zu lines, %zu %s\n", r.n, r.failed, mode == KNOWN ? "that pass now" : "wrong");
    buf_release(&r.got);
    buf_release(&r.text);
    arena_release(&r.arena);
    arena_release(&r.scratch);
    text_vocabulary_free(r.vocabulary);
    return r.failed > 0;
}
