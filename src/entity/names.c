/* Names: the tagger's pieces become spans. */
#include "entity/entity.h"

/* The kinds of the model's head, in its order. */
static const enum culpa_name_kind KINDS[] = {CULPA_NAME_PERSON, CULPA_NAME_ORGANISATION, CULPA_NAME_PLACE,
                                             CULPA_NAME_GROUP,  CULPA_NAME_FACILITY,     CULPA_NAME_OTHER};

enum culpa_status entity_find_names(const struct nn_crf *names, struct arena *arena, struct arena *scratch,
                                    const struct text_token *tokens, const struct nn_view *view,
                                    struct entity_names *found)
{
    struct nn_pieces pieces = {0};
    enum culpa_status status = nn_crf_tag(names, scratch, view, NULL, &pieces);
    for (size_t i = 0; i < pieces.n && !status; i++) {
        struct nn_piece p = pieces.at[i];
        struct culpa_name name = {KINDS[p.kind], {tokens[p.from].start, tokens[p.to - 1].end}};
        if (!VEC_PUSH(arena, found, name))
            status = CULPA_NO_MEMORY;
    }
    return status;
}
