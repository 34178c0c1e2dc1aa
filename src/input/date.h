/* Days as pages write them, in figures and in words, and the day on which a page was published. */
#ifndef INPUT_DATE_H
#define INPUT_DATE_H

#include "input/html.h"

struct date {
    uint16_t year;
    uint8_t month, day; /* 0 where unknown */
};

/* In which order figures stand that could be either: 3/4/2020. */
enum date_order { DATE_DAY_FIRST, DATE_MONTH_FIRST, DATE_YEAR_ONLY_FIRST /* only 2020/4/3, as in addresses */ };

/* The first day that s names at or behind *at; *at is moved behind it. Gregorian days of 1990 to 2099 only: what a page
 * says of older ones is its subject, not its age. */
bool date_read(struct culpa_slice s, enum date_order order, size_t *at, struct date *date);

/* Whether a word is the name of a month, or begins one. */
bool date_is_month(struct culpa_slice word);

/* ISO 8601, into out. */
struct culpa_slice date_write(struct date date, char out[11]);

/* What a page says of the day of its publication, best evidence first: JSON-LD and meta elements that say so, its
 * address, <time> elements, and what is written around the headline. article: what its JSON-LD says; title: the block
 * of the headline, blocks->n where there is none. False where it says nothing. */
struct date_page {
    const struct html_page *page;
    const struct html_blocks *blocks;
    const struct html_article *article;
    struct culpa_slice url;
    size_t title;
    enum date_order order;
};
bool date_find(const struct date_page *page, struct date *date);

#endif
