/* See actors.h. */
#include "read/actors.h"

#include <stdlib.h>

static int by_start(const void *a, const void *b)
{
    const struct entity_speech *x = a, *y = b;
    if (x->content.start != y->content.start)
        return x->content.start < y->content.start ? -1 : 1;
    if (x->content.end != y->content.end)
        return x->content.end > y->content.end ? -1 : 1; /* what holds another comes first */
    return x->speaker < y->speaker ? -1 : x->speaker > y->speaker;
}

enum culpa_status read_actor_input(struct arena *arena, const struct text *text, const struct culpa_name *names,
                                   size_t n_names, const struct culpa_statement *statements, size_t n_statements,
                                   const struct entity_sight *sight, struct entity_input *input)
{
    size_t n_contents = 0;
    for (size_t i = 0; i < n_statements; i++)
        n_contents += statements[i].content.n;
    struct culpa_span *spans = ARENA_ARRAY(arena, struct culpa_span, 2 * n_statements);
    struct entity_speech *speeches = ARENA_ARRAY(arena, struct entity_speech, n_contents);
    if (!spans || !speeches)
        return CULPA_NO_MEMORY;
    size_t n_spans = 0, n_speeches = 0;
    for (size_t i = 0; i < n_statements; i++) {
        const struct culpa_statement *s = &statements[i];
        uint32_t speaker = s->source.n ? (uint32_t)n_spans : CULPA_NONE;
        if (s->source.n)
            spans[n_spans++] = s->source.at[0];
        if (s->target.n)
            spans[n_spans++] = s->target.at[0];
        for (size_t k = 0; k < s->content.n; k++)
            speeches[n_speeches++] = (struct entity_speech){s->content.at[k], speaker};
    }
    if (n_speeches)
        qsort(speeches, n_speeches, sizeof *speeches, by_start);
    *input = (struct entity_input){text, names, n_names, spans, n_spans, speeches, n_speeches, sight};
    return CULPA_OK;
}

enum culpa_status read_actors(struct arena *arena, const struct text *text, const struct entity_names *names,
                              struct speech_statements *statements, const struct entity_sight *sight,
                              struct culpa_report *report)
{
    struct entity_input input;
    struct entity_actors actors = {0};
    enum culpa_status status =
        read_actor_input(arena, text, names->at, names->n, statements->at, statements->n, sight, &input);
    if (!status)
        status = entity_join_actors(arena, &input, &actors);
    if (status)
        return status;
    size_t span = 0;
    for (size_t i = 0; i < statements->n; i++) {
        struct culpa_statement *s = &statements->at[i];
        s->actor = s->source.n ? actors.of_span[span++] : CULPA_NONE;
        s->target_actor = s->target.n ? actors.of_span[span++] : CULPA_NONE;
        /* Nobody blames, urges or condemns himself: one of the two was read wrong. */
        if (s->target_actor != CULPA_NONE && s->target_actor == s->actor) {
            s->target_actor = CULPA_NONE;
            s->target.n = 0;
        }
    }
    speech_answer(actors.at, statements->at, statements->n);
    report->actors = actors.at;
    report->n_actors = actors.n;
    return CULPA_OK;
}
