/* check_incidents RULE LINES KNOWN: what the words of a text tell of, as lines that anyone can add to.
 *
 * A line is TEXT<TAB>WANTED. In the text names are marked as the tagger would find them: <L:Ashby> (P person,
 * O organisation, L place, F facility), and <A:police> for an actor that is no name; persons and organisations are
 * actors too. The text is read as published on Wednesday, 2024-05-15, or on a day that is not known where it begins
 * with "(undated) ". RULE says what is wanted, - for nothing:
 *   types        the types of each incident: "shooting, other | fire"
 *   roles        who did it, what and who was hit: "by [gunmen] target [bank] victim [Ada Brandt] with [bomb]"
 *   when         the date of each incident, ? where none is asserted: "2024-05-13 | ?"
 *   where        its venue in brackets, place, region, country, and coordinates: "[bank] Conyers, US 33.6676 -84.0177"
 *   spans        the clause that each incident is first told in: "A bomb exploded at 8:30 a.m. | ..."
 *   blames       whether <T:Dolan>, whom the last sentence accuses, is one who is said to have done it: "yes"
 *   proceedings  each step, with the words for whom it befalls and the offence: "charge [Leo Brandt] {murder} | ..."
 * KNOWN holds lines that fail today. One that passes is reported, and fails the test until it is moved. */
#include "incident/scene.h"
#include "lines.h"
#include "time/time.h"

enum { MOST_NAMES = 16 };

struct line {
    char bytes[LINES_BYTES];
    size_t n, n_names, n_actors;
    bool undated;
    struct culpa_name names[MOST_NAMES];
    struct culpa_actor actors[MOST_NAMES];
    struct culpa_span mentions[MOST_NAMES];
    struct culpa_span accused; /* [0, 0) where nobody is */
    struct culpa_span content;
    struct culpa_statement statement;
};

static void close_mark(struct line *line, char letter, struct culpa_span span)
{
    if (letter != 'A' && letter != 'T')
        line->names[line->n_names++] = (struct culpa_name){letter == 'P'   ? CULPA_NAME_PERSON
                                                           : letter == 'O' ? CULPA_NAME_ORGANISATION
                                                           : letter == 'F' ? CULPA_NAME_FACILITY
                                                                           : CULPA_NAME_PLACE,
                                                           span};
    if (letter == 'T') {
        line->accused = span;
        line->statement.target_actor = (uint32_t)line->n_actors;
    }
    if (letter == 'A' || letter == 'P' || letter == 'O' || letter == 'T') {
        line->mentions[line->n_actors] = span;
        line->actors[line->n_actors] = (struct culpa_actor){.mentions = {&line->mentions[line->n_actors], 1}};
        line->n_actors++;
    }
}

static const char UNDATED[] = "(undated) ";

static void unmark(struct line *line, const char *from)
{
    char letter = '\0';
    uint32_t start = 0;
    memset(line, 0, sizeof *line);
    line->undated = strncmp(from, UNDATED, strlen(UNDATED)) == 0;
    from += line->undated ? strlen(UNDATED) : 0;
    for (; *from && line->n < LINES_BYTES; from++) {
        if (*from == '<' && line->n_names + line->n_actors < MOST_NAMES) {
            letter = from[1];
            start = (uint32_t)line->n;
            from += 2;
        } else if (*from == '>' && letter) {
            close_mark(line, letter, (struct culpa_span){start, (uint32_t)line->n});
            letter = '\0';
        } else {
            line->bytes[line->n++] = *from;
        }
    }
}

