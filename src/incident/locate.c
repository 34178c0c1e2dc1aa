/* Which town or region of the gazetteer a place of the report is, so which country it is in and where it lies.
 *
 * Many towns share a name. Which one is meant is told by what stands with it ("Paris, Texas"), else by the countries
 * and regions that the report names elsewhere, else by size, where one is far larger than the others. Otherwise it
 * stays unknown: a wrong point on a map is worse than none. */
#include "entity/gazetteer.h"
#include "entity/geography.h"
#include "incident/scene.h"

enum {
    FAR_LARGER = 5,      /* times the people: the larger town of a country is meant */
    KNOWN_TIMES = 10,    /* the same of towns in several countries */
    KNOWN_ANYWHERE = 100 /* thousands of people of such a town that needs no country named beside it */
};

static bool same_country(const char *a, const char *b)
{
    return a[0] == b[0] && a[1] == b[1];
}

static bool names_country(const struct incident_atlas *atlas, const char *country)
{
    for (uint32_t i = 0; i < atlas->n_countries; i++)
        if (same_country(atlas->countries[i], country))
            return true;
    return false;
}

static void add_country(struct incident_atlas *atlas, const char *country)
{
    if (country[0] && atlas->n_countries < INCIDENT_MOST_COUNTRIES && !names_country(atlas, country))
        memcpy(atlas->countries[atlas->n_countries++], country, 2);
}

static bool names_region(const struct incident_atlas *atlas, const struct geography_region *region)
{
    for (uint32_t i = 0; i < atlas->n_regions; i++)
        if (atlas->regions[i] == region)
            return true;
    return false;
}

/* A region by its name tells its country too, where all regions of that name are in one: Texas, but not Punjab. */
static void add_regions(struct incident_atlas *atlas, struct culpa_slice name)
{
    struct geography_names found = geography_find_regions(name);
    bool one = found.n > 0;
    for (size_t i = 0; i < found.n; i++) {
        const struct geography_region *region = geography_region(&found.at[i]);
        one &= same_country(region->country, geography_region(&found.at[0])->country);
        if (atlas->n_regions < INCIDENT_MOST_REGIONS && !names_region(atlas, region))
            atlas->regions[atlas->n_regions++] = region;
    }
    if (one && !geography_find_towns(name).n)
        add_country(atlas, geography_region(&found.at[0])->country);
}

/* A large town that no other of its name comes near: Istanbul. */
static void add_town(struct incident_atlas *atlas, struct culpa_slice name)
{
    struct geography_names found = geography_find_towns(name);
    if (!found.n || found.at[0].other || geography_town(&found.at[0])->thousands < KNOWN_ANYWHERE)
        return;
    const struct geography_town *first = geography_town(&found.at[0]);
    for (size_t i = 1; i < found.n; i++)
        if (geography_town(&found.at[i])->thousands * KNOWN_TIMES > first->thousands)
            return;
    add_country(atlas, geography_region_of(first)->country);
}

void incident_read_atlas(const struct incident_scene *scene, struct incident_atlas *atlas)
{
    const struct text *text = scene->text;
    for (uint32_t t = 0; t < text->n_tokens; t++) {
        if (text->tokens[t].shape == SHAPE_LOWER || text->tokens[t].shape == SHAPE_OTHER)
            continue;
        struct gazetteer_hit hit = gazetteer_find(incident_word(scene, t));
        if (hit.entry && hit.entry->kind == GAZETTEER_STATE)
            add_country(atlas, hit.entry->country);
    }
    for (uint32_t i = 0; i < scene->report->n_names; i++) {
        struct culpa_slice name = slice_span(text->bytes, scene->report->names[i].span);
        struct gazetteer_hit hit = gazetteer_find(name);
        if (hit.entry && hit.entry->kind == GAZETTEER_STATE) {
            add_country(atlas, hit.entry->country);
        } else if (scene->report->names[i].kind == CULPA_NAME_PLACE) {
            add_regions(atlas, name);
            add_town(atlas, name);
        }
    }
}

