/* One report while its incidents are sought. Inside the folder only. */
#ifndef INCIDENT_SCENE_H
#define INCIDENT_SCENE_H

#include "incident/incident.h"
#include "incident/tables.h"
#include "text/phrases.h"

/* What the tables say of a token. */
struct incident_mark {
    const struct incident_trigger *trigger; /* event, deed, does or weak; NULL where none */
    const struct incident_trigger *weapon;
    bool harm, elsewhere;
    uint32_t to; /* token behind it */
};

/* Where an event is told to be. Slices are empty where nothing is told. */
struct incident_place {
    struct culpa_slice venue, place, region, country;
    struct text_range tokens; /* empty: none */
    bool located;
    int32_t latitude, longitude; /* in ten-thousandths of a degree */
};

enum { INCIDENT_MOST_COUNTRIES = 48, INCIDENT_MOST_REGIONS = 96 };

/* Countries and regions that the report names, to tell towns of one name apart. */
struct incident_atlas {
    char countries[INCIDENT_MOST_COUNTRIES][2]; /* ISO 3166 */
    const struct geography_region *regions[INCIDENT_MOST_REGIONS];
    uint32_t n_countries, n_regions;
};

enum { INCIDENT_MOST_ROLES = 12, INCIDENT_OLD_DAYS = 45 /* older ones are recalled */ };

/* Words that play a part in an event, by the first token. */
struct incident_parts {
    struct text_range at[INCIDENT_MOST_ROLES];
    size_t n;
};

/* One mention of an incident. */
struct incident_event {
    uint32_t token, to; /* the trigger */
    uint32_t sentence, paragraph;
    const struct incident_trigger *trigger;
    unsigned types;
    bool plural;   /* attacks */
    bool definite; /* the attack, this bombing */
    bool another;  /* a second attack, another bombing */
    bool recalled; /* the anniversary of the attack */
    bool had;      /* had been bombed */
    bool helped;   /* somebody is hurt, or there is a weapon, in its sentence */
    bool founds;   /* makes an incident by itself */
    bool mishap;   /* "accidentally shot himself": nobody is to be blamed for it */
    bool fight;    /* an attack on those who fight back, unless something tells how it was done */
    bool again;    /* the "one" or "another" of a list: its place stands behind it */
    bool aside;    /* too weak and too different in kind to tell more of its incident than its figures */
    bool lists;    /* "two attacks, one in Ashby and another in Lund": what it counts is told one by one */
    uint32_t time; /* index into the times of the report, CULPA_NONE */
    struct culpa_slice when;
    long when_distance; /* of the time from the trigger, in tokens and more */
    bool when_sure;     /* nothing stands between them that the time could belong to */
    struct incident_place where;
    bool where_sure;
    struct culpa_slice victim; /* last name of whom it befell, empty where none is named */
    uint32_t incident;         /* CULPA_NONE: of none */
};

struct incident_scene {
    struct arena *arena, *scratch;
    const struct text *text;
    const float *parts; /* [n_tokens, INCIDENT_PARTS] as the model sees them, or NULL */
    struct culpa_report *report;
    struct culpa_statement *statements;       /* [report->n_statements] */
    struct incident_mark *marks;              /* [n_tokens] */
    uint32_t *sentence, *paragraph;           /* [n_tokens] */
    uint32_t *name_at;                        /* [n_tokens] the name that the token is in, CULPA_NONE */
    uint32_t *actor_at;                       /* [n_tokens] the actor of the shortest mention that the token is in */
    uint32_t *time_at;                        /* [n_tokens] the expression of time that the token is in */
    bool *said_at;                            /* [n_times] it tells when something was said */
    struct VEC(struct incident_event) events; /* by token */
    unsigned elsewhere;                       /* words of other worlds in the text */
    struct incident_atlas atlas;
};

/* --- scan.c: tables on text --- */
struct culpa_slice incident_word(const struct incident_scene *scene, uint32_t token);
bool incident_is(const struct incident_scene *scene, uint32_t token, const char *word);
/* Is the token one of the words, which stand with a blank in front and behind? */
bool incident_is_any(const struct incident_scene *scene, uint32_t token, const char *words);
struct culpa_span incident_span(const struct incident_scene *scene, struct text_range range);
struct culpa_slice incident_text(const struct incident_scene *scene, struct text_range range);
/* Sets up everything but the events. Status: NO_MEMORY. */
enum culpa_status incident_scan(struct incident_scene *scene);

/* --- deeds.c --- */
/* Those who keep order, and those against whom they do: words for incident_is_any. */
extern const char incident_security[], incident_civilians[];
/* Is any of the tokens one of the words? */
bool incident_any(const struct incident_scene *scene, uint32_t from, uint32_t to, const char *words);
/* Marks deeds of a sentence that are told by words apart from each other: vehicles driven into people, crowds killed by
 * police. */
