/* culpa text: reports in, their text and what is known of them out; no ledger, no model. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "cli/cli.h"
#include "input/input.h"
#include "ledger/json.h"

enum option { OPTION_JSON, OPTION_HELP };

static const struct cli_option options[] = {
    [OPTION_JSON] = {"--json", NULL, NULL, "one document a line, as JSON"},
    [OPTION_HELP] = {"--help", "-h", NULL, "print this"},
    {0},
};

/* Of a page, the paragraphs that are no furniture, one a line. */
static void write_page(struct buf *out, const struct culpa_document *d)
{
    size_t next = 0, n = 0;
    for (size_t i = 0; i < d->n_blocks; i++) {
        while (next < d->n_furniture && d->furniture[next].span.end <= d->blocks[i].span.start)
            next++;
        if (next < d->n_furniture && d->furniture[next].span.start < d->blocks[i].span.end)
            continue;
        if (n++)
            buf_add_char(out, '\n');
        buf_add(out, slice_span(d->text, d->blocks[i].span));
    }
}

static bool write_text(struct buf *out, const struct culpa_document *d, bool json)
{
    if (json)
        ledger_write_document(out, d);
    else if (!d->n_blocks)
        buf_add(out, d->text); /* the title of plain text stands where it stands */
    else {
        buf_add(out, d->title);
        buf_add_str(out, d->title.len ? "\n\n" : "");
        write_page(out, d);
    }
    buf_add_char(out, '\n');
    bool lost = out->failed;
    if (lost)
        cli_complain("out of memory");
    bool done = !lost && fwrite(out->ptr, 1, out->len, stdout) == out->len;
    buf_clear(out);
    return done;
}

static int run(const char *const *files, size_t n_files, bool json)
{
    struct input_stream *stream;
    struct input_record record = {0};
    struct culpa_error error = {0};
    struct arena arena;
    struct buf out = {0};
    int code = EXIT_READ;
    if (input_open(files, n_files, &stream)) {
        cli_complain("out of memory");
        return EXIT_SOME_FAILED;
    }
    arena_init(&arena, LIMIT_ARENA_BYTES);
    for (;;) {
        struct culpa_document document = {0};
        arena_reset(&arena);
        enum culpa_status status = input_next(stream, &record, &error);
        if (status == CULPA_END)
            break;
        if (!status)
            status = input_parse(&arena, record.format, record.file, slice_of(record.bytes.ptr, record.bytes.len),
                                 &document, &error);
        if (status) {
            cli_complain_of(record.file, record.line, &error);
            code = EXIT_SOME_FAILED;
        } else if (!write_text(&out, &document, json)) {
            code = EXIT_SOME_FAILED;
            break;
        }
    }
    if (fflush(stdout) || ferror(stdout)) {
        cli_complain("cannot write: %s", strerror(errno));
        code = EXIT_SOME_FAILED;
    }
    input_close(stream);
    buf_release(&record.bytes);
    buf_release(&out);
    arena_release(&arena);
    return code;
}

static bool take_option(void *json, int option, const char *argument)
{
    (void)argument;
    *(bool *)json |= option == OPTION_JSON;
    return true;
}

static int text_command(const struct cli_command *command, int argc, char **argv)
{
    bool json = false;
    int code, n = cli_parse(command, argc, argv, "files", take_option, &json, &code);
    return n < 0 ? code : run((const char *const *)argv, (size_t)n, json);
}

const struct cli_command cmd_text = {
    "text", "text [--json] FILE...",
    "Prints the clean text of reports, without reading them: of HTML the report alone, without the page around it.\n"
    "Exit status: as of culpa read.",
    options, text_command};
