/* Who may play a role at all, whatever the weights say: a wrong perpetrator is worse than none. */
#include "entity/gazetteer.h"
#include "incident/roles.h"

enum { NEAR_SENTENCES = 1, BESIDE = 100, MOST_OF = 3 }; /* BESIDE: in hundredths of the log odds */

/* Statements in which a phrase is no more than talked about. */
static bool is_taken_back(enum culpa_act act)
{
    return act == CULPA_ACT_DENY || act == CULPA_ACT_EXONERATE || act == CULPA_ACT_WITHHOLD ||
           act == CULPA_ACT_DISPUTE || act == CULPA_ACT_NO_EVIDENCE || act == CULPA_ACT_WARN ||
           act == CULPA_ACT_DISMISS || act == CULPA_ACT_THREATEN || act == CULPA_ACT_DEMAND ||
           act == CULPA_ACT_PROMISE || act == CULPA_ACT_MOURN;
}

bool role_covers(struct culpa_spans spans, struct culpa_span span)
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
        if (role_covers(s->source, span) && s->act != CULPA_ACT_CLAIM)
            return false;
        if (!role_covers(s->content, span))
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
static bool tells(const struct role_scene *c, uint32_t word)
{
    if (word == CULPA_NONE)
        return false;
    uint32_t e = c->phrases.event[word];
    if (e != CULPA_NONE)
        return c->scene->events.at[e].incident != CULPA_NONE;
    return c->scene->marks[word].harm && !incident_is_any(c->scene, word, " died dies dead hurt ") &&
           incident_is_unhindered(c->scene, word);
}

bool role_near_event(const struct incident_scene *scene, uint32_t sentence, uint32_t within)
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
static bool hits_attackers(const struct role_scene *c, const struct role_phrase *p, uint32_t verb)
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

/* Verbs that tell of a deed by what they stand with: carried out an attack, planted a bomb, "an attack staged by". */
static const char CARRIES_OUT[] = " carried carry carrying perpetrated committed staged launched mounted conducted "
                                  "executed masterminded orchestrated "
                                  "placed planted set threw hurled detonated fired hijacked sprayed ";

static bool carries_out(const struct role_scene *c, uint32_t verb)
{
    const struct incident_scene *scene = c->scene;
    if (verb == CULPA_NONE || !incident_is_any(scene, verb, CARRIES_OUT) || !incident_is_unhindered(scene, verb))
        return false;
    struct text_range s = scene->text->sentences[scene->sentence[verb]];
    for (uint32_t t = s.from; t < s.to; t++)
        if (scene->marks[t].weapon ||
            (c->phrases.event[t] != CULPA_NONE && scene->events.at[c->phrases.event[t]].incident != CULPA_NONE))
            return role_near_event(scene, scene->sentence[verb], NEAR_SENTENCES);
    return false;
}

static bool does(const struct role_scene *c, uint32_t verb)
{
    return tells(c, verb) || carries_out(c, verb);
}

/* What is done by whoever stands behind "by": the first word in front that tells of an event decides, "the murder of
 * Ada Brandt by terrorists"; another verb in between has its own doer, "questioned by police about the shooting". */
static bool is_done_by(const struct role_scene *c, const struct role_phrase *p)
{
    uint32_t from = c->scene->text->sentences[p->sentence].from, t = p->left.preposition;
    if (t == CULPA_NONE || !incident_is(c->scene, t, "by"))
        return false;
    while (t-- > from) {
        uint32_t e = c->phrases.event[t];
        bool verb = c->phrases.token[t] == TOKEN_VERB;
        if (e != CULPA_NONE || verb)
            return does(c, t) && !hits_attackers(c, p, t);
        if (incident_is_any(c->scene, t, " ; : "))
            return false;
    }
    return false;
}

/* "a group of armed men": the phrase in front of "of", if it only says how many or what kind. */
static const struct role_phrase *of_which(const struct role_scene *c, const struct role_phrase *p)
{
    if (!incident_is(c->scene, p->left.preposition, "of"))
        return NULL;
    for (size_t i = 0; i < c->phrases.list.n; i++) {
        const struct role_phrase *other = &c->phrases.list.at[i];
        enum role_noun_kind kind = role_noun_kind(incident_word(c->scene, other->head));
        if (other->tokens.to == p->left.preposition && other->variant == VARIANT_WHOLE &&
            (kind == ROLE_NOUN_MEMBERS || kind == ROLE_NOUN_PERPETRATOR || kind == ROLE_NOUN_FORCE))
            return other;
    }
    return NULL;
}

/* Log odds from which the model's word stands for a word of the report that calls somebody an attacker. */
static const float SEEN = -1.5F;

/* Where there is no model: about what it says of words that may have a part, but of which it is not sure. */
static const float UNSEEN = -1.25F;

float role_sight(const struct incident_scene *scene, struct text_range words, enum role role)
{
    float sum = 0;
    if (!scene->parts)
        return UNSEEN;
    for (uint32_t t = words.from; t < words.to; t++)
        sum += scene->parts[(size_t)t * INCIDENT_PARTS + (size_t)role];
    return sum / (float)(words.to - words.from);
}

enum acting { ACTS_NOT, ACTS_BESIDE, ACTS };

/* Whoever did it acts in the words: "guerrillas attacked", "killed by guerrillas", "an attack by guerrillas"; or is
 * called by a word for it, beside the event: "The gunmen fled". Whoever is attacked is no attacker. */
/* "A boy shot himself" tells of no attacker; whoever blew himself up among others is one. */
static bool harms_itself(const struct role_scene *c, uint32_t verb)
{
    uint32_t end = c->scene->text->sentences[c->scene->sentence[verb]].to;
    return verb + 1 < end && incident_is_any(c->scene, verb + 1, " himself herself themselves itself ") &&
           !incident_is_any(c->scene, verb, " blew blow blown blowing detonated ");
}

