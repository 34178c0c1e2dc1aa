/* Where an event was: the names of places, and venues without a name, that stand nearest to its trigger.
 *
 * Names that follow each other ("in Conyers, Georgia", "at Bradley airport in Windsor Locks") are one place, from the
 * venue up; the gazetteer says which of them is a state and which a city. */
#include "entity/gazetteer.h"
#include "incident/scene.h"

enum { MOST_DISTANCE = 30, WITHOUT_PREPOSITION = 15, IN_FRONT = 4, CROSSES_EVENT = 8, MOST_LINKS = 4 };

static const char PLACES[] = " in at near on outside over inside across off from around into through ";
static const char VENUES[] =
    " hall mosque church cathedral temple synagogue school university college airport airfield station market mall "
    "hospital hotel restaurant cafe bar nightclub club store shop supermarket stadium arena park square street road "
    "avenue highway bridge building tower embassy consulate ministry headquarters base barracks prison jail court "
    "courthouse theater theatre cinema factory plant refinery warehouse house home apartment apartments complex "
    "office offices checkpoint camp village bank port harbor harbour palace parliament metro subway shrine festival "
    "marathon concert beach resort bus train plane ";
static const char REGIONS[] =
    " province state district region county governorate peninsula department oblast prefecture valley territory "
    "north south east west northern southern eastern western island islands ";

static bool is_armed(const struct incident_scene *scene, uint32_t name)
{
    const struct gazetteer_entry *entry =
        gazetteer_find(slice_span(scene->text->bytes, scene->report->names[name].span)).entry;
    return entry && (entry->kind == GAZETTEER_ARMED || entry->kind == GAZETTEER_MEDIA || entry->kind == GAZETTEER_BODY);
}

static bool is_place(const struct incident_scene *scene, uint32_t token)
{
    uint32_t name = scene->name_at[token];
    if (name == CULPA_NONE)
        return false;
    enum culpa_name_kind kind = scene->report->names[name].kind;
    if (kind == CULPA_NAME_FACILITY)
        return true;
    /* "Islamic State" and "IS" are read as places at times */
    return kind == CULPA_NAME_PLACE && !is_armed(scene, name);
}

/* The last word of the name, or the one behind it: "Kandahar province", "Victor Hugo street". */
static bool ends_in(const struct incident_scene *scene, struct text_range name, uint32_t end, const char *words)
{
    return incident_is_any(scene, name.to - 1, words) || (name.to < end && incident_is_any(scene, name.to, words));
}

static void put(struct culpa_slice *slot, struct culpa_slice text)
{
    if (!slot->len)
        *slot = text;
}

/* Adds one name to a place. */
static void add_name(const struct incident_scene *scene, struct incident_place *place, struct text_range name,
                     uint32_t end)
{
    struct culpa_slice text = incident_text(scene, name);
    const struct culpa_name *n = &scene->report->names[scene->name_at[name.from]];
    struct gazetteer_hit hit = gazetteer_find(text);
    bool region = ends_in(scene, name, end, REGIONS) || incident_is_any(scene, name.from, REGIONS);
    if (hit.entry && hit.entry->kind == GAZETTEER_STATE && hit.how == GAZETTEER_NAME) {
        put(&place->country, slice_of(hit.entry->country, strlen(hit.entry->country)));
    } else if (n->kind == CULPA_NAME_FACILITY || ends_in(scene, name, end, VENUES)) {
        put(&place->venue, text);
    } else if (region || (place->place.len && !place->region.len)) {
        put(&place->region, text);
    } else {
        put(&place->place, text);
    }
    if (hit.entry && (hit.entry->kind == GAZETTEER_CITY || hit.how == GAZETTEER_CAPITAL))
        put(&place->country, slice_of(hit.entry->country, strlen(hit.entry->country)));
}

static struct text_range name_range(const struct incident_scene *scene, uint32_t token, uint32_t end)
{
    struct text_range range = {token, token + 1};
    while (range.to < end && scene->name_at[range.to] == scene->name_at[token])
        range.to++;
    return range;
}

