/* What a page says of its report: title, byline, outlet, address, language, day of publication. Pages say each thing in
 * several places; what is written for readers beside the report wins over what the head says for machines where both
 * agree on the words, and the head wins where they do not. */
#include "base/utf8.h"
#include "input/date.h"

enum { BYLINE_LETTERS = 120, NEAR_HEADLINE = 12, TITLE_BYTES = 400, OUTLET_WORDS = 5 };

struct describer {
    struct arena *arena;
    const struct html_page *page;
    const struct html_blocks *blocks;
    struct html_article article;
    struct culpa_document *document;
    size_t headline; /* block, blocks->n where there is none */
    bool failed;
};

static struct culpa_slice meta(const struct describer *d, const char *name)
{
    for (size_t i = 0; i < d->page->n_metas; i++) {
        struct culpa_slice content = slice_trim(d->page->metas[i].content);
        if (content.len && slice_eq_nocase(d->page->metas[i].name, slice_of(name, strlen(name))))
            return content;
    }
    return (struct culpa_slice){0};
}

static struct culpa_slice first_of(struct culpa_slice a, struct culpa_slice b)
{
    return a.len ? a : b;
}

/* With each stretch of white space as one blank. */
static struct culpa_slice collapse(struct describer *d, struct culpa_slice s)
{
    s = arena_copy(d->arena, slice_trim(s));
    char *out = (char *)(uintptr_t)s.ptr;
    size_t n = 0;
    d->failed = d->failed || !out;
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.ptr[i] > ' ')
            out[n++] = s.ptr[i];
        else if (n && out[n - 1] != ' ')
            out[n++] = ' ';
    return slice_of(out, n);
}

/* --- title --- */

/* The letters and digits alone, in lower case: titles differ in quotation marks, dashes and blanks. */
static struct culpa_slice letters_of(struct describer *d, struct culpa_slice s)
{
    char *out = ARENA_ARRAY(d->arena, char, s.len + 1);
    size_t n = 0, len;
    d->failed = d->failed || !out;
    for (size_t at = 0; at < s.len && out; at += len) {
        if (utf8_class(utf8_decode(s, at, &len)) != UTF8_WORD)
            continue;
        for (size_t i = 0; i < len; i++) {
            char c = s.ptr[at + i];
            out[n++] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
        }
    }
    return slice_of(out, n);
}

/* Whether both give the same title, one of them perhaps with more around it. */
static bool agree(struct culpa_slice a, struct culpa_slice b)
{
    struct culpa_slice longer = a.len > b.len ? a : b, shorter = a.len > b.len ? b : a;
    return shorter.len && shorter.len * 3 >= longer.len && slice_find(longer, shorter, 0) != SIZE_MAX;
}

/* "Harbour fire kills two | The Daily Example": where the name of the site begins, SIZE_MAX where none is seen. */
static size_t find_suffix(struct culpa_slice title, struct culpa_slice *outlet)
{
    static const char *const marks[] = {" | ", " - ", " – ", " — ", " » ", " :: ", " « "};
    size_t cut = SIZE_MAX, behind = 0;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        struct culpa_slice mark = slice_of(marks[i], strlen(marks[i]));
        for (size_t at = slice_find(title, mark, 0); at != SIZE_MAX; at = slice_find(title, mark, at + 1))
            if (cut == SIZE_MAX || at > cut) {
                cut = at;
                behind = at + mark.len;
            }
    }
    size_t words = 1, words_before = 1;
    for (size_t i = 0; i < title.len; i++) {
        words += i >= behind && title.ptr[i] == ' ';
        words_before += i < cut && title.ptr[i] == ' ';
    }
    if (cut == SIZE_MAX || words > OUTLET_WORDS || words_before < 3)
        return SIZE_MAX;
    *outlet = slice_of(title.ptr + behind, title.len - behind);
    return cut;
}

