/* Furniture of plain text, a line at a time: what belongs to the page and not to the report. Precision comes first: a
 * line that might be a paragraph of the report stays. */
#include "base/utf8.h"
#include "input/input.h"

enum {
    SHORT_BYTES = 120,   /* a line of furniture by its opening words alone */
    LONG_BYTES = 400,    /* a caption, a notice */
    REPEATED_BYTES = 40, /* a line that says what an earlier one said, at least this long */
    NAME_WORDS = 8,
    LINES = 4096, /* looked back at for repeated lines: a power of two, as they are hashed */
};

/* How a line is known: what it begins with, holds or ends with (NULL: anything), and how long it may be. ASCII case is
 * not looked at. */
struct rule {
    enum culpa_furniture_kind kind;
    size_t longest;
    const char *begins, *holds, *ends;
};

static const struct rule rules[] = {
    {CULPA_FURNITURE_CREDIT, LONG_BYTES, "<", "copyright",
     ">"}, /* <span class="copyright">BERTRAND GUAY via Getty</span> */
    {CULPA_FURNITURE_MARKUP, LONG_BYTES, "<", "</", ">"},
    {CULPA_FURNITURE_MARKUP, LONG_BYTES, "<img ", NULL, NULL},
    {CULPA_FURNITURE_MARKUP, LONG_BYTES, "[caption", NULL, "]"},
    {CULPA_FURNITURE_CAPTION, LONG_BYTES, "file - ", NULL, NULL},
    {CULPA_FURNITURE_CAPTION, LONG_BYTES, "file-", NULL, NULL},
    {CULPA_FURNITURE_CAPTION, LONG_BYTES, "file -- ", NULL, NULL},
    {CULPA_FURNITURE_CAPTION, LONG_BYTES, "file \xE2\x80\x94 ", NULL, NULL},
    {CULPA_FURNITURE_CAPTION, LONG_BYTES, "file \xE2\x80\x93 ", NULL, NULL},
    {CULPA_FURNITURE_CAPTION, LONG_BYTES, "in this photo", NULL, NULL},
    {CULPA_FURNITURE_CAPTION, LONG_BYTES, "in this image", NULL, NULL},
    {CULPA_FURNITURE_CAPTION, LONG_BYTES, "this image ", NULL, NULL},
    {CULPA_FURNITURE_CAPTION, LONG_BYTES, "this undated ", NULL, NULL},
    {CULPA_FURNITURE_CAPTION, LONG_BYTES, "this handout ", NULL, NULL},
    {CULPA_FURNITURE_CAPTION, LONG_BYTES, "undated photo", NULL, NULL},
    {CULPA_FURNITURE_CAPTION, LONG_BYTES, "undated picture", NULL, NULL},
    {CULPA_FURNITURE_CAPTION, LONG_BYTES, "handout photo", NULL, NULL},
    {CULPA_FURNITURE_CAPTION, LONG_BYTES, NULL, "in this photo taken", NULL},
    {CULPA_FURNITURE_CAPTION, LONG_BYTES, NULL, "is seen in this ", NULL},
    {CULPA_FURNITURE_CAPTION, LONG_BYTES, NULL, "is seen in an undated ", NULL},
    {CULPA_FURNITURE_CAPTION, LONG_BYTES, NULL, ". photograph: ", NULL},
    {CULPA_FURNITURE_CAPTION, LONG_BYTES, "file photo", NULL, NULL},
    {CULPA_FURNITURE_CAPTION, LONG_BYTES, "file picture", NULL, NULL},
    {CULPA_FURNITURE_CAPTION, LONG_BYTES, "image caption", NULL, NULL},
    {CULPA_FURNITURE_CAPTION, LONG_BYTES, "media caption", NULL, NULL},
    {CULPA_FURNITURE_CAPTION, LONG_BYTES, NULL, "(ap photo", ")"},
    {CULPA_FURNITURE_CAPTION, LONG_BYTES, NULL, "(photo by ", ")"},
    {CULPA_FURNITURE_CAPTION, LONG_BYTES, NULL, "(photo: ", ")"},
    {CULPA_FURNITURE_CAPTION, LONG_BYTES, NULL, "(image: ", ")"},
    {CULPA_FURNITURE_CREDIT, LONG_BYTES, NULL, NULL, "via getty images"},
    {CULPA_FURNITURE_CREDIT, LONG_BYTES, NULL, NULL, "via associated press"},
    {CULPA_FURNITURE_CREDIT, LONG_BYTES, NULL, NULL, "via reuters"},
    {CULPA_FURNITURE_CREDIT, LONG_BYTES, NULL, NULL, "afp/getty images"},
    {CULPA_FURNITURE_CREDIT, LONG_BYTES, NULL, NULL, "/getty images"},
    {CULPA_FURNITURE_CREDIT, LONG_BYTES, NULL, NULL, "/shutterstock"},
    {CULPA_FURNITURE_CREDIT, SHORT_BYTES, NULL, NULL, " getty images"},
    {CULPA_FURNITURE_CREDIT, SHORT_BYTES, "photo: ", NULL, NULL},
    {CULPA_FURNITURE_CREDIT, SHORT_BYTES, "photo credit", NULL, NULL},
    {CULPA_FURNITURE_CREDIT, SHORT_BYTES, "photo by ", NULL, NULL},
    {CULPA_FURNITURE_CREDIT, SHORT_BYTES, "photograph: ", NULL, NULL},
    {CULPA_FURNITURE_CREDIT, SHORT_BYTES, "photographs: ", NULL, NULL},
    {CULPA_FURNITURE_CREDIT, SHORT_BYTES, "image: ", NULL, NULL},
    {CULPA_FURNITURE_CREDIT, SHORT_BYTES, "image credit", NULL, NULL},
    {CULPA_FURNITURE_CREDIT, SHORT_BYTES, "image source", NULL, NULL},
    {CULPA_FURNITURE_CREDIT, SHORT_BYTES, "picture: ", NULL, NULL},
    {CULPA_FURNITURE_CREDIT, SHORT_BYTES, "credit: ", NULL, NULL},
    {CULPA_FURNITURE_CREDIT, SHORT_BYTES, "\xC2\xA9 ", NULL, NULL},
    {CULPA_FURNITURE_CREDIT, SHORT_BYTES, NULL, " contributed to this report", NULL},
    {CULPA_FURNITURE_CREDIT, SHORT_BYTES, NULL, " contributed to this story", NULL},
    {CULPA_FURNITURE_LINKS, SHORT_BYTES, "read more", NULL, NULL},
    {CULPA_FURNITURE_LINKS, SHORT_BYTES, "read also", NULL, NULL},
    {CULPA_FURNITURE_LINKS, SHORT_BYTES, "also read:", NULL, NULL},
    {CULPA_FURNITURE_LINKS, SHORT_BYTES, "see also:", NULL, NULL},
    {CULPA_FURNITURE_LINKS, SHORT_BYTES, "related:", NULL, NULL},
    {CULPA_FURNITURE_LINKS, SHORT_BYTES, "related articles", NULL, NULL},
    {CULPA_FURNITURE_LINKS, SHORT_BYTES, "related stories", NULL, NULL},
    {CULPA_FURNITURE_LINKS, SHORT_BYTES, "more on this story", NULL, NULL},
    {CULPA_FURNITURE_LINKS, SHORT_BYTES, "click here", NULL, NULL},
    {CULPA_FURNITURE_LINKS, SHORT_BYTES, "watch: ", NULL, NULL},
    {CULPA_FURNITURE_LINKS, SHORT_BYTES, "listen: ", NULL, NULL},
    {CULPA_FURNITURE_NEWSLETTER, LONG_BYTES, "sign up ", "newsletter", NULL},
    {CULPA_FURNITURE_NEWSLETTER, LONG_BYTES, "sign up to ", "email", NULL},
    {CULPA_FURNITURE_NEWSLETTER, LONG_BYTES, "sign up for ", "email", NULL},
    {CULPA_FURNITURE_NEWSLETTER, LONG_BYTES, "subscribe ", "newsletter", NULL},
    {CULPA_FURNITURE_NEWSLETTER, LONG_BYTES, "get ", "in your inbox", NULL},
    {CULPA_FURNITURE_NEWSLETTER, LONG_BYTES, "get ", "to your inbox", NULL},
    {CULPA_FURNITURE_SUBSCRIPTION, SHORT_BYTES, "subscribe now", NULL, NULL},
    {CULPA_FURNITURE_SUBSCRIPTION, SHORT_BYTES, "subscribe to", NULL, NULL},
    {CULPA_FURNITURE_SUBSCRIPTION, SHORT_BYTES, "already a subscriber", NULL, NULL},
    {CULPA_FURNITURE_SUBSCRIPTION, LONG_BYTES, "subscribe ", "to continue reading", NULL},
    {CULPA_FURNITURE_SUBSCRIPTION, LONG_BYTES, "sign in ", "to continue reading", NULL},
    {CULPA_FURNITURE_SUBSCRIPTION, LONG_BYTES, "log in ", "to continue reading", NULL},
    {CULPA_FURNITURE_SUBSCRIPTION, LONG_BYTES, "register ", "to continue reading", NULL},
    {CULPA_FURNITURE_SUBSCRIPTION, SHORT_BYTES, "to continue reading", NULL, NULL},
    {CULPA_FURNITURE_COOKIES, LONG_BYTES, "we use cookies", NULL, NULL},
    {CULPA_FURNITURE_COOKIES, LONG_BYTES, "this site uses cookies", NULL, NULL},
    {CULPA_FURNITURE_COOKIES, LONG_BYTES, "this website uses cookies", NULL, NULL},
    {CULPA_FURNITURE_NOTICE, LONG_BYTES, NULL, "all rights reserved", NULL},
    {CULPA_FURNITURE_NOTICE, LONG_BYTES, "copyright ", " 20", NULL},
    {CULPA_FURNITURE_NOTICE, LONG_BYTES, "this article was originally published", NULL, NULL},
    {CULPA_FURNITURE_NOTICE, LONG_BYTES, "this article is republished", NULL, NULL},
    {CULPA_FURNITURE_NOTICE, LONG_BYTES, "follow ", " on twitter", NULL},
    {CULPA_FURNITURE_NOTICE, LONG_BYTES, "follow ", " on facebook", NULL},
    {CULPA_FURNITURE_NOTICE, SHORT_BYTES, "share this ", NULL, NULL},
    {CULPA_FURNITURE_NOTICE, 16, "share", NULL, "share"},
    {CULPA_FURNITURE_NOTICE, 16, "advertisement", NULL, NULL},
    {CULPA_FURNITURE_NOTICE, SHORT_BYTES, "story continues below", NULL, NULL},
};

