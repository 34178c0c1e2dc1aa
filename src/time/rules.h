/* The rules of data/time, as compile_rules.py wrote them down: words with their classes, and a tree of patterns.
 *
 * A pattern is a path of keys; a key is a class (below CLASS_COUNT) or a word (CLASS_COUNT + its number). All of it is
 * constant. */
#ifndef TIME_RULES_H
#define TIME_RULES_H

#include "base/slice.h"
#include "time_names.h"

/* A word of the rules. It has at most two values: "second" is the ordinal 2 and the unit of a second. */
struct rules_word {
    const char *text; /* NULL in an empty slot */
    uint8_t len;
    uint16_t word;
    bool capital; /* has its classes only with a capital */
    uint32_t classes[2];
    int16_t values[2];
};

/* A piece of text that the patterns see: a word, a number of several words, a clock time, a sign. */
struct time_term {
    uint32_t from, to; /* tokens */
    uint16_t word;     /* 0: no word of the rules */
    bool digits, dot;  /* written in digits; has the stop of an abbreviation */
    uint32_t classes[2];
    int32_t values[2];
};

enum { RULES_ROOT_EXPRESSIONS, RULES_ROOT_PREFIXES, RULES_ROOT_SUFFIXES };

struct rules_value {
    uint8_t field, from_term; /* a constant, or the value of a term */
    int32_t value;            /* the constant; else the term's place in the pattern */
    uint8_t class, negative;  /* which of the term's values, and its sign */
};

/* Where a pattern ends. For modifiers rule is the MOD_ value, type the mask of types, start is 1 where the words stay
 * outside the span. */
struct rules_end {
    uint16_t rule;
    uint8_t type;
    uint8_t start, stop; /* the terms of the pattern that are in the span */
    uint16_t value, n_values;
};

enum { TIME_COUNTED = 4 /* bit of a modifier's mask: a date that is counted, "two years ago" */ };

/* The longest pattern that begins with the first of n terms. *length: its terms. NULL where there is none. */
const struct rules_end *rules_match(int root, const struct time_term *terms, uint32_t n, uint32_t *length);
const struct rules_value *rules_values(const struct rules_end *end);
const char *rules_name(const struct rules_end *end);

/* The word in any case, NULL where no rule knows it. */
const struct rules_word *rules_lookup(struct culpa_slice word);

static inline bool term_is(const struct time_term *term, int class)
{
    return ((term->classes[0] | term->classes[1]) >> class & 1) != 0;
}

static inline int32_t term_value(const struct time_term *term, int class)
{
    return term->values[term->classes[0] >> class & 1 ? 0 : 1];
}

#endif
