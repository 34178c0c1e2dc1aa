/* TIMEX3 values as text: "1998-W12", "P2Y6M", "XXXX-WXX-4". */
#include <stdio.h>

#include "time/resolve.h"

static const char *const parts[] = {"", "MO", "MI", "AF", "EV", "NI", "DT"};
static const char *const seasons[] = {"", "SP", "SU", "FA", "WI"};

enum { PART_NAMES = sizeof parts / sizeof *parts };

static const char *part_name(int part)
{
    return part > 0 && part < PART_NAMES ? parts[part] : "";
}

/* Hours of the clock; part am or pm turns 7 into 19. */
static void write_clock(int clock, int part, char *out, size_t size)
{
    int hour = clock / 100;
    if (part == PART_PM && hour < 12)
        hour += 12;
    if (part == PART_AM && hour == 12)
        hour = 0;
    snprintf(out, size, "T%02d:%02d", hour % 100, clock % 100);
}

void time_write_point(const struct time_point *p, char value[TIME_VALUE_MAX])
{
    struct calendar_week week;
    unsigned y = (unsigned)p->date.year % 10000;
    char tail[12] = "";
    if (p->clock >= 0)
        write_clock(p->clock, p->part, tail, sizeof tail);
    else if (*part_name(p->part))
        snprintf(tail, sizeof tail, "T%s", part_name(p->part));
    switch (p->grain) {
    case GRAIN_NONE:
        snprintf(value, TIME_VALUE_MAX, "XXXX");
        break;
    case GRAIN_CENTURY:
        snprintf(value, TIME_VALUE_MAX, "%02d", p->part_of);
        break;
    case GRAIN_DECADE:
        snprintf(value, TIME_VALUE_MAX, "%03d", p->part_of);
        break;
    case GRAIN_YEAR:
        snprintf(value, TIME_VALUE_MAX, "%04u", y);
        break;
    case GRAIN_HALF:
        snprintf(value, TIME_VALUE_MAX, "%04u-H%d", y, p->part_of);
        break;
    case GRAIN_SEASON:
        snprintf(value, TIME_VALUE_MAX, "%04u-%s", y, seasons[p->part_of]);
        break;
    case GRAIN_QUARTER:
        snprintf(value, TIME_VALUE_MAX, "%04u-Q%d", y, p->part_of);
        break;
    case GRAIN_MONTH:
        snprintf(value, TIME_VALUE_MAX, "%04u-%02d", y, p->date.month);
        break;
    case GRAIN_WEEK:
    case GRAIN_WEEKEND:
        week = calendar_week_of(p->date);
        snprintf(value, TIME_VALUE_MAX, "%04u-W%02d%s", (unsigned)week.year % 10000, week.week,
                 p->grain == GRAIN_WEEKEND ? "-WE" : "");
        break;
    case GRAIN_DAY:
        snprintf(value, TIME_VALUE_MAX, "%04u-%02d-%02d%s", y, p->date.month, p->date.day, tail);
        break;
    }
}

void time_write_unresolved(const struct time_frame *f, char value[TIME_VALUE_MAX])
{
    char tail[12] = "";
    if (frame_has(f, FIELD_CLOCK) || frame_has(f, FIELD_HOUR))
        write_clock(frame_has(f, FIELD_CLOCK) ? f->at[FIELD_CLOCK] : f->at[FIELD_HOUR] * 100,
                    frame_has(f, FIELD_PART) ? f->at[FIELD_PART] : 0, tail, sizeof tail);
    else if (frame_has(f, FIELD_PART) && *part_name(f->at[FIELD_PART]))
        snprintf(tail, sizeof tail, "T%s", part_name(f->at[FIELD_PART]));
    if (frame_has(f, FIELD_BC) && frame_has(f, FIELD_CENTURY)) /* the 4th century BC is 3.. */
        snprintf(value, TIME_VALUE_MAX, "BC%02d", (f->at[FIELD_CENTURY] - 1) % 100);
    else if (frame_has(f, FIELD_BC))
        snprintf(value, TIME_VALUE_MAX, "BC%04d", f->at[FIELD_YEAR] % 10000);
    else if (frame_has(f, FIELD_WEEKDAY))
        snprintf(value, TIME_VALUE_MAX, "XXXX-WXX-%d%s", f->at[FIELD_WEEKDAY], tail);
    else if (frame_has(f, FIELD_MONTH) && frame_has(f, FIELD_DAY))
        snprintf(value, TIME_VALUE_MAX, "XXXX-%02d-%02d%s", f->at[FIELD_MONTH], f->at[FIELD_DAY], tail);
    else if (frame_has(f, FIELD_MONTH))
        snprintf(value, TIME_VALUE_MAX, "XXXX-%02d", f->at[FIELD_MONTH]);
    else if (frame_has(f, FIELD_SEASON))
        snprintf(value, TIME_VALUE_MAX, "XXXX-%s", seasons[f->at[FIELD_SEASON]]);
    else if (frame_has(f, FIELD_QUARTER))
        snprintf(value, TIME_VALUE_MAX, "XXXX-Q%d", f->at[FIELD_QUARTER]);
    else if (frame_has(f, FIELD_HALF))
        snprintf(value, TIME_VALUE_MAX, "XXXX-H%d", f->at[FIELD_HALF]);
    else if (frame_has(f, FIELD_UNIT)) {
        static const char *const units[] = {"XXXX-XX-XX", "XXXX-XX-XX",  "XXXX-XX-XX", "XXXX-XX-XX", "XXXX-WXX",
                                            "XXXX-XX",    "XXXX-QX",     "XXXX-HX",    "XXXX",       "XXX",
                                            "XX",         "XXXX-WXX-WE", "XXXX-WXX",   "X"};
        snprintf(value, TIME_VALUE_MAX, "%s%s", units[f->at[FIELD_UNIT]], tail);
    } else
        snprintf(value, TIME_VALUE_MAX, "XXXX-XX-XX%s", tail);
}

