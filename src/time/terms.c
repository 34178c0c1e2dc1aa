/* Tokens -> terms: see the header. Each case carries the writing that made it necessary. */
#include "time/terms.h"

enum { NUMBER_MAX = 100000000, NUMBER_DIGITS = 7 };
enum { FIRST_YEAR = 1000, LAST_YEAR = 2100 };

struct reader {
    const struct text *text;
    uint32_t at, end; /* tokens */
};

static struct culpa_slice word_at(const struct reader *r, uint32_t at)
{
    const struct text_token *t = &r->text->tokens[at];
    return slice_of(r->text->bytes.ptr + t->start, t->end - t->start);
}

static bool is_sign(const struct reader *r, uint32_t at, char sign)
{
    const struct text_token *t = &r->text->tokens[at];
    return at < r->end && t->end == t->start + 1 && r->text->bytes.ptr[t->start] == sign;
}

/* Without white space between it and the token before. */
static bool is_joined(const struct reader *r, uint32_t at)
{
    return at < r->end && r->text->tokens[at].start == r->text->tokens[at - 1].end;
}

/* -1 where the token is no number of at most NUMBER_DIGITS ASCII digits. */
static int32_t digits_at(const struct reader *r, uint32_t at)
{
    if (at >= r->end)
        return -1;
    struct culpa_slice w = word_at(r, at);
    int32_t n = 0;
    if (w.len > NUMBER_DIGITS)
        return -1;
    for (size_t i = 0; i < w.len; i++) {
        if (w.ptr[i] < '0' || w.ptr[i] > '9')
            return -1;
        n = n * 10 + (w.ptr[i] - '0');
    }
    return n;
}

static uint32_t bit(int class)
{
    return (uint32_t)1 << class;
}

static void set(struct time_term *term, uint32_t classes, int32_t value)
{
    term->classes[0] = classes;
    term->values[0] = value;
    term->classes[1] = 0;
}

/* What a whole number in digits may be. */
static uint32_t classes_of_digits(int32_t n, size_t len)
{
    uint32_t classes = bit(CLASS_NUM);
    if (len == 4 && n >= FIRST_YEAR && n <= LAST_YEAR)
        classes |= bit(CLASS_YEAR);
    if (len == 4 && n < 2400 && n % 100 < 60)
        classes |= bit(CLASS_MILITARY);
    if (len > 2)
        return classes;
    if (n >= 1 && n <= 31)
        classes |= bit(CLASS_DAY);
    if (n >= 1 && n <= 12)
        classes |= bit(CLASS_MON);
    if (n <= 24)
        classes |= bit(CLASS_HOUR);
    if (len == 2)
        classes |= bit(CLASS_YY);
    return classes;
}

/* am, pm, a.m., p.m. */
static bool is_half_day(const struct reader *r, uint32_t at)
{
    if (at >= r->end)
        return false;
    struct culpa_slice w = word_at(r, at);
    char first = (char)(w.ptr[0] | 0x20);
    if (first != 'a' && first != 'p')
        return false;
    return w.len == 1 ? is_sign(r, at + 1, '.') : w.len == 2 && (w.ptr[1] | 0x20) == 'm';
}

/* The "00am" of "8:00am"; -1 where the token is none. */
static int32_t minutes_half_day(const struct reader *r, uint32_t at, const char **half_day)
{
    struct culpa_slice w = at < r->end ? word_at(r, at) : SLICE("");
    if (w.len != 4 || w.ptr[0] < '0' || w.ptr[0] > '5' || w.ptr[1] < '0' || w.ptr[1] > '9' || (w.ptr[3] | 0x20) != 'm')
        return -1;
    char first = (char)(w.ptr[2] | 0x20);
    if (first != 'a' && first != 'p')
        return -1;
    *half_day = first == 'a' ? "am" : "pm";
    return (w.ptr[0] - '0') * 10 + (w.ptr[1] - '0');
}

