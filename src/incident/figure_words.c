/* Looks up words of a sentence in the table of data/incident/figures.tsv. See figure_words.h. */
#include "incident/figure_words.h"
#include "entity/words.h"
#include "text/phrases.h"

enum { LONGEST_PHRASE = 12 }; /* tokens, gaps included: how far back a phrase that ends at a token may begin */

struct culpa_slice figure_word(const struct figure_sentence *s, uint32_t at)
{
    return text_word(s->text, at);
}

bool figure_is(const struct figure_sentence *s, uint32_t at, const char *words)
{
    return at >= s->from && at < s->to && text_is_any(s->text, at, words);
}

bool figure_is_punctuation(const struct figure_sentence *s, uint32_t at)
{
    return at < s->from || at >= s->to || s->text->tokens[at].shape == SHAPE_OTHER;
}

bool figure_touches(const struct figure_sentence *s, uint32_t at)
{
    return at > s->from && at < s->to && s->text->tokens[at].start == s->text->tokens[at - 1].end;
}

bool figure_is_adverb(const struct figure_sentence *s, uint32_t at)
{
    if (figure_is_punctuation(s, at))
        return false;
    struct culpa_slice word = figure_word(s, at);
    if (figure_is(s, at,
                  "both all each since so far overnight today yesterday tonight monday tuesday wednesday thursday "
                  "friday saturday sunday there instantly"))
        return true;
    return word_class(word) == WORD_ADVERB ||
           (word.len > 4 && slice_eq_nocase(slice_of(word.ptr + word.len - 2, 2), SLICE("ly")) &&
            !figure_is(s, at, "family early"));
}

const struct figure_phrase *figure_phrase_at(const struct figure_sentence *s, uint32_t at, unsigned kinds,
                                             uint32_t *end)
{
    if (at < s->from || at >= s->to)
        return NULL;
    struct text_rows rows = text_rows_of(TEXT_TABLE(figure_phrases, figure_n_phrases), figure_word(s, at));
    for (size_t row = rows.from; row < rows.to; row++) {
        const struct figure_phrase *p = &figure_phrases[row];
        uint32_t to = kinds >> p->kind & 1 ? text_phrase_end(s->text, p->words, at, s->to) : 0;
        if (to) {
            *end = to;
            return p;
        }
    }
    return NULL;
}

const struct figure_phrase *figure_phrase_before(const struct figure_sentence *s, uint32_t at, unsigned kinds,
                                                 uint32_t *start)
{
    for (uint32_t back = LONGEST_PHRASE; back; back--) {
        uint32_t end;
        if (at < s->from + back)
            continue;
        const struct figure_phrase *p = figure_phrase_at(s, at - back, kinds, &end);
        if (p && end == at) {
            *start = at - back;
            return p;
        }
    }
    return NULL;
}

bool figure_is_upper(const struct text *text)
{
    uint32_t upper = 0, lower = 0;
    for (uint32_t i = 0; i < text->n_tokens; i++) {
        upper += text->tokens[i].shape == SHAPE_UPPER;
        lower += text->tokens[i].shape == SHAPE_LOWER;
    }
    return upper > lower;
}
