/* Which reports tell the same incident, and which are copies of one text (LEDGER 5, identity).
 *
 * The input is a plain list, so that it can come from reports in memory or from rows of a store. The keys do not depend
 * on the order of the list, the machine or the number of threads. Work and memory grow with the number of reports times
 * a constant: pairs are only looked at where two reports share rare words. Method: docs/design/identity.md. */
#ifndef LEDGER_IDENTITY_H
#define LEDGER_IDENTITY_H

#include "base/arena.h"

/* Bytes of a report's text and its names that are looked at: the news comes first, background and other stories of the
 * page behind it. */
#define IDENTITY_TEXT_BYTES 4000

struct identity_name {
    enum culpa_name_kind kind;
    struct culpa_slice text;
};

/* Slices are the caller's. Days count from 1970-01-01. */
struct identity_report {
    struct culpa_slice id, title;
    struct culpa_slice text; /* the first IDENTITY_TEXT_BYTES or more; what is behind them is passed over */
    int32_t published;       /* day, IDENTITY_NO_DAY where unknown */
    const struct identity_name *names;
    size_t n_names;
    const int32_t *days; /* whole days that the report speaks of, in any order, once or more */
    size_t n_days;
    bool no_incident; /* known to tell none: its key is empty, and it joins no other */
};

#define IDENTITY_NO_DAY INT32_MIN

/* The keys are the id of the first report of the group, by day and id, with "#2", "#3" behind it where an id comes
 * twice. Slices of reports' ids or of the arena. */
struct identity_keys {
    struct culpa_slice incident; /* ptr is NULL for a report about no incident */
    struct culpa_slice voice;
};

/* Copies what is needed of a report into the arena, so that it outlives the reader. Status: NO_MEMORY. */
enum culpa_status identity_take(struct arena *arena, const struct culpa_report *report, struct identity_report *taken);

/* Fills keys[0 .. n) for reports[0 .. n). The arena must outlive the keys. Status: NO_MEMORY. */
enum culpa_status identity_link(struct arena *arena, const struct identity_report *reports, size_t n,
                                struct identity_keys *keys);

#endif
