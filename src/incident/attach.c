/* Incidents as the report has them: their events put together, and with each the figures, the proceedings, the weapons
 * and the statements that are about it. */
#include <stdlib.h>

#include "entity/geography.h"
#include "incident/roles.h"

enum { NEAR_PARAGRAPHS = 3, DAY_BYTES = 10 };

/* What is written out, and what it is made of. */
struct draft {
    struct culpa_incident incident;
    struct incident_place where;
    uint32_t events, first_paragraph;
    bool had;
    bool fight;
    bool mishap;  /* one of its events is told as an accident */
    bool unruly;  /* one of its events is told as a riot, not as a protest */
    bool untyped; /* its events do not tell what kind of attack it is */
    struct VEC(struct culpa_span) weapons, targets, victims;
    struct VEC(struct culpa_perpetrator) perpetrators;
    struct VEC(struct culpa_figure) figures;
    struct VEC(struct culpa_proceeding) proceedings;
};

/* A statement, or words of the report, that somebody has done it. */
struct blame {
    uint32_t incident;
    uint32_t who;       /* the actor; words that name none count on from the actors, each for itself */
    uint32_t statement; /* CULPA_NONE where the report itself says so */
    uint32_t place;     /* byte where it says so */
    uint32_t first;     /* the first place where it says so of the same one */
    enum culpa_actor_kind kind;
    struct culpa_span words; /* [0, 0) where only the statement says so */
};

struct drafts {
    struct incident_scene *scene;
    struct draft *at;
    uint32_t n;
    uint32_t main;                      /* the one with most events */
    const struct incident_event **told; /* [n_told] the events of incidents, by token */
    size_t n_told;
    struct VEC(struct blame) blames;
};

static enum culpa_status list_told(struct drafts *d)
{
    const struct incident_scene *scene = d->scene;
    d->told = ARENA_ARRAY(scene->scratch, const struct incident_event *, scene->events.n);
    if (!d->told)
        return CULPA_NO_MEMORY;
    for (size_t k = 0; k < scene->events.n; k++)
        if (scene->events.at[k].incident != CULPA_NONE)
            d->told[d->n_told++] = &scene->events.at[k];
    return CULPA_OK;
}

