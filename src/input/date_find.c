/* The day of publication of a page: see date_find in date.h. Each kind of evidence is one function; the first that
 * finds a day wins. */
#include "input/date.h"

enum {
    NEAR_BEFORE = 4, /* blocks before and behind the headline that may carry a day */
    NEAR_BEHIND = 10,
    MOST_LINES = 5000, /* of a page are looked at for a day; long ones have three hundred */
    NEAR_NODES = 400,  /* behind the headline: a <time> beyond them gives way to one right before it */
    LONGEST_TURN = 4,  /* 28 February to 1 March, where all months have 31 days */
    BARE_DATE = 20,    /* a line that is hardly more than the day: "Wed, Sep 30, 2020" */
    SHORT_LINE = 120,  /* a line that gives a day and says little more */
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool read_first(const struct date_page *p, struct culpa_slice s, struct date *date)
{
    size_t at = 0;
    return date_read(s, p->order, &at, date);
}

/* --- meta elements --- */

static const char *const published[] = {
    "article:published_time",
    "article:published",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "pubdate",
    "og:pubdate",
    "bt:pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publicationdate",
    "publication_date",
    "date_published",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date.created",
    "dcterms.created",
    "dc.created",
    "dc.date",
    "dcterms.date",
    "article_date_original",
    "originalpublicationdate",
    "article.published",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "rnews:datepublished",
    "shareaholic:article_published_time",
    "citation_publication_date",
    "citation_date",
    "displaydate",
    "datecreated",
    "article.created",
    "created",
    "issue_date",
    "release_date",
    "ptime",
    "date",
};

static const char *const modified[] = {
    "article:modified_time", "article:modified", "og:updated_time", "datemodified",
    "dc.date.modified",      "dcterms.modified", "lastmod",         "last-modified",
    "last_modified",         "og:modified_time", "revised",         "updated_time",
    "article:post_modified",
};

static bool from_metas(const struct date_page *p, const char *const *names, size_t n_names, struct date *date)
{
    for (size_t k = 0; k < n_names; k++)
        for (size_t i = 0; i < p->page->n_metas; i++)
            if (slice_eq_nocase(p->page->metas[i].name, slice_of(names[k], strlen(names[k]))) &&
                read_first(p, p->page->metas[i].content, date))
                return true;
    return false;
}

/* --- the address --- */

static bool from_address(struct culpa_slice url, struct date *date)
{
    size_t path = slice_find(url, SLICE("://"), 0), at = 0;
    path = slice_find(url, SLICE("/"), path == SIZE_MAX ? 0 : path + 3);
    return path != SIZE_MAX && date_read(slice_of(url.ptr + path, url.len - path), DATE_YEAR_ONLY_FIRST, &at, date);
}

/* --- <time> --- */

/* Inside a box of other reports, or of readers' comments. */
static bool is_aside(const struct html_page *page, uint32_t node, bool in_list)
{
    for (; node; node = page->nodes[node].parent) {
        const struct html_node *n = &page->nodes[node];
        if ((n->hints & (HINT_COMMENTS | HINT_ASIDE | HINT_HIDDEN)) || n->tag == HTML_aside || n->tag == HTML_nav ||
            n->tag == HTML_footer || (in_list && n->tag == HTML_li))
            return true;
    }
    return false;
}

static uint32_t headline_node(const struct date_page *p)
{
    return p->title < p->blocks->n ? p->blocks->at[p->title].node : 0;
}

/* The first one behind the headline, else the last one before it. */
static bool from_times(const struct date_page *p, bool aside_too, struct date *date)
{
    struct date before = {0}, found;
    uint32_t headline = headline_node(p);
    for (uint32_t i = 1; i < p->page->n_nodes; i++) {
        const struct html_node *node = &p->page->nodes[i];
        if (!node->datetime.len || !read_first(p, node->datetime, &found) ||
            (!aside_too && is_aside(p->page, i, false)))
            continue;
        if (i > headline) {
            *date = before.year && i > headline + NEAR_NODES ? before : found;
            return true;
        }
        before = found;
    }
    *date = before;
    return before.year != 0;
}

/* --- what is written --- */

/* A short line that is, or says, when it was published: "Published: 21 September 2020, 10:15". */
static bool from_line(const struct date_page *p, size_t i, bool hinted, struct date *date)
{
    const struct html_block *b = &p->blocks->at[i];
    if (b->letters > SHORT_LINE)
        return false;
    if (hinted && b->letters > BARE_DATE) {
        bool hint = false;
        uint32_t node = b->first;
        for (unsigned up = 0; node && up < 4 && !hint; up++, node = p->page->nodes[node].parent)
            hint = p->page->nodes[node].hints & (HINT_DATE | HINT_BYLINE);
        if (!hint)
            return false;
    }
    return read_first(p, b->text, date);
}

/* "Last edited on 7 April 2020", wherever it stands. */
static bool from_words(const struct date_page *p, struct date *date)
{
    static const char *const words[] = {"published", "posted on", "last edited", "last modified", "last updated"};
    for (size_t i = 0; i < p->blocks->n && i < MOST_LINES; i++)
        for (size_t k = 0; k < COUNT(words); k++)
            if (slice_find_nocase(p->blocks->at[i].text, slice_of(words[k], strlen(words[k])), 0) != SIZE_MAX &&
                !is_aside(p->page, p->blocks->at[i].node, false) && from_line(p, i, false, date))
                return true;
    return false;
}

static bool from_headline(const struct date_page *p, bool hinted, struct date *date)
{
    if (p->title >= p->blocks->n)
        return false;
    size_t from = p->title > NEAR_BEFORE ? p->title - NEAR_BEFORE : 0, to = p->title + NEAR_BEHIND;
    for (size_t i = p->title; i <= to && i < p->blocks->n; i++)
        if (from_line(p, i, hinted, date))
            return true;
    for (size_t i = p->title; i-- > from;)
        if (from_line(p, i, hinted, date))
            return true;
    return false;
}

static bool from_lines(const struct date_page *p, bool hinted, struct date *date)
{
    for (size_t i = 0; i < p->blocks->n && i < MOST_LINES; i++)
        if (!is_aside(p->page, p->blocks->at[i].node, !hinted) && from_line(p, i, hinted, date))
            return true;
    return false;
}

/* One day apart. */
static bool are_neighbours(struct date a, struct date b)
{
    int days = (a.year - b.year) * 372 + (a.month - b.month) * 31 + a.day - b.day;
    if (a.year == b.year && a.month == b.month)
        return days == 1 || days == -1;
    return (a.day == 1 && days > 0 && days <= LONGEST_TURN) || (b.day == 1 && days < 0 && days >= -LONGEST_TURN);
}

/* Times for machines may count by another zone than the outlet's readers: "2020-09-29T22:40:00-07:00" above "Sep 30,
 * 2020". What is written beside the headline wins where the two are a day apart. */
static bool from_machines(const struct date_page *p, struct date *date)
{
    struct date written;
    if (!read_first(p, p->article->published, date) && !from_metas(p, published, COUNT(published), date))
        return false;
    if (from_headline(p, true, &written) && are_neighbours(written, *date))
        *date = written;
    return true;
}

bool date_find(const struct date_page *p, struct date *date)
{
    /* the address has the day where the outlet is, and stays: "/2020/02/17/" of "2020-02-18T02:18:11Z" */
    return from_address(p->url, date) || from_machines(p, date) || from_times(p, false, date) ||
           from_headline(p, true, date) || from_lines(p, true, date) || from_words(p, date) ||
           from_headline(p, false, date) || from_times(p, true, date) ||
           from_metas(p, modified, COUNT(modified), date) || read_first(p, p->article->modified, date) ||
           from_lines(p, false, date);
}
