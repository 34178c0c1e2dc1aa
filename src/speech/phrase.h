/* The phrases that name or describe somebody beside a word of the text. */
#ifndef SPEECH_PHRASE_H
#define SPEECH_PHRASE_H

#include "speech/speech.h"
#include "text/phrases.h"

struct phrase_reader {
    const struct text *text;
    const struct culpa_name *names; /* of the text, by start */
    size_t n_names;
};

/* The name that covers a byte, or NULL. */
const struct culpa_name *phrase_name(const struct phrase_reader *a, uint32_t byte);
/* The phrase that begins at a token, and before a limit; false where nobody is named or described there. */
bool phrase_at(const struct phrase_reader *a, uint32_t token, uint32_t limit, struct text_range *r);
/* Is a token behind a phrase no part of it? "the ministry | 's plan" is. */
bool phrase_ends(const struct phrase_reader *a, uint32_t token);
/* The phrase that ends in front of a token, behind which auxiliaries and adverbs may stand, and begins at a limit or
 * behind it. */
bool phrase_before(const struct phrase_reader *a, uint32_t token, uint32_t limit, struct text_range *r);

#endif
