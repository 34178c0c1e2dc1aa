/* A report made by hand, in which the formats for others' tools find everything that they write. */
#ifndef TESTS_HAND_H
#define TESTS_HAND_H

#include "check.h"
#include "report/report.h"

#define S(literal)                                                                                                     \
    {                                                                                                                  \
        (literal), sizeof(literal) - 1                                                                                 \
    }

enum { DAWN, NORLAND, ENVOY, RUIZ, POLICE, MEN, N_ACTORS };
enum { CLAIMS, QUOTES, DENIES, BLAMES, N_STATEMENTS };

/* What a test may change, until the next hand_report(). */
extern struct culpa_figure hand_figures[3];
extern struct culpa_incident hand_incidents[2];
extern const struct culpa_perpetrator hand_behind[2];
extern const uint32_t hand_blames[1]; /* the statement that blames Norland */

/* The notes that say all of the first incident. */
#define NOTES                                                                                                          \
    "Said to be behind it: Norland (accuse by Ana Ruiz); =Red Dawn (claim). Denied by: envoy; envoy. Counts: killed "  \
    "4 "                                                                                                               \
    "children; injured at least 9, by Police; killed 4, by Police."

/* All anew. */
struct culpa_report hand_report(void);
/* The place of the words in the text. */
struct culpa_span hand_at(const char *words);
struct culpa_figure hand_figure(enum culpa_figure_what what, uint32_t low, uint32_t high, uint32_t by,
                                const char *breakdown);
/* A NUL stands behind the output. */
void hand_write(const struct report_writer *writer, const struct culpa_report *report, struct buf *out);

#endif
