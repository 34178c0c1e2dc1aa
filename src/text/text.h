/* Text -> paragraphs, sentences, tokens, word pieces, windows: what the encoder reads.
 *
 * A token is a maximal run of letters, marks and numbers (UTF8_WORD), or one other character that is no white space
 * (UTF8_LONE). The rules here are mirrored by train/text.py, and train/check_text.py compares the two on whole corpora:
 * change both or none. */
#ifndef TEXT_TEXT_H
#define TEXT_TEXT_H

#include "base/arena.h"

/* How a token is written; the encoder is uncased and learns case from this. Values are rows of the model's shape table.
 */
enum text_shape {
    SHAPE_SPECIAL = 0, /* [CLS], [SEP]; not a token */
    SHAPE_LOWER,       /* letters, none of them upper case (scripts without case too) */
    SHAPE_CAPITAL,     /* the first letter upper case, others not */
    SHAPE_UPPER,       /* two or more letters, all upper case */
    SHAPE_INITIAL,     /* a single letter in upper case */
    SHAPE_MIXED,       /* upper case behind the first letter, not all */
    SHAPE_DIGITS,      /* numbers only */
    SHAPE_ALNUM,       /* numbers and letters */
    SHAPE_OTHER,       /* everything else: punctuation, symbols */
    SHAPES
};

/* Where a token stands in the quotation marks of its paragraph. Values are rows of the model's quote table. */
enum text_quote { QUOTE_OUTSIDE = 0, QUOTE_INSIDE, QUOTE_OPEN, QUOTE_CLOSE, QUOTES };

struct text_token {
    uint32_t start, end;  /* bytes */
    uint32_t first_piece; /* index into pieces */
    uint8_t shape, quote;
    bool upper_first; /* first letter is upper case */
};

/* Half-open ranges of tokens. */
struct text_range {
    uint32_t from, to;
};

struct text {
    struct culpa_slice bytes;
    const struct text_token *tokens;
    uint32_t n_tokens;
    const struct text_range *paragraphs,
        *sentences; /* in order, without gaps between tokens that are read; never empty */
    uint32_t n_paragraphs, n_sentences;
    const uint16_t *pieces; /* word-piece ids of all tokens, without special ones */
    uint32_t n_pieces;
};

struct text_vocabulary;

/* lines: the word pieces, one a line, the line number is the id; must outlive the vocabulary. Fewer than 65536.
 * Needs [UNK], [CLS], [SEP]. Statuses: MODEL, NO_MEMORY. */
enum culpa_status text_vocabulary_new(struct culpa_slice lines, struct text_vocabulary **vocabulary);
void text_vocabulary_free(struct text_vocabulary *vocabulary);
uint16_t text_vocabulary_id(const struct text_vocabulary *vocabulary,
                            struct culpa_slice piece); /* [UNK]'s where absent */

/* Splits bytes (UTF-8) outside the skipped spans (furniture; sorted, may touch). A skipped span ends a paragraph.
 * Status: NO_MEMORY. */
enum culpa_status text_split(struct arena *arena, const struct text_vocabulary *vocabulary, struct culpa_slice bytes,
                             const struct culpa_span *skipped, size_t n_skipped, struct text *text);

/* The first token that begins at or behind a byte; n_tokens where there is none. */
uint32_t text_token_at(const struct text *text, uint32_t byte);

/* One pass of the encoder: [CLS] tokens of a paragraph [SEP] tokens of the next [SEP] ... */
struct text_window {
    struct text_range tokens;
    uint32_t n;                  /* pieces in the window, special ones included; <= LIMIT_WINDOW_PIECES */
    const uint16_t *ids;         /* [n] */
    const uint8_t *shapes;       /* [n] */
    const uint8_t *quotes;       /* [n] */
    const uint16_t *token_piece; /* [tokens.to - tokens.from] position of each token's first piece in the window */
};

/* Packs whole paragraphs into windows; see text.c for how long paragraphs are cut. Status: NO_MEMORY. */
enum culpa_status text_windows(struct arena *arena, const struct text_vocabulary *vocabulary, const struct text *text,
                               const struct text_window **windows, uint32_t *n_windows);

#endif
