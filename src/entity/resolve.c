/* Joins mentions to clusters, from the beginning of the report to its end. */
#include <float.h>
#include <stdlib.h>

#include "entity/mention.h"

/* A place is an actor only where it acts or is asked for: "Kyiv denies", not "in Kyiv". The name of a state is the
 * state everywhere. */
static bool is_actor_name(const struct mention *m)
{
    const struct gazetteer_entry *known = m->known.entry;
    bool acts = m->requested || (m->place == PLACE_SUBJECT && known && m->known.how == GAZETTEER_CAPITAL);
    switch (m->name_kind) {
    case CULPA_NAME_PERSON:
    case CULPA_NAME_ORGANISATION:
        return !known || m->known.how != GAZETTEER_CAPITAL || acts;
    case CULPA_NAME_GROUP:
        return true;
    case CULPA_NAME_PLACE:
    case CULPA_NAME_FACILITY:
        return acts || (known && known->kind != GAZETTEER_CITY && m->known.how != GAZETTEER_CAPITAL);
    default:
        return m->requested || (known && known->kind != GAZETTEER_CITY && known->kind != GAZETTEER_STATE);
    }
}

static enum culpa_status resolve_name(struct scene *scene, uint32_t i)
{
    if (scene->mentions.at[i].cluster != CULPA_NONE || !is_actor_name(&scene->mentions.at[i]))
        return CULPA_OK;
    return cluster_add(scene, cluster_of_name(scene, i), i);
}

static enum culpa_status resolve_description(struct scene *scene, uint32_t i)
{
    uint32_t same = scene->mentions.at[i].same;
    if (same == CULPA_NONE)
        return cluster_add(scene, cluster_of_description(scene, i), i);
    enum culpa_status status = resolve_name(scene, same);
    return status ? status : cluster_add(scene, scene->mentions.at[same].cluster, i);
}

/* The mention of whoever says what a mention stands in, or CULPA_NONE. */
static uint32_t speaker_here(const struct scene *scene, uint32_t i)
{
    uint32_t speech = scene->mentions.at[i].speech;
    uint32_t span = speech == CULPA_NONE ? CULPA_NONE : scene->input->speeches[speech].speaker;
    uint32_t mention = span == CULPA_NONE ? CULPA_NONE : scene->asked[span];
    return mention == i ? CULPA_NONE : mention;
}

/* "I ran, and he fell," said Smith: Smith has to be known before I and he are. */
static enum culpa_status resolve_speaker(struct scene *scene, uint32_t speaker)
{
    if (speaker == CULPA_NONE || scene->mentions.at[speaker].cluster != CULPA_NONE)
        return CULPA_OK;
    switch (scene->mentions.at[speaker].form) {
    case FORM_NAME:
        return resolve_name(scene, speaker);
    case FORM_PRONOUN:
        return CULPA_OK; /* comes in its turn */
    default:
        return resolve_description(scene, speaker);
    }
}

/* I and we: the speaker, else whoever spoke last. */
static enum culpa_status resolve_first_person(struct scene *scene, uint32_t i, bool last_pass)
{
    const struct mention *m = &scene->mentions.at[i];
    uint32_t speaker = speaker_here(scene, i);
    uint32_t cluster = speaker == CULPA_NONE ? CULPA_NONE : scene->mentions.at[speaker].cluster;
    if (speaker == CULPA_NONE && m->quoted)
        cluster = scene->last_speaker;
    if (cluster == CULPA_NONE && !(m->requested && (last_pass || speaker == CULPA_NONE)))
        return CULPA_OK;
    return cluster_add(scene, cluster, i);
}

static enum culpa_status resolve_third_person(struct scene *scene, uint32_t i)
{
    struct candidate at[PRONOUN_CANDIDATES];
    uint32_t ahead = pronoun_ahead(scene, i), cluster = CULPA_NONE;
    enum culpa_status status = ahead == CULPA_NONE ? CULPA_OK : resolve_name(scene, ahead);
    if (status)
        return status;
    size_t n = pronoun_candidates(scene, i, at);
    float best = scene->mentions.at[i].requested ? -FLT_MAX : 0; /* who speaks is somebody */
    for (size_t k = 0; k < n; k++)
        if (at[k].score > best) {
            best = at[k].score;
            cluster = at[k].cluster;
        }
    if (scene->watch)
        scene->watch(scene->watcher, scene, i, at, n);
    return cluster == CULPA_NONE && !scene->mentions.at[i].requested ? CULPA_OK : cluster_add(scene, cluster, i);
}

static enum culpa_status resolve_pronoun(struct scene *scene, uint32_t i)
{
    enum culpa_status status = resolve_speaker(scene, speaker_here(scene, i));
    if (status)
        return status;
    switch (scene->mentions.at[i].pronoun->person) {
    case 1:
        return resolve_first_person(scene, i, false);
    case 3:
        return resolve_third_person(scene, i);
    default:
        return scene->mentions.at[i].requested ? cluster_add(scene, CULPA_NONE, i) : CULPA_OK;
    }
}

