/* Where towns and regions lie: the tables data/gazetteer/towns.tsv and regions.tsv, compiled in.
 *
 * A name may be that of many towns (Springfield): all are handed out, who knows the report chooses. */
#ifndef ENTITY_GEOGRAPHY_H
#define ENTITY_GEOGRAPHY_H

#include <stdint.h>

#include "base/slice.h"

enum { GEOGRAPHY_DEGREE = 10000 };

struct geography_region {
    char country[3];             /* ISO 3166 */
    bool known;                  /* false: it stands for no region of the country, and lies nowhere */
    int32_t latitude, longitude; /* of the middle of its settlements, in ten-thousandths of a degree */
};

struct geography_town {
    int32_t latitude, longitude;
    uint16_t region;    /* index, for geography_region_of() */
    uint16_t thousands; /* of people */
};

struct geography_name {
    uint32_t key;
    uint16_t row;
    uint8_t other; /* not the town's first name */
};

/* The rows of a table that have one name; towns: by their first name before those by others, the largest first. */
struct geography_names {
    const struct geography_name *at;
    size_t n;
};

struct geography_names geography_find_towns(struct culpa_slice name);
/* A word for the kind of region behind the name may be left out of the table: "Luhansk region". */
struct geography_names geography_find_regions(struct culpa_slice name);

const struct geography_town *geography_town(const struct geography_name *name);
const struct geography_region *geography_region(const struct geography_name *name);
const struct geography_region *geography_region_of(const struct geography_town *town);

#endif
