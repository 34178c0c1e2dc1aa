/* Clusters become actors: those that were asked for, all that are named and can act, and whom these belong to. */
#include <stdlib.h>

#include "entity/mention.h"

enum { LONGEST_SLUG = 48, LONGEST_NUMBER = 12, CODES = 26 * 26 };

struct output {
    struct scene *scene;
    uint32_t *actor;        /* [clusters] index of the actor, or CULPA_NONE */
    struct culpa_actor *at; /* [n] */
    uint32_t *cluster;      /* [n] */
    uint32_t n;
};

static size_t code_of(const char country[3])
{
    return (size_t)(country[0] - 'A') * 26 + (size_t)(country[1] - 'A');
}

static bool can_act(const struct cluster *c)
{
    return c->named && c->kind != CULPA_ACTOR_STATE && c->kind != CULPA_ACTOR_GROUP && c->kind != CULPA_ACTOR_UNKNOWN;
}

/* --- names --- */

static struct culpa_slice without_article(struct culpa_slice s)
{
    return slice_starts_nocase(s, SLICE("the ")) ? slice_of(s.ptr + 4, s.len - 4) : s;
}

/* "the head | of the university" is all one name; "a man | in a red cap" is not. */
static bool is_close_tie(const struct text *text, uint32_t token)
{
    struct culpa_slice s = text_word(text, token);
    return slice_eq(s, SLICE("of")) || slice_eq(s, SLICE("for")) || slice_eq(s, SLICE("at"));
}

/* A name stands without the nouns in front of it, a description with what belongs to it. */
static struct culpa_slice name_of(const struct scene *scene, const struct mention *m)
{
    struct text_range r = m->form == FORM_NAME ? m->head : m->tokens;
    if (m->form != FORM_NAME && m->whole.to)
        r = (struct text_range){m->whole.from, is_close_tie(scene->text, m->tokens.to) ? m->whole.to : m->tokens.to};
    return mention_words(scene->text, r);
}

static struct culpa_slice cluster_name(const struct scene *scene, const struct cluster *c)
{
    const struct mention *m = &scene->mentions.at[c->name];
    if (c->entry && c->entry->kind == GAZETTEER_STATE && m->form == FORM_NAME && m->known.how != GAZETTEER_NAME)
        return gazetteer_name(c->entry); /* only "Russian" or "Moscow" was said */
    return m->form == FORM_NAME ? without_article(name_of(scene, m)) : name_of(scene, m);
}

/* --- identifiers --- */

static size_t slug_of(struct culpa_slice name, char *out)
{
    char key[GAZETTEER_KEY_BYTES];
    size_t n = gazetteer_key(name.len < GAZETTEER_KEY_BYTES ? name : slice_of(name.ptr, LONGEST_SLUG), key), m = 0;
    for (size_t i = 0; i < n && m < LONGEST_SLUG; i++) {
        bool plain = (key[i] >= 'a' && key[i] <= 'z') || (key[i] >= '0' && key[i] <= '9');
        if (plain)
            out[m++] = key[i];
        else if (m && out[m - 1] != '-')
            out[m++] = '-';
    }
    while (m && out[m - 1] == '-')
        m--;
    if (!m) {
        memcpy(out, "actor", 5);
        m = 5;
    }
    return m;
}

struct slug {
    struct culpa_slice text;
    uint32_t index;
};

static int by_slug(const void *a, const void *b)
{
    const struct slug *x = a, *y = b;
    size_t n = x->text.len < y->text.len ? x->text.len : y->text.len;
    int order = memcmp(x->text.ptr, y->text.ptr, n);
    if (order)
        return order;
    if (x->text.len != y->text.len)
        return x->text.len < y->text.len ? -1 : 1;
    return x->index < y->index ? -1 : x->index > y->index;
}

/* The second "smith" becomes smith.2: no slug has a full stop, so that no two ids are the same. */
static bool number_slug(struct arena *arena, struct culpa_slice *slug, uint32_t number)
{
    char digits[LONGEST_NUMBER];
    size_t at = sizeof digits;
    for (uint32_t n = number; n; n /= 10)
        digits[--at] = (char)('0' + n % 10);
    digits[--at] = '.';
    char *out = arena_alloc(arena, slug->len + sizeof digits - at);
    if (!out)
        return false;
    memcpy(out, slug->ptr, slug->len);
    memcpy(out + slug->len, digits + at, sizeof digits - at);
    *slug = slice_of(out, slug->len + sizeof digits - at);
    return true;
}