struct unit_name {
    const char *before, *letter; /* P2Y, PT2H */
    int factor;                  /* TIMEX3 counts decades and longer in years */
    const char *half;            /* "a year and a half" */
    const char *vague;           /* "decades" */
};

static const struct unit_name unit_names[] = {
    [UNIT_SECOND] = {"PT", "S", 1, "", "PTXS"},   [UNIT_MINUTE] = {"PT", "M", 1, "30S", "PTXM"},
    [UNIT_HOUR] = {"PT", "H", 1, "30M", "PTXH"},  [UNIT_DAY] = {"P", "D", 1, "T12H", "PXD"},
    [UNIT_WEEK] = {"P", "W", 1, "", "PXW"},       [UNIT_MONTH] = {"P", "M", 1, "15D", "PXM"},
    [UNIT_QUARTER] = {"P", "Q", 1, "", "PXQ"},    [UNIT_HALF] = {"P", "M", 6, "", "PXM"},
    [UNIT_YEAR] = {"P", "Y", 1, "6M", "PXY"},     [UNIT_DECADE] = {"P", "Y", 10, "", "PXDE"},
    [UNIT_CENTURY] = {"P", "Y", 100, "", "PXCE"}, [UNIT_WEEKEND] = {"P", "WE", 1, "", "PXWE"},
    [UNIT_FORTNIGHT] = {"P", "W", 2, "", "PXW"},  [UNIT_MILLENNIUM] = {"P", "Y", 1000, "", "PXML"},
};

void time_write_duration(const struct time_frame *f, char value[TIME_VALUE_MAX])
{
    int32_t unit = frame_has(f, FIELD_UNIT) ? f->at[FIELD_UNIT] : UNIT_DAY;
    int32_t n = frame_has(f, FIELD_N) ? f->at[FIELD_N] : -1;
    const struct unit_name *name = &unit_names[unit];
    bool half = frame_has(f, FIELD_PLUSHALF);
    if (n < 0)
        snprintf(value, TIME_VALUE_MAX, "%s", name->vague);
    else if (half && name->factor > 1)
        snprintf(value, TIME_VALUE_MAX, "P%dY", (int)(n * name->factor + name->factor / 2));
    else if (half && n == 0 && unit == UNIT_DAY)
        snprintf(value, TIME_VALUE_MAX, "PT12H");
    else if (half && n == 0)
        snprintf(value, TIME_VALUE_MAX, "%s%s", name->before, name->half);
    else
        snprintf(value, TIME_VALUE_MAX, "%s%lld%s%s", name->before, (long long)n * name->factor, name->letter,
                 half ? name->half : "");
}

void time_write_set(const struct time_frame *f, char value[TIME_VALUE_MAX])
{
    const char *part = frame_has(f, FIELD_PART) ? part_name(f->at[FIELD_PART]) : "";
    if (frame_has(f, FIELD_WEEKDAY))
        snprintf(value, TIME_VALUE_MAX, "XXXX-WXX-%d%s%s", f->at[FIELD_WEEKDAY], *part ? "T" : "", part);
    else if (frame_has(f, FIELD_MONTH))
        snprintf(value, TIME_VALUE_MAX, "XXXX-%02d", f->at[FIELD_MONTH]);
    else if (frame_has(f, FIELD_SEASON))
        snprintf(value, TIME_VALUE_MAX, "XXXX-%s", seasons[f->at[FIELD_SEASON]]);
    else if (*part)
        snprintf(value, TIME_VALUE_MAX, "XXXX-XX-XXT%s", part);
    else
        time_write_duration(f, value);
}
