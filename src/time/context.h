/* What stands around an expression: whether it is one at all, and which way its verb looks. */
#ifndef TIME_CONTEXT_H
#define TIME_CONTEXT_H

#include "text/text.h"
#include "time/resolve.h"

/* The terms of one sentence, and the ones that an expression covers. */
struct time_sentence {
    const struct text *text;
    const struct time_term *terms;
    uint32_t n;
};

/* False where the words look like time and are none: "52 years old", "$1990", "the fall of the town". from, to: the
 * terms of the span. */
bool time_is_expression(const struct time_sentence *s, uint32_t from, uint32_t to, const struct time_frame *frame);

/* -1 past, 1 future, doubled where just before, 0 unknown: from the verb nearest before the expression, else nearest
 * behind it. */
int time_look(const struct time_sentence *s, uint32_t from, uint32_t to);

#endif
