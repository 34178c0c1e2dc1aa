/* A rule that matched, as a frame of fields, and what it means: a point on the calendar, a duration, a set. */
#ifndef TIME_RESOLVE_H
#define TIME_RESOLVE_H

#include "time/calendar.h"
#include "time/rules.h"

/* Every field that a rule may set; see docs/design/time.md. */
struct time_frame {
    uint32_t has; /* bit per field */
    int32_t at[FIELD_COUNT];
    enum culpa_time_type type;
};

static inline bool frame_has(const struct time_frame *frame, int field)
{
    return (frame->has >> field & 1) != 0;
}

enum time_grain {
    GRAIN_NONE, /* no date */
    GRAIN_CENTURY,
    GRAIN_DECADE,
    GRAIN_YEAR,
    GRAIN_HALF,
    GRAIN_SEASON,
    GRAIN_QUARTER,
    GRAIN_MONTH,
    GRAIN_WEEK,
    GRAIN_WEEKEND,
    GRAIN_DAY,
};

/* A stretch of the calendar. date is its first day; for a century or decade `part_of` holds 19 or 198, for a half, a
 * season or a quarter its number. */
struct time_point {
    enum time_grain grain;
    struct calendar_date date;
    int part_of;
    int part;  /* PART_ value, 0: none */
    int clock; /* hour * 100 + minute, -1: none */
};

struct time_context {
    struct time_point published; /* GRAIN_NONE where unknown */
    struct time_point focus;     /* the last date that the text spoke of */
    struct time_point day;       /* and the last single day */
    struct time_point quarter;   /* the last quarter that it spoke of: results are compared with those "a year ago" */
    bool focus_is_near, quarter_is_near;       /* in this sentence or shortly before */
    bool focus_in_sentence, focus_is_explicit; /* in this sentence; with its year */
    bool narrative;                            /* dates follow from each other, not from the publication */
    int look; /* below 0 past, above 0 future, 0 unknown: from the verb beside the expression; 2 where just before */
};

enum { TIME_VALUE_MAX = 32 };

/* Writes the TIMEX3 value and gives the point that it stands for (GRAIN_NONE for durations, sets, references, and where
 * nothing is known to count from). *relative: the value was counted from the context. */
void time_resolve(const struct time_frame *frame, const struct time_context *context, struct time_point *point,
                  char value[TIME_VALUE_MAX], bool *relative);

/* ISO 8601 as a document has it ("1998-02-27T08:13:00", "1998-02", "1998") -> a point; false where it is none. */
bool time_read_iso(struct culpa_slice iso, struct time_point *point);

/* --- between resolve.c and value.c --- */
void time_write_point(const struct time_point *point, char value[TIME_VALUE_MAX]);
/* Of a frame whose date cannot be found: XXXX-WXX-5. */
void time_write_unresolved(const struct time_frame *frame, char value[TIME_VALUE_MAX]);
void time_write_duration(const struct time_frame *frame, char value[TIME_VALUE_MAX]);
void time_write_set(const struct time_frame *frame, char value[TIME_VALUE_MAX]);

#endif
