/* Events: triggers that tell of something that happened, with what helps them in their sentence. */
#include "entity/words.h"
#include "incident/figure_words.h"
#include "incident/scene.h"

enum { YEAR_BYTES = 4, DAY_BYTES = 10, FOUNDS = 3, ELSEWHERE_PER_REPORT = 3, AGAIN = 8, OBJECT = 6 };

/* "the attack", "this bombing", "Friday's massacre"; "another attack", "a second blast" */
static void read_determiner(const struct incident_scene *scene, struct incident_event *e)
{
    uint32_t from = scene->text->sentences[e->sentence].from;
    for (uint32_t n = 1; n <= 4 && e->token >= from + n; n++) {
        uint32_t t = e->token - n;
        if (incident_is_any(scene, t, " another second third separate similar other earlier previous recent "))
            e->another = true;
        /* "Brandt's killing", not "a U.S. strike" */
        bool owner = incident_is(scene, t, "s") && t > from && incident_is_any(scene, t - 1, " ' \xe2\x80\x99 ");
        if (owner || incident_is_any(scene, t, " the this that these those its their his her "))
            e->definite = true;
        enum word_class class = word_class(incident_word(scene, t));
        if (class == WORD_VERB || class == WORD_PREPOSITION || class == WORD_DEFINITE || class == WORD_INDEFINITE)
            break;
    }
}

/* "the first anniversary of the deadly shooting" */
static bool is_recalled(const struct incident_scene *scene, const struct incident_event *e)
{
    uint32_t from = scene->text->sentences[e->sentence].from;
    for (uint32_t n = 2; n <= 6 && e->token >= from + n; n++)
        if (incident_is_any(scene, e->token - n, " anniversary anniversaries ") &&
            incident_is(scene, e->token - n + 1, "of"))
            return true;
    return false;
}

static bool is_past_perfect(const struct incident_scene *scene, uint32_t token)
{
    uint32_t from = scene->text->sentences[scene->sentence[token]].from;
    for (uint32_t n = 1; n <= 3 && token >= from + n; n++)
        if (incident_is(scene, token - n, "had"))
            return true;
    return false;
}

/* "shot her husband", "shot four people inside": words for people behind the verb. */
static bool has_people(const struct incident_scene *scene, uint32_t from, uint32_t end)
{
    static const unsigned PEOPLE = 1u << FIGURE_PERSON | 1u << FIGURE_PERSONS | 1u << FIGURE_GENERAL;
    const struct figure_sentence s = {.text = scene->text, .from = from, .to = end};
    for (uint32_t t = from; t < end && t < from + OBJECT; t++) {
        if (figure_phrase_at(&s, t, PEOPLE, &(uint32_t){0}))
            return true;
        if (incident_is_any(scene, t, " , ; : . and at on in from with by for that who when after "))
            return false;
    }
    return false;
}

/* "an officer shot Brandt several times", "was shot in the leg", "shot himself": somebody is hit, whatever else the
 * sentence says. */
static bool hits_somebody(const struct incident_scene *scene, const struct incident_event *e)
{
    static const unsigned HITS = 1u << CULPA_INCIDENT_SHOOTING | 1u << CULPA_INCIDENT_STABBING;
    uint32_t end = scene->text->sentences[e->sentence].to;
    if (e->types & ~HITS || e->trigger->form == INCIDENT_NOUN || e->to >= end)
        return false;
    uint32_t name = scene->name_at[e->to];
    if (name != CULPA_NONE && scene->report->names[name].kind == CULPA_NAME_PERSON)
        return true;
    bool body = figure_is_in_body(&(struct figure_sentence){.text = scene->text, .from = e->token, .to = end}, e->to);
    bool passive =
        e->victim.len && incident_any(scene, e->token > 2 ? e->token - 2 : 0, e->to, " was were been being ");
    return body || passive || incident_is_any(scene, e->to, " himself herself themselves ") ||
           has_people(scene, e->to, end);
}

