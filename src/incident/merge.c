/* Which events are one incident: of the same kind, and at no other time or place.
 *
 * Events are taken in the order of the text. One that founds an incident opens a new one if none before agrees with it;
 * one that does not ("the attack") only adds to what there is. A time, a place or a word like "another" tells incidents
 * apart; "the" and the same sentence bind them. */
#include "incident/scene.h"

#define BIT(name) (1u << CULPA_INCIDENT_##name)

enum {
    VIOLENT = BIT(SHOOTING) | BIT(BOMBING) | BIT(ARSON) | BIT(STABBING) | BIT(VEHICLE) | BIT(KIDNAPPING) |
              BIT(HIJACKING) | BIT(ASSASSINATION) | BIT(AIR_STRIKE) | BIT(SHELLING) | BIT(CLASH) | BIT(CHEMICAL) |
              BIT(SABOTAGE) | BIT(RIOT) | BIT(POLICE) | BIT(EXECUTION) | BIT(CYBER),
    ACCIDENT = BIT(FIRE) | BIT(EXPLOSION) | BIT(COLLAPSE) | BIT(CRASH) | BIT(SINKING),
    NATURE = BIT(EARTHQUAKE) | BIT(FLOOD) | BIT(STORM),
    BLASTS = BIT(BOMBING) | BIT(EXPLOSION) | BIT(AIR_STRIKE) | BIT(SHELLING) | BIT(FIRE) | BIT(ARSON),
    KILLINGS = BIT(SHOOTING) | BIT(ASSASSINATION) | BIT(STABBING) | BIT(EXECUTION) | BIT(POLICE) | BIT(CLASH)
};

enum { MOST_VICTIMS = 6 };
struct incident {
    unsigned types;
    struct culpa_slice when;
    long when_distance;
    struct incident_place where;
    bool where_sure, recalled, coup;
    struct culpa_slice victims[MOST_VICTIMS];
    uint32_t n_victims;
    uint32_t first_sentence, last_sentence, last_paragraph, events;
    uint32_t last_to;    /* behind its last trigger */
    unsigned last_types; /* of its last event */
};

struct VEC_incidents VEC(struct incident);

/* What an event may tell of again. A text that goes on to hundreds of incidents is a chronicle: it comes back to the
 * one that it began with, or to those of the last pages, and the work for each event stays the same however long it is.
 * Reports tell of fewer than ten. */
enum { MOST_OPEN = 64, YEAR_BYTES = 4, DAY_BYTES = 10, MONTH_BYTES = 7 };
struct open {
    uint32_t at[MOST_OPEN]; /* incidents, ascending */
    uint32_t n;
};

static bool is_generic(unsigned types)
{
    return (types & ~(unsigned)BIT(OTHER)) == 0;
}

/* How well two sets of types go together: 0 not at all. */
static int kinship(unsigned a, unsigned b)
{
    if (a & b & ~(unsigned)BIT(OTHER))
        return 4;
    if (is_generic(a) && is_generic(b))
        return 3;
    if (is_generic(a) || is_generic(b))
        return ((a | b) & NATURE) || ((a | b) & BIT(OUTBREAK)) ? 1 : 3;
    if ((a & BLASTS && b & BLASTS) || (a & KILLINGS && b & KILLINGS) || (a & NATURE && b & NATURE))
        return 2;
    if (a & ACCIDENT && b & ACCIDENT)
        return 2;
    /* the storming of the hotel, and the hostages who were taken in it */
    if ((a & BIT(KIDNAPPING) && b & BIT(CLASH)) || (a & BIT(CLASH) && b & BIT(KIDNAPPING)))
        return 2;
    return a & VIOLENT && b & VIOLENT ? 1 : a & ACCIDENT || b & ACCIDENT ? 1 : 0;
}

static bool is_named(const struct incident_place *place)
{
    return place->place.len || place->region.len;
}

/* "bombings in Ashby" are not the attack in Norland that was told of, though Ashby might lie there: other words would
 * have been the same. */
static bool is_elsewhere(const struct incident_event *e, const struct incident *i, int score)
{
    return score < 4 && e->where_sure && i->where_sure && is_named(&e->where) && is_named(&i->where) &&
           e->sentence != i->last_sentence && !incident_where_shares(&e->where, &i->where);
}

