/* The steps in their order. */
#include "text/stages.h"

enum culpa_status text_split(struct arena *arena, const struct text_vocabulary *vocabulary, struct culpa_slice bytes,
                             const struct culpa_span *skipped, size_t n_skipped, struct text *text)
{
    struct text_tokens tokens = {0};
    struct text_ranges paragraphs = {0}, sentences = {0};
    struct text_pieces pieces = {0};
    enum culpa_status status = text_cut(arena, bytes, skipped, n_skipped, &tokens, &paragraphs);
    for (size_t i = 0; i < paragraphs.n && !status; i++) {
        text_mark_quotes(bytes, tokens.at, paragraphs.at[i]);
        status = text_find_sentences(arena, bytes, tokens.at, paragraphs.at[i], &sentences);
    }
    for (size_t i = 0; i < tokens.n && !status; i++) {
        tokens.at[i].first_piece = (uint32_t)pieces.n;
        status = text_add_pieces(arena, vocabulary,
                                 slice_span(bytes, (struct culpa_span){tokens.at[i].start, tokens.at[i].end}), &pieces);
    }
    *text = (struct text){bytes,
                          tokens.at,
                          (uint32_t)tokens.n,
                          paragraphs.at,
                          sentences.at,
                          (uint32_t)paragraphs.n,
                          (uint32_t)sentences.n,
                          pieces.at,
                          (uint32_t)pieces.n};
    return status;
}

uint32_t text_token_at(const struct text *text, uint32_t byte)
{
    uint32_t low = 0, high = text->n_tokens;
    while (low < high) {
        uint32_t mid = (low + high) / 2;
        if (text->tokens[mid].start < byte)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}
