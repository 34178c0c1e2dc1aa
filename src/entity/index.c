/* Words -> clusters: a hash table with the newest entry first in each chain. */
#include "entity/cluster.h"

enum culpa_status cluster_prepare(struct scene *scene)
{
    scene->index = ARENA_NEW(scene->arena, struct scene_index);
    if (!scene->index)
        return CULPA_NO_MEMORY;
    for (size_t i = 0; i < CLUSTER_BUCKETS; i++)
        scene->index->bucket[i] = CULPA_NONE;
    return CULPA_OK;
}

/* FNV-1a over a key. */
uint64_t index_hash_bytes(const char *p, size_t n, enum index_as as)
{
    uint64_t h = UINT64_C(14695981039346656037) ^ as;
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)p[i]) * UINT64_C(1099511628211);
    return h;
}

uint64_t index_hash_words(struct culpa_slice words, enum index_as as)
{
    char key[GAZETTEER_KEY_BYTES];
    return index_hash_bytes(key, gazetteer_key(words, key), as);
}

bool index_add(struct scene *scene, uint64_t hash, uint32_t cluster, uint32_t mention)
{
    uint32_t *bucket = &scene->index->bucket[hash % CLUSTER_BUCKETS];
    struct node node = {hash, cluster, mention, *bucket};
    if (!VEC_PUSH(scene->arena, &scene->index->nodes, node))
        return false;
    *bucket = (uint32_t)scene->index->nodes.n - 1;
    return true;
}

struct text_range index_last_word(const struct text *text, struct text_range r)
{
    struct text_range w = r;
    for (uint32_t t = r.from; t < r.to; t = mention_word_end(text, t, r.to))
        w = (struct text_range){t, mention_word_end(text, t, r.to)};
    return w;
}

struct text_range index_first_word(const struct text *text, struct text_range r)
{
    return r.from < r.to ? (struct text_range){r.from, mention_word_end(text, r.from, r.to)} : r;
}