/* The first event of an incident at a token or behind it. */
static size_t told_from(const struct drafts *d, uint32_t token)
{
    size_t low = 0, high = d->n_told;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (d->told[middle]->token < token)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The incident of the last event in front of a byte: in its sentence first, then in its paragraph and those before. */
static uint32_t incident_near(const struct drafts *d, struct culpa_span span, uint32_t paragraphs)
{
    const struct incident_scene *scene = d->scene;
    uint32_t from = text_token_at(scene->text, span.start), to = text_token_at(scene->text, span.end);
    if (from >= scene->text->n_tokens)
        return CULPA_NONE;
    size_t k = told_from(d, from), past = told_from(d, to);
    if (k < past)
        return d->told[k]->incident;
    if (past < d->n_told && d->told[past]->sentence == scene->sentence[from])
        return d->told[past]->incident;
    bool near = k && d->told[k - 1]->paragraph + paragraphs >= scene->paragraph[from];
    return near ? d->told[k - 1]->incident : CULPA_NONE;
}

/* The types of an attack with a bomb are told by the bomb. */
static void type_by_weapons(struct drafts *d)
{
    const struct incident_scene *scene = d->scene;
    const unsigned other = 1u << CULPA_INCIDENT_OTHER;
    for (uint32_t i = 0; i < d->n; i++)
        d->at[i].untyped = (d->at[i].incident.types & ~other) == 0;
    for (size_t k = 0; k < d->n_told; k++) {
        struct draft *draft = &d->at[d->told[k]->incident];
        struct text_range s = scene->text->sentences[d->told[k]->sentence];
        for (uint32_t t = s.from; t < s.to && draft->untyped; t++)
            if (scene->marks[t].weapon)
                draft->incident.types |= scene->marks[t].weapon->types;
    }
    for (uint32_t i = 0; i < d->n; i++) {
        if (d->at[i].incident.types == other && d->at[i].fight)
            d->at[i].incident.types |= 1u << CULPA_INCIDENT_CLASH;
        if (d->at[i].incident.types & ~other)
            d->at[i].incident.types &= ~other;
    }
}

/* A day is finer than a range, a month or a year. */
static bool is_finer(struct culpa_slice a, struct culpa_slice b)
{
    return a.len == DAY_BYTES && b.len != DAY_BYTES;
}

static void gather(struct drafts *d)
{
    struct incident_scene *scene = d->scene;
    for (size_t k = 0; k < d->n_told; k++) {
        const struct incident_event *e = d->told[k];
        struct draft *draft = &d->at[e->incident];
        struct culpa_incident *i = &draft->incident;
        if (!draft->events) {
            i->span = incident_clause(scene, (struct text_range){e->token, e->to});
            draft->first_paragraph = e->paragraph;
            draft->had = e->had;
        }
        i->types |= e->aside ? 0 : e->types;
        draft->mishap |= e->mishap;
        draft->unruly |= !e->aside && e->types & 1u << CULPA_INCIDENT_RIOT &&
                         !incident_is_any(scene, e->to - 1, " protest protests demonstration demonstrations ");
        draft->fight |= e->fight && (e->founds || e->definite);
        if (e->when.len && e->when_sure && !e->aside && (!i->when.len || is_finer(e->when, i->when))) {
            i->when = e->when;
            i->when_span = scene->report->times[e->time].span;
        }
        draft->events++;
    }
    for (uint32_t i = 0; i < d->n; i++)
        if (d->at[i].events > d->at[d->main].events)
            d->main = i;
    type_by_weapons(d);
}

/* Where no place is told for sure, that which its events stand near in two sentences or more, if it is one
 * town that can be located: in 745 reports of shootings 7 more, all right; with one
 * sentence 50, of which 43. */
static void gather_agreed(struct drafts *d, uint32_t incident)
{
    struct draft *draft = &d->at[incident];
    const struct incident_event *first = NULL;
    uint32_t sentences = 0, last = 0;
    for (size_t k = 0; k < d->n_told; k++) {
        const struct incident_event *e = d->told[k];
        if (e->incident != incident || e->aside || !e->where.place.len)
            continue;
        if (first && !slice_eq_nocase(first->where.place, e->where.place))
            return;
        sentences += !first || e->sentence != last;
        last = e->sentence;
        first = first ? first : e;
    }
    if (sentences < 2 || !first->where.located)
        return;
    incident_add_where(&draft->where, &first->where);
    draft->incident.where.span = incident_span(d->scene, first->where.tokens);
}

/* Where each incident was, from the events whose day is its day. */
static void gather_places(struct drafts *d)
{
    struct incident_scene *scene = d->scene;
    for (size_t k = 0; k < d->n_told; k++) {
        const struct incident_event *e = d->told[k];
        if (!e->where.tokens.to || !e->where_sure || e->aside)
            continue;
        struct draft *draft = &d->at[e->incident];
        struct culpa_incident *i = &draft->incident;
        if (e->when_sure && !incident_when_agrees(e->when, i->when))
            continue;
        /* the words are those of the town, where one is told */
        if (!i->where.span.end || (e->where.place.len && !draft->where.place.len))
            i->where.span = incident_span(scene, e->where.tokens);
        incident_add_where(&draft->where, &e->where);
    }
    for (uint32_t i = 0; i < d->n; i++) {
        struct culpa_where *w = &d->at[i].incident.where;
        if (!d->at[i].where.place.len && !d->at[i].where.region.len)
            gather_agreed(d, i);
        w->venue = d->at[i].where.venue;
        w->place = d->at[i].where.place;
        w->region = d->at[i].where.region;
        incident_locate(scene, &d->at[i].where);
        w->country = d->at[i].where.country;
        w->located = d->at[i].where.located;
        w->latitude = (double)d->at[i].where.latitude / GEOGRAPHY_DEGREE;
        w->longitude = (double)d->at[i].where.longitude / GEOGRAPHY_DEGREE;
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
        bool old = when.len && (published.len ? incident_age(when, published) > INCIDENT_OLD_DAYS
                                              : main.len && incident_age(when, main) > INCIDENT_OLD_DAYS);
        draft->incident.background = old || (draft->had && !when.len);
    }
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

static int order(uint32_t a, uint32_t b)
{
    return a < b ? -1 : a > b;
}

static int by_who(const void *a, const void *b)
{
    const struct blame *x = a, *y = b;
    int by = order(x->incident, y->incident);
    by = by ? by : order(x->who, y->who);
    by = by ? by : order(x->statement, y->statement);
    return by ? by : order(x->place, y->place);
}

static int by_first(const void *a, const void *b)
{
    const struct blame *x = a, *y = b;
    int by = order(x->incident, y->incident);
    by = by ? by : order(x->first, y->first);
    return by ? by : by_who(a, b);
}

static bool is_same_one(const struct blame *a, const struct blame *b)
{
    return a->incident == b->incident && a->who == b->who;
}

/* Sorts by incident, then by where somebody is first blamed. */
static void sort_blames(struct blame *b, size_t n)
{
    if (n)
        qsort(b, n, sizeof *b, by_who);
    for (size_t i = 0, past = 0; i < n; i = past) {
        uint32_t first = b[i].place;
        for (past = i; past < n && is_same_one(&b[i], &b[past]); past++)
            first = b[past].place < first ? b[past].place : first;
        for (size_t k = i; k < past; k++)
            b[k].first = first;
    }
    if (n)
        qsort(b, n, sizeof *b, by_first);
}

/* Who is said to have done it, in the order in which they are first blamed, each with all statements that say so. */
static enum culpa_status add_perpetrators(struct drafts *d)
{
    struct blame *b = d->blames.at;
    size_t n = d->blames.n, n_actors = d->scene->report->n_actors;
    uint32_t *statements = ARENA_ARRAY(d->scene->arena, uint32_t, n);
    if (!statements)
        return CULPA_NO_MEMORY;
    sort_blames(b, n);
    for (size_t i = 0; i < n; i++) {
        struct draft *draft = &d->at[b[i].incident];
        if (draft->mishap)
            continue;
        struct culpa_perpetrator p = {
            .actor = b[i].who < n_actors ? b[i].who : CULPA_NONE, .kind = b[i].kind, .statements = statements};
        bool more = i && is_same_one(&b[i], &b[i - 1]);
        if (!more && !VEC_PUSH(d->scene->arena, &draft->perpetrators, p))
            return CULPA_NO_MEMORY;
        struct culpa_perpetrator *last = &draft->perpetrators.at[draft->perpetrators.n - 1];
        if (b[i].words.end && !last->span.end) {
            last->span = b[i].words;
            last->kind = b[i].kind;
        }
        if (b[i].statement != CULPA_NONE && !(more && b[i].statement == b[i - 1].statement)) {
            *statements++ = b[i].statement;
            last->n_statements++;
        }
    }
    return CULPA_OK;
}

static enum culpa_status blame(struct drafts *d)
{
    const struct incident_scene *scene = d->scene;
    for (size_t i = 0; i < scene->report->n_statements; i++) {
        const struct culpa_statement *s = &scene->statements[i];
        uint32_t actor = s->act == CULPA_ACT_CLAIM                                     ? s->actor
                         : s->act == CULPA_ACT_ACCUSE || s->act == CULPA_ACT_INSINUATE ? s->target_actor
                                                                                       : CULPA_NONE;
        if (actor == CULPA_NONE || s->about == CULPA_NONE ||
            (s->act != CULPA_ACT_CLAIM && !incident_is_somebody(scene, actor)) || !incident_tells_deed(scene, s))
            continue;
        struct blame b = {.incident = s->about,
                          .who = actor,
                          .statement = (uint32_t)i,
                          .place = s->span.start,
                          .kind = scene->report->actors[actor].kind};
        if (!VEC_PUSH(scene->scratch, &d->blames, b))
            return CULPA_NO_MEMORY;
    }
    return CULPA_OK;
}

/* What the words of the report make of a phrase, to the incident told of where it stands. */
static enum culpa_status add_role(struct drafts *d, const struct role_filler *f, uint32_t number)
{
    struct culpa_span span = incident_span(d->scene, f->tokens);
    uint32_t near = incident_near(d, span, NEAR_PARAGRAPHS);
    near = near == CULPA_NONE ? d->main : near;
    struct draft *draft = &d->at[near];
    struct blame b = {.incident = near,
                      .who = f->actor != CULPA_NONE ? f->actor : (uint32_t)d->scene->report->n_actors + number,
                      .statement = f->statement,
                      .place = span.start,
                      .kind = f->role == ROLE_ORGANISATION ? CULPA_ACTOR_ORGANISATION
                              : f->person                  ? CULPA_ACTOR_PERSON
                                                           : CULPA_ACTOR_UNNAMED,
                      .words = span};
    bool kept = f->role == ROLE_PEOPLE || f->role == ROLE_ORGANISATION ? VEC_PUSH(d->scene->scratch, &d->blames, b)
                : f->role == ROLE_TARGET ? VEC_PUSH(d->scene->arena, &draft->targets, span)
                : f->role == ROLE_WEAPON ? VEC_PUSH(d->scene->arena, &draft->weapons, span)
                                         : VEC_PUSH(d->scene->arena, &draft->victims, span);
    return kept ? CULPA_OK : CULPA_NO_MEMORY;
}

static enum culpa_status add_roles(struct drafts *d, const struct incident_proceedings *proceedings)
{
    struct role_fillers found = {0};
    enum culpa_status status = d->n ? role_find(d->scene, proceedings, &found) : CULPA_OK;
    for (size_t i = 0; i < found.n && !status; i++)
        status = add_role(d, &found.at[i], (uint32_t)i);
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

/* The row that tells the same count as another, NULL for none: "killed 18 soldiers", and below "the attack that killed
 * 18 soldiers". One person may be another one each time. */
static struct culpa_figure *told_before(const struct draft *draft, const struct culpa_figure *figure)
{
    for (size_t i = 0; i < draft->figures.n && figure->low != 1; i++) {
        struct culpa_figure *f = &draft->figures.at[i];
        bool parts = slice_eq_nocase(f->breakdown, figure->breakdown);
        bool givers = f->by == figure->by || f->by == CULPA_NONE || figure->by == CULPA_NONE;
        if (f->what == figure->what && f->low == figure->low && f->high == figure->high && parts && givers &&
            slice_eq(f->as_of, figure->as_of))
            return f;
    }
    return NULL;
}

/* "Protests broke out, hurting nine, over the killing of a student": a participle tells of what stands in front. */
static uint32_t hurt_in(const struct drafts *d, struct culpa_span span)
{
    uint32_t token = text_token_at(d->scene->text, span.start);
    size_t k = told_from(d, token);
    struct culpa_slice word = incident_word(d->scene, token);
    bool participle = word.len > 5 && memcmp(word.ptr + word.len - 3, "ing", 3) == 0;
    bool own = k < d->n_told && d->told[k]->token < text_token_at(d->scene->text, span.end);
    return participle && !own && k && d->told[k - 1]->sentence == d->scene->sentence[token] ? d->told[k - 1]->incident
                                                                                            : CULPA_NONE;
}

/* Each count to the incident that is told of last before it, else to the main one; totals to none. */
static enum culpa_status add_figures(struct drafts *d, const struct incident_figures *figures)
{
    for (size_t i = 0; i < figures->n && d->n; i++) {
        if (figures->at[i].total)
            continue;
        struct culpa_span span = figures->at[i].figure.span;
        uint32_t near = hurt_in(d, span);
        near = near == CULPA_NONE ? incident_near(d, span, NEAR_PARAGRAPHS) : near;
        struct draft *draft = &d->at[near == CULPA_NONE ? d->main : near];
        struct culpa_figure *before = told_before(draft, &figures->at[i].figure);
        /* the one is kept of which it is said who gives it */
        if (before && before->by == CULPA_NONE && figures->at[i].figure.by != CULPA_NONE)
            *before = figures->at[i].figure;
        if (!before && !VEC_PUSH(d->scene->arena, &draft->figures, figures->at[i].figure))
            return CULPA_NO_MEMORY;
    }
    return CULPA_OK;
}

/* A protest at which nobody came to harm is no riot. */
static bool is_peaceful(const struct draft *draft)
{
    if (draft->incident.types != 1u << CULPA_INCIDENT_RIOT || draft->unruly)
        return false;
    for (size_t i = 0; i < draft->figures.n; i++) {
        const struct culpa_figure *f = &draft->figures.at[i];
        if ((f->what == CULPA_FIGURE_KILLED || f->what == CULPA_FIGURE_INJURED) && f->low != 0)
            return false;
    }
    return true;
}

static enum culpa_status write_out(struct drafts *d)
{
    struct culpa_incident *incidents = ARENA_ARRAY(d->scene->arena, struct culpa_incident, d->n);
    if (!incidents)
        return CULPA_NO_MEMORY;
    for (uint32_t i = 0; i < d->n; i++) {
        struct draft *draft = &d->at[i];
        struct culpa_incident *out = &draft->incident;
        if (is_peaceful(draft))
            out->types = 1u << CULPA_INCIDENT_OTHER;
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
    return incident_give_ids(d->scene, incidents, d->n);
}

enum culpa_status incident_attach(struct incident_scene *scene, uint32_t n, const struct incident_figures *figures)
{
    struct drafts d = {.scene = scene, .at = ARENA_ARRAY(scene->scratch, struct draft, n), .n = n};
    if (!d.at || list_told(&d))
        return CULPA_NO_MEMORY;
    gather(&d);
    gather_places(&d);
    mark_background(&d);
    set_about(&d);
    struct incident_proceedings proceedings = {0};
    enum culpa_status status = n ? incident_find_proceedings(scene, &proceedings) : CULPA_OK;
    if (!status)
        status = blame(&d);
    if (!status)
        status = add_roles(&d, &proceedings);
    if (!status)
        status = add_perpetrators(&d);
    if (!status)
        status = add_figures(&d, figures);
    if (!status)
        status = add_proceedings(&d, &proceedings);
    return status ? status : write_out(&d);
}
