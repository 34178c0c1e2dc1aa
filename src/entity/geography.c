/* Looking up towns and regions in the compiled tables by binary search. */
#include "entity/geography.h"

#include "entity/gazetteer_table.h"
#include "entity/geography_table.h"

static struct geography_names find(const struct geography_name *table, uint32_t rows, const char *key, size_t n)
{
    struct geography_names names = {NULL, 0};
    size_t at = n ? gazetteer_search(geography_pool, table, sizeof *table, rows, key, n) : rows;
    if (at == rows)
        return names;
    names.at = table + at;
    while (at + names.n < rows && gazetteer_compare(geography_pool + table[at + names.n].key, key, n) == 0)
        names.n++;
    return names;
}

struct geography_names geography_find_towns(struct culpa_slice name)
{
    char key[GAZETTEER_KEY_BYTES];
    return find(geography_town_names, geography_town_names_n, key, gazetteer_key(name, key));
}

/* Length of a key without the word for a kind of region behind it. */
static size_t without_kind(const char *key, size_t n)
{
    static const char *const KINDS[] = {" province",   " region",   " governorate", " oblast",
                                        " state",      " county",   " district",    " department",
                                        " prefecture", " republic", " peninsula",   " valley"};
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
        size_t m = strlen(KINDS[i]);
        if (n > m && memcmp(key + n - m, KINDS[i], m) == 0)
            return n - m;
    }
    return n;
}

struct geography_names geography_find_regions(struct culpa_slice name)
{
    char key[GAZETTEER_KEY_BYTES];
    size_t n = gazetteer_key(name, key);
    struct geography_names names = find(geography_region_names, geography_region_names_n, key, n);
    return names.n ? names : find(geography_region_names, geography_region_names_n, key, without_kind(key, n));
}

const struct geography_town *geography_town(const struct geography_name *name)
{
    return &geography_towns[name->row];
}

const struct geography_region *geography_region(const struct geography_name *name)
{
    return &geography_regions[name->row];
}

const struct geography_region *geography_region_of(const struct geography_town *town)
{
    return &geography_regions[town->region];
}