/* "Conyers, Georgia"; "Bradley International Airport in Windsor Locks, Connecticut": up to three words between that
 * are commas, prepositions, the, and nouns such as "city of". */
static struct text_range read_chain(const struct incident_scene *scene, uint32_t token, uint32_t end,
                                    struct incident_place *place)
{
    struct text_range all = {token, token};
    for (unsigned link = 0; link < MOST_LINKS; link++) {
        struct text_range name = name_range(scene, token, end);
        add_name(scene, place, name, end);
        all.to = token = name.to;
        while (token < end && token < name.to + 6 && !is_place(scene, token) &&
               incident_is_any(scene, token,
                               " , in the of city town near outside district province state region central northern "
                               "southern eastern western north south east west downtown county village ' s "))
            token++;
        if (token >= end || !is_place(scene, token))
            break;
    }
    place->tokens = all;
    return all;
}

static long distance(const struct incident_scene *scene, const struct incident_event *e, struct text_range name,
                     uint32_t from)
{
    bool front = name.to <= e->token;
    uint32_t a = front ? name.to : e->to, b = front ? e->token : name.from;
    long d = front ? IN_FRONT : 0;
    for (uint32_t t = a; t < b && d < MOST_DISTANCE; t++)
        d += 1 + (scene->marks[t].trigger ? CROSSES_EVENT : 0);
    bool led = false;
    for (uint32_t n = 1; n <= 5 && name.from >= from + n && !led; n++)
        led = incident_is_any(scene, name.from - n, PLACES);
    /* "a U.S. drone strike" was not in the U.S. */
    struct gazetteer_hit hit = gazetteer_find(incident_text(scene, name));
    if (!led && hit.entry && hit.entry->kind == GAZETTEER_STATE && hit.how != GAZETTEER_CAPITAL)
        return MOST_DISTANCE;
    return d + (led ? 0 : WITHOUT_PREPOSITION);
}

void incident_set_where(const struct incident_scene *scene, struct incident_event *e)
{
    struct text_range s = scene->text->sentences[e->sentence];
    long best = MOST_DISTANCE;
    for (uint32_t t = s.from; t < s.to && t < e->to + MOST_DISTANCE;) {
        if (!is_place(scene, t)) {
            t++;
            continue;
        }
        struct incident_place place = {0};
        struct text_range chain = read_chain(scene, t, s.to, &place);
        long d = distance(scene, e, chain, s.from);
        if (d < best) {
            best = d;
            e->where = place;
            e->where_distance = d;
        }
        t = chain.to;
    }
}

/* Do two names share a word of three letters or more? */
static bool shares_word(struct culpa_slice a, struct culpa_slice b)
{
    for (size_t from = 0, to; from < a.len; from = to + 1) {
        for (to = from; to < a.len && a.ptr[to] != ' '; to++)
            continue;
        if (to - from >= 3 && slice_find_nocase(b, slice_of(a.ptr + from, to - from), 0) != SIZE_MAX)
            return true;
    }
    return false;
}

bool incident_where_agrees(const struct incident_place *a, const struct incident_place *b)
{
    const struct culpa_slice x[] = {a->venue, a->place, a->region}, y[] = {b->venue, b->place, b->region};
    bool x_named = false, y_named = false;
    for (size_t i = 0; i < 3; i++)
        for (size_t k = 0; k < 3; k++)
            if (x[i].len && y[k].len && shares_word(x[i], y[k]))
                return true;
    for (size_t i = 0; i < 3; i++) {
        x_named |= x[i].len != 0;
        y_named |= y[i].len != 0;
    }
    if (a->country.len && b->country.len && !slice_eq(a->country, b->country))
        return false;
    /* a venue or a region alone may lie in the place of the other one */
    return !x_named || !y_named || !a->place.len || !b->place.len;
}

void incident_add_where(struct incident_place *to, const struct incident_place *more)
{
    if (!to->tokens.to)
        to->tokens = more->tokens;
    put(&to->venue, more->venue);
    put(&to->place, more->place);
    put(&to->region, more->region);
    put(&to->country, more->country);
}
