/* The compiled tables; gazetteer.c alone reads them. Each is sorted by the bytes of its keys. */
#ifndef ENTITY_GAZETTEER_TABLE_H
#define ENTITY_GAZETTEER_TABLE_H

#include "entity/gazetteer.h"

struct gazetteer_form {
    uint32_t key, entry;
    uint8_t how;
};

struct gazetteer_given {
    uint32_t key;
    uint8_t gender;
};

extern const char gazetteer_pool[]; /* NUL-terminated strings */
extern const struct gazetteer_entry gazetteer_entries[];
extern const struct gazetteer_form gazetteer_forms[]; /* forms of one key in the order of trust */
extern const struct gazetteer_given gazetteer_given_names[];
extern const struct gazetteer_noun gazetteer_nouns[];
extern const uint32_t gazetteer_entries_n, gazetteer_forms_n, gazetteer_given_names_n, gazetteer_nouns_n;

#endif
