/* The ledger as one page that needs nothing else: the report's text with coloured spans beside the list of its
 * statements. A click on either shows the other. The page runs no script and loads nothing; anchors and :has() do the
 * work. */
#include <stdlib.h>

#include "report/report.h"

enum role { ROLE_SOURCE, ROLE_CUE, ROLE_CONTENT, ROLE_FURNITURE };

static const char *const role_names[] = {"source", "cue", "content", "furniture"};

/* A span of the text and what it is. */
struct mark {
    struct culpa_span span;
    enum role role;
    size_t statement;
};

static void put_escaped(struct buf *out, struct culpa_slice s)
{
    for (size_t i = 0; i < s.len; i++)
        switch (s.ptr[i]) {
        case '&':
            buf_add_str(out, "&amp;");
            break;
        case '<':
            buf_add_str(out, "&lt;");
            break;
        case '>':
            buf_add_str(out, "&gt;");
            break;
        case '"':
            buf_add_str(out, "&quot;");
            break;
        case 0:
            buf_add_str(out, "\xEF\xBF\xBD"); /* a page cannot hold NUL */
            break;
        default:
            buf_add_char(out, s.ptr[i]);
        }
}

static void begin(struct buf *out)
{
    buf_add_str(
        out, "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
             "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
             "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>culpa: "
             "ledger</title>\n<style>\n"
             ":root{color-scheme:light dark}\n"
             "body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;max-width:90em;padding:1em}\n"
             "section{display:grid;grid-template-columns:3fr 2fr;gap:2em;margin-bottom:4em}\n"
             "header{grid-column:1/3}h1{margin:0}\n"
             ".text{white-space:pre-wrap;overflow-wrap:anywhere}\n"
             "ol{margin:0;padding-left:2.5em;position:sticky;top:1em;max-height:95vh;overflow:auto;align-self:start}\n"
             "li{margin-bottom:.7em;scroll-margin:3em}li a,.text a{color:inherit;text-decoration:none}\n"
             "small{opacity:.65}.inside{margin-left:1.5em}\n"
             ".source{background:#4a90d955;font-weight:600}.cue{background:#f5a62366}.content{background:#7ed32133}\n"
             ".furniture{opacity:.4}.text a{scroll-margin:3em}\n"
             "li:target{outline:2px solid #d0021b}\n"
             "@media(max-width:50em){section{display:block}ol{position:static;max-height:none}}\n"
             "</style></head><body>\n");
}

static void end(struct buf *out)
{
    buf_add_str(out, "</body></html>\n");
}

static void put_words(struct buf *out, const struct culpa_report *report, const char *class, struct culpa_spans spans)
{
    buf_addf(out, "<span class=\"%s\">", class);
    for (size_t i = 0; i < spans.n; i++) {
        if (i)
            buf_add_str(out, " ... ");
        put_escaped(out, slice_span(report->document.text, spans.at[i]));
    }
    buf_add_str(out, "</span> ");
}

static void put_list(struct buf *out, const struct culpa_report *report, size_t number)
{
    struct report_place place = {report->document.text, 0, 1, 1};
    buf_add_str(out, "<ol>\n");
    for (size_t i = 0; i < report->n_statements; i++) {
        const struct culpa_statement *s = &report->statements[i];
        report_place_move(&place, s->span.start);
        buf_addf(out, "<li id=\"r%zus%zu\"%s><a href=\"#r%zut%zu\">", number, i + 1,
                 s->inside != CULPA_NONE ? " class=\"inside\"" : "", number, i + 1);
        if (s->source.n)
            put_words(out, report, "source", s->source);
        else if (s->actor != CULPA_NONE) {
            buf_add_char(out, '[');
            put_escaped(out, report->actors[s->actor].name);
            buf_add_str(out, "] ");
        }
        if (s->cue.n)
            put_words(out, report, "cue", s->cue);
        if (s->content.n)
            put_words(out, report, "content", s->content);
        bool said = s->act != CULPA_ACT_NONE;
        buf_addf(out, "<small>%s%s%s, line %zu, bytes %u-%u</small></a></li>\n", said ? culpa_act_name(s->act) : "",
                 said ? ", " : "", culpa_mode_name(s->mode), place.line, s->span.start, s->span.end);
    }
    buf_add_str(out, "</ol>\n");
}

static int by_start(const void *a, const void *b)
{
    const struct mark *x = a, *y = b;
    if (x->span.start != y->span.start)
        return x->span.start < y->span.start ? -1 : 1;
    if (x->span.end != y->span.end) /* the longer one is the outer one */
        return x->span.end > y->span.end ? -1 : 1;
    if (x->statement != y->statement)
        return x->statement < y->statement ? -1 : 1;
    return (int)x->role - (int)y->role;
}

static size_t add_marks(struct mark *marks, size_t n, struct culpa_spans spans, enum role role, size_t statement)
{
    for (size_t i = 0; i < spans.n; i++)
        if (spans.at[i].start < spans.at[i].end)
            marks[n++] = (struct mark){spans.at[i], role, statement};
    return n;
}

