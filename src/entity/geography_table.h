/* The compiled tables of places; geography.c alone reads them. Names are sorted by the bytes of their keys. */
#ifndef ENTITY_GEOGRAPHY_TABLE_H
#define ENTITY_GEOGRAPHY_TABLE_H

#include "entity/geography.h"

extern const char geography_pool[]; /* NUL-terminated strings */
extern const struct geography_region geography_regions[];
extern const struct geography_town geography_towns[];
extern const struct geography_name geography_region_names[], geography_town_names[];
extern const uint32_t geography_regions_n, geography_region_names_n, geography_towns_n, geography_town_names_n;

#endif
