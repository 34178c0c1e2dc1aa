/* Names: the tagger's pieces become spans. */
#include "entity/entity.h"
#include "entity/gazetteer.h"
#include "entity/words.h"
#include "text/phrases.h"

#include <stdlib.h>

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

static bool ends_in(struct culpa_slice word, const char *end)
{
    size_t n = strlen(end);
    return word.len > n + 2 && memcmp(word.ptr + word.len - n, end, n) == 0;
}

/* Responsibility, Investigation: what a heading may be, and nobody's first name. */
static bool is_heading(struct culpa_slice word)
{
    static const char *const ENDS[] = {"tion", "sion", "ity", "ment", "ness", "ism"};
    const struct gazetteer_noun *noun = gazetteer_noun(word);
    for (size_t i = 0; i < sizeof ENDS / sizeof *ENDS; i++)
        if (ends_in(word, ENDS[i]))
            return !noun || noun->class == CLASS_WORDS || noun->class == CLASS_NONE;
    return false;
}

bool entity_is_heading(const struct text *text, uint32_t token)
{
    struct text_range sentence = text->sentences[text_sentence_at(text, token)];
    return token == sentence.from && token + 1 < sentence.to && text->tokens[token].shape == SHAPE_CAPITAL &&
           is_heading(text_word(text, token)) && text->tokens[token + 1].upper_first &&
           gazetteer_find(text_word(text, token + 1)).entry;
}

void entity_cut_headings(const struct text *text, struct entity_names *names)
{
    for (size_t i = 0; i < names->n; i++) {
        struct culpa_span *span = &names->at[i].span;
        uint32_t from = text_token_at(text, span->start);
        if (from + 1 < text_token_at(text, span->end) && entity_is_heading(text, from))
            span->start = text->tokens[from + 1].start;
    }
}

static int by_start(const void *a, const void *b)
{
    const struct culpa_name *x = a, *y = b;
    return (x->span.start > y->span.start) - (x->span.start < y->span.start);
}

static bool is_capitals(const struct text *text, struct text_range sentence, uint32_t token)
{
    return token >= sentence.from && token < sentence.to && text->tokens[token].shape == SHAPE_UPPER;
}

enum culpa_status entity_add_acronyms(struct arena *arena, const struct text *text, struct entity_names *names)
{
    size_t next = 0, found = names->n;
    for (uint32_t t = 0; t < text->n_tokens; t++) {
        struct culpa_span span = {text->tokens[t].start, text->tokens[t].end};
        while (next < found && names->at[next].span.end <= span.start)
            next++;
        if (text->tokens[t].shape != SHAPE_UPPER || word_class(text_word(text, t)) != WORD_VERB ||
            (next < found && names->at[next].span.start < span.end))
            continue;
        struct text_range sentence = text->sentences[text_sentence_at(text, t)];
        if (is_capitals(text, sentence, t - 1) || is_capitals(text, sentence, t + 1) ||
            !gazetteer_find(text_word(text, t)).entry)
            continue;
        if (!VEC_PUSH(arena, names, ((struct culpa_name){CULPA_NAME_ORGANISATION, span})))
            return CULPA_NO_MEMORY;
    }
    if (names->n > found)
        qsort(names->at, names->n, sizeof *names->at, by_start);
    return CULPA_OK;
}
