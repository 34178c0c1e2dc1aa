/* Is an event told as having happened? What is denied, planned, feared, asked for or only possible is none. There is no
 * parser: this is read from the words in front of the trigger, back to the beginning of its clause. */
#include "entity/words.h"
#include "incident/scene.h"

enum { BACK = 8, NEAR = 3 };

static const char NEGATES[] =
    " no not never without nor neither denied denies deny foiled thwarted averted prevented prevent avoid avoided "
    "preventing averting avoiding stop stopped fail failed stopping ";
static const char UNREAL[] =
    " will would could may might can should must shall if unless whether threatened threaten threatens threatening "
    "threat threats planned planning plan plans plot plotted plotting plots possible potential potentially future "
    "hypothetical imminent fear fears feared fearing risk risks likely unlikely conspiracy conspiring "
    "conspired intended intending preparing prepare wanted want wants attempting hoped hoping anti counter combat "
    "fight fighting warned warning warnings warns tried trying vowed warn prospect danger simulated mock drill "
    "exercise film movie novel game ";
/* Nouns that a trigger in front of them only describes: bombing campaign, fire drill, attack aircraft. */
static const char HEADS[] =
    " drill drills exercise exercises aircraft helicopter helicopters submarine plane planes dog dogs ad ads advert "
    "season warning warnings threat threats range insurance prevention season policy plan plans plot plots film "
    "movie game games alarm alarms hazard risk risks fighter fighters novel thriller trial charge charges campaign "
    "squad "
    "squads team expert experts rate rates statistics unit units ";

static bool ends_clause(const struct incident_scene *scene, uint32_t token)
{
    return incident_is_any(scene, token, " ; : that which who but while when after because although where since ") ||
           scene->text->tokens[token].quote == QUOTE_OPEN;
}

/* "did not attack", "would attack", "feared an attack", "to attack" */
static bool is_unreal_before(const struct incident_scene *scene, uint32_t token, bool verb)
{
    uint32_t from = scene->text->sentences[scene->sentence[token]].from;
    for (uint32_t n = 1; n <= BACK && token >= from + n; n++) {
        uint32_t t = token - n;
        if (ends_clause(scene, t))
            return false;
        if (scene->time_at[t] != CULPA_NONE) /* "NORHAVEN, May 14 - A bomb ..." */
            continue;
        if (incident_is_any(scene, t, NEGATES) || (n <= NEAR + 2 && incident_is_any(scene, t, UNREAL)))
            return true;
        /* "didn't": the last token is the t behind the apostrophe */
        if (n > 1 && incident_is(scene, t, "t") && t > from && scene->text->tokens[t - 1].shape == SHAPE_OTHER)
            return true;
        if (verb && n == 1 && incident_is(scene, t, "to"))
            return true;
        /* a finite verb of its own in front: "was told that ..." is another clause */
        if (!verb && n > NEAR && word_class(incident_word(scene, t)) == WORD_VERB)
            return false;
    }
    return false;
}

bool incident_is_real(const struct incident_scene *scene, uint32_t token, uint32_t to,
                      const struct incident_trigger *trigger)
{
    uint32_t from = scene->text->sentences[scene->sentence[token]].from;
    uint32_t end = scene->text->sentences[scene->sentence[token]].to;
    bool verb = trigger->form != INCIDENT_NOUN;
    if (trigger->form == INCIDENT_BASE && !(token > from && incident_is(scene, token - 1, "did")))
        return false;
    if (to < end && incident_is_any(scene, to, HEADS))
        return false;
    return !is_unreal_before(scene, token, verb);
}

bool incident_is_unhindered(const struct incident_scene *scene, uint32_t token)
{
    return !is_unreal_before(scene, token, true);
}
