/* Who says what: cue, source and content, and their links, as statements.
 *
 * The tagger finds pieces, a paragraph at a time; links join them to attributions around one cue. A second tagger reads
 * inside each content ("The US says it warned Russia": the warning is inside what the US says). A paragraph of
 * quotation without any words of attribution goes on with the speaker of the paragraph before. */
#ifndef SPEECH_SPEECH_H
#define SPEECH_SPEECH_H

#include "nn/heads.h"
#include "text/text.h"

struct speech_heads {
    struct nn_crf outer, inner;
    struct nn_link source;  /* cue -> source */
    struct nn_link content; /* content -> cue */
};

struct speech_statements VEC(struct culpa_statement);

/* Status: MODEL. */
enum culpa_status speech_open(const struct nn_model *model, struct speech_heads *heads, struct culpa_error *error);

/* Appends the statements of one window; actors are not filled in, `inside` counts from the first statement of the text.
 * tokens: those of the window. Status: NO_MEMORY. */
enum culpa_status speech_find(const struct speech_heads *heads, struct arena *arena, struct arena *scratch,
                              const struct text_token *tokens, const struct nn_view *view,
                              struct speech_statements *statements);

/* Once all windows are read: sorts the statements by span, and adds the paragraphs of quotation that go on. Status:
 * NO_MEMORY. */
enum culpa_status speech_finish(struct arena *arena, const struct text *text, struct speech_statements *statements);

#endif
