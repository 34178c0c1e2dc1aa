/* Sentences about what is said: who is responsible according to whom, how they responded, who warned; proceedings. */
#include <stdio.h>
#include <stdlib.h>

#include "entity/words.h"
#include "report/explain.h"

enum {
    CONTENT_BYTES = 140,
    BRIEF_BYTES = 70,
    MOST_OF_PARTY = 3, /* sentences of one party with one act */
    MOST_OF_ACT = 10,
    MOST_PROCEEDINGS = 24
};

/* --- what is said --- */

static struct culpa_slice words_of(const struct culpa_report *report, struct culpa_span span)
{
    return slice_span(report->document.text, span);
}

static bool has_word(const struct culpa_report *report, struct culpa_spans spans, const char *part)
{
    for (size_t i = 0; i < spans.n; i++)
        if (slice_find_nocase(words_of(report, spans.at[i]), slice_of(part, strlen(part)), 0) != SIZE_MAX)
            return true;
    return false;
}

/* "urged Iraq: Iraq to recall its envoy" -> "to recall its envoy". An open word behind the target may belong to its
 * name. */
static struct culpa_slice without_target(const struct culpa_report *report, const struct culpa_statement *s,
                                         struct culpa_slice words)
{
    if (!s->target.n || words.ptr != report->document.text.ptr + s->target.at[0].start)
        return words;
    size_t n = s->target.at[0].end - s->target.at[0].start;
    if (n >= words.len)
        return words;
    struct culpa_slice rest = slice_trim(slice_of(words.ptr + n, words.len - n));
    const char *blank = rest.len ? memchr(rest.ptr, ' ', rest.len) : NULL;
    struct culpa_slice next = slice_of(rest.ptr, blank ? (size_t)(blank - rest.ptr) : rest.len);
    return word_class(next) == WORD_OPEN ? words : rest;
}

/* The past fits one speaker and many. with: the verb takes its target at once; without: there is none. */
struct verb {
    const char *with, *without;
};

static struct verb verb_of(const struct culpa_report *report, const struct culpa_statement *s, bool deed)
{
    switch (s->act) {
    case CULPA_ACT_CLAIM:
        return has_word(report, s->cue, "plead") ? (struct verb){NULL, "pleaded guilty"}
               : has_word(report, s->cue, "respons") || has_word(report, s->content, "responsib")
                   ? (struct verb){NULL, "claimed responsibility"}
                   : (struct verb){NULL, "said they did it"};
    case CULPA_ACT_ACCUSE:
        if (has_word(report, s->cue, "charg"))
            return (struct verb){"charged", "brought a charge"};
        /* "accused the group of planning more" is about another deed. */
        deed =
            deed && !(s->content.n &&
                      slice_starts_nocase(without_target(report, s, words_of(report, s->content.at[0])), SLICE("of ")));
        return deed || has_word(report, s->cue, "blam") ? (struct verb){"blamed", "made an accusation"}
                                                        : (struct verb){"accused", "made an accusation"};
    case CULPA_ACT_INSINUATE:
        return (struct verb){"hinted at", "hinted"};
    case CULPA_ACT_DENY:
        return (struct verb){NULL, "denied it"};
    case CULPA_ACT_EXONERATE:
        return (struct verb){"cleared", "cleared someone"};
    case CULPA_ACT_WITHHOLD:
        return (struct verb){"held back on", "held back"};
    case CULPA_ACT_VERIFY:
        return (struct verb){"confirmed", "confirmed as genuine"};
    case CULPA_ACT_DISPUTE:
        return (struct verb){"disputed what was said by", "disputed it"};
    case CULPA_ACT_NO_EVIDENCE:
        return (struct verb){s->content.n ? NULL : "said there is no evidence against", "said there is no evidence"};
    case CULPA_ACT_WARN:
        return (struct verb){"warned", "warned"};
    case CULPA_ACT_DISMISS:
        return (struct verb){"made light of a warning by", "made light of it"};
    case CULPA_ACT_THREATEN:
        return (struct verb){"threatened", "threatened"};
    case CULPA_ACT_DEMAND:
        return (struct verb){"urged", "demanded"};
    case CULPA_ACT_PROMISE:
        return (struct verb){NULL, "promised"};
    case CULPA_ACT_CONDEMN:
        return (struct verb){"condemned", "condemned"};
    case CULPA_ACT_PRAISE:
        return (struct verb){"praised", "praised"};
    case CULPA_ACT_MOURN:
        return (struct verb){"mourned", "mourned"};
    default:
        return (struct verb){"said of", "said"};
    }
}

