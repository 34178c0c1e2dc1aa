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

struct incident {
    unsigned types;
    struct culpa_slice when;
    long when_distance;
    struct incident_place where;
    uint32_t last_sentence, last_paragraph, events;
};

struct VEC_incidents VEC(struct incident);

/* What an event may tell of again. A text that goes on to hundreds of incidents is a chronicle: it comes back to the
 * one that it began with, or to those of the last pages, and the work for each event stays the same however long it is.
 * Reports tell of fewer than ten. */
enum { MOST_OPEN = 64 };
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
    if ((a & ACCIDENT && b & ACCIDENT) || (a & BIT(CRASH) && b & BIT(BOMBING)) || (b & BIT(CRASH) && a & BIT(BOMBING)))
        return 2;
    return a & VIOLENT && b & VIOLENT ? 1 : a & ACCIDENT || b & ACCIDENT ? 1 : 0;
}

/* 0: another incident; else the more, the likelier the same. */
static int likeness(const struct incident_scene *scene, const struct incident_event *e, const struct incident *i,
                    bool first)
{
    int score = kinship(e->types, i->types);
    /* "Monday's attack was the worst since one in Ashby": the day is known, the place may be that of another */
    bool same_day = e->when_sure && i->when.len && slice_eq(e->when, i->when);
    if (!score || (e->when_sure && !incident_when_agrees(e->when, i->when)) ||
        (!(same_day && !e->where_sure) && !incident_where_agrees(&e->where, &i->where)))
        return 0;
    bool same_time = e->when.len && i->when.len, same_place = e->where.tokens.to && i->where.tokens.to;
    /* "in 2005 a bomb killed six people" is recalled, where the one told before has no date it is new */
    if (e->founds && !e->definite && e->when_sure && !i->when.len && e->sentence != i->last_sentence &&
        incident_age(e->when, scene->report->document.published) > INCIDENT_OLD_DAYS)
        return 0;
    /* kinds that only may be one need the same sentence, or time and place */
    if (score == 1 && e->sentence != i->last_sentence && !(same_time && same_place))
        return 0;
    if (score == 2 && e->paragraph > i->last_paragraph + 1 && !same_time && !same_place)
        return 0;
    if (e->another && e->sentence != i->last_sentence && e->founds)
        return 0;
    score += 2 * same_time + 2 * same_place + (e->sentence == i->last_sentence ? 3 : 0);
    score += e->paragraph == i->last_paragraph ? 2 : 0;
    return score + (first ? 1 : 0) + 1;
}

static void add(struct incident *i, const struct incident_event *e)
{
    i->types |= e->types;
    if (e->when.len && e->when_sure && (!i->when.len || e->when_distance < i->when_distance)) {
        i->when = e->when;
        i->when_distance = e->when_distance;
    }
    incident_add_where(&i->where, &e->where);
    i->last_sentence = e->sentence;
    i->last_paragraph = e->paragraph;
    i->events++;
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
    uint32_t best = CULPA_NONE;
    int most = 0;
    for (uint32_t k = 0; k < open->n; k++) {
        int score = likeness(scene, e, &incidents[open->at[k]], k == 0);
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
        add(incident, before);
        incident->last_sentence = e->sentence;
        incident->last_paragraph = e->paragraph;
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
        bool own =
            !incidents.n || e->when.len || e->where.tokens.to || (e->another && e->trigger->kind != INCIDENT_WEAK);
        if (best == CULPA_NONE && e->founds && own) {
            if (!VEC_PUSH(scene->scratch, &incidents, (struct incident){0}))
                return CULPA_NO_MEMORY;
            best = (uint32_t)incidents.n - 1;
            open_add(&open, incidents.at, best);
            opened = true;
        }
        e->incident = best;
        if (best != CULPA_NONE)
            add(&incidents.at[best], e);
        if (opened)
            look_back(scene, k, &incidents.at[best], best);
    }
    *n = (uint32_t)incidents.n;
    return CULPA_OK;
}
