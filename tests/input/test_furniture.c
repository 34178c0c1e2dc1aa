#include "reading.h"

static const char *kind_of(const char *line)
{
    enum culpa_furniture_kind kind;
    return input_line_is_furniture(slice_of(line, strlen(line)), &kind) ? culpa_furniture_name(kind) : "none";
}

static void lines(void **state)
{
    (void)state;
    assert_string_equal(kind_of("FILE - Smoke rises over the harbour of Port Example."), "caption");
    assert_string_equal(kind_of("Rescuers search the pier on Monday. (Photo by Ann Sample)"), "caption");
    assert_string_equal(kind_of("FILE-Masked officers lead a man away in Port Example."), "caption");
    assert_string_equal(kind_of("Divers carry a coffin to the pier in Port Example, Sudland, Oct. 22, 2015."),
                        "caption");
    assert_string_equal(kind_of("Police guard the harbour of Port Example, Thursday, May 19, 2016."), "caption");
    assert_string_equal(kind_of("This image made from video shows the pier before it fell."), "caption");
    assert_string_equal(kind_of("Bo Model in Port Example contributed to this report."), "credit");
    assert_string_equal(kind_of("Ann Sample/Getty Images"), "credit");
    assert_string_equal(kind_of("<span class=\"copyright\">ANN SAMPLE via Getty</span>"), "credit");
    assert_string_equal(kind_of("Read more: The harbour before the fire"), "links");
    assert_string_equal(kind_of("Sign up for our newsletter"), "newsletter");
    assert_string_equal(kind_of("We use cookies to make this site better."), "cookies");
    assert_string_equal(kind_of("By Ann Sample and Bo Model"), "byline");
}

/* A paragraph that is taken for furniture is never read: worse than furniture that is. */
static void paragraphs_stay(void **state)
{
    (void)state;
    static const char *const paragraphs[] = {
        "By Monday the fire had reached the second pier, the harbour master said.",
        "Readers signed up for the newsletter after the fire, the paper said.",
        "Share prices fell after the minister spoke.",
        "Related deaths rose to four, the hospital said.",
        "Police released a file photo of the ship, which they said had left on Friday.",
        "The court refused to continue reading the charges.",
        "The pier was opened on May 19, 2016.",
        "The pier was opened by the mayor, the harbour master said, on Thursday, May 19, 2016.",
        "The image that the police released shows the pier.",
    };
    for (size_t i = 0; i < sizeof paragraphs / sizeof *paragraphs; i++)
        assert_string_equal(kind_of(paragraphs[i]), "none");
}

static void in_text(void **state)
{
    (void)state;
    struct reading r;
    read_text(&r, CULPA_FORMAT_TEXT,
              "Fire closes the harbour\n\nThe harbour of Port Example was closed on Monday, its master said.\n"
              "Ann Sample/Getty Images\nNobody was hurt.\n");
    assert_int_equal(r.status, CULPA_OK);
    assert_slice(r.document.title, "Fire closes the harbour");
    assert_int_equal(r.document.n_furniture, 2);
    assert_int_equal(r.document.furniture[0].kind, CULPA_FURNITURE_HEADLINE);
    assert_slice(slice_span(r.document.text, r.document.furniture[0].span), "Fire closes the harbour");
    assert_int_equal(r.document.furniture[1].kind, CULPA_FURNITURE_CREDIT);
    assert_slice(slice_span(r.document.text, r.document.furniture[1].span), "Ann Sample/Getty Images");
    arena_release(&r.arena);
}

/* The first of several lines that are one sentence is no headline. */
static void wrapped_lines(void **state)
{
    (void)state;
    struct reading r;
    read_text(&r, CULPA_FORMAT_TEXT,
              "LUND, 4 MARCH (REUTERS) -- THE ARMY OF THE NORTH\nDENIED TODAY THAT ITS MEN HAD BLOWN UP A BRIDGE AND\n"
              "SAID THAT THEY HAD BEEN FAR FROM IT.\n\nNOBODY WAS HURT.\n");
    assert_int_equal(r.status, CULPA_OK);
    assert_int_equal(r.document.title.len, 0);
    assert_int_equal(r.document.n_furniture, 0);
    arena_release(&r.arena);
    read_text(&r, CULPA_FORMAT_TEXT,
              "Fire closes the harbour\nBy Ann Sample\nThe harbour of Port Example was closed on Monday.\nNobody was "
              "hurt, its master "
              "said, but two boats were lost.\n");
    assert_slice(r.document.title, "Fire closes the harbour");
    arena_release(&r.arena);
}

/* A caption that says a sentence of the report again, or the other way round. */
static void repeated_line(void **state)
{
    (void)state;
    struct reading r;
    read_text(&r, CULPA_FORMAT_TEXT,
              "The mayor said that the pier would stay closed for a week.\nIt is raining.\n"
              "The mayor said that the pier would stay closed for a week.\n");
    assert_int_equal(r.document.n_furniture, 1);
    assert_true(r.document.furniture[0].span.start > 60);
    arena_release(&r.arena);
}

/* Where line breaks were lost the headline runs into the dateline; a sentence with a dash is no headline. */
static void glued_headline(void **state)
{
    (void)state;
    static const struct {
        const char *text, *headline;
    } cases[] = {
        {"Harbour Master Blames Owners for Fatal Ferry Fire PORT EXAMPLE \xE2\x80\x94 The harbour master said on "
         "Monday "
         "that the owners knew.",
         "Harbour Master Blames Owners for Fatal Ferry Fire"},
        {"Two Die as Storm Hits Northern Coast SELWAY, GARROW -- Two people died on Monday, police said.",
         "Two Die as Storm Hits Northern Coast"},
        {"PORT EXAMPLE \xE2\x80\x94 The harbour master said on Monday that the owners knew.", NULL},
        {"The harbour master told ARD \xE2\x80\x94 a broadcaster \xE2\x80\x94 that the owners knew.", NULL},
        {"Minister Anna Lisk Told Garrow Radio on Monday. PORT EXAMPLE - She was right.", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct reading r;
        read_text(&r, CULPA_FORMAT_TEXT, cases[i].text);
        assert_int_equal(r.document.n_furniture, cases[i].headline ? 1 : 0);
        if (cases[i].headline)
            assert_slice(slice_span(r.document.text, r.document.furniture[0].span), cases[i].headline);
        arena_release(&r.arena);
    }
}

/* A feed without headlines gives the first sentence as the title: it is read. */
static void sentence_as_title(void **state)
{
    (void)state;
    struct reading r;
    read_text(&r, CULPA_FORMAT_JSON,
              "{\"id\": \"a\", \"title\": \"The harbour master said on Monday that the owners knew.\", \"text\": "
              "\"The harbour master said on Monday that the owners knew. \\nThey deny it.\"}");
    assert_int_equal(r.status, CULPA_OK);
    assert_int_equal(r.document.n_furniture, 0);
    arena_release(&r.arena);
    read_text(&r, CULPA_FORMAT_JSON,
              "{\"id\": \"a\", \"title\": \"Owners knew of fire risk, says harbour master\", \"text\": "
              "\"Owners knew of fire risk, says harbour master\\nThey deny it.\"}");
    assert_int_equal(r.document.n_furniture, 1);
    arena_release(&r.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines),
        cmocka_unit_test(paragraphs_stay),
        cmocka_unit_test(in_text),
        cmocka_unit_test(wrapped_lines),
        cmocka_unit_test(repeated_line),
        cmocka_unit_test(glued_headline),
        cmocka_unit_test(sentence_as_title),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
