/* Incidents as the report has them: their events put together, and with each the figures, the proceedings, the weapons
 * and the statements that are about it. */
#include <stdio.h>

#include "entity/words.h"
#include "incident/roles.h"

/* SURE_TIME, SURE_PLACE: in tokens and more (when.c, where.c). What stands farther from the trigger than that helps to
 * tell incidents apart, but is not asserted. */
enum { OLD_DAYS = 45, SURE_TIME = 8, SURE_PLACE = 8, NEAR_PARAGRAPHS = 3, ID_BYTES = 64 };

/* What is written out, and what it is made of. */
struct draft {
    struct culpa_incident incident;
    struct incident_place where;
    uint32_t events, first_paragraph;
    long when_distance;
    bool had;
    struct VEC(struct culpa_span) weapons, targets, victims;
    struct VEC(struct culpa_perpetrator) perpetrators;
    struct VEC(struct culpa_figure) figures;
    struct VEC(struct culpa_proceeding) proceedings;
};

struct drafts {
    struct incident_scene *scene;
    struct draft *at;
    uint32_t n;
    uint32_t main; /* the one with most events */
};

/* The incident of the last event in front of a byte: in its sentence first, then in its paragraph and those before. */
static uint32_t incident_near(const struct drafts *d, struct culpa_span span, uint32_t paragraphs)
{
    const struct incident_scene *scene = d->scene;
    uint32_t from = text_token_at(scene->text, span.start), to = text_token_at(scene->text, span.end);
    uint32_t best = CULPA_NONE, behind = CULPA_NONE;
    if (from >= scene->text->n_tokens)
        return CULPA_NONE;
    for (size_t k = 0; k < scene->events.n; k++) {
        const struct incident_event *e = &scene->events.at[k];
        if (e->incident == CULPA_NONE)
            continue;
        if (e->token >= from && e->token < to)
            return e->incident;
        if (e->token < from && e->paragraph + paragraphs >= scene->paragraph[from])
            best = e->incident;
        if (e->token >= to && e->sentence == scene->sentence[from] && behind == CULPA_NONE)
            behind = e->incident;
    }
    return behind != CULPA_NONE ? behind : best;
}

/* The clause around a trigger: from the last comma, dash or quotation mark in front to the next behind. */
static struct culpa_span clause_of(const struct incident_scene *scene, const struct incident_event *e)
{
    struct text_range s = scene->text->sentences[e->sentence], clause = {e->token, e->to};
    static const char ENDS[] = " , ; : ( ) \" – — “ ” ";
    while (clause.from > s.from && !incident_is_any(scene, clause.from - 1, ENDS))
        clause.from--;
    while (clause.to < s.to && !incident_is_any(scene, clause.to, ENDS) && !incident_is(scene, clause.to, "."))
        clause.to++;
    return incident_span(scene, clause);
}

/* The types of an attack with a bomb are told by the bomb. */
static void type_by_weapons(const struct incident_scene *scene, struct draft *draft, uint32_t index)
{
    unsigned other = 1u << CULPA_INCIDENT_OTHER;
    if (draft->incident.types & ~other) {
        draft->incident.types &= ~other;
        return;
    }
    for (size_t k = 0; k < scene->events.n; k++) {
        const struct incident_event *e = &scene->events.at[k];
        if (e->incident != index)
            continue;
        struct text_range s = scene->text->sentences[e->sentence];
        for (uint32_t t = s.from; t < s.to; t++)
            if (scene->marks[t].weapon)
                draft->incident.types |= scene->marks[t].weapon->types;
    }
    if (draft->incident.types & ~other)
        draft->incident.types &= ~other;
}

