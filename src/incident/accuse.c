/* Is a statement that blames somebody about the deed itself, or about words and failings? Only the first makes a
 * perpetrator. */
#include "entity/words.h"
#include "incident/scene.h"

enum { NEAR = 3 };

/* Words of blame that tell of a deed by themselves. */
static const char BLAMES[] =
    " blamed blame blames blaming responsible responsibility behind suspected suspect suspects perpetrator "
    "perpetrators culprit culprits attacker attackers gunman killer mastermind masterminded involved involvement ";

/* What one does to do it: "accused Dolan of ordering it". */
static const char DOES[] =
    " carrying carried planting planted planning planned ordering ordered staging staged orchestrating orchestrated "
    "masterminding masterminded perpetrating perpetrated committing committed launching launched targeting firing "
    "detonating sponsoring financing funding arming backing aiding behind complicity involvement responsible "
    "massacring ";

/* Failings and words, of whoever did not do it: "accused Dolan of lying about the bombing", "of gross negligence". */
static const char FAILINGS[] =
    " lying lies lied negligence negligent corruption ignoring ignored ignorance failing failed failure failures "
    "inaction incompetence misleading deceiving hiding concealing covering cover exaggerating downplaying minimizing "
    "minimising politicizing politicising exploiting inciting incitement spreading mishandling mismanagement "
    "mismanaging neglecting neglect neglected bias hypocrisy betraying betrayal abandoning delaying delays slow "
    "slowness interfering meddling blocking obstructing obstruction withholding refusing turning silence weakness "
    "softness doing not lack poor lax laxity incompetent indifference complacency recklessness cowardice defending "
    "justifying glorifying praising tolerating allowing underestimating overlooking dragging fabricating inventing "
    "manipulating perjury fraud bribery treason libel slander defamation ";

static bool any_near(const struct incident_scene *scene, uint32_t from, uint32_t to, const char *words)
{
    for (uint32_t t = from; t < to && t < from + NEAR; t++)
        if (incident_is_any(scene, t, words))
            return true;
    return false;
}

/* Words of violence: those of events, of people hurt, of weapons, of what one does. */
static bool tells_violence(const struct incident_scene *scene, uint32_t from, uint32_t to, const char *words)
{
    for (uint32_t t = from; t < to; t++)
        if (scene->marks[t].trigger || scene->marks[t].harm || scene->marks[t].weapon ||
            incident_is_any(scene, t, words))
            return true;
    return false;
}

/* The "of", "for" or "with" behind whom a statement names ("accused Dolan of") or else behind its cue ("was accused
 * of"), with what it is about behind it; `to` where there is none. */
static uint32_t charge_at(const struct incident_scene *scene, const struct culpa_statement *s, uint32_t to)
{
    const struct culpa_spans *places[] = {&s->target, &s->cue};
    for (int i = 0; i < 2; i++) {
        if (!places[i]->n || places[i]->at[0].start < s->span.start || places[i]->at[0].start >= s->span.end)
            continue;
        uint32_t t = text_token_at(scene->text, places[i]->at[places[i]->n - 1].end);
        for (uint32_t n = 0; n < 3 && t + n < to; n++)
            if (incident_is_any(scene, t + n, " of for with "))
                return t + n;
    }
    return to;
}

bool incident_tells_deed(const struct incident_scene *scene, const struct culpa_statement *s)
{
    /* "Police accused the Front": nothing is told beyond whom */
    if (!s->content.n || (s->content.n == 1 && s->target.n && s->content.at[0].start >= s->target.at[0].start &&
                          s->content.at[0].end <= s->target.at[0].end))
        return true;
    uint32_t from = text_token_at(scene->text, s->span.start), to = text_token_at(scene->text, s->span.end);
    uint32_t charge = s->act == CULPA_ACT_CLAIM ? to : charge_at(scene, s, to);
    if (charge < to && any_near(scene, charge + 1, to, FAILINGS))
        return false;
    /* "accused them of it" tells no more than "accused them" */
    if (charge < to && incident_is(scene, charge, "of"))
        return tells_violence(scene, charge + 1, to, DOES);
    return tells_violence(scene, from, to, BLAMES);
}

bool incident_is_somebody(const struct incident_scene *scene, uint32_t actor)
{
    enum word_class class = word_class(scene->report->actors[actor].name);
    return class != WORD_PRONOUN && class != WORD_DEFINITE && class != WORD_RELATIVE;
}
