/* PLOVER events, Web Annotations, ClaimReviews: an object a line. */
#include <jansson.h>

#include "hand.h"
#include "report/offsets.h"

/* The n-th line. */
static json_t *line(const struct buf *out, size_t n)
{
    const char *at = out->ptr;
    for (; n; n--)
        at = strchr(at, '\n') + 1;
    json_t *object = json_loadb(at, (size_t)(strchr(at, '\n') - at), 0, NULL);
    assert_non_null(object);
    return object;
}

static size_t count_lines(const struct buf *out)
{
    size_t n = 0;
    for (size_t i = 0; i < out->len; i++)
        n += out->ptr[i] == '\n';
    return n;
}

/* "a.0.b" -> the value there as text; "(none)" where there is none */
static void assert_at(const json_t *value, const char *path, const char *expected)
{
    char number[32];
    const char *whole = path, *text = "(none)";
    while (value && *path) {
        char key[40];
        size_t n = strcspn(path, ".");
        assert_true(n < sizeof key);
        memcpy(key, path, n);
        key[n] = 0;
        value = json_is_array(value) ? json_array_get(value, (size_t)atoi(key)) : json_object_get(value, key);
        path += n + (path[n] == '.');
    }
    if (json_is_string(value))
        text = json_string_value(value);
    else if (json_is_integer(value)) {
        snprintf(number, sizeof number, "%lld", (long long)json_integer_value(value));
        text = number;
    } else if (value)
        text = "(other)";
    if (strcmp(text, expected) != 0)
        fail_msg("%s: \"%s\" instead of \"%s\"", whole, text, expected);
}

static const struct {
    size_t line;
    const char *path, *expected;
} plover[] = {
    {0, "id", "a b/i1"},
    {0, "date", "2024-05-03"},
    {0, "event.0", "ASSAULT"},
    {0, "mode.0", "firearms"},
    {0, "mode.1", "abduct"},
    {0, "quad_code", "4"},
    {0, "source.0.actor_text", "=Red Dawn"}, /* who claims it; not together with who is blamed */
    {0, "source.0.sector", "(none)"},
    {0, "source.0.culpa_act", "claim"},
    {0, "source.1", "(none)"},
    {0, "culpa_perpetrators.0.actor_text", "Norland"},
    {0, "culpa_perpetrators.0.code", "NOR"},
    {0, "culpa_perpetrators.0.sector", "GOV"},
    {0, "culpa_perpetrators.0.identifier_id", "Q20"},
    {0, "culpa_perpetrators.0.culpa_act", "accuse"},
    {0, "culpa_perpetrators.1.culpa_act", "claim"},
    {0, "recipient.0", "(none)"},
    {0, "event_loc.name", "Lund"},
    {0, "event_loc.cc3", "SWE"},
    {0, "event_loc.country code", "SE"},
    {0, "size.dead", "4"},
    {0, "size.injured", "9"},
    {0, "size.arrested", "(none)"},
    {0, "context", "(none)"},
    {0, "link", "a b/shooting-lund"},
    {0, "text_info.start", "2"}, /* code points */
    {0, "comment", NOTES},
    {1, "id", "a b/p1"},
    {1, "event.0", "COERCE"},
    {1, "mode.0", "arrest"},
    {1, "source.0.sector", "COP"},
    {1, "recipient.0.actor_text", "two men"},
    {2, "id", "a b/s2"},
    {2, "event.0", "REJECT"},
    {2, "mode", "(none)"},
    {2, "source.0.sector", "GOV"}, /* of whom the envoy speaks for */
    {2, "source.0.office", "envoy"},
    {2, "recipient.0", "(none)"},
    {3, "recipient.0.actor_text", "Ana Ruiz"}, /* who says what is denied */
    {3, "date", "(none)"},
    {4, "event.0", "ACCUSE"},
    {4, "mode.0", "allege"},
    {4, "source.0.actor_text", "Ana Ruiz"},
    {4, "source.0.sector", "(none)"}, /* a former chief */
    {4, "recipient.0.code", "NOR"},
    {4, "cite_info.publication", "Post"},
    {4, "culpa_act", "accuse"},
};

