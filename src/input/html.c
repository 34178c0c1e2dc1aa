/* An HTML page -> a document. The steps are in html.h. */
#include "input/html.h"

#include "base/limits.h"
#include "base/status.h"

static enum culpa_status join(struct arena *arena, const struct html_blocks *chosen, struct culpa_document *document)
{
    size_t n = 0;
    for (size_t i = 0; i < chosen->n; i++)
        n += chosen->at[i].text.len + 1;
    if (n > LIMIT_TEXT_BYTES)
        return CULPA_TOO_LARGE;
    char *text = ARENA_ARRAY(arena, char, n + 1);
    struct culpa_block *blocks = ARENA_ARRAY(arena, struct culpa_block, chosen->n + 1);
    struct culpa_furniture *furniture = ARENA_ARRAY(arena, struct culpa_furniture, chosen->n + 1);
    if (!text || !blocks || !furniture)
        return CULPA_NO_MEMORY;
    size_t at = 0;
    for (size_t i = 0; i < chosen->n; i++) {
        const struct html_block *b = &chosen->at[i];
        if (i)
            text[at++] = '\n';
        memcpy(text + at, b->text.ptr, b->text.len);
        blocks[i] = (struct culpa_block){{(uint32_t)at, (uint32_t)(at + b->text.len)}, b->source};
        if (b->furniture)
            furniture[document->n_furniture++] =
                (struct culpa_furniture){(enum culpa_furniture_kind)(b->furniture - 1), blocks[i].span};
        at += b->text.len;
    }
    document->text = slice_of(text, at);
    document->furniture = furniture;
    document->blocks = blocks;
    document->n_blocks = chosen->n;
    return CULPA_OK;
}

enum culpa_status input_parse_html(struct arena *arena, struct culpa_slice page, struct culpa_document *document,
                                   struct culpa_error *error)
{
    struct html_page tree;
    struct html_blocks blocks = {0}, chosen = {0};
    enum culpa_status status = html_parse(arena, page, &tree);
    if (!status)
        status = html_cut(arena, &tree, &blocks);
    if (!status)
        status = html_describe(arena, &tree, &blocks, document);
    if (!status)
        status = html_choose(arena, &tree, &blocks, document->title, &chosen);
    if (!status)
        status = join(arena, &chosen, document);
    if (status == CULPA_TOO_LARGE)
        return status_error(error, status, NO_LINE, NO_OFFSET, "its text is longer than %zu bytes", LIMIT_TEXT_BYTES);
    if (status)
        return status_error(error, status, NO_LINE, NO_OFFSET, "out of memory");
    if (!chosen.n)
        return status_error(error, CULPA_EMPTY, NO_LINE, NO_OFFSET, "holds no report");
    return CULPA_OK;
}
