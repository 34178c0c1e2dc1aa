/* The explainer as text for people. Of one report line and byte stand in front of each line, as before its statements;
 * of several the places stand behind the words, since they name the report too. */
#include "report/explain.h"
#include "report/text.h"

enum { STEP = 2 };

static void put_line(const struct text_writer *w, const struct explain *e, const struct explain_line *line)
{
    const char *const styles[] = {"", w->style->who, w->style->how, w->style->dim};
    size_t indent = STEP * line->depth;
    struct text_lines l;
    if (e->n > 1) {
        l = (struct text_lines){.w = w, .indent = STEP + indent + STEP, .column = STEP + indent - 1};
        text_blanks(w->out, STEP + indent - 1);
    } else if (line->place.span.end) {
        l = text_at(w, report_line_at(&e->lines[0], line->place.span.start), line->place.span.start,
                    TEXT_GUTTER + indent);
        l.indent += STEP;
    } else {
        text_blanks(w->out, TEXT_GUTTER + indent - 1);
        l = (struct text_lines){.w = w, .indent = TEXT_GUTTER + indent + STEP, .column = TEXT_GUTTER + indent - 1};
    }
    for (uint32_t i = line->from; i < line->to; i++) {
        const struct explain_piece *p = &e->pieces.at[i];
        buf_add_str(w->out, styles[p->style]);
        text_words(&l, slice_of(e->words.ptr + p->from, p->to - p->from));
        if (p->style)
            buf_add_str(w->out, w->style->off);
    }
    buf_add_char(w->out, '\n');
}

void report_explain(struct buf *out, const struct report_telling *tellings, size_t n,
                    const struct report_options *options)
{
    struct explain e;
    struct text_writer w = text_writer_of(out, options);
    if (explain_build(&e, tellings, n)) {
        enum explain_section section = EXPLAIN_SECTIONS;
        for (size_t i = 0; i < e.out.n; i++) {
            const struct explain_line *line = &e.out.at[i];
            if (line->section != section)
                buf_addf(out, "%s%s\n", i ? "\n" : "", explain_title(line->section));
            section = line->section;
            put_line(&w, &e, line);
        }
    } else {
        out->failed = true;
    }
    explain_release(&e);
}
