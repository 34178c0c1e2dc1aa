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
    return time_said(text, &time, 1, &statement);
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
    assert_true(slice_eq(time_said(SLICE("He said last year"), &time, 1, &statement), SLICE("2012")));
    time.value = SLICE("2012-W03");
    assert_int_equal(time_said(SLICE("He said last year"), &time, 1, &statement).len, 0);
    time.value = SLICE("XXXX-WXX-5");
    assert_int_equal(time_said(SLICE("He said last year"), &time, 1, &statement).len, 0);
    statement.cue.n = 0;
    time.value = SLICE("2012-01-01");
    assert_int_equal(time_said(SLICE("He said last year"), &time, 1, &statement).len, 0);
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
        cmocka_unit_test(test_said),
        cmocka_unit_test(test_said_needs_a_date),
        cmocka_unit_test(test_timeml),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
