/* Nodes -> blocks: stretches of text between the borders of block elements and double line breaks. */
#include "input/html.h"

struct cutter {
    struct arena *arena;
    const struct html_page *page;
    struct html_blocks *blocks;
    struct buf text; /* of the current block; copied out when it ends */
    struct html_block block;
    unsigned breaks; /* line breaks since the last text */
    bool space;      /* white space since the last text */
    bool failed;
};

static void end_block(struct cutter *c)
{
    c->space = false;
    c->breaks = 0;
    if (!c->text.len)
        return;
    c->block.text = arena_copy(c->arena, slice_of(c->text.ptr, c->text.len));
    if (!c->block.text.ptr || !VEC_PUSH(c->arena, c->blocks, c->block))
        c->failed = true;
    buf_clear(&c->text);
}

/* Length of the white space at s[at], 0 where there is none. The no-break space is one here. */
static size_t space_at(struct culpa_slice s, size_t at)
{
    unsigned char c = (unsigned char)s.ptr[at];
    if (c <= ' ')
        return 1;
    if (c == 0xC2 && at + 1 < s.len && (unsigned char)s.ptr[at + 1] == 0xA0)
        return 2;
    bool zero_width =
        c == 0xE2 && at + 2 < s.len && (unsigned char)s.ptr[at + 1] == 0x80 && (unsigned char)s.ptr[at + 2] == 0x8B;
    return zero_width ? 3 : 0;
}

static void add_text(struct cutter *c, uint32_t index, uint32_t block, bool linked)
{
    const struct html_node *node = &c->page->nodes[index];
    struct culpa_slice s = node->text;
    for (size_t at = 0; at < s.len && !c->failed;) {
        size_t n = space_at(s, at);
        if (n) {
            c->space = true;
            at += n;
            continue;
        }
        size_t from = at;
        while (at < s.len && !space_at(s, at))
            at++;
        if (!c->text.len)
            c->block = (struct html_block){.node = block, .first = index, .source = node->source};
        else if (c->space)
            buf_add_char(&c->text, ' ');
        buf_add(&c->text, slice_of(s.ptr + from, at - from));
        c->block.source.end = node->source.end;
        c->block.letters += (uint32_t)(at - from);
        c->block.linked += linked ? (uint32_t)(at - from) : 0;
        c->space = false;
        c->breaks = 0;
        c->failed = c->failed || c->text.failed;
    }
}

enum culpa_status html_cut(struct arena *arena, const struct html_page *page, struct html_blocks *blocks)
{
    struct cutter c = {.arena = arena, .page = page, .blocks = blocks};
    uint32_t block = 0, link_end = 0, silent_end = 0;
    for (uint32_t i = 0; i < page->n_nodes && !c.failed; i++) {
        const struct html_node *node = &page->nodes[i];
        while (block && i >= page->nodes[block].end) { /* block elements that ended before this node */
            end_block(&c);
            do
                block = page->nodes[block].parent;
            while (block && !html_is_block(page->nodes[block].tag));
        }
        if (i < silent_end)
            continue;
        if (node->tag == HTML_TEXT)
            add_text(&c, i, block, i < link_end);
        else if (node->tag ==
                 HTML_title) /* one that is never closed swallows the page: its text ends at the next tag */
            for (silent_end = i + 1; silent_end < node->end && page->nodes[silent_end].tag == HTML_TEXT;)
                silent_end++;
        else if (html_is_silent(node->tag))
            silent_end = node->end;
        else if (node->tag == HTML_br) {
            c.space = true;
            if (++c.breaks == 2)
                end_block(&c);
        } else if (html_is_block(node->tag)) {
            end_block(&c);
            block = i;
        } else if (node->tag == HTML_a)
            link_end = node->end;
    }
    end_block(&c);
    buf_release(&c.text);
    return c.failed ? CULPA_NO_MEMORY : CULPA_OK;
}
