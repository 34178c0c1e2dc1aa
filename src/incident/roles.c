/* Who did it, what was hit and who was hit: the noun phrases that the weights are surest of, one for each entity.
 *
 * A linear model: the weights of what stands around a phrase are added up for each role; the sum must pass the role's
 * threshold, which rises with each entity that the report has there already. For whoever did it that is not enough: the
 * words must make them the ones who act, in an event that is told as real, and nobody who speaks or is hit is among
 * them. A wrong perpetrator is worse than none. */
#include "incident/roles.h"

#include <stdlib.h>

#include "entity/gazetteer.h"

enum { LEAST_RULE = -999999, NEAR_SENTENCES = 1, BESIDE = 100 };

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
    struct incident_scene *scene;
    const struct incident_proceedings *proceedings;
    struct role_phrases phrases;
    struct VEC(struct candidate) of[ROLES]; /* whose sum passes the threshold, by the order of the text */
    struct role_fillers *found;
};

/* Statements in which a phrase is no more than talked about. */
static bool is_taken_back(enum culpa_act act)
{
    return act == CULPA_ACT_DENY || act == CULPA_ACT_EXONERATE || act == CULPA_ACT_WITHHOLD ||
           act == CULPA_ACT_DISPUTE || act == CULPA_ACT_NO_EVIDENCE || act == CULPA_ACT_WARN ||
           act == CULPA_ACT_DISMISS || act == CULPA_ACT_THREATEN || act == CULPA_ACT_DEMAND ||
           act == CULPA_ACT_PROMISE || act == CULPA_ACT_MOURN;
}

static bool covers(struct culpa_spans spans, struct culpa_span span)
{
    for (size_t i = 0; i < spans.n; i++)
        if (spans.at[i].start < span.end && span.start < spans.at[i].end)
            return true;
    return false;
}

/* May whoever the phrase names be said to have done it? *statement: the innermost in whose content it stands. */
static bool may_be_said(const struct incident_scene *scene, struct culpa_span span, uint32_t *statement)
{
    *statement = CULPA_NONE;
    for (uint32_t i = 0; i < scene->report->n_statements; i++) {
        const struct culpa_statement *s = &scene->statements[i];
        if (s->act == CULPA_ACT_NONE)
            continue;
        if (covers(s->source, span) && s->act != CULPA_ACT_CLAIM)
            return false;
        if (!covers(s->content, span))
            continue;
        if (is_taken_back(s->act))
            return false;
        const struct culpa_span *old = *statement != CULPA_NONE ? &scene->statements[*statement].span : NULL;
        if (!old || s->span.end - s->span.start < old->end - old->start)
            *statement = i;
    }
    return true;
}

/* Does the word tell of a real event, or of people hurt? */
static bool tells(const struct chooser *c, uint32_t word)
{
    if (word == CULPA_NONE)
        return false;
    uint32_t e = c->phrases.event[word];
    if (e != CULPA_NONE)
        return c->scene->events.at[e].incident != CULPA_NONE;
    return c->scene->marks[word].harm && !incident_is_any(c->scene, word, " died dies dead hurt ") &&
           incident_is_unhindered(c->scene, word);
}

static bool is_near_event(const struct incident_scene *scene, uint32_t sentence, uint32_t within)
{
    for (size_t k = 0; k < scene->events.n; k++) {
        const struct incident_event *e = &scene->events.at[k];
        if (e->incident != CULPA_NONE && e->sentence <= sentence + within && sentence <= e->sentence + within)
            return true;
    }
    return false;
}

/* The name of an armed group: the weights have the say. */
static bool is_armed(const struct incident_scene *scene, uint32_t token)
{
    uint32_t actor = scene->actor_at[token], name = scene->name_at[token];
    if (actor != CULPA_NONE && scene->report->actors[actor].kind == CULPA_ACTOR_ARMED)
        return true;
    const struct gazetteer_entry *entry =
        name == CULPA_NONE ? NULL
                           : gazetteer_find(slice_span(scene->text->bytes, scene->report->names[name].span)).entry;
    return entry && entry->kind == GAZETTEER_ARMED;
}

/* "The gunman was shot dead by police", "police shot the attacker": whoever acts on the attackers is none. */
static bool hits_attackers(const struct chooser *c, const struct role_phrase *p, uint32_t verb)
{
    for (size_t i = 0; i < c->phrases.list.n; i++) {
        const struct role_phrase *other = &c->phrases.list.at[i];
        if (other == p || other->sentence != p->sentence)
            continue;
        bool hit = (other->left.relation == RELATION_OBJECT && other->left.word == verb) ||
                   (other->right.relation == RELATION_BEFALLS && other->right.word == verb);
        if (hit && role_noun_kind(incident_word(c->scene, other->head)) == ROLE_NOUN_PERPETRATOR)
            return true;
    }
    return false;
}

/* What is done by whoever stands behind "by": the first word in front that tells of an event decides, "the murder of
 * Ada Brandt by terrorists"; another verb in between has its own doer, "questioned by police about the shooting". */
