/* What the writers for coding schemes share (GTD, ACLED, PLOVER): these have one value for a thing where the ledger has
 * what each source says. docs/formats.md tells how a value is chosen; what cannot be told is left out, never guessed.
 */
#ifndef REPORT_CODED_H
#define REPORT_CODED_H

#include "base/buf.h"
#include "base/csv.h"

struct coded_state {
    char alpha2[3], alpha3[4], numeric[4]; /* ISO 3166-1; numeric is empty where there is none */
};
extern const struct coded_state coded_states[]; /* by alpha2; data/gazetteer/state_codes.tsv */
extern const size_t coded_states_n;

/* country: the code of a ledger. NULL, empty where unknown. */
const struct coded_state *coded_state(struct culpa_slice country);
struct culpa_slice coded_country(struct culpa_slice country);

/* 0 where not told. Of a range, what its ends have in common. */
struct coded_day {
    unsigned year, month, day;
};
struct coded_day coded_day(struct culpa_slice when);

/* The one number for a count, by the rule of the GTD's codebook as far as one report allows. False where there is none.
 * attackers: of those who did it alone. */
bool coded_figure(const struct culpa_report *report, const struct culpa_incident *incident, enum culpa_figure_what what,
                  bool attackers, uint32_t *number);

/* Someone said to be behind it. */
struct coded_party {
    uint32_t actor;
    bool claims; /* says so of themselves */
};
enum { CODED_PARTIES = 3 };
/* Those that a scheme can name: groups, bodies, states; no persons. Who claims it comes first. Returns how many. */
size_t coded_parties(const struct culpa_report *report, const struct culpa_incident *incident,
                     struct coded_party parties[CODED_PARTIES]);

bool coded_is_state(enum culpa_actor_kind kind);
/* Whether s has one of the words, which stand between blanks in words; letters compare without case. */
bool coded_has_word(struct culpa_slice s, const char *words);
/* Whether a weapon of the incident is called by one of the words. */
bool coded_has_weapon(const struct culpa_report *report, const struct culpa_incident *incident, const char *words);

/* The sentence that the span stands in; the span itself where it is in none. */
struct culpa_slice coded_sentence(const struct culpa_report *report, struct culpa_span span);

/* --- text for people --- */

/* DOCUMENT/INCIDENT: which identifies a row */
void coded_add_id(struct buf *out, const struct culpa_report *report, const struct culpa_incident *incident);
/* "9", "at least 9", "at most 9", "9 to 11" */
void coded_add_number(struct buf *out, const struct culpa_figure *figure);
/* All that is said: who is said to be behind it and by whom, who denies, every count with who gives it. */
void coded_add_notes(struct buf *out, const struct culpa_report *report, const struct culpa_incident *incident);
/* Outlet, "Title," date, url */
void coded_add_source(struct buf *out, const struct culpa_document *document);

/* --- cells --- */

/* What was added to cell, which is emptied. A failure goes on to c->out. */
void coded_put(struct csv *c, struct buf *cell);
void coded_put_degrees(struct csv *c, const struct culpa_where *where);                   /* latitude, longitude */
void coded_put_pieces(struct csv *c, struct culpa_slice text, struct culpa_spans pieces); /* each text once */
/* The columns behind those of the scheme: the way back to the ledger. */
#define CODED_COLUMNS                                                                                                  \
    "culpa_document,culpa_incident,culpa_event,culpa_types,culpa_when,culpa_background,culpa_start,culpa_end"
void coded_end_row(struct csv *c, const struct culpa_report *report, const struct culpa_incident *incident);

#endif