static struct culpa_slice of(const char *text)
{
    return slice_of(text, strlen(text));
}

static bool ends_nocase(struct culpa_slice line, struct culpa_slice end)
{
    return line.len >= end.len && slice_eq_nocase(slice_of(line.ptr + line.len - end.len, end.len), end);
}

static bool applies(const struct rule *rule, struct culpa_slice line)
{
    return line.len <= rule->longest && (!rule->begins || slice_starts_nocase(line, of(rule->begins))) &&
           (!rule->ends || ends_nocase(line, of(rule->ends))) &&
           (!rule->holds || slice_find_nocase(line, of(rule->holds), 0) != SIZE_MAX);
}

/* "By Jane Doe and John Roe, Nairobi": names and little words, no stop. */
static bool is_byline(struct culpa_slice line)
{
    if (!slice_starts_nocase(line, SLICE("by ")) || line.len > SHORT_BYTES || strchr(".!?:\"", line.ptr[line.len - 1]))
        return false;
    size_t words = 0, names = 0;
    for (size_t at = 3; at < line.len; words++) {
        size_t end = at;
        while (end < line.len && line.ptr[end] != ' ')
            end++;
        struct culpa_slice word = slice_of(line.ptr + at, end - at);
        at = end + 1;
        if (!word.len || slice_eq_nocase(word, SLICE("and")) || slice_eq_nocase(word, SLICE("in")) ||
            slice_eq_nocase(word, SLICE("for")) || slice_eq_nocase(word, SLICE("of")) ||
            slice_eq_nocase(word, SLICE("with")))
            continue;
        size_t len;
        if (!utf8_is_upper(utf8_decode(word, 0, &len)))
            return false;
        names++;
    }
    return names >= 2 && words <= NAME_WORDS;
}

