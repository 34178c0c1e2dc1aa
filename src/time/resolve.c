/* What a frame means, counted from the publication or from the date in focus. */
#include "time/resolve.h"

#include <stdlib.h>

enum { DAYS_A_WEEK = 7, MONTHS_A_YEAR = 12 };
/* "In January prices rose", written in October: the verb decides only where the nearest January is far away. In days,
 * measured on the training set of timex. */
enum { NEAR_DAYS = 100 };

/* "Repairs began in January", written in December: nor that, where the verb stands just before. */
enum { SURE_DAYS = 20 };

static const int season_months[] = {0, 3, 6, 9, 12}; /* the first month of spring, summer, fall and winter */

static const struct time_point nowhere = {.grain = GRAIN_NONE, .clock = -1};

static struct time_point day_point(struct calendar_date date)
{
    return (struct time_point){GRAIN_DAY, date, 0, 0, -1};
}

/* The stretch of one grain that holds a date. */
static struct time_point point_around(enum time_grain grain, struct calendar_date d)
{
    struct time_point p = {grain, d, 0, 0, -1};
    if (grain == GRAIN_CENTURY)
        p.part_of = d.year / 100;
    else if (grain == GRAIN_DECADE)
        p.part_of = d.year / 10;
    else if (grain == GRAIN_QUARTER) {
        p.part_of = (d.month - 1) / 3 + 1;
        p.date = (struct calendar_date){d.year, p.part_of * 3 - 2, 1};
    } else if (grain == GRAIN_YEAR)
        p.date = (struct calendar_date){d.year, 1, 1};
    else if (grain == GRAIN_MONTH)
        p.date.day = 1;
    else if (grain == GRAIN_WEEKEND)
        p.date = calendar_add_days(d, 6 - calendar_weekday(d));
    return p;
}

static enum time_grain unit_grain(int32_t unit)
{
    switch (unit) {
    case UNIT_WEEK:
    case UNIT_FORTNIGHT:
        return GRAIN_WEEK;
    case UNIT_MONTH:
        return GRAIN_MONTH;
    case UNIT_QUARTER:
        return GRAIN_QUARTER;
    case UNIT_HALF:
        return GRAIN_HALF;
    case UNIT_YEAR:
    case UNIT_DECADE: /* "two decades ago" is a year; "last decade" comes through shift_unit */
        return GRAIN_YEAR;
    case UNIT_CENTURY:
    case UNIT_MILLENNIUM:
        return GRAIN_YEAR;
    case UNIT_WEEKEND:
        return GRAIN_WEEKEND;
    default:
        return GRAIN_DAY;
    }
}

static int32_t unit_months(int32_t unit)
{
    switch (unit) {
    case UNIT_MONTH:
        return 1;
    case UNIT_QUARTER:
        return 3;
    case UNIT_HALF:
        return 6;
    case UNIT_YEAR:
        return MONTHS_A_YEAR;
    case UNIT_DECADE:
        return 10 * MONTHS_A_YEAR;
    case UNIT_CENTURY:
        return 100 * MONTHS_A_YEAR;
    case UNIT_MILLENNIUM:
        return 1000 * MONTHS_A_YEAR;
    default:
        return 0;
    }
}

/* Counting further than this leaves the calendar: "a million years ago". */
enum { SHIFT_MAX = 9000 };

/* "last week", "two years ago", "tomorrow": shift units from a base. Nothing finer than the base is known. */
static struct time_point shift_unit(const struct time_point *base, int32_t unit, int32_t shift, bool counted)
{
    enum time_grain grain = unit_grain(unit);
    int32_t months = unit_months(unit);
    if (base->grain == GRAIN_NONE || abs(shift) > SHIFT_MAX || (months && abs(shift) > SHIFT_MAX * 12 / months))
        return nowhere;
    if (base->grain < grain && base->grain < GRAIN_YEAR)
        return nowhere;
    struct calendar_date d = base->date;
    if (months)
        d = calendar_add_months(d, shift * months);
    else if (unit == UNIT_WEEK || unit == UNIT_WEEKEND || unit == UNIT_FORTNIGHT)
        d = calendar_add_days(d, shift * DAYS_A_WEEK * (unit == UNIT_FORTNIGHT ? 2 : 1));
    else if (unit == UNIT_DAY)
        d = calendar_add_days(d, shift);
    if (!calendar_valid(d))
        return nowhere;
    if (base->grain < grain && !(base->grain == GRAIN_WEEK && grain == GRAIN_WEEKEND))
        grain = base->grain; /* "three days later" behind a month */
    if (!counted && unit == UNIT_DECADE)
        grain = GRAIN_DECADE;
    if (!counted && unit == UNIT_CENTURY)
        grain = GRAIN_CENTURY;
    return point_around(grain, d);
}

