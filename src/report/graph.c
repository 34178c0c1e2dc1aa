/* Who says what about whom, as a graph in the DOT language of Graphviz: one digraph for each report.
 *
 * A node is an actor that makes or receives a statement, an edge the statements of one actor with the same act and the
 * same target. What has no target is a line in the node of its speaker. A dashed edge leads to the party that is
 * answered. The order is that of the report, so that the same report gives the same bytes. */
#include <stdlib.h>

#include "base/arena.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "report/report.h"

enum {
    MOST_EDGES = 40, /* more cannot be followed by eye; the label of the graph counts the rest */
    MOST_SPANS = 20, /* in one tooltip */
    LABEL_CHARS = 100,
    N_ACTS = CULPA_ACT_NONE,
};

/* A statement on its way from one party to another. Parties are the actors of the report, and behind them whoever is
 * not named. */
struct link {
    uint32_t from, to, statement, act;
    bool answer;
};

/* links[from] to links[to - 1] are one edge. */
struct edge {
    size_t from, to;
};

struct graph {
    const struct culpa_report *report;
    struct arena arena;
    size_t n_parties;
    struct link *links;
    size_t n_links;
    struct edge *edges;
    size_t n_edges, n_shown;
    uint32_t (*own)[N_ACTS]; /* of each party: acts without a target */
    bool *shown;             /* of each party */
};

/* --- strings --- */

/* Inside the quotes of DOT. Labels read escapes and HTML entities too: a name that holds \N or &lt; must not come out
 * as something else. Blanks of any kind become one blank, other control characters U+FFFD. */
static void put_escaped(struct buf *out, struct culpa_slice s)
{
    size_t chars = 0;
    bool blank = false;
    for (size_t at = 0, len; at < s.len; at += len) {
        uint32_t code = utf8_decode(s, at, &len);
        if (code == ' ' || (code >= '\t' && code <= '\r')) {
            blank = chars > 0;
            continue;
        }
        if (chars + blank >= LABEL_CHARS) {
            buf_add_str(out, "...");
            return;
        }
        if (blank)
            buf_add_char(out, ' ');
        chars += 1 + blank;
        blank = false;
        if (code == '"' || code == '\\') {
            buf_add_char(out, '\\');
            buf_add_char(out, (char)code);
        } else if (code == '&') {
            buf_add_str(out, "&amp;");
        } else if (code < ' ' || (code >= 0x7F && code < 0xA0) || code == 0xFFFD) {
            buf_add_str(out, "\xEF\xBF\xBD");
        } else {
            buf_add(out, slice_of(s.ptr + at, len));
        }
    }
}

static void put_act(struct buf *out, enum culpa_act act, size_t count)
{
    for (const char *c = culpa_act_name(act); *c; c++)
        buf_add_char(out, *c == '_' ? ' ' : *c);
    if (count > 1)
        buf_addf(out, " (%zu)", count);
}

static void put_party_id(struct buf *out, const struct graph *g, size_t party)
{
    if (party < g->report->n_actors)
        buf_addf(out, "a%zu", party + 1);
    else
        buf_add_str(out, "nobody");
}

/* --- from statements to edges --- */

static uint32_t party_of(const struct graph *g, uint32_t actor)
{
    return actor == CULPA_NONE ? (uint32_t)g->report->n_actors : actor;
}

static void take(struct graph *g, uint32_t number)
{
    const struct culpa_statement *s = &g->report->statements[number];
    /* As in the text for people: thoughts and plans are no statements, and what nobody is said to say is no voice. */
    if (s->act == CULPA_ACT_NONE || (s->actor == CULPA_NONE && !s->cue.n))
        return;
    struct link link = {.from = party_of(g, s->actor), .statement = number, .act = s->act};
    uint32_t answered = s->re == CULPA_NONE ? link.from : party_of(g, g->report->statements[s->re].actor);
    size_t before = g->n_links;
    if (answered != link.from) {
        link.to = answered;
        link.answer = true;
        g->links[g->n_links++] = link;
    }
    if (s->target_actor != CULPA_NONE && (!link.answer || s->target_actor != answered)) {
        link.to = s->target_actor;
        link.answer = false;
        g->links[g->n_links++] = link;
    }
    if (g->n_links == before) {
        g->own[link.from][link.act == CULPA_ACT_REPORT ? CULPA_ACT_SAY : link.act]++;
        g->shown[link.from] = true;
    }
}

