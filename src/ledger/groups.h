/* Parts of identity_link(). Reports are numbered as sorted by day, id and text. */
#ifndef LEDGER_GROUPS_H
#define LEDGER_GROUPS_H

#include "ledger/identity.h"

/* A word or a name: hash of its letters (64 bits; two words with one hash are taken for one), how often, its weight. */
struct group_term {
    uint64_t hash;
    uint32_t count;
    double weight;
};

struct group_terms {
    struct group_term *at; /* by hash */
    size_t n;
};

struct group_report {
    const struct identity_report *from;
    struct group_terms words, title, persons, places; /* weights scaled to a length of 1 */
};

/* Two reports and how likely they tell the same incident; a < b. */
struct group_pair {
    uint32_t a, b;
    double likely;
};

/* The next word in text from *at on, lower case in ASCII; moves *at behind it. Its hash; 0 at the end. */
uint64_t group_next_word(struct culpa_slice text, size_t *at);

/* Counts and weighs the words and names of all reports. */
enum culpa_status group_weigh(struct arena *arena, struct group_report *reports, size_t n);

/* Sets of reports: parent[i] is a smaller or equal member; the root is the smallest. */
uint32_t group_root(uint32_t *parent, uint32_t i);
void group_join(uint32_t *parent, uint32_t a, uint32_t b);

/* Joins copies of one text. */
enum culpa_status group_copies(struct arena *arena, const struct group_report *reports, size_t n, uint32_t *parent);

/* Pairs that may tell the same incident, by a and b. */
enum culpa_status group_pairs(struct arena *arena, const struct group_report *reports, size_t n,
                              struct group_pair **pairs, size_t *n_pairs);

/* Joins by average linkage. */
enum culpa_status group_cluster(struct arena *arena, const struct group_pair *pairs, size_t n_pairs, size_t n,
                                uint32_t *parent);

#endif
