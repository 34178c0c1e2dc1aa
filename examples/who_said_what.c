/* who_said_what MODEL STORE REPORT...: prints who says what in reports and in which bytes, keeps their ledgers in a
 * store, and asks the store about them. An example of include/culpa.h; build it with
 *
 *     cc who_said_what.c $(pkg-config --cflags --libs culpa) -o who_said_what
 *
 * MODEL is $(pkg-config --variable=model culpa); STORE is a file that is made where it is not there. A REPORT is text
 * or HTML; a name that ends in .jsonl is a file of many, one JSON object a line. */
#include <culpa.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct run {
    struct culpa_model *model;
    struct culpa_reader *reader;
    struct culpa_store *store;
};

static int complain(const char *name, enum culpa_status status, const struct culpa_error *error)
{
    fprintf(stderr, "%s: %s\n", name, error && error->text[0] ? error->text : culpa_status_message(status));
    return 1;
}

/* Slices do not end with NUL: print them with their length. */
static void print_slice(struct culpa_slice s)
{
    if (s.ptr)
        printf("%.*s", (int)s.len, s.ptr);
}

static void print_statement(const struct culpa_report *report, const struct culpa_statement *s)
{
    const char *text = report->document.text.ptr; /* all spans count bytes of it */
    print_slice(report->document.id);
    printf(" %" PRIu32 "-%" PRIu32 " ", s->span.start, s->span.end);
    if (s->actor == CULPA_NONE)
        printf("(nobody named)");
    else
        print_slice(report->actors[s->actor].name);
    printf(" | %s", culpa_act_name(s->act));
    if (s->target_actor != CULPA_NONE) {
        printf(" > ");
        print_slice(report->actors[s->target_actor].name);
    }
    for (size_t i = 0; i < s->content.n; i++) /* what is said may be in pieces */
        printf(" | %.*s", (int)(s->content.at[i].end - s->content.at[i].start), text + s->content.at[i].start);
    putchar('\n');
}

/* Reads one report, prints its statements, adds its ledger to the store. */
static int take(struct run *run, const char *name, enum culpa_format format, const char *bytes, size_t len)
{
    const struct culpa_report *report; /* the reader's: good until it reads the next */
    enum culpa_addition addition;
    struct culpa_error error = {0};
    enum culpa_status status = culpa_read(run->reader, format, name, bytes, len, &report, &error);
    if (status)
        return complain(name, status, &error);
    for (size_t i = 0; i < report->n_statements; i++)
        if (report->statements[i].act != CULPA_ACT_NONE) /* a thought or a plan is no statement */
            print_statement(report, &report->statements[i]);
    status = culpa_store_add(run->store, report, false, &addition, &error);
    if (status)
        return complain(name, status, &error);
    print_slice(report->document.id);
    printf(": %s\n", culpa_addition_name(addition));
    return 0;
}

/* A whole file; the caller frees it. NULL where it cannot be read. */
static char *read_file(const char *path, size_t *len)
{
    FILE *f = fopen(path, "rb");
    char *bytes = NULL;
    long size = -1;
    if (f && !fseek(f, 0, SEEK_END) && (size = ftell(f)) >= 0 && !fseek(f, 0, SEEK_SET))
        bytes = malloc((size_t)size + 1);
    *len = size >= 0 ? (size_t)size : 0;
    if (bytes && fread(bytes, 1, *len, f) != *len) {
        free(bytes);
        bytes = NULL;
    }
    if (f)
        fclose(f);
    return bytes;
}

static int take_file(struct run *run, const char *path)
{
    size_t len, extension = strlen(path) > 6 ? strlen(path) - 6 : 0;
    char *bytes = read_file(path, &len); /* must stay in place as long as the report is used */
    int failed = 0;
    if (!bytes) {
        perror(path);
        return 1;
    }
    if (strcmp(path + extension, ".jsonl"))
        failed = take(run, path, CULPA_FORMAT_AUTO, bytes, len);
    else
        for (size_t at = 0, end; at < len; at = end + 1) { /* culpa_read() takes one report at a time */
            const char *line_end = memchr(bytes + at, '\n', len - at);
            end = line_end ? (size_t)(line_end - bytes) : len;
            if (end > at)
                failed |= take(run, path, CULPA_FORMAT_JSON, bytes + at, end - at);
        }
    free(bytes);
    return failed;
}

/* A row of an answer. Its cells end when this returns: what is needed later is copied. */
static bool print_row(void *context, const struct culpa_cell *cells, size_t n_cells)
{
    char *id = context; /* of the first incident */
    for (size_t i = 0; i < n_cells; i++) {
        if (cells[i].kind == CULPA_CELL_NONE)
            continue;
        printf("%s%s=", i ? "; " : "  ", cells[i].name);
        if (cells[i].kind == CULPA_CELL_NUMBER)
            printf("%" PRId64, cells[i].number);
        else
            print_slice(cells[i].text);
        if (id && !*id && !strcmp(cells[i].name, "id"))
            snprintf(id, 256, "%.*s", (int)cells[i].text.len, cells[i].text.ptr);
    }
    putchar('\n');
    return true; /* go on */
}

/* Which incidents are told, and who stands where on the first of them. */
static int ask(struct run *run, const char *path)
{
    char id[256] = "";
    struct culpa_question question = {.limit = 20};
    struct culpa_error error = {0};
    enum culpa_status status = culpa_store_link(run->store, false, &error); /* finds what holds across reports */
    puts("incidents:");
    if (!status)
        status = culpa_store_ask(run->store, CULPA_QUERY_INCIDENTS, &question, print_row, id, &error);
    question.id = id;
    printf("positions on %s:\n", id);
    if (!status)
        status = culpa_store_ask(run->store, CULPA_QUERY_POSITIONS, &question, print_row, NULL, &error);
    return status ? complain(path, status, &error) : 0;
}

int main(int argc, char **argv)
{
    struct run run = {0};
    struct culpa_error error = {0};
    enum culpa_status status;
    int failed = 0;
    if (argc < 4) {
        fprintf(stderr, "usage: who_said_what MODEL STORE REPORT...\n");
        return 2;
    }
    if ((status = culpa_model_open(argv[1], &run.model, &error)))
        failed = complain(argv[1], status, &error);
    else if ((status = culpa_reader_new(run.model, &run.reader))) /* one for each thread */
        failed = complain(argv[1], status, NULL);
    else if ((status = culpa_store_open(argv[2], CULPA_STORE_WRITE, &run.store, &error)))
        failed = complain(argv[2], status, &error);
    for (int i = 3; i < argc && run.store; i++)
        failed |= take_file(&run, argv[i]);
    if (run.store)
        failed |= ask(&run, argv[2]);
    culpa_store_close(run.store); /* all three pass over NULL; the model goes last */
    culpa_reader_free(run.reader);
    culpa_model_close(run.model);
    return failed;
}
