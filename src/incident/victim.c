/* Who is told to be hit, where it is somebody with a name: "Brandt was shot dead", "the killing of Ada Brandt". It
 * tells apart what is told with no more than a year: reports on a string of murders name whom each befell. */
#include "incident/scene.h"

enum { IN_FRONT = 60, BEHIND = 8 };

static const unsigned PERSONAL =
    1u << CULPA_INCIDENT_SHOOTING | 1u << CULPA_INCIDENT_STABBING | 1u << CULPA_INCIDENT_ASSASSINATION |
    1u << CULPA_INCIDENT_KIDNAPPING | 1u << CULPA_INCIDENT_EXECUTION | 1u << CULPA_INCIDENT_POLICE |
    1u << CULPA_INCIDENT_OTHER | 1u << CULPA_INCIDENT_AIR_STRIKE | 1u << CULPA_INCIDENT_CLASH;

static bool is_person(const struct incident_scene *scene, uint32_t token)
{
    uint32_t name = scene->name_at[token];
    return name != CULPA_NONE && scene->report->names[name].kind == CULPA_NAME_PERSON;
}

/* The last word of the name that a token is in. */
static struct culpa_slice last_name(const struct incident_scene *scene, uint32_t token)
{
    uint32_t end = scene->text->sentences[scene->sentence[token]].to;
    while (token + 1 < end && scene->name_at[token + 1] == scene->name_at[token])
        token++;
    return incident_word(scene, token);
}

/* Behind "of" or the verb: the first name before the phrase ends. */
static struct culpa_slice behind(const struct incident_scene *scene, uint32_t from, uint32_t end)
{
    for (uint32_t t = from; t < end && t < from + BEHIND && !incident_is_any(scene, t, " , ; : and in at by on for ");
         t++)
        if (is_person(scene, t))
            return last_name(scene, t);
    return (struct culpa_slice){0};
}

static bool tells(const struct incident_scene *scene, uint32_t token)
{
    return scene->marks[token].trigger && scene->marks[token].trigger->form != INCIDENT_NOUN &&
           scene->marks[token].trigger->form != INCIDENT_GERUND;
}

/* "Brandt, a unionist who worked for Lund, was murdered": the first name of the clause; "Brandt, who was murdered": the
 * nearest. */
static struct culpa_slice in_front(const struct incident_scene *scene, const struct incident_event *e, uint32_t begin)
{
    struct culpa_slice found = {0};
    bool relative = e->token > begin + 1 && incident_any(scene, e->token - 2, e->token, " who ");
    for (uint32_t t = e->token; t-- > begin && t + IN_FRONT > e->token && !tells(scene, t);) {
        if (incident_is_any(scene, t, " said says that when after ; : that while "))
            break;
        if (is_person(scene, t) && !(t > begin && scene->name_at[t - 1] == scene->name_at[t]))
            found = last_name(scene, t);
        if (found.len && relative)
            break;
    }
    return found;
}

struct culpa_slice incident_victim(const struct incident_scene *scene, const struct incident_event *e)
{
    struct text_range s = scene->text->sentences[e->sentence];
    bool kills = scene->marks[e->token].harm || !(e->types & 1u << CULPA_INCIDENT_OTHER) ||
                 incident_is_any(scene, e->token, " killing murder slaying killed murdered slain ");
    if (e->types & ~PERSONAL || !kills || e->plural)
        return (struct culpa_slice){0};
    if (e->trigger->form == INCIDENT_NOUN) {
        uint32_t of = e->to + (e->to < s.to && incident_is(scene, e->to, "death")); /* the shooting death of */
        if (of < s.to && incident_is(scene, of, "of"))
            return behind(scene, of + 1, s.to);
        bool owned = e->token > s.from + 2 && incident_is(scene, e->token - 1, "s") && is_person(scene, e->token - 3);
        return owned ? last_name(scene, e->token - 3) : (struct culpa_slice){0};
    }
    uint32_t near = e->token > s.from + 3 ? e->token - 3 : s.from;
    if (incident_any(scene, near, e->to, " was were been being "))
        return in_front(scene, e, s.from);
    return behind(scene, e->to, s.to);
}