static enum culpa_status give_ids(struct output *o)
{
    struct arena *arena = o->scene->arena;
    struct slug *slugs = ARENA_ARRAY(arena, struct slug, o->n);
    if (!slugs)
        return CULPA_NO_MEMORY;
    for (uint32_t i = 0; i < o->n; i++) {
        char slug[LONGEST_SLUG];
        slugs[i] = (struct slug){arena_copy(arena, slice_of(slug, slug_of(o->at[i].name, slug))), i};
        if (!slugs[i].text.ptr)
            return CULPA_NO_MEMORY;
    }
    if (o->n)
        qsort(slugs, o->n, sizeof *slugs, by_slug);
    for (uint32_t i = 0, first = 0; i < o->n; i++) {
        struct culpa_slice *id = &o->at[slugs[i].index].id;
        if (!slice_eq(slugs[i].text, slugs[first].text))
            first = i;
        *id = slugs[i].text;
        if (i > first && !number_slug(arena, id, i - first + 1))
            return CULPA_NO_MEMORY;
    }
    return CULPA_OK;
}

/* --- mentions and aliases --- */

/* Sorts the mentions of all actors by actor: counts, then places. */
static enum culpa_status list_mentions(struct output *o)
{
    const struct scene *scene = o->scene;
    struct culpa_span *spans = ARENA_ARRAY(scene->arena, struct culpa_span, scene->mentions.n);
    struct culpa_slice *aliases = ARENA_ARRAY(scene->arena, struct culpa_slice, scene->mentions.n * 2);
    size_t at = 0;
    if (!spans || !aliases)
        return CULPA_NO_MEMORY;
    for (uint32_t i = 0; i < o->n; i++) {
        o->at[i].mentions.at = spans + at;
        o->at[i].aliases = aliases + at * 2;
        at += scene->clusters.at[o->cluster[i]].mentions;
    }
    for (size_t i = 0; i < scene->mentions.n; i++) {
        const struct mention *m = &scene->mentions.at[i];
        uint32_t actor = m->cluster == CULPA_NONE ? CULPA_NONE : o->actor[m->cluster];
        if (actor == CULPA_NONE)
            continue;
        struct culpa_actor *a = &o->at[actor];
        struct text_range r = m->form == FORM_NAME ? m->head : m->whole.to ? m->whole : m->tokens;
        const struct text_token *t = scene->text->tokens;
        spans[a->mentions.at - spans + (ptrdiff_t)a->mentions.n++] =
            (struct culpa_span){t[r.from].start, t[r.to - 1].end};
        if (m->form == FORM_PRONOUN)
            continue;
        struct culpa_slice *mine = aliases + (a->aliases - aliases);
        mine[a->n_aliases++] = name_of(scene, m);
        if (m->whole.to || (m->form == FORM_NAME && m->tokens.from < m->head.from))
            mine[a->n_aliases++] = mention_words(scene->text, m->whole.to ? m->whole : m->tokens);
    }
    return CULPA_OK;
}

struct alias {
    struct culpa_slice text;
    size_t order;
};

static int by_text(const void *a, const void *b)
{
    const struct alias *x = a, *y = b;
    int order = slice_compare(x->text, y->text);
    return order ? order : (x->order > y->order) - (x->order < y->order);
}

static int by_order(const void *a, const void *b)
{
    const struct alias *x = a, *y = b;
    return x->order < y->order ? -1 : x->order > y->order;
}

/* Keeps each form once, in the order of the text, without the name itself. */
static enum culpa_status thin_aliases(struct arena *arena, struct culpa_actor *a)
{
    struct arena_mark mark = arena_mark(arena);
    struct alias *at = ARENA_ARRAY(arena, struct alias, a->n_aliases);
    struct culpa_slice *out = (struct culpa_slice *)a->aliases; /* ours: list_mentions() has made it */
    size_t kept = 0;
    if (!at)
        return CULPA_NO_MEMORY;
    for (size_t i = 0; i < a->n_aliases; i++)
        at[i] = (struct alias){out[i], i};
    if (a->n_aliases)
        qsort(at, a->n_aliases, sizeof *at, by_text);
    for (size_t i = 0; i < a->n_aliases; i++)
        if (!slice_eq(at[i].text, a->name) && (!kept || !slice_eq(at[kept - 1].text, at[i].text)))
            at[kept++] = at[i];
    if (kept)
        qsort(at, kept, sizeof *at, by_order);
    for (size_t i = 0; i < kept; i++)
        out[i] = at[i].text;
    a->n_aliases = kept;
    arena_rewind(arena, mark);
    return CULPA_OK;
}

static int by_start(const void *a, const void *b)
{
    const struct culpa_span *x = a, *y = b;
    return x->start != y->start ? (x->start < y->start ? -1 : 1) : x->end < y->end ? -1 : x->end > y->end;
}

/* --- the rest --- */

