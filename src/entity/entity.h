/* Names in the text, and the actors that speak.
 *
 * Actors are joined only by what their words say: the same name, a family name that only one full name of the report
 * has, the same definite description. Pronouns and "a source" stay by themselves. */
#ifndef ENTITY_ENTITY_H
#define ENTITY_ENTITY_H

#include "nn/heads.h"
#include "text/text.h"

struct entity_names VEC(struct culpa_name);

enum { ENTITY_NAME_KINDS = 6 }; /* of the head "head.names" */

/* Appends the names of a window, by start; tokens: those of the window. Status: NO_MEMORY. */
enum culpa_status entity_find_names(const struct nn_crf *names, struct arena *arena, struct arena *scratch,
                                    const struct text_token *tokens, const struct nn_view *view,
                                    struct entity_names *found);

/* statements: with source spans set (the first span is the mention); their actor is filled in. names: by start. Status:
 * NO_MEMORY. */
enum culpa_status entity_join_actors(struct arena *arena, struct culpa_slice text, const struct culpa_name *names,
                                     size_t n_names, struct culpa_statement *statements, size_t n_statements,
                                     const struct culpa_actor **actors, size_t *n_actors);

#endif
