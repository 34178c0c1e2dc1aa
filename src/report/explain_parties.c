/* Who of several reports is the same: who has the same Wikidata id, else the same name, folded as the gazetteer folds
 * it. Within a report actors are told apart already: two "officials" of one report stay two. */
#include <stdlib.h>

#include "entity/gazetteer.h"
#include "entity/words.h"
#include "report/explain.h"

enum { STEM = 4 }; /* bytes that a name and its adjective share */

struct actor_key {
    struct culpa_slice name; /* folded */
    uint32_t ordinal;        /* among those of the same name in its report */
    uint32_t telling, actor; /* actor: numbered among those of all reports */
    uint32_t wikidata;
};

static int by_name(const void *a, const void *b)
{
    const struct actor_key *x = a, *y = b;
    int order = slice_compare(x->name, y->name);
    return order ? order : (x->actor > y->actor) - (x->actor < y->actor);
}

static int by_ordinal(const void *a, const void *b)
{
    const struct actor_key *x = a, *y = b;
    if (x->ordinal != y->ordinal)
        return x->ordinal < y->ordinal ? -1 : 1;
    return (x->actor > y->actor) - (x->actor < y->actor);
}

static int by_wikidata(const void *a, const void *b)
{
    const struct actor_key *x = a, *y = b;
    if (x->wikidata != y->wikidata)
        return x->wikidata < y->wikidata ? -1 : 1;
    return (x->actor > y->actor) - (x->actor < y->actor);
}

static struct actor_key *take_keys(struct explain *e)
{
    struct actor_key *keys = ARENA_ARRAY(&e->arena, struct actor_key, e->actors_from[e->n] + 1);
    if (!keys)
        return NULL;
    for (uint32_t t = 0, k = 0; t < e->n; t++)
        for (size_t i = 0; i < explain_report(e, t)->n_actors; i++, k++) {
            const struct culpa_actor *actor = &explain_report(e, t)->actors[i];
            char key[GAZETTEER_KEY_BYTES];
            size_t n = gazetteer_key(actor->name, key);
            keys[k] = (struct actor_key){actor->name, 0, t, k, actor->wikidata};
            if (n)
                keys[k].name = arena_copy(&e->arena, slice_of(key, n));
            if (!keys[k].name.ptr && n)
                return NULL;
        }
    return keys;
}

/* Actors of one name: those without an id are taken for the one that has one, if it is one only. */
static void join_named(struct explain *e, struct actor_key *keys, size_t n)
{
    for (size_t i = 1; i < n; i++)
        keys[i].ordinal = keys[i].telling == keys[i - 1].telling ? keys[i - 1].ordinal + 1 : 0;
    qsort(keys, n, sizeof *keys, by_ordinal);
    for (size_t from = 0, to; from < n; from = to) {
        const struct actor_key *known = NULL;
        bool one = true;
        for (to = from; to < n && keys[to].ordinal == keys[from].ordinal; to++)
            if (keys[to].wikidata) {
                one = one && (!known || known->wikidata == keys[to].wikidata);
                known = known ? known : &keys[to];
            }
        uint32_t first = CULPA_NONE, id = known && one ? known->wikidata : 0;
        for (size_t i = from; i < to; i++) {
            if (keys[i].wikidata)
                continue;
            first = first == CULPA_NONE ? keys[i].actor : first;
            e->parties[keys[i].actor] = first;
            keys[i].wikidata = id;
        }
    }
}

bool explain_join_parties(struct explain *e)
{
    size_t n = e->actors_from[e->n];
    e->parties = ARENA_ARRAY(&e->arena, uint32_t, n + 1);
    if (!e->parties)
        return false;
    for (uint32_t i = 0; i < n; i++)
        e->parties[i] = i;
    if (e->n < 2 || !n)
        return true;
    struct actor_key *keys = take_keys(e);
    if (!keys)
        return false;
    qsort(keys, n, sizeof *keys, by_name);
    for (size_t from = 0, to; from < n; from = to) {
        for (to = from + 1; to < n && slice_eq(keys[to].name, keys[from].name);)
            to++;
        join_named(e, keys + from, to - from);
    }
    qsort(keys, n, sizeof *keys, by_wikidata);
    for (size_t i = 1; i < n; i++)
        if (keys[i].wikidata && keys[i].wikidata == keys[i - 1].wikidata)
            e->parties[keys[i].actor] = e->parties[keys[i - 1].actor];
    return true;
}

uint32_t explain_party(const struct explain *e, uint32_t telling, uint32_t actor)
{
    return actor == CULPA_NONE ? CULPA_NONE : e->parties[e->actors_from[telling] + actor];
}

static bool has(struct culpa_slice words, struct culpa_slice name)
{
    return slice_find_nocase(words, name, 0) != SIZE_MAX;
}

/* "the leader" -> leader, "His lawyer" -> lawyer */
static struct culpa_slice bare_role(struct culpa_slice role)
{
    const char *blank = role.len ? memchr(role.ptr, ' ', role.len) : NULL;
    if (!blank)
        return role;
    size_t n = (size_t)(blank - role.ptr);
    enum word_class class = word_class(slice_of(role.ptr, n));
    bool dropped = class == WORD_DEFINITE || class == WORD_INDEFINITE || class == WORD_POSSESSIVE;
    return dropped ? slice_trim(slice_of(blank, role.len - n)) : role;
}

/* "The government", as it begins a sentence of the report; but The Hague stays. */
static bool begins_with_article(struct culpa_slice name)
{
    static const char *const articles[] = {"The ", "A ", "An "};
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++) {
        size_t n = strlen(articles[i]);
        if (name.len > n && slice_starts(name, slice_of(articles[i], n)) && name.ptr[n] >= 'a' && name.ptr[n] <= 'z')
            return true;
    }
    return false;
}

void explain_name(struct explain *e, uint32_t telling, uint32_t actor, const char *behind)
{
    const struct culpa_report *report = explain_report(e, telling);
    const struct culpa_actor *a = &report->actors[actor];
    struct culpa_slice role = has(a->name, a->role) ? SLICE("") : bare_role(a->role), of = {0};
    /* A person speaks for another, but a ministry is nobody's. */
    if (a->of != CULPA_NONE && (a->kind == CULPA_ACTOR_PERSON || report->actors[a->of].kind != CULPA_ACTOR_PERSON))
        of = report->actors[a->of].name;
    /* "Turkish minister" and "Turkey" begin with the same letters, and say it twice. */
    if (has(a->name, of) || has(of, a->name) || has(role, slice_of(of.ptr, of.len < STEM ? of.len : STEM)))
        of = SLICE("");
    size_t from = e->words.len;
    explain_add(e, EXPLAIN_WHO, a->name);
    if (!e->words.failed && begins_with_article(a->name))
        e->words.ptr[from] = (char)(a->name.ptr[0] | 0x20);
    uint32_t party = explain_party(e, telling, actor);
    if (!e->introduced[party] && (role.len || of.len)) {
        explain_str(e, EXPLAIN_PLAIN, "(");
        buf_add(&e->words, role);
        buf_add_str(&e->words, role.len && of.len ? ", " : "");
        buf_add(&e->words, of);
        explain_glue(e, ")");
    }
    e->introduced[party] = true;
    explain_glue(e, behind);
}