/* The accusation of the last sentence: all behind whom it names is its content, or only whom it names. */
static void accuse(struct line *line)
{
    uint32_t end = (uint32_t)line->n - 1, from = line->accused.start;
    while (from >= 2 && !(line->bytes[from - 2] == '.' && line->bytes[from - 1] == ' '))
        from--;
    from = from >= 2 ? from : 0;
    line->content = line->accused.end + 1 < end ? (struct culpa_span){line->accused.end + 1, end} : line->accused;
    line->statement.actor = line->statement.re = line->statement.inside = line->statement.about = CULPA_NONE;
    line->statement.act = CULPA_ACT_ACCUSE;
    line->statement.mode = CULPA_MODE_INDIRECT;
    line->statement.span = (struct culpa_span){from, end};
    line->statement.target = (struct culpa_spans){&line->accused, 1};
    line->statement.content = (struct culpa_spans){&line->content, 1};
}

static void put_blames(const struct culpa_report *report, struct buf *got)
{
    for (size_t i = 0; i < report->n_incidents; i++)
        for (size_t k = 0; k < report->incidents[i].n_perpetrators; k++)
            if (report->incidents[i].perpetrators[k].n_statements)
                buf_addf(got, "%syes", got->len ? " | " : "");
}

static void put_spans(const struct culpa_report *report, struct buf *got)
{
    for (size_t i = 0; i < report->n_incidents; i++) {
        struct culpa_slice words = slice_span(report->document.text, report->incidents[i].span);
        buf_addf(got, "%s%.*s", i ? " | " : "", (int)words.len, words.ptr);
    }
}

static void put_types(const struct culpa_report *report, struct buf *got)
{
    for (size_t i = 0; i < report->n_incidents; i++) {
        bool first = true;
        buf_add_str(got, i ? " | " : "");
        for (int type = 0; type <= CULPA_INCIDENT_OTHER; type++)
            if (report->incidents[i].types >> type & 1) {
                buf_add_str(got, first ? "" : ", ");
                buf_add_str(got, culpa_incident_type_name((enum culpa_incident_type)type));
                first = false;
            }
    }
}

static void put_words(const struct culpa_report *report, struct buf *got, const char *role, struct culpa_span span)
{
    struct culpa_slice words = slice_span(report->document.text, span);
    buf_addf(got, "%s%s [%.*s]", got->len ? " " : "", role, (int)words.len, words.ptr);
}

static void put_roles(const struct culpa_report *report, struct buf *got)
{
    for (size_t i = 0; i < report->n_incidents; i++) {
        const struct culpa_incident *incident = &report->incidents[i];
        for (size_t k = 0; k < incident->n_perpetrators; k++)
            put_words(report, got, "by", incident->perpetrators[k].span);
        for (size_t k = 0; k < incident->targets.n; k++)
            put_words(report, got, "target", incident->targets.at[k]);
        for (size_t k = 0; k < incident->victims.n; k++)
            put_words(report, got, "victim", incident->victims.at[k]);
        for (size_t k = 0; k < incident->weapons.n; k++)
            put_words(report, got, "with", incident->weapons.at[k]);
    }
}

static void put_when(const struct culpa_report *report, struct buf *got)
{
    for (size_t i = 0; i < report->n_incidents; i++) {
        struct culpa_slice when = report->incidents[i].when;
        buf_addf(got, "%s%.*s", i ? " | " : "", when.len ? (int)when.len : 1, when.len ? when.ptr : "?");
    }
}

static void put_where(const struct culpa_report *report, struct buf *got)
{
    for (size_t i = 0; i < report->n_incidents; i++) {
        const struct culpa_where *w = &report->incidents[i].where;
        const struct culpa_slice names[] = {w->place, w->region, w->country};
        const char *between = w->venue.len ? " " : "";
        buf_add_str(got, i ? " | " : "");
        if (w->venue.len)
            buf_addf(got, "[%.*s]", (int)w->venue.len, w->venue.ptr);
        for (size_t k = 0; k < sizeof names / sizeof *names; k++)
            if (names[k].len) {
                buf_addf(got, "%s%.*s", between, (int)names[k].len, names[k].ptr);
                between = ", ";
            }
        buf_add_str(got, *between ? "" : "?");
        if (w->located)
            buf_addf(got, " %.4f %.4f", w->latitude, w->longitude);
    }
}

