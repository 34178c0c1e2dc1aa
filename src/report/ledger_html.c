/* The ledger as one page that needs nothing else: what it comes to in short (explain.h), then the report's text with
 * coloured spans beside the list of its statements. A click on one shows the other. The page runs no script and loads
 * nothing; anchors and :has() do the work. */
#include <stdlib.h>

#include "report/explain.h"

enum role { ROLE_SOURCE, ROLE_CUE, ROLE_CONTENT, ROLE_FACT, ROLE_FURNITURE };

static const char *const role_names[] = {"source", "cue", "content"};

/* A span of the text and what it is. number: of the statement, behind all statements those of facts. */
struct mark {
    struct culpa_span span;
    enum role role;
    size_t number;
};

/* Spans that the explainer points to and no statement has: counts, proceedings, incidents; sorted, each once. */
struct facts {
    struct culpa_span *at; /* heap */
    size_t n;
};

/* A report on its way into the page. */
struct page {
    const struct culpa_report *report;
    size_t number; /* of the report */
    const struct explain *explain;
    struct facts facts;
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
             "header{grid-column:1/3}h1{margin:0}h2{font-size:1.1em;margin:1em 0 .3em}\n"
             "ul{list-style:none;margin:0;padding:0}ul li{margin:0 0 .15em 1em}ul a{opacity:.65;font-size:.85em}\n"
             ".depth1{padding-left:1.5em}.depth2{padding-left:3em}\n"
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

static void put_list(struct buf *out, const struct page *page)
{
    const struct culpa_report *report = page->report;
    const struct report_lines *lines = &page->explain->lines[0];
    size_t number = page->number;
    buf_add_str(out, "<ol>\n");
    for (size_t i = 0; i < report->n_statements; i++) {
        const struct culpa_statement *s = &report->statements[i];
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
                 said ? ", " : "", culpa_mode_name(s->mode), report_line_at(lines, s->span.start), s->span.start,
                 s->span.end);
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
    if (x->number != y->number)
        return x->number < y->number ? -1 : 1;
    return (int)x->role - (int)y->role;
}

static size_t add_marks(struct mark *marks, size_t n, struct culpa_spans spans, enum role role, size_t number)
{
    for (size_t i = 0; i < spans.n; i++)
        if (spans.at[i].start < spans.at[i].end)
            marks[n++] = (struct mark){spans.at[i], role, number};
    return n;
}

/* All marks by start, on the heap. NULL where memory ran out. */
static struct mark *collect(const struct page *page, size_t *n)
{
    const struct culpa_report *report = page->report;
    size_t most = report->document.n_furniture + page->facts.n + 1;
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
    for (size_t i = 0; i < page->facts.n; i++)
        *n = add_marks(marks, *n, (struct culpa_spans){&page->facts.at[i], 1}, ROLE_FACT, report->n_statements + i);
    qsort(marks, *n, sizeof *marks, by_start);
    return marks;
}

static void put_classes(struct buf *out, const struct mark *const *open, size_t n_open, size_t number)
{
    for (size_t i = 0; i < n_open; i++)
        if (open[i]->role != ROLE_FURNITURE)
            buf_addf(out, " r%zu-%zu", number, open[i]->number + 1);
    buf_add_str(out, "\">");
}

/* A stretch of text that the same marks cover; the last statement's, which is the innermost, is where a click goes. */
static void put_stretch(struct buf *out, struct culpa_slice text, const struct mark *const *open, size_t n_open,
                        size_t number, bool *anchored)
{
    const struct mark *inner = NULL;
    for (size_t i = 0; i < n_open; i++) {
        inner = open[i]->role == ROLE_FACT ? inner : open[i];
        if (open[i]->role == ROLE_FURNITURE || anchored[open[i]->number])
            continue;
        anchored[open[i]->number] = true;
        buf_addf(out, "<a id=\"r%zut%zu\"></a>", number, open[i]->number + 1);
    }
    if (inner && inner->role != ROLE_FURNITURE)
        buf_addf(out, "<a href=\"#r%zus%zu\" class=\"%s", number, inner->number + 1, role_names[inner->role]);
    else if (n_open)
        buf_addf(out, "<span class=\"%s", inner ? "furniture" : "fact");
    if (n_open)
        put_classes(out, open, n_open, number);
    put_escaped(out, text);
    if (n_open)
        buf_add_str(out, inner && inner->role != ROLE_FURNITURE ? "</a>" : "</span>");
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

static void put_text(struct buf *out, const struct page *page)
{
    struct culpa_slice text = page->report->document.text;
    size_t n, next = 0;
    struct mark *marks = collect(page, &n);
    struct opened open = {calloc(n + 1, sizeof *open.at), 0};
    bool *anchored = calloc(page->report->n_statements + page->facts.n + 1, sizeof *anchored);
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
        put_stretch(out, slice_span(text, (struct culpa_span){at, to}), open.at, open.n, page->number, anchored);
        at = to;
    }
    buf_add_str(out, "</div>\n");
    free(marks);
    free(open.at);
    free(anchored);
}

/* A chosen statement or fact is outlined wherever it stands. */
static void put_style(struct buf *out, const struct page *page)
{
    size_t number = page->number;
    buf_add_str(out, "<style>\n");
    for (size_t i = 1; i <= page->report->n_statements + page->facts.n; i++)
        buf_addf(out, ":is(:has(#r%zus%zu:target),:has(#r%zut%zu:target)) .r%zu-%zu{outline:2px solid #d0021b}\n",
                 number, i, number, i, number, i);
    buf_add_str(out, "</style>\n");
}

/* --- the explainer --- */

static int by_bytes(const void *a, const void *b)
{
    const struct culpa_span *x = a, *y = b;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return (x->end > y->end) - (x->end < y->end);
}

static bool is_fact(const struct explain_place *place)
{
    return place->statement == CULPA_NONE && place->span.end;
}

static bool find_facts(const struct explain *e, struct facts *facts)
{
    size_t n = 0;
    facts->at = calloc(e->out.n + e->pieces.n + 1, sizeof *facts->at);
    if (!facts->at)
        return false;
    for (size_t i = 0; i < e->out.n; i++)
        if (is_fact(&e->out.at[i].place))
            facts->at[n++] = e->out.at[i].place.span;
    for (size_t i = 0; i < e->pieces.n; i++)
        if (e->pieces.at[i].link && is_fact(&e->pieces.at[i].place))
            facts->at[n++] = e->pieces.at[i].place.span;
    qsort(facts->at, n, sizeof *facts->at, by_bytes);
    for (size_t i = 0; i < n; i++)
        if (!facts->n || by_bytes(&facts->at[i], &facts->at[facts->n - 1]))
            facts->at[facts->n++] = facts->at[i];
    return true;
}

static void put_link(struct buf *out, const struct page *page, const struct explain_place *place,
                     struct culpa_slice words)
{
    size_t key = place->statement;
    if (is_fact(place)) {
        const struct culpa_span *fact =
            bsearch(&place->span, page->facts.at, page->facts.n, sizeof *page->facts.at, by_bytes);
        key = page->report->n_statements + (fact ? (size_t)(fact - page->facts.at) : 0);
    }
    buf_addf(out, "<a href=\"#r%zut%zu\">", page->number, key + 1);
    put_escaped(out, words);
    buf_add_str(out, "</a>");
}

static void put_line(struct buf *out, const struct page *page, const struct explain_line *line)
{
    static const char *const open[] = {"", "<strong>", "<em>", "<small>"}, *const close[] = {"", "</strong>", "</em>",
                                                                                             "</small>"};
    const struct explain *e = page->explain;
    buf_addf(out, "<li class=\"depth%u\">", line->depth);
    if (line->place.span.end) {
        struct buf words = {0};
        explain_put_place(&words, e, &line->place);
        put_link(out, page, &line->place, slice_of(words.ptr, words.len));
        out->failed |= words.failed;
        buf_release(&words);
    }
    for (uint32_t i = line->from; i < line->to; i++) {
        const struct explain_piece *p = &e->pieces.at[i];
        struct culpa_slice words = slice_of(e->words.ptr + p->from, p->to - p->from);
        buf_add_str(out, i > line->from || line->place.span.end ? " " : "");
        buf_add_str(out, open[p->style]);
        if (p->link && p->place.span.end)
            put_link(out, page, &p->place, words);
        else
            put_escaped(out, words);
        buf_add_str(out, close[p->style]);
    }
    buf_add_str(out, "</li>\n");
}

static void put_explainer(struct buf *out, const struct page *page)
{
    const struct explain *e = page->explain;
    enum explain_section section = EXPLAIN_SECTIONS;
    for (size_t i = 0; i < e->out.n; i++) {
        if (e->out.at[i].section != section)
            buf_addf(out, "%s<h2>%s</h2>\n<ul>\n", i ? "</ul>\n" : "", explain_title(e->out.at[i].section));
        section = e->out.at[i].section;
        put_line(out, page, &e->out.at[i]);
    }
    if (e->out.n)
        buf_add_str(out, "</ul>\n");
}

static void put_page(struct buf *out, const struct page *page)
{
    const struct culpa_document *d = &page->report->document;
    const struct culpa_slice parts[] = {d->published, d->outlet, d->byline, d->url};
    put_style(out, page);
    buf_add_str(out, "<section><header><h1>");
    put_escaped(out, d->title.len ? d->title : d->file.len ? d->file : d->id);
    buf_add_str(out, "</h1><p>");
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i].len) {
            put_escaped(out, parts[i]);
            buf_add_str(out, "<br>");
        }
    buf_add_str(out, "</p>\n");
    put_explainer(out, page);
    buf_add_str(out, "</header>\n");
    put_text(out, page);
    put_list(out, page);
    buf_add_str(out, "</section>\n");
}

static void write_report(struct buf *out, const struct culpa_report *report, size_t number,
                         const struct report_options *options)
{
    (void)options;
    struct explain e;
    struct report_telling telling = {report, CULPA_NONE};
    struct page page = {report, number, &e, {0}};
    if (explain_build(&e, &telling, 1) && find_facts(&e, &page.facts))
        put_page(out, &page);
    else
        out->failed = true;
    free(page.facts.at);
    explain_release(&e);
}

const struct report_writer report_html = {begin, write_report, end};
