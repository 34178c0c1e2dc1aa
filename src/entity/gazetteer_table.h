/* The compiled tables; gazetteer.c alone reads them. Each is sorted by the bytes of its keys. How they are searched
 * serves geography.c too. */
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

/* A string of a pool against a key: less than, equal to or greater than 0. */
int gazetteer_compare(const char *string, const char *key, size_t n);
/* Index of the first row of a table whose key is not less; every row begins with the offset of its key in the pool. */
size_t gazetteer_search(const char *pool, const void *table, size_t size, size_t rows, const char *key, size_t n);

#endif
