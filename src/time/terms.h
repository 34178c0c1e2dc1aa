/* Tokens -> terms: what the patterns of time see. Numbers in words and digits, clock times, abbreviations with their
 * stop and decades become one term each, so that no rule needs to know how they are written. */
#ifndef TIME_TERMS_H
#define TIME_TERMS_H

#include "text/text.h"
#include "time/rules.h"

/* terms: room for two terms a token of the range ("10am" is two). Returns their number. */
uint32_t time_make_terms(const struct text *text, struct text_range sentence, struct time_term *terms);

#endif
