/* What the model sees of each token decides, with the words around, who has a part in an incident. */
#include "check.h"
#include "incident/incident.h"

enum { VICTIM = 3, WEAPON = 4 }; /* src/incident/roles.h */

static const char REPORT[] = "A bomb killed Ada Brandt in Norhaven on Monday.";

/* Reads the report, of which the model says the same number for every token and a part. */
static void read_report(float number, size_t *n_victims, size_t *n_weapons)
{
    static const struct culpa_slice PIECES = {"[UNK]\n[CLS]\n[SEP]\n", 18};
    struct culpa_name names[] = {{CULPA_NAME_PERSON, {14, 24}}, {CULPA_NAME_PLACE, {28, 36}}};
    struct culpa_report report = {
        .document.text = slice_of(REPORT, strlen(REPORT)), .names = names, .n_names = sizeof names / sizeof *names};
    struct arena arena, scratch;
    struct text_vocabulary *vocabulary;
    struct text text;
    float parts[64 * INCIDENT_PARTS];
    arena_init(&arena, (size_t)16 << 20);
    arena_init(&scratch, (size_t)16 << 20);
    assert_int_equal(text_vocabulary_new(PIECES, &vocabulary), CULPA_OK);
    assert_int_equal(text_split(&arena, vocabulary, report.document.text, NULL, 0, &text), CULPA_OK);
    assert_in_range(text.n_tokens, 1, 64);
    for (uint32_t i = 0; i < text.n_tokens * INCIDENT_PARTS; i++)
        parts[i] = i % INCIDENT_PARTS == VICTIM || i % INCIDENT_PARTS == WEAPON ? number : -9;
    assert_int_equal(incident_find(&arena, &scratch, &text, parts, NULL, &report), CULPA_OK);
    assert_int_equal(report.n_incidents, 1);
    *n_victims = report.incidents[0].victims.n;
    *n_weapons = report.incidents[0].weapons.n;
    text_vocabulary_free(vocabulary);
    arena_release(&arena);
    arena_release(&scratch);
}

static void test_seen(void **state)
{
    (void)state;
    size_t victims, weapons;
    read_report(3, &victims, &weapons);
    assert_int_equal(victims, 1);
    assert_int_equal(weapons, 1);
    read_report(-9, &victims, &weapons);
    assert_int_equal(victims, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_seen)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
