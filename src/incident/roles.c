/* Who did it, what was hit and who was hit: the noun phrases that the weights are surest of, one for each entity.
 *
 * A linear model: the weights of what stands around a phrase are added up for each role; the sum must pass the role's
 * threshold, which rises with each entity that the report has there already, and role_rules.c must allow it. */
#include "incident/roles.h"

#include <math.h>
#include <stdlib.h>

_Static_assert((int)ROLES == (int)INCIDENT_PARTS, "the model has one number for each role");

/* KNOWN_WEAPON: what a weapon of triggers.tsv beside an event gets, since MUC-4 knows few but bombs and guns. */
enum { TAKEN = -999999, KNOWN_WEAPON = 300 };

static const struct role_weight *find(const char *s, size_t n)
{
    uint64_t feature = role_hash(s, n);
    size_t low = 0, high = role_weights_n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (role_weights[middle].feature < feature)
            low = middle + 1;
        else
            high = middle;
    }
    return low < role_weights_n && role_weights[low].feature == feature ? &role_weights[low] : NULL;
}

void role_weigh(const struct role_features *features, long score[ROLES])
{
    for (int r = 0; r < ROLES; r++)
        score[r] = 0;
    for (size_t i = 0; i < features->n;) {
        size_t n = strlen(features->at + i);
        const struct role_weight *w = find(features->at + i, n);
        for (int r = 0; r < ROLES && w; r++)
            score[r] += w->weight[r];
        i += n + 1;
    }
}

struct candidate {
    long score;
    uint32_t phrase;
};

struct chooser {
    struct role_scene in;
    struct VEC(struct candidate) of[ROLES]; /* whose sum passes the threshold, by the order of the text */
    long sight[ROLES];
    struct role_fillers *found;
};

static long special(const char *name, int role)
{
    const struct role_weight *w = find(name, strlen(name));
    return w ? w->weight[role] : 0;
}

static bool is_known_weapon(const struct incident_scene *scene, const struct role_phrase *p)
{
    for (uint32_t t = p->tokens.from; t < p->tokens.to; t++)
        if (scene->marks[t].weapon && scene->marks[t].to == p->tokens.to)
            return true;
    return false;
}

static enum culpa_status weigh_all(struct chooser *c)
{
    struct role_features *features = ARENA_NEW(c->in.scene->scratch, struct role_features);
    if (!features)
        return CULPA_NO_MEMORY;
    for (int r = 0; r < ROLES; r++)
        c->sight[r] = special("@sight", r);
    for (uint32_t i = 0; i < c->in.phrases.list.n; i++) {
        long score[ROLES];
        role_describe(c->in.scene, &c->in.phrases, i, features);
        role_weigh(features, score);
        const struct role_phrase *p = &c->in.phrases.list.at[i];
        for (int r = 0; r < ROLES; r++)
            score[r] += lroundf(role_sight(c->in.scene, p->tokens, (enum role)r) * (float)c->sight[r]);
        if (is_known_weapon(c->in.scene, p) && role_near_event(c->in.scene, p->sentence, 0))
            score[ROLE_WEAPON] += KNOWN_WEAPON;
        for (int r = 0; r < ROLES; r++)
            if (score[r] > special("@threshold", r) &&
                !VEC_PUSH(c->in.scene->scratch, &c->of[r], (struct candidate){score[r], i}))
                return CULPA_NO_MEMORY;
    }
    return CULPA_OK;
}

static bool overlap(struct text_range a, struct text_range b)
{
    return a.from < b.to && b.from < a.to;
}

/* Do the words of one stand in the other: "Brandt", "Ada Brandt"? */
static bool is_within(const struct incident_scene *scene, struct text_range a, struct text_range b)
{
    uint32_t n = a.to - a.from;
    for (uint32_t at = b.from; at + n <= b.to; at++) {
        uint32_t k = 0;
        while (k < n && slice_eq_nocase(incident_word(scene, a.from + k), incident_word(scene, at + k)))
            k++;
        if (k == n)
            return true;
    }
    return false;
}

static bool is_same(const struct incident_scene *scene, const struct role_filler *f, struct text_range r,
                    uint32_t actor)
{
    return (actor != CULPA_NONE && actor == f->actor) || is_within(scene, r, f->tokens) ||
           is_within(scene, f->tokens, r);
}

static bool is_person(const struct incident_scene *scene, uint32_t token)
{
    uint32_t name = scene->name_at[token];
    return name != CULPA_NONE && scene->report->names[name].kind == CULPA_NAME_PERSON;
}

