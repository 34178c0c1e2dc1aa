/* Guards and tenses around expressions of time. */
#include "time/context.h"

enum { CLAUSE_TERMS = 25 /* a verb further away says nothing of a date */, CLOSE_TERMS = 3 };
enum { PLAIN_YEAR_FIRST = 1900, PLAIN_YEAR_LAST = 2035 };

static struct culpa_slice term_text(const struct time_sentence *s, uint32_t at)
{
    const struct text_token *first = &s->text->tokens[s->terms[at].from];
    const struct text_token *last = &s->text->tokens[s->terms[at].to - 1];
    return slice_of(s->text->bytes.ptr + first->start, last->end - first->start);
}

static bool is_any(const struct time_sentence *s, uint32_t at, const char *const *words, size_t n)
{
    if (at >= s->n)
        return false;
    struct culpa_slice text = term_text(s, at);
    for (size_t i = 0; i < n; i++)
        if (slice_eq_nocase(text, slice_of(words[i], strlen(words[i]))))
            return true;
    return false;
}

#define IS_ANY(s, at, ...)                                                                                             \
    is_any((s), (at), (const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

static bool is_joined(const struct time_sentence *s, uint32_t at)
{
    return at > 0 && at < s->n &&
           s->text->tokens[s->terms[at - 1].to - 1].end == s->text->tokens[s->terms[at].from].start;
}

/* "52 years old", "8-month-old", "55 years of age": ages are no durations here. */
static bool is_age(const struct time_sentence *s, uint32_t to)
{
    if (IS_ANY(s, to, "old", "olds", "older", "young"))
        return true;
    if (IS_ANY(s, to, "-") && IS_ANY(s, to + 1, "old", "olds"))
        return true;
    return IS_ANY(s, to, "of") && IS_ANY(s, to + 1, "age");
}

/* "three quarters of the members" */
static bool is_share(const struct time_sentence *s, uint32_t to, const struct time_frame *f)
{
    return frame_has(f, FIELD_UNIT) && f->at[FIELD_UNIT] == UNIT_QUARTER && IS_ANY(s, to, "of") &&
           !(to + 1 < s->n && term_is(&s->terms[to + 1], CLASS_YEAR));
}

/* Before a number of four digits that is a year: "in 1990", "(1990", "April-June 1844". */
static bool leads_to_year(const struct time_sentence *s, uint32_t from)
{
    return from > 0 &&
           IS_ANY(s, from - 1, "in", "of", "since", "by", "from", "until", "till", "to", "and", "during", "before",
                  "after", "between", "(", "-", "\xE2\x80\x93", "early", "late", "mid", "around", "circa", "through");
}

/* "in 1500 villages": a lower-case word behind a number that is none of these makes it a count. */
static bool before_noun(const struct time_sentence *s, uint32_t at)
{
    if (at >= s->n || s->text->tokens[s->terms[at].from].shape != SHAPE_LOWER)
        return false;
    return !IS_ANY(s, at, "and", "the", "to", "when", "after", "with", "as", "by", "in", "at", "he", "she", "they",
                   "it", "a", "an", "but", "or", "until", "for", "on", "was", "were", "had", "that", "who", "which",
                   "during", "from", "before", "under", "while", "where", "his", "her", "their", "its", "is", "this",
                   "there", "several", "some", "many", "of", "because", "led", "saw", "would", "did", "onwards", "only",
                   "nothing", "its", "no", "not", "then");
}

static bool is_year(const struct time_sentence *s, uint32_t from)
{
    const struct time_term *t = &s->terms[from];
    int32_t year = term_value(t, CLASS_YEAR);
    if (from > 0 && IS_ANY(s, from - 1, "$", "#", "\xC2\xA3", "\xE2\x82\xAC", "+", "no", "number", "flight"))
        return false;
    if (is_joined(s, from) && from > 0 &&
        !IS_ANY(s, from - 1, "-", "(", "\"", "/", "'", "`", "\xE2\x80\x93", "\xE2\x80\x94", "\xE2\x80\x9C", "["))
        return false;
    if (IS_ANY(s, from + 1, "%", "percent", "people", "men", "troops", "soldiers", "miles", "km", "feet", "meters",
               "metres", "tons", "dollars", "points", "shares", "-"))
        return IS_ANY(s, from + 1, "-") && (year >= PLAIN_YEAR_FIRST || leads_to_year(s, from)) &&
               year <= PLAIN_YEAR_LAST;
    if (year >= PLAIN_YEAR_FIRST && year <= PLAIN_YEAR_LAST)
        return true;
    bool listed = from > 1 && IS_ANY(s, from - 1, ",") && term_is(&s->terms[from - 2], CLASS_YEAR); /* "1812, 1813" */
    bool lived = from > 1 && IS_ANY(s, from - 1, ".") && IS_ANY(s, from - 2, "b", "d", "c", "r");   /* "(d. 1699)" */
    return (listed || lived || leads_to_year(s, from)) && !before_noun(s, from + 1);
}

/* A month by itself: "May" begins sentences and "April" people. */
static bool is_month(const struct time_sentence *s, uint32_t from)
{
    static const char *const leads[] = {"in",    "of",    "since", "by",  "from", "until", "till",   "last",   "next",
                                        "this",  "early", "late",  "mid", "-",    "to",    "and",    "during", "before",
                                        "after", "every", "each",  "for", "or",   "on",    "through"};
    struct culpa_slice text = term_text(s, from);
    bool led = from > 0 && is_any(s, from - 1, leads, sizeof leads / sizeof *leads);
    if (text.len <= 3 && !slice_eq_nocase(text, SLICE("may")))
        return false; /* "Jan Smith", without stop or day */
    if (led)
        return true;
    if (IS_ANY(s, from, "may", "march"))
        return false;
    bool name = IS_ANY(s, from, "april", "june", "august", "jan.");
    return !(name && from + 1 < s->n && s->text->tokens[s->terms[from + 1].from].upper_first);
}

/* "the Daily Courier", "a half-hourly train" */
static bool is_part_of_name(const struct time_sentence *s, uint32_t from)
{
    const struct text_token *tokens = s->text->tokens;
    if (from > 0 && IS_ANY(s, from - 1, "-"))
        return true;
    return tokens[s->terms[from].from].upper_first && from + 1 < s->n && tokens[s->terms[from + 1].from].upper_first;
}

/* "the player of the year"; but "the end of the year". */
static bool is_honour(const struct time_sentence *s, uint32_t from)
{
    return from > 1 && IS_ANY(s, from - 1, "of") &&
           !IS_ANY(s, from - 2, "end", "start", "beginning", "middle", "rest", "half", "part", "months", "most",
                   "close", "remainder", "course", "quarter", "quarters", "all", "much", "weeks", "days", "month",
                   "week", "time", "out");
}

bool time_is_expression(const struct time_sentence *s, uint32_t from, uint32_t to, const struct time_frame *f)
{
    const struct time_term *first = &s->terms[from];
    if (f->type == CULPA_TIME_DURATION)
        return !is_age(s, to) && !is_share(s, to, f) && !(IS_ANY(s, to, "-") && IS_ANY(s, to + 1, "earlier", "ago"));
    if (to == from + 1 && term_is(first, CLASS_YEAR) && frame_has(f, FIELD_STRICT))
        return is_year(s, from);
    if (frame_has(f, FIELD_STRICT) && (f->at[FIELD_YEAR] < 1000 || f->at[FIELD_YEAR] > 2100))
        return false; /* "the year one of the mills closed" */
    if (to == from + 1 && term_is(first, CLASS_MONTH) && f->type == CULPA_TIME_DATE)
        return is_month(s, from);
    /* "in the fall of the empire" */
    if (frame_has(f, FIELD_SEASON) && !frame_has(f, FIELD_YEAR) && IS_ANY(s, to - 1, "fall", "spring") &&
        IS_ANY(s, to, "of", "in", "from", "to") &&
        !(to >= 2 && IS_ANY(s, to - 2, "last", "next", "this", "past", "that")))
        return false;
    if (IS_ANY(s, to, "-") && IS_ANY(s, to + 1, "earlier", "ago", "old"))
        return false; /* "the year-earlier loss" */
    if (frame_has(f, FIELD_REF) && IS_ANY(s, to - 1, "past") && before_noun(s, to))
        return false; /* "the past three summers" */
    if (f->type == CULPA_TIME_SET && to == from + 1 && is_part_of_name(s, from))
        return false;
    if (frame_has(f, FIELD_REF) && IS_ANY(s, from, "now") && IS_ANY(s, to, "and") && IS_ANY(s, to + 1, "then", "again"))
        return false;
    if (to == from + 2 && IS_ANY(s, from, "the") && IS_ANY(s, from + 1, "year") && is_honour(s, from))
        return false;
    /* "He is in his twenties"; "thirties" need their article. */
    if (frame_has(f, FIELD_DECADE) && to == from + 1 && !first->digits)
        return false;
    /* "Mon" and "Wed" need a stop or a date. */
    if (to == from + 1 && term_is(first, CLASS_WEEKDAY) && !first->dot && term_text(s, from).len < 5)
        return false;
    return true;
}

static int tense_of(const struct time_sentence *s, uint32_t at)
{
    const struct time_term *t = &s->terms[at];
    if (term_is(t, CLASS_FUTURE))
        return 1;
    if (term_is(t, CLASS_PAST))
        return -1;
    struct culpa_slice w = term_text(s, at);
    if (w.len > 3 && !term_is(t, CLASS_NUM) && slice_eq_nocase(slice_of(w.ptr + w.len - 2, 2), SLICE("ed")))
        return -1;
    if (IS_ANY(s, at, "has", "have") && !IS_ANY(s, at + 1, "to"))
        return -1; /* "has come as early as March", but "have to leave by March" */
    if (IS_ANY(s, at, "scheduled", "expected", "planned", "due", "plans", "expects"))
        return 1;
    return 0;
}

/* "is scheduled to", "is expected", "plans to": what looks ahead although it is no future. */
static bool looks_ahead(const struct time_sentence *s, uint32_t at)
{
    return IS_ANY(s, at, "scheduled", "expected", "plans", "plan", "due", "expects", "expect", "intends", "set",
                  "slated", "upcoming", "begins", "begin", "starts", "resumes", "resume", "opens", "expires", "planned",
                  "planning", "deadline", "payable", "effective") ||
           (IS_ANY(s, at, "to", "would") && IS_ANY(s, at + 1, "be")) ||
           (IS_ANY(s, at, "soon", "early") && IS_ANY(s, at + 1, "as") && at + 2 < s->n &&
            term_is(&s->terms[at + 2], CLASS_WEEKDAY));
}

/* "will be paid", "when the case is heard": the participle alone is no past. */
static bool is_passive(const struct time_sentence *s, uint32_t at)
{
    return at > 0 && IS_ANY(s, at - 1, "be", "is", "are", "being");
}

int time_look(const struct time_sentence *s, uint32_t from, uint32_t to)
{
    for (uint32_t i = from, steps = 0; i-- > 0 && steps < CLAUSE_TERMS; steps++) {
        if (looks_ahead(s, i))
            return 1;
        int tense = is_passive(s, i) ? 0 : tense_of(s, i);
        if (tense)
            return steps < CLOSE_TERMS ? 2 * tense : tense;
        if (IS_ANY(s, i, ";", "but"))
            break;
    }
    for (uint32_t i = to; i < s->n && i < to + CLAUSE_TERMS; i++) {
        if (looks_ahead(s, i))
            return 1;
        int tense = tense_of(s, i);
        if (tense)
            return i <= to + CLOSE_TERMS ? 2 * tense : tense;
    }
    return 0;
}
