#include "promises.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "fuzz.h"
#include "ledger/json.h"
#include "text/text.h"

static void check_span(struct culpa_slice text, struct culpa_span span)
{
    PROMISE(span.start <= span.end && span.end <= text.len);
    PROMISE(span.start == text.len || ((unsigned char)text.ptr[span.start] & 0xC0) != 0x80);
    PROMISE(span.end == text.len || ((unsigned char)text.ptr[span.end] & 0xC0) != 0x80);
}

void promises_of_document(const struct culpa_document *d)
{
    const struct culpa_slice parts[] = {d->id,     d->url,       d->outlet,   d->title,
                                        d->byline, d->published, d->language, d->text};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        PROMISE(!parts[i].len || utf8_invalid(parts[i]) == SIZE_MAX);
    PROMISE(d->id.ptr && d->text.len && d->text.len <= LIMIT_TEXT_BYTES); /* an id may be "" where the input says so */
    for (size_t i = 0; i < d->n_furniture; i++) {
        check_span(d->text, d->furniture[i].span);
        PROMISE(!i || d->furniture[i - 1].span.start <= d->furniture[i].span.start);
    }
    for (size_t i = 0; i < d->n_blocks; i++) {
        check_span(d->text, d->blocks[i].span);
        PROMISE(!i || d->blocks[i - 1].span.end <= d->blocks[i].span.start);
        PROMISE(d->blocks[i].source.start <= d->blocks[i].source.end);
    }
}

static void check_tokens(const struct culpa_document *d, const struct text *text)
{
    size_t k = 0;
    for (uint32_t i = 0; i < text->n_tokens; i++) {
        const struct text_token *t = &text->tokens[i];
        struct culpa_span span = {t->start, t->end};
        PROMISE(t->start < t->end && (!i || text->tokens[i - 1].end <= t->start));
        check_span(d->text, span);
        PROMISE(t->shape > SHAPE_SPECIAL && t->shape < SHAPES && t->quote < QUOTES);
        while (k < d->n_furniture && d->furniture[k].span.end <= t->start)
            k++;
        PROMISE(k == d->n_furniture || t->end <= d->furniture[k].span.start);
    }
}

static void check_ranges(const struct text_range *ranges, uint32_t n, uint32_t n_tokens)
{
    uint32_t at = 0;
    for (uint32_t i = 0; i < n; i++) {
        PROMISE(ranges[i].from == at && ranges[i].to > at);
        at = ranges[i].to;
    }
    PROMISE(at == n_tokens);
}

void promises_of_text(struct arena *arena, const struct culpa_document *d)
{
    static struct text_vocabulary *vocabulary;
    if (!vocabulary)
        PROMISE(!text_vocabulary_new(SLICE("[UNK]\n[CLS]\n[SEP]\na\n##a\nthe\n##e\n."), &vocabulary));
    struct culpa_span *skipped = ARENA_ARRAY(arena, struct culpa_span, d->n_furniture);
    struct text text;
    const struct text_window *windows;
    uint32_t n, next = 0;
    PROMISE(skipped);
    for (size_t i = 0; i < d->n_furniture; i++)
        skipped[i] = d->furniture[i].span;
    PROMISE(!text_split(arena, vocabulary, d->text, skipped, d->n_furniture, &text));
    check_tokens(d, &text);
    check_ranges(text.paragraphs, text.n_paragraphs, text.n_tokens);
    check_ranges(text.sentences, text.n_sentences, text.n_tokens);
    PROMISE(!text_windows(arena, vocabulary, &text, &windows, &n));
    for (uint32_t i = 0; i < n; i++) {
        PROMISE(windows[i].n <= LIMIT_WINDOW_PIECES && windows[i].tokens.from == next);
        next = windows[i].tokens.to;
    }
    PROMISE(next == text.n_tokens);
}

void promises_of_json(const struct culpa_document *d)
{
    struct buf out = {0};
    ledger_write_document(&out, d);
    PROMISE(!out.failed);
    for (size_t i = 0; i < out.len; i++)
        PROMISE((unsigned char)out.ptr[i] >= ' ');
    PROMISE(utf8_invalid(slice_of(out.ptr, out.len)) == SIZE_MAX);
    buf_release(&out);
}
