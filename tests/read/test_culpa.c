/* culpa.h as a program would use it, on the synthetic model: argv[1]. */
#include <pthread.h>

#include "base/limits.h"
#include "check.h"
#include "report/report.h"

static const char *model_path;
static struct culpa_model *model;

static const char REPORT[] = "Mayor denies fire was set\n\nLUND (AP) - The mayor of the city, Ana Ruiz, said on Monday "
                             "that the police \"were not "
                             "told\" of the attack.\n\"We were in the city,\" she said. \"They killed "
                             "people.\"\n\nOfficials accused the minister, who "
                             "denied it. \xC3\x85sa Blom said caf\xC3\xA9s burned.\n";

static int open_model(void **state)
{
    (void)state;
    return culpa_model_open(model_path, &model, NULL);
}

static int close_model(void **state)
{
    (void)state;
    culpa_model_close(model);
    return 0;
}

static void test_open_errors(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        enum culpa_status status;
    } cases[] = {{"/nonexistent/model", CULPA_IO},
                 {"/", CULPA_MODEL},
                 {"/dev/null", CULPA_MODEL},
                 {"/proc/self/exe", CULPA_MODEL}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct culpa_model *none = NULL;
        struct culpa_error error = {0};
        assert_int_equal(culpa_model_open(cases[i].path, &none, &error), cases[i].status);
        assert_null(none);
        assert_int_equal(error.status, cases[i].status);
        assert_true(strlen(error.text) > 5);
        assert_null(strchr(error.text, '\n'));
        assert_int_equal(culpa_model_open(cases[i].path, &none, NULL), cases[i].status);
    }
    culpa_model_close(NULL);
    culpa_reader_free(NULL);
}

static void read_into(struct culpa_reader *reader, struct buf *out)
{
    const struct culpa_report *report;
    buf_clear(out);
    assert_int_equal(culpa_read(reader, CULPA_FORMAT_AUTO, "r.txt", REPORT, sizeof REPORT - 1, &report, NULL),
                     CULPA_OK);
    report_json.report(out, report, 0, &(struct report_options){0});
}

static void test_reader_after_errors(void **state)
{
    (void)state;
    static char binary[4096];
    for (size_t i = 0; i < sizeof binary; i++)
        binary[i] = (char)(i * 7 % 32);
    char *long_text = malloc(LIMIT_TEXT_BYTES + 2);
    for (size_t i = 0; i < LIMIT_TEXT_BYTES + 2; i++)
        long_text[i] = i % 7 ? 'a' : ' ';
    const struct {
        const char *bytes;
        size_t len;
        enum culpa_format format;
        enum culpa_status status;
    } cases[] = {
        {"", 0, CULPA_FORMAT_AUTO, CULPA_EMPTY},
        {NULL, 0, CULPA_FORMAT_AUTO, CULPA_EMPTY},
        {" \n\t", 3, CULPA_FORMAT_TEXT, CULPA_EMPTY},
        {"--- 12 ---", 10, CULPA_FORMAT_TEXT, CULPA_EMPTY},
        {binary, sizeof binary, CULPA_FORMAT_AUTO, CULPA_NOT_TEXT},
        {"{\"text\":", 8, CULPA_FORMAT_JSON, CULPA_SYNTAX},
        {"{\"id\":\"1\"}", 10, CULPA_FORMAT_JSON, CULPA_SYNTAX},
        {"[1]", 3, CULPA_FORMAT_JSON, CULPA_SYNTAX},
        {"{\"text\":7}", 10, CULPA_FORMAT_JSON, CULPA_SYNTAX},
        {"<html></html>", 13, CULPA_FORMAT_HTML, CULPA_EMPTY},
        {long_text, LIMIT_TEXT_BYTES + 1, CULPA_FORMAT_TEXT, CULPA_TOO_LARGE},
        {REPORT, LIMIT_INPUT_BYTES + 1, CULPA_FORMAT_TEXT, CULPA_TOO_LARGE}, /* no byte of it is looked at */
    };
    struct culpa_reader *reader;
    struct buf first = {0}, again = {0};
    assert_int_equal(culpa_reader_new(model, &reader), CULPA_OK);
    read_into(reader, &first);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct culpa_report *report = NULL;
        struct culpa_error error = {0};
        enum culpa_status status =
            culpa_read(reader, cases[i].format, NULL, cases[i].bytes, cases[i].len, &report, &error);
        if (status != cases[i].status || error.status != status || !error.text[0] || report)
            fail_msg("case %zu: %s (%s)", i, culpa_status_message(status), error.text);
        read_into(reader, &again);
        assert_int_equal(first.len, again.len);
        assert_memory_equal(first.ptr, again.ptr, first.len);
    }
    buf_release(&first);
    buf_release(&again);
    culpa_reader_free(reader);
    free(long_text);
}