/* "In June a bomb killed five": who writes of Tuesday's attack does not call its day a month. */
static bool is_month_beside_day(const struct incident_scene *scene, const struct incident_event *e,
                                const struct incident *i)
{
    long age = incident_age(i->when, scene->report->document.published);
    return e->founds && !e->definite && e->when_sure && e->sentence != i->last_sentence && e->when.len == MONTH_BYTES &&
           i->when.len == DAY_BYTES && age >= 0 && age <= 31 && scene->report->document.published.len;
}

/* "protests over the killing of a student", "demonstrations sparked by the attack": what they are about is another
 * incident. So is what has "sparked riots". */
static bool is_protest_about(const struct incident_scene *scene, const struct incident_event *e,
                             const struct incident *i)
{
    static const char ABOUT[] = " over against about following after since protesting condemning denouncing marking "
                                "sparked triggered prompted sparking triggering prompting caused ";
    if (e->sentence != i->last_sentence || i->last_to > e->token ||
        !((i->last_types == BIT(RIOT)) ^ (e->types == BIT(RIOT))))
        return false;
    return incident_any(scene, i->last_to, e->token, ABOUT);
}

/* "in the northern region, where nine people were killed in Ashby": the second place lies in the first. */
static bool lies_within(const struct incident_scene *scene, const struct incident_event *e, const struct incident *i)
{
    return e->sentence == i->last_sentence && i->last_to <= e->token &&
           incident_any(scene, i->last_to, e->token, " where ");
}

/* A coup is no air strike, and no demonstration against it. */
static bool is_coup(const struct incident_scene *scene, const struct incident_event *e)
{
    return incident_any(scene, e->token, e->to, " coup ");
}

/* "were killed in an attack, prompting air strikes"; "died in a gunfight three days after the bombing" */
static bool is_set_apart(const struct incident_scene *scene, const struct incident_event *e, const struct incident *i)
{
    if (e->sentence != i->last_sentence || i->last_to > e->token)
        return false;
    if (e->types & VIOLENT &&
        incident_any(scene, i->last_to, e->token, " prompting prompted triggering triggered sparking sparked "))
        return true;
    for (uint32_t t = i->last_to; t + 1 < e->token; t++)
        if (incident_is_any(scene, t, " day days week weeks month months year years ") &&
            incident_is_any(scene, t + 1, " after before ") && !incident_is(scene, t + 2, ","))
            return true;
    return false;
}

/* "were killed in neighboring Norland" */
static bool is_next_door(const struct incident_scene *scene, const struct incident_event *e)
{
    uint32_t from = e->where.tokens.from;
    return e->where.tokens.to && from > 0 && is_named(&e->where) &&
           incident_is_any(scene, from - 1, " neighboring neighbouring ");
}

static bool knows(const struct incident *i, struct culpa_slice victim)
{
    for (uint32_t k = 0; k < i->n_victims; k++)
        if (slice_eq_nocase(i->victims[k], victim))
            return true;
    return false;
}

static bool names_him(const struct incident_scene *scene, uint32_t sentence, struct culpa_slice victim)
{
    struct text_range s = scene->text->sentences[sentence];
    for (uint32_t t = s.from; t < s.to; t++)
        if (slice_eq_nocase(incident_word(scene, t), victim))
            return true;
    return false;
}

/* "Brandt was shot in 2014 ... In December a gunman shot Lund": another man, at a time or a place of his own. */
static bool befell_another(const struct incident_scene *scene, const struct incident_event *e, const struct incident *i)
{
    return e->victim.len && i->n_victims && e->founds && e->when_sure &&
           !(i->when.len == DAY_BYTES && slice_eq(e->when, i->when)) && !knows(i, e->victim) &&
           !names_him(scene, i->first_sentence, e->victim) && !names_him(scene, i->last_sentence, e->victim);
}

/* Where it is not known when the report came out, a bare year is that of something recalled. */
static bool is_long_past(const struct incident_scene *scene, struct culpa_slice when)
{
    struct culpa_slice published = scene->report->document.published;
    return published.len ? incident_age(when, published) > INCIDENT_OLD_DAYS : when.len == YEAR_BYTES;
}

