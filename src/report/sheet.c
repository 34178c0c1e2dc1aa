/* The score sheet of a report, at the end of its text: party by party, the moves of the game. */
#include <stdio.h>

#include "report/text.h"

enum { INDENT = 4, TEXT_BYTES = 160 };

/* Acts that are a move: who did it, who says so, who rejects it. */
static bool is_move(enum culpa_act act)
{
    return act <= CULPA_ACT_DISMISS || act == CULPA_ACT_THREATEN;
}

static const char *verb_of(enum culpa_act act)
{
    static const char *const verbs[] = {"claims",           "accuses",   "insinuates", "denies",
                                        "exonerates",       "withholds", "verifies",   "disputes",
                                        "sees no evidence", "warns",     "dismisses",  "threatens"};
    return act < sizeof verbs / sizeof *verbs ? verbs[act] : culpa_act_name(act);
}

/* The beginning of what is said, cut at a blank. */
static struct culpa_slice shorten(struct culpa_slice s)
{
    if (s.len <= TEXT_BYTES)
        return s;
    size_t end = TEXT_BYTES;
    while (end && s.ptr[end] != ' ')
        end--;
    return slice_of(s.ptr, end);
}

static void put_number(struct text_lines *l, const char *before, size_t number, const char *behind)
{
    char text[48];
    snprintf(text, sizeof text, "%s%zu%s", before, number, behind);
    text_words(l, slice_of(text, strlen(text)));
}

static size_t line_of(const struct culpa_report *report, const struct culpa_statement *s)
{
    struct report_place place = {report->document.text, 0, 1, 1};
    report_place_move(&place, s->span.start);
    return place.line;
}

static void put_move(const struct text_writer *w, const struct culpa_statement *s)
{
    const struct culpa_report *report = w->report;
    struct text_lines l = {.w = w, .indent = 2 * INDENT};
    text_blanks(w->out, INDENT);
    l.column = INDENT - 1;
    buf_add_str(w->out, w->style->how);
    text_words(&l, slice_of(verb_of(s->act), strlen(verb_of(s->act))));
    buf_add_str(w->out, w->style->off);
    if (s->target_actor != CULPA_NONE)
        text_words(&l, report->actors[s->target_actor].name);
    else if (s->target.n)
        text_spans(&l, s->target);
    if (s->content.n) {
        struct culpa_slice content = slice_span(report->document.text, s->content.at[0]);
        text_words(&l, SLICE("-"));
        text_words(&l, shorten(content));
        if (content.len > TEXT_BYTES || s->content.n > 1)
            text_words(&l, SLICE("..."));
    }
    buf_add_str(w->out, w->style->dim);
    put_number(&l, "(line ", line_of(report, s), s->re == CULPA_NONE ? ")" : ",");
    if (s->re != CULPA_NONE) {
        const struct culpa_statement *t = &report->statements[s->re];
        text_words(&l, SLICE("answers"));
        if (t->actor != CULPA_NONE)
            text_words(&l, report->actors[t->actor].name);
        put_number(&l, "in line ", line_of(report, t), ")");
    }
    buf_add_str(w->out, w->style->off);
    buf_add_char(w->out, '\n');
}

static void put_party(const struct text_writer *w, uint32_t actor)
{
    const struct culpa_report *report = w->report;
    bool named = false;
    for (size_t i = 0; i < report->n_statements; i++) {
        const struct culpa_statement *s = &report->statements[i];
        if (s->actor != actor || !is_move(s->act))
            continue;
        if (!named) {
            struct text_lines l = {.w = w, .indent = 2};
            buf_add_str(w->out, w->style->who);
            text_words(&l, actor == CULPA_NONE ? SLICE("[nobody named]") : report->actors[actor].name);
            uint32_t of = actor == CULPA_NONE ? CULPA_NONE : report->actors[actor].of;
            if (of != CULPA_NONE &&
                report->actors[of].kind != CULPA_ACTOR_PERSON) { /* Vrell's ministry is no part of him */
                text_words(&l, SLICE("of"));
                text_words(&l, report->actors[of].name);
            }
            buf_add_str(w->out, w->style->off);
            buf_add_char(w->out, '\n');
        }
        named = true;
        put_move(w, s);
    }
}

void text_sheet(const struct text_writer *w)
{
    size_t moves = 0;
    for (size_t i = 0; i < w->report->n_statements; i++)
        moves += is_move(w->report->statements[i].act);
    if (!moves)
        return;
    buf_add_str(w->out, "\nWho claims, blames, denies\n");
    for (uint32_t a = 0; a < w->report->n_actors; a++)
        put_party(w, a);
    put_party(w, CULPA_NONE);
}
