/* What the parts of the text writer share. */
#ifndef REPORT_TEXT_H
#define REPORT_TEXT_H

#include "report/report.h"

struct text_style {
    const char *who, *how, *dim, *off;
};

struct text_writer {
    struct buf *out;
    const struct culpa_report *report;
    const struct text_style *style;
    unsigned width; /* columns */
};

/* A paragraph that wraps at the width. */
struct text_lines {
    const struct text_writer *w;
    size_t indent, column; /* 0 before the first word */
};

void text_blanks(struct buf *out, size_t n);
/* Adds the words of s to the paragraph; control characters become U+FFFD. */
void text_words(struct text_lines *l, struct culpa_slice s);
/* Words of the report, with "..." between the spans. */
void text_spans(struct text_lines *l, struct culpa_spans spans);
/* A whole paragraph. */
void text_line(const struct text_writer *w, struct culpa_slice s, size_t indent);

/* What happened: the incidents of the report, with what belongs to each. Nothing where there is none. */
void text_happened(const struct text_writer *w);

/* The score sheet: party by party what it claims, blames, denies, and what each line answers. Nothing where nobody is
 * blamed and nobody answers. */
void text_sheet(const struct text_writer *w);

#endif
