/* The Gregorian calendar: pure arithmetic, no clock. Years 1 to 9999. */
#ifndef TIME_CALENDAR_H
#define TIME_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

struct calendar_date {
    int year, month, day; /* 1-based */
};

struct calendar_week {
    int year, week; /* ISO 8601: week 1 holds the first Thursday; the year is that of the Thursday */
};

int calendar_days_in_month(int year, int month);
/* Days since 1970-01-01 and back. */
int32_t calendar_number(struct calendar_date date);
struct calendar_date calendar_of_number(int32_t number);
struct calendar_date calendar_add_days(struct calendar_date date, int32_t days);
/* Month counted over years; the day is cut to the end of the month: 31 January and a month is 28 February. */
struct calendar_date calendar_add_months(struct calendar_date date, int months);
int calendar_weekday(struct calendar_date date); /* 1 Monday ... 7 Sunday */
struct calendar_week calendar_week_of(struct calendar_date date);
/* The n-th weekday of a month, counted from its end where n is negative. */
struct calendar_date calendar_nth_weekday(int year, int month, int weekday, int n);
/* Easter Sunday of the Gregorian calendar, by the anonymous algorithm that Meeus gives (Astronomical Algorithms, 8). */
struct calendar_date calendar_easter(int year);
bool calendar_valid(struct calendar_date date);

#endif
