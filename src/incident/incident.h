/* What happened: incidents of a report, the figures, proceedings and statements that belong to them (LEDGER 3).
 *
 * Words of data/incident/triggers.tsv tell of an event; those that are negated, planned, asked for or meant otherwise
 * are dropped (trigger.c, reality.c). Each gets what stands around it: a time and a place (when.c, where.c), weapons,
 * targets and agents (roles.c). Mentions of one event are then merged (merge.c), and what is said and counted is
 * attached to the incident that it is about (attach.c). The method and its measures: docs/design/incident.md. */
#ifndef INCIDENT_INCIDENT_H
#define INCIDENT_INCIDENT_H

#include "text/text.h"

/* For each token the log odds that it is a part of: people who did it, the organisation behind it, a target, a victim
 * by name, a weapon, a victim without a name. */
enum { INCIDENT_PARTS = 6 };

/* Fills in report->incidents, and `about` of the statements; names, actors, statements and times of the report are
 * there already. statements: those of the report, to be written. parts: [n_tokens, INCIDENT_PARTS], or
 * NULL. Everything handed out lives in the arena; scratch is given back. Status: NO_MEMORY. */
enum culpa_status incident_find(struct arena *arena, struct arena *scratch, const struct text *text, const float *parts,
                                struct culpa_statement *statements, struct culpa_report *report);

/* A count of people that the text gives. total: of a war, a year, a country; it belongs to no incident. */
struct incident_figure {
    struct culpa_figure figure; /* by: filled in */
    bool total;
    bool unsure; /* counts only where nothing else does: "the boy was shot" */
};
struct incident_figures VEC(struct incident_figure);

/* All counts of people in the text, by the start of their span, told twice or not; figures.c. incident_find() calls it
 * and gives each to its incident. Status: NO_MEMORY. */
enum culpa_status incident_figures(struct arena *arena, struct arena *scratch, const struct text *text,
                                   const struct culpa_report *report, struct incident_figures *figures);

#endif
