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
    " style video videos drill drills exercise exercises aircraft helicopter helicopters submarine plane planes dog "
    "dogs ad ads advert "
    "season warning warnings threat threats range insurance prevention season policy plan plans plot plots film "
    "movie game games alarm alarms hazard risk risks fighter fighters novel thriller trial charge charges campaign "
    "squad "
    "squads team expert experts rate rates statistics unit units ";

static bool ends_clause(const struct incident_scene *scene, uint32_t token)
{
    return incident_is_any(scene, token, " ; : that which who but while when after because although where since ") ||
           scene->text->tokens[token].quote == QUOTE_OPEN;
}

/* "began to stab people": what somebody has begun is done; so is what one "used a rifle to" do, and what "led a man to
 * ambush and shoot". */
static bool has_begun(const struct incident_scene *scene, uint32_t token)
{
    enum { VERBS = 5, WHOM = 5 };
    uint32_t from = scene->text->sentences[scene->sentence[token]].from, to = token;
    while (to > from && to + VERBS > token && !incident_is(scene, to - 1, "to"))
        to--;
    if (to < from + 2 || !incident_is(scene, to - 1, "to") || (to < token && !incident_any(scene, to, token, " and ")))
        return false;
    if (incident_is_any(scene, to - 2, " began started proceeded managed "))
        return true;
    for (uint32_t t = to - 2; t > from && t + WHOM > to - 1; t--)
        if (incident_is_any(scene, t, " led caused drove used using "))
            return !incident_any(scene, t > from + 3 ? t - 3 : from, t, " be is are not never could would may might ");
    return false;
}

/* "did not attack", "would attack", "feared an attack", "to attack" */
static bool is_unreal_before(const struct incident_scene *scene, uint32_t token, bool verb, bool riot)
{
    uint32_t from = scene->text->sentences[scene->sentence[token]].from;
    bool evidence = false;
    for (uint32_t n = 1; n <= BACK && token >= from + n; n++) {
        uint32_t t = token - n;
        if (ends_clause(scene, t))
            return false;
        if (scene->time_at[t] != CULPA_NONE) /* "NORHAVEN, May 14 - A bomb ..." */
            continue;
        /* "the May bombings" */
        if (t > from && incident_is(scene, t, "may") && scene->text->tokens[t].shape == SHAPE_CAPITAL)
            continue;
        /* "anti-government protests" */
        if (riot && incident_is_any(scene, t, " anti counter ") && incident_is(scene, t + 1, "-"))
            continue;
        if (incident_is_any(scene, t, NEGATES) || (n <= NEAR + 2 && incident_is_any(scene, t, UNREAL)))
            return true;
        /* "didn't": the last token is the t behind the apostrophe */
        if (n > 1 && incident_is(scene, t, "t") && t > from && scene->text->tokens[t - 1].shape == SHAPE_OTHER)
            return true;
        if (verb && n == 1 && incident_is(scene, t, "to"))
            return !has_begun(scene, token);
        /* "have not found any evidence of an attack" */
        evidence |= incident_is_any(scene, t, " evidence sign signs proof indication indications ");
        /* a finite verb of its own in front: "was told that ..." is another clause */
        if (!verb && !evidence && n > NEAR && word_class(incident_word(scene, t)) == WORD_VERB)
            return false;
    }
    return false;
}

/* "their battle against the militants", "the fight against crime" go on for years. */
static bool is_cause(const struct incident_scene *scene, uint32_t token, uint32_t to)
{
    return incident_is_any(scene, token, " battle fight fighting combat ") && to < scene->text->n_tokens &&
           incident_is(scene, to, "against") && token > 0 &&
           incident_is_any(scene, token - 1, " the their its his her our global international long in ");
}

/* "take a knife and attack the guests" is told to do, "if you drop a bomb" said of nobody. */
static bool is_command(const struct incident_scene *scene, uint32_t token, uint32_t to, struct text_range s)
{
    uint32_t first = s.from;
    while (first + 1 < s.to && scene->text->tokens[first].shape == SHAPE_OTHER)
        first++;
    if (incident_is(scene, first, "if") && incident_is(scene, first + 1, "you"))
        return true;
    return token > s.from && to < s.to && incident_is(scene, token, "attack") &&
           incident_is_any(scene, token - 1, " and or you we they ") &&
           incident_is_any(scene, to, " the their our his every all ");
}

