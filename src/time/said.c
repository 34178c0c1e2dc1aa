/* When something was said: the day, month or year that stands with the cue.
 *
 * "told reporters on Friday", "in March the ministry announced", "said late Sunday"; and "he added" right behind it. */
#include <stdio.h>

#include "time/calendar.h"
#include "time/time.h"

enum {
    WORDS_BEHIND = 6,
    WORDS_BEFORE = 6,
    WORDS_OPENING = 24,
    FULL_DATE = 10 /* 1998-02-19 */,
    WEEK = 8 /* 1998-W08 */
};
enum {
    NEAR_BYTES = 200,  /* more than so few words take */
    NEAR_ENOUGH = 300, /* a sentence or two between two statements */
    SAID_BETWEEN = 3,  /* statements of others */
};

bool time_names_day(struct culpa_slice text, const struct culpa_time *time)
{
    static const char *const DAYS[] = {"day", "yester", "tomorrow", "tonight", "this ", "last ", "jan", "feb", "mar",
                                       "apr", "may",    "jun",      "jul",     "aug",   "sep",   "oct", "nov", "dec"};
    struct culpa_slice words = slice_span(text, time->span);
    bool named = time->type != CULPA_TIME_TIME;
    for (size_t i = 0; i < sizeof DAYS / sizeof *DAYS && !named; i++)
        named = slice_find_nocase(words, slice_of(DAYS[i], strlen(DAYS[i])), 0) != SIZE_MAX;
    return named;
}

static uint32_t digits_at(struct culpa_slice s, size_t from, size_t n)
{
    uint32_t value = 0;
    for (size_t i = from; i < from + n; i++) {
        if (i >= s.len || s.ptr[i] < '0' || s.ptr[i] > '9')
            return 0;
        value = 10 * value + (uint32_t)(s.ptr[i] - '0');
    }
    return value;
}

struct culpa_slice time_week(struct arena *arena, struct culpa_slice value)
{
    uint32_t year = digits_at(value, 0, 4), week = digits_at(value, 6, 2);
    struct calendar_date fourth = {(int)year, 1, 4}; /* always in week 1 */
    if (!slice_starts(slice_of(value.ptr + 4, value.len < 8 ? 0 : 2), SLICE("-W")) || !week || !calendar_valid(fourth))
        return (struct culpa_slice){NULL, 0};
    int32_t monday = calendar_number(fourth) - (calendar_weekday(fourth) - 1) + 7 * (int32_t)(week - 1);
    struct calendar_date a = calendar_of_number(monday), b = calendar_of_number(monday + 6);
    char text[48];
    int n =
        snprintf(text, sizeof text, "%04d-%02d-%02d/%04d-%02d-%02d", a.year, a.month, a.day, b.year, b.month, b.day);
    return arena_copy(arena, slice_of(text, (size_t)n));
}

/* The day, week, month or year of a time, empty where it is none of these: "PRESENT_REF". */
static struct culpa_slice calendar_of(struct arena *arena, const struct culpa_time *t)
{
    const struct culpa_slice none = {NULL, 0};
    if (t->type == CULPA_TIME_DATE && t->value.len == WEEK && t->value.ptr[5] == 'W')
        return time_week(arena, t->value);
    size_t n = t->value.len < FULL_DATE ? t->value.len : FULL_DATE;
    if ((t->type != CULPA_TIME_DATE && t->type != CULPA_TIME_TIME) || (n != FULL_DATE && n != 7 && n != 4))
        return none;
    for (size_t i = 0; i < n; i++) {
        char c = t->value.ptr[i];
        if (i == 4 || i == 7 ? c != '-' : c < '0' || c > '9')
            return none;
    }
    return slice_of(t->value.ptr, n);
}

static bool overlaps(struct culpa_span a, struct culpa_span b)
{
    return a.start < b.end && b.start < a.end;
}

/* "U.S. officials", "Sen. Ruiz": a full stop that ends no sentence. */
static bool is_abbreviated(struct culpa_slice gap, size_t stop)
{
    static const char *const TITLES[] = {"Mr",  "Mrs", "Ms",  "Dr",  "Sen",  "Rep",  "Gen",  "Col",  "Lt",
                                         "Sgt", "Gov", "St",  "Maj", "Capt", "Rev",  "Prof", "Sept", "Jan",
                                         "Feb", "Aug", "Oct", "Nov", "Dec",  "Brig", "Adm",  "Cmdr"};
    size_t from = stop;
    while (from && gap.ptr[from - 1] != ' ' && gap.ptr[from - 1] != '.')
        from--;
    struct culpa_slice word = slice_of(gap.ptr + from, stop - from);
    bool letter = word.len == 1 && word.ptr[0] >= 'A' && word.ptr[0] <= 'Z';
    for (size_t i = 0; i < sizeof TITLES / sizeof *TITLES && !letter; i++)
        letter = slice_eq(word, slice_of(TITLES[i], strlen(TITLES[i])));
    return letter;
}

/* Words between the cue and the time, UINT32_MAX where a sentence or line ends between them. */
static uint32_t words_between(struct culpa_slice gap)
{
    uint32_t n = 0;
    for (size_t i = 0; i < gap.len; i++) {
        unsigned char c = (unsigned char)gap.ptr[i];
        bool ends = c == '.' || c == ';' || c == '!' || c == '?';
        if (c == '\n' || (ends && i + 1 < gap.len && gap.ptr[i + 1] == ' ' && !(c == '.' && is_abbreviated(gap, i))))
            return UINT32_MAX;
        bool word = c >= '0' && (c | 0x20) != '[' && c != ':' && c != '<' && c != '>' && c != '=';
        bool before = i > 0 && (unsigned char)gap.ptr[i - 1] >= '0';
        n += word && !before;
    }
    return n;
}