static void test_plover(void **state)
{
    (void)state;
    struct culpa_report r = hand_report();
    struct buf out = {0};
    hand_write(&report_plover, &r, &out);
    assert_int_equal(count_lines(&out), 5); /* shooting, arrest, two denials, one accusation: no fire, no claim */
    for (size_t i = 0; i < sizeof plover / sizeof *plover; i++) {
        json_t *object = line(&out, plover[i].line);
        assert_at(object, plover[i].path, plover[i].expected);
        json_decref(object);
    }
    json_t *first = line(&out, 0);
    assert_true(json_number_value(json_object_get(json_object_get(first, "event_loc"), "longitude")) == -13.1932);
    json_decref(first);
    buf_release(&out);
}

/* What two types have in common is told once; what nobody is blamed for is no attack. */
static void test_plover_modes(void **state)
{
    (void)state;
    struct culpa_report r = hand_report();
    struct buf out = {0};
    hand_incidents[0].types =
        1u << CULPA_INCIDENT_ARSON | 1u << CULPA_INCIDENT_STABBING | 1u << CULPA_INCIDENT_SABOTAGE;
    hand_incidents[0].when = SLICE("2024-04-29/2024-05-05");
    hand_incidents[1].types = 1u << CULPA_INCIDENT_CYBER | 1u << CULPA_INCIDENT_FIRE;
    hand_incidents[1].background = true;
    r.n_statements = 0;
    hand_incidents[0].n_perpetrators = hand_incidents[0].n_proceedings = 0;
    hand_write(&report_plover, &r, &out);
    assert_int_equal(count_lines(&out), 2);
    json_t *attack = line(&out, 0), *cyber = line(&out, 1);
    assert_at(attack, "mode.0", "destroy");
    assert_at(attack, "mode.1", "primitive");
    assert_at(attack, "mode.2", "(none)");
    assert_at(attack, "date", "(none)"); /* a day that is not known better, or seven */
    assert_at(attack, "culpa_when", "2024-04-29/2024-05-05");
    assert_at(attack, "source.0", "(none)");
    assert_at(cyber, "event.0", "COERCE");
    assert_at(cyber, "mode.0", "cyber");
    assert_at(cyber, "context.0", "cyber");
    assert_at(cyber, "context.1", "historical");
    assert_at(cyber, "event_loc", "(none)");
    assert_at(cyber, "size", "(none)");
    json_decref(attack);
    json_decref(cyber);
    buf_release(&out);
}

static void test_annotations(void **state)
{
    (void)state;
    struct culpa_report r = hand_report();
    struct buf out = {0};
    hand_write(&report_annotations, &r, &out);
    assert_int_equal(count_lines(&out), N_STATEMENTS + 3);
    json_t *claim = line(&out, CLAIMS), *denial = line(&out, DENIES), *count = line(&out, N_STATEMENTS + 1);
    char number[24];
    const uint32_t start = hand_at("Red Dawn said").start;
    assert_at(claim, "@context.0", "http://www.w3.org/ns/anno.jsonld");
    assert_at(claim, "id", "urn:x-culpa:a%20b#s1");
    assert_at(claim, "type", "Annotation");
    assert_at(claim, "body.value", "=Red Dawn: claim");
    assert_at(claim, "target.source", "https://post.example/1");
    assert_at(claim, "target.selector.0.type", "TextPositionSelector");
    snprintf(number, sizeof number, "%u", start - 3); /* the first character has four bytes */
    assert_at(claim, "target.selector.0.start", number);
    assert_at(claim, "target.selector.1.exact", "Red Dawn said that it had fired");
    assert_at(claim, "target.selector.1.prefix", "ere shot dead in Lund on 3 May. ");
    assert_at(claim, "target.selector.1.suffix", ". \"We were not there,\" Norland's");
    snprintf(number, sizeof number, "%u", start);
    assert_at(claim, "target.culpa:bytes.start", number);
    snprintf(number, sizeof number, "%u", start - 2); /* and two units */
    assert_at(claim, "target.culpa:utf16.start", number);
    assert_at(claim, "culpa:content", "that it had fired");
    assert_at(claim, "culpa:about", "urn:x-culpa:a%20b#i1");
    assert_at(denial, "culpa:re", "urn:x-culpa:a%20b#s4");
    assert_at(count, "id", "urn:x-culpa:a%20b#f2");
    assert_at(count, "body.value", "injured: at least 9");
    assert_at(count, "culpa:low", "9");
    assert_at(count, "culpa:high", "(none)");
    assert_at(count, "culpa:actor", "Police");
    assert_at(count, "target.selector.0.start", "2");
    json_decref(claim);
    json_decref(denial);
    json_decref(count);
    r.document.url = (struct culpa_slice){0}; /* without an address the name of the report */
    out.len = 0;
    hand_write(&report_annotations, &r, &out);
    claim = line(&out, CLAIMS);
    assert_at(claim, "target.source", "urn:x-culpa:a%20b");
    json_decref(claim);
    buf_release(&out);
}