static enum culpa_status put_proceedings(struct arena *arena, const struct text *text, struct culpa_report *report,
                                         struct buf *got)
{
    struct incident_scene scene = {.arena = arena, .scratch = arena, .text = text, .report = report};
    struct incident_proceedings found = {0};
    enum culpa_status status = incident_scan(&scene);
    if (!status)
        status = incident_find_proceedings(&scene, &found);
    for (size_t i = 0; i < found.n && !status; i++) {
        const struct culpa_proceeding *p = &found.at[i];
        buf_addf(got, "%s%s", i ? " | " : "", culpa_proceeding_name(p->act));
        if (p->party.len)
            buf_addf(got, " [%.*s]", (int)p->party.len, p->party.ptr);
        if (p->offence.len)
            buf_addf(got, " {%.*s}", (int)p->offence.len, p->offence.ptr);
    }
    return status;
}

static enum culpa_status read_line(struct line *line, const char *rule, struct arena *arena, struct buf *got)
{
    static const struct culpa_slice PIECES = {"[PAD]\n[UNK]\n[CLS]\n[SEP]\n", 24};
    struct text_vocabulary *vocabulary = NULL;
    struct text text = {0};
    struct time_expressions times = {0};
    struct culpa_report report = {.document = {.text = slice_of(line->bytes, line->n),
                                               .published = line->undated ? SLICE("") : SLICE("2024-05-15")},
                                  .names = line->names,
                                  .n_names = line->n_names,
                                  .actors = line->actors,
                                  .n_actors = line->n_actors};
    struct arena scratch;
    arena_init(&scratch, (size_t)16 << 20);
    enum culpa_status status = text_vocabulary_new(PIECES, &vocabulary);
    if (!status)
        status = text_split(arena, vocabulary, report.document.text, NULL, 0, &text);
    if (!status)
        status = time_find(arena, &scratch, &text, report.document.published, &times, &report.time_anchor);
    report.times = times.at;
    report.n_times = times.n;
    if (!status && strcmp(rule, "proceedings") != 0) {
        if (line->accused.end) {
            accuse(line);
            report.statements = &line->statement;
            report.n_statements = 1;
        }
        status = incident_find(arena, &scratch, &text, NULL, &line->statement, &report);
        if (strcmp(rule, "when") == 0)
            put_when(&report, got);
        else if (strcmp(rule, "where") == 0)
            put_where(&report, got);
        else if (strcmp(rule, "roles") == 0)
            put_roles(&report, got);
        else if (strcmp(rule, "spans") == 0)
            put_spans(&report, got);
        else if (strcmp(rule, "blames") == 0)
            put_blames(&report, got);
        else
            put_types(&report, got);
    } else if (!status) {
        status = put_proceedings(arena, &text, &report, got);
    }
    if (!got->len)
        buf_add_str(got, "-");
    arena_release(&scratch);
    text_vocabulary_free(vocabulary);
    return status;
}

static bool passes(void *rule, char *line, struct buf *got, const char **wanted)
{
    static struct line marked;
    char *tab = strchr(line, '\t');
    struct arena arena;
    buf_clear(got);
    *wanted = "(two columns)";
    if (!tab)
        return false;
    *tab = '\0';
    *wanted = tab + 1;
    unmark(&marked, line);
    arena_init(&arena, (size_t)16 << 20);
    enum culpa_status status = read_line(&marked, rule, &arena, got);
    bool same = !status && slice_eq(slice_of(got->ptr, got->len), slice_of(*wanted, strlen(*wanted)));
    arena_release(&arena);
    return same;
}

int main(int argc, char **argv)
{
    static const char *const RULES[] = {"types", "roles", "when", "where", "proceedings", "spans", "blames"};
    bool known = false;
    for (size_t i = 0; i < sizeof RULES / sizeof *RULES && argc == 4; i++)
        known |= strcmp(argv[1], RULES[i]) == 0;
    if (!known)
        return 2;
    return lines_main(argv[2], argv[3], passes, argv[1]);
}