static void put_speaker(struct explain *e, const struct explain_row *row, const struct culpa_statement *s)
{
    const struct culpa_report *report = explain_report(e, row->telling);
    if (s->actor != CULPA_NONE)
        explain_name(e, row->telling, s->actor, "");
    else if (s->source.n)
        explain_add(e, EXPLAIN_WHO, words_of(report, slice_hull(s->source)));
    else if (s->act == CULPA_ACT_NO_EVIDENCE) /* "there is no evidence that": words of the report */
        explain_str(e, EXPLAIN_WHO, "The report itself");
    else
        explain_str(e, EXPLAIN_WHO, "Someone not named");
    explain_capital(e);
}

/* Verb and target. */
static void put_act(struct explain *e, const struct explain_row *row, const struct culpa_statement *s)
{
    const struct culpa_report *report = explain_report(e, row->telling);
    struct verb verb = verb_of(report, s, row->deed);
    bool named = verb.with && (row->target != CULPA_NONE || s->target.n);
    explain_str(e, EXPLAIN_HOW, named ? verb.with : verb.without);
    if (named && row->target != CULPA_NONE && row->target == s->actor)
        explain_str(e, EXPLAIN_PLAIN, "themselves");
    else if (named && row->target != CULPA_NONE)
        explain_name(e, row->telling, row->target, "");
    else if (named)
        explain_add(e, EXPLAIN_WHO, words_of(report, s->target.at[0]));
}

/* Takes "that" from the front and a comma or full stop from the end, also in front of a closing quotation mark, which
 * is returned then: a sentence of ours goes on behind it. */
static struct culpa_slice strip(struct culpa_slice *words)
{
    static const char *const marks[] = {"\"", "”", "’", "'"};
    struct culpa_slice s = slice_trim(*words), quote = {0};
    if (slice_starts_nocase(s, SLICE("that ")))
        s = slice_trim(slice_of(s.ptr + 5, s.len - 5));
    for (size_t i = 0; i < sizeof marks / sizeof *marks && !quote.len; i++) {
        size_t n = strlen(marks[i]);
        if (s.len > n + 1 && memcmp(s.ptr + s.len - n, marks[i], n) == 0 && memchr(",.", s.ptr[s.len - n - 1], 2)) {
            quote = slice_of(s.ptr + s.len - n, n);
            s.len -= n;
        }
    }
    while (s.len && memchr(",.", s.ptr[s.len - 1], 2))
        s.len--;
    *words = s;
    return quote;
}

static struct culpa_span join(struct culpa_span a, struct culpa_span b)
{
    return (struct culpa_span){a.start < b.start ? a.start : b.start, a.end > b.end ? a.end : b.end};
}

static bool is_target(const struct culpa_report *report, const struct culpa_statement *s, struct culpa_slice words)
{
    return s->target.n && slice_eq(slice_trim(words), slice_trim(words_of(report, s->target.at[0])));
}

/* What is said, in the words of the report; returns its bytes in e->words. The words by which somebody withholds are
 * the matter itself. */
static struct culpa_span put_content(struct explain *e, const struct explain_row *row, const struct culpa_statement *s,
                                     size_t most)
{
    const struct culpa_report *report = explain_report(e, row->telling);
    struct culpa_slice words = {0};
    if (s->act == CULPA_ACT_WITHHOLD && s->cue.n) {
        struct culpa_span span = slice_hull(s->cue);
        span = s->content.n ? join(span, slice_hull(s->content)) : span;
        span = s->target.n ? join(span, slice_hull(s->target)) : span;
        explain_glue(e, ":");
        size_t from = e->words.len;
        explain_clip(e, "“", words_of(report, span), most);
        explain_glue(e, "”");
        return (struct culpa_span){(uint32_t)from, (uint32_t)e->words.len};
    } else if (!row->bare && s->content.n) {
        words = words_of(report, s->content.at[0]);
        /* the first piece may be one word, or who is asked: "anyone with information is asked | to call" */
        for (size_t i = 1; i < s->content.n && (words.len < 8 || is_target(report, s, words)); i++)
            words = words_of(report, s->content.at[i]);
    }
    struct culpa_slice quote = strip(&words);
    /* "urged anyone with information: anyone with information" */
    bool named = verb_of(report, s, false).with && is_target(report, s, words);
    words = without_target(report, s, words);
    if (!words.len || named)
        return (struct culpa_span){0};
    explain_glue(e, ":");
    size_t from = e->words.len;
    explain_clip(e, "", words, most);
    if (quote.len && words.len <= most)
        explain_glue_slice(e, quote);
    return (struct culpa_span){(uint32_t)from, (uint32_t)e->words.len};
}

