/* Venues without a name: "in a concert hall", "stormed the police station". The words are the venue. */
#include "entity/words.h"
#include "incident/scene.h"

enum { MOST_WORDS = 4, MOST_BEHIND = 14, DIRECTLY = 3 };

static const char ROOMS[] =
    " hall mosque church cathedral temple synagogue shrine monastery school kindergarten university college academy "
    "airport airfield station market mall hotel restaurant cafe bar nightclub club store shop supermarket bakery "
    "pharmacy "
    "stadium arena park square bridge tunnel embassy consulate ministry headquarters base barracks checkpoint outpost "
    "theater theatre cinema factory plant refinery warehouse depot mine quarry bank palace parliament house apartment "
    "building office offices ";
/* Where people are brought afterwards: the place of the event only where they stand right beside it. */
static const char AFTERWARDS[] = " hospital clinic court courthouse prison jail ";

static bool is_plain(const struct incident_scene *scene, uint32_t token)
{
    return scene->text->tokens[token].shape == SHAPE_LOWER && scene->name_at[token] == CULPA_NONE &&
           scene->time_at[token] == CULPA_NONE && word_class(incident_word(scene, token)) == WORD_OPEN &&
           (!scene->marks[token].trigger || scene->marks[token].trigger->form == INCIDENT_NOUN);
}

/* The words of a venue that begins at a token, without its article; empty where there is none. */
static struct text_range venue_at(const struct incident_scene *scene, uint32_t token, uint32_t end, bool directly)
{
    struct text_range none = {0, 0}, venue;
    enum word_class class = token < end ? word_class(incident_word(scene, token)) : WORD_OPEN;
    if (class != WORD_DEFINITE && class != WORD_INDEFINITE)
        return none;
    venue = (struct text_range){token + 1, token + 1};
    while (venue.to < end && venue.to < token + 1 + MOST_WORDS && is_plain(scene, venue.to))
        venue.to++;
    while (venue.to > venue.from && !incident_is_any(scene, venue.to - 1, ROOMS) &&
           !(directly && incident_is_any(scene, venue.to - 1, AFTERWARDS)))
        venue.to--;
    return venue;
}

void incident_set_venue(const struct incident_scene *scene, struct incident_event *e)
{
    struct text_range s = scene->text->sentences[e->sentence];
    for (uint32_t t = e->to; t < s.to && t < e->to + MOST_BEHIND && !e->where.venue.len; t++) {
        bool object = t == e->to && e->trigger->form != INCIDENT_NOUN;
        bool led = t > e->to && incident_is_any(scene, t - 1, " in at on near outside inside into through ");
        struct text_range venue =
            object || led ? venue_at(scene, t, s.to, t < e->to + DIRECTLY) : (struct text_range){0, 0};
        if (venue.from >= venue.to || !incident_reaches(scene, e, venue))
            continue;
        e->where.venue = incident_text(scene, venue);
        if (!e->where.tokens.to) {
            e->where.tokens = venue;
            e->where_distance = (long)(t - e->to);
            e->where_sure = true;
        }
    }
}
