/* See marked.h. */
#include "marked.h"

#include <stdlib.h>
#include <string.h>

static enum culpa_name_kind kind_of(char letter)
{
    switch (letter) {
    case 'P':
        return CULPA_NAME_PERSON;
    case 'O':
        return CULPA_NAME_ORGANISATION;
    case 'L':
        return CULPA_NAME_PLACE;
    case 'G':
        return CULPA_NAME_GROUP;
    case 'F':
        return CULPA_NAME_FACILITY;
    default:
        return CULPA_NAME_OTHER;
    }
}

static bool unmark(struct marked *m, const char *from)
{
    uint32_t span = 0, name = 0, open[MARKED_MOST], n_open = 0;
    for (; *from; from++) {
        uint32_t at = (uint32_t)m->n;
        if (m->n == MARKED_BYTES || m->n_names == MARKED_MOST || m->n_spans == MARKED_MOST ||
            m->n_speeches == MARKED_MOST)
            return false;
        if (*from == '[') {
            span = at;
        } else if (*from == ']') {
            m->spans[m->n_spans++] = (struct culpa_span){span, at};
        } else if (*from == '<') {
            name = at;
            m->names[m->n_names].kind = kind_of(from[1]);
            from += 2;
        } else if (*from == '>') {
            m->names[m->n_names++].span = (struct culpa_span){name, at};
        } else if (*from == '{') {
            char *end;
            m->speeches[m->n_speeches] = (struct entity_speech){{at, at}, (uint32_t)strtoul(from + 1, &end, 10)};
            open[n_open++] = (uint32_t)m->n_speeches++;
            from = end;
        } else if (*from == '}' && n_open) {
            m->speeches[open[--n_open]].content.end = at;
        } else if (from[0] == '\\' && from[1] == 'n') {
            m->bytes[m->n++] = '\n';
            from++;
        } else {
            m->bytes[m->n++] = *from;
        }
    }
    return n_open == 0;
}

/* One window for each paragraph. */
static bool see(struct marked *m, const char *word, struct entity_sight *sight)
{
    uint32_t n = m->text.n_tokens;
    float *numbers = ARENA_ARRAY(&m->arena, float, (size_t)n *NN_PAIR_WIDTH * 2);
    uint32_t *window = ARENA_ARRAY(&m->arena, uint32_t, n);
    if (!numbers || !window)
        return false;
    float *answer = numbers + (size_t)n * NN_PAIR_WIDTH;
    for (uint32_t t = 0; t < n; t++) {
        const struct text_token *token = &m->text.tokens[t];
        bool meant =
            slice_eq(slice_of(m->bytes + token->start, token->end - token->start), slice_of(word, strlen(word)));
        for (uint32_t k = 0; k < NN_PAIR_WIDTH; k++) {
            numbers[(size_t)t * NN_PAIR_WIDTH + k] = 1;
            answer[(size_t)t * NN_PAIR_WIDTH + k] = meant ? 9 : 0;
        }
    }
    for (uint32_t p = 0; p < m->text.n_paragraphs; p++)
        for (uint32_t t = m->text.paragraphs[p].from; t < m->text.paragraphs[p].to; t++)
            window[t] = p;
    *sight = (struct entity_sight){numbers, answer, window};
    return true;
}

bool marked_read(struct marked *m, const char *from)
{
    return marked_read_seen(m, from, NULL);
}

bool marked_read_seen(struct marked *m, const char *from, const char *word)
{
    static const struct culpa_slice PIECES = {"[PAD]\n[UNK]\n[CLS]\n[SEP]\n", 24};
    struct entity_sight sight;
    memset(m, 0, sizeof *m);
    arena_init(&m->arena, (size_t)64 << 20);
    if (!unmark(m, from) || text_vocabulary_new(PIECES, &m->vocabulary) ||
        text_split(&m->arena, m->vocabulary, slice_of(m->bytes, m->n), NULL, 0, &m->text) ||
        (word && !see(m, word, &sight)))
        return false;
    const struct entity_input input = {&m->text,   m->names,    m->n_names,    m->spans,
                                       m->n_spans, m->speeches, m->n_speeches, word ? &sight : NULL};
    return entity_join_actors(&m->arena, &input, &m->actors) == CULPA_OK;
}

void marked_release(struct marked *m)
{
    text_vocabulary_free(m->vocabulary);
    arena_release(&m->arena);
}

struct culpa_slice marked_id(const struct marked *m, size_t span)
{
    uint32_t actor = m->actors.of_span[span];
    return actor == CULPA_NONE ? SLICE("-") : m->actors.at[actor].id;
}