/* "1,500 years", "2.5 years", "2 1/2 years", "8:15"; first: the number that was read already. */
static void read_digits(struct reader *r, struct time_term *term, int32_t first, const char **half_day)
{
    size_t len = word_at(r, r->at).len;
    term->digits = true;
    set(term, classes_of_digits(first, len), first);
    uint32_t next = r->at + 1;
    int32_t second = digits_at(r, next + 1);
    bool tight = is_joined(r, next) && is_joined(r, next + 1) && second >= 0;
    size_t second_len = tight ? word_at(r, next + 1).len : 0;
    if (tight && is_sign(r, next, ',') && second_len == 3 && len <= 3) {
        set(term, bit(CLASS_NUM), first * 1000 + second);
        r->at += 2;
        if (is_sign(r, r->at + 1, ',') && is_joined(r, r->at + 2) && digits_at(r, r->at + 2) >= 0) {
            set(term, 0, 0); /* millions: nothing is counted in so many years */
            r->at += 2;
        }
    } else if (tight && is_sign(r, next, '.')) {
        bool half = second == 5 && second_len == 1;
        bool clock = second_len == 2 && first <= 12 && second < 60 && /* "8.15 p.m.", but "2.46 billion" */
                     is_half_day(r, next + 2);
        set(term, half ? bit(CLASS_NUMHALF) : clock ? bit(CLASS_CLOCK) : 0, half ? first : first * 100 + second);
        r->at += 2;
    } else if (tight && is_sign(r, next, ':') && second_len == 2 && first <= 24 && second < 60) {
        set(term, bit(CLASS_CLOCK), first * 100 + second);
        r->at += 2;
        if (is_sign(r, r->at + 1, ':') && is_joined(r, r->at + 2) && digits_at(r, r->at + 2) >= 0)
            r->at += 2;
    } else if (is_sign(r, next, ':') && first <= 12 && is_joined(r, next) && is_joined(r, next + 1) &&
               minutes_half_day(r, next + 1, half_day) >= 0) {
        set(term, bit(CLASS_CLOCK), first * 100 + minutes_half_day(r, next + 1, half_day));
        r->at += 2;
    } else if (digits_at(r, next) == 1 && is_sign(r, next + 1, '/') && digits_at(r, next + 2) == 2) {
        set(term, bit(CLASS_NUMHALF), first);
        r->at += 3;
    }
}

/* "21st", "1990s", "80s", "10am", "8pm": digits and letters in one token. Returns whether it was one. */
static bool read_mixed(const struct reader *r, struct time_term *term, const char **half_day)
{
    struct culpa_slice w = word_at(r, r->at);
    int32_t n = 0;
    size_t i = 0;
    for (; i < w.len && i < 4 && w.ptr[i] >= '0' && w.ptr[i] <= '9'; i++)
        n = n * 10 + (w.ptr[i] - '0');
    struct culpa_slice tail = slice_of(w.ptr + i, w.len - i);
    if (i == 0 || tail.len == 0 || tail.len > 2)
        return false;
    term->digits = true;
    if (slice_eq_nocase(tail, SLICE("st")) || slice_eq_nocase(tail, SLICE("nd")) ||
        slice_eq_nocase(tail, SLICE("rd")) || slice_eq_nocase(tail, SLICE("th")))
        set(term, bit(CLASS_ORD) | (n >= 1 && n <= 31 ? bit(CLASS_DAY) : 0), n);
    else if (slice_eq_nocase(tail, SLICE("s")) && i == 4 && n % 10 == 0 && n >= FIRST_YEAR && n <= LAST_YEAR)
        set(term, bit(CLASS_DECADE), n % 100 ? n / 10 : n / 100); /* the 1900s are a century */
    else if (slice_eq_nocase(tail, SLICE("s")) && i == 2 && n % 10 == 0 && n >= 20)
        set(term, bit(CLASS_DECADE), 190 + n / 10);
    else if ((slice_eq_nocase(tail, SLICE("am")) || slice_eq_nocase(tail, SLICE("pm"))) && n <= 12 && i <= 2) {
        set(term, bit(CLASS_HOUR), n);
        *half_day = (tail.ptr[0] | 0x20) == 'a' ? "am" : "pm";
    } else
        return false;
    return true;
}

static int32_t number_word(const struct reader *r, uint32_t at)
{
    const struct rules_word *w = at < r->end ? rules_lookup(word_at(r, at)) : NULL;
    return w && w->classes[0] >> CLASS_NUM & 1 ? w->values[0] : -1;
}

