/* Which blocks of a page are the report.
 *
 * Three steps: elements that cannot hold it are dropped by their tag, their hints and their share of the page's running
 * text; the smallest element that holds most of what is left is taken; and of its blocks those go that are no
 * paragraphs of it. The share guards every rule: sites give any name to anything ("comments-open" on <body>, "sidebar"
 * on the report's column). */
#include "base/utf8.h"
#include "input/html.h"

enum {
    SHORT = 25, /* letters: less is no paragraph */
    LEAD = 60,
    SHORT_LINK = 12,     /* letters: less is a button */
    LINK_BOX_SHARE = 15, /* percent of the page's running text that a box of links may hold */
    TEASER_LINKED = 15,  /* percent of a teaser that is its link */
    LEAST_TEASERS = 3,
    LEAST_LEFT = 60, /* letters of running text that a page without its comments must have */
    GROUP_PART = 3,  /* a group of paragraphs counts from a third of the largest one on */
    LONGEST_FURNITURE = 600,
    LEAST_REPORT = 150, /* letters before what readers wrote may begin */
    LONGEST_OPENING = 60,
};

struct chooser {
    struct arena *arena;
    const struct html_page *page;
    const struct html_blocks *blocks;
    uint64_t *mass;    /* [blocks + 1] running text before each block */
    uint64_t *letters; /* [blocks + 1] */
    uint64_t *linked;  /* [blocks + 1] */
    bool *dropped;     /* [blocks] */
    size_t headline;   /* block, blocks->n where unknown */
};

/* Blocks of an element. */
struct range {
    size_t from, to;
};