/* "last year", "yesterday", "last Monday" are counted from the publication, even in a narrative, or not at all. */
static bool is_deictic(const struct time_frame *f)
{
    return !frame_has(f, FIELD_ANCHOR) && (frame_has(f, FIELD_SHIFT) || frame_has(f, FIELD_DIR));
}

static const struct time_point *base_of(const struct time_frame *f, const struct time_context *c)
{
    bool focus = frame_has(f, FIELD_ANCHOR) && f->at[FIELD_ANCHOR] == ANCHOR_FOCUS;
    bool clock = frame_has(f, FIELD_CLOCK) || frame_has(f, FIELD_HOUR) || frame_has(f, FIELD_PART);
    bool days = clock || frame_has(f, FIELD_WEEKDAY) ||
                (frame_has(f, FIELD_SHIFT) && (!frame_has(f, FIELD_UNIT) || f->at[FIELD_UNIT] <= UNIT_DAY));
    bool published = c->published.grain != GRAIN_NONE;
    if (c->focus.grain == GRAIN_NONE || is_deictic(f))
        return &c->published;
    /* A year that is named in passing does not take the day from "the next day". */
    const struct time_point *told = days && c->day.grain == GRAIN_DAY ? &c->day : &c->focus;
    if (c->narrative || (!published && focus))
        return told;
    /* "The train left at noon", in a report of the day, is no noon of a day told long before. */
    if (focus && clock)
        return c->focus_is_near && told->grain == GRAIN_DAY ? told : &c->published;
    /* "The previous month", behind a year alone, is that before the publication. */
    bool coarse = frame_has(f, FIELD_SHIFT) && frame_has(f, FIELD_UNIT) && told->grain < unit_grain(f->at[FIELD_UNIT]);
    return focus && !coarse && (!days || told->grain == GRAIN_DAY) ? told : &c->published;
}

/* Whether a date without a year has that of the date in focus: in a narrative, and in news within a sentence that tells
 * of another time. "The fleet sailed on 4 May 1588 and was seen on 19 July." */
static bool goes_on(const struct time_context *c)
{
    if (c->focus.grain == GRAIN_NONE)
        return false;
    if (c->narrative)
        return true;
    return c->focus_in_sentence && c->look <= 0 && c->focus_is_explicit &&
           abs(c->focus.date.year - c->published.date.year) > 1;
}

/* "the third quarter" is that of the year, but in spring the fourth is over, and in autumn the first may be ahead. */
static int quarter_year(int quarter, const struct time_point *base, int look)
{
    int year = base->date.year, month = base->date.month;
    if ((quarter == 4 && month <= 3 && look <= 0) || (look < 0 && quarter * 3 - 2 > month))
        return year - 1;
    return quarter == 1 && month >= 10 && look > 0 ? year + 1 : year;
}

/* Whether the season or month that a frame names is that of the base. month: its middle. */
static bool holds_month(const struct time_frame *f, int month, int here)
{
    if (!frame_has(f, FIELD_SEASON) || frame_has(f, FIELD_MONTH))
        return month == here;
    return here >= month - 1 && here <= month + 1;
}