/* A caption tells what is to be seen before it says whose picture it is. */
static bool has_sentence(struct culpa_slice line)
{
    return slice_find(line, SLICE(". "), 0) != SIZE_MAX || line.len > SHORT_BYTES;
}

/* Reads backwards over one character, or over a run of digits, at the end of a line. */
static bool drop(struct culpa_slice *line, char c)
{
    bool there = line->len && line->ptr[line->len - 1] == c;
    line->len -= there;
    return there;
}

static size_t drop_digits(struct culpa_slice *line)
{
    size_t n = 0;
    while (line->len && line->ptr[line->len - 1] >= '0' && line->ptr[line->len - 1] <= '9') {
        line->len--;
        n++;
    }
    return n;
}

/* Reads backwards over one of some words with blanks between them. */
static bool drop_word(struct culpa_slice *line, struct culpa_slice words)
{
    size_t from = line->len;
    while (from && line->ptr[from - 1] != ' ')
        from--;
    struct culpa_slice word = slice_of(line->ptr + from, line->len - from);
    for (size_t at = 0, end; word.len && at < words.len; at = end + 1) {
        for (end = at; end < words.len && words.ptr[end] != ' '; end++)
            ;
        if (slice_eq_nocase(word, slice_of(words.ptr + at, end - at))) {
            line->len = from;
            return true;
        }
    }
    return false;
}

