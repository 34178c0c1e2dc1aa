/* The gazetteer: keys, look-ups, and that the compiled tables are in order. */
#include "check.h"
#include "entity/gazetteer_table.h"

static void assert_key(const char *name, const char *expected)
{
    char key[GAZETTEER_KEY_BYTES];
    assert_slice(slice_of(key, gazetteer_key(slice_of(name, strlen(name)), key)), expected);
}

static void test_keys(void **state)
{
    (void)state;
    assert_key("The U.S.", "us");
    assert_key("Al-Shabaab", "al shabaab");
    assert_key("\xC3\x89lys\xC3\xA9"
               "e",
               "elysee");
    assert_key("Cote  d\xE2\x80\x99Ivoire", "cote divoire");
    assert_key("the", "the");
    assert_key(".", "");
    assert_key("\xFF", "\xEF\xBF\xBD");
    char longest[GAZETTEER_KEY_BYTES + 2], key[GAZETTEER_KEY_BYTES];
    memset(longest, 'x', sizeof longest);
    assert_int_equal(gazetteer_key(slice_of(longest, GAZETTEER_KEY_BYTES), key), GAZETTEER_KEY_BYTES);
    assert_int_equal(gazetteer_key(slice_of(longest, GAZETTEER_KEY_BYTES + 1), key), 0);
}

static void assert_found(const char *name, const char *entry, enum gazetteer_kind kind, enum gazetteer_how how,
                         const char *country)
{
    struct gazetteer_hit hit = gazetteer_find(slice_of(name, strlen(name)));
    if (!hit.entry)
        fail_msg("%s is not found", name);
    assert_slice(gazetteer_name(hit.entry), entry);
    assert_int_equal(hit.entry->kind, kind);
    assert_int_equal(hit.how, how);
    assert_string_equal(hit.entry->country, country);
}

static void test_names(void **state)
{
    (void)state;
    assert_found("Kyiv", "Ukraine", GAZETTEER_STATE, GAZETTEER_CAPITAL, "UA");
    assert_found("Ukrainian", "Ukraine", GAZETTEER_STATE, GAZETTEER_ADJECTIVE, "UA");
    assert_found("Russians", "Russia", GAZETTEER_STATE, GAZETTEER_PEOPLE, "RU");
    assert_found("the United States", "United States", GAZETTEER_STATE, GAZETTEER_NAME, "US");
    assert_found("Downing Street", "Downing Street", GAZETTEER_BODY, GAZETTEER_NAME, "GB");
    assert_found("daesh", "Islamic State", GAZETTEER_ARMED, GAZETTEER_NAME, "IQ");
    assert_found("Syrian Observatory", "Syrian Observatory for Human Rights", GAZETTEER_ORGANISATION, GAZETTEER_NAME,
                 "SY");
    assert_found("TASS", "TASS", GAZETTEER_MEDIA, GAZETTEER_NAME, "RU");
    assert_found("Aleppo", "Aleppo", GAZETTEER_CITY, GAZETTEER_NAME, "SY");
    assert_null(gazetteer_find(SLICE("Nowhereland")).entry);
    assert_null(gazetteer_find(SLICE("")).entry);
    assert_slice(gazetteer_name(gazetteer_state("UA")), "Ukraine");
    assert_null(gazetteer_state("ZZ"));
}

static void test_words(void **state)
{
    (void)state;
    assert_int_equal(gazetteer_given_name(SLICE("Fatima")), GENDER_WOMAN);
    assert_int_equal(gazetteer_given_name(SLICE("Dmitry")), GENDER_MAN);
    assert_int_equal(gazetteer_given_name(SLICE("Qwxz")), GENDER_UNKNOWN);
    assert_int_equal(gazetteer_noun(SLICE("spokeswoman"))->gender, GENDER_WOMAN);
    assert_int_equal(gazetteer_noun(SLICE("prime ministers"))->plural, 1);
    assert_int_equal(gazetteer_noun(SLICE("policemen"))->class, CLASS_PERSON);
    assert_int_equal(gazetteer_noun(SLICE("militant group"))->class, CLASS_ARMED);
    assert_int_equal(gazetteer_noun(SLICE("Statement"))->class, CLASS_WORDS);
    assert_int_equal(gazetteer_noun(SLICE("Mrs"))->title, 1);
    assert_null(gazetteer_noun(SLICE("blue")));
}

static int order(uint32_t a, uint32_t b)
{
    return strcmp(gazetteer_pool + a, gazetteer_pool + b);
}

static void test_tables(void **state)
{
    (void)state;
    for (uint32_t i = 1; i < gazetteer_forms_n; i++) {
        const struct gazetteer_form *a = &gazetteer_forms[i - 1], *b = &gazetteer_forms[i];
        assert_true(order(a->key, b->key) < 0 || (a->key == b->key && a->entry < b->entry));
        assert_true(b->entry < gazetteer_entries_n);
    }
    for (uint32_t i = 1; i < gazetteer_given_names_n; i++)
        assert_true(order(gazetteer_given_names[i - 1].key, gazetteer_given_names[i].key) < 0);
    for (uint32_t i = 1; i < gazetteer_nouns_n; i++)
        assert_true(order(gazetteer_nouns[i - 1].key, gazetteer_nouns[i].key) < 0);
    for (uint32_t i = 0; i < gazetteer_entries_n; i++) {
        const char *c = gazetteer_entries[i].country;
        assert_true(!c[0] || (c[0] >= 'A' && c[0] <= 'Z' && c[1] >= 'A' && c[1] <= 'Z' && !c[2]));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_tables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