static enum culpa_status resolve(struct scene *scene, uint32_t i)
{
    switch (scene->mentions.at[i].form) {
    case FORM_NAME:
        return resolve_name(scene, i);
    case FORM_PRONOUN:
        return resolve_pronoun(scene, i);
    default:
        return scene->mentions.at[i].cluster == CULPA_NONE ? resolve_description(scene, i) : CULPA_OK;
    }
}

/* --- order --- */

struct rank {
    struct text_range tokens;
    uint32_t index;
};

static int by_end(const void *a, const void *b)
{
    const struct rank *x = a, *y = b;
    if (x->tokens.to != y->tokens.to)
        return x->tokens.to < y->tokens.to ? -1 : 1;
    if (x->tokens.from != y->tokens.from)
        return x->tokens.from > y->tokens.from ? -1 : 1; /* what holds another comes behind it */
    return x->index < y->index ? -1 : x->index > y->index;
}

static uint32_t moved(const uint32_t *now, uint32_t index)
{
    return index == CULPA_NONE ? CULPA_NONE : now[index];
}

/* Brings the mentions that were made for spans into their places. */
static enum culpa_status sort(struct scene *scene)
{
    uint32_t n = (uint32_t)scene->mentions.n;
    struct rank *rank = ARENA_ARRAY(scene->arena, struct rank, n);
    uint32_t *now = ARENA_ARRAY(scene->arena, uint32_t, n);
    struct mention *sorted = ARENA_ARRAY(scene->arena, struct mention, n);
    if (!rank || !now || !sorted)
        return CULPA_NO_MEMORY;
    for (uint32_t i = 0; i < n; i++)
        rank[i] = (struct rank){scene->mentions.at[i].tokens, i};
    if (n)
        qsort(rank, n, sizeof *rank, by_end);
    for (uint32_t i = 0; i < n; i++)
        now[rank[i].index] = i;
    for (uint32_t i = 0; i < n; i++) {
        sorted[i] = scene->mentions.at[rank[i].index];
        sorted[i].of = moved(now, sorted[i].of);
        sorted[i].same = moved(now, sorted[i].same);
    }
    for (size_t i = 0; i < scene->input->n_spans; i++)
        scene->asked[i] = moved(now, scene->asked[i]);
    scene->mentions.at = sorted;
    scene->mentions.cap = n;
    return CULPA_OK;
}

/* Each token's innermost speech; what is inside another begins later, or ends earlier. */
static enum culpa_status find_speeches(struct scene *scene)
{
    const struct entity_input *in = scene->input;
    uint32_t *speech = ARENA_ARRAY(scene->arena, uint32_t, scene->text->n_tokens);
    if (!speech)
        return CULPA_NO_MEMORY;
    for (uint32_t t = 0; t < scene->text->n_tokens; t++)
        speech[t] = CULPA_NONE;
    for (uint32_t i = 0; i < in->n_speeches; i++) {
        uint32_t to = text_token_at(scene->text, in->speeches[i].content.end);
        for (uint32_t t = text_token_at(scene->text, in->speeches[i].content.start); t < to; t++)
            speech[t] = i;
    }
    for (size_t i = 0; i < scene->mentions.n; i++)
        scene->mentions.at[i].speech = speech[scene->mentions.at[i].head.from];
    return CULPA_OK;
}

static enum culpa_status prepare(struct scene *scene)
{
    scene->names = ARENA_ARRAY(scene->arena, struct text_range, scene->input->n_names);
    scene->name_at = ARENA_ARRAY(scene->arena, uint32_t, scene->text->n_tokens);
    scene->clause = ARENA_ARRAY(scene->arena, uint32_t, scene->text->n_tokens);
    scene->asked = ARENA_ARRAY(scene->arena, uint32_t, scene->input->n_spans);
    scene->last_speaker = CULPA_NONE;
    scene->kinds = ARENA_ARRAY(scene->arena, enum culpa_name_kind, scene->input->n_names);
    if (!scene->names || !scene->kinds || !scene->name_at || !scene->clause || !scene->asked)
        return CULPA_NO_MEMORY;
    return cluster_prepare(scene);
}

enum culpa_status mention_resolve(struct scene *scene)
{
    enum culpa_status status = prepare(scene);
    if (!status)
        status = mention_scan(scene);
    if (!status)
        status = mention_ask(scene);
    if (!status)
        status = sort(scene);
    if (!status)
        status = find_speeches(scene);
    for (uint32_t i = 0; i < scene->mentions.n && !status; i++) {
        status = resolve(scene, i);
        const struct mention *m = &scene->mentions.at[i];
        if (m->requested && m->cluster != CULPA_NONE)
            scene->last_speaker = m->cluster;
    }
    for (uint32_t i = 0; i < scene->mentions.n && !status; i++) { /* "I ran," he said */
        const struct mention *m = &scene->mentions.at[i];
        if (m->cluster == CULPA_NONE && m->pronoun && m->pronoun->person == 1)
            status = resolve_first_person(scene, i, true);
    }
    return status;
}
