/* The tables of data/speech, compiled in: sorted by their first word, of those with the same one the longest
 * first. */
#ifndef SPEECH_MARKS_H
#define SPEECH_MARKS_H

#include <stdbool.h>
#include <stddef.h>

#include "text/text.h"

enum speech_mark_kind {
    SPEECH_HEDGE,
    SPEECH_EVIDENCE,
    SPEECH_UNSUPPORTED,
    SPEECH_DISPUTED,
    SPEECH_CORRECTED,
    SPEECH_VERIFIED,
    SPEECH_DOUBTED
};

/* Where beside its words a cue is aimed: see data/speech/aims.tsv. */
enum speech_aim_kind { SPEECH_AIM_OBJECT, SPEECH_AIM_ON, SPEECH_AIM_TO };

struct speech_mark {
    const char *first, *words; /* lower case, tokens with a blank between them */
    unsigned n_tokens;
    int kind;  /* enum speech_mark_kind of marks, speech_aim_kind of aims, culpa_act of the other tables */
    bool told; /* of cues: tells a statement by itself, with content or without */
};

extern const struct speech_mark speech_marks[], speech_cues[], /* of cues CULPA_ACT_NONE: what negates one */
    speech_aims[], speech_openings[], speech_leanings[];
extern const size_t speech_n_marks, speech_n_cues, speech_n_aims, speech_n_openings, speech_n_leanings;

struct speech_table {
    const struct speech_mark *at;
    size_t n;
};

/* The longest mark at a token that is of a wanted kind, a bit a kind; NULL where there is none. */
const struct speech_mark *speech_mark_at(struct speech_table table, const struct text *text, uint32_t at, uint32_t end,
                                         unsigned kinds);

#endif
