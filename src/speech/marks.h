/* The marks of data/speech/marks.tsv, compiled in: sorted by their first word, of those with the same one the longest
 * first. */
#ifndef SPEECH_MARKS_H
#define SPEECH_MARKS_H

#include <stdbool.h>
#include <stddef.h>

#include "culpa.h"

enum speech_mark_kind {
    SPEECH_HEDGE,
    SPEECH_EVIDENCE,
    SPEECH_UNSUPPORTED,
    SPEECH_DISPUTED,
    SPEECH_CORRECTED,
    SPEECH_VERIFIED,
    SPEECH_DOUBTED
};

struct speech_mark {
    const char *first, *words; /* lower case, tokens with a blank between them */
    unsigned n_tokens;
    int kind;  /* enum speech_mark_kind of marks, enum culpa_act of cues */
    bool told; /* of cues: tells a statement by itself, with content or without */
};

extern const struct speech_mark speech_marks[], speech_cues[]; /* of cues CULPA_ACT_NONE: what negates one */
extern const size_t speech_n_marks, speech_n_cues;

#endif
