/* When a statement was made, and times as TimeML, on reports put together by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "report/report.h"
#include "time/time.h"

/* A sentence of which one word is the cue and one the time of a day; the rest behind `content` is what is said. */
static struct culpa_slice said(const char *sentence, const char *cue, const char *when, const char *content)
{
    struct culpa_slice text = slice_of(sentence, strlen(sentence));
    const char *words[] = {cue, when, content};
    struct culpa_span spans[3];
    for (int i = 0; i < 3; i++) {
        size_t at = slice_find(text, slice_of(words[i], strlen(words[i])), 0);
        assert_true(at != SIZE_MAX);
        spans[i] = (struct culpa_span){(uint32_t)at, (uint32_t)(at + strlen(words[i]))};
    }
    struct culpa_time time = {.type = CULPA_TIME_TIME, .span = spans[1], .value = SLICE("2013-03-22TMO")};
    struct culpa_statement statement = {.cue = {&spans[0], 1}, .content = {&spans[2], 1}};
    return time_said(NULL, text, &time, 1, &statement);
}

static void is_day(struct culpa_slice got)
{
    assert_true(slice_eq(got, SLICE("2013-03-22")));
}

static void test_said(void **state)
{
    (void)state;
    is_day(said("He told the press on Friday that it burned.", "told", "Friday", "it burned"));
    is_day(said("On Friday he denied that it burned.", "denied", "Friday", "it burned"));
    is_day(said("It burned, he said late Friday.", "said", "Friday", "It burned"));
    /* The time with which a sentence opens holds for it all; right behind the cue it is not what is said. */
    is_day(said("On Friday a spokesman of the ministry of works, Ada Brandt, denied that it burned.", "denied",
                "Friday", "it burned"));
    is_day(said("He said Friday no house had burned.", "said", "Friday", "Friday no house had burned"));
    is_day(said("He said Friday that it burned.", "said Friday", "Friday", "it burned"));
    /* Full stops that end no sentence; behind all that is said. */
    is_day(said("On Friday the U.S. envoy told Sen. Ruiz that it burned.", "told", "Friday", "it burned"));
    is_day(said("He praised what he called a great plan of all the towns, Friday.", "praised", "Friday", "plan"));
    /* It is the time of something else. */
    assert_int_equal(said("He called Friday's fire an accident.", "called", "Friday", "accident").len, 0);
    assert_int_equal(said("Brandt, who fled Friday, denied that it burned.", "denied", "Friday", "it burned").len, 0);
    /* What stands in the content is not when it was said. */
    assert_int_equal(said("He said it burned on Friday.", "said", "Friday", "it burned on Friday").len, 0);
    /* Too far away, in another sentence, in another line. */
    assert_int_equal(
        said("He said in a long talk to his friends at home Friday that it burned.", "said", "Friday", "it burned").len,
        0);
    assert_int_equal(said("It burned, he said. Friday was calm.", "said", "Friday", "It burned").len, 0);
    assert_int_equal(said("It burned, he said\nFriday", "said", "Friday", "It burned").len, 0);
}

static void test_said_needs_a_date(void **state)
{
    struct culpa_span cue = {3, 7}, span = {8, 17};
    struct culpa_time time = {.type = CULPA_TIME_DATE, .span = span, .value = SLICE("2012")};
    struct culpa_statement statement = {.cue = {&cue, 1}};
    (void)state;
    assert_true(slice_eq(time_said(NULL, SLICE("He said last year"), &time, 1, &statement), SLICE("2012")));
    time.span = (struct culpa_span){14, 18}; /* a year that only names a thing */
    assert_int_equal(time_said(NULL, SLICE("He said the a 1960 pact"), &time, 1, &statement).len, 0);
    time.span = span;
    time.value = SLICE("XXXX-WXX-5");
    assert_int_equal(time_said(NULL, SLICE("He said last year"), &time, 1, &statement).len, 0);
    statement.cue.n = 0;
    time.value = SLICE("2012-01-01");
    assert_int_equal(time_said(NULL, SLICE("He said last year"), &time, 1, &statement).len, 0);
}

