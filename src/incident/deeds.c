/* Deeds that are told by words apart from each other, so that no phrase of a table can tell: "drove a lorry into a
 * crowd", "police killed nine protesters". */
#include "entity/words.h"
#include "incident/scene.h"

enum { MOST_BETWEEN = 7, MOST_BEHIND = 6 };

static const char DRIVES[] = " drove driven drives driving ploughed ploughs ploughing plowed plows plowing rammed rams "
                             "ramming steered steers steering swerved swerves swerving crashed ";
/* Verbs that the vehicle may stand in front of. */
static const char MOVES[] = " driven ploughed ploughs ploughing plowed plows plowing rammed rams ramming ";
static const char VEHICLES[] =
    " car cars lorry lorries truck trucks van vans vehicle vehicles bus buses minibus pickup "
    "suv jeep minivan taxi limousine bulldozer motorcycle motorbike scooter tractor coach ";
static const char PEOPLE[] =
    " crowd crowds people pedestrians passers-by passersby bystanders shoppers worshippers marchers protesters "
    "demonstrators protestors revellers revelers cyclists children pupils schoolchildren students tourists families "
    "spectators mourners soldiers police policemen officers commuters counterprotesters counter-protesters "
    "parade procession queue march rally group market festival ";
/* "lost control and drove into a queue" is a crash. */
static const char MISHAPS[] = " accidentally lost losing asleep accident brakes drunk drunken skidded unwell ill ";

const char incident_security[] =
    " police policeman policemen officer officers troops soldiers gendarmes guardsmen forces regiment paratroopers ";
const char incident_civilians[] =
    " protester protesters protestor protestors demonstrator demonstrators marchers mourners unarmed protest protests "
    "demonstration demonstrations rally strikers ";

bool incident_any(const struct incident_scene *scene, uint32_t from, uint32_t to, const char *words)
{
    for (uint32_t t = from; t < to; t++)
        if (incident_is_any(scene, t, words))
            return true;
    return false;
}

/* The token behind the first noun for people behind "into", in the same phrase; 0 where there is none. */
static uint32_t people_behind(const struct incident_scene *scene, uint32_t into, uint32_t end)
{
    for (uint32_t t = into + 1; t < end && t <= into + MOST_BEHIND; t++) {
        if (incident_is_any(scene, t, PEOPLE))
            return t + 1;
        if (incident_is_any(scene, t, " , ; : and while when killing injuring who which near outside in at on "))
            return 0;
    }
    return 0;
}

static void mark_vehicles(const struct incident_scene *scene, struct text_range sentence)
{
    static const struct incident_trigger ATTACK = {
        {"drove", "drove", 1}, INCIDENT_DEED, INCIDENT_PAST, 1u << CULPA_INCIDENT_VEHICLE};
    static const struct incident_trigger CRASH = {
        {"drove", "drove", 1}, INCIDENT_DEED, INCIDENT_PAST, 1u << CULPA_INCIDENT_CRASH};
    bool mishap = incident_any(scene, sentence.from, sentence.to, MISHAPS);
    for (uint32_t t = sentence.from; t < sentence.to; t++) {
        if (!incident_is_any(scene, t, DRIVES))
            continue;
        uint32_t into = t + 1;
        while (into < sentence.to && into <= t + MOST_BETWEEN && !incident_is_any(scene, into, " into , ; : "))
            into++;
        if (into >= sentence.to || !incident_is(scene, into, "into"))
            continue;
        uint32_t to = people_behind(scene, into, sentence.to);
        bool vehicle = incident_any(scene, t + 1, into, VEHICLES) ||
                       (incident_is_any(scene, t, MOVES) && incident_any(scene, sentence.from, t, VEHICLES));
        if (!to || !vehicle)
            continue;
        scene->marks[t].trigger = mishap ? &CRASH : &ATTACK;
        scene->marks[t].to = t + 1;
    }
}

/* "Police killed nine protesters": who kills is police, and whom is right behind. */
static void mark_crowds(const struct incident_scene *scene, struct text_range sentence)
{
    static const struct incident_trigger DEED = {
        {"killed", "killed", 1}, INCIDENT_DEED, INCIDENT_PAST, 1u << CULPA_INCIDENT_POLICE};
    for (uint32_t t = sentence.from + 1; t < sentence.to; t++) {
        uint32_t from = t > sentence.from + 3 ? t - 3 : sentence.from;
        uint32_t to = t + 5 < sentence.to ? t + 5 : sentence.to;
        if (!incident_is_any(scene, t, " killed beat gassed ") || !incident_any(scene, from, t, incident_security) ||
            incident_any(scene, from, t, " was were been being and , ") ||
            !incident_any(scene, t + 1, to, incident_civilians) || incident_any(scene, t + 1, to, " by in at , "))
            continue;
        scene->marks[t].trigger = &DEED;
        scene->marks[t].to = t + 1;
    }
}

void incident_mark_deeds(const struct incident_scene *scene, struct text_range sentence)
{
    mark_vehicles(scene, sentence);
    mark_crowds(scene, sentence);
}