/* Does a region fit what the words of the place say: its country, its region? */
static bool fits(const struct incident_place *place, struct geography_names regions,
                 const struct geography_region *region)
{
    bool in_region = !regions.n;
    for (size_t i = 0; i < regions.n && !in_region; i++)
        in_region = geography_region(&regions.at[i]) == region;
    return in_region && (!place->country.len || same_country(place->country.ptr, region->country));
}

/* What is left of the towns or regions of one name. */
struct choice {
    const struct geography_name *best; /* NULL: none */
    bool one_country, certain;
};

/* The towns of a name that fit; narrowed: of those, only the ones in regions that the report names. */
static struct choice choose_town(const struct incident_atlas *atlas, const struct incident_place *place,
                                 struct geography_names towns, bool other, bool narrowed)
{
    struct geography_names regions =
        place->region.len ? geography_find_regions(place->region) : (struct geography_names){NULL, 0};
    bool told = place->country.len || regions.n;
    struct choice c = {NULL, true, true};
    for (size_t i = 0; i < towns.n; i++) {
        const struct geography_town *town = geography_town(&towns.at[i]);
        const struct geography_region *region = geography_region_of(town);
        if ((towns.at[i].other != 0) != other || !fits(place, regions, region) ||
            (!told && !names_country(atlas, region->country)) || (narrowed && !names_region(atlas, region)))
            continue;
        if (!c.best) {
            c.best = &towns.at[i];
            continue;
        }
        const struct geography_town *best = geography_town(c.best);
        bool same = same_country(region->country, geography_region_of(best)->country);
        c.one_country &= same;
        c.certain &= best->thousands >= (same ? FAR_LARGER : KNOWN_TIMES) * (town->thousands + 1);
    }
    return c;
}

static void set_country(struct incident_place *place, const char *country)
{
    if (!place->country.len)
        place->country = slice_of(country, 2);
}

static bool locate_town(const struct incident_atlas *atlas, struct incident_place *place)
{
    struct geography_names towns = geography_find_towns(place->place);
    struct choice c = choose_town(atlas, place, towns, false, false);
    if (!c.best)
        c = choose_town(atlas, place, towns, true, false);
    else if (!c.certain) {
        struct choice narrow = choose_town(atlas, place, towns, false, true);
        c = narrow.best ? narrow : c;
    }
    if (!c.best)
        return false;
    const struct geography_town *town = geography_town(c.best);
    if (c.one_country || c.certain)
        set_country(place, geography_region_of(town)->country);
    if (c.certain) {
        place->located = true;
        place->latitude = town->latitude;
        place->longitude = town->longitude;
    }
    return true;
}

/* name: the region in the report's words; asserted: it lies where the region does. */
static bool locate_region(const struct incident_atlas *atlas, struct incident_place *place, struct culpa_slice name,
                          bool asserted)
{
    struct geography_names regions = geography_find_regions(name);
    const struct geography_region *best = NULL;
    bool one = true;
    for (size_t i = 0; i < regions.n; i++) {
        const struct geography_region *region = geography_region(&regions.at[i]);
        if (!fits(place, (struct geography_names){NULL, 0}, region) ||
            (!place->country.len && !names_country(atlas, region->country)))
            continue;
        one &= !best;
        best = best ? best : region;
    }
    if (!best || !one)
        return false;
    set_country(place, best->country);
    if (asserted && best->known) {
        place->located = true;
        place->latitude = best->latitude;
        place->longitude = best->longitude;
    }
    return true;
}

void incident_locate(const struct incident_scene *scene, struct incident_place *place)
{
    if (place->located)
        return;
    if (place->place.len && locate_town(&scene->atlas, place))
        return;
    if (place->region.len && locate_region(&scene->atlas, place, place->region, !place->place.len))
        return;
    if (place->place.len && !place->region.len)
        locate_region(&scene->atlas, place, place->place, true);
}