/* The Kremlin is Russia's, SANA is Syria's: what the gazetteer knows, where the report names the state too. */
static void tie_to_states(struct scene *scene)
{
    uint32_t state[CODES];
    for (size_t i = 0; i < CODES; i++)
        state[i] = CULPA_NONE;
    for (size_t i = 0; i < scene->clusters.n; i++) {
        const struct gazetteer_entry *e = scene->clusters.at[i].entry;
        if (e && e->kind == GAZETTEER_STATE)
            state[code_of(e->country)] = (uint32_t)i;
    }
    for (size_t i = 0; i < scene->clusters.n; i++) {
        struct cluster *c = &scene->clusters.at[i];
        if (c->of == CULPA_NONE && c->entry && c->entry->country[0] &&
            (c->entry->kind == GAZETTEER_BODY || c->entry->state_owned))
            c->of = state[code_of(c->entry->country)];
    }
}

/* Marks whom the actors belong to, so that they become actors as well. */
static void choose(struct output *o)
{
    const struct scene *scene = o->scene;
    size_t n = scene->clusters.n;
    for (size_t i = 0; i < n; i++)
        o->actor[i] = scene->clusters.at[i].requested || can_act(&scene->clusters.at[i]) ? 1 : CULPA_NONE;
    for (size_t i = 0; i < n; i++) {
        uint32_t c = (uint32_t)i;
        for (size_t steps = 0; o->actor[i] != CULPA_NONE && steps < n && scene->clusters.at[c].of != CULPA_NONE;
             steps++) {
            c = scene->clusters.at[c].of;
            if (o->actor[c] != CULPA_NONE)
                break;
            o->actor[c] = 1;
        }
    }
    for (size_t i = 0; i < n; i++)
        if (o->actor[i] != CULPA_NONE) {
            o->cluster[o->n] = (uint32_t)i;
            o->actor[i] = o->n++;
        }
}

static void fill(struct output *o, uint32_t i)
{
    const struct scene *scene = o->scene;
    const struct cluster *c = &scene->clusters.at[o->cluster[i]];
    bool unnamed = c->kind == CULPA_ACTOR_UNNAMED;
    o->at[i] = (struct culpa_actor){
        .name = cluster_name(scene, c),
        .kind = c->kind,
        .role = c->kind == CULPA_ACTOR_PERSON ? mention_words(scene->text, c->role) : slice_of(NULL, 0),
        .of = c->of == CULPA_NONE ? CULPA_NONE : o->actor[c->of],
        .count = unnamed ? (c->count                  ? c->count
                            : c->number == NUMBER_ONE ? 1
                                                      : 0)
                         : 0,
    };
    if (c->entry && c->entry->country[0])
        o->at[i].country = slice_of(c->entry->country, 2);
    if (c->entry)
        o->at[i].wikidata = c->entry->wikidata;
}

static enum culpa_status write_actors(struct scene *scene, struct entity_actors *actors)
{
    struct output o = {.scene = scene};
    size_t n = scene->clusters.n;
    o.actor = ARENA_ARRAY(scene->arena, uint32_t, n);
    o.cluster = ARENA_ARRAY(scene->arena, uint32_t, n);
    o.at = ARENA_ARRAY(scene->arena, struct culpa_actor, n);
    uint32_t *of_span = ARENA_ARRAY(scene->arena, uint32_t, scene->input->n_spans);
    if (!o.actor || !o.cluster || !o.at || !of_span)
        return CULPA_NO_MEMORY;
    tie_to_states(scene);
    choose(&o);
    for (uint32_t i = 0; i < o.n; i++)
        fill(&o, i);
    enum culpa_status status = list_mentions(&o);
    for (uint32_t i = 0; i < o.n && !status; i++) {
        if (o.at[i].mentions.n)
            qsort((struct culpa_span *)o.at[i].mentions.at, o.at[i].mentions.n, sizeof(struct culpa_span), by_start);
        status = thin_aliases(scene->arena, &o.at[i]);
    }
    if (!status)
        status = give_ids(&o);
    for (size_t i = 0; i < scene->input->n_spans; i++) {
        uint32_t mention = scene->asked[i];
        uint32_t cluster = mention == CULPA_NONE ? CULPA_NONE : scene->mentions.at[mention].cluster;
        of_span[i] = cluster == CULPA_NONE ? CULPA_NONE : o.actor[cluster];
    }
    *actors = (struct entity_actors){o.at, o.n, of_span};
    return status;
}

enum culpa_status entity_join_actors(struct arena *arena, const struct entity_input *input,
                                     struct entity_actors *actors)
{
    struct scene scene = {.arena = arena, .input = input, .text = input->text};
    enum culpa_status status = mention_resolve(&scene);
    return status ? status : write_actors(&scene, actors);
}