/* The first of the times, which are in order, that is not far before an offset. */
static size_t first_near(const struct culpa_time *times, size_t n, uint32_t offset)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if ((size_t)times[middle].span.end + NEAR_BYTES < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool stands_before(struct culpa_slice text, uint32_t offset, const char *word)
{
    size_t n = strlen(word);
    return offset >= n && slice_eq_nocase(slice_of(text.ptr + offset - n, n), slice_of(word, n));
}

/* "described Monday's strike", "under a 1960 pact", "who fled on Monday, said": the time is that of something else. */
static bool is_of_another(struct culpa_slice text, const struct culpa_time *t)
{
    struct culpa_slice words = slice_span(text, t->span),
                       behind = slice_of(text.ptr + t->span.end, text.len - t->span.end);
    if (slice_starts(behind, SLICE("'s")) || slice_starts(behind, SLICE("\xe2\x80\x99s")))
        return true;
    bool dated = t->value.len >= FULL_DATE || slice_starts_nocase(words, SLICE("last")) ||
                 slice_starts_nocase(words, SLICE("this")) || stands_before(text, t->span.start, "in ");
    uint32_t from = t->span.start;
    while (from && text.ptr[from - 1] != '\n' && text.ptr[from - 1] != ',' && text.ptr[from - 1] != '.')
        from--;
    struct culpa_slice clause = slice_of(text.ptr + from, t->span.start - from);
    bool relative = slice_starts(behind, SLICE(",")) &&
                    (slice_starts(clause, SLICE(" who ")) || slice_starts(clause, SLICE(" which ")));
    return !dated || relative;
}

/* "On Monday, ... said" - a time with which a sentence opens holds for what is said in it. */
static bool opens_sentence(struct culpa_slice text, uint32_t start)
{
    static const char *const WORDS[] = {"On ", "In ", "Late ", "Early ", "Late on ", "Early on ", "Also on ", "Also "};
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
        size_t n = strlen(WORDS[i]);
        if (start >= n && memcmp(text.ptr + start - n, WORDS[i], n) == 0) {
            start -= (uint32_t)n;
            break;
        }
    }
    while (start && text.ptr[start - 1] == ' ')
        start--;
    return !start || text.ptr[start - 1] == '\n' || text.ptr[start - 1] == '.';
}

/* "..., Friday.": behind all that is said. */
static bool ends_sentence(struct culpa_slice text, struct culpa_span time)
{
    return stands_before(text, time.start, ", ") && (time.end >= text.len || text.ptr[time.end] == '.');
}

struct culpa_slice time_said(struct arena *arena, struct culpa_slice text, const struct culpa_time *times, size_t n,
                             const struct culpa_statement *statement)
{
    struct culpa_slice none = {NULL, 0}, best = none;
    uint32_t best_words = UINT32_MAX;
    if (!statement->cue.n)
        return none;
    struct culpa_span cue = {statement->cue.at[0].start, statement->cue.at[statement->cue.n - 1].end};
    for (size_t i = first_near(times, n, cue.start); i < n && times[i].span.start < cue.end + NEAR_BYTES; i++) {
        struct culpa_span span = times[i].span;
        struct culpa_slice value = calendar_of(arena, &times[i]);
        if (!value.len || is_of_another(text, &times[i]) || !time_names_day(text, &times[i]))
            continue;
        if (overlaps(span, cue)) /* "said Monday" may be the cue */
            return value;
        bool behind = span.start >= cue.end, inside = false;
        for (size_t k = 0; k < statement->content.n && !inside; k++)
            inside = overlaps(span, statement->content.at[k]);
        uint32_t words = words_between(behind ? slice_span(text, (struct culpa_span){cue.end, span.start})
                                              : slice_span(text, (struct culpa_span){span.end, cue.start}));
        bool directly = behind && words == 0; /* "said Monday no ship had sailed": the content begins with it */
        bool opens = !behind && opens_sentence(text, span.start), ends = behind && ends_sentence(text, span);
        uint32_t most = opens || ends ? WORDS_OPENING : behind ? WORDS_BEHIND : WORDS_BEFORE;
        if ((inside && !directly) || words > most || words >= best_words)
            continue;
        best_words = words;
        best = value;
    }
    return best;
}

/* The last statement in front by the same one, if it is near and has a day; others may speak between. */
static const struct culpa_statement *last_by(const struct culpa_statement *statements, size_t i)
{
    const struct culpa_statement *s = &statements[i];
    for (size_t k = i; k-- > 0 && k + SAID_BETWEEN >= i;) {
        const struct culpa_statement *before = &statements[k];
        if (before->actor == s->actor && s->span.start <= before->span.end + NEAR_ENOUGH)
            return before->when.len ? before : NULL;
    }
    return NULL;
}

void time_say_on(struct arena *arena, const struct culpa_time *times, size_t n, struct culpa_statement *statements,
                 size_t n_statements)
{
    for (size_t i = 1; i < n_statements; i++) {
        struct culpa_statement *s = &statements[i];
        const struct culpa_statement *before = s->when.len || s->actor == CULPA_NONE ? NULL : last_by(statements, i);
        if (!before)
            continue;
        /* another day between them may be that of the second */
        size_t at = first_near(times, n, before->span.end);
        while (at < n && times[at].span.end <= before->span.end)
            at++;
        if (at == n || times[at].span.start >= s->span.start || !calendar_of(arena, &times[at]).len)
            s->when = before->when;
    }
}