static void put_answer(struct explain *e, const struct explain_row *row, const struct culpa_statement *s)
{
    const struct culpa_report *report = explain_report(e, row->telling);
    if (s->re == CULPA_NONE)
        return;
    const struct culpa_statement *t = &report->statements[s->re];
    if (t->actor == s->actor || (t->actor == CULPA_NONE && !t->source.n)) /* nobody, or the same one going on */
        return;
    explain_glue(e, ",");
    explain_str(e, EXPLAIN_PLAIN, "answering");
    if (t->actor != CULPA_NONE)
        explain_name(e, row->telling, t->actor, "");
    else
        explain_add(e, EXPLAIN_WHO, words_of(report, t->source.at[0]));
}

/* "(with: probably)", "(offers: video)"; shown: bytes of e->words that the sentence has already. */
static void put_noted(struct explain *e, const struct culpa_report *report, const char *label, struct culpa_span span,
                      struct culpa_span shown)
{
    struct culpa_slice words = words_of(report, span), sentence = slice_of(e->words.ptr, e->words.len);
    if (!span.end || e->failed || slice_find_nocase(slice_span(sentence, shown), words, 0) != SIZE_MAX)
        return;
    explain_str(e, EXPLAIN_PLAIN, label);
    explain_clip(e, "", words, BRIEF_BYTES);
    explain_glue(e, ")");
}

static const char *frame_words(enum culpa_frame frame)
{
    static const char *const words[] = {"",
                                        "(the report calls this unsupported)",
                                        "(the report calls this disputed)",
                                        "(the report corrects this)",
                                        "(the report says this is verified)",
                                        "(the report doubts this)"};
    return words[frame];
}

/* Whose telling of it this is: what one says that another says is not yet said by the other. */
static void put_teller(struct explain *e, const struct explain_row *row, const struct culpa_statement *s)
{
    if (s->inside == CULPA_NONE)
        return;
    uint32_t actor = explain_report(e, row->telling)->statements[s->inside].actor;
    if (actor == CULPA_NONE || actor == s->actor)
        return;
    explain_glue(e, ",");
    explain_str(e, EXPLAIN_PLAIN, "as told by");
    explain_name(e, row->telling, actor, "");
}

void explain_sentence(struct explain *e, const struct explain_row *row, bool brief)
{
    const struct culpa_report *report = explain_report(e, row->telling);
    const struct culpa_statement *s = &report->statements[row->statement];
    put_speaker(e, row, s);
    put_act(e, row, s);
    struct culpa_span shown = put_content(e, row, s, brief ? BRIEF_BYTES : CONTENT_BYTES);
    put_teller(e, row, s);
    if (brief)
        return;
    put_answer(e, row, s);
    if (s->when.len) {
        explain_glue(e, ",");
        explain_date(e, s->when);
    }
    put_noted(e, report, "(with:", s->hedge, shown);
    put_noted(e, report, "(offers:", s->evidence, shown);
    explain_str(e, EXPLAIN_PLAIN, frame_words(s->frame));
    if (row->about != CULPA_NONE) {
        explain_str(e, EXPLAIN_PLAIN, "(about the");
        explain_incident(e, row->telling, row->about, EXPLAIN_BRIEF);
        explain_glue(e, ")");
    }
}

/* Behind the sentences of an act: those that are left out. */
static void put_left_out(struct explain *e, enum explain_section section, size_t n)
{
    char more[64];
    if (!n)
        return;
    explain_begin(e, section, 0, (struct explain_place){0});
    snprintf(more, sizeof more, "(and %zu more like %s)", n, n == 1 ? "this" : "these");
    explain_str(e, EXPLAIN_DIM, more);
}