void incident_mark_deeds(const struct incident_scene *scene, struct text_range sentence);

/* --- reality.c --- */
/* Is the event at these tokens told as having happened? */
bool incident_is_real(const struct incident_scene *scene, uint32_t token, uint32_t to,
                      const struct incident_trigger *trigger);

/* Is the verb at a token neither negated nor planned, feared, asked for? */
bool incident_is_unhindered(const struct incident_scene *scene, uint32_t token);

/* --- kinds.c --- */
/* Sets the types of an event by the words around it, and whether it is a mishap or a fight. */
void incident_refine_kind(const struct incident_scene *scene, struct incident_event *event);

/* --- event.c --- */
/* Fills in the events. Status: NO_MEMORY. */
enum culpa_status incident_find_events(struct incident_scene *scene);

/* --- reach.c --- */
/* "crash victims", "the bombing suspect": is the event named beside what the sentence is about? */
bool incident_is_modifier(const struct incident_scene *scene, const struct incident_event *event);
/* May a time or a place of its sentence be asserted of the event? */
bool incident_reaches(const struct incident_scene *scene, const struct incident_event *event, struct text_range words);

/* --- when.c --- */
void incident_set_when(struct incident_scene *scene, struct incident_event *event);
/* Do two values of ISO 8601 allow of the same day? Empty ones always do. */
bool incident_when_agrees(struct culpa_slice a, struct culpa_slice b);
/* Days from a value to the publication; 0 where that is not known. */
long incident_age(struct culpa_slice when, struct culpa_slice published);

/* --- where.c --- */
void incident_set_where(const struct incident_scene *scene, struct incident_event *event);
/* Do two places share a name, or a word of one? */
bool incident_where_shares(const struct incident_place *a, const struct incident_place *b);
bool incident_where_agrees(const struct incident_place *a, const struct incident_place *b);
void incident_add_where(struct incident_place *to, const struct incident_place *more);

/* --- venue.c --- */
/* Where no name tells the venue, the noun phrase that does. */
void incident_set_venue(const struct incident_scene *scene, struct incident_event *event);

/* --- victim.c --- */
/* The last name of whom an event befell, empty where none is named. */
struct culpa_slice incident_victim(const struct incident_scene *scene, const struct incident_event *event);

/* --- locate.c --- */
void incident_read_atlas(const struct incident_scene *scene, struct incident_atlas *atlas);
/* Fills in the country and the coordinates of a place where it is known which one it is. */
void incident_locate(const struct incident_scene *scene, struct incident_place *place);

/* --- phrase.c --- */
/* The noun phrase in front of a verb, that behind a token; empty where there is none. */
struct text_range incident_phrase_before(const struct incident_scene *scene, uint32_t token);
struct text_range incident_phrase_behind(const struct incident_scene *scene, uint32_t token);
/* Without articles. */
struct text_range incident_bare(const struct incident_scene *scene, struct text_range phrase);
/* The clause around words: from the last comma, dash or quotation mark in front to the next behind. */
struct culpa_span incident_clause(const struct incident_scene *scene, struct text_range words);

/* --- merge.c --- */
/* Gives each event its incident; *n: how many there are. Status: NO_MEMORY. */
enum culpa_status incident_merge(struct incident_scene *scene, uint32_t *n);

/* --- proceedings.c --- */
struct incident_proceedings VEC(struct culpa_proceeding);
/* All steps of holding somebody to account, by their span. Status: NO_MEMORY. */
enum culpa_status incident_find_proceedings(const struct incident_scene *scene, struct incident_proceedings *found);

/* --- ids.c --- */
/* Sets the ids of incidents whose types and places are known. Status: NO_MEMORY. */
enum culpa_status incident_give_ids(struct incident_scene *scene, struct culpa_incident *incidents, uint32_t n);

/* --- accuse.c --- */
/* Are the words of a claim or accusation about the deed itself? "Dolan accused the government of ignoring warnings"
 * blames nobody for the bombing. */
bool incident_tells_deed(const struct incident_scene *scene, const struct culpa_statement *statement);
/* Not "they" and "that": words that are joined to nobody lay blame on nobody; whoever claims stays under them. */
bool incident_is_somebody(const struct incident_scene *scene, uint32_t actor);

/* --- attach.c --- */
/* Writes the incidents out, with all that belongs to them. Status: NO_MEMORY. */
enum culpa_status incident_attach(struct incident_scene *scene, uint32_t n, const struct incident_figures *figures);

#endif
