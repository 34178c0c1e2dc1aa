/* UTF-8 and what culpa needs to know of Unicode (utf8proc has the tables). */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/slice.h"

enum utf8_class {
    UTF8_SPACE, /* white space, controls, formats, unassigned: separates tokens, belongs to none */
    UTF8_WORD,  /* letters, marks, numbers */
    UTF8_LONE,  /* ideographs and everything else: a token by itself */
};

/* Decodes the code point at s[at] (at < s.len) and sets *len to its bytes. A byte that starts no valid sequence
 * (overlong, surrogate, truncated, above U+10FFFF) decodes as U+FFFD with length 1. */
uint32_t utf8_decode(struct culpa_slice s, size_t at, size_t *len);
/* Writes 1 to 4 bytes; returns how many. Code points that UTF-8 cannot carry become U+FFFD. */
size_t utf8_encode(uint32_t code_point, char out[4]);
/* Offset of the first byte that is no valid UTF-8, SIZE_MAX where all is valid. */
size_t utf8_invalid(struct culpa_slice s);
enum utf8_class utf8_class(uint32_t code_point);
bool utf8_is_upper(uint32_t code_point); /* general category Lu or Lt */
bool utf8_is_lower(uint32_t code_point); /* Ll */
bool utf8_is_digit(uint32_t code_point); /* Nd, Nl, No */
bool utf8_is_alpha(uint32_t code_point); /* L* */

#endif