/* Whom the report itself says to have done it. */
static void put_report_itself(struct explain *e)
{
    for (uint32_t t = 0; t < e->n; t++)
        for (uint32_t i = 0; i < explain_report(e, t)->n_incidents; i++) {
            const struct culpa_report *report = explain_report(e, t);
            const struct culpa_incident *incident = &report->incidents[i];
            for (size_t k = 0; k < incident->n_perpetrators && explain_is_told(e, t, i); k++) {
                const struct culpa_perpetrator *p = &incident->perpetrators[k];
                if (p->n_statements)
                    continue;
                struct explain_place place = {t, CULPA_NONE, p->span.end ? p->span : incident->span};
                explain_begin(e, EXPLAIN_RESPONSIBLE, 0, place);
                explain_str(e, EXPLAIN_WHO, "The report itself");
                explain_str(e, EXPLAIN_HOW, "names");
                if (p->actor != CULPA_NONE)
                    explain_name(e, t, p->actor, "");
                else
                    explain_add(e, EXPLAIN_WHO, words_of(report, p->span));
                explain_glue(e, ".");
                explain_sources(e, &place, 1);
            }
        }
}

void explain_said(struct explain *e, enum explain_section section)
{
    size_t of_act = 0, of_party = 0, left_out = 0;
    const struct explain_row *last = NULL;
    if (section == EXPLAIN_RESPONSIBLE)
        put_report_itself(e);
    for (size_t i = 0; i < e->rows.n; i++) {
        const struct explain_row *row = &e->rows.at[i];
        if (row->section != section)
            continue;
        if (last && last->act != row->act) {
            put_left_out(e, section, left_out);
            of_act = of_party = left_out = 0;
        } else if (last && last->party != row->party) {
            of_party = 0;
        }
        last = row;
        if (of_act == MOST_OF_ACT || of_party == MOST_OF_PARTY) {
            left_out++;
            continue;
        }
        of_act++;
        of_party += row->party != CULPA_NONE;
        const struct culpa_statement *s = &explain_report(e, row->telling)->statements[row->statement];
        explain_begin(e, section, 0, (struct explain_place){row->telling, row->statement, s->span});
        explain_sentence(e, row, false);
        explain_stop(e);
        explain_sources(e, row->places, row->n_places);
    }
    put_left_out(e, section, left_out);
}

/* --- proceedings --- */

/* How a step is told; of: the word in front of its offence. */
static const struct {
    const char *words, *of;
} steps[] = {
    [CULPA_PROCEEDING_ARREST] = {"Arrested:", "over"},
    [CULPA_PROCEEDING_SURRENDER] = {"Gave themselves up:", "over"},
    [CULPA_PROCEEDING_DETAIN] = {"Held:", "over"},
    [CULPA_PROCEEDING_RELEASE] = {"Released:", "over"},
    [CULPA_PROCEEDING_INVESTIGATE] = {"Investigated:", "over"},
    [CULPA_PROCEEDING_CHARGE] = {"Charged:", "with"},
    [CULPA_PROCEEDING_NO_CHARGE] = {"Not charged:", "with"},
    [CULPA_PROCEEDING_PLEAD_GUILTY] = {"Pleaded guilty:", "to"},
    [CULPA_PROCEEDING_PLEAD_NOT_GUILTY] = {"Pleaded not guilty:", "to"},
    [CULPA_PROCEEDING_TRIAL] = {"On trial:", "over"},
    [CULPA_PROCEEDING_CONVICT] = {"Convicted:", "of"},
    [CULPA_PROCEEDING_ACQUIT] = {"Acquitted:", "of"},
    [CULPA_PROCEEDING_SENTENCE] = {"Sentenced:", "to"},
};

void explain_befallen(struct explain *e, uint32_t telling, const struct culpa_proceeding *p)
{
    char people[32];
    if (p->party.len) {
        explain_add(e, EXPLAIN_WHO, p->party);
        return;
    }
    if (p->who != CULPA_NONE)
        explain_name(e, telling, p->who, "");
    else
        explain_str(e, EXPLAIN_PLAIN, "someone not named");
    if (p->count > 1 && (p->who == CULPA_NONE || explain_report(e, telling)->actors[p->who].count != p->count)) {
        snprintf(people, sizeof people, "(%u people)", p->count);
        explain_str(e, EXPLAIN_PLAIN, people);
    }
}