/* The candidate years for a date without one: before, same, after. */
static int pick_year(const struct time_frame *f, const struct time_context *c, int month, int day, bool whole_month)
{
    const struct time_point *base = goes_on(c) && !frame_has(f, FIELD_DIR) ? &c->focus : base_of(f, c);
    int dir = frame_has(f, FIELD_DIR) ? f->at[FIELD_DIR] : 0;
    int year = base->date.year;
    if (dir == DIR_THIS)
        return year;
    if (frame_has(f, FIELD_QUARTER) && !dir)
        return quarter_year(f->at[FIELD_QUARTER], base, c->look);
    if (!dir && goes_on(c)) /* told in order: January follows a December in focus */
        return base->grain >= GRAIN_MONTH && base->date.month - month > MONTHS_A_YEAR / 2 ? year + 1 : year;
    int32_t here = calendar_number(base->date);
    int best = year;
    int32_t best_gap = INT32_MAX;
    for (int y = year - 1; y <= year + 1; y++) {
        if (!calendar_valid((struct calendar_date){y, month, day}))
            continue;
        int32_t gap = calendar_number((struct calendar_date){y, month, day}) - here;
        bool holds = whole_month && y == year && holds_month(f, month, base->date.month);
        if (dir == DIR_PAST && (gap >= 0 || holds))
            continue;
        if (dir == DIR_FUTURE && (gap <= 0 || holds))
            continue;
        if (holds)
            gap = 0;
        if (abs(gap) < best_gap) {
            best_gap = abs(gap);
            best = y;
        }
    }
    if (dir || best_gap <= (abs(c->look) > 1 ? SURE_DAYS : NEAR_DAYS) || !c->look)
        return best;
    struct calendar_date d = {year, month, calendar_valid((struct calendar_date){year, month, day}) ? day : 1};
    bool behind = calendar_number(d) <= here;
    return c->look < 0 ? (behind ? year : year - 1) : (behind ? year + 1 : year);
}

static struct calendar_date holiday_date(int32_t holiday, int year)
{
    static const struct {
        int8_t month, day, weekday, nth;
    } fixed[] = {
        [HOLIDAY_CHRISTMAS] = {12, 25},      [HOLIDAY_THANKSGIVING] = {11, 0, 4, 4},
        [HOLIDAY_NEWYEAR] = {1, 1},          [HOLIDAY_INDEPENDENCE] = {7, 4},
        [HOLIDAY_LABOR] = {9, 0, 1, 1},      [HOLIDAY_MEMORIAL] = {5, 0, 1, -1},
        [HOLIDAY_HALLOWEEN] = {10, 31},      [HOLIDAY_VALENTINE] = {2, 14},
        [HOLIDAY_VETERANS] = {11, 11},       [HOLIDAY_MLK] = {1, 0, 1, 3},
        [HOLIDAY_CHRISTMASEVE] = {12, 24},   [HOLIDAY_NEWYEAREVE] = {12, 31},
        [HOLIDAY_COLUMBUS] = {10, 0, 1, 2},  [HOLIDAY_MAYDAY] = {5, 1},
        [HOLIDAY_BOXING] = {12, 26},         [HOLIDAY_STPATRICK] = {3, 17},
        [HOLIDAY_PRESIDENTS] = {2, 0, 1, 3},
    };
    struct calendar_date easter = calendar_easter(year);
    switch (holiday) {
    case HOLIDAY_EASTER:
        return easter;
    case HOLIDAY_GOODFRIDAY:
        return calendar_add_days(easter, -2);
    case HOLIDAY_EASTERMONDAY:
        return calendar_add_days(easter, 1);
    case HOLIDAY_PALMSUNDAY:
        return calendar_add_days(easter, -7);
    case HOLIDAY_ASHWEDNESDAY:
        return calendar_add_days(easter, -46);
    case HOLIDAY_ELECTION: /* the Tuesday behind the first Monday of November */
        return calendar_add_days(calendar_nth_weekday(year, 11, 1, 1), 1);
    default:
        break;
    }
    if (fixed[holiday].weekday)
        return calendar_nth_weekday(year, fixed[holiday].month, fixed[holiday].weekday, fixed[holiday].nth);
    return (struct calendar_date){year, fixed[holiday].month, fixed[holiday].day};
}