/* The block that is the headline: a heading that says what the head says. */
static void find_headline(struct describer *d, struct culpa_slice named)
{
    struct culpa_slice want = letters_of(d, named), full = letters_of(d, d->page->title);
    size_t other = d->blocks->n;
    for (size_t i = 0; i < d->blocks->n && !d->failed; i++) {
        const struct html_block *b = &d->blocks->at[i];
        if (b->text.len > TITLE_BYTES)
            continue;
        uint8_t tag = d->page->nodes[b->node].tag;
        bool heading = tag == HTML_h1 || tag == HTML_h2 || (d->page->nodes[b->node].hints & HINT_TITLE);
        if (!heading && other < d->blocks->n)
            continue;
        struct arena_mark mark = arena_mark(d->arena);
        struct culpa_slice have = letters_of(d, b->text);
        bool unnamed = !want.len && !full.len && tag == HTML_h1;
        bool same = unnamed || agree(have, want) || agree(have, full), whole = slice_eq(have, want);
        arena_rewind(d->arena, mark);
        if (same && heading) {
            d->headline = i;
            return;
        }
        if (whole)
            other = i;
    }
    d->headline = other;
}

static void find_title(struct describer *d)
{
    struct culpa_slice outlet = {0}, head = d->page->title;
    size_t suffix = find_suffix(head, &outlet);
    struct culpa_slice named = first_of(first_of(meta(d, "og:title"), d->article.title), meta(d, "twitter:title"));
    if (!named.len)
        named = suffix == SIZE_MAX ? head : slice_of(head.ptr, suffix);
    else { /* some put their name there too */
        struct culpa_slice again = {0};
        size_t cut = find_suffix(named, &again);
        if (cut != SIZE_MAX && slice_eq_nocase(again, first_of(d->document->outlet, outlet)))
            named.len = cut;
    }
    find_headline(d, named);
    if (d->headline < d->blocks->n)
        named = d->blocks->at[d->headline].text;
    d->document->title = collapse(d, named);
    if (!d->document->outlet.len && suffix != SIZE_MAX)
        d->document->outlet = outlet;
}

/* --- byline --- */

static struct culpa_slice trim_end(struct culpa_slice s)
{
    while (s.len && strchr(" ,;:-|", s.ptr[s.len - 1]))
        s.len--;
    return s;
}

/* "By Jane Doe | 21 September 2020" -> "Jane Doe"; empty where it names nobody. */
static struct culpa_slice clean_byline(struct culpa_slice s)
{
    s = slice_trim(s);
    static const char *const openings[] = {"by ", "by: ", "written by ", "story by ", "posted by ", "from "};
    for (size_t i = 0; i < sizeof openings / sizeof *openings; i++)
        if (slice_starts_nocase(s, slice_of(openings[i], strlen(openings[i])))) {
            s = slice_trim(slice_of(s.ptr + strlen(openings[i]), s.len - strlen(openings[i])));
            break;
        }
    static const char *const ends[] = {" | ", "•", "·", " — ", " on ", " published", " updated", " posted", " at "};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t at = slice_find_nocase(s, slice_of(ends[i], strlen(ends[i])), 0);
        s.len = at < s.len ? at : s.len;
    }
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] >= '0' && s.ptr[i] <= '9')
            s.len = i;
    s = trim_end(s);
    size_t last = s.len, len;
    while (last && s.ptr[last - 1] != ' ')
        last--;
    if (last && date_is_month(slice_of(s.ptr + last, s.len - last))) /* of a day that was cut off */
        s = trim_end(slice_of(s.ptr, last));
    bool named = s.len > 2 && s.len <= BYLINE_LETTERS && !slice_starts_nocase(s, SLICE("http")) &&
                 utf8_is_alpha(utf8_decode(s, 0, &len));
    return named ? s : (struct culpa_slice){0};
}

static bool has_hint(const struct html_page *page, uint32_t node, unsigned hint)
{
    for (unsigned up = 0; node && up < 4; up++, node = page->nodes[node].parent)
        if (page->nodes[node].hints & hint)
            return true;
    return false;
}

/* Beside the headline. */
static struct culpa_slice read_byline(const struct describer *d)
{
    size_t from = d->headline < d->blocks->n ? d->headline : 0;
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = from; i < d->blocks->n && i <= from + NEAR_HEADLINE; i++) {
            const struct html_block *b = &d->blocks->at[i];
            enum culpa_furniture_kind kind;
            bool says = input_line_is_furniture(b->text, &kind) && kind == CULPA_FURNITURE_BYLINE;
            bool hinted = i != d->headline && has_hint(d->page, b->first, HINT_BYLINE);
            struct culpa_slice name = clean_byline(b->text);
            if (name.len && !says) { /* with the day behind it: "By Jane Doe, March 9, 2004" */
                struct culpa_slice line = slice_of(b->text.ptr, (size_t)(name.ptr - b->text.ptr) + name.len);
                says = input_line_is_furniture(line, &kind) && kind == CULPA_FURNITURE_BYLINE;
            }
            if (b->letters <= BYLINE_LETTERS && (pass ? hinted : says) && name.len)
                return name;
        }
    return (struct culpa_slice){0};
}

