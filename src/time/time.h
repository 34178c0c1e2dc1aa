/* When: expressions of time in a report, found and resolved by the rules of data/time.
 *
 * Input is the split text and what is known of its publication; nothing else is looked at, no clock above all.
 * Relative dates are counted from the publication; where it is unknown from the dateline, else from the first full date
 * of the text, else they keep the X of what is unknown. In a narrative, whose dates lie far from its publication, they
 * follow from each other. Method and values: TimeML 1.2.1 (TIMEX3), ISO 8601; docs/design/time.md. */
#ifndef TIME_TIME_H
#define TIME_TIME_H

#include "text/text.h"

struct time_expressions VEC(struct culpa_time);

/* published: ISO 8601, may be empty. times: by start, without overlap; anchor: what relative dates are counted from.
 * Everything handed out lives in the arena; scratch is given back. Status: NO_MEMORY. */
enum culpa_status time_find(struct arena *arena, struct arena *scratch, const struct text *text,
                            struct culpa_slice published, struct time_expressions *times,
                            enum culpa_time_anchor *anchor);

/* Does a time say which day it is in? "around 5:30 a.m." does not: its value has the day of the publication. */
bool time_names_day(struct culpa_slice text, const struct culpa_time *time);

/* An ISO week as the range of its days: 2019-W03 -> 2019-01-14/2019-01-20; empty for anything else. */
struct culpa_slice time_week(struct arena *arena, struct culpa_slice value);

/* The day, month or year, or the days of the week, in which a statement was made, from the time that stands with its
 * cue; empty where there is none. times: all of the text. The result lives as long as they do, or in the arena. */
struct culpa_slice time_said(struct arena *arena, struct culpa_slice text, const struct culpa_time *times, size_t n,
                             const struct culpa_statement *statement);

/* Gives the date of a statement to those right behind it by the same actor that have none. statements: by start. */
void time_say_on(struct arena *arena, const struct culpa_time *times, size_t n, struct culpa_statement *statements,
                 size_t n_statements);

#endif
