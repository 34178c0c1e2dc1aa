/* Events: triggers that tell of something that happened, with what helps them in their sentence. */
#include "entity/words.h"
#include "incident/scene.h"

enum { FOUNDS = 3, ELSEWHERE_PER_REPORT = 3 };

/* "the attack", "this bombing", "Friday's massacre"; "another attack", "a second blast" */
static void read_determiner(const struct incident_scene *scene, struct incident_event *e)
{
    uint32_t from = scene->text->sentences[e->sentence].from;
    for (uint32_t n = 1; n <= 4 && e->token >= from + n; n++) {
        uint32_t t = e->token - n;
        if (incident_is_any(scene, t, " another second third separate similar other earlier previous other "))
            e->another = true;
        if (incident_is_any(scene, t, " the this that these those its their his her s "))
            e->definite = true;
        enum word_class class = word_class(incident_word(scene, t));
        if (class == WORD_VERB || class == WORD_PREPOSITION || class == WORD_DEFINITE || class == WORD_INDEFINITE)
            break;
    }
}

static bool is_past_perfect(const struct incident_scene *scene, uint32_t token)
{
    uint32_t from = scene->text->sentences[scene->sentence[token]].from;
    for (uint32_t n = 1; n <= 3 && token >= from + n; n++)
        if (incident_is(scene, token - n, "had"))
            return true;
    return false;
}

/* What else the sentence says: people hurt, a weapon. The trigger itself counts where it is harm too ("killed"). */
static void read_help(const struct incident_scene *scene, struct incident_event *e, unsigned *score)
{
    struct text_range s = scene->text->sentences[e->sentence];
    bool harm = false, weapon = false;
    for (uint32_t t = s.from; t < s.to; t++) {
        harm |= scene->marks[t].harm;
        weapon |= scene->marks[t].weapon != NULL && t != e->token;
        weapon |= scene->marks[t].trigger && t != e->token && scene->marks[t].trigger->kind <= INCIDENT_DEED;
    }
    e->helped = harm || weapon;
    *score += harm + weapon;
}

/* "charged with murder": the deed is another's to tell. */
static bool is_offence(const struct incident_scene *scene, uint32_t token)
{
    uint32_t from = scene->text->sentences[scene->sentence[token]].from;
    for (uint32_t n = 1; n <= 5 && token >= from + n; n++)
        if (incident_is_any(scene, token - n, " charged accused guilty convicted suspected charges counts acquitted "))
            return true;
    return false;
}

/* "FILE - Police inspect the scene of an attack" is under a picture. */
static bool is_caption(const struct incident_scene *scene, uint32_t sentence)
{
    uint32_t from = scene->text->sentences[sentence].from;
    return slice_eq(incident_word(scene, from), SLICE("FILE"));
}

/* Whoever holds an office or speaks in public is assassinated, not murdered: "journalist Ada Brandt was murdered". */
static const char PROMINENT[] =
    " president minister premier senator deputy lawmaker mayor governor ambassador judge magistrate prosecutor general "
    "journalist activist dissident bishop archbishop candidate leader commander commissioner king prince consul "
    "diplomat unionist politician councilman congressman ";

/* What sets fire without anybody's hand: "The blast struck at noon. It set fire to two buses." */
static const char KINDLES[] = " it which blast blasts explosion explosions bomb bombs missile missiles rocket rockets "
                              "shell shells strike strikes lightning sparks quake crash drone drones ";

static bool any_of(const struct incident_scene *scene, uint32_t from, uint32_t to, const char *words)
{
    for (uint32_t t = from; t < to; t++)
        if (incident_is_any(scene, t, words))
            return true;
    return false;
}

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
    return any_of(scene, from, e->token, WORDS) ||
           any_of(scene, e->to, to, " accidentally unintentionally inadvertently ");
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
    if (!incident_is_any(scene, e->token, " murder murdered murders slain slaying "))
        return;
    struct text_range s = scene->text->sentences[e->sentence];
    for (uint32_t t = s.from; t < s.to; t++)
        if (incident_is_any(scene, t, PROMINENT))
            e->types |= 1u << CULPA_INCIDENT_ASSASSINATION;
}

static void weigh(const struct incident_scene *scene, struct incident_event *e)
{
    bool strong = e->trigger->kind == INCIDENT_EVENT || e->trigger->kind == INCIDENT_DEED;
    unsigned score = strong ? 2 : 1, needed = FOUNDS;
    read_help(scene, e, &score);
    score += e->when.len != 0;
    score += e->where.tokens.to != 0;
    if (scene->elsewhere >= ELSEWHERE_PER_REPORT)
        needed += scene->elsewhere >= 3 * ELSEWHERE_PER_REPORT ? 2 : 1;
    /* "the attack on Port Ashby in 1996"; but "the explosion in prices in 1996" */
    bool settled =
        e->types == 1u << CULPA_INCIDENT_OTHER && e->trigger->form == INCIDENT_NOUN && e->when_sure && e->where_sure;
    e->founds = score >= needed && (strong || e->helped || settled) && !is_offence(scene, e->token);
    /* "the bombing suspect" */
    if (e->definite && incident_is_modifier(scene, e))
        e->founds = false;
    /* "bombings are on the rise" */
    if ((e->plural && !e->when.len && !e->where.tokens.to) || is_caption(scene, e->sentence))
        e->founds = false;
}

enum culpa_status incident_find_events(struct incident_scene *scene)
{
    const struct text *text = scene->text;
    for (uint32_t t = 0; t < text->n_tokens; t++) {
        const struct incident_mark *mark = &scene->marks[t];
        if (!mark->trigger || !incident_is_real(scene, t, mark->to, mark->trigger))
            continue;
        struct incident_event e = {.token = t,
                                   .to = mark->to,
                                   .sentence = scene->sentence[t],
                                   .paragraph = scene->paragraph[t],
                                   .trigger = mark->trigger,
                                   .types = mark->trigger->types,
                                   .time = CULPA_NONE,
                                   .incident = CULPA_NONE};
        struct culpa_slice last = incident_word(scene, mark->to - 1);
        e.plural = mark->trigger->form == INCIDENT_NOUN && last.len > 3 && (last.ptr[last.len - 1] | 32) == 's';
        e.had = is_past_perfect(scene, t);
        read_determiner(scene, &e);
        if (!VEC_PUSH(scene->scratch, &scene->events, e))
            return CULPA_NO_MEMORY;
    }
    for (size_t i = 0; i < scene->events.n; i++) {
        incident_set_when(scene, &scene->events.at[i]);
        incident_set_where(scene, &scene->events.at[i]);
        incident_set_venue(scene, &scene->events.at[i]);
        refine_types(scene, &scene->events.at[i]);
        scene->events.at[i].mishap = is_mishap(scene, &scene->events.at[i]);
        refine_gun(scene, &scene->events.at[i]);
        weigh(scene, &scene->events.at[i]);
    }
    return CULPA_OK;
}
