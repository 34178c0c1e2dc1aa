/* What the files of clusters share: the index from words to clusters, and words of names. Inside the folder only. */
#ifndef ENTITY_CLUSTER_H
#define ENTITY_CLUSTER_H

#include "entity/mention.h"

enum { CLUSTER_MOST_CHAIN = 64 }; /* newest clusters of a word that are looked at */

/* A cluster that a word was said of. */
struct node {
    uint32_t cluster, mention;
    uint32_t next; /* an older one of the same word, CULPA_NONE */
};

struct index_word {
    uint64_t hash;
    uint32_t newest; /* node */
    uint32_t next;   /* word of the same bucket, CULPA_NONE */
};

struct scene_index {
    struct VEC(struct node) nodes;
    struct VEC(struct index_word) words;
    uint32_t *bucket; /* [mask + 1] words: about one for each token of the text, so that no two have to share it */
    uint32_t mask;
};

/* What a word is indexed as. */
enum index_as { AS_NAME = 1, AS_WORD, AS_ACRONYM, AS_ENTRY, AS_NOUN, AS_SPELLING };

/* --- index.c --- */
uint64_t index_hash_bytes(const char *p, size_t n, enum index_as as);
uint64_t index_hash_words(struct culpa_slice words, enum index_as as);
/* False: out of memory. */
bool index_add(struct scene *scene, uint64_t hash, uint32_t cluster, uint32_t mention);
/* The newest node of a word, CULPA_NONE where it was said of nobody. */
uint32_t index_newest(const struct scene *scene, uint64_t hash);
/* The last word of a range, and its first. */
struct text_range index_last_word(const struct text *text, struct text_range r);
struct text_range index_first_word(const struct text *text, struct text_range r);

/* --- same_name.c --- */
/* "Mrs Clinton" is not Bill Clinton. Two given names say nothing here, they are compared by their letters. */
bool cluster_differs(const struct mention *m, const struct cluster *c);
bool cluster_is_state_name(const struct mention *m);
/* Enters a name of a cluster into the index. False: out of memory. */
bool cluster_index_name(struct scene *scene, uint32_t cluster, uint32_t mention);

#endif