static bool is_done_by(const struct chooser *c, const struct role_phrase *p)
{
    uint32_t from = c->scene->text->sentences[p->sentence].from, t = p->left.preposition;
    if (t == CULPA_NONE || !incident_is(c->scene, t, "by"))
        return false;
    while (t-- > from) {
        uint32_t e = c->phrases.event[t];
        bool verb = c->phrases.token[t] == TOKEN_VERB;
        if (e != CULPA_NONE || verb)
            return tells(c, t) && !hits_attackers(c, p, t);
        if (c->phrases.token[t] == TOKEN_PUNCTUATION && !incident_is(c->scene, t, ","))
            return false;
    }
    return false;
}

enum acting { ACTS_NOT, ACTS_BESIDE, ACTS };

/* Whoever did it acts in the words: "guerrillas attacked", "killed by guerrillas", "an attack by guerrillas"; or is
 * called by a word for it, beside the event: "The gunmen fled". Whoever is attacked is no attacker. */
static enum acting acting(const struct chooser *c, const struct role_phrase *p)
{
    const struct role_link *left = &p->left, *right = &p->right;
    const struct incident_scene *scene = c->scene;
    if ((left->relation == RELATION_OBJECT && tells(c, left->word)) ||
        (right->relation == RELATION_BEFALLS && tells(c, right->word)) ||
        (left->preposition != CULPA_NONE && incident_is_any(scene, left->preposition, " against between than ")))
        return ACTS_NOT;
    if (right->relation == RELATION_SUBJECT && tells(c, right->word))
        return hits_attackers(c, p, right->word) ? ACTS_NOT : ACTS;
    if (left->preposition != CULPA_NONE && incident_is(scene, left->preposition, "by"))
        return is_done_by(c, p) ? ACTS : ACTS_NOT;
    bool called = role_noun_kind(incident_word(scene, p->head)) == ROLE_NOUN_PERPETRATOR || is_armed(scene, p->head) ||
                  p->variant == VARIANT_NAME || p->variant == VARIANT_OF;
    return called && is_near_event(scene, p->sentence, NEAR_SENTENCES) ? ACTS_BESIDE : ACTS_NOT;
}

static bool is_same_one(const struct role_phrase *a, const struct role_phrase *b)
{
    return a->key == b->key || (a->actor != CULPA_NONE && a->actor == b->actor);
}

/* A word of a step that tells of no event: "was charged", not "was killed". */
static bool is_in(const struct incident_scene *scene, struct culpa_span span, uint32_t token)
{
    return token != CULPA_NONE && !scene->marks[token].trigger && !scene->marks[token].harm &&
           scene->text->tokens[token].start >= span.start &&
           scene->text->tokens[token].start < span.end;
}

/* Is the phrase the party of an arrest, a charge, a verdict? */
static bool is_held(const struct chooser *c, const struct role_phrase *p)
{
    struct culpa_span span = incident_span(c->scene, p->tokens);
    for (size_t i = 0; i < c->proceedings->n; i++) {
        const struct culpa_proceeding *step = &c->proceedings->at[i];
        const char *at = c->scene->text->bytes.ptr + span.start;
        bool done_to = (p->left.relation == RELATION_OBJECT && is_in(c->scene, step->span, p->left.word)) ||
                       (p->right.relation == RELATION_BEFALLS && is_in(c->scene, step->span, p->right.word));
        if (done_to ||
            (step->who != CULPA_NONE && step->who == p->actor) ||
            (step->party.len && at >= step->party.ptr && at < step->party.ptr + step->party.len))
            return true;
    }
    return false;
}

/* "The suspected arsonist, Leo Brandt", "gunman Leo Brandt", "Brandt opened fire" */
static bool is_called_attacker(const struct chooser *c, const struct role_phrase *p)
{
    const struct incident_scene *scene = c->scene;
    uint32_t from = scene->text->sentences[p->sentence].from, e;
    for (uint32_t t = p->lead; t < p->tokens.from; t++)
        if (role_noun_kind(incident_word(scene, t)) == ROLE_NOUN_PERPETRATOR)
            return true;
    if (p->lead >= from + 2 && incident_is(scene, p->lead - 1, ",") &&
        role_noun_kind(incident_word(scene, p->lead - 2)) == ROLE_NOUN_PERPETRATOR)
        return true;
    e = p->right.relation == RELATION_SUBJECT ? c->phrases.event[p->right.word] : CULPA_NONE;
    return e != CULPA_NONE && scene->events.at[e].trigger->form != INCIDENT_NOUN;
}

/* Whoever is held, charged, or called the attacker anywhere in the report is not shown as a victim. */
static bool is_accused(const struct chooser *c, const struct role_phrase *p)
{
    for (size_t i = 0; i < c->phrases.list.n; i++) {
        const struct role_phrase *other = &c->phrases.list.at[i];
        if (is_same_one(p, other) && (is_held(c, other) || is_called_attacker(c, other)))
            return true;
    }
    return false;
}