/* Agencies end a caption with the full date of the picture: "Rescuers carry a coffin in Port Selway, Sudland, Oct. 22,
 * 2015." A report writes "on Oct. 22, 2015". */
static bool is_dated_caption(struct culpa_slice line)
{
    static const char months[] = "january jan february feb march april may june july august aug september sept sep "
                                 "october oct november nov december dec";
    static const char days[] = "monday, tuesday, wednesday, thursday, friday, saturday, sunday, monday tuesday "
                               "wednesday thursday friday saturday sunday";
    if (line.len > LONG_BYTES || slice_find(line, SLICE(" said"), 0) != SIZE_MAX ||
        slice_find(line, SLICE(" told "), 0) != SIZE_MAX)
        return false;
    drop(&line, '.');
    if (drop_digits(&line) != 4 || !drop(&line, ' '))
        return false;
    drop(&line, ',');
    size_t day = drop_digits(&line);
    if (day < 1 || day > 2 || !drop(&line, ' '))
        return false;
    drop(&line, '.');
    if (!drop_word(&line, SLICE(months)) || !drop(&line, ' '))
        return false;
    if (drop_word(&line, SLICE(days)))
        return drop(&line, ' ');
    return drop(&line, ',');
}

bool input_line_is_furniture(struct culpa_slice line, enum culpa_furniture_kind *kind)
{
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (applies(&rules[i], line)) {
            *kind = rules[i].kind;
            if (*kind == CULPA_FURNITURE_CREDIT && line.ptr[0] != '<' && has_sentence(line))
                *kind = CULPA_FURNITURE_CAPTION;
            return true;
        }
    bool dated = is_dated_caption(line);
    if (!dated && !is_byline(line))
        return false;
    *kind = dated ? CULPA_FURNITURE_CAPTION : CULPA_FURNITURE_BYLINE;
    return true;
}

struct seen {
    struct culpa_slice lines[LINES];
};

/* Remembers the line; true where an equal one came before. */
static bool is_repeated(struct seen *seen, struct culpa_slice line)
{
    if (line.len < REPEATED_BYTES)
        return false;
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < line.len; i++)
        hash = (hash ^ (unsigned char)line.ptr[i]) * 16777619u;
    struct culpa_slice *slot = &seen->lines[hash % LINES];
    bool repeated = slice_eq(*slot, line);
    *slot = line;
    return repeated;
}

enum culpa_status input_find_furniture(struct arena *arena, struct culpa_document *document)
{
    struct culpa_slice text = document->text;
    struct VEC(struct culpa_furniture) found = {0};
    struct seen *seen = ARENA_NEW(arena, struct seen);
    if (!seen)
        return CULPA_NO_MEMORY;
    size_t next;
    for (size_t from = 0; from < text.len; from = next) {
        const char *end = memchr(text.ptr + from, '\n', text.len - from);
        next = end ? (size_t)(end - text.ptr) + 1 : text.len;
        struct culpa_slice line = slice_trim(slice_of(text.ptr + from, next - from));
        struct culpa_furniture f = {CULPA_FURNITURE_CAPTION, {0, 0}};
        if (!line.len || !(input_line_is_furniture(line, &f.kind) || is_repeated(seen, line)))
            continue;
        if (f.kind == CULPA_FURNITURE_BYLINE && !document->byline.len)
            document->byline = slice_trim(slice_of(line.ptr + 3, line.len - 3));
        f.span.start = (uint32_t)(line.ptr - text.ptr);
        f.span.end = f.span.start + (uint32_t)line.len;
        if (!VEC_PUSH(arena, &found, f))
            return CULPA_NO_MEMORY;
    }
    document->furniture = found.at;
    document->n_furniture = found.n;
    return CULPA_OK;
}