/* "the regime is collapsing": no building */
static bool is_of_power(const struct incident_scene *scene, uint32_t token, uint32_t from)
{
    enum { NEAR_SUBJECT = 6 };
    if (!incident_is_any(scene, token, " collapse collapses collapsed collapsing "))
        return false;
    return incident_any(scene, token > from + NEAR_SUBJECT ? token - NEAR_SUBJECT : from, token,
                        " government regime administration economy coalition talks deal truce ceasefire cease-fire "
                        "currency market markets company party state system ");
}

/* "videos of beheadings" tell of no one beheading */
static bool is_shown(const struct incident_scene *scene, uint32_t token, uint32_t from)
{
    return token >= from + 2 && incident_is(scene, token - 1, "of") &&
           incident_is_any(scene, token - 2, " videos images footage pictures photographs photos stories tales ");
}

/* "sabotaged the peace talks" */
static bool is_figure_of_speech(const struct incident_scene *scene, uint32_t token, uint32_t to, uint32_t end)
{
    if (!incident_is_any(scene, token, " sabotage sabotaged sabotages sabotaging "))
        return false;
    for (uint32_t t = to; t < end && t < to + 5; t++)
        if (incident_is_any(scene, t,
                            " gains efforts effort talks peace process deal agreement negotiations ceasefire "
                            "truce relations plans economy reforms democracy election elections "))
            return true;
    return false;
}

/* "a group fighting the rebels" is what it is; "heavy fighting" is told. */
static bool is_trade(const struct incident_scene *scene, uint32_t token, uint32_t to, uint32_t end)
{
    return incident_is(scene, token, "fighting") && to < end &&
           (scene->name_at[to] != CULPA_NONE ||
            incident_is_any(scene, to,
                            " the for alongside militants rebels separatists insurgents terrorists crime "
                            "terrorism jihadists extremists guerrillas "));
}

/* "the capture of the chief suspect" is an arrest. */
static bool is_arrest(const struct incident_scene *scene, uint32_t token, uint32_t to)
{
    if (!incident_is(scene, token, "capture") || to >= scene->text->n_tokens || !incident_is(scene, to, "of"))
        return false;
    for (uint32_t t = to + 1; t < to + 5 && t < scene->text->n_tokens; t++)
        if (incident_is_any(scene, t,
                            " suspect suspects fugitive fugitives gunman gunmen killer killers attacker "
                            "attackers bomber mastermind leader commander militant militants "))
            return true;
    return false;
}

bool incident_is_real(const struct incident_scene *scene, uint32_t token, uint32_t to,
                      const struct incident_trigger *trigger)
{
    uint32_t from = scene->text->sentences[scene->sentence[token]].from;
    uint32_t end = scene->text->sentences[scene->sentence[token]].to;
    bool verb = trigger->form != INCIDENT_NOUN;
    if (trigger->form == INCIDENT_BASE && !(token > from && incident_is(scene, token - 1, "did")) &&
        !has_begun(scene, token))
        return false;
    if (is_command(scene, token, to, (struct text_range){from, end}))
        return false;
    bool style = to + 1 < end && incident_is(scene, to, "-") && incident_is(scene, to + 1, "style");
    if (style || (to < end && incident_is_any(scene, to, HEADS)))
        return false;
    if (is_figure_of_speech(scene, token, to, end) || is_trade(scene, token, to, end) || is_cause(scene, token, to) ||
        is_arrest(scene, token, to) || is_of_power(scene, token, from) || is_shown(scene, token, from))
        return false;
    return !is_unreal_before(scene, token, verb, trigger->types == 1u << CULPA_INCIDENT_RIOT);
}

bool incident_is_unhindered(const struct incident_scene *scene, uint32_t token)
{
    return !is_unreal_before(scene, token, true, false);
}
