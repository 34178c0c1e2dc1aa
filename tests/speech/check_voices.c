/* check_voices RULE LINES KNOWN: what the words of a statement say, as lines of text that anyone can add to. voices:
 * who speaks and at whom it is aimed; acts: what kind of act it is; leanings: towards which acts what is said leans.
 *
 * A line is ACT<TAB>TEXT<TAB>STATEMENTS. In the text the pieces of one statement are marked as the taggers would find
 * them: [source], /cue/, {content}, and names <P:Ana Ruiz> (P person, O organisation, L place). Wanted of voices
 * are the statements that the words make of it, "source > target", a bar between them, - for nobody; of acts the act
 * that the words make of the one given; of leanings the acts in the order of the enumeration, commas between them.
 * KNOWN holds lines that fail today. One that passes is reported, and fails the test until it is moved. */
#include "lines.h"
#include "speech/speech.h"

enum { MOST_NAMES = 16 };

struct line {
    char bytes[LINES_BYTES];
    size_t n, n_names;
    struct culpa_name names[MOST_NAMES];
    struct culpa_span source, cue, content;
};

static enum culpa_name_kind kind_of(char letter)
{
    return letter == 'P' ? CULPA_NAME_PERSON : letter == 'L' ? CULPA_NAME_PLACE : CULPA_NAME_ORGANISATION;
}

static void unmark(struct line *line, const char *from)
{
    bool in_cue = false;
    *line = (struct line){0};
    for (; *from && line->n < LINES_BYTES; from++) {
        uint32_t at = (uint32_t)line->n;
        if (*from == '[')
            line->source.start = at;
        else if (*from == ']')
            line->source.end = at;
        else if (*from == '{')
            line->content.start = at;
        else if (*from == '}')
            line->content.end = at;
        else if (*from == '/') {
            *(in_cue ? &line->cue.end : &line->cue.start) = at;
            in_cue = !in_cue;
        } else if (*from == '<' && line->n_names < MOST_NAMES) {
            line->names[line->n_names] = (struct culpa_name){kind_of(from[1]), {at, at}};
            from += 2;
        } else if (*from == '>' && line->n_names < MOST_NAMES)
            line->names[line->n_names++].span.end = at;
        else
            line->bytes[line->n++] = *from;
    }
}

static struct culpa_spans one(const struct culpa_span *span)
{
    return (struct culpa_spans){span, span->end > span->start ? 1 : 0};
}

static void put(struct buf *got, const struct line *line, struct culpa_spans spans)
{
    struct culpa_slice text = slice_of(line->bytes, line->n);
    buf_add(got, spans.n ? slice_span(text, spans.at[0]) : SLICE("-"));
}

static enum culpa_status read_line(const struct line *line, const char *rule, enum culpa_act act, struct arena *arena,
                                   struct buf *got)
{
    static const struct culpa_slice PIECES = {"[PAD]\n[UNK]\n[CLS]\n[SEP]\n", 24};
    struct text_vocabulary *vocabulary = NULL;
    struct text text = {0};
    struct speech_statements statements = {0};
    struct culpa_statement s = {.actor = CULPA_NONE, .inside = CULPA_NONE, .about = CULPA_NONE, .act = act};
    enum culpa_status status = text_vocabulary_new(PIECES, &vocabulary);
    if (!status)
        status = text_split(arena, vocabulary, slice_of(line->bytes, line->n), NULL, 0, &text);
    s.source = one(&line->source);
    s.cue = one(&line->cue);
    s.content = one(&line->content);
    if (strcmp(rule, "acts") == 0) {
        if (!status)
            buf_add_str(got, culpa_act_name(speech_act_of_words(&text, s.cue, s.content, act)));
        text_vocabulary_free(vocabulary);
        return status;
    }
    if (strcmp(rule, "leanings") == 0) {
        uint32_t acts = status
                            ? 0
                            : speech_leanings_of(&text, (struct text_range){text_token_at(&text, line->content.start),
                                                                            text_token_at(&text, line->content.end)});
        for (int a = 0; a < CULPA_ACT_NONE; a++)
            if (acts >> a & 1) {
                buf_add_str(got, got->len ? ", " : "");
                buf_add_str(got, culpa_act_name((enum culpa_act)a));
            }
        text_vocabulary_free(vocabulary);
        return status;
    }
    if (!status && !VEC_PUSH(arena, &statements, s))
        status = CULPA_NO_MEMORY;
    if (!status)
        status = speech_find_speakers(arena, &text, line->names, line->n_names, &statements);
    if (!status)
        status = speech_aim_by_words(arena, &text, line->names, line->n_names, &statements);
    if (!status)
        status = speech_split_voices(arena, &text, line->names, line->n_names, &statements);
    for (size_t i = 0; i < statements.n && !status; i++) {
        buf_add_str(got, i ? " | " : "");
        put(got, line, statements.at[i].source);
        buf_add_str(got, " > ");
        put(got, line, statements.at[i].target);
    }
    text_vocabulary_free(vocabulary);
    return status;
}

static enum culpa_act act_of(const char *name)
{
    for (int act = 0; act < CULPA_ACT_NONE; act++)
        if (strcmp(culpa_act_name((enum culpa_act)act), name) == 0)
            return (enum culpa_act)act;
    return CULPA_ACT_NONE;
}

static bool passes(void *rule, char *line, struct buf *got, const char **wanted)
{
    static struct line marked;
    char *text = strchr(line, '\t'), *expected = text ? strchr(text + 1, '\t') : NULL;
    struct arena arena;
    buf_clear(got);
    *wanted = "(three columns)";
    if (!expected)
        return false;
    *text++ = *expected++ = '\0';
    *wanted = expected;
    unmark(&marked, text);
    arena_init(&arena, (size_t)16 << 20);
    enum culpa_status status = read_line(&marked, rule, act_of(line), &arena, got);
    arena_release(&arena);
    return !status && slice_eq(slice_of(got->ptr, got->len), slice_of(expected, strlen(expected)));
}

int main(int argc, char **argv)
{
    return argc == 4 ? lines_main(argv[2], argv[3], passes, argv[1]) : 2;
}
