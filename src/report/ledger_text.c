/* The ledger of one report for people: title and date, then statement by statement who, how and what, with line and
 * byte; then what happened. Furniture and what nobody is said to say are left out. */
#include "report/text.h"

enum { GUTTER = 14, STEP = 2, DEEPEST = 8, NARROWEST = 40, DEFAULT_WIDTH = 80 };

static const struct text_style plain = {"", "", "", ""}, coloured = {"\033[1;36m", "\033[33m", "\033[2m", "\033[0m"};

static void put_head(const struct text_writer *w)
{
    const struct culpa_document *d = &w->report->document;
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

/* "he (Ana Ruiz)": whom the words mean, where they do not name him. */
static void put_meant(struct text_lines *l, const struct culpa_statement *s)
{
    struct culpa_slice name = l->w->report->actors[s->actor].name;
    struct culpa_slice words = slice_span(l->w->report->document.text, s->source.at[0]);
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

static void put_statement(const struct text_writer *w, const struct culpa_statement *s, size_t line)
{
    const struct culpa_report *report = w->report;
    struct buf *out = w->out;
    size_t indent = GUTTER + STEP * depth_of(report, s);
    buf_add_str(out, w->style->dim);
    size_t gutter = out->len;
    buf_addf(out, "%5zu:%-7u", line, s->span.start);
    gutter = out->len - gutter;
    buf_add_str(out, w->style->off);
    text_blanks(out, indent > gutter ? indent - gutter - 1 : 0); /* the first word brings its own blank */
    struct text_lines l = {.w = w, .indent = indent, .column = indent > gutter ? indent - 1 : gutter};
    buf_add_str(out, w->style->who);
    if (s->source.n)
        text_spans(&l, s->source);
    else
        text_words(&l, s->actor != CULPA_NONE ? report->actors[s->actor].name : SLICE("[nobody named]"));
    buf_add_str(out, w->style->off);
    if (s->source.n && s->actor != CULPA_NONE)
        put_meant(&l, s);
    text_words(&l, SLICE("-"));
    buf_add_str(out, w->style->how);
    if (s->cue.n)
        text_spans(&l, s->cue);
    else
        text_words(&l, SLICE("[goes on]"));
    buf_add_str(out, w->style->off);
    buf_add_str(out, w->style->dim);
    text_words(&l, SLICE("|"));
    text_words(&l, slice_of(culpa_act_name(s->act), strlen(culpa_act_name(s->act))));
    if (s->target.n) {
        text_words(&l, SLICE(">"));
        text_spans(&l, s->target);
    }
    buf_addf(out, "%s\n", w->style->off);
    if (s->content.n) {
        struct text_lines content = {.w = w, .indent = indent + STEP};
        text_spans(&content, s->content);
        buf_add_char(out, '\n');
    }
}

static void begin(struct buf *out)
{
    (void)out;
}

static void write_report(struct buf *out, const struct culpa_report *report, size_t number,
                         const struct report_options *options)
{
    unsigned width = options->width ? options->width : DEFAULT_WIDTH;
    struct text_writer w = {out, report, options->colour ? &coloured : &plain, width < NARROWEST ? NARROWEST : width};
    struct report_place place = {report->document.text, 0, 1, 1};
    if (number)
        buf_add_char(out, '\n');
    put_head(&w);
    size_t shown = 0;
    for (size_t i = 0; i < report->n_statements; i++) {
        const struct culpa_statement *s = &report->statements[i];
        if (s->act == CULPA_ACT_NONE || (s->actor == CULPA_NONE && !s->cue.n))
            continue;
        report_place_move(&place, s->span.start);
        put_statement(&w, s, place.line);
        shown++;
    }
    if (!shown)
        buf_add_str(out, "  no statements\n");
    text_happened(&w);
    text_sheet(&w);
}

const struct report_writer report_text = {begin, write_report, begin};
