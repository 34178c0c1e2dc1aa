/* Whether a time or a place belongs to an event of its sentence, read from the words between them.
 *
 * "Two men were shot dead in a queue outside a bank in Norhaven on Monday": the day is far from the verb, but nothing
 * stands between that could have taken it. "Dolan said on Monday that two men were shot dead": the saying has. */
#include "entity/gazetteer.h"
#include "entity/words.h"
#include "incident/scene.h"

enum { OPENS = 1 /* words in front of the time with which a sentence opens: On */ };

static bool is_auxiliary(const struct incident_scene *scene, uint32_t token)
{
    return incident_is_any(scene, token, " is are was were be been being has have had did do does ");
}

static bool ends_in(struct culpa_slice s, const char *end, size_t n)
{
    return s.len > n + 2 && memcmp(s.ptr + s.len - n, end, n) == 0;
}

/* Verbs of the closed classes that tell of what was done, not said. */
static const char DOING[] =
    " attacked became began came captured carried died fired fled found gave get got held injured kill killed kills "
    "launched "
    "left led made opened remained seemed shot took used went wounded could would may might should can must ";

/* A verb of its own: of saying, or any that ends like one in the past. */
static bool is_saying(const struct incident_scene *scene, uint32_t token)
{
    return word_class(incident_word(scene, token)) == WORD_VERB && !is_auxiliary(scene, token) &&
           !incident_is_any(scene, token, DOING);
}

static bool is_past(const struct incident_scene *scene, uint32_t token)
{
    struct culpa_slice s = incident_word(scene, token);
    return scene->text->tokens[token].shape == SHAPE_LOWER && ends_in(s, "ed", 2) && !gazetteer_noun(s);
}

/* A verb that takes the day for itself: "arrived on Monday to investigate the killings". */
static bool is_heavy(const struct incident_scene *scene, uint32_t token)
{
    return is_past(scene, token) || incident_is(scene, token, "to") ||
           (word_class(incident_word(scene, token)) == WORD_VERB && !is_auxiliary(scene, token));
}

/* What may stand between a day and the noun of an event that it tells of: "on Monday rebels launched an attack". */
static bool is_light(const struct incident_scene *scene, uint32_t token)
{
    return scene->marks[token].harm ||
           incident_is_any(scene, token,
                           " carried launched staged mounted conducted suffered triggered caused sparked happened "
                           "occurred unleashed committed perpetrated died caught involved killed injured wounded left "
                           "went hit struck rocked "
                           "shook came began took ");
}

static bool is_gerund(const struct incident_scene *scene, uint32_t token)
{
    return token < scene->text->n_tokens && ends_in(incident_word(scene, token), "ing", 3);
}

/* Another clause, with a time and a place of its own; "while sitting" and "before fleeing" go on with the same one. */
static bool begins_clause(const struct incident_scene *scene, uint32_t token)
{
    if (incident_is_any(scene, token, " while when after before ") && is_gerund(scene, token + 1))
        return false;
    return incident_is_any(scene, token,
                           " that which who whom whose where while when after before because since until although but "
                           "if as saying according ; : — – ");
}

/* "crash victims", "the bombing suspect": the event is named beside what the sentence is about. */
bool incident_is_modifier(const struct incident_scene *scene, const struct incident_event *e)
{
    if (e->trigger->form != INCIDENT_NOUN || e->to >= scene->text->sentences[e->sentence].to)
        return false;
    const struct gazetteer_noun *noun = gazetteer_noun(incident_word(scene, e->to));
    return (noun && noun->class != CLASS_NONE) ||
           incident_is_any(scene, e->to,
                           " victim victims suspect suspects charge charges case trial probe investigation "
                           "survivor survivors site scene anniversary threat threats warning ");
}

