/* check_figures LINES KNOWN: the counts of people in a sentence, as lines of text that anyone can add to.
 *
 * A line is SENTENCE<TAB>FIGURES. A figure is "WHAT LOW HIGH [QUALIFIER] BREAKDOWN", * for an open end, the words in
 * brackets and behind them left out where the text has none; "total" in front of what belongs to no incident. "; "
 * between figures, - for none. KNOWN holds lines that fail today. One that passes is reported, and fails the test until
 * it is moved. */
#include "incident/incident.h"
#include "lines.h"

static void put_bound(struct buf *got, uint32_t bound)
{
    char number[16];
    snprintf(number, sizeof number, " %u", bound);
    buf_add_str(got, bound == CULPA_NONE ? " *" : number);
}

static void put(struct buf *got, const struct incident_figure *found)
{
    const struct culpa_figure *figure = &found->figure;
    buf_add_str(got, got->len ? "; " : "");
    buf_add_str(got, found->total ? "total " : "");
    buf_add_str(got, culpa_figure_name(figure->what));
    put_bound(got, figure->low);
    put_bound(got, figure->high);
    if (figure->qualifier.len) {
        buf_add_str(got, " [");
        buf_add(got, figure->qualifier);
        buf_add_str(got, "]");
    }
    if (figure->breakdown.len) {
        buf_add_str(got, " ");
        buf_add(got, figure->breakdown);
    }
}

static enum culpa_status read_line(struct culpa_slice line, struct arena *arena, struct arena *scratch, struct buf *got)
{
    static const struct culpa_slice PIECES = {"[PAD]\n[UNK]\n[CLS]\n[SEP]\n", 24};
    static const struct culpa_report REPORT = {0};
    struct text_vocabulary *vocabulary = NULL;
    struct text text = {0};
    struct incident_figures figures = {0};
    enum culpa_status status = text_vocabulary_new(PIECES, &vocabulary);
    if (!status)
        status = text_split(arena, vocabulary, line, NULL, 0, &text);
    if (!status)
        status = incident_figures(arena, scratch, &text, &REPORT, &figures);
    for (size_t i = 0; i < figures.n && !status; i++)
        put(got, &figures.at[i]);
    if (!figures.n)
        buf_add_str(got, "-");
    text_vocabulary_free(vocabulary);
    return status;
}

static bool passes(void *unused, char *line, struct buf *got, const char **wanted)
{
    (void)unused;
    char *expected = strchr(line, '\t');
    struct arena arena, scratch;
    buf_clear(got);
    *wanted = "(two columns)";
    if (!expected)
        return false;
    *expected++ = '\0';
    *wanted = expected;
    arena_init(&arena, (size_t)16 << 20);
    arena_init(&scratch, (size_t)16 << 20);
    enum culpa_status status = read_line(slice_of(line, strlen(line)), &arena, &scratch, got);
    arena_release(&scratch);
    arena_release(&arena);
    return !status && slice_eq(slice_of(got->ptr, got->len), slice_of(expected, strlen(expected)));
}

int main(int argc, char **argv)
{
    return argc == 3 ? lines_main(argv[1], argv[2], passes, NULL) : 2;
}
