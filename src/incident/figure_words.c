/* Looks up words of a sentence in the table of data/incident/figures.tsv. See figure_words.h. */
#include "incident/figure_words.h"
#include "entity/words.h"

enum { LONGEST_PHRASE = 12 }; /* tokens, gaps included: how far back a phrase that ends at a token may begin */

struct culpa_slice figure_word(const struct figure_sentence *s, uint32_t at)
{
    const struct text_token *t = &s->text->tokens[at];
    return slice_span(s->text->bytes, (struct culpa_span){t->start, t->end});
}

bool figure_is(const struct figure_sentence *s, uint32_t at, const char *words)
{
    if (at < s->from || at >= s->to)
        return false;
    struct culpa_slice token = figure_word(s, at);
    while (*words) {
        size_t n = strcspn(words, " ");
        if (n == token.len && slice_eq_nocase(slice_of(words, n), token))
            return true;
        words += n + (words[n] == ' ');
    }
    return false;
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

static int compare_first(const char *word, struct culpa_slice token)
{
    for (size_t i = 0; i < token.len; i++) {
        unsigned char c = (unsigned char)token.ptr[i];
        c = c >= 'A' && c <= 'Z' ? (unsigned char)(c + 32) : c;
        if ((unsigned char)word[i] != c)
            return (unsigned char)word[i] < c ? -1 : 1;
    }
    return word[token.len] ? 1 : 0;
}

/* The token behind the words, 0 where they do not stand here. */
static uint32_t match(const struct figure_sentence *s, const char *words, uint32_t at)
{
    while (*words) {
        size_t n = strcspn(words, " ");
        if (*words == '*') {
            for (uint32_t gap = 0; gap <= FIGURE_GAP; gap++) {
                uint32_t end = match(s, words + 2, at + gap);
                if (end)
                    return end;
                if (figure_is_punctuation(s, at + gap) && !figure_is(s, at + gap, "-"))
                    return 0;
            }
            return 0;
        }
        if (at >= s->to || !slice_eq_nocase(slice_of(words, n), figure_word(s, at)))
            return 0;
        at++;
        words += n + (words[n] == ' ');
    }
    return at;
}

const struct figure_phrase *figure_phrase_at(const struct figure_sentence *s, uint32_t at, unsigned kinds,
                                             uint32_t *end)
{
    if (at < s->from || at >= s->to)
        return NULL;
    struct culpa_slice first = figure_word(s, at);
    size_t low = 0, high = figure_n_phrases;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (compare_first(figure_phrases[middle].first, first) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < figure_n_phrases && compare_first(figure_phrases[low].first, first) == 0; low++) {
        const struct figure_phrase *p = &figure_phrases[low];
        uint32_t to = kinds >> p->kind & 1 ? match(s, p->words, at) : 0;
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