void explain_proceeding(struct explain *e, uint32_t telling, const struct culpa_proceeding *p, bool undated)
{
    explain_str(e, EXPLAIN_HOW, steps[p->act].words);
    explain_befallen(e, telling, p);
    if (p->offence.len) {
        explain_glue(e, ",");
        explain_str(e, EXPLAIN_PLAIN, steps[p->act].of);
        explain_clip(e, "", p->offence, BRIEF_BYTES);
    }
    if (p->by != CULPA_NONE) {
        explain_glue(e, ",");
        explain_str(e, EXPLAIN_PLAIN, "by");
        explain_name(e, telling, p->by, "");
    }
    if (p->when.len && !undated) {
        explain_glue(e, ",");
        explain_date(e, p->when);
    }
    if (p->until.len && !undated) {
        explain_glue(e, ",");
        explain_str(e, EXPLAIN_PLAIN, "until");
        explain_add(e, EXPLAIN_PLAIN, p->until);
    }
}

struct step {
    const struct culpa_proceeding *p;
    uint32_t telling;
};
struct found_steps VEC(struct step);

static int by_act(const void *a, const void *b)
{
    const struct step *x = a, *y = b;
    if (x->p->act != y->p->act)
        return (int)x->p->act - (int)y->p->act;
    if (x->telling != y->telling)
        return x->telling < y->telling ? -1 : 1;
    return (x->p->span.start > y->p->span.start) - (x->p->span.start < y->p->span.start);
}

/* Whether two steps are the same: one act, and the same party by its words or by who it is. */
static bool is_same_step(const struct explain *e, const struct step *a, const struct step *b)
{
    if (a->p->act != b->p->act)
        return false;
    uint32_t x = explain_party(e, a->telling, a->p->who), y = explain_party(e, b->telling, b->p->who);
    if (x != CULPA_NONE && y != CULPA_NONE)
        return x == y;
    return a->p->party.len && slice_eq_nocase(a->p->party, b->p->party);
}

static void put_steps(struct explain *e, const struct found_steps *found)
{
    struct explain_place *places = ARENA_ARRAY(&e->arena, struct explain_place, found->n + 1);
    bool *told = ARENA_ARRAY(&e->arena, bool, found->n + 1);
    size_t shown = 0;
    if (!places || !told) {
        e->failed = true;
        return;
    }
    for (size_t i = 0; i < found->n; i++) {
        const struct step *step = &found->at[i];
        size_t n = 0;
        if (told[i])
            continue;
        if (shown++ == MOST_PROCEEDINGS)
            break;
        for (size_t k = i; k < found->n && found->at[k].p->act == step->p->act; k++)
            if (k == i || (!told[k] && is_same_step(e, step, &found->at[k]))) {
                told[k] = true;
                places[n++] = (struct explain_place){found->at[k].telling, CULPA_NONE, found->at[k].p->span};
            }
        explain_begin(e, EXPLAIN_PROCEEDINGS, 0, places[0]);
        explain_proceeding(e, step->telling, step->p, false);
        explain_stop(e);
        explain_sources(e, places, n);
    }
}

void explain_proceedings(struct explain *e)
{
    struct found_steps found = {0};
    for (uint32_t t = 0; t < e->n; t++)
        for (uint32_t i = 0; i < explain_report(e, t)->n_incidents; i++) {
            const struct culpa_incident *incident = &explain_report(e, t)->incidents[i];
            bool taken =
                explain_is_told(e, t, i) || (e->tellings[t].incident == CULPA_NONE && e->main[t] == CULPA_NONE);
            for (size_t k = 0; k < incident->n_proceedings && taken; k++) {
                struct step step = {&incident->proceedings[k], t};
                if (!VEC_PUSH(&e->arena, &found, step))
                    e->failed = true;
            }
        }
    if (found.n)
        qsort(found.at, found.n, sizeof *found.at, by_act);
    put_steps(e, &found);
    explain_figures(e, EXPLAIN_PROCEEDINGS, CULPA_NONE, CULPA_NONE);
}