/* "Friday", "last Monday", "next Tuesday": the base's own day counts where the direction is open. */
static struct time_point weekday_point(const struct time_frame *f, const struct time_context *c)
{
    const struct time_point *base = base_of(f, c);
    if (base->grain < GRAIN_WEEK)
        return nowhere;
    int weekday = f->at[FIELD_WEEKDAY], here = calendar_weekday(base->date);
    int back = (here - weekday + DAYS_A_WEEK) % DAYS_A_WEEK;
    int dir = frame_has(f, FIELD_DIR) ? f->at[FIELD_DIR] : 0;
    int days = -back;
    if (dir == DIR_PAST)
        days = back ? -back : -DAYS_A_WEEK;
    else if (dir == DIR_FUTURE)
        days = DAYS_A_WEEK - back;
    else if (dir == DIR_THIS)
        days = weekday - here + (c->look > 0 && weekday < here ? DAYS_A_WEEK : 0);
    else if ((c->look > 0 || (c->narrative && base != &c->published)) && back)
        days = DAYS_A_WEEK - back;
    if (frame_has(f, FIELD_N))
        days += DAYS_A_WEEK * f->at[FIELD_N];
    return day_point(calendar_add_days(base->date, days));
}

/* Puts month, day, quarter, season, half or weekday into a year that is known. */
static struct time_point refine(const struct time_frame *f, struct time_point p)
{
    int year = p.date.year;
    if (frame_has(f, FIELD_HOLIDAY))
        return day_point(holiday_date(f->at[FIELD_HOLIDAY], year));
    if (frame_has(f, FIELD_MONTH)) {
        struct calendar_date d = {year, f->at[FIELD_MONTH], frame_has(f, FIELD_DAY) ? f->at[FIELD_DAY] : 1};
        if (!calendar_valid(d))
            return nowhere;
        return frame_has(f, FIELD_DAY) ? day_point(d) : point_around(GRAIN_MONTH, d);
    }
    if (frame_has(f, FIELD_DAY) && p.grain == GRAIN_MONTH) {
        struct calendar_date d = {year, p.date.month, f->at[FIELD_DAY]};
        return calendar_valid(d) ? day_point(d) : nowhere;
    }
    if (frame_has(f, FIELD_QUARTER)) {
        int quarter = f->at[FIELD_QUARTER];
        if (quarter < 1 || quarter > 4)
            return nowhere;
        return point_around(GRAIN_QUARTER, (struct calendar_date){year, quarter * 3 - 2, 1});
    }
    if (frame_has(f, FIELD_HALF)) {
        int half = f->at[FIELD_HALF] == 1 ? 1 : 2;
        return (struct time_point){GRAIN_HALF, {year, half * 6 - 5, 1}, half, 0, -1};
    }
    if (frame_has(f, FIELD_SEASON)) {
        int season = f->at[FIELD_SEASON];
        return (struct time_point){GRAIN_SEASON, {year, season_months[season], 1}, season, 0, -1};
    }
    if (frame_has(f, FIELD_WEEKDAY) && p.grain == GRAIN_WEEK)
        return day_point(calendar_add_days(p.date, f->at[FIELD_WEEKDAY] - calendar_weekday(p.date)));
    return p;
}

/* The middle day and month by which a frame without a year is placed. */
static bool placed_by(const struct time_frame *f, int base_year, int *month, int *day)
{
    *day = 15;
    if (frame_has(f, FIELD_MONTH)) {
        *month = f->at[FIELD_MONTH];
        *day = frame_has(f, FIELD_DAY) ? f->at[FIELD_DAY] : *day;
    } else if (frame_has(f, FIELD_HOLIDAY)) {
        struct calendar_date d = holiday_date(f->at[FIELD_HOLIDAY], base_year);
        *month = d.month;
        *day = d.day;
    } else if (frame_has(f, FIELD_SEASON))
        *month = season_months[f->at[FIELD_SEASON]] == 12 ? 12 : season_months[f->at[FIELD_SEASON]] + 1;
    else if (frame_has(f, FIELD_QUARTER))
        *month = f->at[FIELD_QUARTER] * 3 - 1;
    else if (frame_has(f, FIELD_HALF))
        *month = f->at[FIELD_HALF] == 1 ? 4 : 10;
    else
        return false;
    return *month >= 1 && *month <= MONTHS_A_YEAR;
}

