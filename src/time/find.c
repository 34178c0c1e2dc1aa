/* The stage of time: terms -> expressions -> values. */
#include "time/time.h"

#include "base/limits.h"
#include "time/context.h"
#include "time/terms.h"

enum { PREFIX_TERMS = 5 /* the longest words before an expression, "the first days of" */ };
enum { NEAR_SENTENCES = 2 /* so far back the date in focus still holds for a clock time */ };
enum { QUARTER_SENTENCES = 5 /* and a quarter for "a year ago" */ };
/* A narrative tells of years far from its publication, again and again: at least so many explicit dates, and at least
 * so many for each that is near. */
enum { FAR_YEARS = 2, NARRATIVE_DATES = 5, NARRATIVE_SHARE = 4 };
/* A dateline is among the first words: "GENEVA, March 3 (Reuters) - ". */
enum { DATELINE_TERMS = 14 };
/* So far back a bracket still makes a year one told in passing. */
enum { ASIDE_TERMS = 6 };
/* Dates with their year, and how many to each that is counted from now: a chronicle, of whatever years. */
enum { CHRONICLE_DATES = 10, CHRONICLE_SHARE = 8 };

/* An expression before its value is known. */
struct found {
    struct time_frame frame;
    struct culpa_span span;
    enum culpa_time_mod mod;
    uint32_t sentence;
    int8_t look;
    bool dateline;
    bool aside; /* told in passing */
};

struct finder {
    struct arena *arena, *scratch;
    const struct text *text;
    struct VEC(struct found) found;
};

static void fill_frame(const struct rules_end *end, const struct time_term *terms, struct time_frame *frame)
{
    frame->type = (enum culpa_time_type)end->type;
    frame->has = 0;
    const struct rules_value *values = rules_values(end);
    for (uint32_t i = 0; i < end->n_values; i++) {
        const struct rules_value *v = &values[i];
        int32_t value = v->from_term ? term_value(&terms[v->value], v->class) : v->value;
        frame->has |= (uint32_t)1 << v->field;
        frame->at[v->field] = v->negative ? -value : value;
    }
    /* "two hours later": of which hour is seldom known */
    if (frame_has(frame, FIELD_SHIFT) && frame_has(frame, FIELD_N) && frame_has(frame, FIELD_UNIT) &&
        frame->at[FIELD_UNIT] < UNIT_DAY)
        frame->type = CULPA_TIME_DURATION;
}

static bool counts_for(const struct rules_end *modifier, const struct found *found)
{
    uint32_t mask = modifier->type;
    if (mask >> found->frame.type & 1)
        return true;
    return mask >> TIME_COUNTED & 1 && found->frame.type == CULPA_TIME_DATE && frame_has(&found->frame, FIELD_N);
}

/* "over ten years", "over a year"; but "over the past years" holds a preposition. */
static bool is_amount(const struct time_sentence *s, uint32_t from)
{
    const struct time_term *t = &s->terms[from];
    return t->classes[0] || t->classes[1] || s->text->tokens[t->from].end - s->text->tokens[t->from].start <= 2 ||
           s->text->bytes.ptr[s->text->tokens[t->from].start] == 'h'; /* a, an, half */
}

static uint32_t term_start(const struct time_sentence *s, uint32_t at)
{
    return s->text->tokens[s->terms[at].from].start;
}

static uint32_t term_end(const struct time_sentence *s, uint32_t at)
{
    return s->text->tokens[s->terms[at].to - 1].end;
}

/* Words before and behind that belong to the expression: "early next year", "two years or so". floor: the first term
 * that no other expression has. */
static void add_modifiers(const struct time_sentence *s, uint32_t floor, uint32_t from, uint32_t *to,
                          struct found *found)
{
    uint32_t length;
    uint32_t least = from > floor + PREFIX_TERMS ? from - PREFIX_TERMS : floor;
    for (uint32_t at = least; at < from; at++) {
        const struct rules_end *end = rules_match(RULES_ROOT_PREFIXES, s->terms + at, from - at, &length);
        if (!end || at + length != from || !counts_for(end, found) ||
            (found->frame.type == CULPA_TIME_DURATION && !is_amount(s, from)))
            continue;
        if (!end->start)
            found->span.start = term_start(s, at);
        if (end->rule)
            found->mod = (enum culpa_time_mod)end->rule;
        break;
    }
    if (*to >= s->n)
        return;
    const struct rules_end *end = rules_match(RULES_ROOT_SUFFIXES, s->terms + *to, s->n - *to, &length);
    if (end && counts_for(end, found)) {
        *to += length;
        found->span.end = term_end(s, *to - 1);
        found->mod = (enum culpa_time_mod)end->rule;
    }
}

