/* Between speech and entity: sources of statements are handed over as spans, actors come back. */
#ifndef READ_ACTORS_H
#define READ_ACTORS_H

#include "entity/entity.h"
#include "speech/speech.h"

/* What entity_join_actors() is asked: span i is the source of the i-th statement that has one. Lives in the arena.
 * Status: NO_MEMORY. */
enum culpa_status read_actor_input(struct arena *arena, const struct text *text, const struct culpa_name *names,
                                   size_t n_names, const struct culpa_statement *statements, size_t n_statements,
                                   const struct entity_sight *sight, struct entity_input *input);

/* Fills in the actors of the report and of the statements. Status: NO_MEMORY. */
enum culpa_status read_actors(struct arena *arena, const struct text *text, const struct entity_names *names,
                              struct speech_statements *statements, const struct entity_sight *sight,
                              struct culpa_report *report);

#endif