static enum acting acts_itself(const struct role_scene *c, const struct role_phrase *p, bool seen)
{
    const struct role_link *left = &p->left, *right = &p->right;
    const struct incident_scene *scene = c->scene;
    if ((left->relation == RELATION_OBJECT && tells(c, left->word)) ||
        (right->relation == RELATION_BEFALLS && tells(c, right->word)) ||
        (left->preposition != CULPA_NONE && incident_is_any(scene, left->preposition, " against between than ")))
        return ACTS_NOT;
    if (right->relation == RELATION_SUBJECT && does(c, right->word) && harms_itself(c, right->word))
        return ACTS_NOT;
    if (right->relation == RELATION_SUBJECT && does(c, right->word))
        return hits_attackers(c, p, right->word) ? ACTS_NOT : ACTS;
    if (left->preposition != CULPA_NONE && incident_is(scene, left->preposition, "by"))
        return is_done_by(c, p) ? ACTS : ACTS_NOT;
    bool called = seen || role_noun_kind(incident_word(scene, p->head)) == ROLE_NOUN_PERPETRATOR ||
                  is_armed(scene, p->head) || p->variant == VARIANT_NAME || p->variant == VARIANT_OF;
    return called && role_near_event(scene, p->sentence, NEAR_SENTENCES) ? ACTS_BESIDE : ACTS_NOT;
}

static enum acting acting(const struct role_scene *c, const struct role_phrase *p, enum role role)
{
    bool seen = role_sight(c->scene, p->tokens, role) > SEEN;
    for (int n = 0; n < MOST_OF; n++) {
        const struct role_phrase *whole = p->left.preposition != CULPA_NONE ? of_which(c, p) : NULL;
        if (!whole)
            break;
        p = whole;
    }
    return acts_itself(c, p, seen);
}

/* "Brandt" is Ada Brandt, but Leo Brandt is not. */
static bool is_same_one(const struct role_scene *c, const struct role_phrase *a, const struct role_phrase *b)
{
    bool full = a->tokens.to - a->tokens.from > 1 && b->tokens.to - b->tokens.from > 1;
    if (a->actor != CULPA_NONE && a->actor == b->actor)
        return true;
    return a->key == b->key && !(full && !slice_eq_nocase(incident_word(c->scene, a->tokens.from),
                                                          incident_word(c->scene, b->tokens.from)));
}

/* A word of a step that tells of no event: "was charged", not "was killed". */
static bool is_in(const struct incident_scene *scene, struct culpa_span span, uint32_t token)
{
    return token != CULPA_NONE && !scene->marks[token].trigger && !scene->marks[token].harm &&
           scene->text->tokens[token].start >= span.start && scene->text->tokens[token].start < span.end;
}

/* Is the phrase the party of an arrest, a charge, a verdict? */
static bool is_held(const struct role_scene *c, const struct role_phrase *p)
{
    struct culpa_span span = incident_span(c->scene, p->tokens);
    for (size_t i = 0; i < c->proceedings->n; i++) {
        const struct culpa_proceeding *step = &c->proceedings->at[i];
        const char *at = c->scene->text->bytes.ptr + span.start;
        bool done_to = (p->left.relation == RELATION_OBJECT && is_in(c->scene, step->span, p->left.word)) ||
                       (p->right.relation == RELATION_BEFALLS && is_in(c->scene, step->span, p->right.word));
        if (done_to || (step->who != CULPA_NONE && step->who == p->actor) ||
            (step->party.len && at >= step->party.ptr && at < step->party.ptr + step->party.len))
            return true;
    }
    return false;
}

/* "The suspected arsonist, Leo Brandt", "gunman Leo Brandt", "Brandt opened fire" */
static bool is_called_attacker(const struct role_scene *c, const struct role_phrase *p)
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
static bool is_accused(const struct role_scene *c, const struct role_phrase *p)
{
    for (size_t i = 0; i < c->phrases.list.n; i++) {
        const struct role_phrase *other = &c->phrases.list.at[i];
        if (is_same_one(c, p, other) && (is_held(c, other) || is_called_attacker(c, other)))
            return true;
    }
    return false;
}

static bool is_speaker(const struct incident_scene *scene, const struct role_phrase *p)
{
    for (size_t i = 0; i < scene->report->n_statements; i++)
        if (role_covers(scene->statements[i].source, incident_span(scene, p->tokens)))
            return true;
    return false;
}

static bool is_person_hit(const struct role_scene *c, const struct role_phrase *p)
{
    enum role_noun_kind kind = role_noun_kind(incident_word(c->scene, p->head));
    return p->variant != VARIANT_OWNER &&
           (kind == ROLE_NOUN_PERSON || kind == ROLE_NOUN_FORCE || kind == ROLE_NOUN_MEMBERS);
}

bool role_may_play(const struct role_scene *c, const struct role_phrase *p, enum role role, long spare,
                   uint32_t *statement)
{
    *statement = CULPA_NONE;
    if (role == ROLE_VICTIM)
        return !is_accused(c, p) && !is_speaker(c->scene, p);
    if (role == ROLE_DESCRIBED) /* others of the same noun say nothing of these */
        return is_person_hit(c, p) && !is_held(c, p) && !is_called_attacker(c, p) && !is_speaker(c->scene, p);
    if (role != ROLE_PEOPLE && role != ROLE_ORGANISATION)
        return true;
    enum acting how = acting(c, p, role);
    return (how == ACTS || (how == ACTS_BESIDE && spare >= BESIDE)) &&
           may_be_said(c->scene, incident_span(c->scene, p->tokens), statement);
}