static const unsigned ACCIDENTS =
    1u << CULPA_INCIDENT_CRASH | 1u << CULPA_INCIDENT_COLLAPSE | 1u << CULPA_INCIDENT_SINKING;

/* What else the sentence says: people hurt, a weapon. The trigger itself counts where it is harm too ("killed"). */
static void read_help(const struct incident_scene *scene, struct incident_event *e, unsigned *score)
{
    struct text_range s = scene->text->sentences[e->sentence];
    bool harm = false, weapon = false;
    for (uint32_t t = s.from; t < s.to; t++) {
        harm |= scene->marks[t].harm;
        weapon |= scene->marks[t].weapon != NULL && t != e->token;
        const struct incident_trigger *other = scene->marks[t].trigger;
        /* "nine people were killed when the bridge collapsed": what explains the deaths makes nothing else of them */
        bool explains = other && !(other->types & ~ACCIDENTS) && e->types == 1u << CULPA_INCIDENT_OTHER;
        weapon |= other && t != e->token && other->kind <= INCIDENT_DEED && !explains;
    }
    harm |= hits_somebody(scene, e);
    e->helped = harm || weapon || e->fight;
    *score += harm + weapon;
}

/* "charged with murder": the deed is another's to tell. "accused of the 2005 assassination of a judge" tells it. */
static bool is_offence(const struct incident_scene *scene, const struct incident_event *e)
{
    uint32_t token = e->token, from = scene->text->sentences[e->sentence].from;
    bool told = e->definite && e->trigger->form == INCIDENT_NOUN && (e->when_sure || e->where_sure || e->victim.len);
    for (uint32_t n = 1; n <= 5 && token >= from + n && !told; n++)
        if (incident_is_any(scene, token - n, " charged accused guilty convicted suspected charges counts acquitted "))
            return true;
    return false;
}

/* "FILE - Police inspect the scene of an attack" is under a picture; so is "Mourners carry the victim of a bombing, May
 * 14, 2024", since a report does not write out the year of its own week. */
static bool is_caption(const struct incident_scene *scene, uint32_t sentence)
{
    struct text_range s = scene->text->sentences[sentence];
    struct culpa_slice published = scene->report->document.published;
    if (slice_eq(incident_word(scene, s.from), SLICE("FILE")))
        return true;
    while (s.to > s.from && scene->text->tokens[s.to - 1].shape == SHAPE_OTHER)
        s.to--;
    if (s.to < s.from + 2 || !published.len || scene->time_at[s.to - 1] == CULPA_NONE ||
        scene->text->tokens[s.to - 1].shape != SHAPE_DIGITS || incident_word(scene, s.to - 1).len != YEAR_BYTES)
        return false;
    struct culpa_slice when = scene->report->times[scene->time_at[s.to - 1]].value;
    long age = incident_age(when, published);
    return when.len == DAY_BYTES && age >= -1 && age <= INCIDENT_OLD_DAYS;
}

/* "A propeller plane on its way to Ashby crashed": told as well as by "plane crashed". */
static bool is_craft_that_crashed(const struct incident_scene *scene, const struct incident_event *e)
{
    enum { MOST_BETWEEN = 24 };
    uint32_t from = scene->text->sentences[e->sentence].from;
    from = e->token > from + MOST_BETWEEN ? e->token - MOST_BETWEEN : from;
    return e->types == 1u << CULPA_INCIDENT_CRASH && e->trigger->form == INCIDENT_PAST &&
           incident_any(scene, from, e->token, " plane planes airplane airliner aircraft jet helicopter train ");
}

