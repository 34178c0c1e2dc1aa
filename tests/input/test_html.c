/* Pages -> nodes, blocks, the report in them. */
#include "reading.h"

#include <stdlib.h>

#include "input/html.h"

#define PARAGRAPH                                                                                                      \
    "<p>The harbour of Port Example was closed on Monday after a fire, its master said in a statement.</p>"

static struct arena arena;

static void parse(const char *page, struct html_page *tree, struct html_blocks *blocks)
{
    *blocks = (struct html_blocks){0};
    assert_int_equal(html_parse(&arena, slice_of(page, strlen(page)), tree), CULPA_OK);
    assert_int_equal(html_cut(&arena, tree, blocks), CULPA_OK);
}

static int begin(void **state)
{
    (void)state;
    arena_init(&arena, LIMIT_ARENA_BYTES);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static void head(void **state)
{
    (void)state;
    struct html_page tree;
    struct html_blocks blocks;
    parse("<html lang=en-GB><head><title>Fire &amp; smoke</title><link rel=canonical href=\"http://a.example/1\">"
          "<meta property=\"og:title\" content=\"Fire\"><script type=\"application/ld+json\">{\"a\": 1}</script></head>"
          "<body><p>x</p></body></html>",
          &tree, &blocks);
    assert_slice(tree.title, "Fire & smoke");
    assert_slice(tree.canonical, "http://a.example/1");
    assert_slice(tree.language, "en-GB");
    assert_int_equal(tree.n_metas, 1);
    assert_int_equal(tree.n_json, 1);
    assert_slice(tree.json[0], "{\"a\": 1}");
}

static void blocks_and_white_space(void **state)
{
    (void)state;
    struct html_page tree;
    struct html_blocks blocks;
    parse("<body>one <b>two</b>\n  three<p>four&nbsp;five<br>six<br><br>seven<script>var x = '<p>no</p>';</script></p>"
          "<!-- <p>no</p> --><style>p {}</style><div>eig<a href=x>ht</a></div></body>",
          &tree, &blocks);
    static const char *const want[] = {"one two three", "four five six", "seven", "eight"};
    assert_int_equal(blocks.n, 4);
    for (size_t i = 0; i < 4; i++)
        assert_slice(blocks.at[i].text, want[i]);
    assert_int_equal(blocks.at[3].letters, 5);
    assert_int_equal(blocks.at[3].linked, 2);
}

/* The way back: the bytes of the page that a block was made of. */
static void source_of_blocks(void **state)
{
    (void)state;
    struct html_page tree;
    struct html_blocks blocks;
    const char *page = "<body><script>x</script><p>first</p><!-- c --><p>second &amp; third</p></body>";
    parse(page, &tree, &blocks);
    assert_int_equal(blocks.n, 2);
    struct culpa_slice whole = slice_of(page, strlen(page));
    assert_true(holds(slice_span(whole, blocks.at[0].source), "first"));
    assert_false(holds(slice_span(whole, blocks.at[0].source), "second"));
    assert_true(holds(slice_span(whole, blocks.at[1].source), "second &amp; third"));
}

static void hints(void **state)
{
    (void)state;
    assert_true(html_hints(SLICE("article-body")) & HINT_BODY);
    assert_true(html_hints(SLICE("entryContent")) & HINT_BODY);
    assert_false(html_hints(SLICE("article body")) & HINT_BODY); /* two classes */
    assert_true(html_hints(SLICE("comment-list")) & HINT_COMMENTS);
    assert_true(html_hints(SLICE("storyRelated")) & HINT_ASIDE);
    assert_true(html_hints(SLICE("img-caption")) & HINT_CAPTION);
    assert_int_equal(html_hints(SLICE("x1 y2 zzz")), 0);
    assert_int_equal(html_hints(SLICE("")), 0);
}

static void nothing_is_read_from_comments(void **state)
{
    (void)state;
    struct reading r;
    read_text(&r, CULPA_FORMAT_HTML,
              "<html><body><h1>Fire closes harbour</h1><div>" PARAGRAPH "</div><div class=comments>"
              "<p>First reader: I have been saying for years that this harbour is not safe at all.</p>"
              "<p>Second reader: I have been saying for years that this harbour is not safe at all.</p>"
              "<p>Third reader: I have been saying for years that this harbour is not safe at all.</p>"
              "<p>Fourth reader: I have been saying for years that this harbour is not safe at all.</p>"
              "<p>Fifth reader: I have been saying for years that this harbour is not safe at all.</p>"
              "<p>Sixth reader: I have been saying for years that this harbour is not safe at all.</p>"
              "<p>Seventh reader: I have been saying for years that this harbour is not safe at "
              "all.</p></div></body></html>");
    assert_int_equal(r.status, CULPA_OK);
    assert_true(holds(r.document.text, "its master said"));
    assert_false(holds(r.document.text, "reader"));
    arena_release(&r.arena);
}

static char *repeat(const char *before, const char *what, size_t n, const char *after)
{
    struct buf b = {0};
    buf_add_str(&b, before);
    for (size_t i = 0; i < n; i++)
        buf_add_str(&b, what);
    buf_add_str(&b, after);
    buf_add_char(&b, 0);
    assert_false(b.failed);
    return b.ptr;
}

/* Each: much of one thing around a report that must still be found. */
static void hostile(void **state)
{
    (void)state;
    static const struct {
        const char *before, *what;
        size_t n;
    } pages[] = {
        {"<body>", "<div>", 200000},
        {"<body>", "<span>", 200000},
        {"<body>", "<p>", 200000},
        {"<body>", "<table><tr><td>", 100000},
        {"<body>", "<ul><li>", 100000},
        {"<body>", "<div a=\"", 100000},
        {"<!DOCTYPE html [<!ENTITY a \"aaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><body>", "<i>&b;</i>", 1000},
        {"<head>", "<meta name=date content=x>", 100000},
        {"<body><div ", "a ", 200000},
        {"<script type=\"application/ld+json\">", "[", 100000},
    };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        char *page = repeat(pages[i].before, pages[i].what, pages[i].n, "\"></script>" PARAGRAPH PARAGRAPH PARAGRAPH);
        struct reading r;
        read_text(&r, CULPA_FORMAT_HTML, page);
        if (r.status || !holds(r.document.text, "its master said"))
            fail_msg("page %zu: %s", i, culpa_status_message(r.status));
        arena_release(&r.arena);
        free(page);
    }
}

