/* The n-th allocation fails, for every n: opening the model, making a reader, reading a report of each format. Always a
 * clean error, nothing lost, and the next report is read as if nothing had been. argv[1]: the synthetic model. */
#include "base/buf.h"
#include "check.h"
#include "failing.h"
#include "report/report.h"

enum { MOST = 20000 };

static const char *model_path;

static const char TEXT[] =
    "Fire at mill\n\nLUND (AP) - The mayor, Ana Ruiz, said on Monday that the police \"were not told\".\n"
    "\"We were there,\" she said.\n\n\"They left.\"\n";
static const char PAGE[] =
    "<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>Fire at mill</title><meta property=og:site_name "
    "content=Post><script type=application/ld+json>{\"datePublished\":\"2015-06-13\"}</script></head><body><div>"
    "<p>The mayor of the city, Ana Ruiz, said on Monday that the police &ldquo;were not told&rdquo; of the fire at the "
    "mill."
    "<p>The minister denied that anybody had been told, and said that officials of the city had not "
    "asked.<ul><li>one</ul>"
    "<p>Nobody was hurt in the fire, which burned for two hours, the police said in a statement on "
    "Tuesday.</div></body></html>";
static const char LINE[] =
    "{\"id\":\"1\",\"title\":\"Fire\",\"text\":\"The mayor said \\u201cno\\u201d. Officials denied it.\",\"x\":[1,{}]}";

static void test_model(void **state)
{
    (void)state;
    size_t n = 1;
    for (;; n++) {
        struct culpa_model *model = NULL;
        struct culpa_error error = {0};
        long before = failing_live();
        failing_alloc(n, false);
        enum culpa_status status = culpa_model_open(model_path, &model, &error);
        size_t calls = failing_allocs();
        failing_alloc(0, false);
        if (!status)
            culpa_model_close(model);
        if (failing_live() != before)
            fail_msg("allocation %zu: %ld blocks are lost", n, failing_live() - before);
        if (calls < n)
            break;
        if (status != CULPA_NO_MEMORY || error.status != status || !error.text[0])
            fail_msg("allocation %zu: status %d, \"%s\"", n, status, error.text);
        assert_true(n < MOST);
    }
    print_message("%zu allocations\n", n - 1);
}

static void test_reader(void **state)
{
    (void)state;
    struct culpa_model *model;
    assert_int_equal(culpa_model_open(model_path, &model, NULL), CULPA_OK);
    for (size_t n = 1;; n++) {
        struct culpa_reader *reader = NULL;
        long before = failing_live();
        failing_alloc(n, false);
        enum culpa_status status = culpa_reader_new(model, &reader);
        size_t calls = failing_allocs();
        failing_alloc(0, false);
        if (!status)
            culpa_reader_free(reader);
        assert_int_equal(failing_live(), before);
        if (calls < n)
            break;
        assert_int_equal(status, CULPA_NO_MEMORY);
    }
    culpa_model_close(model);
}

static enum culpa_status read_into(struct culpa_reader *reader, enum culpa_format format, const char *bytes,
                                   struct culpa_error *error, struct buf *out)
{
    const struct culpa_report *report;
    const struct report_options options = {0};
    buf_clear(out);
    enum culpa_status status = culpa_read(reader, format, "r", bytes, strlen(bytes), &report, error);
    if (status)
        return status;
    static const struct report_writer *const writers[] = {&report_json,        &report_text,       &report_html,
                                                          &report_gtd,         &report_acled,      &report_plover,
                                                          &report_annotations, &report_claimreview};
    for (size_t i = 0; i < sizeof writers / sizeof *writers; i++)
        writers[i]->report(out, report, 0, &options);
    return out->failed ? CULPA_NO_MEMORY : CULPA_OK;
}

/* A new reader each time, so that it has no memory yet that it could use again. */
static size_t read_with_failures(const struct culpa_model *model, enum culpa_format format, const char *bytes,
                                 bool forever)
{
    struct buf good = {0};
    for (size_t n = 0;; n++) {
        struct culpa_reader *reader;
        struct culpa_error error = {0};
        struct buf out = {0};
        long before = failing_live();
        assert_int_equal(culpa_reader_new(model, &reader), CULPA_OK);
        failing_alloc(n, forever);
        enum culpa_status status = read_into(reader, format, bytes, &error, &out);
        size_t calls = failing_allocs();
        failing_alloc(0, false);
        if (n && calls >= n && status != CULPA_NO_MEMORY)
            fail_msg("format %d, allocation %zu: status %d, \"%s\"", format, n, status, error.text);
        if (n && read_into(reader, format, bytes, &error, &out))
            fail_msg("format %d, allocation %zu: the reader is of no use any more", format, n);
        if (n && (out.len != good.len || memcmp(out.ptr, good.ptr, out.len) != 0))
            fail_msg("format %d, allocation %zu: another ledger", format, n);
        if (!n)
            good = out;
        else
            buf_release(&out);
        culpa_reader_free(reader);
        if (failing_live() != before + !n)
            fail_msg("format %d, allocation %zu: %ld blocks are lost", format, n, failing_live() - before);
        if (calls < n) {
            buf_release(&good);
            return n - 1;
        }
        assert_true(n < MOST);
    }
}

static void test_read(void **state)
{
    (void)state;
    static const struct {
        enum culpa_format format;
        const char *bytes;
    } cases[] = {{CULPA_FORMAT_TEXT, TEXT}, {CULPA_FORMAT_JSON, LINE}, {CULPA_FORMAT_HTML, PAGE}};
    struct culpa_model *model;
    assert_int_equal(culpa_model_open(model_path, &model, NULL), CULPA_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int forever = 0; forever < 2; forever++)
            print_message("%zu allocations\n", read_with_failures(model, cases[i].format, cases[i].bytes, forever));
    culpa_model_close(model);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_model),
        cmocka_unit_test(test_reader),
        cmocka_unit_test(test_read),
    };
    if (argc != 2)
        return 2;
    model_path = argv[1];
    return cmocka_run_group_tests(tests, NULL, NULL);
}