/* "four people", not "people": the phrase with what counts it. */
static struct text_range whole_of(const struct chooser *c, const struct role_phrase *p)
{
    for (size_t i = 0; i < c->in.phrases.list.n; i++) {
        const struct role_phrase *whole = &c->in.phrases.list.at[i];
        if (whole->variant != VARIANT_WHOLE || whole->lead != p->lead)
            continue;
        bool bound = incident_is_any(c->in.scene, whole->tokens.from, " least most "); /* "at least 14 people" */
        return (struct text_range){whole->tokens.from + bound, whole->tokens.to};
    }
    return p->tokens;
}

/* Takes one candidate if it names somebody or something new. */
static enum culpa_status take(struct chooser *c, enum role role, const struct candidate *candidate, size_t first)
{
    const struct role_phrase *p = &c->in.phrases.list.at[candidate->phrase];
    struct role_fillers *found = c->found;
    struct role_filler filler = {
        .role = role, .tokens = p->tokens, .person = is_person(c->in.scene, p->head), .actor = p->actor};
    if (role == ROLE_DESCRIBED && p->variant != VARIANT_OF)
        filler.tokens = whole_of(c, p);
    for (size_t i = 0; i < first; i++) /* "guerrillas" are people, what they belong to is another phrase */
        if (role == ROLE_ORGANISATION && found->at[i].role == ROLE_PEOPLE &&
            found->at[i].tokens.from == p->tokens.from && found->at[i].tokens.to == p->tokens.to)
            return CULPA_OK;
    for (size_t i = first; i < found->n; i++)
        if (is_same(c->in.scene, &found->at[i], p->tokens, filler.actor))
            return CULPA_OK;
    long needed = special("@threshold", role) + special("@step", role) * (long)(found->n - first);
    if (candidate->score < needed || !role_may_play(&c->in, p, role, candidate->score - needed, &filler.statement))
        return CULPA_OK;
    return VEC_PUSH(c->in.scene->arena, found, filler) ? CULPA_OK : CULPA_NO_MEMORY;
}

/* The surest first; what overlaps a surer phrase is a part of it or holds it. */
static enum culpa_status choose(struct chooser *c, enum role role)
{
    size_t n = c->of[role].n, first = c->found->n;
    struct candidate *at = c->of[role].at;
    enum culpa_status status = CULPA_OK;
    for (size_t done = 0; done < n && !status; done++) {
        size_t best = n;
        for (size_t i = 0; i < n; i++)
            if (at[i].score != TAKEN && (best == n || at[i].score > at[best].score))
                best = i;
        if (best == n)
            break;
        struct candidate chosen = at[best];
        for (size_t i = 0; i < n; i++)
            if (overlap(c->in.phrases.list.at[at[i].phrase].tokens, c->in.phrases.list.at[chosen.phrase].tokens))
                at[i].score = TAKEN;
        status = take(c, role, &chosen, first);
    }
    return status;
}

/* "The Owls claimed responsibility": whoever stands in front of the words of a claim that is joined to nobody. */
static enum culpa_status take_claims(struct chooser *c)
{
    const struct culpa_report *report = c->in.scene->report;
    for (uint32_t i = 0; i < report->n_statements; i++) {
        const struct culpa_statement *s = &c->in.scene->statements[i];
        if (s->act != CULPA_ACT_CLAIM || s->actor != CULPA_NONE || !s->cue.n)
            continue;
        for (uint32_t k = 0; k < c->in.phrases.list.n; k++) {
            const struct role_phrase *p = &c->in.phrases.list.at[k];
            if (p->right.relation != RELATION_SUBJECT || p->variant != VARIANT_WHOLE ||
                !role_covers(s->cue, incident_span(c->in.scene, (struct text_range){p->right.word, p->right.word + 1})))
                continue;
            struct role_filler filler = {.role = ROLE_ORGANISATION,
                                         .tokens = p->tokens,
                                         .person = is_person(c->in.scene, p->head),
                                         .actor = p->actor,
                                         .statement = i};
            if (filler.person)
                filler.role = ROLE_PEOPLE;
            if (!VEC_PUSH(c->in.scene->arena, c->found, filler))
                return CULPA_NO_MEMORY;
        }
    }
    return CULPA_OK;
}

static int by_place(const void *a, const void *b)
{
    const struct role_filler *x = a, *y = b;
    if (x->tokens.from != y->tokens.from)
        return x->tokens.from < y->tokens.from ? -1 : 1;
    return x->role < y->role ? -1 : x->role > y->role;
}

enum culpa_status role_find(struct incident_scene *scene, const struct incident_proceedings *proceedings,
                            struct role_fillers *found)
{
    struct chooser c = {.in = {.scene = scene, .proceedings = proceedings}, .found = found};
    enum culpa_status status = role_find_phrases(scene, &c.in.phrases);
    if (!status)
        status = weigh_all(&c);
    for (int role = 0; role < ROLES && !status; role++)
        status = choose(&c, (enum role)role);
    if (!status)
        status = take_claims(&c);
    if (found->n)
        qsort(found->at, found->n, sizeof *found->at, by_place);
    return status;
}