static size_t first_block(const struct chooser *c, uint32_t node)
{
    size_t low = 0, high = c->blocks->n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (c->blocks->at[middle].first < node)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static struct range blocks_of(const struct chooser *c, uint32_t node)
{
    return (struct range){first_block(c, node), first_block(c, c->page->nodes[node].end)};
}

static uint64_t mass_of(const struct chooser *c, uint32_t node)
{
    struct range r = blocks_of(c, node);
    return c->mass[r.to] - c->mass[r.from];
}

static bool ends_sentence(struct culpa_slice s)
{
    while (s.len && (strchr("\"')]", s.ptr[s.len - 1]) || (unsigned char)s.ptr[s.len - 1] >= 0x80))
        s.len--;
    return s.len && strchr(".!?:;", s.ptr[s.len - 1]);
}

/* How much running text a block is: its letters outside of links, less where it is not written as a sentence. */
static uint64_t weigh(const struct chooser *c, size_t i)
{
    const struct html_block *b = &c->blocks->at[i];
    if (c->dropped[i] || b->letters < SHORT || b->linked * 2 > b->letters)
        return 0;
    uint64_t plain = b->letters - b->linked;
    bool sentence = ends_sentence(b->text) || plain > 200;
    uint8_t tag = c->page->nodes[b->node].tag;
    if (tag >= HTML_h1 && tag <= HTML_h6)
        return 0;
    /* an entry of a list that begins with its link announces another report */
    if (tag == HTML_li && b->linked * 100 > b->letters * TEASER_LINKED)
        return plain / 4;
    return sentence ? plain : plain / 4;
}

static void sum_up(struct chooser *c)
{
    for (size_t i = 0; i < c->blocks->n; i++) {
        c->mass[i + 1] = c->mass[i] + weigh(c, i);
        c->letters[i + 1] = c->letters[i] + c->blocks->at[i].letters;
        c->linked[i + 1] = c->linked[i] + c->blocks->at[i].linked;
    }
}

/* --- 1. dropping --- */

/* What cannot hold the report goes in rounds, the surest first: what is left to compare shares with is more and more of
 * the report itself. A page may have ten times more text in its comments. */
enum { DROP_COMMENTS, DROP_BOXES, DROP_MAYBE, DROP_ROUNDS };

/* The share of the page's running text up to which an element with this tag and these hints is dropped, in percent. */
static unsigned most_share(const struct html_node *node, int round)
{
    unsigned most = 0;
    if (node->tag == HTML_blockquote) /* <blockquote class="twitter-tweet"> is quoted, whatever it is called */
        return 0;
    const struct {
        int round;
        bool is;
        unsigned share;
    } rules[] = {
        {DROP_COMMENTS, node->hints & HINT_COMMENTS, 85},
        {DROP_BOXES, node->tag == HTML_nav || node->tag == HTML_menu, 35},
        {DROP_BOXES, node->tag == HTML_aside, 40},
        {DROP_BOXES, node->tag == HTML_footer, 30},
        {DROP_BOXES, node->hints & HINT_ASIDE, node->hints & (HINT_BODY | HINT_CONTENT) ? 25 : 35},
        {DROP_BOXES, node->hints & HINT_HIDDEN, 30},
        {DROP_MAYBE, node->tag == HTML_form || node->tag == HTML_fieldset, 30},
        {DROP_MAYBE, node->tag == HTML_figure || node->tag == HTML_figcaption, 20},
        {DROP_MAYBE, node->hints & HINT_CAPTION, 15},
        {DROP_MAYBE, node->hints & HINT_MAYBE, node->hints & (HINT_BODY | HINT_CONTENT) ? 5 : 10},
        {DROP_MAYBE, node->hints & (HINT_BYLINE | HINT_DATE), 4},
    };
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (rules[i].round == round && rules[i].is && rules[i].share > most)
            most = rules[i].share;
    return most;
}

/* Lists and boxes that are mostly links. */
static bool is_link_box(const struct chooser *c, const struct html_node *node, struct range r)
{
    uint64_t letters = c->letters[r.to] - c->letters[r.from], linked = c->linked[r.to] - c->linked[r.from];
    bool box = node->tag == HTML_ul || node->tag == HTML_ol || node->tag == HTML_div || node->tag == HTML_section ||
               node->tag == HTML_table || node->tag == HTML_tr || node->tag == HTML_td || node->tag == HTML_dl;
    return box && letters > 20 && linked * 10 > letters * 6;
}

/* A list of other reports, each with its first lines. */
static bool is_teaser_list(const struct chooser *c, const struct html_node *node, struct range r)
{
    if ((node->tag != HTML_ul && node->tag != HTML_ol && node->tag != HTML_dl) || r.to - r.from < LEAST_TEASERS)
        return false;
    size_t linked = 0, links = 0;
    for (size_t i = r.from; i < r.to; i++) {
        const struct html_block *b = &c->blocks->at[i];
        linked += b->linked * 100 > b->letters * TEASER_LINKED;
        links += b->linked * 10 > b->letters * 8;
    }
    /* each with its link in it, or with its link above it */
    return linked == r.to - r.from || (links >= LEAST_TEASERS && links * 3 >= r.to - r.from);
}

/* Comments stand below the headline and may be nearly all of a page: once it is known, their share says nothing. */
static bool is_below_headline(const struct chooser *c, struct range r, uint64_t left)
{
    return c->headline < r.from && left >= LEAST_LEFT;
}

/* Whether the element with these blocks goes. all: the running text of the page. */
static bool is_dropped(const struct chooser *c, uint32_t i, struct range r, int round, uint64_t all)
{
    const struct html_node *node = &c->page->nodes[i];
    bool block = html_is_block((enum html_tag)node->tag);
    unsigned most = most_share(node, round);
    /* an inline element is a part of its block, and only goes with all of it */
    if (!block && (!most || r.to - r.from != 1 || c->blocks->at[r.from].letters > 2 * LEAD))
        return false;
    uint64_t mass = c->mass[r.to] - c->mass[r.from];
    if (most && (mass * 100 <= all * most || (round == DROP_COMMENTS && is_below_headline(c, r, all - mass))))
        return true;
    /* a page of many links is a box of links itself, until one looks at the running text in it */
    return round == DROP_BOXES && block && mass * 100 <= all * LINK_BOX_SHARE &&
           (is_link_box(c, node, r) || is_teaser_list(c, node, r));
}

static void drop(struct chooser *c, int round)
{
    uint64_t all = c->mass[c->blocks->n];
    for (uint32_t i = 1; i < c->page->n_nodes; i++) {
        const struct html_node *node = &c->page->nodes[i];
        if (node->tag == HTML_TEXT || (!html_is_block((enum html_tag)node->tag) && !node->hints))
            continue;
        struct range r = blocks_of(c, i);
        if (r.from == r.to || !is_dropped(c, i, r, round, all))
            continue;
        for (size_t k = r.from; k < r.to; k++)
            c->dropped[k] = true;
        i = node->end - 1;
    }
}

/* --- 2. the element that holds the report --- */

/* The element of most running text among those that fit; 0 where none has a fair share. */
static uint32_t best_of(const struct chooser *c, bool (*fits)(const struct html_node *node), unsigned least_share)
{
    uint64_t all = c->mass[c->blocks->n], best_mass = 0;
    uint32_t best = 0;
    for (uint32_t i = 1; i < c->page->n_nodes; i++) {
        const struct html_node *node = &c->page->nodes[i];
        if (node->tag == HTML_TEXT || !fits(node))
            continue;
        uint64_t mass = mass_of(c, i);
        if (mass > best_mass && mass * 100 >= all * least_share) {
            best = i;
            best_mass = mass;
        }
    }
    return best;
}

/* <body class="article-content"> says what kind of page it is. */
static bool is_body(const struct html_node *node)
{
    return (node->hints & HINT_BODY) && node->tag != HTML_body && html_is_block((enum html_tag)node->tag);
}

static bool is_article(const struct html_node *node)
{
    return node->tag == HTML_article;
}

static bool is_main(const struct html_node *node)
{
    return node->tag == HTML_main;
}

/* From the given element down, as long as one child holds nearly all of the running text. */
static uint32_t descend(const struct chooser *c, uint32_t node, unsigned share)
{
    for (;;) {
        uint64_t all = mass_of(c, node);
        uint32_t next = 0;
        for (uint32_t i = node + 1; i < c->page->nodes[node].end; i = c->page->nodes[i].end)
            if (c->page->nodes[i].tag != HTML_TEXT && mass_of(c, i) * 100 >= all * share) {
                next = i;
                break;
            }
        if (!next || !all || c->page->nodes[next].tag == HTML_p)
            return node;
        node = next;
    }
}

/* The element whose paragraphs a block is one of: the innermost one that has other running text too. */
static uint32_t group_of(const struct chooser *c, size_t i)
{
    uint64_t own = c->mass[i + 1] - c->mass[i];
    uint32_t node = c->blocks->at[i].node;
    while (node && mass_of(c, node) <= own)
        node = c->page->nodes[node].parent;
    return node;
}

static uint32_t common_of(const struct chooser *c, uint32_t a, uint32_t b)
{
    while (a && !(b >= a && b < c->page->nodes[a].end))
        a = c->page->nodes[a].parent;
    return a;
}

/* Where nothing is named: paragraphs of a report stand beside each other, those of boxes around it stand in many
 * places. The element that all large groups of them share. groups: [blocks + 1] scratch. */
static uint32_t find_by_groups(const struct chooser *c, uint32_t within, uint64_t *groups)
{
    struct range r = blocks_of(c, within);
    uint64_t largest = 0;
    uint32_t node = 0, last = 0;
    size_t first = r.from;
    for (size_t i = r.from; i < r.to; i++) { /* runs of blocks of one group; others in between do not end it */
        uint64_t own = c->mass[i + 1] - c->mass[i];
        groups[i] = 0;
        if (!own)
            continue;
        uint32_t group = group_of(c, i);
        if (group != last)
            first = i;
        last = group;
        groups[first] += own;
        largest = groups[first] > largest ? groups[first] : largest;
    }
    for (size_t i = r.from; i < r.to; i++)
        if (groups[i] * GROUP_PART >= largest && groups[i])
            node = node ? common_of(c, node, group_of(c, i)) : group_of(c, i);
    return node ? node : within;
}

/* A report cut into sections of one name has them side by side: their parent holds it. */
static uint32_t with_siblings(const struct chooser *c, uint32_t node)
{
    const struct html_node *nodes = c->page->nodes;
    uint32_t parent = nodes[node].parent;
    for (uint32_t i = parent + 1; parent && i < nodes[parent].end; i = nodes[i].end)
        if (i != node && nodes[i].tag == nodes[node].tag && nodes[i].hints == nodes[node].hints &&
            nodes[node].tag != HTML_article && mass_of(c, i) >= LEAST_REPORT)
            return parent;
    return node;
}

static uint32_t find_container(const struct chooser *c, uint64_t *groups)
{
    uint32_t node = best_of(c, is_body, 20);
    if (!node)
        node = best_of(c, is_article, 35);
    if (!node)
        node = best_of(c, is_main, 40);
    if (node)
        return descend(c, with_siblings(c, node), 92);
    return find_by_groups(c, descend(c, 0, 80), groups);
}

/* --- 3. its blocks --- */

static bool is_heading(const struct chooser *c, const struct html_block *b)
{
    uint8_t tag = c->page->nodes[b->node].tag;
    return tag >= HTML_h1 && tag <= HTML_h6;
}

/* "8:15" above an entry of a live blog. */
static bool is_clock(struct culpa_slice s)
{
    bool colon = false;
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] != ':' && (s.ptr[i] < '0' || s.ptr[i] > '9'))
            return false;
        colon = colon || s.ptr[i] == ':';
    }
    return colon;
}

