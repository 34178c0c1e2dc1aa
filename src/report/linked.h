/* What the writers of JSON-LD share (Web Annotation, ClaimReview). Things have names of the form
 * urn:x-culpa:DOCUMENT#PART, with what IRIs cannot carry as %XX. */
#ifndef REPORT_LINKED_H
#define REPORT_LINKED_H

#include "base/json.h"

#define LINKED_PREFIX "urn:x-culpa:"

/* The name of a part, as the value that is due: a letter and a number from 1. */
void linked_put_part(struct json *j, const struct culpa_document *document, char letter, size_t index);
/* The address of the report where it has one, else its name. */
void linked_put_source(struct json *j, const struct culpa_document *document);
/* A Person, Organization or Thing of schema.org, as the value that is due. */
void linked_put_actor(struct json *j, const struct culpa_actor *actor);
/* A member whose value is the words of some spans, " ... " between those that do not touch. Nothing where there are
 * none. */
void linked_put_words(struct json *j, const char *key, struct culpa_slice text, struct culpa_spans spans);

#endif
