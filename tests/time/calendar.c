/* Calendar arithmetic against known dates. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "time/calendar.h"

static void is_date(struct calendar_date d, int year, int month, int day)
{
    assert_int_equal(d.year, year);
    assert_int_equal(d.month, month);
    assert_int_equal(d.day, day);
}

static void test_numbers(void **state)
{
    (void)state;
    assert_int_equal(calendar_number((struct calendar_date){1970, 1, 1}), 0);
    assert_int_equal(calendar_number((struct calendar_date){2000, 3, 1}), 11017);
    /* Every day of 400 years and more, there and back, one by one. */
    int32_t n = calendar_number((struct calendar_date){1799, 12, 31});
    struct calendar_date before = calendar_of_number(n);
    is_date(before, 1799, 12, 31);
    for (int year = 1800; year <= 2220; year++)
        for (int month = 1; month <= 12; month++)
            for (int day = 1; day <= calendar_days_in_month(year, month); day++) {
                struct calendar_date d = {year, month, day};
                assert_int_equal(calendar_number(d), ++n);
                is_date(calendar_of_number(n), year, month, day);
            }
}

static void test_leap_years(void **state)
{
    (void)state;
    assert_int_equal(calendar_days_in_month(2000, 2), 29);
    assert_int_equal(calendar_days_in_month(1900, 2), 28);
    assert_int_equal(calendar_days_in_month(2012, 2), 29);
    assert_int_equal(calendar_days_in_month(2013, 2), 28);
    assert_false(calendar_valid((struct calendar_date){2013, 2, 29}));
    assert_true(calendar_valid((struct calendar_date){2012, 2, 29}));
    assert_false(calendar_valid((struct calendar_date){2012, 13, 1}));
    assert_false(calendar_valid((struct calendar_date){0, 1, 1}));
    assert_false(calendar_valid((struct calendar_date){2012, 4, 31}));
}

static void test_month_ends(void **state)
{
    (void)state;
    is_date(calendar_add_months((struct calendar_date){2013, 1, 31}, 1), 2013, 2, 28);
    is_date(calendar_add_months((struct calendar_date){2012, 1, 31}, 1), 2012, 2, 29);
    is_date(calendar_add_months((struct calendar_date){2012, 3, 31}, -1), 2012, 2, 29);
    is_date(calendar_add_months((struct calendar_date){2012, 12, 15}, 1), 2013, 1, 15);
    is_date(calendar_add_months((struct calendar_date){2012, 1, 15}, -13), 2010, 12, 15);
    is_date(calendar_add_days((struct calendar_date){2012, 12, 31}, 1), 2013, 1, 1);
    is_date(calendar_add_days((struct calendar_date){2013, 3, 1}, -1), 2013, 2, 28);
}

static void test_weekdays_and_weeks(void **state)
{
    static const struct {
        struct calendar_date date;
        int weekday, year, week;
    } cases[] = {
        {{2005, 1, 1}, 6, 2004, 53},  {{2005, 1, 3}, 1, 2005, 1},   {{2008, 12, 29}, 1, 2009, 1},
        {{2010, 1, 3}, 7, 2009, 53},  {{1998, 3, 22}, 7, 1998, 12}, {{1989, 10, 26}, 4, 1989, 43},
        {{2012, 12, 31}, 1, 2013, 1}, {{1970, 1, 1}, 4, 1970, 1},   {{1941, 6, 22}, 7, 1941, 25},
        {{2000, 2, 29}, 2, 2000, 9},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct calendar_week week = calendar_week_of(cases[i].date);
        assert_int_equal(calendar_weekday(cases[i].date), cases[i].weekday);
        assert_int_equal(week.year, cases[i].year);
        assert_int_equal(week.week, cases[i].week);
    }
}

static void test_holidays(void **state)
{
    (void)state;
    is_date(calendar_easter(1818), 1818, 3, 22); /* the earliest that can be */
    is_date(calendar_easter(1943), 1943, 4, 25); /* the latest */
    is_date(calendar_easter(1998), 1998, 4, 12);
    is_date(calendar_easter(2000), 2000, 4, 23);
    is_date(calendar_easter(2024), 2024, 3, 31);
    is_date(calendar_nth_weekday(1999, 11, 4, 4), 1999, 11, 25); /* Thanksgiving */
    is_date(calendar_nth_weekday(2013, 5, 1, -1), 2013, 5, 27);  /* Memorial Day */
    is_date(calendar_nth_weekday(2013, 9, 1, 1), 2013, 9, 2);    /* Labor Day */
    is_date(calendar_nth_weekday(2015, 2, 7, -1), 2015, 2, 22);
    is_date(calendar_nth_weekday(2015, 2, 7, 4), 2015, 2, 22);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers),    cmocka_unit_test(test_leap_years),
        cmocka_unit_test(test_month_ends), cmocka_unit_test(test_weekdays_and_weeks),
        cmocka_unit_test(test_holidays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
