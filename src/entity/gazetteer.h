/* What culpa knows of names before it reads: states, their seats and adjectives, bodies, armed groups, media, cities,
 * given names, and nouns for those who speak. The tables are data/gazetteer/, compiled in.
 *
 * Everything is looked up by a key: small letters, marks above letters dropped, no full stops and apostrophes, blanks
 * for hyphens, no "the" in front ("The U.S." -> "us", "Al-Shabaab" -> "al shabaab"). */
#ifndef ENTITY_GAZETTEER_H
#define ENTITY_GAZETTEER_H

#include "base/slice.h"

enum gazetteer_kind {
    GAZETTEER_STATE,
    GAZETTEER_BODY, /* of a government */
    GAZETTEER_ORGANISATION,
    GAZETTEER_ARMED,
    GAZETTEER_MEDIA,
    GAZETTEER_CITY
};
/* How a form names its entry: Russia, Russian, Russians, Moscow. */
enum gazetteer_how { GAZETTEER_NAME, GAZETTEER_ADJECTIVE, GAZETTEER_PEOPLE, GAZETTEER_CAPITAL };

enum gazetteer_class {
    CLASS_PERSON,
    CLASS_PEOPLE,
    CLASS_BODY,
    CLASS_ARMED,
    CLASS_ORGANISATION,
    CLASS_MEDIA,
    CLASS_STATE,
    CLASS_WORDS, /* what is said: statement, report */
    CLASS_NONE
};
enum gazetteer_gender { GENDER_UNKNOWN, GENDER_MAN, GENDER_WOMAN };

struct gazetteer_entry {
    uint32_t name; /* offset in gazetteer_pool */
    uint8_t kind;
    char country[3];     /* ISO 3166 code of the state that it is, or belongs to; empty where none */
    uint32_t wikidata;   /* number of the Q identifier, 0 where unknown */
    uint8_t state_owned; /* media */
};

struct gazetteer_noun {
    uint32_t key;
    uint8_t class, gender;
    uint8_t title; /* stands before names only (Mr) */
    uint8_t plural;
};

enum { GAZETTEER_KEY_BYTES = 96 }; /* longer names have no key: no table has any */

/* Writes the key of a name, returns its length, 0 where it has none. */
size_t gazetteer_key(struct culpa_slice name, char key[GAZETTEER_KEY_BYTES]);

/* What a name stands for; of several entries the one whose table is trusted most. */
struct gazetteer_hit {
    const struct gazetteer_entry *entry; /* NULL where unknown */
    enum gazetteer_how how;
};
struct gazetteer_hit gazetteer_find(struct culpa_slice name);
/* The state of an ISO code. */
const struct gazetteer_entry *gazetteer_state(const char code[3]);
struct culpa_slice gazetteer_name(const struct gazetteer_entry *entry);

enum gazetteer_gender gazetteer_given_name(struct culpa_slice word);
/* NULL where the words are no noun of the table. */
const struct gazetteer_noun *gazetteer_noun(struct culpa_slice words);

#endif