static void find_byline(struct describer *d)
{
    static const char *const names[] = {"author",         "parsely-author", "sailthru.author", "byl",
                                        "article:author", "dc.creator",     "dcterms.creator", "dc.contributor",
                                        "citation_author"};
    struct culpa_slice name = clean_byline(d->article.byline);
    for (size_t i = 0; i < sizeof names / sizeof *names && !name.len; i++)
        name = clean_byline(meta(d, names[i]));
    name = first_of(name, read_byline(d));
    if (name.len && !slice_eq_nocase(name, d->document->outlet))
        d->document->byline = collapse(d, name);
}

/* --- the rest --- */

static void find_outlet(struct describer *d)
{
    struct culpa_slice name = first_of(meta(d, "og:site_name"), d->article.outlet);
    name = first_of(name, first_of(meta(d, "cre"), meta(d, "dc.publisher")));
    name = first_of(name, meta(d, "application-name"));
    if (!slice_starts_nocase(name, SLICE("http"))) /* some give their address */
        d->document->outlet = collapse(d, name);
}

static void find_language(struct describer *d)
{
    struct culpa_slice s = first_of(d->page->language, meta(d, "content-language"));
    s = slice_trim(first_of(s, meta(d, "og:locale")));
    bool two = s.len == 2 || (s.len > 2 && !((s.ptr[2] | 32) >= 'a' && (s.ptr[2] | 32) <= 'z'));
    if (!two || (s.ptr[0] | 32) < 'a' || (s.ptr[0] | 32) > 'z' || (s.ptr[1] | 32) < 'a' || (s.ptr[1] | 32) > 'z')
        return;
    char code[2] = {(char)(s.ptr[0] | 32), (char)(s.ptr[1] | 32)};
    d->document->language = arena_copy(d->arena, slice_of(code, sizeof code));
    d->failed = d->failed || !d->document->language.ptr;
}

static void find_url(struct describer *d)
{
    const struct culpa_slice said[] = {d->page->canonical, meta(d, "og:url"), d->article.url, meta(d, "twitter:url")};
    for (size_t i = 0; i < sizeof said / sizeof *said && !d->document->url.len; i++)
        if (slice_starts_nocase(said[i], SLICE("http://")) || slice_starts_nocase(said[i], SLICE("https://")))
            d->document->url = slice_trim(said[i]);
}

/* The United States write the month first, and so do most pages that say "en" and no more. */
static enum date_order find_order(const struct describer *d)
{
    struct culpa_slice s = first_of(d->page->language, meta(d, "og:locale"));
    bool american =
        slice_eq_nocase(s, SLICE("en")) || slice_eq_nocase(s, SLICE("en-us")) || slice_eq_nocase(s, SLICE("en_us"));
    return american ? DATE_MONTH_FIRST : DATE_DAY_FIRST;
}

static void find_published(struct describer *d)
{
    struct date date;
    char text[11];
    struct culpa_slice url = first_of(first_of(d->document->url, d->page->canonical), meta(d, "og:url"));
    struct date_page page = {d->page, d->blocks, &d->article, url, d->headline, find_order(d)};
    if (!date_find(&page, &date))
        return;
    d->document->published = arena_copy(d->arena, date_write(date, text));
    d->failed = d->failed || !d->document->published.ptr;
}

enum culpa_status html_describe(struct arena *arena, const struct html_page *page, const struct html_blocks *blocks,
                                struct culpa_document *document)
{
    struct describer d = {.arena = arena, .page = page, .blocks = blocks, .document = document};
    d.headline = blocks->n;
    if (html_read_json(arena, page, &d.article))
        return CULPA_NO_MEMORY;
    find_outlet(&d);
    find_title(&d);
    find_byline(&d);
    find_language(&d);
    find_url(&d);
    find_published(&d);
    return d.failed ? CULPA_NO_MEMORY : CULPA_OK;
}