static void depth_limit(void **state)
{
    (void)state;
    struct html_page tree;
    struct html_blocks blocks;
    char *page = repeat("<body>", "<div>", LIMIT_HTML_DEPTH + 50, PARAGRAPH);
    parse(page, &tree, &blocks);
    unsigned depth = 0;
    for (uint32_t node = blocks.at[0].node; node; node = tree.nodes[node].parent)
        depth++;
    assert_true(depth > LIMIT_HTML_DEPTH - 10 && depth <= LIMIT_HTML_DEPTH + 2);
    free(page);
}

static void attribute_limit(void **state)
{
    (void)state;
    struct html_page tree;
    struct html_blocks blocks;
    char *page = repeat("<body><time datetime=2020-09-21 ", "a ", LIMIT_HTML_BLANKS + 1, ">x</time>" PARAGRAPH);
    parse(page, &tree, &blocks);
    for (uint32_t i = 0; i < tree.n_nodes; i++)
        assert_false(tree.nodes[i].datetime.len);
    assert_slice(blocks.at[0].text, "x");
    free(page);
}

static void truncated(void **state)
{
    (void)state;
    static const char *const ends[] = {"<a href=\"htt", "&am", "<!-- x", "<scr", "<script>x", "</", "<", "<p title='"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        char *page = repeat("<html><body>", PARAGRAPH, 3, ends[i]);
        struct reading r;
        read_text(&r, CULPA_FORMAT_HTML, page);
        assert_int_equal(r.status, CULPA_OK);
        assert_true(holds(r.document.text, "its master said in a statement."));
        arena_release(&r.arena);
        free(page);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(head, begin, end),
        cmocka_unit_test_setup_teardown(blocks_and_white_space, begin, end),
        cmocka_unit_test_setup_teardown(source_of_blocks, begin, end),
        cmocka_unit_test(hints),
        cmocka_unit_test(nothing_is_read_from_comments),
        cmocka_unit_test(hostile),
        cmocka_unit_test_setup_teardown(depth_limit, begin, end),
        cmocka_unit_test_setup_teardown(attribute_limit, begin, end),
        cmocka_unit_test(truncated),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
