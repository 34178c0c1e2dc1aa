/* Numbers of people in digits and words, and the words that bound them. See figure_words.h.
 *
 * "dozens", "hundreds" and the like have lower bounds only, by LEDGER 4; a number that is said to be about right stands
 * for itself, with its qualifier. */
#include "entity/words.h"
#include "incident/figure_words.h"
#include "text/phrases.h"

static const uint32_t HUNDRED = 100, THOUSAND = 1000, MILLION = 1000000;

enum bound { BOUND_NONE, BOUND_LOW, BOUND_HIGH, BOUND_ABOUT };

/* Words in front of a number, longest first where one begins another. */
static const struct {
    const char *words;
    enum bound bound;
} BEFORE[] = {
    {"at the very least", BOUND_LOW},
    {"at least", BOUND_LOW},
    {"no fewer than", BOUND_LOW},
    {"no less than", BOUND_LOW},
    {"not less than", BOUND_LOW},
    {"well over", BOUND_LOW},
    {"just over", BOUND_LOW},
    {"well more than", BOUND_LOW},
    {"much more than", BOUND_LOW},
    {"more than", BOUND_LOW},
    {"greater than", BOUND_LOW},
    {"upwards of", BOUND_LOW},
    {"upward of", BOUND_LOW},
    {"in excess of", BOUND_LOW},
    {"a minimum of", BOUND_LOW},
    {"over", BOUND_LOW},
    {"above", BOUND_LOW},
    {"as many as", BOUND_HIGH},
    {"up to", BOUND_HIGH},
    {"at most", BOUND_HIGH},
    {"no more than", BOUND_HIGH},
    {"not more than", BOUND_HIGH},
    {"a maximum of", BOUND_HIGH},
    {"fewer than", BOUND_HIGH},
    {"less than", BOUND_HIGH},
    {"under", BOUND_HIGH},
    {"close to", BOUND_ABOUT},
    {"an estimated", BOUND_ABOUT},
    {"an approximate", BOUND_ABOUT},
    {"just under", BOUND_ABOUT},
    {"estimated", BOUND_ABOUT},
    {"approximately", BOUND_ABOUT},
    {"roughly", BOUND_ABOUT},
    {"around", BOUND_ABOUT},
    {"about", BOUND_ABOUT},
    {"nearly", BOUND_ABOUT},
    {"almost", BOUND_ABOUT},
    {"some", BOUND_ABOUT},
    {"perhaps", BOUND_ABOUT},
    {"possibly", BOUND_ABOUT},
    {"a total of", BOUND_NONE},
    {"exactly", BOUND_NONE},
    {"only", BOUND_NONE},
    {"just", BOUND_NONE},
};

/* Open numbers: only their lower bound is known (LEDGER 4, counts). */
static const struct {
    const char *words;
    uint32_t low;
    bool of; /* alone it counts nobody: "a number of people" */
} OPEN[] = {
    {"hundreds of thousands", 200000, false},
    {"tens of thousands", 20000, false},
    {"thousands", 2000, false},
    {"hundreds", 200, false},
    {"several hundred", 200, false},
    {"several thousand", 2000, false},
    {"several dozen", 24, false},
    {"a few dozen", 24, false},
    {"a few hundred", 200, false},
    {"dozens", 24, false},
    {"scores", 40, false},
    {"millions", 2000000, false},
    {"several", 3, false},
    {"a number", 2, true},
    {"a handful", 2, true},
    {"a few", 2, false},
};

static const char *const UNITS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
                                 "fifteen sixteen seventeen eighteen nineteen";
static const char *const TENS = "twenty thirty forty fifty sixty seventy eighty ninety";

/* Which of the words a token is, from 1; 0: none. */
static uint32_t place_in(const struct figure_sentence *s, uint32_t at, const char *words)
{
    struct culpa_slice token = figure_word(s, at);
    for (uint32_t place = 1; *words; place++) {
        size_t n = strcspn(words, " ");
        if (n == token.len && slice_eq_nocase(slice_of(words, n), token))
            return place;
        words += n + (words[n] == ' ');
    }
    return 0;
}

/* The token behind some words, 0 where they do not stand here. */
static uint32_t skip_words(const struct figure_sentence *s, uint32_t at, const char *words)
{
    return text_phrase_end(s->text, words, at, s->to);
}

static bool is_digits(const struct figure_sentence *s, uint32_t at)
{
    return at < s->to && s->text->tokens[at].shape == SHAPE_DIGITS && figure_word(s, at).len <= 7 &&
           (unsigned char)figure_word(s, at).ptr[0] < 0x80;
}

