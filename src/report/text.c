/* Paragraphs that wrap, for the writers of text. */
#include "report/text.h"
#include "base/utf8.h"

static size_t count_chars(struct culpa_slice s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++)
        n += ((unsigned char)s.ptr[i] & 0xC0) != 0x80;
    return n;
}

void text_blanks(struct buf *out, size_t n)
{
    while (n--)
        buf_add_char(out, ' ');
}

/* A word of the report on a terminal: control characters could do anything there. */
static void put_word(struct buf *out, struct culpa_slice word)
{
    for (size_t at = 0, len; at < word.len; at += len) {
        uint32_t code = utf8_decode(word, at, &len);
        if (code < ' ' || (code >= 0x7F && code < 0xA0))
            buf_add_str(out, "\xEF\xBF\xBD");
        else
            buf_add(out, slice_of(word.ptr + at, len));
    }
}

void text_words(struct text_lines *l, struct culpa_slice s)
{
    for (size_t at = 0; at < s.len;) {
        size_t from = at;
        while (at < s.len && (unsigned char)s.ptr[at] > ' ')
            at++;
        struct culpa_slice word = slice_of(s.ptr + from, at - from);
        while (at < s.len && (unsigned char)s.ptr[at] <= ' ')
            at++;
        size_t n = count_chars(word);
        if (!n)
            continue;
        if (l->column && l->column + 1 + n > l->w->width) {
            buf_add_char(l->w->out, '\n');
            l->column = 0;
        }
        if (!l->column)
            text_blanks(l->w->out, l->indent);
        else
            buf_add_char(l->w->out, ' ');
        l->column = l->column ? l->column + 1 + n : l->indent + n;
        put_word(l->w->out, word);
    }
}

void text_line(const struct text_writer *w, struct culpa_slice s, size_t indent)
{
    struct text_lines l = {.w = w, .indent = indent};
    text_words(&l, s);
    buf_add_char(w->out, '\n');
}

void text_spans(struct text_lines *l, struct culpa_spans spans)
{
    for (size_t i = 0; i < spans.n; i++) {
        if (i)
            text_words(l, SLICE("..."));
        text_words(l, slice_span(l->w->report->document.text, spans.at[i]));
    }
}
