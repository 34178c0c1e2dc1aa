/* Identifiers of incidents: "bombing-talmora", and "bombing-talmora-2" for the second. */
#include <stdio.h>

#include "incident/scene.h"

enum { ID_BYTES = 64, PLACE_BYTES = 30 };

/* How many ids begin with some words, up to a hyphen or to their end: a hash table. */
struct count {
    struct culpa_slice words;
    uint32_t n;
};

struct counts {
    struct count *at;
    size_t mask;
};

/* The type and the place, in lower case, with a hyphen for all else. */
static size_t write_words(const struct culpa_incident *incident, char id[ID_BYTES])
{
    const struct culpa_where *w = &incident->where;
    struct culpa_slice place = w->place.len    ? w->place
                               : w->venue.len  ? w->venue
                               : w->region.len ? w->region
                                               : w->country;
    int type = 0;
    while (!(incident->types >> type & 1))
        type++;
    int n = snprintf(id, ID_BYTES - 8, "%s%s%.*s", culpa_incident_type_name((enum culpa_incident_type)type),
                     place.len ? "-" : "", place.len > PLACE_BYTES ? PLACE_BYTES : (int)place.len,
                     place.len ? place.ptr : "");
    size_t to = 0;
    for (int i = 0; i < n; i++) {
        char c = id[i] >= 'A' && id[i] <= 'Z' ? (char)(id[i] + 32) : id[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (plain || (to && id[to - 1] != '-'))
            id[to++] = plain ? c : '-';
    }
    while (to && id[to - 1] == '-')
        to--;
    return to;
}

/* The place of some words in the table (FNV-1a), theirs or an empty one. */
static struct count *place_of(const struct counts *counts, struct culpa_slice words)
{
    uint64_t h = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < words.len; i++)
        h = (h ^ (unsigned char)words.ptr[i]) * UINT64_C(1099511628211);
    for (size_t at = h & counts->mask;; at = (at + 1) & counts->mask)
        if (!counts->at[at].n || slice_eq(counts->at[at].words, words))
            return &counts->at[at];
}

static void count_id(const struct counts *counts, struct culpa_slice id)
{
    for (size_t to = 1; to <= id.len; to++)
        if (to == id.len || id.ptr[to] == '-') {
            struct count *c = place_of(counts, slice_of(id.ptr, to));
            c->words = slice_of(id.ptr, to);
            c->n++;
        }
}

enum culpa_status incident_give_ids(struct incident_scene *scene, struct culpa_incident *incidents, uint32_t n)
{
    char id[ID_BYTES];
    size_t parts = 1;
    for (uint32_t i = 0; i < n; i++) {
        parts += 2; /* the whole, and without its number */
        for (size_t k = 0, len = write_words(&incidents[i], id); k < len; k++)
            parts += id[k] == '-';
    }
    struct counts counts = {.mask = 1};
    while (counts.mask < 2 * parts)
        counts.mask = 2 * counts.mask + 1;
    counts.at = ARENA_ARRAY(scene->scratch, struct count, counts.mask + 1);
    if (!counts.at)
        return CULPA_NO_MEMORY;
    for (uint32_t i = 0; i < n; i++) {
        size_t len = write_words(&incidents[i], id);
        uint32_t before = place_of(&counts, slice_of(id, len))->n;
        if (before)
            len += (size_t)snprintf(id + len, sizeof id - len, "-%u", before + 1);
        incidents[i].id = arena_copy(scene->arena, slice_of(id, len));
        if (!incidents[i].id.ptr)
            return CULPA_NO_MEMORY;
        count_id(&counts, incidents[i].id);
    }
    return CULPA_OK;
}
