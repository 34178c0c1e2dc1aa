/* What the files of clusters share: the index from words to clusters, and words of names. Inside the folder only. */
#ifndef ENTITY_CLUSTER_H
#define ENTITY_CLUSTER_H

#include "entity/mention.h"

enum {
    CLUSTER_BUCKETS = 4096,  /* of the index; chains are short in any report of normal size */
    CLUSTER_MOST_CHAIN = 64, /* newest clusters of a chain that are looked at */
};

struct node {
    uint64_t hash;
    uint32_t cluster, mention, next;
};

struct scene_index {
    struct VEC(struct node) nodes;
    uint32_t bucket[CLUSTER_BUCKETS];
};

/* What a word is indexed as. */
enum index_as { AS_NAME = 1, AS_WORD, AS_ACRONYM, AS_ENTRY, AS_NOUN, AS_SPELLING };

/* --- index.c --- */
uint64_t index_hash_bytes(const char *p, size_t n, enum index_as as);
uint64_t index_hash_words(struct culpa_slice words, enum index_as as);
/* False: out of memory. */
bool index_add(struct scene *scene, uint64_t hash, uint32_t cluster, uint32_t mention);
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
