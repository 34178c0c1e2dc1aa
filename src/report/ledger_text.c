/* The ledger of one report for people: title and date, what it comes to in short (explain.h), then statement by
 * statement who, how and what, with line and byte. Furniture and what nobody is said to say are left out. */
#include "report/text.h"

enum { STEP = 2, DEEPEST = 8 };

static void put_head(const struct text_writer *w, const struct culpa_document *d)
{
    buf_add_str(w->out, w->style->who);
    text_line(w, d->title.len ? d->title : d->file.len ? d->file : d->id, 0);
    buf_add_str(w->out, w->style->off);
    const struct culpa_slice parts[] = {d->published, d->outlet, d->byline, d->url};
    struct text_lines l = {.w = w};
    buf_add_str(w->out, w->style->dim);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (l.column && parts[i].len)
            text_words(&l, SLICE("|"));
        text_words(&l, parts[i]);
    }
    buf_add_str(w->out, w->style->off);
    buf_add_str(w->out, l.column ? "\n\n" : "\n");
}

/* How many statements this one is inside of. */
static size_t depth_of(const struct culpa_report *report, const struct culpa_statement *s)
{
    size_t depth = 0;
    for (; s->inside != CULPA_NONE && depth < DEEPEST; depth++)
        s = &report->statements[s->inside];
    return depth;
}

/* Words of the report, with "..." between the spans. */
static void put_spans(struct text_lines *l, const struct culpa_report *report, struct culpa_spans spans)
{
    for (size_t i = 0; i < spans.n; i++) {
        if (i)
            text_words(l, SLICE("..."));
        text_words(l, slice_span(report->document.text, spans.at[i]));
    }
}

/* "he (Ana Ruiz)": whom the words mean, where they do not name him. */
static void put_meant(struct text_lines *l, const struct culpa_report *report, const struct culpa_statement *s)
{
    struct culpa_slice name = report->actors[s->actor].name;
    struct culpa_slice words = slice_span(report->document.text, s->source.at[0]);
    if (slice_find_nocase(words, name, 0) != SIZE_MAX || slice_find_nocase(name, words, 0) != SIZE_MAX)
        return;
    struct buf meant = {0};
    buf_add_char(&meant, '(');
    buf_add(&meant, name);
    buf_add_char(&meant, ')');
    l->w->out->failed |= meant.failed;
    text_words(l, slice_of(meant.ptr, meant.len));
    buf_release(&meant);
}

static void put_statement(const struct text_writer *w, const struct culpa_report *report,
                          const struct culpa_statement *s, size_t line)
{
    struct buf *out = w->out;
    size_t indent = TEXT_GUTTER + STEP * depth_of(report, s);
    struct text_lines l = text_at(w, line, s->span.start, indent);
    buf_add_str(out, w->style->who);
    if (s->source.n)
        put_spans(&l, report, s->source);
    else
        text_words(&l, s->actor != CULPA_NONE ? report->actors[s->actor].name : SLICE("[nobody named]"));
    buf_add_str(out, w->style->off);
    if (s->source.n && s->actor != CULPA_NONE)
        put_meant(&l, report, s);
    text_words(&l, SLICE("-"));
    buf_add_str(out, w->style->how);
    if (s->cue.n)
        put_spans(&l, report, s->cue);
    else
        text_words(&l, SLICE("[goes on]"));
    buf_add_str(out, w->style->off);
    buf_add_str(out, w->style->dim);
    text_words(&l, SLICE("|"));
    text_words(&l, slice_of(culpa_act_name(s->act), strlen(culpa_act_name(s->act))));
    if (s->target.n) {
        text_words(&l, SLICE(">"));
        put_spans(&l, report, s->target);
    }
    buf_addf(out, "%s\n", w->style->off);
    if (s->content.n) {
        struct text_lines content = {.w = w, .indent = indent + STEP};
        put_spans(&content, report, s->content);
        buf_add_char(out, '\n');
    }
}

/* All statements, in the order of the report. */
static void put_statements(const struct text_writer *w, const struct culpa_report *report)
{
    struct report_lines lines;
    if (!report_lines_init(&lines, report->document.text)) {
        w->out->failed = true;
        return;
    }
    size_t shown = 0;
    for (size_t i = 0; i < report->n_statements; i++) {
        const struct culpa_statement *s = &report->statements[i];
        if (s->act == CULPA_ACT_NONE || (s->actor == CULPA_NONE && !s->cue.n))
            continue;
        if (!shown++)
            buf_add_str(w->out, "All statements\n");
        put_statement(w, report, s, report_line_at(&lines, s->span.start));
    }
    if (!shown)
        buf_add_str(w->out, "  no statements\n");
    report_lines_release(&lines);
}

static void write_report(struct buf *out, const struct culpa_report *report, size_t number,
                         const struct report_options *options)
{
    struct text_writer w = text_writer_of(out, options);
    if (number)
        buf_add_char(out, '\n');
    put_head(&w, &report->document);
    size_t before = out->len;
    report_explain(out, &(struct report_telling){report, CULPA_NONE}, 1, options);
    if (out->len > before)
        buf_add_char(out, '\n');
    put_statements(&w, report);
}

const struct report_writer report_text = {report_write_nothing, write_report, report_write_nothing};