/* 0: another incident; else the more, the likelier the same. */
static int likeness(const struct incident_scene *scene, const struct incident_event *e, const struct incident *i,
                    bool first)
{
    int score = kinship(e->types, i->types);
    /* "the Paris attacks" are no crash, though "the incident" and "the attack" may be one */
    static const unsigned WRECKS = BIT(CRASH) | BIT(COLLAPSE) | BIT(SINKING) | BIT(OTHER);
    if (score == 3 && !(i->types & ~WRECKS) && !is_generic(i->types) && e->plural && e->where_sure)
        score = 1;
    /* "Monday's attack was the worst since one in Ashby": the day is known, the place may be that of another */
    bool same_day = e->when_sure && i->when.len && slice_eq(e->when, i->when);
    /* "found a car at the hospital and asked if it is connected to the shootings": those told before */
    bool told = e->definite && score == 4 && !e->another;
    if (!score || (e->when_sure && !incident_when_agrees(e->when, i->when)) ||
        (!((same_day || told) && !e->where_sure) && !lies_within(scene, e, i) &&
         !incident_where_agrees(&e->where, &i->where)))
        return 0;
    /* "violence on the anniversary of the shooting": the one that is told is not the one that is recalled */
    if ((e->recalled && score < 4) || (i->recalled && e->founds && !e->definite))
        return 0;
    if (is_elsewhere(e, i, score) || befell_another(scene, e, i))
        return 0;
    if (is_coup(scene, e) != i->coup && !(is_generic(e->types) && e->definite && !is_coup(scene, e)))
        return 0;
    if (is_set_apart(scene, e, i) || is_protest_about(scene, e, i) || is_month_beside_day(scene, e, i))
        return 0;
    bool same_time = e->when.len && i->when.len, same_place = e->where.tokens.to && i->where.tokens.to;
    /* "in 2005 a bomb killed six people" is recalled, where the one told before has no date it is new */
    if (e->founds && !e->definite && e->when_sure && !i->when.len && e->sentence != i->last_sentence &&
        is_long_past(scene, e->when))
        return 0;
    /* kinds that only may be one need the same sentence, or time and place */
    if (score == 1 && e->sentence != i->last_sentence && !(same_time && same_place))
        return 0;
    if (score == 2 && e->paragraph > i->last_paragraph + 1 && !same_time && !same_place)
        return 0;
    if ((e->another || is_next_door(scene, e)) && e->sentence != i->last_sentence && e->founds)
        return 0;
    score += 2 * same_time + 2 * same_place + (e->sentence == i->last_sentence ? 3 : 0);
    score += e->paragraph == i->last_paragraph ? 2 : 0;
    return score + (first ? 1 : 0) + 1;
}

/* Protests that are only spoken of do not make a riot of what they are about, and a raid on those who did it gives no
 * day to the attack. */
static bool is_aside(const struct incident_event *e, const struct incident *i)
{
    bool protest = e->types == BIT(RIOT) && e->trigger->kind == INCIDENT_WEAK;
    bool strong = e->trigger->kind == INCIDENT_EVENT || e->trigger->kind == INCIDENT_DEED;
    return i->events && !e->founds && (!strong || protest) && e->sentence != i->first_sentence &&
           !(e->types & i->types) &&
           (protest || kinship(e->types, i->types) < 3 || (!e->helped && e->paragraph != i->last_paragraph));
}

/* "The attacker was shot dead by police" does not tell how he attacked. */
static bool befell_attacker(const struct incident_scene *scene, const struct incident_event *e)
{
    uint32_t from = scene->text->sentences[e->sentence].from, near = e->token > from + 6 ? e->token - 6 : from;
    return e->types == BIT(SHOOTING) && e->trigger->form == INCIDENT_PAST &&
           incident_any(scene, near, e->token,
                        " attacker attackers assailant assailants suspect suspects gunman gunmen bomber killer "
                        "killers hijacker hijackers kidnapper kidnappers perpetrator perpetrators ") &&
           (incident_any(scene, near, e->to, " was were being been ") || incident_is(scene, e->to, "by"));
}

static void add(const struct incident_scene *scene, struct incident *i, struct incident_event *e)
{
    e->aside = is_aside(e, i) || (i->events && befell_attacker(scene, e));
    i->last_sentence = e->sentence;
    i->last_paragraph = e->paragraph;
    i->last_to = e->to;
    i->last_types = e->types;
    if (e->victim.len && i->n_victims < MOST_VICTIMS && !knows(i, e->victim))
        i->victims[i->n_victims++] = e->victim;
    i->recalled |= !i->events && e->recalled;
    i->first_sentence = i->events ? i->first_sentence : e->sentence;
    i->events++;
    if (e->aside)
        return;
    i->types |= e->types;
    if (e->when.len && e->when_sure && (!i->when.len || e->when_distance < i->when_distance)) {
        i->when = e->when;
        i->when_distance = e->when_distance;
    }
    incident_add_where(&i->where, &e->where);
    i->where_sure |= e->where_sure && e->where.tokens.to;
}