static uint32_t digits_value(struct culpa_slice word)
{
    uint32_t value = 0;
    for (size_t i = 0; i < word.len; i++)
        value = value * 10 + (uint32_t)(word.ptr[i] - '0');
    return value;
}

static uint32_t multiplier(const struct figure_sentence *s, uint32_t at)
{
    return figure_is(s, at, "hundred")      ? HUNDRED
           : figure_is(s, at, "thousand")   ? THOUSAND
           : figure_is(s, at, "million mn") ? MILLION
           : figure_is(s, at, "dozen")      ? 12
                                            : 0;
}

/* 137; 2,000; 1.5 million. A decimal fraction alone counts no people. */
static uint32_t read_digits(const struct figure_sentence *s, uint32_t at, uint32_t *value)
{
    if (!is_digits(s, at))
        return 0;
    *value = digits_value(figure_word(s, at));
    uint32_t to = at + 1;
    while (figure_is(s, to, ",") && figure_touches(s, to) && is_digits(s, to + 1) && figure_touches(s, to + 1) &&
           figure_word(s, to + 1).len == 3 && *value < 1000 * MILLION / THOUSAND) {
        *value = *value * THOUSAND + digits_value(figure_word(s, to + 1));
        to += 2;
    }
    bool fraction = figure_is(s, to, ".") && figure_touches(s, to) && is_digits(s, to + 1) && figure_touches(s, to + 1);
    uint32_t tenths = 0;
    if (fraction) {
        struct culpa_slice digits = figure_word(s, to + 1);
        tenths = (uint32_t)(digits.ptr[0] - '0');
        to += 2;
    }
    uint32_t times = multiplier(s, to);
    if (fraction && times < THOUSAND)
        return 0;
    if (times && *value < UINT32_MAX / 2 / times) {
        *value = *value * times + tenths * (times / 10);
        to++;
    }
    return to;
}

/* one hundred and thirty-seven; twenty-five; two dozen; a hundred; half a dozen */
static uint32_t read_words(const struct figure_sentence *s, uint32_t at, uint32_t *value)
{
    uint32_t total = 0, part = 0, to = at;
    if (skip_words(s, at, "half a dozen"))
        return *value = 6, at + 3;
    if (skip_words(s, at, "a couple of") || skip_words(s, at, "a couple dozen"))
        return *value = figure_is(s, at + 2, "dozen") ? 24 : 2, at + 3;
    if (figure_is(s, at, "a") && multiplier(s, at + 1))
        return *value = multiplier(s, at + 1), at + 2;
    while (to < s->to) {
        uint32_t unit = place_in(s, to, UNITS), ten = place_in(s, to, TENS), times = multiplier(s, to);
        if (unit && (part % 100 == 0 || (part % 10 == 0 && part % 100 >= 20 && unit < 10))) {
            part += unit;
        } else if (ten && part % 100 == 0) {
            part += (ten + 1) * 10;
        } else if (times && (part || to == at)) {
            part = (part ? part : 1) * times;
            if (times >= THOUSAND) {
                total += part;
                part = 0;
            }
        } else {
            break;
        }
        to++;
        bool hyphen = figure_is(s, to, "-") && figure_touches(s, to) && ten && to + 1 < s->to &&
                      place_in(s, to + 1, UNITS) && place_in(s, to + 1, UNITS) < 10;
        bool joined = figure_is(s, to, "and") && times && part % 100 == 0 && to + 1 < s->to &&
                      (place_in(s, to + 1, UNITS) || place_in(s, to + 1, TENS)) && times >= HUNDRED;
        to += hyphen || joined;
    }
    *value = total + part;
    return to > at && *value ? to : 0;
}

static uint32_t read_plain(const struct figure_sentence *s, uint32_t at, uint32_t *value, bool *digits)
{
    if (at >= s->to)
        return 0;
    uint32_t to = read_digits(s, at, value);
    *digits = to != 0;
    return to ? to : read_words(s, at, value);
}