static void test_said_in_a_week(void **state)
{
    struct culpa_span cue = {3, 7};
    struct culpa_time time = {.type = CULPA_TIME_DATE, .span = {8, 17}, .value = SLICE("2012-W03")};
    struct culpa_statement statement = {.cue = {&cue, 1}};
    struct arena arena;
    (void)state;
    arena_init(&arena, 1 << 20);
    assert_true(
        slice_eq(time_said(&arena, SLICE("He said last week"), &time, 1, &statement), SLICE("2012-01-16/2012-01-22")));
    assert_int_equal(time_week(&arena, SLICE("2012-03")).len, 0);
    assert_int_equal(time_week(&arena, SLICE("2012-W00")).len, 0);
    arena_release(&arena);
}

static void test_clock_alone(void **state)
{
    struct culpa_time time = {.type = CULPA_TIME_TIME, .span = {3, 12}, .value = SLICE("2013-03-22T05:30")};
    (void)state;
    assert_false(time_names_day(SLICE("at 5:30 a.m. it burned"), &time));
    time.span = (struct culpa_span){0, 14};
    assert_true(time_names_day(SLICE("Friday morning it burned"), &time));
    time.type = CULPA_TIME_DATE;
    assert_true(time_names_day(SLICE("22.3.2013 it burned"), &time));
}

static void test_say_on(void **state)
{
    struct culpa_time time = {.type = CULPA_TIME_DATE, .span = {60, 66}, .value = SLICE("2013-03-21")};
    struct culpa_statement s[] = {{.actor = 1, .span = {0, 50}, .when = SLICE("2013-03-22")},
                                  {.actor = 1, .span = {100, 150}},
                                  {.actor = 1, .span = {160, 200}},
                                  {.actor = 2, .span = {210, 220}},
                                  {.actor = 2, .span = {1000, 1050}, .when = SLICE("2013-03-20")},
                                  {.actor = 2, .span = {2000, 2050}}};
    (void)state;
    time_say_on(NULL, NULL, 0, s, 6);
    is_day(s[1].when);
    is_day(s[2].when);
    assert_int_equal(s[3].when.len, 0); /* somebody else */
    assert_int_equal(s[5].when.len, 0); /* too far behind */
    s[1].actor = 3;                     /* another one speaks between */
    s[1].when = s[2].when = (struct culpa_slice){NULL, 0};
    time_say_on(NULL, NULL, 0, s, 6);
    assert_int_equal(s[1].when.len, 0);
    is_day(s[2].when);
    s[1].actor = 1;
    s[1].when = s[2].when = (struct culpa_slice){NULL, 0};
    time_say_on(NULL, &time, 1, s, 6); /* another day between them */
    assert_int_equal(s[1].when.len, 0);
}

static void test_timeml(void **state)
{
    static const char expected[] =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TimeML>\n<DOCID>a&amp;b</DOCID>\n"
        "<DCT><TIMEX3 tid=\"t0\" type=\"DATE\" value=\"2013-03-22\" temporalFunction=\"false\" "
        "functionInDocument=\"CREATION_TIME\">2013-03-22</TIMEX3></DCT>\n"
        "<TEXT>Early &lt;<TIMEX3 tid=\"t1\" type=\"DATE\" value=\"2013\" mod=\"START\" temporalFunction=\"true\" "
        "functionInDocument=\"NONE\">this year</TIMEX3>&gt; it burned.</TEXT>\n</TimeML>\n";
    struct culpa_time time = {
        .type = CULPA_TIME_DATE, .mod = CULPA_MOD_START, .relative = true, .span = {7, 16}, .value = SLICE("2013")};
    struct culpa_report report = {.document = {.id = SLICE("a&b"),
                                               .published = SLICE("2013-03-22"),
                                               .text = SLICE("Early <this year>\001 it burned.")},
                                  .times = &time,
                                  .n_times = 1};
    struct buf out = {0};
    (void)state;
    report_timeml.report(&out, &report, 0, NULL);
    assert_false(out.failed);
    assert_int_equal(out.len, sizeof expected - 1);
    assert_memory_equal(out.ptr, expected, out.len);
    buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_said),           cmocka_unit_test(test_said_needs_a_date),
        cmocka_unit_test(test_said_in_a_week), cmocka_unit_test(test_clock_alone),
        cmocka_unit_test(test_say_on),         cmocka_unit_test(test_timeml),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