/* Makes room by what was told longest ago, but never the first. */
static void open_add(struct open *open, const struct incident *incidents, uint32_t incident)
{
    if (open->n == MOST_OPEN) {
        uint32_t oldest = 1;
        for (uint32_t k = 2; k < open->n; k++)
            if (incidents[open->at[k]].last_sentence < incidents[open->at[oldest]].last_sentence)
                oldest = k;
        open->n--;
        memmove(&open->at[oldest], &open->at[oldest + 1], (open->n - oldest) * sizeof *open->at);
    }
    open->at[open->n++] = incident;
}

/* The open incident that an event tells of most likely, CULPA_NONE for none. */
static uint32_t likeliest(const struct incident_scene *scene, const struct open *open, const struct incident *incidents,
                          const struct incident_event *e)
{
    enum { OWN_KIND = 20, /* more than all else counts together */ OWN_PLACE = 8 };
    uint32_t best = CULPA_NONE;
    int most = 0;
    for (uint32_t k = 0; k < open->n; k++) {
        const struct incident *i = &incidents[open->at[k]];
        int score = likeness(scene, e, i, k == 0);
        /* "fired missiles in retaliation for the chemical attack": that of which the report has told as such */
        score += score && (e->definite || e->victim.len) && (kinship(e->types, i->types) == 4 || knows(i, e->victim))
                     ? OWN_KIND
                     : 0;
        /* "and the blasts in Ashby": the bombing there, not the attack of which the sentence began to speak */
        bool there = e->where_sure && i->where_sure && is_named(&e->where) && is_named(&i->where);
        score += score && there && incident_where_shares(&e->where, &i->where) ? OWN_PLACE : 0;
        if (score > 0 && score >= most) {
            most = score;
            best = open->at[k];
        }
    }
    return best;
}

/* "Three men attacked the station on Monday. They stabbed an officer": what was too weak to open an incident is part of
 * the one that the next sentence opens. */
static void look_back(struct incident_scene *scene, size_t event, struct incident *incident, uint32_t index)
{
    const struct incident_event *e = &scene->events.at[event];
    for (size_t k = event; k-- > 0;) {
        struct incident_event *before = &scene->events.at[k];
        if (before->incident != CULPA_NONE || before->sentence + 1 < e->sentence)
            return;
        if (before->definite || before->lists || kinship(before->types, e->types) < 3 ||
            !incident_when_agrees(before->when, incident->when) ||
            !incident_where_agrees(&before->where, &incident->where))
            continue;
        before->incident = index;
        struct incident last = *incident;
        add(scene, incident, before);
        incident->last_sentence = last.last_sentence;
        incident->last_paragraph = last.last_paragraph;
        incident->last_to = last.last_to;
        incident->last_types = last.last_types;
    }
}

enum culpa_status incident_merge(struct incident_scene *scene, uint32_t *n)
{
    struct VEC_incidents incidents = {0};
    struct open open = {.n = 0};
    for (size_t k = 0; k < scene->events.n; k++) {
        struct incident_event *e = &scene->events.at[k];
        if (e->lists)
            continue;
        uint32_t best = likeliest(scene, &open, incidents.at, e);
        bool opened = false;
        /* what is to be another incident needs a time or a place of its own, or is called another one */
        bool own = !incidents.n || e->recalled || e->when.len || e->where.tokens.to ||
                   (e->another && e->trigger->kind != INCIDENT_WEAK);
        if (best == CULPA_NONE && e->founds && own) {
            if (!VEC_PUSH(scene->scratch, &incidents, (struct incident){0}))
                return CULPA_NO_MEMORY;
            best = (uint32_t)incidents.n - 1;
            incidents.at[best].coup = is_coup(scene, e);
            open_add(&open, incidents.at, best);
            opened = true;
        }
        e->incident = best;
        if (best != CULPA_NONE)
            add(scene, &incidents.at[best], e);
        if (opened)
            look_back(scene, k, &incidents.at[best], best);
    }
    *n = (uint32_t)incidents.n;
    return CULPA_OK;
}