static bool is_quoted(const struct chooser *c, uint32_t node)
{
    const struct html_node *nodes = c->page->nodes;
    return nodes[node].tag == HTML_blockquote || nodes[nodes[node].parent].tag == HTML_blockquote;
}

/* Whether a block may stand among the paragraphs of the report. */
static bool belongs(const struct chooser *c, size_t i, struct culpa_slice title)
{
    const struct html_block *b = &c->blocks->at[i];
    if (c->dropped[i] || !b->letters || is_clock(b->text))
        return false;
    if (b->linked * 10 > b->letters * 8 && b->letters < 400 && !is_quoted(c, b->node))
        return false;
    if (title.len && slice_eq(b->text, title))
        return false;
    enum culpa_furniture_kind kind;
    return !input_line_is_furniture(b->text, &kind);
}

/* What kind of furniture a block that does not belong is; false where it is something else: share buttons, what readers
 * wrote, advertisements. */
static bool is_furniture(const struct chooser *c, size_t i, uint32_t container, enum culpa_furniture_kind *kind)
{
    const struct html_block *b = &c->blocks->at[i];
    unsigned hints = 0;
    bool figure = false;
    for (uint32_t node = b->first; node > container; node = c->page->nodes[node].parent) {
        uint8_t tag = c->page->nodes[node].tag;
        figure = figure || tag == HTML_figure || tag == HTML_figcaption;
        hints |= c->page->nodes[node].hints;
    }
    if ((hints & HINT_COMMENTS) || !b->letters || b->text.len > LONGEST_FURNITURE)
        return false;
    if (input_line_is_furniture(b->text, kind))
        return true;
    *kind = CULPA_FURNITURE_CAPTION;
    if (figure || (hints & HINT_CAPTION))
        return true;
    *kind = CULPA_FURNITURE_LINKS;
    return b->letters >= SHORT_LINK && b->linked * 10 > b->letters * 6;
}