/* From an event to what stands behind it, over the verb whose subject it is: "a bombing struck the theatre". */
static bool reaches_behind(const struct incident_scene *scene, const struct incident_event *e, uint32_t to)
{
    bool joined = false; /* "and", and a comma, may begin another clause */
    uint32_t from = scene->text->sentences[e->sentence].from;
    /* "After the attack, hospitals around Ashby filled up" */
    bool leads_in = e->trigger->form == INCIDENT_NOUN && e->definite && e->token <= from + 4 &&
                    incident_is_any(scene, from, " after following since before during amid despite ");
    for (uint32_t t = e->to; t < to; t++) {
        const struct incident_trigger *other = scene->marks[t].trigger;
        bool its_verb = other && other->kind == INCIDENT_DOES && e->trigger->form == INCIDENT_NOUN && !joined;
        if ((leads_in && incident_is(scene, t, ",")) || (other && !its_verb) || begins_clause(scene, t) ||
            is_saying(scene, t))
            return false;
        if (joined && is_past(scene, t) && !scene->marks[t].harm)
            return false;
        joined |= incident_is_any(scene, t, " and ");
    }
    return true;
}

/* "On Monday Brandt was believed to have been killed": what is believed is the event. */
static bool is_hedge(const struct incident_scene *scene, uint32_t token)
{
    return token > 0 && token + 1 < scene->text->n_tokens && is_auxiliary(scene, token - 1) &&
           incident_is(scene, token + 1, "to");
}

static bool tells_before(const struct incident_scene *scene, uint32_t token)
{
    for (uint32_t t = scene->text->sentences[scene->sentence[token]].from; t < token; t++)
        if (scene->marks[t].trigger)
            return true;
    return false;
}

/* "Tuesday's border attack", "Friday night's shooting": only words of the same noun phrase stand between. */
static bool owns(const struct incident_scene *scene, const struct incident_event *e, uint32_t to)
{
    if (e->trigger->form != INCIDENT_NOUN || to + 2 > e->token || !incident_is_any(scene, to, " ' \xe2\x80\x99 ") ||
        !incident_is(scene, to + 1, "s"))
        return false;
    for (uint32_t t = to + 2; t < e->token; t++)
        if (word_class(incident_word(scene, t)) != WORD_OPEN || scene->text->tokens[t].shape == SHAPE_OTHER)
            return false;
    return true;
}

/* From a time or place in front to an event. "On Monday, as the crowd left, two men opened fire": what opens a clause
 * holds for it all, over a clause within it that ends with a comma. */
static bool reaches_ahead(const struct incident_scene *scene, const struct incident_event *e, uint32_t from,
                          uint32_t to)
{
    bool told = tells_before(scene, from);
    bool opens = from <= scene->text->sentences[e->sentence].from + OPENS || (incident_is(scene, to, ",") && !told);
    bool noun = e->trigger->form == INCIDENT_NOUN, within = false;
    if (owns(scene, e, to) && !incident_is_modifier(scene, e))
        return true;
    /* "died in 1977 of wounds from the attack", "On Monday relatives of the crash victims ..." */
    if ((noun && e->definite && !opens && e->token > to + 2) || (incident_is_modifier(scene, e) && e->token > to + 3))
        return false;
    for (uint32_t t = to; t < e->token; t++) {
        if ((is_saying(scene, t) && !is_hedge(scene, t)) || (scene->marks[t].trigger && !opens) ||
            incident_is_any(scene, t, " ; : "))
            return false;
        if (noun && is_heavy(scene, t) && !is_light(scene, t))
            return false;
        /* "began the week on Monday after enduring days of violence": that was before */
        bool before = incident_is(scene, t, "after") && is_gerund(scene, t + 1);
        if (!opens && (incident_is(scene, t, ",") || begins_clause(scene, t) || before))
            return false;
        /* "the raid in 2015 and an attack on the market": it is that of the raid */
        if (!opens && incident_is(scene, t, "and") && told)
            return false;
        within = begins_clause(scene, t) || (within && !incident_is(scene, t, ","));
    }
    return !within;
}

bool incident_reaches(const struct incident_scene *scene, const struct incident_event *e, struct text_range words)
{
    if (words.to <= e->token)
        return reaches_ahead(scene, e, words.from, words.to);
    return words.from >= e->to && !incident_is_modifier(scene, e) && reaches_behind(scene, e, words.from);
}