/* "the king (born in 1880)", "at war since 1936": the text does not go on from such a year. */
static bool is_aside(const struct time_sentence *s, uint32_t from, const struct time_frame *frame)
{
    if (!frame_has(frame, FIELD_YEAR) || frame_has(frame, FIELD_MONTH))
        return false;
    for (uint32_t i = from, steps = 0; i-- > 0 && steps < ASIDE_TERMS; steps++) {
        char sign = s->text->bytes.ptr[term_start(s, i)];
        if (sign == '(')
            return true;
        if (sign == ')')
            break;
    }
    struct culpa_span lead = {from ? term_start(s, from - 1) : 0, from ? term_end(s, from - 1) : 0};
    struct culpa_slice word = slice_span(s->text->bytes, lead);
    return slice_eq_nocase(word, SLICE("since")) || slice_eq_nocase(word, SLICE("until"));
}

/* "GENEVA, March 3 (Reuters) -", "GENEVA (AP) March 3 -" */
static bool is_dateline(const struct time_sentence *s, uint32_t from, uint32_t to, const struct time_frame *frame)
{
    if (to > DATELINE_TERMS || !frame_has(frame, FIELD_MONTH) || !frame_has(frame, FIELD_DAY) || to >= s->n)
        return false;
    char sign = s->text->bytes.ptr[term_start(s, to)];
    if (sign != '(' && sign != '-' && sign != '\xE2')
        return false;
    return from == 0 || s->text->tokens[s->terms[0].from].upper_first;
}

/* "than a year earlier": the words around an expression ("than") must not keep a longer one from being found. */
static const struct rules_end *longer_inside(const struct time_sentence *s, const struct rules_end *end, uint32_t *at)
{
    if (!end->start)
        return end;
    uint32_t length, inside = *at + end->start;
    const struct rules_end *other = rules_match(RULES_ROOT_EXPRESSIONS, s->terms + inside, s->n - inside, &length);
    if (!other || inside + other->stop <= *at + end->stop)
        return end;
    *at = inside;
    return other;
}

/* The expressions of one sentence, from left to right. */
static enum culpa_status find_in_sentence(struct finder *f, const struct time_sentence *s, uint32_t sentence)
{
    for (uint32_t at = 0, floor = 0; at < s->n;) {
        uint32_t length;
        const struct rules_end *end = NULL;
        if (s->terms[at].word || s->terms[at].classes[0])
            end = rules_match(RULES_ROOT_EXPRESSIONS, s->terms + at, s->n - at, &length);
        if (!end) {
            at++;
            continue;
        }
        end = longer_inside(s, end, &at);
        struct found found = {.sentence = sentence};
        uint32_t from = at + end->start, to = at + end->stop;
        fill_frame(end, s->terms + at, &found.frame);
        if (!time_is_expression(s, from, to, &found.frame)) {
            at++;
            continue;
        }
        found.span = (struct culpa_span){term_start(s, from), term_end(s, to - 1)};
        if (frame_has(&found.frame, FIELD_MOD))
            found.mod = (enum culpa_time_mod)found.frame.at[FIELD_MOD];
        add_modifiers(s, floor, from, &to, &found);
        found.look = (int8_t)time_look(s, from, to);
        found.aside = is_aside(s, from, &found.frame);
        found.dateline = sentence == 0 && is_dateline(s, from, to, &found.frame);
        if (!VEC_PUSH(f->scratch, &f->found, found))
            return CULPA_NO_MEMORY;
        at = floor = to;
    }
    return CULPA_OK;
}

static enum culpa_status find_all(struct finder *f)
{
    struct time_term *terms = ARENA_ARRAY(f->scratch, struct time_term, 2 * (size_t)LIMIT_SENTENCE_TOKENS);
    enum culpa_status status = terms ? CULPA_OK : CULPA_NO_MEMORY;
    for (uint32_t i = 0; i < f->text->n_sentences && !status; i++) {
        struct time_sentence s = {f->text, terms, time_make_terms(f->text, f->text->sentences[i], terms)};
        status = find_in_sentence(f, &s, i);
    }
    return status;
}

/* See NARRATIVE_DATES. Where the publication is unknown, a text that names years and never speaks of "last week" or
 * "yesterday" is one too. */
static bool is_narrative(const struct finder *f, const struct time_point *published)
{
    bool known = published->grain != GRAIN_NONE;
    size_t far = 0, near = 0, dated = 0, counted = 0;
    for (size_t i = 0; i < f->found.n; i++) {
        const struct time_frame *frame = &f->found.at[i].frame;
        bool deictic =
            !frame_has(frame, FIELD_ANCHOR) && (frame_has(frame, FIELD_SHIFT) || frame_has(frame, FIELD_DIR));
        if (frame_has(frame, FIELD_YEAR)) {
            int32_t gap = frame->at[FIELD_YEAR] - published->date.year;
            bool is_far = !known || gap >= FAR_YEARS || gap <= -FAR_YEARS;
            far += is_far;
            near += !is_far;
            dated++;
        } else if (deictic || (known && frame_has(frame, FIELD_WEEKDAY))) {
            near++;
            counted++;
        }
    }
    if (!known && !near)
        return far > 0;
    return (far >= NARRATIVE_DATES && far >= NARRATIVE_SHARE * near) ||
           (dated >= CHRONICLE_DATES && dated >= CHRONICLE_SHARE * counted);
}

