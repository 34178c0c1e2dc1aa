/* Between the files that read counts: the words of data/incident/figures.tsv, numbers, groups of people, and what is
 * said of them. Everything speaks of token indices of the text, half open, inside one sentence. */
#ifndef INCIDENT_FIGURE_WORDS_H
#define INCIDENT_FIGURE_WORDS_H

#include "text/text.h"

enum figure_kind {
    FIGURE_VERB,
    FIGURE_WEAK,
    FIGURE_ACTIVE,
    FIGURE_ACTING,
    FIGURE_FINITE,
    FIGURE_STATE,
    FIGURE_OF,
    FIGURE_COUNTED,
    FIGURE_TOLL,
    FIGURE_GENERAL,
    FIGURE_PERSON,
    FIGURE_PERSONS,
    FIGURE_THING
};

/* A row of the table: sorted by the first word, of those with the same one the longest first. */
struct figure_phrase {
    const char *first, *words; /* lower case, tokens with a blank between them, * for up to TEXT_GAP tokens */
    int kind;                  /* enum figure_kind */
    int what;                  /* enum culpa_figure_what; of nouns without meaning */
};

extern const struct figure_phrase figure_phrases[];
extern const size_t figure_n_phrases;

struct figure_sentence {
    const struct text *text;
    uint32_t from, to;
    bool capitals; /* written in upper case throughout: shapes of words tell nothing */
};

/* --- figure_words.c --- */
struct culpa_slice figure_word(const struct figure_sentence *s, uint32_t at);
/* Whether a token of the sentence is one of some lower-case words with blanks between them; false outside of it. */
bool figure_is(const struct figure_sentence *s, uint32_t at, const char *words);
/* The longest phrase of some kinds (a bit each) that begins at a token; *end is the token behind it. NULL: none. */
const struct figure_phrase *figure_phrase_at(const struct figure_sentence *s, uint32_t at, unsigned kinds,
                                             uint32_t *end);
/* The longest phrase of some kinds that ends where a token begins; *start is its first token. NULL: none. */
const struct figure_phrase *figure_phrase_before(const struct figure_sentence *s, uint32_t at, unsigned kinds,
                                                 uint32_t *start);
bool figure_is_punctuation(const struct figure_sentence *s, uint32_t at);
/* Whether the text is written in upper case throughout. */
bool figure_is_upper(const struct text *text);
/* Whether a token touches the one before it: "13-year". */
bool figure_touches(const struct figure_sentence *s, uint32_t at);
/* Also, reportedly, later, Friday: may stand between a subject and its verb. */
bool figure_is_adverb(const struct figure_sentence *s, uint32_t at);

/* --- numbers.c --- */
struct figure_number {
    uint32_t from, to;             /* with its bounds: "at least 137" */
    uint32_t low, high;            /* as in struct culpa_figure */
    uint32_t bound_from, bound_to; /* tokens that bound it; empty where none */
    bool of;                       /* "dozens", "a number": needs "of" in front of a noun */
    bool digits;
};
/* Reads the number, with its bounds, that begins at a token. */
bool figure_read_number(const struct figure_sentence *s, uint32_t at, struct figure_number *number);

/* --- groups.c --- */
enum figure_group_kind {
    GROUP_NUMBER, /* 12 people, 30 others, 35 */
    GROUP_ONE,    /* a soldier */
    GROUP_PAIR,   /* the couple, both men */
    GROUP_THE,    /* his wife, the gunman: counted only beside others */
    GROUP_NOBODY  /* no one */
};
struct figure_group {
    enum figure_group_kind kind;
    struct figure_number number;
    uint32_t from, to;           /* the noun phrase */
    uint32_t part_from, part_to; /* words that say who they are, without number; empty where general */
    bool person;                 /* a noun for persons, or "others" */
    bool bare;                   /* a number and nothing else */
    bool others;                 /* others, other, more: beside somebody */
    bool of_them;                /* two of them, of whom: a part of those before */
    int state;                   /* enum culpa_figure_what of "injured" in "12 injured people"; -1 */
    int counted;                 /* of a noun that is counted itself: "12 deaths"; -1 */
    bool whole;                  /* "all 66 people" */
    bool headline;               /* without an article: "Man shot in knee" */
    bool joined;                 /* stands behind "and" with another: its verb is in the plural */
};
bool figure_read_group(const struct figure_sentence *s, uint32_t at, struct figure_group *group);
/* 5 for "a fifth protester"; 0 for all others. */
uint32_t figure_ordinal(const struct figure_sentence *s, const struct figure_group *group);

/* --- governed.c --- */
enum { FIGURE_READINGS = 3 };
/* What is said of a group: one or more kinds of counts. */
struct figure_reading {
    int what[FIGURE_READINGS];
    unsigned n;
    uint32_t from, to;       /* tokens of the group and its predicate */
    struct culpa_span hedge; /* may, feared; [0, 0) where none */
};
/* By the words in front: "killing 12". */
bool figure_read_before(const struct figure_sentence *s, const struct figure_group *group, struct figure_reading *r);
/* By the words behind: "12 people were killed", "12 dead". far: also with words in between. */
bool figure_read_after(const struct figure_sentence *s, const struct figure_group *group, bool far,
                       struct figure_reading *r);

/* "in the leg": what part of somebody was hit. */
bool figure_is_in_body(const struct figure_sentence *s, uint32_t at);

/* --- figure_lists.c --- */
enum { FIGURE_MOST_GROUPS = 48 };
/* A group of a sentence and what is known of it. */
struct figure_counted {
    struct figure_group g;
    struct figure_reading r;
    enum { LINK_NONE, LINK_AND, LINK_COMMA } link; /* to the next group, under the same verb */
    bool link_long;                                /* words between: "12 in Kabul and two in Herat" */
    bool behind;                                   /* the verb stands in front of its list */
    bool merged;                                   /* told by the sum of a neighbour */
    bool part;                                     /* of a group before it */
};
/* The groups of a sentence, each with what is said of it alone, of its list or of the whole that it is a part of. */
struct figure_list {
    struct figure_sentence s;
    struct figure_counted at[FIGURE_MOST_GROUPS];
    unsigned n;
};
/* Fills in the groups of list->s. */
void figure_read_list(struct figure_list *list);

/* --- figure_scope.c --- */
/* Counts of a war, of years, and rates: "since 2011 more than 400,000 have been killed", "30,000 people a year". */
bool figure_is_total(const struct figure_sentence *s, const struct figure_reading *r);
/* Asked, or told as a condition: "if 12 people were killed". */
bool figure_is_unreal(const struct figure_sentence *s, const struct figure_reading *r);
/* Ages, dates, sizes: "Lena Orr, 24, was killed". */
bool figure_counts_nobody(const struct figure_sentence *s, const struct figure_group *g);
/* Takes out the unsure counts of a report where something else counts. */
struct incident_figures;
void figure_drop_unsure(struct incident_figures *figures, const struct text *text);

#endif
