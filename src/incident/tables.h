/* The tables of data/incident, compiled in: sorted by their first word, of those with the same one the longest first.
 */
#ifndef INCIDENT_TABLES_H
#define INCIDENT_TABLES_H

#include <stddef.h>

#include "culpa.h"

struct incident_phrase {
    const char *first, *words; /* lower case, tokens with a blank between them */
    unsigned n_tokens;
};

enum incident_kind {
    INCIDENT_EVENT, /* a noun that names an incident */
    INCIDENT_DEED,  /* a verb that tells of one */
    INCIDENT_DOES,  /* a verb that needs help */
    INCIDENT_WEAK,  /* a noun that needs help */
    INCIDENT_HARM,
    INCIDENT_WEAPON,
    INCIDENT_ELSEWHERE, /* a word of sport, trade, film */
    INCIDENT_NOT
};
enum incident_form { INCIDENT_BASE, INCIDENT_PRESENT, INCIDENT_PAST, INCIDENT_GERUND, INCIDENT_NOUN };

struct incident_trigger {
    struct incident_phrase phrase;
    int kind, form;
    unsigned types; /* bits, 1 << enum culpa_incident_type */
};

enum incident_side { INCIDENT_PASSIVE, INCIDENT_ACTIVE, INCIDENT_NOMINAL };
enum { INCIDENT_NO_STEP = -1 };

struct incident_step {
    struct incident_phrase phrase;
    int side, act; /* act: enum culpa_proceeding_act, or INCIDENT_NO_STEP for what looks like one */
};

extern const struct incident_trigger incident_triggers[];
extern const struct incident_step incident_steps[];
extern const size_t incident_triggers_n, incident_steps_n;

#endif