static void weigh(const struct incident_scene *scene, struct incident_event *e)
{
    bool strong =
        e->trigger->kind == INCIDENT_EVENT || e->trigger->kind == INCIDENT_DEED || is_craft_that_crashed(scene, e);
    unsigned score = strong ? 2 : 1, needed = FOUNDS;
    read_help(scene, e, &score);
    score += e->when.len != 0;
    score += e->where.tokens.to != 0;
    score += e->definite && e->victim.len && incident_is(scene, e->to, "of"); /* the killing of Ada Brandt */
    if (scene->elsewhere >= ELSEWHERE_PER_REPORT)
        needed += scene->elsewhere >= 3 * ELSEWHERE_PER_REPORT ? 2 : 1;
    /* "the attack on Port Ashby in 1996"; but "the explosion in prices in 1996".
     * "A warehouse in Ashby caught fire on Monday" */
    unsigned fire = 1u << CULPA_INCIDENT_FIRE, other = 1u << CULPA_INCIDENT_OTHER;
    bool settled =
        e->when_sure && e->where_sure && (e->trigger->form == INCIDENT_NOUN ? e->types == other : e->types == fire);
    /* with a player on board: a craft that crashed on a day and at a place has, whatever else the report is about */
    bool crashed = is_craft_that_crashed(scene, e) && e->when_sure && e->where_sure;
    e->founds = (score >= needed || crashed) && (strong || e->helped || settled) && !is_offence(scene, e);
    /* "accused the army of staging a coup" is what somebody calls it */
    if (incident_any(scene, e->token, e->to, " coup ") && !e->when_sure && !e->where_sure)
        e->founds = false;
    /* Thousands demonstrated: told of somewhere, or some day */
    if (e->types == 1u << CULPA_INCIDENT_RIOT && !strong && !e->when_sure && !e->where_sure)
        e->founds = false;
    /* "the bombing suspect" */
    if (e->definite && incident_is_modifier(scene, e))
        e->founds = false;
    /* "bombings are on the rise" */
    if (e->lists || (e->plural && !e->when.len && !e->where.tokens.to) || is_caption(scene, e->sentence))
        e->founds = false;
}

/* The noun that "one" or "another" stands for: the last in its sentence or the one before. */
static struct incident_event *noun_before(const struct incident_scene *scene, uint32_t token)
{
    for (size_t i = scene->events.n; i-- > 0 && scene->events.at[i].sentence + 1 >= scene->sentence[token];)
        if (scene->events.at[i].trigger->form == INCIDENT_NOUN && scene->events.at[i].trigger->kind <= INCIDENT_WEAK)
            return &scene->events.at[i];
    return NULL;
}

static bool is_site(const struct incident_scene *scene, uint32_t token)
{
    uint32_t name = scene->name_at[token];
    return name != CULPA_NONE && (scene->report->names[name].kind == CULPA_NAME_PLACE ||
                                  scene->report->names[name].kind == CULPA_NAME_FACILITY);
}

/* "two attacks, one in Ashby and another at a fair in Lund": the noun stands once, and each of its places has an event.
 * Not "one in five" and "another in the leg": the name of a place must follow. */
static bool is_again(const struct incident_scene *scene, uint32_t token)
{
    struct text_range s = scene->text->sentences[scene->sentence[token]];
    /* "the first shooting preceded another one six hours later in Lund" */
    if (incident_is(scene, token, "another") && token + 4 < s.to && incident_is(scene, token + 1, "one") &&
        token > s.from)
        for (uint32_t t = token + 2;
             t + 1 < s.to && t < token + AGAIN && word_class(incident_word(scene, t)) != WORD_VERB; t++)
            if (incident_is_any(scene, t, " in at near ") && is_site(scene, t + 1))
                return true;
    if (!incident_is_any(scene, token, " one another ") || token == s.from || token + 2 >= s.to ||
        !incident_is_any(scene, token - 1, " , : ; - – — and after with including namely before ") ||
        !incident_is_any(scene, token + 1, " in at near outside "))
        return false;
    for (uint32_t t = token + 2; t < s.to && t < token + AGAIN && !incident_is_any(scene, t, " , ; : and who where ");
         t++)
        if (is_site(scene, t))
            return true;
    return false;
}

