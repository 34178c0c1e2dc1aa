/* What kind of incident an event is, where its trigger alone does not tell. */
#include "incident/scene.h"

/* Whoever holds an office or speaks in public is assassinated, not murdered: "journalist Ada Brandt was murdered". */
static const char PROMINENT[] =
    " president minister premier senator deputy lawmaker mayor governor ambassador judge magistrate prosecutor general "
    "journalist activist dissident bishop archbishop candidate leader commander commissioner king prince consul "
    "diplomat unionist politician councilman congressman ";

/* What sets fire without anybody's hand: "The blast struck at noon. It set fire to two buses." */
static const char KINDLES[] = " it which blast blasts explosion explosions bomb bombs missile missiles rocket rockets "
                              "shell shells strike strikes lightning sparks quake crash drone drones ";

/* "accidentally shot himself", "an accidental explosion", "was shot by accident" */
static bool is_mishap(const struct incident_scene *scene, const struct incident_event *e)
{
    static const char WORDS[] = " accidentally accidental unintentionally unintentional inadvertently ";
    struct text_range s = scene->text->sentences[e->sentence];
    uint32_t from = e->token > s.from + 3 ? e->token - 3 : s.from;
    for (uint32_t t = e->to; t < s.to && t < e->to + 5; t++)
        if (incident_is(scene, t, "accident") && incident_is(scene, t - 1, "by"))
            return true;
    uint32_t to = e->to + 3 < s.to ? e->to + 3 : s.to;
    return incident_any(scene, from, e->to, WORDS) ||
           incident_any(scene, e->to, to, " accidentally unintentionally inadvertently ");
}

/* "his gun went off" is no explosion but a shot, and nobody fired it; "a bomb went off" is. */
static void refine_gun(const struct incident_scene *scene, struct incident_event *e)
{
    static const char GUNS[] = " gun handgun pistol rifle shotgun revolver firearm ";
    uint32_t from = scene->text->sentences[e->sentence].from;
    if (e->types != 1u << CULPA_INCIDENT_EXPLOSION || !incident_is(scene, e->to - 1, "off"))
        return;
    for (uint32_t t = e->token; t-- > from && !incident_is_any(scene, t, " , ; : and when while after ");)
        if (incident_is_any(scene, t, GUNS)) {
            e->types = 1u << CULPA_INCIDENT_SHOOTING;
            e->mishap = true;
        }
}

static void refine_types(const struct incident_scene *scene, struct incident_event *e)
{
    uint32_t from = scene->text->sentences[e->sentence].from;
    if (e->types == 1u << CULPA_INCIDENT_ARSON && e->trigger->form == INCIDENT_PAST)
        for (uint32_t t = from; t < e->token; t++)
            if (incident_is_any(scene, t, KINDLES))
                e->types = 1u << CULPA_INCIDENT_FIRE;
    /* "the explosion of a car bomb" */
    for (uint32_t t = e->to; t < e->to + 4 && t < scene->text->sentences[e->sentence].to; t++)
        if (e->types == 1u << CULPA_INCIDENT_EXPLOSION && scene->marks[t].weapon &&
            scene->marks[t].weapon->types & 1u << CULPA_INCIDENT_BOMBING)
            e->types = 1u << CULPA_INCIDENT_BOMBING;
    /* "a militant strike on an army base" does not come from the air */
    if (e->types == 1u << CULPA_INCIDENT_AIR_STRIKE && e->token > from &&
        incident_is_any(scene, e->token, " strike strikes ") &&
        incident_is_any(scene, e->token - 1, " militant terror terrorist rebel guerrilla insurgent suicide "))
        e->types = 1u << CULPA_INCIDENT_OTHER;
    if (!incident_is_any(scene, e->token, " murder murdered murders slain slaying "))
        return;
    struct text_range s = scene->text->sentences[e->sentence];
    for (uint32_t t = s.from; t < s.to; t++)
        if (incident_is_any(scene, t, PROMINENT))
            e->types |= 1u << CULPA_INCIDENT_ASSASSINATION;
}

static const char STONES[] = " stone stones rocks stone-throwing youths youth students ";

