/* Gregorian calendar arithmetic: see the header. */
#include "time/calendar.h"

enum { DAYS_400_YEARS = 146097, EPOCH_SHIFT = 719468 /* days from 0000-03-01 to 1970-01-01 */ };

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int calendar_days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

bool calendar_valid(struct calendar_date d)
{
    return d.year >= 1 && d.year <= 9999 && d.month >= 1 && d.month <= 12 && d.day >= 1 &&
           d.day <= calendar_days_in_month(d.year, d.month);
}

/* Years are taken to begin in March, so that a leap day is the last of its year; months then have a regular rhythm of
 * 153 days in five. */
int32_t calendar_number(struct calendar_date d)
{
    int32_t year = d.month > 2 ? d.year : d.year - 1;
    int32_t month = (d.month + 9) % 12;
    int32_t cycle = (year >= 0 ? year : year - 399) / 400;
    int32_t in_cycle = year - cycle * 400;
    int32_t day = (153 * month + 2) / 5 + d.day - 1;
    return cycle * DAYS_400_YEARS + in_cycle * 365 + in_cycle / 4 - in_cycle / 100 + day - EPOCH_SHIFT;
}

struct calendar_date calendar_of_number(int32_t number)
{
    int32_t n = number + EPOCH_SHIFT;
    int32_t cycle = (n >= 0 ? n : n - (DAYS_400_YEARS - 1)) / DAYS_400_YEARS;
    int32_t day = n - cycle * DAYS_400_YEARS;
    int32_t year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
    day -= 365 * year + year / 4 - year / 100;
    int32_t month = (5 * day + 2) / 153;
    struct calendar_date d = {year + cycle * 400, month < 10 ? month + 3 : month - 9, day - (153 * month + 2) / 5 + 1};
    d.year += d.month <= 2;
    return d;
}

struct calendar_date calendar_add_days(struct calendar_date date, int32_t days)
{
    return calendar_of_number(calendar_number(date) + days);
}

struct calendar_date calendar_add_months(struct calendar_date date, int months)
{
    int total = date.year * 12 + date.month - 1 + months;
    date.year = total / 12;
    date.month = total % 12 + 1;
    int last = calendar_days_in_month(date.year, date.month);
    if (date.day > last)
        date.day = last;
    return date;
}

int calendar_weekday(struct calendar_date date)
{
    int32_t n = (calendar_number(date) + 3) % 7; /* 1970-01-01 was a Thursday */
    return (n < 0 ? n + 7 : n) + 1;
}

struct calendar_week calendar_week_of(struct calendar_date date)
{
    struct calendar_date thursday = calendar_add_days(date, 4 - calendar_weekday(date));
    int32_t day = calendar_number(thursday) - calendar_number((struct calendar_date){thursday.year, 1, 1});
    return (struct calendar_week){thursday.year, day / 7 + 1};
}

struct calendar_date calendar_nth_weekday(int year, int month, int weekday, int n)
{
    int last = calendar_days_in_month(year, month);
    struct calendar_date edge = {year, month, n > 0 ? 1 : last};
    int gap = n > 0 ? (weekday - calendar_weekday(edge) + 7) % 7 : -((calendar_weekday(edge) - weekday + 7) % 7);
    edge.day += gap + 7 * (n > 0 ? n - 1 : n + 1);
    return edge;
}

struct calendar_date calendar_easter(int year)
{
    int a = year % 19, b = year / 100, c = year % 100;
    int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
    int h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4;
    int l = (32 + 2 * e + 2 * i - h - k) % 7, m = (a + 11 * h + 22 * l) / 451;
    int n = h + l - 7 * m + 114;
    return (struct calendar_date){year, n / 31, n % 31 + 1};
}