static bool is_paragraph(const struct chooser *c, const struct html_block *b)
{
    return !is_heading(c, b) && b->linked * 2 <= b->letters &&
           (b->letters >= LEAD || (b->letters >= SHORT && ends_sentence(b->text)));
}

/* What readers wrote begins with a line that says so, on pages that name nothing in their elements. */
static bool opens_comments(const struct html_block *b)
{
    static const char *const openings[] = {
        "reader comments",
        "readers' comments",
        "readers comments",
        "your comments",
        "have your say",
        "post a comment",
        "leave a comment",
        "leave a reply",
        "add your comment",
        "add a comment",
        "what you think",
        "posted by:",
        "trackback",
        "no comments yet",
        "most recent reader comments",
        "comments are now closed",
        "user comments",
    };
    size_t digits = 0;
    while (digits < b->text.len && b->text.ptr[digits] >= '0' && b->text.ptr[digits] <= '9')
        digits++;
    struct culpa_slice rest = slice_trim(slice_of(b->text.ptr + digits, b->text.len - digits));
    if (b->linked * 2 > b->letters || b->letters > LONGEST_OPENING)
        return false;
    if (slice_starts_nocase(rest, SLICE("comments")) && b->letters <= 14) /* "Comments (12)", "12 comments" */
        return true;
    for (size_t i = 0; i < sizeof openings / sizeof *openings; i++)
        if (slice_starts_nocase(b->text, slice_of(openings[i], strlen(openings[i]))))
            return true;
    return false;
}