static void test_claims(void **state)
{
    (void)state;
    struct culpa_report r = hand_report();
    struct buf out = {0};
    hand_write(&report_claimreview, &r, &out);
    assert_int_equal(count_lines(&out), N_STATEMENTS);
    json_t *objects[N_STATEMENTS];
    for (size_t i = 0; i < N_STATEMENTS; i++) {
        objects[i] = line(&out, i);
        assert_at(objects[i], "@type", "ClaimReview");
        assert_at(objects[i], "reviewRating", "(none)");
        assert_at(objects[i], "author", "(none)");
        assert_at(objects[i], "itemReviewed.appearance.publisher.name", "Post");
    }
    assert_at(objects[CLAIMS], "claimReviewed", "that it had fired");
    assert_at(objects[CLAIMS], "itemReviewed.text", "Red Dawn said that it had fired");
    assert_at(objects[QUOTES], "claimReviewed", "\"We were not there,\"");
    assert_at(objects[QUOTES], "itemReviewed.author.@type", "Person");
    /* "any part in it" is the contrary of what he says */
    assert_at(objects[DENIES], "claimReviewed", "He denied any part in it");
    assert_at(objects[DENIES], "itemReviewed.citation.@id", "urn:x-culpa:a%20b#s4");
    assert_at(objects[BLAMES], "claimReviewed", "Ana Ruiz blamed Norland");
    assert_at(objects[BLAMES], "itemReviewed.about.@type", "Country");
    assert_at(objects[BLAMES], "itemReviewed.about.sameAs", "https://www.wikidata.org/wiki/Q20");
    assert_at(objects[BLAMES], "itemReviewed.keywords", "accuse");
    for (size_t i = 0; i < N_STATEMENTS; i++)
        json_decref(objects[i]);
    buf_release(&out);
}

static void test_nothing(void **state)
{
    (void)state;
    struct culpa_report r = {.document = {.id = S("1"), .text = S("x")}};
    const struct report_writer *writers[] = {&report_plover, &report_annotations, &report_claimreview};
    for (size_t i = 0; i < 3; i++) {
        struct buf out = {0};
        hand_write(writers[i], &r, &out);
        assert_int_equal(out.len, 0);
        buf_release(&out);
    }
}

static void test_offsets(void **state)
{
    (void)state;
    /* 1, 2, 3 and 4 bytes; 1, 1, 1 and 2 units */
    struct offsets o = {.text = SLICE("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x9A\xA8z")};
    const struct {
        size_t byte, points, units;
    } places[] = {{6, 3, 3}, {10, 4, 5}, {1, 1, 1}, {11, 5, 6}, {3, 2, 2}, {0, 0, 0}, {99, 5, 6}};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        offsets_move(&o, places[i].byte);
        assert_int_equal(o.points, places[i].points);
        assert_int_equal(o.units, places[i].units);
    }
    assert_int_equal(offsets_back(o.text, 10, 2), 3);
    assert_int_equal(offsets_back(o.text, 1, 5), 0);
    assert_int_equal(offsets_forward(o.text, 1, 2), 6);
    assert_int_equal(offsets_forward(o.text, 6, 9), 11);
    assert_int_equal(offsets_forward(o.text, 6, 0), 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plover), cmocka_unit_test(test_plover_modes), cmocka_unit_test(test_annotations),
        cmocka_unit_test(test_claims), cmocka_unit_test(test_nothing),      cmocka_unit_test(test_offsets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
