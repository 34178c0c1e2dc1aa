/* What the parts of the text writer share. */
#ifndef REPORT_TEXT_H
#define REPORT_TEXT_H

#include "report/report.h"

struct text_style {
    const char *who, *how, *dim, *off;
};

struct text_writer {
    struct buf *out;
    const struct text_style *style;
    unsigned width; /* columns */
};

enum { TEXT_GUTTER = 14 }; /* columns in front of the words, for line and byte */

/* A paragraph that wraps at the width. */
struct text_lines {
    const struct text_writer *w;
    size_t indent, column; /* 0 before the first word */
};

struct text_writer text_writer_of(struct buf *out, const struct report_options *options);

void text_blanks(struct buf *out, size_t n);
/* Adds the words of s to the paragraph; control characters become U+FFFD. */
void text_words(struct text_lines *l, struct culpa_slice s);
/* A whole paragraph. */
void text_line(const struct text_writer *w, struct culpa_slice s, size_t indent);
/* Begins a paragraph that has line and byte in front of it. indent: of its words, TEXT_GUTTER or more. */
struct text_lines text_at(const struct text_writer *w, size_t line, size_t byte, size_t indent);

#endif