static void test_text_is_the_input(void **state)
{
    (void)state;
    struct culpa_reader *reader;
    const struct culpa_report *r;
    assert_int_equal(culpa_reader_new(model, &reader), CULPA_OK);
    assert_int_equal(culpa_read(reader, CULPA_FORMAT_AUTO, NULL, REPORT, sizeof REPORT - 1, &r, NULL), CULPA_OK);
    assert_slice(r->document.text, REPORT);
    assert_slice(r->document.title, "Mayor denies fire was set");
    assert_int_equal(r->document.id.len, 16);
    assert_true(r->n_sentences >= 4);
    assert_true(r->n_statements > 0); /* the synthetic model hears statements everywhere */
    const char *line = "{\"text\":\"A\\u0301 said \\ud83d\\ude80 the mayor.\",\"id\":\"7\",\"more\":[1]}";
    assert_int_equal(culpa_read(reader, CULPA_FORMAT_JSON, NULL, line, strlen(line), &r, NULL), CULPA_OK);
    assert_slice(r->document.text, "A\xCC\x81 said \xF0\x9F\x9A\x80 the mayor.");
    assert_slice(r->document.id, "7");
    culpa_reader_free(reader);
}

/* In floats the ledger may differ by a span or so, but reading works and the shape is the same. */
static void test_reference_reader(void **state)
{
    (void)state;
    struct culpa_reader *reader;
    const struct culpa_report *r;
    const char *text = "The mayor said it was a fire.";
    assert_int_equal(culpa_reader_new_reference(model, &reader), CULPA_OK);
    assert_int_equal(culpa_read(reader, CULPA_FORMAT_TEXT, NULL, text, strlen(text), &r, NULL), CULPA_OK);
    assert_int_equal(r->n_sentences, 1);
    culpa_reader_free(reader);
}

struct job {
    struct buf out;
    int rounds;
    bool failed;
};

static void *read_often(void *arg)
{
    struct job *job = arg;
    struct culpa_reader *reader = NULL;
    job->failed = culpa_reader_new(model, &reader) != CULPA_OK;
    for (int i = 0; i < job->rounds && !job->failed; i++) {
        const struct culpa_report *report;
        buf_clear(&job->out);
        job->failed = culpa_read(reader, CULPA_FORMAT_TEXT, "r.txt", REPORT, sizeof REPORT - 1, &report, NULL);
        if (!job->failed)
            report_json.report(&job->out, report, 0, &(struct report_options){0});
    }
    culpa_reader_free(reader);
    return NULL;
}

static void test_two_readers(void **state)
{
    (void)state;
    struct job jobs[3] = {{.rounds = 4}, {.rounds = 6}, {.rounds = 1}};
    pthread_t threads[2];
    for (int i = 0; i < 2; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, read_often, &jobs[i]), 0);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    read_often(&jobs[2]);
    for (int i = 0; i < 3; i++) {
        assert_false(jobs[i].failed);
        assert_int_equal(jobs[i].out.len, jobs[2].out.len);
        assert_memory_equal(jobs[i].out.ptr, jobs[2].out.ptr, jobs[2].out.len);
    }
    for (int i = 0; i < 3; i++)
        buf_release(&jobs[i].out);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_open_errors),       cmocka_unit_test(test_reader_after_errors),
        cmocka_unit_test(test_text_is_the_input), cmocka_unit_test(test_reference_reader),
        cmocka_unit_test(test_two_readers),
    };
    if (argc != 2)
        return 2;
    model_path = argv[1];
    return cmocka_run_group_tests(tests, open_model, close_model);
}
