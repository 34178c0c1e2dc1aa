/* See phrases.h. */
#include "text/phrases.h"

struct culpa_slice text_word(const struct text *text, uint32_t token)
{
    const struct text_token *t = &text->tokens[token];
    return slice_span(text->bytes, (struct culpa_span){t->start, t->end});
}

bool text_is(const struct text *text, uint32_t token, const char *word)
{
    return slice_eq_nocase(text_word(text, token), slice_of(word, strlen(word)));
}

bool text_is_any(const struct text *text, uint32_t token, const char *words)
{
    struct culpa_slice word = text_word(text, token);
    while (*words) {
        size_t n = strcspn(words, " ");
        if (n == word.len && slice_eq_nocase(slice_of(words, n), word))
            return true;
        words += n + (words[n] == ' ');
    }
    return false;
}

bool text_has_any(const struct text *text, struct culpa_span span, const char *words)
{
    uint32_t end = text_token_at(text, span.end);
    for (uint32_t t = text_token_at(text, span.start); t < end; t++)
        if (text_is_any(text, t, words))
            return true;
    return false;
}

uint32_t text_sentence_at(const struct text *text, uint32_t token)
{
    uint32_t low = 0, high = text->n_sentences;
    while (low + 1 < high) {
        uint32_t middle = (low + high) / 2;
        if (text->sentences[middle].from <= token)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* The order of a word of the table, which is in lower case, and one of the text. */
static int order_nocase(const char *word, struct culpa_slice s)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        c = c >= 'A' && c <= 'Z' ? (unsigned char)(c + 32) : c;
        if ((unsigned char)word[i] != c)
            return (unsigned char)word[i] < c ? -1 : 1;
    }
    return word[s.len] ? 1 : 0;
}

static const char *first_of(struct text_table table, size_t row)
{
    const char *first;
    memcpy(&first, (const char *)table.rows + row * table.size, sizeof first);
    return first;
}

struct text_rows text_rows_of(struct text_table table, struct culpa_slice word)
{
    size_t low = 0, high = table.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (order_nocase(first_of(table, middle), word) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    struct text_rows rows = {low, low};
    while (rows.to < table.n && !order_nocase(first_of(table, rows.to), word))
        rows.to++;
    return rows;
}

uint32_t text_phrase_end(const struct text *text, const char *words, uint32_t at, uint32_t end)
{
    while (*words) {
        size_t n = strcspn(words, " ");
        if (*words == '*') {
            for (uint32_t gap = 0; gap <= TEXT_GAP; gap++) {
                uint32_t to = text_phrase_end(text, words + 2, at + gap, end);
                if (to)
                    return to;
                if (at + gap >= end || (text->tokens[at + gap].shape == SHAPE_OTHER && !text_is(text, at + gap, "-")))
                    return 0;
            }
            return 0;
        }
        if (at >= end || !slice_eq_nocase(slice_of(words, n), text_word(text, at)))
            return 0;
        at++;
        words += n + (words[n] == ' ');
    }
    return at;
}
