/* What the parts of the JSON writer share: a value, or a member with its key. */
#ifndef LEDGER_PUT_H
#define LEDGER_PUT_H

#include "base/json.h"

void ledger_put_span(struct json *j, struct culpa_span span);
void ledger_put_spans(struct json *j, struct culpa_spans spans);
/* Identifiers of statements are a letter and a number from 1: s12. Actors and incidents have ids of their own. */
void ledger_put_id(struct json *j, char letter, size_t index);
/* Nothing where the value is empty. */
void ledger_put_known(struct json *j, const char *key, struct culpa_slice value);
void ledger_put_str(struct json *j, const char *key, const char *value);
/* null for CULPA_NONE */
void ledger_put_actor_id(struct json *j, const struct culpa_report *report, uint32_t actor);
/* Q and the number, as Wikidata writes it. */
void ledger_put_wikidata(struct json *j, uint32_t number);
/* Degrees with their sign and four digits behind the point, as text. Returns its length. */
enum { LEDGER_DEGREES_BYTES = 32 };
size_t ledger_degrees(double degrees, char text[LEDGER_DEGREES_BYTES]);
/* The value of the member "incidents"; ledger_json_incidents.c. */
void ledger_put_incidents(struct json *j, const struct culpa_report *report);

#endif