/* A short sentence beside the last paragraph: "The trial goes on." */
static bool ends_report(const struct chooser *c, size_t last, size_t i)
{
    const struct html_block *a = &c->blocks->at[last], *b = &c->blocks->at[i];
    const struct html_node *nodes = c->page->nodes;
    return nodes[b->node].tag == HTML_p && nodes[a->node].tag == HTML_p && !b->linked &&
           nodes[a->node].parent == nodes[b->node].parent && ends_sentence(b->text) &&
           !(b->text.ptr[b->text.len - 1] == ':');
}

static enum culpa_status take(struct chooser *c, uint32_t container, struct culpa_slice title,
                              struct html_blocks *chosen)
{
    struct range r = blocks_of(c, container);
    size_t first = r.to, last = r.from;
    for (size_t i = r.from; i < r.to; i++)
        if (belongs(c, i, title) && is_paragraph(c, &c->blocks->at[i])) {
            first = i < first ? i : first;
            last = i;
        }
    while (first < r.to && last + 1 < r.to && ends_report(c, last, last + 1) && belongs(c, last + 1, title))
        last++;
    uint64_t taken = 0;
    for (size_t i = first; i <= last && i < r.to; i++) {
        if (taken >= LEAST_REPORT && opens_comments(&c->blocks->at[i]))
            break;
        taken += c->mass[i + 1] - c->mass[i];
        enum culpa_furniture_kind kind;
        struct html_block block = c->blocks->at[i];
        if (!belongs(c, i, title)) {
            if (!is_furniture(c, i, container, &kind))
                continue;
            block.furniture = (uint8_t)(kind + 1);
        }
        if (!VEC_PUSH(c->arena, chosen, block))
            return CULPA_NO_MEMORY;
    }
    return CULPA_OK;
}

enum culpa_status html_choose(struct arena *arena, const struct html_page *page, const struct html_blocks *blocks,
                              struct culpa_slice title, struct html_blocks *chosen)
{
    size_t n = blocks->n;
    struct chooser c = {arena,
                        page,
                        blocks,
                        ARENA_ARRAY(arena, uint64_t, n + 1),
                        ARENA_ARRAY(arena, uint64_t, n + 1),
                        ARENA_ARRAY(arena, uint64_t, n + 1),
                        ARENA_ARRAY(arena, bool, n + 1)};
    if (!c.mass || !c.letters || !c.linked || !c.dropped)
        return CULPA_NO_MEMORY;
    while (c.headline < n && !(title.len && slice_eq(blocks->at[c.headline].text, title)))
        c.headline++;
    sum_up(&c);
    for (int round = 0; round < DROP_ROUNDS; round++) {
        drop(&c, round);
        sum_up(&c);
    }
    uint64_t *groups = ARENA_ARRAY(arena, uint64_t, n + 1);
    if (!groups)
        return CULPA_NO_MEMORY;
    return take(&c, find_container(&c, groups), title, chosen);
}