static int32_t ordinal_word(const struct reader *r, uint32_t at)
{
    const struct rules_word *w = at < r->end ? rules_lookup(word_at(r, at)) : NULL;
    int i = w && w->classes[1] >> CLASS_ORD & 1;
    return w && w->classes[i] >> CLASS_ORD & 1 ? w->values[i] : -1;
}

/* "twenty-four", "twenty four": a number below a hundred from token `at`; *next is the token behind it. */
static int32_t below_hundred(const struct reader *r, uint32_t at, uint32_t *next)
{
    int32_t n = number_word(r, at);
    *next = at + 1;
    if (n < 20 || n % 10 != 0)
        return n;
    uint32_t behind = is_sign(r, at + 1, '-') ? at + 2 : at + 1;
    int32_t unit = number_word(r, behind);
    if (unit >= 1 && unit <= 9) {
        *next = behind + 1;
        return n + unit;
    }
    return n;
}

static bool is_word(const struct reader *r, uint32_t at, struct culpa_slice word)
{
    return at < r->end && slice_eq_nocase(word_at(r, at), word);
}

/* "nineteen ninety-six", "twenty-first", "two hundred", "four thousand", "six". */
static void read_number_words(struct reader *r, struct time_term *term)
{
    uint32_t next, behind;
    int32_t n = below_hundred(r, r->at, &next);
    int32_t second = n >= 10 && n <= 20 ? below_hundred(r, next, &behind) : -1;
    if (second >= 10 && second <= 99) {
        set(term, bit(CLASS_YEAR), n * 100 + second);
        r->at = behind - 1;
        return;
    }
    uint32_t at = is_sign(r, r->at + 1, '-') ? r->at + 2 : r->at + 1;
    int32_t ordinal = n >= 20 && n % 10 == 0 ? ordinal_word(r, at) : -1;
    if (ordinal >= 1 && ordinal <= 9) {
        n += ordinal;
        set(term, bit(CLASS_ORD) | (n <= 31 ? bit(CLASS_DAY) : 0), n);
        r->at = at;
        return;
    }
    for (int32_t factor; next < r->end; next++, n *= factor) {
        factor = is_word(r, next, SLICE("hundred")) ? 100 : is_word(r, next, SLICE("thousand")) ? 1000 : 0;
        if (!factor || n > NUMBER_MAX / factor)
            break;
    }
    set(term, bit(CLASS_NUM) | (n >= 1 && n <= 12 ? bit(CLASS_HOUR) : 0), n);
    r->at = next - 1;
}

/* "a hundred years", "a dozen days". */
static bool read_a_hundred(struct reader *r, struct time_term *term)
{
    if (!is_word(r, r->at, SLICE("a")))
        return false;
    int32_t n = is_word(r, r->at + 1, SLICE("hundred"))    ? 100
                : is_word(r, r->at + 1, SLICE("thousand")) ? 1000
                : is_word(r, r->at + 1, SLICE("dozen"))    ? 12
                                                           : 0;
    if (!n)
        return false;
    set(term, bit(CLASS_NUM), n);
    term->word = 0;
    r->at++;
    return true;
}

/* "a.m.", "p.m": three or four tokens. */
static bool read_half_day(struct reader *r, struct time_term *term)
{
    struct culpa_slice w = word_at(r, r->at);
    if (w.len != 1 || (w.ptr[0] | 0x20) != 'a' ? w.len != 1 || (w.ptr[0] | 0x20) != 'p' : false)
        return false;
    if (!is_sign(r, r->at + 1, '.') || !is_joined(r, r->at + 1) || !is_word(r, r->at + 2, SLICE("m")) ||
        !is_joined(r, r->at + 2))
        return false;
    const struct rules_word *word = rules_lookup((w.ptr[0] | 0x20) == 'a' ? SLICE("am") : SLICE("pm"));
    term->word = word ? word->word : 0;
    r->at += 2;
    if (is_sign(r, r->at + 1, '.') && is_joined(r, r->at + 1))
        r->at++;
    return true;
}

static void take_word(const struct reader *r, struct time_term *term, const struct rules_word *word)
{
    const struct text_token *t = &r->text->tokens[r->at];
    term->word = word->word;
    if (word->capital && !t->upper_first)
        return;
    for (int i = 0; i < 2; i++) {
        term->classes[i] = word->classes[i];
        term->values[i] = word->values[i];
    }
    if (term_is(term, CLASS_ORD)) /* "March eighth" */
        term->classes[word->classes[0] >> CLASS_ORD & 1 ? 0 : 1] |= bit(CLASS_DAY);
}

