/* The explainer: what the ledger of one report, or of several that tell the same incident, comes to in short sentences.
 * It is made as lines (explain_build), which the writers of text and HTML then put out. Inside the folder only.
 * docs/design/explainer.md says what belongs where. */
#ifndef REPORT_EXPLAIN_H
#define REPORT_EXPLAIN_H

#include "base/arena.h"
#include "report/report.h"

enum explain_section {
    EXPLAIN_HAPPENED,
    EXPLAIN_RESPONSIBLE,
    EXPLAIN_RESPONSES,
    EXPLAIN_WARNINGS,
    EXPLAIN_PROCEEDINGS,
    EXPLAIN_TIMELINE,
    EXPLAIN_SECTIONS /* number of them; no section */
};

enum explain_style { EXPLAIN_PLAIN, EXPLAIN_WHO, EXPLAIN_HOW, EXPLAIN_DIM };

/* Where it stands: bytes of the text of one of the reports. [0, 0): of the report as a whole. */
struct explain_place {
    uint32_t telling;
    uint32_t statement; /* CULPA_NONE: none, but a count, a proceeding, an incident */
    struct culpa_span span;
};

/* Words of one style; a blank stands between two pieces. */
struct explain_piece {
    uint32_t from, to; /* bytes of explain.words */
    enum explain_style style;
    bool link; /* to place */
    struct explain_place place;
};

struct explain_line {
    enum explain_section section;
    uint32_t depth;             /* 0, more for what belongs to the line above */
    struct explain_place place; /* the first place that it comes from; span [0, 0) where it sums up others */
    uint32_t from, to;          /* pieces */
};

/* One sentence about what a party said, and every statement that says it in about the same words. */
struct explain_row {
    enum explain_section section;
    enum culpa_act act;
    uint32_t party;              /* of the speaker, CULPA_NONE where nobody is named */
    uint32_t telling, statement; /* the statement that is shown */
    uint32_t target;             /* an actor of that report, CULPA_NONE */
    uint32_t about;              /* another incident of that report than the one explained, CULPA_NONE */
    bool bare;                   /* its content says nothing beyond the act */
    bool deed;                   /* the target is said to be behind the incident, not accused of something else */
    const struct explain_place *places;
    size_t n_places, n_tellings; /* a report is counted once */
};

struct explain {
    const struct report_telling *tellings;
    size_t n;
    struct arena arena;
    bool failed; /* memory ran out */

    struct report_lines *lines;          /* [n] */
    struct culpa_slice *labels;          /* [n] what a report is called; empty where there is one only */
    uint32_t *main;                      /* [n] the incident that is explained, CULPA_NONE where there is none */
    uint32_t *actors_from;               /* [n + 1] number of a report's first actor among those of all */
    uint32_t *parties;                   /* [actors_from[n]] the same number for actors that are the same */
    bool *introduced;                    /* of parties: role and owner have been told */
    struct VEC(struct explain_row) rows; /* by section, act, then as they are shown */

    struct buf words;
    struct VEC(struct explain_piece) pieces;
    struct VEC(struct explain_line) out; /* by section */
};

/* The tellings must outlive it. False when memory ran out; it must be released then too. */
bool explain_build(struct explain *e, const struct report_telling *tellings, size_t n);
void explain_release(struct explain *e);
const char *explain_title(enum explain_section section);
/* "3:61", with the report's label in front where there are several. */
void explain_put_place(struct buf *out, const struct explain *e, const struct explain_place *place);

/* --- between the files of the explainer --- */

static inline const struct culpa_report *explain_report(const struct explain *e, uint32_t telling)
{
    return e->tellings[telling].report;
}

/* Writing a line: begin it, then add pieces. */
void explain_begin(struct explain *e, enum explain_section section, uint32_t depth, struct explain_place place);
void explain_add(struct explain *e, enum explain_style style, struct culpa_slice words);
void explain_str(struct explain *e, enum explain_style style, const char *words);
/* Releases the words. */
void explain_take(struct explain *e, enum explain_style style, struct buf *words);
/* Glued to the last piece: a comma, a full stop. */
void explain_glue(struct explain *e, const char *words);
void explain_glue_slice(struct explain *e, struct culpa_slice words);
/* The first letter of the line as a sentence begins; "al-Qaeda" and "iPhone" stay. */
void explain_capital(struct explain *e);
/* The full stop, where none stands yet. */
void explain_stop(struct explain *e);
/* The beginning of some words, cut at a blank, with "..." where something is left out; before is glued to them. */
void explain_clip(struct explain *e, const char *before, struct culpa_slice words, size_t most);
/* A place that can be followed, with words glued to both its ends. */
void explain_place(struct explain *e, const char *before, struct explain_place place, const char *behind);
/* Where a line comes from, behind its words: of one report the places behind the first one, "(also 5:100)", of several
 * all, counted: "(reported by 3: A 1:20, B 3:40, C 1:5)". By telling. */
void explain_sources(struct explain *e, const struct explain_place *places, size_t n);
size_t explain_count_tellings(const struct explain_place *places, size_t n);

/* Numbers the parties; explain_parties.c. */
bool explain_join_parties(struct explain *e);
uint32_t explain_party(const struct explain *e, uint32_t telling, uint32_t actor);
/* The name of an actor, its role and owner too where it comes up for the first time. */
void explain_name(struct explain *e, uint32_t telling, uint32_t actor, const char *behind);

/* Makes e->rows; explain_rows.c. */
bool explain_find_rows(struct explain *e);

/* The sections. */
void explain_happened(struct explain *e);
/* Counts of an incident, or of all that are told where telling and incident are CULPA_NONE; under proceedings those of
 * people arrested, charged, convicted, else the others. */
void explain_figures(struct explain *e, enum explain_section section, uint32_t telling, uint32_t incident);
void explain_said(struct explain *e, enum explain_section section);
/* The sentence of a row, without its places; short: of what is said only the beginning. */
void explain_sentence(struct explain *e, const struct explain_row *row, bool brief);
void explain_proceedings(struct explain *e);
/* Whom a step of the proceedings befell. */
void explain_befallen(struct explain *e, uint32_t telling, const struct culpa_proceeding *p);
/* undated: without the day, where that stands in front. */
void explain_proceeding(struct explain *e, uint32_t telling, const struct culpa_proceeding *p, bool undated);
void explain_timeline(struct explain *e);

/* "on 2024-03-22", "in 2015", "between 2024-03-18 and 2024-03-24" */
void explain_date(struct explain *e, struct culpa_slice when);
/* "Shooting and fire at Hall X, Town, Country, on 2024-03-22"; brief: of the place only the first name. */
enum explain_form { EXPLAIN_HEADING, EXPLAIN_IN_SENTENCE, EXPLAIN_BRIEF, EXPLAIN_UNDATED };
void explain_incident(struct explain *e, uint32_t telling, uint32_t incident, enum explain_form form);
/* Whether two incidents have one type, date and place. */
bool explain_is_same(const struct culpa_incident *a, const struct culpa_incident *b);
/* Whether an incident of a report is among those that are explained, and not recalled only. */
bool explain_is_told(const struct explain *e, uint32_t telling, uint32_t incident);

#endif