static bool is_speaker(const struct incident_scene *scene, const struct role_phrase *p)
{
    for (size_t i = 0; i < scene->report->n_statements; i++)
        if (covers(scene->statements[i].source, incident_span(scene, p->tokens)))
            return true;
    return false;
}

static bool may_play(const struct chooser *c, const struct role_phrase *p, enum role role, long spare,
                     uint32_t *statement)
{
    *statement = CULPA_NONE;
    if (role == ROLE_VICTIM)
        return !is_accused(c, p) && !is_speaker(c->scene, p);
    if (role != ROLE_PEOPLE && role != ROLE_ORGANISATION)
        return true;
    enum acting how = acting(c, p);
    return (how == ACTS || (how == ACTS_BESIDE && spare >= BESIDE)) &&
           may_be_said(c->scene, incident_span(c->scene, p->tokens), statement);
}

static long special(const char *name, int role)
{
    const struct role_weight *w = find(name, strlen(name));
    return w ? w->weight[role] : 0;
}

static enum culpa_status weigh_all(struct chooser *c)
{
    struct role_features *features = ARENA_NEW(c->scene->scratch, struct role_features);
    if (!features)
        return CULPA_NO_MEMORY;
    for (uint32_t i = 0; i < c->phrases.list.n; i++) {
        long score[ROLES];
        role_describe(c->scene, &c->phrases, i, features);
        role_weigh(features, score);
        for (int r = 0; r < ROLES; r++)
            if (score[r] > special("@threshold", r) &&
                !VEC_PUSH(c->scene->scratch, &c->of[r], (struct candidate){score[r], i}))
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

static bool is_same(const struct incident_scene *scene, const struct role_filler *f, struct text_range r, uint32_t actor)
{
    return (actor != CULPA_NONE && actor == f->actor) || is_within(scene, r, f->tokens) ||
           is_within(scene, f->tokens, r);
}

static bool is_person(const struct incident_scene *scene, uint32_t token)
{
    uint32_t name = scene->name_at[token];
    return name != CULPA_NONE && scene->report->names[name].kind == CULPA_NAME_PERSON;
}

/* Takes one candidate if it names somebody or something new. */
static enum culpa_status take(struct chooser *c, enum role role, const struct candidate *candidate, size_t first)
{
    const struct role_phrase *p = &c->phrases.list.at[candidate->phrase];
    struct role_fillers *found = c->found;
    struct role_filler filler = {.role = role, .tokens = p->tokens, .person = is_person(c->scene, p->head), .actor = p->actor};
    for (size_t i = first; i < found->n; i++)
        if (is_same(c->scene, &found->at[i], p->tokens, filler.actor))
            return CULPA_OK;
    long needed = special("@threshold", role) + special("@step", role) * (long)(found->n - first);
    if (candidate->score < needed || !may_play(c, p, role, candidate->score - needed, &filler.statement))
        return CULPA_OK;
    return VEC_PUSH(c->scene->arena, found, filler) ? CULPA_OK : CULPA_NO_MEMORY;
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
            if (at[i].score != LEAST_RULE && (best == n || at[i].score > at[best].score))
                best = i;
        if (best == n)
            break;
        struct candidate chosen = at[best];
        for (size_t i = 0; i < n; i++)
            if (overlap(c->phrases.list.at[at[i].phrase].tokens, c->phrases.list.at[chosen.phrase].tokens))
                at[i].score = LEAST_RULE;
        status = take(c, role, &chosen, first);
    }
    return status;
}

/* "The Owls claimed responsibility": whoever stands in front of the words of a claim that is joined to nobody. */
static enum culpa_status take_claims(struct chooser *c)
{
    const struct culpa_report *report = c->scene->report;
    for (uint32_t i = 0; i < report->n_statements; i++) {
        const struct culpa_statement *s = &c->scene->statements[i];
        if (s->act != CULPA_ACT_CLAIM || s->actor != CULPA_NONE || !s->cue.n)
            continue;
        for (uint32_t k = 0; k < c->phrases.list.n; k++) {
            const struct role_phrase *p = &c->phrases.list.at[k];
            if (p->right.relation != RELATION_SUBJECT || p->variant != VARIANT_WHOLE ||
                !covers(s->cue, incident_span(c->scene, (struct text_range){p->right.word, p->right.word + 1})))
                continue;
            struct role_filler filler = {.role = ROLE_ORGANISATION,
                                         .tokens = p->tokens,
                                         .person = is_person(c->scene, p->head),
                                         .actor = p->actor,
                                         .statement = i};
            if (filler.person)
                filler.role = ROLE_PEOPLE;
            if (!VEC_PUSH(c->scene->arena, c->found, filler))
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
    struct chooser c = {.scene = scene, .proceedings = proceedings, .found = found};
    enum culpa_status status = role_find_phrases(scene, &c.phrases);
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
