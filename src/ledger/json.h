/* The JSON form of the ledger of one report, docs/ledger-json.md: what `culpa read --json` prints and a store keeps. */
#ifndef LEDGER_JSON_H
#define LEDGER_JSON_H

#include "base/arena.h"
#include "base/buf.h"

/* One object, without line break. Fails only by out->failed. */
void ledger_write(struct buf *out, const struct culpa_report *report);
/* What stands under "document" there. */
void ledger_write_document(struct buf *out, const struct culpa_document *document);

/* The way back: a report that writes the same bytes. Words that JSON tells as text are found again only where their
 * place is told too: hedge and evidence are left out of the spans, see the fields below. Everything lives in the arena
 * but the statements' and attributions' order, which is that of their numbers. Statuses: NO_MEMORY, SYNTAX (no such
 * object, or a reference to what is not there; error says which). */
enum culpa_status ledger_read(struct arena *arena, struct culpa_slice json, struct culpa_report *report,
                              struct culpa_error *error);

/* Gives the incidents of a report that was read back their ids across reports: a line each, in order. Other numbers of
 * lines are passed over: nothing was linked. Status: NO_MEMORY. */
enum culpa_status ledger_set_events(struct arena *arena, struct culpa_report *report, struct culpa_slice lines);

#endif