/* "the quarter", "the year-ago quarter": from the quarter that the text spoke of, else from the last that was over. */
static struct time_point shift_quarter(const struct time_frame *f, const struct time_context *c)
{
    if (c->quarter.grain == GRAIN_QUARTER)
        return shift_unit(&c->quarter, UNIT_QUARTER, f->at[FIELD_SHIFT], true);
    return shift_unit(&c->published, UNIT_QUARTER, f->at[FIELD_SHIFT] - 1, true);
}

/* News compares with "a year earlier" than now; only where it tells of a year long past is that counted from there. */
static bool compares_with_now(const struct time_frame *f, const struct time_context *c)
{
    return !c->narrative && c->published.grain != GRAIN_NONE && frame_has(f, FIELD_N) && f->at[FIELD_N] == 1 &&
           frame_has(f, FIELD_UNIT) && f->at[FIELD_UNIT] == UNIT_YEAR && f->at[FIELD_SHIFT] == -1 &&
           abs(c->focus.date.year - c->published.date.year) <= 1;
}

/* n and a half units back, in years where the unit is longer than one, else in months. */
static int32_t half_shift(const struct time_frame *f, int32_t unit)
{
    int32_t n = frame_has(f, FIELD_N) ? f->at[FIELD_N] : 0;
    int32_t months = unit_months(unit);
    if (n > SHIFT_MAX || months == 0)
        return 0;
    return -(n * months + months / 2) / (months > MONTHS_A_YEAR ? MONTHS_A_YEAR : 1);
}

static struct time_point resolve_date(const struct time_frame *f, const struct time_context *c, bool *relative)
{
    int month, day;
    if (frame_has(f, FIELD_BC))
        return nowhere;
    if (frame_has(f, FIELD_DECADE) && f->at[FIELD_DECADE] < 100)
        return (struct time_point){GRAIN_CENTURY, {f->at[FIELD_DECADE] * 100, 1, 1}, f->at[FIELD_DECADE], 0, -1};
    if (frame_has(f, FIELD_DECADE))
        return (struct time_point){GRAIN_DECADE, {f->at[FIELD_DECADE] * 10, 1, 1}, f->at[FIELD_DECADE], 0, -1};
    if (frame_has(f, FIELD_CENTURY)) {
        int before = f->at[FIELD_CENTURY] - 1; /* the 20th century is 19.. */
        return (struct time_point){GRAIN_CENTURY, {before * 100 + 1, 1, 1}, before, 0, -1};
    }
    if (frame_has(f, FIELD_YEAR))
        return refine(f, point_around(GRAIN_YEAR, (struct calendar_date){f->at[FIELD_YEAR], 1, 1}));
    if (frame_has(f, FIELD_YY)) {
        int year = f->at[FIELD_YY] + (f->at[FIELD_YY] < 50 ? 2000 : 1900); /* as POSIX splits them, about */
        return refine(f, point_around(GRAIN_YEAR, (struct calendar_date){year, 1, 1}));
    }
    *relative = true;
    const struct time_point *base = base_of(f, c);
    if (frame_has(f, FIELD_SHIFT)) {
        int32_t unit = frame_has(f, FIELD_UNIT) ? f->at[FIELD_UNIT] : UNIT_DAY;
        bool counted = frame_has(f, FIELD_N);
        /* "Profit in the third quarter was up from a year ago": the same quarter. */
        if (counted && unit == UNIT_YEAR && c->quarter.grain == GRAIN_QUARTER && c->quarter_is_near)
            return shift_unit(&c->quarter, UNIT_QUARTER, 4 * f->at[FIELD_SHIFT], true);
        if (unit == UNIT_QUARTER && frame_has(f, FIELD_ANCHOR))
            return shift_quarter(f, c);
        if (unit == UNIT_WEEKEND && frame_has(f, FIELD_DIR) && (c->look > 0 || calendar_weekday(base->date) > 5))
            return shift_unit(base, unit, 0, true);
        if (compares_with_now(f, c))
            base = &c->published;
        if (frame_has(f, FIELD_PLUSHALF)) /* "two and a half years ago", "half a century ago" */
            return shift_unit(base, unit_months(unit) > MONTHS_A_YEAR ? UNIT_YEAR : UNIT_MONTH, half_shift(f, unit),
                              true);
        struct time_point p = shift_unit(base, unit, f->at[FIELD_SHIFT], counted);
        return p.grain == GRAIN_NONE ? p : refine(f, p);
    }
    if (base->grain == GRAIN_NONE)
        return nowhere;
    if (placed_by(f, base->date.year, &month, &day)) {
        int year = pick_year(f, c, month, day, !frame_has(f, FIELD_DAY) && !frame_has(f, FIELD_HOLIDAY));
        return refine(f, point_around(GRAIN_YEAR, (struct calendar_date){year, 1, 1}));
    }
    if (frame_has(f, FIELD_WEEKDAY))
        return weekday_point(f, c);
    return nowhere;
}