static int compare(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

/* Ties of what makes an edge are broken by the statement, so the order is total. */
static int by_edge(const void *a, const void *b)
{
    const struct link *x = a, *y = b;
    int order = compare(x->from, y->from);
    order = order ? order : compare(x->to, y->to);
    order = order ? order : compare(x->act, y->act);
    order = order ? order : compare(x->answer, y->answer);
    return order ? order : compare(x->statement, y->statement);
}

static bool same_edge(const struct link *x, const struct link *y)
{
    return x->from == y->from && x->to == y->to && x->act == y->act && x->answer == y->answer;
}

/* Statements are sorted by the start of their span. */
static int by_first_span(const void *a, const void *b, void *links)
{
    const struct link *x = (const struct link *)links + ((const struct edge *)a)->from;
    const struct link *y = (const struct link *)links + ((const struct edge *)b)->from;
    int order = compare(x->statement, y->statement);
    return order ? order : compare(y->answer, x->answer); /* a statement has at most one edge of each sort */
}

static bool build(struct graph *g)
{
    size_t n = g->report->n_statements;
    g->n_parties = g->report->n_actors + 1;
    g->links = ARENA_ARRAY(&g->arena, struct link, 2 * n + 1);
    g->edges = ARENA_ARRAY(&g->arena, struct edge, 2 * n + 1);
    g->own = arena_array(&g->arena, g->n_parties, sizeof *g->own);
    g->shown = ARENA_ARRAY(&g->arena, bool, g->n_parties);
    if (g->arena.failed)
        return false;
    for (size_t i = 0; i < n; i++)
        take(g, (uint32_t)i);
    qsort(g->links, g->n_links, sizeof *g->links, by_edge);
    for (size_t from = 0, to; from < g->n_links; from = to) {
        for (to = from + 1; to < g->n_links && same_edge(&g->links[from], &g->links[to]);)
            to++;
        g->edges[g->n_edges++] = (struct edge){from, to};
    }
    qsort_r(g->edges, g->n_edges, sizeof *g->edges, by_first_span, g->links);
    g->n_shown = g->n_edges < MOST_EDGES ? g->n_edges : MOST_EDGES;
    for (size_t i = 0; i < g->n_shown; i++) {
        const struct link *link = &g->links[g->edges[i].from];
        g->shown[link->from] = g->shown[link->to] = true;
    }
    return true;
}

/* --- writing --- */

static const char *look_of(enum culpa_actor_kind kind)
{
    static const char *const looks[] = {
        [CULPA_ACTOR_UNKNOWN] = "shape=box, style=dotted",
        [CULPA_ACTOR_PERSON] = "shape=ellipse",
        [CULPA_ACTOR_STATE] = "shape=doubleoctagon",
        [CULPA_ACTOR_BODY] = "shape=octagon",
        [CULPA_ACTOR_ARMED] = "shape=hexagon",
        [CULPA_ACTOR_ORGANISATION] = "shape=box",
        [CULPA_ACTOR_MEDIA] = "shape=note",
        [CULPA_ACTOR_GROUP] = "shape=box, style=rounded",
        [CULPA_ACTOR_UNNAMED] = "shape=ellipse, style=dotted",
    };
    return looks[kind];
}

/* Red blames, blue rejects, brown threatens. */
static const char *colour_of(uint32_t act)
{
    switch (act) {
    case CULPA_ACT_CLAIM:
    case CULPA_ACT_ACCUSE:
    case CULPA_ACT_INSINUATE:
        return "#b2182b";
    case CULPA_ACT_DENY:
    case CULPA_ACT_EXONERATE:
    case CULPA_ACT_DISPUTE:
        return "#2166ac";
    case CULPA_ACT_CONDEMN:
    case CULPA_ACT_THREATEN:
    case CULPA_ACT_WARN:
        return "#8c510a";
    default:
        return "#404040";
    }
}

static void put_head(struct buf *out, const struct graph *g)
{
    const struct culpa_document *d = &g->report->document;
    buf_add_str(out, "digraph \"");
    put_escaped(out, d->id);
    buf_add_str(out, "\" {\n  graph [rankdir=LR, labelloc=t, fontname=\"sans-serif\", label=\"");
    put_escaped(out, d->title.len ? d->title : d->file.len ? d->file : d->id);
    if (d->published.len) {
        buf_add_str(out, "\\n");
        put_escaped(out, d->published);
    }
    if (g->n_shown < g->n_edges) {
        size_t rest = g->n_edges - g->n_shown;
        buf_addf(out, "\\n%zu more edge%s not shown", rest, rest > 1 ? "s" : "");
    }
    buf_add_str(out, "\"];\n  node [fontname=\"sans-serif\"];\n  edge [fontname=\"sans-serif\", fontsize=11];\n");
}

static void put_party(struct buf *out, const struct graph *g, size_t party)
{
    const struct culpa_actor *actor = party < g->report->n_actors ? &g->report->actors[party] : NULL;
    buf_add_str(out, "  ");
    put_party_id(out, g, party);
    buf_addf(out, " [%s, label=\"", actor ? look_of(actor->kind) : "shape=plaintext");
    put_escaped(out, actor ? actor->name : SLICE("not named"));
    for (size_t act = 0; act < N_ACTS; act++) {
        if (!g->own[party][act])
            continue;
        buf_add_str(out, "\\n");
        put_act(out, (enum culpa_act)act, g->own[party][act]);
    }
    buf_add_str(out, "\"];\n");
}

static void put_edge(struct buf *out, const struct graph *g, struct edge edge)
{
    const struct link *link = &g->links[edge.from];
    const char *colour = colour_of(link->act);
    buf_add_str(out, "  ");
    put_party_id(out, g, link->from);
    buf_add_str(out, " -> ");
    put_party_id(out, g, link->to);
    buf_add_str(out, " [label=\"");
    put_act(out, (enum culpa_act)link->act, edge.to - edge.from);
    buf_addf(out, "\", color=\"%s\", fontcolor=\"%s\"%s, tooltip=\"bytes", colour, colour,
             link->answer ? ", style=dashed" : "");
    for (size_t i = edge.from; i < edge.to; i++) {
        if (i - edge.from == MOST_SPANS) {
            buf_addf(out, " and %zu more", edge.to - i);
            break;
        }
        struct culpa_span span = g->report->statements[g->links[i].statement].span;
        buf_addf(out, " %u-%u", span.start, span.end);
    }
    buf_add_str(out, "\"];\n");
}

/* Whom a party belongs to or speaks for, where both are in the picture. */
static void put_belonging(struct buf *out, const struct graph *g)
{
    for (size_t i = 0; i < g->report->n_actors; i++) {
        uint32_t of = g->report->actors[i].of;
        if (g->shown[i] && of != CULPA_NONE && g->shown[of])
            buf_addf(out, "  a%zu -> a%u [color=\"#b0b0b0\", penwidth=0.5, arrowhead=none, tooltip=\"of\"];\n", i + 1,
                     of + 1);
    }
}

static void write_report(struct buf *out, const struct culpa_report *report, size_t number,
                         const struct report_options *options)
{
    (void)number;
    (void)options;
    struct graph g = {.report = report};
    arena_init(&g.arena, LIMIT_ARENA_BYTES);
    if (build(&g)) {
        put_head(out, &g);
        for (size_t i = 0; i < g.n_parties; i++)
            if (g.shown[i])
                put_party(out, &g, i);
        for (size_t i = 0; i < g.n_shown; i++)
            put_edge(out, &g, g.edges[i]);
        put_belonging(out, &g);
        buf_add_str(out, "}\n");
    } else {
        out->failed = true;
    }
    arena_release(&g.arena);
}

const struct report_writer report_graph = {report_write_nothing, write_report, report_write_nothing};
