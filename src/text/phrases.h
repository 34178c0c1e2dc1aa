/* Words of a text, and phrases of one or more words that stand in tables compiled from data/. */
#ifndef TEXT_PHRASES_H
#define TEXT_PHRASES_H

#include "text/text.h"

/* A token as it is written. */
struct culpa_slice text_word(const struct text *text, uint32_t token);
/* Case does not matter. */
bool text_is(const struct text *text, uint32_t token, const char *word);
/* One of some words, with a blank between them; and does a span of bytes hold one? */
bool text_is_any(const struct text *text, uint32_t token, const char *words);
bool text_has_any(const struct text *text, struct culpa_span span, const char *words);
/* The sentence that a token is in, by its index; the last one for a token behind all. */
uint32_t text_sentence_at(const struct text *text, uint32_t token);

/* Rows that are sorted by their first word, in bytes, of those with the same one the longest phrase first. Each begins
 * with a const char *, the first word; words are in lower-case ASCII. */
struct text_table {
    const void *rows;
    size_t size, n; /* of a row, in bytes; rows */
};
#define TEXT_TABLE(rows, n) ((struct text_table){(rows), sizeof *(rows), (n)})

/* Half-open, of a table. */
struct text_rows {
    size_t from, to;
};

/* The rows that begin with a word. */
struct text_rows text_rows_of(struct text_table table, struct culpa_slice word);

enum { TEXT_GAP = 7 }; /* tokens that * stands for at most */

/* Do some words, with a blank between them, stand at a token, before end? Returns the token behind them, 0 where they
 * do not. A * between them is a gap of words and hyphens. */
uint32_t text_phrase_end(const struct text *text, const char *words, uint32_t at, uint32_t end);

#endif
