/* See identity.h. Copies first, then incidents; copies of one text always tell the same incident. */
#include "ledger/identity.h"

#include <stdio.h>
#include <stdlib.h>

#include "ledger/groups.h"

uint32_t group_root(uint32_t *parent, uint32_t i)
{
    while (parent[i] != i)
        i = parent[i] = parent[parent[i]];
    return i;
}

void group_join(uint32_t *parent, uint32_t a, uint32_t b)
{
    a = group_root(parent, a);
    b = group_root(parent, b);
    if (a < b)
        parent[b] = a;
    else
        parent[a] = b;
}

static int by_day(const void *a, const void *b)
{
    const struct identity_report *x = ((const struct group_report *)a)->from,
                                 *y = ((const struct group_report *)b)->from;
    if (x->published != y->published)
        return (x->published > y->published) - (x->published < y->published);
    int order = slice_compare(x->id, y->id);
    order = order ? order : slice_compare(x->text, y->text);
    order = order ? order : slice_compare(x->title, y->title);
    return order ? order : (x > y) - (x < y);
}

struct named {
    struct culpa_slice id;
    uint32_t report;
};

static int by_id(const void *a, const void *b)
{
    const struct named *x = a, *y = b;
    int order = slice_compare(x->id, y->id);
    return order ? order : (x->report > y->report) - (x->report < y->report);
}

/* One key for each report that may be first of a group: its id, numbered where it comes again. */
static struct culpa_slice *name_groups(struct arena *arena, const struct group_report *reports, size_t n)
{
    struct culpa_slice *names = ARENA_ARRAY(arena, struct culpa_slice, n + 1);
    struct named *ids = ARENA_ARRAY(arena, struct named, n + 1);
    if (!names || !ids)
        return NULL;
    for (size_t i = 0; i < n; i++)
        ids[i] = (struct named){reports[i].from->id, (uint32_t)i};
    qsort(ids, n, sizeof *ids, by_id);
    for (size_t i = 0, same = 0; i < n; i++) {
        char number[24];
        same = i && slice_eq(ids[i].id, ids[i - 1].id) ? same + 1 : 0;
        names[ids[i].report] = ids[i].id;
        if (!same)
            continue;
        size_t len = (size_t)snprintf(number, sizeof number, "#%zu", same + 1);
        char *name = arena_alloc(arena, ids[i].id.len + len);
        if (!name)
            return NULL;
        if (ids[i].id.len)
            memcpy(name, ids[i].id.ptr, ids[i].id.len);
        memcpy(name + ids[i].id.len, number, len);
        names[ids[i].report] = slice_of(name, ids[i].id.len + len);
    }
    return names;
}

struct group_report *group_list(struct arena *arena, const struct identity_report *reports, size_t n)
{
    struct group_report *sorted = ARENA_ARRAY(arena, struct group_report, n);
    for (size_t i = 0; sorted && i < n; i++)
        sorted[i].from = &reports[i];
    if (sorted)
        qsort(sorted, n, sizeof *sorted, by_day);
    return sorted;
}

enum culpa_status identity_link(struct arena *arena, const struct identity_report *reports, size_t n,
                                struct identity_keys *keys)
{
    if (!n)
        return CULPA_OK;
    struct group_report *sorted = group_list(arena, reports, n);
    uint32_t *voices = ARENA_ARRAY(arena, uint32_t, n), *incidents = ARENA_ARRAY(arena, uint32_t, n);
    struct group_pair *pairs = NULL;
    size_t n_pairs = 0;
    if (!sorted || !voices || !incidents)
        return CULPA_NO_MEMORY;
    for (size_t i = 0; i < n; i++)
        voices[i] = incidents[i] = (uint32_t)i;
    enum culpa_status status = group_weigh(arena, sorted, n);
    if (!status)
        status = group_copies(arena, sorted, n, voices);
    if (!status)
        status = group_pairs(arena, sorted, n, GROUP_LEAST_LIKELY, &pairs, &n_pairs);
    if (!status)
        status = group_cluster(arena, pairs, n_pairs, n, incidents);
    struct culpa_slice *names = status ? NULL : name_groups(arena, sorted, n);
    if (!names)
        return CULPA_NO_MEMORY;
    for (size_t i = 0; i < n; i++)
        if (!sorted[i].from->no_incident && !sorted[group_root(voices, (uint32_t)i)].from->no_incident)
            group_join(incidents, (uint32_t)i, group_root(voices, (uint32_t)i));
    for (size_t i = 0; i < n; i++) {
        struct identity_keys *of = &keys[sorted[i].from - reports];
        of->voice = names[group_root(voices, (uint32_t)i)];
        of->incident =
            sorted[i].from->no_incident ? (struct culpa_slice){0} : names[group_root(incidents, (uint32_t)i)];
    }
    return CULPA_OK;
}
