/* Paragraphs that wrap, for the writers of text. */
#include "report/text.h"
#include "base/utf8.h"

enum { NARROWEST = 40, DEFAULT_WIDTH = 80 };

static const struct text_style plain = {"", "", "", ""}, coloured = {"\033[1;36m", "\033[33m", "\033[2m", "\033[0m"};

struct text_writer text_writer_of(struct buf *out, const struct report_options *options)
{
    unsigned width = options->width ? options->width : DEFAULT_WIDTH;
    return (struct text_writer){out, options->colour ? &coloured : &plain, width < NARROWEST ? NARROWEST : width};
}

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

struct text_lines text_at(const struct text_writer *w, size_t line, size_t byte, size_t indent)
{
    buf_add_str(w->out, w->style->dim);
    size_t gutter = w->out->len;
    buf_addf(w->out, "%5zu:%-7zu", line, byte);
    gutter = w->out->len - gutter;
    buf_add_str(w->out, w->style->off);
    text_blanks(w->out, indent > gutter ? indent - gutter - 1 : 0); /* the first word brings its own blank */
    return (struct text_lines){.w = w, .indent = indent, .column = indent > gutter ? indent - 1 : gutter};
}
