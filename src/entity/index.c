/* Words -> clusters: a hash table of words, each with a list of the clusters that it was said of, the newest first. */
#include "entity/cluster.h"

enum { LEAST_BUCKETS = 4096 };

enum culpa_status cluster_prepare(struct scene *scene)
{
    uint32_t n = LEAST_BUCKETS;
    while (n < scene->text->n_tokens)
        n *= 2;
    struct scene_index *index = scene->index = ARENA_NEW(scene->arena, struct scene_index);
    if (!index)
        return CULPA_NO_MEMORY;
    index->bucket = ARENA_ARRAY(scene->arena, uint32_t, n);
    index->mask = n - 1;
    for (uint32_t i = 0; index->bucket && i < n; i++)
        index->bucket[i] = CULPA_NONE;
    return index->bucket ? CULPA_OK : CULPA_NO_MEMORY;
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

static uint32_t word_of(const struct scene_index *index, uint64_t hash)
{
    uint32_t i = index->bucket[hash & index->mask];
    while (i != CULPA_NONE && index->words.at[i].hash != hash)
        i = index->words.at[i].next;
    return i;
}

uint32_t index_newest(const struct scene *scene, uint64_t hash)
{
    uint32_t word = word_of(scene->index, hash);
    return word == CULPA_NONE ? CULPA_NONE : scene->index->words.at[word].newest;
}

bool index_add(struct scene *scene, uint64_t hash, uint32_t cluster, uint32_t mention)
{
    struct scene_index *index = scene->index;
    uint32_t word = word_of(index, hash);
    if (word == CULPA_NONE) {
        uint32_t *bucket = &index->bucket[hash & index->mask];
        if (!VEC_PUSH(scene->arena, &index->words, (struct index_word){hash, CULPA_NONE, *bucket}))
            return false;
        word = *bucket = (uint32_t)index->words.n - 1;
    }
    if (!VEC_PUSH(scene->arena, &index->nodes, (struct node){cluster, mention, index->words.at[word].newest}))
        return false;
    index->words.at[word].newest = (uint32_t)index->nodes.n - 1;
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
