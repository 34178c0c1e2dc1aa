/* The steps of text_split(), one file each. */
#ifndef TEXT_STAGES_H
#define TEXT_STAGES_H

#include "text/text.h"

struct text_tokens VEC(struct text_token);
struct text_ranges VEC(struct text_range);
struct text_pieces VEC(uint16_t);

/* Tokens with spans and shapes, and the paragraphs they stand in. Status of all: NO_MEMORY. */
enum culpa_status text_cut(struct arena *arena, struct culpa_slice bytes, const struct culpa_span *skipped,
                           size_t n_skipped, struct text_tokens *tokens, struct text_ranges *paragraphs);

/* Fills in the quotation state of the tokens of one paragraph. */
void text_mark_quotes(struct culpa_slice bytes, struct text_token *tokens, struct text_range paragraph);

/* Sentences of one paragraph are appended. */
enum culpa_status text_find_sentences(struct arena *arena, struct culpa_slice bytes, const struct text_token *tokens,
                                      struct text_range paragraph, struct text_ranges *sentences);

/* Appends the pieces of one token. */
enum culpa_status text_add_pieces(struct arena *arena, const struct text_vocabulary *vocabulary,
                                  struct culpa_slice word, struct text_pieces *pieces);

#endif
