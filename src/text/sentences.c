/* Where sentences end. A stop, question or exclamation mark (with the quotation marks and brackets behind it) ends one
 * unless a rule below says no. Each rule carries the sentence that made it necessary. */
#include "text/stages.h"

#include "base/limits.h"
#include "base/utf8.h"

/* Behind these a stop never ends a sentence: "Gen. Allen", "vs. Brazil". Sorted by nothing; looked through by length.
 */
static const char *const titles[] = {
    "mr",     "mrs",  "ms",   "dr",     "prof", "gen",  "col",  "lt",   "sgt",   "capt", "maj", "cpl",  "pvt",
    "cmdr",   "adm",  "brig", "rep",    "reps", "sen",  "sens", "gov",  "rev",   "hon",  "rs",  "pres", "supt",
    "asst",   "insp", "det",  "messrs", "mme",  "mlle", "vs",   "fig",  "figs",  "e.g",  "i.e", "viz",  "cf",
    "approx", "mt",   "atty", "lieut",  "amb",  "spc",  "ofc",  "dist", "const", "ald",  "fr",
};

/* Behind these it ends one only before a word that begins sentences: "in the U.S. The", but "Inc. Chairman". */
static const char *const shortened[] = {
    "inc",  "co",  "corp",  "ltd",  "plc",  "bros", "llc",  "jr",   "sr",    "st",   "ft",  "u.s",  "u.k",
    "u.n",  "e.u", "d.c",   "jan",  "feb",  "mar",  "apr",  "jun",  "jul",   "aug",  "sep", "sept", "oct",
    "nov",  "dec", "mon",   "tue",  "tues", "wed",  "thu",  "thur", "thurs", "fri",  "sat", "sun",  "ala",
    "ariz", "ark", "calif", "colo", "conn", "del",  "fla",  "ga",   "ill",   "ind",  "kan", "ky",   "la",
    "mass", "md",  "mich",  "minn", "miss", "mo",   "mont", "neb",  "nev",   "okla", "ore", "pa",   "tenn",
    "tex",  "vt",  "va",    "wash", "wis",  "wyo",  "ave",  "blvd", "rd",    "dept", "est", "esq",  "m.d",
    "ph.d", "b.a", "m.a",   "univ", "assn", "no",   "nos",  "vol",  "pp",    "art",  "sec", "km",   "sq",
    "min",  "max", "hr",    "hrs",  "mins", "oz",   "lb",   "lbs",
};

/* Words that begin sentences far more often than they follow an abbreviation inside one. */
static const char *const starters[] = {
    "the",    "a",     "an",        "he",   "she", "it",    "they",    "we",       "i",       "you",       "in",
    "on",     "at",    "but",       "and",  "as",  "after", "before",  "when",     "while",   "this",      "that",
    "these",  "those", "there",     "his",  "her", "its",   "their",   "our",      "my",      "if",        "for",
    "from",   "by",    "with",      "to",   "so",  "some",  "many",    "most",     "one",     "two",       "no",
    "not",    "what",  "who",       "how",  "why", "where", "also",    "although", "however", "meanwhile", "since",
    "during", "under", "according", "last", "all", "both",  "despite", "then",     "now",     "yet",
};

/* What goes on behind a time of day: "at 5 p.m. Monday", "at 9 p.m. GMT"; but "at 5 p.m. Police came". */
static const char *const after_time[] = {
    "monday",   "tuesday", "wednesday", "thursday", "friday",  "saturday", "sunday",    "january", "february",
    "march",    "april",   "may",       "june",     "july",    "august",   "september", "october", "november",
    "december", "jan",     "feb",       "aug",      "sept",    "oct",      "nov",       "dec",     "est",
    "edt",      "et",      "cst",       "cdt",      "mst",     "pst",      "pdt",       "gmt",     "utc",
    "bst",      "cet",     "eastern",   "central",  "pacific", "local",
};

enum { LONGEST_PART = 3 };

struct finder {
    struct culpa_slice bytes;
    const struct text_token *tokens;
    struct text_range paragraph;
    uint32_t sentence_from;
};

static struct culpa_slice token_text(const struct finder *f, uint32_t i)
{
    return slice_span(f->bytes, (struct culpa_span){f->tokens[i].start, f->tokens[i].end});
}

static bool is_in(struct culpa_slice word, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (slice_eq_nocase(word, slice_of(list[i], strlen(list[i]))))
            return true;
    return false;
}

#define IS_IN(word, list) is_in((word), (list), sizeof(list) / sizeof *(list))

static bool is_stop(struct culpa_slice token)
{
    return slice_eq(token, SLICE(".")) || slice_eq(token, SLICE("!")) || slice_eq(token, SLICE("?")) ||
           slice_eq(token, SLICE("\xE2\x80\xA6")) || slice_eq(token, SLICE("\xE3\x80\x82"));
}

/* Marks that belong to the sentence before them: He said: "We did it." */
static bool is_closer(const struct finder *f, uint32_t i)
{
    struct culpa_slice token = token_text(f, i);
    return f->tokens[i].quote == QUOTE_CLOSE || slice_eq(token, SLICE(")")) || slice_eq(token, SLICE("]")) ||
           slice_eq(token, SLICE("\xE2\x80\x9D")) || slice_eq(token, SLICE("\xE2\x80\x99"));
}

