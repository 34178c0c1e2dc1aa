/* Towns and regions: look-ups, and that the compiled tables are in order. */
#include "check.h"
#include "entity/geography_table.h"

static const struct geography_town *largest(const char *name, size_t at_least)
{
    struct geography_names found = geography_find_towns(slice_of(name, strlen(name)));
    if (found.n < at_least)
        fail_msg("%s: %zu towns", name, found.n);
    return geography_town(&found.at[0]);
}

static void assert_town(const char *name, size_t at_least, const char *country, int latitude, int longitude)
{
    const struct geography_town *town = largest(name, at_least);
    assert_string_equal(geography_region_of(town)->country, country);
    assert_int_equal(town->latitude / GEOGRAPHY_DEGREE, latitude);
    assert_int_equal(town->longitude / GEOGRAPHY_DEGREE, longitude);
}

static void test_towns(void **state)
{
    (void)state;
    assert_town("Mosul", 1, "IQ", 36, 43);
    assert_town("PARIS", 2, "FR", 48, 2);
    assert_town("Buenos Aires", 1, "AR", -34, -58);
    assert_town("Khan Sheikhun", 1, "SY", 35, 36);
    assert_town("Vaduz", 1, "LI", 47, 9); /* small, but a capital */
    assert_int_equal(geography_find_towns(SLICE("Norhaven")).n, 0);
    assert_int_equal(geography_find_towns(SLICE("")).n, 0);
}

static void test_first_names_come_first(void **state)
{
    struct geography_names found = geography_find_towns(SLICE("Medina"));
    bool other = false;
    uint16_t before = UINT16_MAX;
    (void)state;
    assert_true(found.n > 1);
    for (size_t i = 0; i < found.n; i++) {
        assert_true(found.at[i].other >= other);
        before = found.at[i].other == other ? before : UINT16_MAX;
        other = found.at[i].other;
        assert_true(geography_town(&found.at[i])->thousands <= before);
        before = geography_town(&found.at[i])->thousands;
    }
}

static void test_regions(void **state)
{
    static const char *const HELMAND[] = {"Helmand", "Helmand province", "the Helmand Province"};
    (void)state;
    for (size_t i = 0; i < sizeof HELMAND / sizeof *HELMAND; i++) {
        struct geography_names found = geography_find_regions(slice_of(HELMAND[i], strlen(HELMAND[i])));
        assert_int_equal(found.n, 1);
        assert_string_equal(geography_region(&found.at[0])->country, "AF");
        assert_true(geography_region(&found.at[0])->known);
    }
    assert_true(geography_find_regions(SLICE("Punjab")).n > 1);
    assert_int_equal(geography_find_regions(SLICE("province")).n, 0);
    struct geography_names texas = geography_find_regions(SLICE("Texas")), paris = geography_find_towns(SLICE("Paris"));
    bool in_texas = false;
    for (size_t i = 0; i < paris.n; i++)
        in_texas |= geography_region_of(geography_town(&paris.at[i])) == geography_region(&texas.at[0]);
    assert_true(in_texas);
}

static void test_tables(void **state)
{
    const struct {
        const struct geography_name *names;
        uint32_t n, rows;
    } tables[] = {{geography_town_names, geography_town_names_n, geography_towns_n},
                  {geography_region_names, geography_region_names_n, geography_regions_n}};
    (void)state;
    for (size_t t = 0; t < 2; t++)
        for (uint32_t i = 0; i < tables[t].n; i++) {
            assert_true(tables[t].names[i].row < tables[t].rows);
            assert_true(!i || strcmp(geography_pool + tables[t].names[i - 1].key,
                                     geography_pool + tables[t].names[i].key) <= 0);
        }
    assert_true(geography_towns_n <= UINT16_MAX && geography_regions_n <= UINT16_MAX);
    for (uint32_t i = 0; i < geography_towns_n; i++)
        assert_true(geography_towns[i].region < geography_regions_n);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_towns),
        cmocka_unit_test(test_first_names_come_first),
        cmocka_unit_test(test_regions),
        cmocka_unit_test(test_tables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