static void gather(struct drafts *d)
{
    struct incident_scene *scene = d->scene;
    for (size_t k = 0; k < scene->events.n; k++) {
        const struct incident_event *e = &scene->events.at[k];
        if (e->incident == CULPA_NONE)
            continue;
        struct draft *draft = &d->at[e->incident];
        struct culpa_incident *i = &draft->incident;
        if (!draft->events) {
            i->span = clause_of(scene, e);
            draft->first_paragraph = e->paragraph;
            draft->had = e->had;
        }
        i->types |= e->types;
        if (e->when.len && e->when_distance <= SURE_TIME && (!i->when.len || e->when_distance < draft->when_distance)) {
            i->when = e->when;
            draft->when_distance = e->when_distance;
            i->when_span = scene->report->times[e->time].span;
        }
        if (e->where.tokens.to && e->where_distance <= SURE_PLACE) {
            if (!i->where.span.end)
                i->where.span = incident_span(scene, e->where.tokens);
            incident_add_where(&draft->where, &e->where);
        }
        draft->events++;
    }
    for (uint32_t i = 0; i < d->n; i++) {
        struct culpa_where *w = &d->at[i].incident.where;
        w->venue = d->at[i].where.venue;
        w->place = d->at[i].where.place;
        w->region = d->at[i].where.region;
        w->country = d->at[i].where.country;
        type_by_weapons(scene, &d->at[i], i);
        if (d->at[i].events > d->at[d->main].events)
            d->main = i;
    }
}

/* An incident of long before the report, that is not what the report is about. */
static void mark_background(struct drafts *d)
{
    struct culpa_slice published = d->scene->report->document.published;
    for (uint32_t i = 0; i < d->n; i++) {
        struct draft *draft = &d->at[i];
        struct culpa_slice main = d->at[d->main].incident.when, when = draft->incident.when;
        if (i == d->main || (i == 0 && !draft->had))
            continue;
        bool old = when.len && (published.len ? incident_age(when, published) > OLD_DAYS
                                              : main.len && incident_age(when, main) > OLD_DAYS);
        draft->incident.background = old || (draft->had && !when.len);
    }
}