/* All marks by start, on the heap. NULL where memory ran out. */
static struct mark *collect(const struct culpa_report *report, size_t *n)
{
    size_t most = report->document.n_furniture + 1;
    for (size_t i = 0; i < report->n_statements; i++)
        most += report->statements[i].source.n + report->statements[i].cue.n + report->statements[i].content.n;
    struct mark *marks = calloc(most, sizeof *marks);
    *n = 0;
    if (!marks)
        return NULL;
    for (size_t i = 0; i < report->document.n_furniture; i++)
        *n = add_marks(marks, *n, (struct culpa_spans){&report->document.furniture[i].span, 1}, ROLE_FURNITURE, 0);
    for (size_t i = 0; i < report->n_statements; i++) {
        const struct culpa_statement *s = &report->statements[i];
        *n = add_marks(marks, *n, s->source, ROLE_SOURCE, i);
        *n = add_marks(marks, *n, s->cue, ROLE_CUE, i);
        *n = add_marks(marks, *n, s->content, ROLE_CONTENT, i);
    }
    qsort(marks, *n, sizeof *marks, by_start);
    return marks;
}

/* A stretch of text that the same marks cover; the last one, which is the innermost, is where a click goes. */
static void put_stretch(struct buf *out, struct culpa_slice text, const struct mark *const *open, size_t n_open,
                        size_t number, bool *anchored)
{
    if (!n_open) {
        put_escaped(out, text);
        return;
    }
    const struct mark *inner = open[n_open - 1];
    if (inner->role == ROLE_FURNITURE) {
        buf_add_str(out, "<span class=\"furniture\">");
        put_escaped(out, text);
        buf_add_str(out, "</span>");
        return;
    }
    for (size_t i = 0; i < n_open; i++)
        if (open[i]->role != ROLE_FURNITURE && !anchored[open[i]->statement]) {
            anchored[open[i]->statement] = true;
            buf_addf(out, "<a id=\"r%zut%zu\"></a>", number, open[i]->statement + 1);
        }
    buf_addf(out, "<a href=\"#r%zus%zu\" class=\"%s", number, inner->statement + 1, role_names[inner->role]);
    for (size_t i = 0; i < n_open; i++)
        if (open[i]->role != ROLE_FURNITURE)
            buf_addf(out, " r%zu-%zu", number, open[i]->statement + 1);
    buf_add_str(out, "\">");
    put_escaped(out, text);
    buf_add_str(out, "</a>");
}

/* Marks that are open, in the order in which they opened. */
struct opened {
    const struct mark **at;
    size_t n;
};

static void close_until(struct opened *open, uint32_t at)
{
    size_t kept = 0;
    for (size_t i = 0; i < open->n; i++)
        if (open->at[i]->span.end > at)
            open->at[kept++] = open->at[i];
    open->n = kept;
}

static void put_text(struct buf *out, const struct culpa_report *report, size_t number)
{
    struct culpa_slice text = report->document.text;
    size_t n, next = 0;
    struct mark *marks = collect(report, &n);
    struct opened open = {calloc(n + 1, sizeof *open.at), 0};
    bool *anchored = calloc(report->n_statements + 1, sizeof *anchored);
    if (!marks || !open.at || !anchored)
        out->failed = true;
    buf_add_str(out, "<div class=\"text\">");
    for (uint32_t at = 0; at < text.len && !out->failed;) {
        close_until(&open, at);
        while (next < n && marks[next].span.start <= at)
            open.at[open.n++] = &marks[next++];
        uint32_t to = next < n ? marks[next].span.start : (uint32_t)text.len;
        for (size_t i = 0; i < open.n; i++)
            to = open.at[i]->span.end < to ? open.at[i]->span.end : to;
        put_stretch(out, slice_span(text, (struct culpa_span){at, to}), open.at, open.n, number, anchored);
        at = to;
    }
    buf_add_str(out, "</div>\n");
    free(marks);
    free(open.at);
    free(anchored);
}

/* A chosen statement is outlined wherever it stands. */
static void put_style(struct buf *out, const struct culpa_report *report, size_t number)
{
    buf_add_str(out, "<style>\n");
    for (size_t i = 1; i <= report->n_statements; i++)
        buf_addf(out, ":is(:has(#r%zus%zu:target),:has(#r%zut%zu:target)) .r%zu-%zu{outline:2px solid #d0021b}\n",
                 number, i, number, i, number, i);
    buf_add_str(out, "</style>\n");
}

static void write_report(struct buf *out, const struct culpa_report *report, size_t number,
                         const struct report_options *options)
{
    (void)options;
    const struct culpa_document *d = &report->document;
    const struct culpa_slice parts[] = {d->published, d->outlet, d->byline, d->url};
    put_style(out, report, number);
    buf_add_str(out, "<section><header><h1>");
    put_escaped(out, d->title.len ? d->title : d->file.len ? d->file : d->id);
    buf_add_str(out, "</h1><p>");
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i].len) {
            put_escaped(out, parts[i]);
            buf_add_str(out, "<br>");
        }
    buf_add_str(out, "</p></header>\n");
    put_text(out, report, number);
    put_list(out, report, number);
    buf_add_str(out, "</section>\n");
}

const struct report_writer report_html = {begin, write_report, end};
