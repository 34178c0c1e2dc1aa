/* One name, one kind: the tagger sees a paragraph at a time and may take "Haddad" for a person here and for an
 * organisation there. The report as a whole decides. */
#include <stdlib.h>

#include "entity/mention.h"

struct vote {
    uint64_t hash;
    uint32_t name; /* CULPA_NONE: a family name that a full name votes for */
    enum culpa_name_kind kind;
};

static int by_hash(const void *a, const void *b)
{
    const struct vote *x = a, *y = b;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return x->name < y->name ? -1 : x->name > y->name;
}

/* FNV-1a of the key of some tokens. */
static uint64_t hash_of(const struct text *text, struct text_range r)
{
    char key[GAZETTEER_KEY_BYTES];
    size_t n = gazetteer_key(mention_words(text, r), key);
    uint64_t h = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)key[i]) * UINT64_C(1099511628211);
    return h;
}

/* "Omar", "Buffy Summers": taken for no kind that culpa knows, but it begins with a given name. */
static bool looks_like_person(const struct text *text, struct text_range r)
{
    struct text_range first = {r.from, mention_word_end(text, r.from, r.to)};
    if (word_class(mention_words(text, first)) != WORD_OPEN || /* Tuesday */
        gazetteer_find(mention_words(text, first)).entry)      /* Israel Beitenu */
        return false;
    return r.to - r.from <= 3 && gazetteer_given_name(mention_words(text, first)) != GENDER_UNKNOWN;
}

/* "the Lib Dems" are no person. */
static bool is_the_several(const struct text *text, struct text_range r)
{
    struct culpa_slice last = mention_words(text, (struct text_range){r.to - 1, r.to});
    bool ends = r.to == text->n_tokens || text->tokens[r.to].shape != SHAPE_CAPITAL;
    return r.from > 0 && text_is(text, r.from - 1, "the") && last.len > 3 && last.ptr[last.len - 1] == 's' &&
           r.to - r.from > 1 && ends &&
           gazetteer_given_name(mention_words(text, (struct text_range){r.from, r.from + 1})) == GENDER_UNKNOWN;
}

/* Persons win where they are not fewer: a person's name stands for a firm more often than a firm's for a person. Places
 * and organisations that the gazetteer knows stay what they are. */
static void settle(struct scene *scene, const struct vote *votes, size_t n)
{
    size_t count[ENTITY_NAME_KINDS] = {0};
    for (size_t i = 0; i < n; i++)
        count[votes[i].kind]++;
    size_t others = n - count[CULPA_NAME_PERSON];
    if (!count[CULPA_NAME_PERSON] || !others || count[CULPA_NAME_PERSON] * 2 < n)
        return;
    for (size_t i = 0; i < n; i++)
        if (votes[i].name != CULPA_NONE &&
            !gazetteer_find(mention_words(scene->text, scene->names[votes[i].name])).entry)
            scene->kinds[votes[i].name] = CULPA_NAME_PERSON;
}

enum culpa_status mention_settle_kinds(struct scene *scene)
{
    const struct entity_input *in = scene->input;
    struct vote *votes = ARENA_ARRAY(scene->arena, struct vote, in->n_names * 2);
    size_t n = 0;
    if (!votes)
        return CULPA_NO_MEMORY;
    for (uint32_t i = 0; i < in->n_names; i++) {
        struct text_range r = scene->names[i];
        scene->kinds[i] = in->names[i].kind;
        if (r.from >= r.to)
            continue;
        if (in->names[i].kind == CULPA_NAME_OTHER && looks_like_person(scene->text, r))
            scene->kinds[i] = CULPA_NAME_PERSON;
        if (scene->kinds[i] == CULPA_NAME_PERSON && is_the_several(scene->text, r))
            scene->kinds[i] = CULPA_NAME_ORGANISATION;
        votes[n++] = (struct vote){hash_of(scene->text, r), i, scene->kinds[i]};
        struct text_range last = {r.to - 1, r.to};
        if (scene->kinds[i] == CULPA_NAME_PERSON && r.to - r.from > 1)
            votes[n++] = (struct vote){hash_of(scene->text, last), CULPA_NONE, CULPA_NAME_PERSON};
    }
    if (n)
        qsort(votes, n, sizeof *votes, by_hash);
    for (size_t from = 0, to; from < n; from = to) {
        for (to = from + 1; to < n && votes[to].hash == votes[from].hash; to++)
            ;
        settle(scene, votes + from, to - from);
    }
    return CULPA_OK;
}
