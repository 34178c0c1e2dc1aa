/* Names in the text, and the actors of a report: whoever can act or speak (LEDGER 2).
 *
 * The caller hands over the spans that it wants to know the actor of (sources, targets, ...); all other names, pronouns
 * and descriptions of the text are read too, since "he" in one paragraph is the minister of the one before. */
#ifndef ENTITY_ENTITY_H
#define ENTITY_ENTITY_H

#include "nn/heads.h"
#include "text/text.h"

struct entity_names VEC(struct culpa_name);

enum { ENTITY_NAME_KINDS = 6 }; /* of the head "head.names" */

/* "Investigation Hezbollah said": a heading of one word that runs into the sentence below it, in front of a name that
 * the gazetteer knows. */
bool entity_is_heading(const struct text *text, uint32_t token);
/* Takes such headings off the names. */
void entity_cut_headings(const struct text *text, struct entity_names *names);

/* Adds the acronyms of the gazetteer that are verbs in small letters and stand among such: "accused IS of the attack".
 * Status: NO_MEMORY. */
enum culpa_status entity_add_acronyms(struct arena *arena, const struct text *text, struct entity_names *names);

/* Appends the names of a window, by start; tokens: those of the window. Status: NO_MEMORY. */
enum culpa_status entity_find_names(const struct nn_crf *names, struct arena *arena, struct arena *scratch,
                                    const struct text_token *tokens, const struct nn_view *view,
                                    struct entity_names *found);

/* What the model sees of each token, for pronouns: tokens of one window alone can be compared. */
struct entity_sight {
    const float *ask, *answer; /* [n_tokens, NN_PAIR_WIDTH] */
    const uint32_t *window;    /* [n_tokens] number of its window */
};

/* Something said, and who says it: "I" in it is the speaker, "he" is not. */
struct entity_speech {
    struct culpa_span content;
    uint32_t speaker; /* index into spans, or CULPA_NONE */
};

struct entity_input {
    const struct text *text;
    const struct culpa_name *names; /* by start */
    size_t n_names;
    const struct culpa_span *spans; /* in any order, may overlap and repeat */
    size_t n_spans;
    const struct entity_speech *speeches; /* by start of content */
    size_t n_speeches;
    const struct entity_sight *sight; /* NULL: pronouns go by their features alone */
};

struct entity_actors {
    const struct culpa_actor *at; /* in order of first mention */
    size_t n;
    const uint32_t *of_span; /* [n_spans] index into at, CULPA_NONE where a span names nobody (it's thought) */
};

/* Everything in the result lives in the arena. Status: NO_MEMORY. */
enum culpa_status entity_join_actors(struct arena *arena, const struct entity_input *input,
                                     struct entity_actors *actors);

#endif