static bool touches(const struct finder *f, uint32_t i)
{
    return i + 1 < f->paragraph.to && f->tokens[i].end == f->tokens[i + 1].start;
}

/* The word in front of the stop at i with its inner stops: "p.m", "U.S", "Gen". */
static struct culpa_slice word_before(const struct finder *f, uint32_t i)
{
    uint32_t from = i;
    while (
        from > f->sentence_from && touches(f, from - 1) &&
        (f->tokens[from - 1].shape != SHAPE_OTHER || (from - 1 > f->sentence_from && is_stop(token_text(f, from - 1)))))
        from--;
    return slice_span(f->bytes, (struct culpa_span){f->tokens[from].start, f->tokens[i].start});
}

/* "p.m", "U.S", "Ph.D": a few letters between stops. "fell to 204.75. Analysts", "see example.org. Then" end. */
static bool is_dotted(struct culpa_slice word)
{
    bool stops = false;
    size_t letters = 0;
    for (size_t i = 0; i < word.len; i++) {
        char c = word.ptr[i];
        stops |= c == '.';
        letters = c == '.' ? 0 : letters + (((unsigned char)c & 0xC0) != 0x80);
        if (letters > LONGEST_PART || (c >= '0' && c <= '9'))
            return false;
    }
    return stops;
}

/* Whether a sentence may begin at token i at all: "... he said", "Yahoo! has", ". . ." go on. */
static bool may_begin(const struct finder *f, uint32_t i)
{
    const struct text_token *t = &f->tokens[i];
    if (t->shape == SHAPE_LOWER)
        return !utf8_is_lower(utf8_decode(f->bytes, t->start, &(size_t){0}));
    if (t->shape != SHAPE_OTHER || t->quote == QUOTE_OPEN)
        return true;
    struct culpa_slice text = token_text(f, i);
    return !(slice_eq(text, SLICE(".")) || slice_eq(text, SLICE(",")) || slice_eq(text, SLICE(";")) ||
             slice_eq(text, SLICE(":")) || slice_eq(text, SLICE("-")) || slice_eq(text, SLICE("\xE2\x80\x93")) ||
             slice_eq(text, SLICE("\xE2\x80\x94")));
}

/* Whether the single stop at i, before token next, belongs to an abbreviation and ends nothing. */
static bool is_abbreviation(const struct finder *f, uint32_t i, uint32_t next)
{
    struct culpa_slice word = word_before(f, i);
    if (!word.len)
        return false;
    const struct text_token *last = &f->tokens[i - 1];
    bool starter = IS_IN(token_text(f, next), starters);
    bool number = f->tokens[next].shape == SHAPE_DIGITS || f->tokens[next].shape == SHAPE_ALNUM;
    if (IS_IN(word, titles))
        return true;
    if (slice_eq_nocase(word, SLICE("a.m")) || slice_eq_nocase(word, SLICE("p.m")))
        return IS_IN(token_text(f, next), after_time) ||
               (f->tokens[next].shape == SHAPE_OTHER && f->tokens[next].quote != QUOTE_OPEN);
    /* "No. 5", "Sept. 11"; but "He said no. The" */
    if (IS_IN(word, shortened) || is_dotted(word))
        return slice_eq_nocase(word, SLICE("no")) ? number : !starter;
    /* "George W. Bush", "J. K. Rowling"; "I." is the pronoun */
    if (last->shape == SHAPE_INITIAL && !slice_eq(word, SLICE("I")))
        return !starter;
    /* "1. The ministry" */
    return last->shape == SHAPE_DIGITS && i - 1 == f->sentence_from;
}

/* If a sentence ends with the stop at i: the token behind it, else 0. */
static uint32_t end_behind(const struct finder *f, uint32_t i)
{
    uint32_t last = i, to = f->paragraph.to;
    while (last + 1 < to && touches(f, last) && (is_stop(token_text(f, last + 1)) || is_closer(f, last + 1)))
        last++;
    if (last + 1 >= to)
        return to;
    /* "3.5", "example.com"; a space has been lost in "said.The", which stays together */
    if (touches(f, last) || !may_begin(f, last + 1))
        return 0;
    if (last == i && slice_eq(token_text(f, i), SLICE(".")) && is_abbreviation(f, i, last + 1))
        return 0;
    return last + 1;
}

enum culpa_status text_find_sentences(struct arena *arena, struct culpa_slice bytes, const struct text_token *tokens,
                                      struct text_range paragraph, struct text_ranges *sentences)
{
    struct finder f = {bytes, tokens, paragraph, paragraph.from};
    for (uint32_t i = paragraph.from; i < paragraph.to; i++) {
        uint32_t end = is_stop(token_text(&f, i)) ? end_behind(&f, i) : 0;
        if (i + 1 == paragraph.to)
            end = paragraph.to;
        uint32_t most = f.sentence_from + LIMIT_SENTENCE_TOKENS; /* "The end......", on and on, too */
        if (end > most || (!end && i + 1 == most))
            end = most;
        if (!end)
            continue;
        if (!VEC_PUSH(arena, sentences, (struct text_range){f.sentence_from, end}))
            return CULPA_NO_MEMORY;
        f.sentence_from = end;
        i = end - 1;
    }
    return CULPA_OK;
}