/* Makes an event of the place at a token; the head of a list tells of nothing beside what it lists. */
static bool read_again(const struct incident_scene *scene, struct incident_event *e)
{
    struct incident_event *noun = is_again(scene, e->token) ? noun_before(scene, e->token) : NULL;
    if (!noun)
        return false;
    e->to = e->token + 1;
    e->trigger = noun->trigger;
    e->types = noun->types;
    e->another = e->again = true;
    scene->marks[e->token].to = e->to;
    scene->marks[e->token].trigger = noun->trigger; /* times and places do not reach over it */
    noun->lists |= noun->plural && noun->sentence == e->sentence;
    return true;
}

static bool read_trigger(const struct incident_scene *scene, struct incident_event *e)
{
    const struct incident_mark *mark = &scene->marks[e->token];
    if (!mark->trigger || !incident_is_real(scene, e->token, mark->to, mark->trigger))
        return false;
    struct culpa_slice last = incident_word(scene, mark->to - 1);
    e->to = mark->to;
    e->trigger = mark->trigger;
    e->types = mark->trigger->types;
    e->plural = e->trigger->form == INCIDENT_NOUN && last.len > 3 && (last.ptr[last.len - 1] | 32) == 's';
    return true;
}

/* "The bombing suspect, born in Norland, was held on Monday": neither is that of the bombing. */
static void forget_asides(const struct incident_scene *scene, struct incident_event *e)
{
    if (!incident_is_modifier(scene, e))
        return;
    if (!e->when_sure) {
        e->when = (struct culpa_slice){0};
        e->time = CULPA_NONE;
    }
    if (!e->where_sure)
        e->where = (struct incident_place){0};
}

/* "the battle for Ashby ... the offensive ... fighting in Ashby": what is spoken of again and again, and is somewhere.
 */
static void found_battle(struct incident_scene *scene)
{
    enum { AGAIN_AND_AGAIN = 3 };
    struct incident_event *first = NULL;
    unsigned n = 0;
    for (size_t i = 0; i < scene->events.n; i++) {
        struct incident_event *e = &scene->events.at[i];
        if (e->types != 1u << CULPA_INCIDENT_CLASH || e->lists || e->recalled)
            continue;
        if (e->founds)
            return;
        n++;
        if (!first && e->where_sure && (e->where.place.len || e->where.region.len) && !incident_is_modifier(scene, e))
            first = e;
    }
    if (n >= AGAIN_AND_AGAIN && first)
        first->founds = true;
}

enum culpa_status incident_find_events(struct incident_scene *scene)
{
    const struct text *text = scene->text;
    for (uint32_t t = 0; t < text->n_tokens; t++) {
        struct incident_event e = {.token = t,
                                   .sentence = scene->sentence[t],
                                   .paragraph = scene->paragraph[t],
                                   .time = CULPA_NONE,
                                   .incident = CULPA_NONE};
        if (!read_trigger(scene, &e) && !read_again(scene, &e))
            continue;
        e.had = is_past_perfect(scene, t);
        e.recalled = is_recalled(scene, &e);
        read_determiner(scene, &e);
        if (!VEC_PUSH(scene->scratch, &scene->events, e))
            return CULPA_NO_MEMORY;
    }
    for (size_t i = 0; i < scene->events.n; i++) {
        incident_set_when(scene, &scene->events.at[i]);
        incident_set_where(scene, &scene->events.at[i]);
        incident_set_venue(scene, &scene->events.at[i]);
        scene->events.at[i].victim = incident_victim(scene, &scene->events.at[i]);
        forget_asides(scene, &scene->events.at[i]);
        incident_refine_kind(scene, &scene->events.at[i]);
        if (scene->events.at[i].recalled) { /* the day of the sentence is that of the anniversary */
            scene->events.at[i].when = (struct culpa_slice){0};
            scene->events.at[i].when_sure = false;
        }
        weigh(scene, &scene->events.at[i]);
    }
    found_battle(scene);
    return CULPA_OK;
}