void time_resolve(const struct time_frame *f, const struct time_context *c, struct time_point *point,
                  char value[TIME_VALUE_MAX], bool *relative)
{
    static const char *const references[] = {"", "PRESENT_REF", "PAST_REF", "FUTURE_REF"};
    *point = nowhere;
    *relative = false;
    if (f->type == CULPA_TIME_DURATION) {
        time_write_duration(f, value);
        return;
    }
    if (f->type == CULPA_TIME_SET) {
        time_write_set(f, value);
        return;
    }
    if (frame_has(f, FIELD_REF) || (frame_has(f, FIELD_N) && f->at[FIELD_N] < 0)) {
        int32_t ref = frame_has(f, FIELD_REF)  ? f->at[FIELD_REF]
                      : f->at[FIELD_SHIFT] > 0 ? REF_FUTURE_REF
                                               : REF_PAST_REF;
        memcpy(value, references[ref], strlen(references[ref]) + 1);
        return;
    }
    *point = resolve_date(f, c, relative);
    if (point->grain == GRAIN_NONE) {
        time_write_unresolved(f, value);
        return;
    }
    if (frame_has(f, FIELD_UNIT) && f->at[FIELD_UNIT] == UNIT_WEEK && frame_has(f, FIELD_MONTH))
        *point = point_around(GRAIN_WEEK, point->date); /* "the week of March 6" */
    if (point->grain == GRAIN_DAY) {
        point->part = frame_has(f, FIELD_PART) ? f->at[FIELD_PART] : 0;
        point->clock = frame_has(f, FIELD_CLOCK)  ? f->at[FIELD_CLOCK]
                       : frame_has(f, FIELD_HOUR) ? f->at[FIELD_HOUR] * 100
                                                  : -1;
    }
    time_write_point(point, value);
}

/* n digits at *at; -1 where there are none. */
static int iso_digits(struct culpa_slice s, size_t *at, size_t n)
{
    int value = 0;
    for (size_t i = 0; i < n; i++, ++*at) {
        if (*at >= s.len || s.ptr[*at] < '0' || s.ptr[*at] > '9')
            return -1;
        value = value * 10 + (s.ptr[*at] - '0');
    }
    return value;
}

bool time_read_iso(struct culpa_slice iso, struct time_point *point)
{
    size_t at = 0;
    struct calendar_date d = {iso_digits(iso, &at, 4), 1, 1};
    enum time_grain grain = GRAIN_YEAR;
    if (at < iso.len && iso.ptr[at] == '-') {
        at++;
        d.month = iso_digits(iso, &at, 2);
        grain = GRAIN_MONTH;
        if (at < iso.len && iso.ptr[at] == '-') {
            at++;
            d.day = iso_digits(iso, &at, 2);
            grain = GRAIN_DAY;
        }
    }
    if (!calendar_valid(d))
        return false;
    *point = point_around(grain, d);
    return true;
}
