/* The closed classes of English that the shape of a noun phrase is read from. */
#ifndef ENTITY_WORDS_H
#define ENTITY_WORDS_H

#include "base/slice.h"

enum word_class {
    WORD_OPEN,        /* in none of the classes */
    WORD_DEFINITE,    /* the, this, those */
    WORD_INDEFINITE,  /* a, some, several */
    WORD_NUMBER,      /* two, dozens; value: how many, 0 where that is open */
    WORD_PREPOSITION, /* in, by, after */
    WORD_CONJUNCTION, /* and, that, while */
    WORD_RELATIVE,    /* who, which */
    WORD_VERB,        /* auxiliaries, and verbs of saying that are no nouns */
    WORD_ADVERB,      /* also, however: may stand between a subject and its verb */
    WORD_PRONOUN,
    WORD_POSSESSIVE /* his, their: a pronoun that stands before a noun */
};

enum word_number { NUMBER_UNKNOWN, NUMBER_ONE, NUMBER_MANY };

struct word {
    const char *text;
    uint8_t class;
    uint8_t value;  /* WORD_NUMBER */
    uint8_t person; /* pronouns: 1, 2, 3 */
    uint8_t number; /* enum word_number */
    uint8_t gender; /* enum gazetteer_gender of persons; it: GENDER_UNKNOWN with thing set */
    bool thing;
};

/* NULL for words of open classes. Case does not matter. */
const struct word *word_find(struct culpa_slice token);
enum word_class word_class(struct culpa_slice token);
/* "four", "4", "1,200" as a number; 0 where it is none. */
uint32_t word_count(struct culpa_slice token);

#endif
