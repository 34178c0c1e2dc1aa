/* Cells of rows, and text for people in them. See coded.h. */
#include <stdio.h>

#include "ledger/put.h"
#include "report/coded.h"

void coded_add_id(struct buf *out, const struct culpa_report *report, const struct culpa_incident *incident)
{
    buf_add(out, report->document.id);
    buf_add_char(out, '/');
    buf_add(out, incident->id);
}

/* What separates it from text in front of it, then text. */
static void add_after(struct buf *out, const char *before, struct culpa_slice s)
{
    if (!s.len)
        return;
    buf_add_str(out, before);
    buf_add(out, s);
}

static void add_actor(struct buf *out, const char *before, const struct culpa_report *report, uint32_t actor)
{
    if (actor != CULPA_NONE)
        add_after(out, before, report->actors[actor].name);
}

void coded_add_number(struct buf *out, const struct culpa_figure *f)
{
    if (f->low == CULPA_NONE && f->high == CULPA_NONE)
        buf_add_str(out, "some");
    else if (f->low == f->high)
        buf_addf(out, "%u", f->low);
    else if (f->high == CULPA_NONE)
        buf_addf(out, "at least %u", f->low);
    else if (f->low == CULPA_NONE)
        buf_addf(out, "at most %u", f->high);
    else
        buf_addf(out, "%u to %u", f->low, f->high);
}

/* "Red Dawn (claim; accuse by the police)" */
static void add_perpetrator(struct buf *out, const struct culpa_report *report, const struct culpa_perpetrator *p)
{
    buf_add(out, p->actor != CULPA_NONE ? report->actors[p->actor].name : slice_span(report->document.text, p->span));
    buf_add_str(out, " (");
    for (size_t i = 0; i < p->n_statements; i++) {
        const struct culpa_statement *s = &report->statements[p->statements[i]];
        buf_add_str(out, i ? "; " : "");
        buf_add_str(out, culpa_act_name(s->act));
        if (s->actor != p->actor)
            add_actor(out, " by ", report, s->actor);
    }
    buf_add_str(out, p->n_statements ? ")" : "by the report)");
}

static bool is_denial(const struct culpa_report *report, size_t statement, const struct culpa_incident *incident)
{
    const struct culpa_statement *s = &report->statements[statement];
    return s->act == CULPA_ACT_DENY && s->actor != CULPA_NONE && s->about != CULPA_NONE &&
           &report->incidents[s->about] == incident;
}

static void add_figure(struct buf *out, const struct culpa_report *report, const struct culpa_figure *f)
{
    buf_add_str(out, culpa_figure_name(f->what));
    buf_add_str(out, " ");
    coded_add_number(out, f);
    add_after(out, " ", f->breakdown);
    add_after(out, ", told as ", f->qualifier);
    add_actor(out, ", by ", report, f->by);
    add_after(out, ", as of ", f->as_of);
}

void coded_add_notes(struct buf *out, const struct culpa_report *report, const struct culpa_incident *incident)
{
    size_t n = 0;
    for (size_t i = 0; i < incident->n_perpetrators; i++) {
        buf_add_str(out, n++ ? "; " : "Said to be behind it: ");
        add_perpetrator(out, report, &incident->perpetrators[i]);
    }
    buf_add_str(out, n ? ". " : "");
    n = 0;
    for (size_t i = 0; i < report->n_statements; i++)
        if (is_denial(report, i, incident))
            add_actor(out, n++ ? "; " : "Denied by: ", report, report->statements[i].actor);
    buf_add_str(out, n ? ". " : "");
    for (size_t i = 0; i < incident->n_figures; i++) {
        buf_add_str(out, i ? "; " : "Counts: ");
        add_figure(out, report, &incident->figures[i]);
    }
    buf_add_str(out, incident->n_figures ? ". " : "");
    if (incident->background)
        buf_add_str(out, "An earlier incident that the report recalls.");
}

void coded_add_source(struct buf *out, const struct culpa_document *d)
{
    size_t from = out->len;
    buf_add(out, d->outlet);
    if (d->title.len) {
        buf_add_str(out, out->len > from ? ", \"" : "\"");
        buf_add(out, d->title);
        buf_add_str(out, ",\"");
        add_after(out, " ", d->published);
    } else {
        add_after(out, out->len > from ? ", " : "", d->published);
    }
    add_after(out, out->len > from ? ", " : "", d->url);
}

void coded_put(struct csv *c, struct buf *cell)
{
    csv_text(c, slice_of(cell->ptr, cell->len));
    c->out->failed |= cell->failed;
    buf_clear(cell);
}

void coded_put_degrees(struct csv *c, const struct culpa_where *where)
{
    char text[LEDGER_DEGREES_BYTES];
    if (!where->located) {
        csv_empty(c);
        csv_empty(c);
        return;
    }
    csv_digits(c, slice_of(text, ledger_degrees(where->latitude, text)));
    csv_digits(c, slice_of(text, ledger_degrees(where->longitude, text)));
}

void coded_put_pieces(struct csv *c, struct culpa_slice text, struct culpa_spans pieces)
{
    enum { MOST_PIECES = 32 }; /* more are left out: each is compared with those in front */
    struct buf cell = {0};
    for (size_t i = 0; i < pieces.n && i < MOST_PIECES; i++) {
        struct culpa_slice piece = slice_span(text, pieces.at[i]);
        bool seen = false;
        for (size_t k = 0; k < i; k++)
            seen |= slice_eq_nocase(piece, slice_span(text, pieces.at[k]));
        if (!seen)
            add_after(&cell, cell.len ? "; " : "", piece);
    }
    coded_put(c, &cell);
    buf_release(&cell);
}

void coded_end_row(struct csv *c, const struct culpa_report *report, const struct culpa_incident *incident)
{
    struct buf cell = {0};
    csv_text(c, report->document.id);
    csv_text(c, incident->id);
    csv_text(c, incident->event);
    for (int type = 0; type <= CULPA_INCIDENT_OTHER; type++)
        if (incident->types >> type & 1) {
            buf_add_str(&cell, cell.len ? "; " : "");
            buf_add_str(&cell, culpa_incident_type_name((enum culpa_incident_type)type));
        }
    coded_put(c, &cell);
    csv_text(c, incident->when);
    csv_number(c, incident->background);
    csv_number(c, incident->span.start);
    csv_number(c, incident->span.end);
    csv_end(c);
    buf_release(&cell);
}