/* Money, parts of clock times, scores of games, dates, ages and the like, by what touches the digits. */
static bool is_spoiled(const struct figure_sentence *s, uint32_t from, uint32_t to, bool digits)
{
    bool before = from > s->from, after = to < s->to;
    if (before && digits && figure_is(s, from - 1, "$ £ € ¥ # no rs"))
        return true;
    if (before && figure_touches(s, from) && figure_is(s, from - 1, ". : / + - ' ’"))
        return true;
    if (before && figure_is(s, from - 1,
                            "age aged ages january february march april june july august september "
                            "october november december jan feb mar apr jun jul aug sep sept oct nov dec "
                            "route flight highway interstate chapter section article no number grade "
                            "district page room"))
        return true;
    if (!after)
        return false;
    if (figure_is(s, to, "% °"))
        return true;
    if (figure_touches(s, to) && figure_is(s, to, ": / '"))
        return true;
    bool compound = figure_touches(s, to) && figure_is(s, to, "-") && figure_touches(s, to + 1);
    return compound && !is_digits(s, to + 1); /* 13-year-old */
}

static uint32_t read_bound(const struct figure_sentence *s, uint32_t at, enum bound *bound)
{
    for (size_t i = 0; i < sizeof BEFORE / sizeof *BEFORE; i++) {
        uint32_t to = skip_words(s, at, BEFORE[i].words);
        if (to) {
            if (BEFORE[i].bound != BOUND_NONE)
                *bound = BEFORE[i].bound;
            return to;
        }
    }
    return 0;
}

/* "or more" and the like behind a number. */
static uint32_t read_bound_behind(const struct figure_sentence *s, uint32_t at, enum bound *bound)
{
    uint32_t to;
    if ((to = skip_words(s, at, "or more")) || (to = skip_words(s, at, "and more")) ||
        (to = skip_words(s, at, "or so more")) || (to = skip_words(s, at, "plus")))
        *bound = BOUND_LOW;
    else if ((to = skip_words(s, at, "or fewer")) || (to = skip_words(s, at, "or less")))
        *bound = BOUND_HIGH;
    else if ((to = skip_words(s, at, "or so")))
        *bound = BOUND_ABOUT;
    return to;
}

/* "between 10 and 15", "from 10 to 15", "10 to 15", "10-15", "two or three". */
static bool read_range(const struct figure_sentence *s, uint32_t at, struct figure_number *n)
{
    bool between = figure_is(s, at, "between"), digits, more;
    uint32_t low, high, to = read_plain(s, at + between, &low, &digits);
    if (!to || to >= s->to)
        return false;
    bool dash = figure_is(s, to, "- – —") && digits;
    if (!(between ? figure_is(s, to, "and") : dash || figure_is(s, to, "to or")))
        return false;
    if (is_spoiled(s, at + between, to, digits) && !dash)
        return false;
    uint32_t end = read_plain(s, to + 1, &high, &more);
    if (!end || high <= low || (dash && !(more && figure_touches(s, to))) || is_spoiled(s, to + 1, end, false))
        return false;
    *n = (struct figure_number){.from = at, .to = end, .low = low, .high = high, .digits = digits};
    return true;
}

static bool read_open(const struct figure_sentence *s, uint32_t at, struct figure_number *n)
{
    for (size_t i = 0; i < sizeof OPEN / sizeof *OPEN; i++) {
        uint32_t to = skip_words(s, at, OPEN[i].words);
        if (!to)
            continue;
        *n = (struct figure_number){.from = at, .to = to, .low = OPEN[i].low, .high = CULPA_NONE, .of = OPEN[i].of};
        n->bound_from = at;
        n->bound_to = to;
        return true;
    }
    return false;
}

bool figure_read_number(const struct figure_sentence *s, uint32_t at, struct figure_number *n)
{
    enum bound bound = BOUND_NONE;
    uint32_t core = at, next;
    while ((next = read_bound(s, core, &bound)))
        core = next;
    uint32_t bound_to = core;
    if (read_open(s, core, n)) {
        n->from = at;
        n->bound_from = at;
        return true;
    }
    if (read_range(s, core, n)) {
        n->from = at;
        n->bound_from = at;
        n->bound_to = bound == BOUND_NONE ? at : bound_to;
        return true;
    }
    uint32_t value;
    bool digits;
    uint32_t to = read_plain(s, core, &value, &digits);
    if (!to || is_spoiled(s, core, to, digits))
        return false;
    uint32_t behind = read_bound_behind(s, to, &bound);
    *n = (struct figure_number){.from = at, .to = behind ? behind : to, .low = value, .high = value, .digits = digits};
    n->bound_from = behind ? to : at;
    n->bound_to = behind ? behind : bound == BOUND_NONE ? at : bound_to;
    if (bound == BOUND_LOW)
        n->high = CULPA_NONE;
    else if (bound == BOUND_HIGH)
        n->low = CULPA_NONE;
    return true;
}
