/* The headline of a text that is no page: its title, where it has none of its own, and furniture where the text repeats
 * it. */
#include "base/utf8.h"
#include "input/input.h"

enum {
    SENTENCE_WORDS = 8,
    TITLE_WORDS = 30,
    TITLE_BYTES = 250,
    SHORTEST = 15,
    LONGER_WORD = 5,
    NARROWEST = 45,
    WIDEST = 100
};

/* Does the line behind this break go on in another one, with no stop between? Lines of hard-wrapped text do:
 * "LUND, 4 FEB 90 -- THE ARMY OF THE NORTH\nDENIED TODAY THAT ITS MEN HAD BLOWN UP\nTHE BRIDGE." */
static bool is_wrapped(struct culpa_slice rest)
{
    const char *next = rest.ptr + 1, *stop = rest.ptr + rest.len;
    const char *end = next < stop ? memchr(next, '\n', (size_t)(stop - next)) : NULL;
    if (!end || end + 1 >= stop)
        return false;
    struct culpa_slice line = slice_trim(slice_of(next, (size_t)(end - next)));
    /* a byline or a heading is shorter, a paragraph longer */
    if (line.len < NARROWEST || line.len > WIDEST)
        return false;
    return end[1] != '\n' && end[1] != '\r' && !strchr(".!?:;\"'", line.ptr[line.len - 1]) &&
           (unsigned char)line.ptr[line.len - 1] < 0x80;
}

/* The first line of a plain text is its title where it is short, ends without a stop, and more follows. */
struct culpa_slice input_find_title(struct culpa_slice text)
{
    size_t from = 0, words = 0;
    if (slice_starts(text, SLICE("\xEF\xBB\xBF")))
        from = 3;
    while (from < text.len && (unsigned char)text.ptr[from] <= ' ')
        from++;
    const char *end = text.len > from ? memchr(text.ptr + from, '\n', text.len - from) : NULL;
    if (!end)
        return (struct culpa_slice){0};
    struct culpa_slice line = slice_trim(slice_of(text.ptr + from, (size_t)(end - text.ptr) - from));
    for (size_t i = 0; i < line.len; i++)
        words += line.ptr[i] == ' ';
    char last = line.len ? line.ptr[line.len - 1] : '.';
    /* The rest of a headline is no paragraph: "KABUL (Reuters) -" begins a story; so does a line that goes on below it.
     */
    struct culpa_slice rest = slice_of(end, text.len - (size_t)(end - text.ptr));
    bool more = slice_starts(rest, SLICE("\n\n")) || slice_starts(rest, SLICE("\n\r\n")) ||
                (slice_trim(rest).len > 2 * line.len && slice_find(slice_trim(rest), SLICE("\n"), 0) != SIZE_MAX);
    if (!line.len || line.len > TITLE_BYTES || words >= TITLE_WORDS || strchr(".,;:-", last) || !more ||
        is_wrapped(rest))
        return (struct culpa_slice){0};
    return line;
}

/* Two letters or more, all upper case; marks do not count: "CAIRO", "PENTAGON/WASHINGTON". */
static bool is_capitals(struct culpa_slice word)
{
    size_t letters = 0;
    for (size_t at = 0, len; at < word.len; at += len) {
        uint32_t code = utf8_decode(word, at, &len);
        if (utf8_is_lower(code) || utf8_is_digit(code))
            return false;
        letters += utf8_is_upper(code);
    }
    return letters >= 2;
}

/* No sentence ends in it, and nearly all its longer words begin with a capital. */
static bool is_title_case(struct culpa_slice s)
{
    size_t longer = 0, capital = 0;
    if (slice_find(s, SLICE(". "), 0) != SIZE_MAX || strchr(".!,;", s.ptr[s.len - 1]))
        return false;
    for (size_t at = 0; at < s.len;) {
        size_t from = at, len;
        while (at < s.len && s.ptr[at] != ' ')
            at++;
        if (at - from >= LONGER_WORD) {
            longer++;
            capital += !utf8_is_lower(utf8_decode(s, from, &len));
        }
        at++;
    }
    return longer >= 3 && capital * 10 >= longer * 9;
}

/* "Father Pleads for Captured Pilot CAIRO - The father ...": where line breaks were lost, the headline runs into the
 * dateline. Its length in bytes, 0 where the first line does not begin so. */
static size_t glued_headline(struct culpa_slice line)
{
    static const char *const dashes[] = {" \xE2\x80\x94 ", " \xE2\x80\x93 ", " -- ", " - "};
    size_t dash = SIZE_MAX;
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++) {
        size_t hit = slice_find(line, slice_of(dashes[i], strlen(dashes[i])), 0);
        dash = hit < dash ? hit : dash;
    }
    if (dash > TITLE_BYTES)
        return 0;
    size_t end = dash; /* of the headline: behind it stand only the capitals of the dateline */
    for (size_t at = dash; at > 0;) {
        size_t from = at;
        while (from > 0 && line.ptr[from - 1] != ' ')
            from--;
        if (!is_capitals(slice_of(line.ptr + from, at - from)))
            break;
        end = from;
        at = from ? from - 1 : 0;
    }
    struct culpa_slice head = slice_trim(slice_of(line.ptr, end));
    return end < dash && head.len >= SHORTEST && is_title_case(head) ? head.len : 0;
}

/* Feeds without headlines give the first sentence as the title: "Premier Ana Ruiz said the port would open." It is
 * read. A headline may end in a question mark or an abbreviation of few words, not in the stop of a sentence. */
static bool is_sentence(struct culpa_slice line)
{
    size_t words = 1;
    for (size_t i = 0; i < line.len; i++)
        words += line.ptr[i] == ' ';
    return words >= SENTENCE_WORDS && line.ptr[line.len - 1] == '.' && line.ptr[line.len - 2] != '.';
}

enum culpa_status input_mark_title(struct arena *arena, struct culpa_document *document)
{
    struct culpa_slice text = document->text, first = slice_trim(text), title = slice_trim(document->title);
    const char *line_end = memchr(first.ptr, '\n', first.len);
    struct culpa_slice line = slice_trim(slice_of(first.ptr, line_end ? (size_t)(line_end - first.ptr) : first.len));
    size_t n = !title.len || !slice_eq(line, title) ? glued_headline(line) : is_sentence(line) ? 0 : title.len;
    if (!n)
        return CULPA_OK;
    size_t start = (size_t)(first.ptr - text.ptr), end = start + n;
    struct culpa_furniture *all = ARENA_ARRAY(arena, struct culpa_furniture, document->n_furniture + 1);
    if (!all)
        return CULPA_NO_MEMORY;
    all[0] = (struct culpa_furniture){CULPA_FURNITURE_HEADLINE, {(uint32_t)start, (uint32_t)end}};
    if (document->n_furniture)
        memcpy(all + 1, document->furniture, document->n_furniture * sizeof *all);
    document->furniture = all;
    document->n_furniture++;
    return CULPA_OK;
}
