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

/* The reports in the order in which they are compared, without terms. NULL: no memory. */
struct group_report *group_list(struct arena *arena, const struct identity_report *reports, size_t n);

/* Sets of reports: parent[i] is a smaller or equal member; the root is the smallest. */
uint32_t group_root(uint32_t *parent, uint32_t i);
void group_join(uint32_t *parent, uint32_t a, uint32_t b);

/* Joins copies of one text. */
enum culpa_status group_copies(struct arena *arena, const struct group_report *reports, size_t n, uint32_t *parent);

/* What is compared in two reports: the likelier they tell the same incident, the larger the sum of it by the weights of
 * pair_weights.h, learnt by train/pairs.py. */
#define PAIR_FEATURES(X)                                                                                               \
    X(BASE)                                                                                                            \
    X(WORDS) /* cosines */                                                                                             \
    X(WORDS_ROOT)                                                                                                      \
    X(TITLE)                                                                                                           \
    X(PERSONS)                                                                                                         \
    X(PLACES)                                                                                                          \
    X(NO_PERSON) /* both have persons, and none in common */                                                           \
    X(NO_PLACE)                                                                                                        \
    X(UNDATED) /* the day of one is unknown */                                                                         \
    X(APART)   /* distance of their days */                                                                            \
    X(DAY)     /* both speak of one day */

enum pair_feature {
#define CULPA_X(name) PAIR_##name,
    PAIR_FEATURES(CULPA_X)
#undef CULPA_X
        PAIR_FEATURE_COUNT
};

void group_compare(const struct group_report *a, const struct group_report *b, double feature[PAIR_FEATURE_COUNT]);

#define GROUP_LEAST_LIKELY 0.01 /* less likely pairs join nothing */

/* Pairs that may tell the same incident, by a and b: candidates that are at least so likely. */
enum culpa_status group_pairs(struct arena *arena, const struct group_report *reports, size_t n, double least,
                              struct group_pair **pairs, size_t *n_pairs);

/* Joins by average linkage. */
enum culpa_status group_cluster(struct arena *arena, const struct group_pair *pairs, size_t n_pairs, size_t n,
                                uint32_t *parent);

#endif