/* Without a publication date: the dateline, its year taken from the first full date of the text where it has none. */
static bool read_dateline(const struct finder *f, struct time_point *point)
{
    const struct found *line = NULL;
    for (size_t i = 0; i < f->found.n && !line; i++)
        line = f->found.at[i].dateline ? &f->found.at[i] : NULL;
    if (!line)
        return false;
    struct time_frame frame = line->frame;
    for (size_t i = 0; i < f->found.n && !frame_has(&frame, FIELD_YEAR); i++)
        if (frame_has(&f->found.at[i].frame, FIELD_YEAR) && frame_has(&f->found.at[i].frame, FIELD_MONTH)) {
            frame.has |= (uint32_t)1 << FIELD_YEAR;
            frame.at[FIELD_YEAR] = f->found.at[i].frame.at[FIELD_YEAR];
        }
    if (!frame_has(&frame, FIELD_YEAR))
        return false;
    struct time_context nothing = {0};
    char value[TIME_VALUE_MAX];
    bool relative;
    time_resolve(&frame, &nothing, point, value, &relative);
    return point->grain == GRAIN_DAY;
}

static enum culpa_time_anchor find_anchor(const struct finder *f, struct culpa_slice published,
                                          struct time_context *context)
{
    if (time_read_iso(published, &context->published)) {
        context->narrative = is_narrative(f, &context->published);
        return CULPA_ANCHOR_PUBLISHED;
    }
    if (read_dateline(f, &context->published))
        return CULPA_ANCHOR_DATELINE;
    context->narrative = is_narrative(f, &context->published);
    return CULPA_ANCHOR_NONE;
}

/* Which dates the text goes on from: those that are told, not the vague and the long. */
static bool moves_focus(const struct time_point *point, const struct found *found)
{
    if (point->grain < GRAIN_YEAR || found->aside ||
        (found->frame.type != CULPA_TIME_DATE && found->frame.type != CULPA_TIME_TIME))
        return false;
    return true;
}

static enum culpa_status resolve_all(struct finder *f, struct time_context *context, struct time_expressions *times,
                                     enum culpa_time_anchor *anchor)
{
    uint32_t focus_sentence = 0, quarter_sentence = 0;
    for (size_t i = 0; i < f->found.n; i++) {
        const struct found *found = &f->found.at[i];
        struct time_point point;
        char value[TIME_VALUE_MAX];
        struct culpa_time time = {.type = found->frame.type, .mod = found->mod, .span = found->span};
        context->look = found->look;
        context->focus_in_sentence = found->sentence == focus_sentence;
        context->focus_is_near = found->sentence - focus_sentence <= NEAR_SENTENCES;
        context->quarter_is_near = found->sentence - quarter_sentence <= QUARTER_SENTENCES;
        time_resolve(&found->frame, context, &point, value, &time.relative);
        time.value = arena_copy(f->arena, slice_of(value, strlen(value)));
        if (!time.value.ptr || !VEC_PUSH(f->arena, times, time))
            return CULPA_NO_MEMORY;
        if (!moves_focus(&point, found))
            continue;
        context->focus = point;
        context->focus_is_explicit = frame_has(&found->frame, FIELD_YEAR);
        if (point.grain > GRAIN_YEAR && point.grain < GRAIN_DAY)
            context->day.grain = GRAIN_NONE; /* the text has moved on */
        if (point.grain == GRAIN_DAY)
            context->day = point;
        if (point.grain == GRAIN_QUARTER && frame_has(&found->frame, FIELD_QUARTER)) {
            context->quarter = point;
            quarter_sentence = found->sentence;
        }
        focus_sentence = found->sentence;
        if (*anchor == CULPA_ANCHOR_NONE)
            *anchor = CULPA_ANCHOR_TEXT;
    }
    return CULPA_OK;
}

enum culpa_status time_find(struct arena *arena, struct arena *scratch, const struct text *text,
                            struct culpa_slice published, struct time_expressions *times,
                            enum culpa_time_anchor *anchor)
{
    struct arena_mark mark = arena_mark(scratch);
    struct finder f = {arena, scratch, text, {0}};
    struct time_context context = {.published.clock = -1, .focus.clock = -1, .day.clock = -1};
    enum culpa_status status = find_all(&f);
    if (!status) {
        *anchor = find_anchor(&f, published, &context);
        status = resolve_all(&f, &context, times, anchor);
    }
    arena_rewind(scratch, mark);
    return status;
}