static enum culpa_status name_one(struct drafts *d, uint32_t index)
{
    struct culpa_incident *incident = &d->at[index].incident;
    const struct culpa_where *w = &incident->where;
    struct culpa_slice place = w->place.len    ? w->place
                               : w->venue.len  ? w->venue
                               : w->region.len ? w->region
                                               : w->country;
    char id[ID_BYTES];
    int type = 0;
    while (!(incident->types >> type & 1))
        type++;
    int n = snprintf(id, sizeof id - 8, "%s%s%.*s", culpa_incident_type_name((enum culpa_incident_type)type),
                     place.len ? "-" : "", place.len > 30 ? 30 : (int)place.len, place.len ? place.ptr : "");
    size_t to = 0;
    for (int i = 0; i < n; i++) {
        char c = id[i] >= 'A' && id[i] <= 'Z' ? (char)(id[i] + 32) : id[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (plain || (to && id[to - 1] != '-'))
            id[to++] = plain ? c : '-';
    }
    while (to && id[to - 1] == '-')
        to--;
    unsigned same = 1;
    for (uint32_t i = 0; i < index; i++) {
        struct culpa_slice other = d->at[i].incident.id;
        same += other.len >= to && memcmp(other.ptr, id, to) == 0 && (other.len == to || other.ptr[to] == '-');
    }
    if (same > 1)
        to += (size_t)snprintf(id + to, sizeof id - to, "-%u", same);
    incident->id = arena_copy(d->scene->arena, slice_of(id, to));
    return incident->id.ptr ? CULPA_OK : CULPA_NO_MEMORY;
}

/* Acts that are about what happened even where they do not tell of it. */
static bool is_about_something(enum culpa_act act)
{
    return act < CULPA_ACT_REPORT && act != CULPA_ACT_PROMISE && act != CULPA_ACT_PRAISE;
}

static void set_about(struct drafts *d)
{
    struct incident_scene *scene = d->scene;
    for (size_t i = 0; i < scene->report->n_statements; i++) {
        struct culpa_statement *s = &scene->statements[i];
        if (s->act == CULPA_ACT_NONE)
            continue;
        s->about = incident_near(d, s->span, is_about_something(s->act) ? NEAR_PARAGRAPHS : 0);
        if (s->about == CULPA_NONE && is_about_something(s->act) && d->n)
            s->about = d->main;
    }
}

/* Adds somebody said to have done it. words: [0, 0) where only statements say so; statement: CULPA_NONE where the
 * report itself says so. */
static enum culpa_status add_perpetrator(struct drafts *d, uint32_t incident, uint32_t actor,
                                         enum culpa_actor_kind kind, struct culpa_span words, uint32_t statement)
{
    struct draft *draft = &d->at[incident];
    struct culpa_perpetrator *p = NULL;
    for (size_t i = 0; i < draft->perpetrators.n && !p && actor != CULPA_NONE; i++)
        if (draft->perpetrators.at[i].actor == actor)
            p = &draft->perpetrators.at[i];
    if (!p) {
        if (!VEC_PUSH(d->scene->arena, &draft->perpetrators, (struct culpa_perpetrator){.actor = actor, .kind = kind}))
            return CULPA_NO_MEMORY;
        p = &draft->perpetrators.at[draft->perpetrators.n - 1];
    }
    if (!p->span.end && words.end) {
        p->span = words;
        p->kind = kind;
    }
    for (size_t i = 0; i < p->n_statements; i++)
        if (p->statements[i] == statement)
            return CULPA_OK;
    if (statement == CULPA_NONE)
        return CULPA_OK;
    uint32_t *more = ARENA_ARRAY(d->scene->arena, uint32_t, p->n_statements + 1);
    if (!more)
        return CULPA_NO_MEMORY;
    if (p->n_statements)
        memcpy(more, p->statements, p->n_statements * sizeof *more);
    more[p->n_statements++] = statement;
    p->statements = more;
    return CULPA_OK;
}

/* Whose words are about the deed itself. "Dolan accused the government of ignoring warnings" blames nobody for the
 * bombing. */
static bool tells_deed(const struct incident_scene *scene, const struct culpa_statement *s)
{
    static const char WORDS[] =
        " blamed blame blames blaming responsible responsibility behind suspected suspect suspects perpetrator "
        "perpetrators culprit culprits attacker attackers gunman killer mastermind masterminded involved involvement ";
    if (!s->content.n)
        return true;
    for (uint32_t t = text_token_at(scene->text, s->span.start), to = text_token_at(scene->text, s->span.end); t < to;
         t++)
        if (scene->marks[t].trigger || scene->marks[t].harm || scene->marks[t].weapon ||
            incident_is_any(scene, t, WORDS))
            return true;
    return false;
}

/* Not "they" and "that": words that are joined to nobody blame nobody. */
static bool is_somebody(const struct incident_scene *scene, uint32_t actor)
{
    enum word_class class = word_class(scene->report->actors[actor].name);
    return class != WORD_PRONOUN && class != WORD_DEFINITE && class != WORD_RELATIVE;
}

static enum culpa_status blame(struct drafts *d)
{
    const struct incident_scene *scene = d->scene;
    enum culpa_status status = CULPA_OK;
    for (size_t i = 0; i < scene->report->n_statements && !status; i++) {
        const struct culpa_statement *s = &scene->statements[i];
        uint32_t actor = s->act == CULPA_ACT_CLAIM                                     ? s->actor
                         : s->act == CULPA_ACT_ACCUSE || s->act == CULPA_ACT_INSINUATE ? s->target_actor
                                                                                       : CULPA_NONE;
        if (actor != CULPA_NONE && s->about != CULPA_NONE && is_somebody(scene, actor) && tells_deed(scene, s))
            status = add_perpetrator(d, s->about, actor, scene->report->actors[actor].kind, (struct culpa_span){0, 0},
                                     (uint32_t)i);
    }
    return status;
}

static enum culpa_status add_proceedings(struct drafts *d, const struct incident_proceedings *found)
{
    for (size_t i = 0; i < found->n; i++) {
        uint32_t near = incident_near(d, found->at[i].span, NEAR_PARAGRAPHS);
        if (!VEC_PUSH(d->scene->arena, &d->at[near == CULPA_NONE ? d->main : near].proceedings, found->at[i]))
            return CULPA_NO_MEMORY;
    }
    return CULPA_OK;
}

/* Each count to the incident that is told of last before it, else to the main one; totals to none. */
static enum culpa_status add_figures(struct drafts *d, const struct incident_figures *figures)
{
    for (size_t i = 0; i < figures->n && d->n; i++) {
        if (figures->at[i].total)
            continue;
        uint32_t near = incident_near(d, figures->at[i].figure.span, NEAR_PARAGRAPHS);
        if (!VEC_PUSH(d->scene->arena, &d->at[near == CULPA_NONE ? d->main : near].figures, figures->at[i].figure))
            return CULPA_NO_MEMORY;
    }
    return CULPA_OK;
}

/* What the words of the report make perpetrators, targets, victims: each to the incident told of where it stands. */
static enum culpa_status add_roles(struct drafts *d, const struct incident_proceedings *proceedings)
{
    struct role_fillers found = {0};
    enum culpa_status status = d->n ? role_find(d->scene, proceedings, &found) : CULPA_OK;
    for (size_t i = 0; i < found.n && !status; i++) {
        const struct role_filler *f = &found.at[i];
        struct culpa_span span = incident_span(d->scene, f->tokens);
        uint32_t near = incident_near(d, span, NEAR_PARAGRAPHS);
        struct draft *draft = &d->at[near == CULPA_NONE ? d->main : near];
        bool kept = true;
        if (f->role == ROLE_PEOPLE || f->role == ROLE_ORGANISATION)
            status = add_perpetrator(d, (uint32_t)(draft - d->at), f->actor,
                                     f->role == ROLE_ORGANISATION ? CULPA_ACTOR_ORGANISATION
                                     : f->person                  ? CULPA_ACTOR_PERSON
                                                                  : CULPA_ACTOR_UNNAMED,
                                     span, f->statement);
        else if (f->role == ROLE_TARGET)
            kept = VEC_PUSH(d->scene->arena, &draft->targets, span);
        else if (f->role == ROLE_VICTIM || f->role == ROLE_DESCRIBED)
            kept = VEC_PUSH(d->scene->arena, &draft->victims, span);
        else
            kept = VEC_PUSH(d->scene->arena, &draft->weapons, span);
        if (!kept)
            status = CULPA_NO_MEMORY;
    }
    return status;
}

static enum culpa_status write_out(struct drafts *d)
{
    struct culpa_incident *incidents = ARENA_ARRAY(d->scene->arena, struct culpa_incident, d->n);
    if (!incidents)
        return CULPA_NO_MEMORY;
    for (uint32_t i = 0; i < d->n; i++) {
        struct draft *draft = &d->at[i];
        struct culpa_incident *out = &draft->incident;
        enum culpa_status status = name_one(d, i);
        if (status)
            return status;
        out->weapons = (struct culpa_spans){draft->weapons.at, draft->weapons.n};
        out->targets = (struct culpa_spans){draft->targets.at, draft->targets.n};
        out->victims = (struct culpa_spans){draft->victims.at, draft->victims.n};
        out->perpetrators = draft->perpetrators.at;
        out->n_perpetrators = draft->perpetrators.n;
        out->figures = draft->figures.at;
        out->n_figures = draft->figures.n;
        out->proceedings = draft->proceedings.at;
        out->n_proceedings = draft->proceedings.n;
        incidents[i] = *out;
    }
    d->scene->report->incidents = incidents;
    d->scene->report->n_incidents = d->n;
    return CULPA_OK;
}

enum culpa_status incident_attach(struct incident_scene *scene, uint32_t n, const struct incident_figures *figures)
{
    struct drafts d = {scene, ARENA_ARRAY(scene->scratch, struct draft, n), n, 0};
    struct incident_proceedings proceedings = {0};
    if (!d.at)
        return CULPA_NO_MEMORY;
    gather(&d);
    mark_background(&d);
    set_about(&d);
    enum culpa_status status = blame(&d);
    if (!status)
        status = d.n ? incident_find_proceedings(scene, &proceedings) : CULPA_OK;
    if (!status)
        status = add_roles(&d, &proceedings);
    if (!status)
        status = add_figures(&d, figures);
    if (!status)
        status = add_proceedings(&d, &proceedings);
    return status ? status : write_out(&d);
}
