/* What happened, as a report tells it: incident by incident its kind, place and date, whom it is laid to and by whom,
 * the counts and who gives them, and what became of it before the law. */
#include "report/text.h"

enum { GUTTER = 14, STEP = 2 };

static struct culpa_slice str(const char *s)
{
    return slice_of(s, strlen(s));
}

/* Begins a paragraph with line and byte in front, as statements have them. */
static struct text_lines begin_at(const struct text_writer *w, uint32_t byte, size_t indent)
{
    struct report_place place = {w->report->document.text, 0, 1, 1};
    report_place_move(&place, byte);
    buf_add_str(w->out, w->style->dim);
    size_t gutter = w->out->len;
    buf_addf(w->out, "%5zu:%-7u", place.line, byte);
    gutter = w->out->len - gutter;
    buf_add_str(w->out, w->style->off);
    text_blanks(w->out, indent > gutter ? indent - gutter - 1 : 0); /* the first word brings its own blank */
    return (struct text_lines){.w = w, .indent = indent, .column = indent > gutter ? indent - 1 : gutter};
}

static void put_after(struct text_lines *l, const char *before, struct culpa_slice value)
{
    if (!value.len)
        return;
    text_words(l, str(before));
    text_words(l, value);
}

static void put_actor(struct text_lines *l, const char *before, uint32_t actor)
{
    if (actor != CULPA_NONE)
        put_after(l, before, l->w->report->actors[actor].name);
}

static void put_head(const struct text_writer *w, const struct culpa_incident *incident)
{
    struct text_lines l = begin_at(w, incident->span.start, GUTTER);
    const struct culpa_where *where = &incident->where;
    const struct culpa_slice names[] = {where->venue, where->place, where->region, where->country};
    bool first = true;
    buf_add_str(w->out, w->style->who);
    for (int type = 0; type <= CULPA_INCIDENT_OTHER; type++)
        if (incident->types >> type & 1) {
            if (!first)
                text_words(&l, SLICE("/"));
            text_words(&l, str(culpa_incident_type_name((enum culpa_incident_type)type)));
            first = false;
        }
    buf_add_str(w->out, w->style->off);
    if (incident->background)
        text_words(&l, SLICE("(earlier)"));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        put_after(&l, "|", names[i]);
    put_after(&l, "|", incident->when);
    buf_add_char(w->out, '\n');
}

/* Nobody is said to have done it but by somebody: whom it is laid to stands with the statement that does. */
static void put_perpetrator(const struct text_writer *w, const struct culpa_perpetrator *p)
{
    const struct culpa_report *report = w->report;
    for (size_t i = 0; i < p->n_statements; i++) {
        const struct culpa_statement *s = &report->statements[p->statements[i]];
        struct text_lines l = begin_at(w, s->span.start, GUTTER + STEP);
        text_words(&l, SLICE("said to be behind it:"));
        text_words(&l,
                   p->actor != CULPA_NONE ? report->actors[p->actor].name : slice_span(report->document.text, p->span));
        text_words(&l, SLICE("|"));
        text_words(&l, str(culpa_act_name(s->act)));
        put_actor(&l, "by", s->actor);
        if (s->actor == CULPA_NONE && s->source.n) {
            text_words(&l, SLICE("by"));
            text_spans(&l, s->source);
        }
        buf_add_char(w->out, '\n');
    }
    if (p->n_statements)
        return;
    struct text_lines l = begin_at(w, p->span.start, GUTTER + STEP);
    text_words(&l, SLICE("said to be behind it:"));
    text_words(&l, slice_span(report->document.text, p->span));
    text_words(&l, SLICE("| by the report"));
    buf_add_char(w->out, '\n');
}

/* "3", "3-5", "at least 3", "at most 3" */
static void put_number(struct text_lines *l, uint32_t low, uint32_t high)
{
    struct buf b = {0};
    if (low == high)
        buf_addf(&b, "%u", low);
    else if (high == CULPA_NONE)
        buf_addf(&b, "at least %u", low);
    else if (low == CULPA_NONE)
        buf_addf(&b, "at most %u", high);
    else
        buf_addf(&b, "%u-%u", low, high);
    l->w->out->failed |= b.failed;
    text_words(l, b.len ? slice_of(b.ptr, b.len) : SLICE("?"));
    buf_release(&b);
}

static void put_figure(const struct text_writer *w, const struct culpa_figure *f)
{
    struct text_lines l = begin_at(w, f->span.start, GUTTER + STEP);
    text_words(&l, str(culpa_figure_name(f->what)));
    text_words(&l, SLICE("-"));
    if (f->low == CULPA_NONE && f->high == CULPA_NONE)
        text_words(&l, SLICE("some"));
    else
        put_number(&l, f->low, f->high);
    text_words(&l, f->breakdown);
    put_after(&l, "| told as:", f->qualifier);
    put_actor(&l, "| by", f->by);
    put_after(&l, "| as of", f->as_of);
    buf_add_char(w->out, '\n');
}

static void put_proceeding(const struct text_writer *w, const struct culpa_proceeding *p)
{
    struct text_lines l = begin_at(w, p->span.start, GUTTER + STEP);
    text_words(&l, str(culpa_proceeding_name(p->act)));
    text_words(&l, SLICE("-"));
    if (p->party.len)
        text_words(&l, p->party);
    else
        text_words(&l, p->who != CULPA_NONE ? w->report->actors[p->who].name : SLICE("[nobody named]"));
    put_after(&l, "|", p->offence);
    put_actor(&l, "| by", p->by);
    put_after(&l, "|", p->when);
    put_after(&l, "| until", p->until);
    buf_add_char(w->out, '\n');
}

void text_happened(const struct text_writer *w)
{
    const struct culpa_report *report = w->report;
    if (!report->n_incidents)
        return;
    buf_add_str(w->out, "\nWhat happened, as reported\n");
    for (size_t i = 0; i < report->n_incidents; i++) {
        const struct culpa_incident *incident = &report->incidents[i];
        put_head(w, incident);
        for (size_t k = 0; k < incident->n_perpetrators; k++)
            put_perpetrator(w, &incident->perpetrators[k]);
        for (size_t k = 0; k < incident->n_figures; k++)
            put_figure(w, &incident->figures[k]);
        for (size_t k = 0; k < incident->n_proceedings; k++)
            put_proceeding(w, &incident->proceedings[k]);
    }
}
