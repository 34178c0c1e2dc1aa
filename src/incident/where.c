/* Where an event was: the names of places, and venues without a name, that stand nearest to its trigger.
 *
 * Names that follow each other ("in Conyers, Georgia", "at Bradley airport in Windsor Locks") are one place, from the
 * venue up; the gazetteer says which of them is a state and which a city. */
#include <stdlib.h>

#include "entity/gazetteer.h"
#include "entity/geography.h"
#include "entity/words.h"
#include "incident/scene.h"

enum {
    MOST_DISTANCE = 30,
    WITHOUT_PREPOSITION = 15,
    IN_FRONT = 4,
    CROSSES_EVENT = 8,
    MOST_LINKS = 5,
    OPENS = 4, /* tokens in front of a place with which a sentence opens */
    BESIDE = 3,
    DATELINE = 6,
    FAR = 3 * GEOGRAPHY_DEGREE
};

static const char PLACES[] = " in at near on outside over inside across off around into through ";
static const char VENUES[] =
    " street road avenue drive lane boulevard expressway freeway parkway turnpike terrace circle alley st ave blvd dr "
    "rd ln hwy "
    "hall mosque church cathedral temple synagogue school university college airport airfield station market mall "
    "hospital hotel restaurant cafe bar nightclub club store shop supermarket stadium arena park square "
    "highway bridge building tower embassy consulate ministry headquarters base barracks prison jail court "
    "courthouse theater theatre cinema factory plant refinery warehouse house home apartment apartments complex "
    "office offices checkpoint camp village bank port harbor harbour palace parliament metro subway shrine festival "
    "marathon concert beach resort bus train plane ";
static const char REGIONS[] =
    " province state district region county governorate peninsula department oblast prefecture valley territory "
    "north south east west northern southern eastern western island islands ";

/* Names that are none of a place though they are read as places at times: groups and media ("Islamic State"), peoples
 * ("Kurds", "the Iraqi"), feasts. */
static bool is_no_place(const struct incident_scene *scene, uint32_t name)
{
    static const char *const DAYS[] = {"New Year", "Christmas", "Easter",      "Ramadan",
                                       "Eid",      "Halloween", "Thanksgiving"};
    struct culpa_slice text = slice_span(scene->text->bytes, scene->report->names[name].span);
    for (size_t i = 0; i < sizeof DAYS / sizeof *DAYS; i++)
        if (slice_eq_nocase(text, slice_of(DAYS[i], strlen(DAYS[i]))))
            return true;
    struct gazetteer_hit hit = gazetteer_find(text);
    if (!hit.entry)
        return false;
    return hit.entry->kind == GAZETTEER_ARMED || hit.entry->kind == GAZETTEER_MEDIA ||
           hit.entry->kind == GAZETTEER_BODY || hit.how == GAZETTEER_ADJECTIVE || hit.how == GAZETTEER_PEOPLE;
}