/* The stop of "Sept." and "Mon.": short names of months and days have three or four letters. */
static void take_stop(struct reader *r, struct time_term *term)
{
    struct culpa_slice w = word_at(r, r->at);
    if (w.len <= 5 && (term_is(term, CLASS_MONTH) || term_is(term, CLASS_WEEKDAY)) && w.len < 6 &&
        !(w.len == 5 && (w.ptr[4] | 0x20) != 's') && !is_word(r, r->at, SLICE("may")) &&
        !is_word(r, r->at, SLICE("june")) && !is_word(r, r->at, SLICE("july")) && is_sign(r, r->at + 1, '.') &&
        is_joined(r, r->at + 1)) {
        term->dot = true;
        r->at++;
    }
}

/* Curly and other apostrophes, and dashes, as the plain ones that the rules write. */
static struct culpa_slice plain_sign(struct culpa_slice w)
{
    if (w.len == 3 && memcmp(w.ptr, "\xE2\x80", 2) == 0) {
        unsigned char c = (unsigned char)w.ptr[2];
        if (c == 0x98 || c == 0x99)
            return SLICE("'");
        if (c >= 0x90 && c <= 0x94)
            return SLICE("-");
    }
    return w;
}

/* "'s" behind a word, "'80s" before a decade. */
static void read_apostrophe(struct reader *r, struct time_term *term)
{
    const char *half_day = NULL;
    if (!is_joined(r, r->at + 1))
        return;
    if (is_word(r, r->at + 1, SLICE("s"))) {
        const struct rules_word *word = rules_lookup(SLICE("'s"));
        term->word = word ? word->word : 0;
        r->at++;
        return;
    }
    struct reader ahead = {r->text, r->at + 1, r->end};
    if (read_mixed(&ahead, term, &half_day) && !half_day && term_is(term, CLASS_DECADE))
        r->at++;
    else
        set(term, 0, 0);
}

static void read_word(struct reader *r, struct time_term *term)
{
    struct culpa_slice w = plain_sign(word_at(r, r->at));
    const struct rules_word *word = rules_lookup(w);
    if (word)
        take_word(r, term, word);
    if (word && read_a_hundred(r, term))
        return;
    if (w.len == 1 && w.ptr[0] == '\'')
        read_apostrophe(r, term);
    else if (w.len == 1)
        read_half_day(r, term);
    else if (term_is(term, CLASS_NUM))
        read_number_words(r, term);
    else if (word)
        take_stop(r, term);
}

/* "two and a half", "three-and-a-half". */
static void take_half(struct reader *r, struct time_term *term)
{
    static const char *const words[] = {"and", "a", "half"};
    uint32_t at = r->at + 1;
    for (size_t i = 0; i < 3; i++, at++) {
        if (is_sign(r, at, '-'))
            at++;
        if (!is_word(r, at, slice_of(words[i], strlen(words[i]))))
            return;
    }
    set(term, bit(CLASS_NUMHALF), term_value(term, CLASS_NUM));
    r->at = at - 1;
}

uint32_t time_make_terms(const struct text *text, struct text_range sentence, struct time_term *terms)
{
    uint32_t n = 0;
    struct reader r = {text, sentence.from, sentence.to};
    for (; r.at < r.end; r.at++) {
        struct time_term *term = &terms[n++];
        const char *half_day = NULL;
        *term = (struct time_term){.from = r.at};
        uint8_t shape = text->tokens[r.at].shape;
        int32_t number = shape == SHAPE_DIGITS ? digits_at(&r, r.at) : -1;
        if (number >= 0)
            read_digits(&r, term, number, &half_day);
        else if (shape != SHAPE_ALNUM || !read_mixed(&r, term, &half_day))
            read_word(&r, term);
        if (term_is(term, CLASS_NUM))
            take_half(&r, term);
        term->to = r.at + 1;
        if (half_day) {
            const struct rules_word *word = rules_lookup(slice_of(half_day, 2));
            terms[n++] = (struct time_term){.from = r.at, .to = r.at + 1, .word = word ? word->word : 0};
        }
    }
    return n;
}
