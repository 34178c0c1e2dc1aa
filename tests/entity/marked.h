/* Texts of the tests with what the tagger would have found marked in them:
 *   <P:Ana Ruiz>   a name: P person, O organisation, L place, G group or nationality, F facility, X other
 *   [she]          a span whose actor is wanted; numbered from 0 by where it ends
 *   {1:...}        something said by span 1
 * A backslash and n is a line break. */
#ifndef TESTS_MARKED_H
#define TESTS_MARKED_H

#include "entity/entity.h"

enum { MARKED_BYTES = 4096, MARKED_MOST = 64 };

struct marked {
    char bytes[MARKED_BYTES];
    struct culpa_name names[MARKED_MOST];
    struct culpa_span spans[MARKED_MOST];
    struct entity_speech speeches[MARKED_MOST];
    size_t n, n_names, n_spans, n_speeches;
    struct arena arena;
    struct text_vocabulary *vocabulary;
    struct text text;
    struct entity_actors actors;
};

/* Reads the marks and finds the actors. False where the marks are wrong or memory ran out. */
bool marked_read(struct marked *m, const char *from);
/* The same, as if the model saw that all pronouns of a window mean whatever ends in this word. */
bool marked_read_seen(struct marked *m, const char *from, const char *word);
void marked_release(struct marked *m);
/* The id of a span's actor, "-" where it has none. */
struct culpa_slice marked_id(const struct marked *m, size_t span);

#endif