static bool is_place(const struct incident_scene *scene, uint32_t token)
{
    uint32_t name = scene->name_at[token];
    if (name == CULPA_NONE || scene->text->tokens[token].shape == SHAPE_OTHER || scene->time_at[token] != CULPA_NONE)
        return false;
    enum culpa_name_kind kind = scene->report->names[name].kind;
    return kind == CULPA_NAME_FACILITY || (kind == CULPA_NAME_PLACE && !is_no_place(scene, name));
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

static void put_country(struct incident_place *place, const struct gazetteer_entry *entry)
{
    put(&place->country, slice_of(entry->country, strlen(entry->country)));
}

/* "Conyers, Georgia" is in the region of that name, not in the state. */
static bool is_region_of(const struct incident_place *place, struct culpa_slice name, const char *country)
{
    struct geography_names towns = geography_find_towns(place->place), regions = geography_find_regions(name);
    bool in_region = false;
    for (size_t i = 0; i < towns.n; i++) {
        const struct geography_region *region = geography_region_of(geography_town(&towns.at[i]));
        if (!towns.at[i].other && memcmp(region->country, country, 2) == 0)
            return false;
        for (size_t k = 0; k < regions.n; k++)
            in_region |= geography_region(&regions.at[k]) == region;
    }
    return in_region;
}

/* Is a name that of a region alone: Texas, Helmand? */
static bool is_region(struct culpa_slice name)
{
    struct geography_names towns = geography_find_towns(name);
    return geography_find_regions(name).n && (!towns.n || towns.at[0].other);
}

/* "eastern Ukraine" and "south-central Mosul" are parts of what is named; "South Sudan" is a name itself. */
static struct text_range without_compass(const struct incident_scene *scene, struct text_range name)
{
    struct culpa_slice all = incident_text(scene, name);
    struct gazetteer_hit hit = gazetteer_find(all);
    if (hit.entry || geography_find_regions(all).n || geography_find_towns(all).n)
        return name;
    struct text_range rest = name;
    while (rest.from + 1 < rest.to &&
           incident_is_any(scene, rest.from,
                           " north south east west northern southern eastern western northeast northwest "
                           "southeast southwest northeastern northwestern southeastern southwestern "
                           "central downtown upper lower greater - "))
        rest.from++;
    return rest;
}

/* "the al-Nuri mosque": the venue with the word behind its name; but "his Houston home" is a home in Houston. */
static bool add_venue(const struct incident_scene *scene, struct incident_place *place, struct text_range name,
                      uint32_t end)
{
    bool inside = incident_is_any(scene, name.to - 1, VENUES);
    if (!inside && !(name.to < end && incident_is_any(scene, name.to, VENUES)))
        return false;
    if (!inside && geography_find_towns(incident_text(scene, name)).n)
        return false;
    name.to += !inside;
    put(&place->venue, incident_text(scene, name));
    return true;
}

/* Adds one name to a place. */
static void add_name(const struct incident_scene *scene, struct incident_place *place, struct text_range name,
                     uint32_t end)
{
    struct text_range rest = without_compass(scene, name);
    if (rest.from > name.from) {
        struct gazetteer_hit part = gazetteer_find(incident_text(scene, rest));
        if (part.entry && part.entry->kind == GAZETTEER_STATE && part.how == GAZETTEER_NAME) {
            put(&place->region, incident_text(scene, name));
            put_country(place, part.entry);
            return;
        }
        if (geography_find_towns(incident_text(scene, rest)).n)
            name = rest;
    }
    struct culpa_slice text = incident_text(scene, name);
    const struct culpa_name *n = &scene->report->names[scene->name_at[name.from]];
    struct gazetteer_hit hit = gazetteer_find(text);
    bool region = ends_in(scene, name, end, REGIONS) || incident_is_any(scene, name.from, REGIONS);
    if (hit.entry && hit.entry->kind == GAZETTEER_STATE && hit.how == GAZETTEER_NAME &&
        !(place->place.len && is_region_of(place, text, hit.entry->country))) {
        put_country(place, hit.entry);
    } else if (n->kind == CULPA_NAME_FACILITY) {
        put(&place->venue, text);
    } else if (add_venue(scene, place, name, end)) {
        return;
    } else if (region || is_region(text) || (place->place.len && !place->region.len)) {
        put(&place->region, text);
    } else {
        put(&place->place, text);
    }
}

/* The tokens of a name up to a comma: "Istanbul, Turkey" may be read as one. */
static struct text_range name_range(const struct incident_scene *scene, uint32_t token, uint32_t end)
{
    struct text_range range = {token, token + 1};
    while (range.to < end && scene->name_at[range.to] == scene->name_at[token] &&
           !incident_is_any(scene, range.to, " , ( ) [ ] "))
        range.to++;
    return range;
}

static const char TOWNS[] = " city town village suburb port capital resort hamlet stronghold ";

/* "in the Red Sea port of Ashby", "the U.S. border town of Ashby": the first name says which town is meant. */
static bool names_town_behind(const struct incident_scene *scene, uint32_t token, uint32_t end)
{
    for (uint32_t t = token; t + 2 < end && t < token + 4; t++)
        if (incident_is_any(scene, t, TOWNS) && incident_is(scene, t + 1, "of") && is_place(scene, t + 2))
            return true;
        else if (scene->text->tokens[t].shape != SHAPE_LOWER)
            return false;
    return false;
}

/* "the Iraqi city of Mosul", "in Egypt's northern province of ...": the people in front tell the country. */
static void add_adjective(const struct incident_scene *scene, uint32_t from, uint32_t token,
                          struct incident_place *place)
{
    struct gazetteer_hit owner =
        token > from ? gazetteer_find(incident_word(scene, token - 1)) : (struct gazetteer_hit){0};
    if (owner.entry && owner.entry->kind == GAZETTEER_STATE && owner.how == GAZETTEER_ADJECTIVE)
        put_country(place, owner.entry); /* "in Indian Kashmir" */
    if (token < from + 3 || !incident_is(scene, token - 1, "of") ||
        !(incident_is_any(scene, token - 2, TOWNS) || incident_is_any(scene, token - 2, REGIONS)))
        return;
    for (uint32_t t = token - 2; t > from && t + 5 > token; t--) {
        struct gazetteer_hit hit = gazetteer_find(incident_word(scene, t - 1));
        if (hit.entry && hit.entry->kind == GAZETTEER_STATE && hit.how == GAZETTEER_ADJECTIVE)
            put_country(place, hit.entry);
    }
}

/* "Conyers, Georgia"; "Bradley International Airport in Windsor Locks, Connecticut": up to a few words between that
 * are commas, prepositions, the, and nouns such as "city of". */
static struct text_range read_chain(const struct incident_scene *scene, uint32_t token, uint32_t end,
                                    struct incident_place *place)
{
    struct text_range all = {token, token};
    add_adjective(scene, scene->text->sentences[scene->sentence[token]].from, token, place);
    for (unsigned link = 0; link < MOST_LINKS; link++) {
        struct text_range name = name_range(scene, token, end);
        struct gazetteer_hit hit = gazetteer_find(incident_text(scene, name));
        bool state = hit.entry && hit.entry->kind == GAZETTEER_STATE;
        if (state || !names_town_behind(scene, name.to, end))
            add_name(scene, place, name, end);
        all.to = token = name.to;
        token += token < end && incident_is_any(scene, token, VENUES);
        while (token < end && token < name.to + 6 && !is_place(scene, token) &&
               incident_is_any(scene, token,
                               " , in the of city town near outside district province state region central northern "
                               "southern eastern western north south east west downtown county village suburb port "
                               "border coastal resort ' ’ s "))
            token++;
        if (token >= end || !is_place(scene, token))
            break;
    }
    place->tokens = all;
    return all;
}

/* "CAIRO (Reuters) -", "PORT ASHBY, Texas --": where the report was written, not where anything happened. */
static bool is_dateline(const struct incident_scene *scene, struct text_range chain, uint32_t end)
{
    if (scene->text->tokens[chain.from].shape != SHAPE_UPPER)
        return false;
    for (uint32_t t = chain.to; t < end && t < chain.to + DATELINE; t++)
        if (incident_is_any(scene, t, " — – -- - "))
            return true;
    return false;
}

/* "..., police in Ashby said": where somebody speaks. */
static bool is_speakers(const struct incident_scene *scene, struct text_range name, uint32_t end)
{
    return name.to < end &&
           incident_is_any(scene, name.to, " said say says told announced reported confirmed denied added ");
}

/* "the St. Brannoc suburb" is another town. */
static bool is_near_only(const struct incident_scene *scene, struct text_range name, uint32_t end)
{
    return name.to < end && incident_is_any(scene, name.to, " suburb suburbs ");
}

/* "on Syria's border with Jordan" is in neither for sure. */
static bool is_border(const struct incident_scene *scene, struct text_range name, uint32_t end)
{
    for (uint32_t t = name.to; t < end && t < name.to + 4; t++)
        if (incident_is_any(scene, t, " border borders frontier "))
            return true;
    for (uint32_t n = 1; n <= 3 && name.from >= n; n++)
        if (incident_is_any(scene, name.from - n, " border borders frontier "))
            return true;
    return false;
}

/* "a U.S. drone strike", "the U.S. and French embassies": a state that only qualifies a noun. */
static bool is_attribute(const struct incident_scene *scene, struct text_range name, uint32_t end)
{
    struct gazetteer_hit hit = gazetteer_find(incident_text(scene, name));
    if (name.to < end && incident_is(scene, name.to, "-")) /* Ashby-based */
        return true;
    if (!hit.entry || hit.entry->kind != GAZETTEER_STATE || hit.how != GAZETTEER_NAME || name.to >= end)
        return false;
    if (is_border(scene, name, end))
        return true;
    if (incident_is(scene, name.to, "and") && name.to + 1 < end) {
        struct gazetteer_hit next = gazetteer_find(incident_word(scene, name.to + 1));
        return next.entry && next.how == GAZETTEER_ADJECTIVE;
    }
    struct culpa_slice s = incident_word(scene, name.to);
    return scene->text->tokens[name.to].shape == SHAPE_LOWER && word_class(s) == WORD_OPEN && s.len > 2 &&
           memcmp(s.ptr + s.len - 2, "ed", 2) != 0 && memcmp(s.ptr + s.len - 2, "ly", 2) != 0 &&
           scene->time_at[name.to] == CULPA_NONE &&
           !incident_is_any(scene, name.to, " overnight early late last next alone itself when where while ");
}

/* Does a preposition of place lead to a name? "at least" is none. */
static bool is_led(const struct incident_scene *scene, struct text_range name, uint32_t from)
{
    for (uint32_t n = 1; n <= 5 && name.from >= from + n; n++) {
        uint32_t t = name.from - n;
        if (incident_is_any(scene, t, PLACES))
            return !incident_is_any(scene, t + 1, " least most first last ") &&
                   !incident_is(scene, name.from - 1, "native");
        if (incident_is_any(scene, t, " , ; from with by for against and "))
            return false;
    }
    return false;
}

static long distance(const struct incident_scene *scene, const struct incident_event *e, struct text_range name,
                     bool led)
{
    bool front = name.to <= e->token;
    uint32_t a = front ? name.to : e->to, b = front ? e->token : name.from;
    long d = front ? IN_FRONT : 0;
    for (uint32_t t = a; t < b && d < MOST_DISTANCE; t++)
        d += 1 + (scene->marks[t].trigger ? CROSSES_EVENT : 0);
    /* "a U.S. drone strike" was not in the U.S. */
    struct gazetteer_hit hit = gazetteer_find(incident_text(scene, name));
    if (!led && hit.entry && hit.entry->kind == GAZETTEER_STATE && hit.how != GAZETTEER_CAPITAL)
        return MOST_DISTANCE;
    return d + (led ? 0 : WITHOUT_PREPOSITION);
}

/* "the Ashby bombing", "Ashby's riots", "bombs hit the Ashby theatre" need no preposition. */
static bool is_beside(const struct incident_scene *scene, const struct incident_event *e, struct text_range chain)
{
    /* a capital in front of an act of war is the government: "a new Tehran offensive" */
    static const unsigned ACTS =
        1u << CULPA_INCIDENT_CLASH | 1u << CULPA_INCIDENT_AIR_STRIKE | 1u << CULPA_INCIDENT_SHELLING;
    struct gazetteer_hit hit = gazetteer_find(incident_text(scene, chain));
    if (chain.to <= e->token)
        return e->token <= chain.to + BESIDE && !(hit.entry && hit.how == GAZETTEER_CAPITAL && e->types & ACTS);
    if (chain.from <= e->token) /* the word for the event is within the chain */
        return true;
    uint32_t t = chain.from - 1;
    while (t > e->to && word_class(incident_word(scene, t)) == WORD_DEFINITE)
        t--;
    return t < e->to || (scene->marks[t].trigger && scene->marks[t].trigger->form == INCIDENT_PAST) ||
           incident_is_any(scene, t, " hit struck rocked shook targeted targeting ");
}

void incident_set_where(const struct incident_scene *scene, struct incident_event *e)
{
    struct text_range s = scene->text->sentences[e->sentence];
    long best = MOST_DISTANCE;
    for (uint32_t t = s.from; t < s.to && t < e->to + MOST_DISTANCE;) {
        if (!is_place(scene, t) || (e->again && t < e->token)) {
            t++;
            continue;
        }
        struct incident_place place = {0};
        struct text_range chain = read_chain(scene, t, s.to, &place);
        bool led = is_led(scene, chain, s.from);
        bool barred = is_dateline(scene, chain, s.to) || is_attribute(scene, chain, s.to) ||
                      is_speakers(scene, chain, s.to) || is_near_only(scene, chain, s.to);
        long d = barred ? MOST_DISTANCE : distance(scene, e, chain, led);
        bool beside = is_beside(scene, e, chain);
        /* "On Sunday in Ashby, a man, witnesses said, ..." holds to the end */
        if (!barred && led && d >= MOST_DISTANCE && chain.to <= e->token && chain.from <= s.from + OPENS)
            d = MOST_DISTANCE - 1;
        if (!led && chain.to == e->token && e->trigger->form == INCIDENT_NOUN && d < MOST_DISTANCE)
            d -= WITHOUT_PREPOSITION; /* "the Ashby blasts had their cause in Norland" */
        bool sure = d < MOST_DISTANCE && (led || beside) && incident_reaches(scene, e, chain);
        if (d < MOST_DISTANCE && sure >= e->where_sure && (d < best || sure > e->where_sure)) {
            best = d;
            e->where = place;
            e->where_sure = sure;
        }
        t = chain.to;
    }
    incident_locate(scene, &e->where);
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

bool incident_where_shares(const struct incident_place *a, const struct incident_place *b)
{
    const struct culpa_slice x[] = {a->venue, a->place, a->region}, y[] = {b->venue, b->place, b->region};
    for (size_t i = 0; i < 3; i++)
        for (size_t k = 0; k < 3; k++)
            if (x[i].len && y[k].len && shares_word(x[i], y[k]))
                return true;
    return false;
}

bool incident_where_agrees(const struct incident_place *a, const struct incident_place *b)
{
    const struct culpa_slice x[] = {a->venue, a->place, a->region}, y[] = {b->venue, b->place, b->region};
    bool x_named = false, y_named = false;
    if (incident_where_shares(a, b))
        return true;
    for (size_t i = 0; i < 3; i++) {
        x_named |= x[i].len != 0;
        y_named |= y[i].len != 0;
    }
    if (a->country.len && b->country.len && !slice_eq(a->country, b->country))
        return false;
    if (a->located && b->located &&
        (labs((long)a->latitude - b->latitude) > FAR || labs((long)a->longitude - b->longitude) > FAR))
        return false;
    /* a venue or a region alone may lie in the place of the other one */
    return !x_named || !y_named || !a->place.len || !b->place.len;
}

void incident_add_where(struct incident_place *to, const struct incident_place *more)
{
    if (!to->tokens.to)
        to->tokens = more->tokens;
    put(&to->venue, more->venue);
    /* a region told with another town is not that of this one */
    if (!to->place.len)
        put(&to->region, more->region);
    put(&to->place, more->place);
    put(&to->country, more->country);
}