/* "Police fired on demonstrators", "was killed by police at a rally": police violence, whatever else it is. */
static void refine_police(const struct incident_scene *scene, struct incident_event *e)
{
    struct text_range s = scene->text->sentences[e->sentence];
    const unsigned clash = 1u << CULPA_INCIDENT_CLASH;
    /* "protesters clashed with police" */
    if (incident_is_any(scene, e->to - 1, " clash clashes clashed clashing ")) {
        if (e->types == clash &&
            (incident_any(scene, s.from, s.to, incident_civilians) || incident_any(scene, s.from, s.to, STONES)))
            e->types = 1u << CULPA_INCIDENT_RIOT;
        return;
    }
    uint32_t near = e->token > s.from + 5 ? e->token - 5 : s.from;
    if (e->trigger->form == INCIDENT_NOUN ||
        !(e->types & (clash | 1u << CULPA_INCIDENT_SHOOTING | 1u << CULPA_INCIDENT_OTHER)))
        return;
    bool passive =
        incident_any(scene, e->token > s.from + 2 ? e->token - 2 : s.from, e->token, " was were been being ");
    bool by = e->to + 1 < s.to && incident_is(scene, e->to, "by") &&
              incident_any(scene, e->to + 1, e->to + 4 < s.to ? e->to + 4 : s.to, incident_security);
    bool acts = !passive && incident_any(scene, near, e->token, incident_security) &&
                incident_any(scene, e->to, s.to, incident_civilians);
    if (acts || (by && incident_any(scene, s.from, s.to, incident_civilians)))
        e->types = (e->types & ~(clash | 1u << CULPA_INCIDENT_OTHER)) | 1u << CULPA_INCIDENT_POLICE;
}

static const char FIGHTERS[] = " soldiers troops army military barracks garrison outpost checkpoint militants rebels "
                               "fighters insurgents patrol militia militiamen battalion brigade ";
static const char FALLEN[] = " soldiers troops servicemen fighters militiamen forces personnel ";

/* "more than twenty fighters were killed in an attack", "an assault that killed 150 members of the security forces" */
static bool kills_fighters(const struct incident_scene *scene, const struct incident_event *e)
{
    struct text_range s = scene->text->sentences[e->sentence];
    bool killed = false;
    for (uint32_t t = s.from; t < s.to; t++)
        killed |= scene->marks[t].harm && incident_is_any(scene, t, " killed killing kills died dead ");
    for (uint32_t t = s.from; killed && t < s.to; t++)
        if (incident_is_any(scene, t, FALLEN) && t > s.from &&
            !incident_is_any(scene, t - 1, " by with from said says police ") && scene->actor_at[t] == CULPA_NONE)
            return true;
    return false;
}

/* "an attack on an army base", "attacked a police checkpoint": a fight between two sides, if nothing tells the means.
 */
static bool hits_fighters(const struct incident_scene *scene, const struct incident_event *e)
{
    struct text_range s = scene->text->sentences[e->sentence];
    uint32_t from = e->to;
    if (e->types != 1u << CULPA_INCIDENT_OTHER ||
        !incident_is_any(scene, e->to - 1, " attack attacks attacked attacking assault strike "))
        return false;
    if (e->trigger->form == INCIDENT_NOUN && !(from < s.to && incident_is_any(scene, from++, " on against ")))
        return kills_fighters(scene, e);
    for (uint32_t t = from;
         t < s.to && t < from + 5 && !incident_is_any(scene, t, " , ; : in at by near that which who and "); t++)
        if (incident_is_any(scene, t, FIGHTERS))
            return true;
    return false;
}

/* "Four people were killed during protests": what they were killed in tells the kind. */
static void refine_deaths(const struct incident_scene *scene, struct incident_event *e)
{
    enum { MOST_BETWEEN = 8 };
    struct text_range s = scene->text->sentences[e->sentence];
    if (e->types != 1u << CULPA_INCIDENT_OTHER || !scene->marks[e->token].harm || e->trigger->form == INCIDENT_NOUN)
        return;
    for (uint32_t t = e->to; t < s.to && t < e->to + MOST_BETWEEN; t++) {
        const struct incident_trigger *other = scene->marks[t].trigger;
        if (other && other->form == INCIDENT_NOUN) {
            if (other->types & ~(1u << CULPA_INCIDENT_OTHER))
                e->types = other->types;
            return;
        }
        if (t > e->to && incident_is_any(scene, t, " , ; : that which who when while after before since "))
            return;
        if (t == e->to && !incident_is_any(scene, t, " in during amid "))
            return;
    }
}

void incident_refine_kind(const struct incident_scene *scene, struct incident_event *e)
{
    refine_types(scene, e);
    refine_deaths(scene, e);
    refine_police(scene, e);
    refine_gun(scene, e);
    e->mishap |= is_mishap(scene, e);
    e->fight = hits_fighters(scene, e);
}
