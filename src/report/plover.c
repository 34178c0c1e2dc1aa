/* Incidents, steps of proceedings and statements as PLOVER events, an object a line. Fields: PLOVER manual 0.7b1 of the
 * Open Event Data Alliance, chapter 4; categories and modes: the sixteen of POLECAT (Halterman et al. 2023). The
 * mapping, and what has none: docs/formats.md. */
#include "ledger/put.h"
#include "report/coded.h"
#include "report/offsets.h"
#include "report/report.h"

struct event {
    const char *name, *mode; /* NULL: none */
    unsigned quad;           /* 1 verbal, 2 material cooperation, 3 verbal, 4 material conflict */
};

/* Of each type of incident; a name of NULL: no event. */
static const struct event incidents[] = {
    [CULPA_INCIDENT_SHOOTING] = {"ASSAULT", "firearms", 4},
    [CULPA_INCIDENT_BOMBING] = {"ASSAULT", "explosives", 4},
    [CULPA_INCIDENT_ARSON] = {"ASSAULT", "destroy", 4},
    [CULPA_INCIDENT_STABBING] = {"ASSAULT", "primitive", 4},
    [CULPA_INCIDENT_VEHICLE] = {"ASSAULT", NULL, 4},
    [CULPA_INCIDENT_KIDNAPPING] = {"ASSAULT", "abduct", 4},
    [CULPA_INCIDENT_HIJACKING] = {"ASSAULT", "abduct", 4},
    [CULPA_INCIDENT_ASSASSINATION] = {"ASSAULT", "assassinate", 4},
    [CULPA_INCIDENT_AIR_STRIKE] = {"ASSAULT", "aerial", 4},
    [CULPA_INCIDENT_SHELLING] = {"ASSAULT", "heavy-weapons", 4},
    [CULPA_INCIDENT_CLASH] = {"ASSAULT", NULL, 4},
    [CULPA_INCIDENT_CHEMICAL] = {"ASSAULT", "unconventional", 4},
    [CULPA_INCIDENT_CYBER] = {"COERCE", "cyber", 4},
    [CULPA_INCIDENT_SABOTAGE] = {"ASSAULT", "destroy", 4},
    [CULPA_INCIDENT_RIOT] = {"PROTEST", "riot", 4},
    [CULPA_INCIDENT_POLICE] = {"ASSAULT", NULL, 4},
    [CULPA_INCIDENT_EXECUTION] = {"ASSAULT", "execute", 4},
    [CULPA_INCIDENT_OTHER] = {NULL, NULL, 0},
};

/* What is an attack only where somebody is said to be behind it. */
static const struct event blamed_explosion = {"ASSAULT", "explosives", 4}, blamed_other = {"ASSAULT", NULL, 4};

static const struct event acts[] = {
    [CULPA_ACT_ACCUSE] = {"ACCUSE", "allege", 3}, [CULPA_ACT_CONDEMN] = {"ACCUSE", "disapprove", 3},
    [CULPA_ACT_DENY] = {"REJECT", NULL, 3},       [CULPA_ACT_DISPUTE] = {"REJECT", NULL, 3},
    [CULPA_ACT_DEMAND] = {"REQUEST", NULL, 3},    [CULPA_ACT_THREATEN] = {"THREATEN", NULL, 3},
    [CULPA_ACT_PRAISE] = {"SUPPORT", NULL, 1},    [CULPA_ACT_EXONERATE] = {"SUPPORT", NULL, 1},
    [CULPA_ACT_NONE] = {NULL, NULL, 0},
};

static const struct event steps[] = {
    [CULPA_PROCEEDING_ARREST] = {"COERCE", "arrest", 4},
    [CULPA_PROCEEDING_DETAIN] = {"COERCE", "arrest", 4},
    [CULPA_PROCEEDING_INVESTIGATE] = {"ACCUSE", "investigate", 3},
    [CULPA_PROCEEDING_CHARGE] = {"ACCUSE", "allege", 3},
    [CULPA_PROCEEDING_RELEASE] = {"RETREAT", "release", 2},
    [CULPA_PROCEEDING_CONVICT] = {"SANCTION", "convict", 4},
    [CULPA_PROCEEDING_SENTENCE] = {NULL, NULL, 0},
};

struct writer {
    struct json json;
    const struct culpa_report *report;
    struct offsets offsets;
};

/* The sector is only told where a word of the name tells: police, court, army. Of armed groups none is: whether they
 * are rebels, paramilitaries or criminals is what others dispute. */
static const char *sector(const struct culpa_report *report, uint32_t actor)
{
    const struct culpa_actor *a = &report->actors[actor];
    /* A person has the sector of whom it speaks for; "a former deputy director of the agency" speaks for it no more. */
    if (a->kind == CULPA_ACTOR_PERSON && a->of != CULPA_NONE && !coded_has_word(a->role, " former ex retired late "))
        a = &report->actors[a->of];
    if (a->kind == CULPA_ACTOR_MEDIA)
        return "JRN";
    if (!coded_is_state(a->kind))
        return NULL;
    if (coded_has_word(a->name, " police policeman gendarmerie "))
        return "COP";
    if (coded_has_word(a->name, " court courts tribunal judges "))
        return "JUD";
    if (coded_has_word(a->name, " army military troops navy soldiers "))
        return "MIL";
    if (coded_has_word(a->name, " parliament senate congress legislature "))
        return "LEG";
    if (coded_has_word(a->name, " intelligence "))
        return "SPY";
    return "GOV";
}

/* act: how it is known that this actor has a part in it, NULL where the report says so or nothing need be told. */
static void put_actor(struct writer *w, uint32_t actor, const char *act)
{
    struct json *j = &w->json;
    const struct culpa_actor *a = &w->report->actors[actor];
    const struct coded_state *state = coded_state(a->country);
    const char *sector_code = sector(w->report, actor);
    json_object(j);
    if (state)
        ledger_put_str(j, "code", state->alpha3);
    if (sector_code)
        ledger_put_str(j, "sector", sector_code);
    json_key(j, "actor_text");
    json_string(j, a->name);
    if (a->wikidata) {
        json_key(j, "identifier_id");
        ledger_put_wikidata(j, a->wikidata);
    }
    ledger_put_known(j, "office", a->role);
    if (act)
        ledger_put_str(j, "culpa_act", act);
    json_object_end(j);
}

static void put_one_actor(struct writer *w, const char *key, uint32_t actor)
{
    json_key(&w->json, key);
    json_array(&w->json);
    if (actor != CULPA_NONE)
        put_actor(w, actor, NULL);
    json_array_end(&w->json);
}

static void put_strings(struct json *j, const char *key, const char *value)
{
    json_key(j, key);
    json_array(j);
    json_str(j, value);
    json_array_end(j);
}

/* PLOVER knows days alone. What is no day, a range too (it may be a day that is not known better), stands beside as the
 * ledger has it. */
static void put_date(struct json *j, struct culpa_slice when)
{
    if (coded_day(when).day && !memchr(when.ptr, '/', when.len)) {
        json_key(j, "date");
        json_string(j, slice_of(when.ptr, 10));
    } else {
        ledger_put_known(j, "culpa_when", when);
    }
}

static void put_category(struct json *j, struct event event)
{
    put_strings(j, "event", event.name);
    json_key(j, "quad_code");
    json_number(j, event.quad);
}

/* event_text, text_info, cite_info */
static void put_text(struct writer *w, struct culpa_span span)
{
    struct json *j = &w->json;
    const struct culpa_document *d = &w->report->document;
    json_key(j, "event_text");
    json_array(j);
    json_string(j, slice_span(d->text, span));
    json_array_end(j);
    json_key(j, "text_info");
    json_object(j);
    offsets_move(&w->offsets, span.start);
    json_key(j, "start");
    json_number(j, w->offsets.points);
    struct offsets end = w->offsets;
    offsets_move(&end, span.end);
    json_key(j, "end");
    json_number(j, end.points);
    json_object_end(j);
    json_key(j, "cite_info");
    json_object(j);
    json_key(j, "citation");
    json_string(j, d->id);
    ledger_put_known(j, "url", d->url);
    ledger_put_known(j, "title", d->title);
    ledger_put_known(j, "language", d->language);
    ledger_put_known(j, "publication", d->outlet);
    ledger_put_known(j, "published", d->published);
    ledger_put_str(j, "coder", "culpa " CULPA_VERSION);
    json_object_end(j);
}

/* kind: i, s or p, and a number from 1: unique in the report */
static void put_id(struct writer *w, const char *kind, size_t index)
{
    struct buf id = {0};
    buf_add(&id, w->report->document.id);
    buf_addf(&id, "/%s%zu", kind, index + 1);
    json_key(&w->json, "id");
    json_string(&w->json, slice_of(id.ptr, id.len));
    w->json.out->failed |= id.failed;
    buf_release(&id);
}

/* What events of one incident have in common, across reports where that is known. */
static void put_link(struct writer *w, const struct culpa_incident *incident)
{
    struct buf id = {0};
    if (incident->event.len)
        buf_add(&id, incident->event);
    else
        coded_add_id(&id, w->report, incident);
    json_key(&w->json, "link");
    json_string(&w->json, slice_of(id.ptr, id.len));
    w->json.out->failed |= id.failed;
    buf_release(&id);
}

static void end_line(struct writer *w)
{
    json_object_end(&w->json);
    buf_add_char(w->json.out, '\n');
    w->json.comma = false;
}

/* --- incidents --- */

static struct event event_of(const struct culpa_incident *incident, unsigned type)
{
    if (type < sizeof incidents / sizeof *incidents && incidents[type].name)
        return incidents[type];
    if (incident->n_perpetrators && type == CULPA_INCIDENT_EXPLOSION)
        return blamed_explosion;
    return incident->n_perpetrators && type == CULPA_INCIDENT_OTHER ? blamed_other : (struct event){0};
}

static const char *mode_of(const struct writer *w, const struct culpa_incident *incident, struct event event)
{
    if (event.mode && !strcmp(event.mode, "explosives") && coded_has_weapon(w->report, incident, " suicide "))
        return "suicide-attack";
    if (event.mode && !strcmp(event.mode, "aerial") && coded_has_weapon(w->report, incident, " drone drones "))
        return "drone";
    return event.mode;
}

/* The act by which it is known that somebody is said to be behind it; a claim before what others say. */
static enum culpa_act act_behind(const struct culpa_report *report, const struct culpa_perpetrator *p)
{
    enum culpa_act act = p->n_statements ? report->statements[p->statements[0]].act : CULPA_ACT_REPORT;
    for (size_t i = 0; i < p->n_statements; i++)
        if (report->statements[p->statements[i]].act == CULPA_ACT_CLAIM)
            act = CULPA_ACT_CLAIM;
    return act;
}

static void put_behind(struct writer *w, const char *key, const struct culpa_incident *incident, bool claiming_alone)
{
    json_key(&w->json, key);
    json_array(&w->json);
    for (size_t i = 0; i < incident->n_perpetrators; i++) {
        const struct culpa_perpetrator *p = &incident->perpetrators[i];
        enum culpa_act act = act_behind(w->report, p);
        if (claiming_alone && act != CULPA_ACT_CLAIM)
            continue;
        if (p->actor != CULPA_NONE) {
            put_actor(w, p->actor, culpa_act_name(act));
            continue;
        }
        json_object(&w->json);
        json_key(&w->json, "actor_text");
        json_string(&w->json, slice_span(w->report->document.text, p->span));
        ledger_put_str(&w->json, "culpa_act", culpa_act_name(act));
        json_object_end(&w->json);
    }
    json_array_end(&w->json);
}

/* Several sources acted together, in PLOVER. Two that are blamed by different sides did not: of those who are said to
 * be behind it only who claims it is the source, or the only one who is blamed. All of them stand beside. */
static void put_sources(struct writer *w, const struct culpa_incident *incident)
{
    put_behind(w, "source", incident, incident->n_perpetrators > 1);
    if (incident->n_perpetrators > 1)
        put_behind(w, "culpa_perpetrators", incident, false);
}

/* The words for whom it hit; no codes. */
static void put_recipients(struct writer *w, const struct culpa_incident *incident)
{
    json_key(&w->json, "recipient");
    json_array(&w->json);
    for (size_t i = 0; i < incident->victims.n; i++) {
        json_object(&w->json);
        json_key(&w->json, "actor_text");
        json_string(&w->json, slice_span(w->report->document.text, incident->victims.at[i]));
        json_object_end(&w->json);
    }
    json_array_end(&w->json);
}

/* A location as GeoNames has it, with cc3. */
static void put_location(struct json *j, const struct culpa_where *where)
{
    struct culpa_slice name = where->place.len ? where->place : where->venue.len ? where->venue : where->region;
    const struct coded_state *state = coded_state(where->country);
    char text[LEDGER_DEGREES_BYTES];
    if (!name.len && !state)
        return;
    json_key(j, "event_loc");
    json_object(j);
    json_key(j, "name");
    json_string(j, name.len ? name : coded_country(where->country));
    if (where->located) {
        json_key(j, "latitude");
        json_digits(j, slice_of(text, ledger_degrees(where->latitude, text)));
        json_key(j, "longitude");
        json_digits(j, slice_of(text, ledger_degrees(where->longitude, text)));
    }
    if (state) {
        ledger_put_str(j, "country code", state->alpha2);
        ledger_put_str(j, "cc3", state->alpha3);
    }
    json_object_end(j);
}

static void put_size(struct writer *w, const struct culpa_incident *incident)
{
    static const struct {
        enum culpa_figure_what what;
        const char *key;
    } sizes[] = {{CULPA_FIGURE_KILLED, "dead"}, {CULPA_FIGURE_INJURED, "injured"}, {CULPA_FIGURE_ARRESTED, "arrested"}};
    uint32_t n[3];
    bool known[3], any = false;
    for (size_t i = 0; i < 3; i++)
        any |= known[i] = coded_figure(w->report, incident, sizes[i].what, false, &n[i]);
    if (!any)
        return;
    json_key(&w->json, "size");
    json_object(&w->json);
    for (size_t i = 0; i < 3; i++)
        if (known[i]) {
            json_key(&w->json, sizes[i].key);
            json_number(&w->json, n[i]);
        }
    json_object_end(&w->json);
}

/* NULL where the incident is not of the type, or the type has another category or no mode. */
static const char *mode_within(const struct writer *w, const struct culpa_incident *incident, unsigned type,
                               const char *category)
{
    struct event event = incident->types >> type & 1 ? event_of(incident, type) : (struct event){0};
    return event.name && !strcmp(event.name, category) ? mode_of(w, incident, event) : NULL;
}

/* Each once. */
static void put_modes(struct writer *w, const struct culpa_incident *incident, const char *category)
{
    bool open = false;
    for (unsigned type = 0; type <= CULPA_INCIDENT_OTHER; type++) {
        const char *mode = mode_within(w, incident, type, category);
        bool seen = !mode;
        for (unsigned k = 0; k < type && !seen; k++) {
            const char *other = mode_within(w, incident, k, category);
            seen = other && !strcmp(other, mode);
        }
        if (seen)
            continue;
        if (!open) {
            json_key(&w->json, "mode");
            json_array(&w->json);
        }
        open = true;
        json_str(&w->json, mode);
    }
    if (open)
        json_array_end(&w->json);
}

static void put_contexts(struct json *j, const struct culpa_incident *incident)
{
    bool chemical = incident->types >> CULPA_INCIDENT_CHEMICAL & 1, cyber = incident->types >> CULPA_INCIDENT_CYBER & 1;
    if (!chemical && !cyber && !incident->background)
        return;
    json_key(j, "context");
    json_array(j);
    if (chemical)
        json_str(j, "cbrn");
    if (cyber)
        json_str(j, "cyber");
    if (incident->background)
        json_str(j, "historical");
    json_array_end(j);
}

/* An incident of several types is one event of the category of the first that has one: a fire set in a riot is not told
 * twice. */
static void put_incident(struct writer *w, size_t index)
{
    const struct culpa_incident *incident = &w->report->incidents[index];
    struct event event = {0};
    for (unsigned type = 0; type <= CULPA_INCIDENT_OTHER && !event.name; type++)
        if (incident->types >> type & 1)
            event = event_of(incident, type);
    if (!event.name)
        return;
    struct buf notes = {0};
    json_object(&w->json);
    put_id(w, "i", index);
    put_date(&w->json, incident->when);
    put_sources(w, incident);
    put_recipients(w, incident);
    put_category(&w->json, event);
    put_modes(w, incident, event.name);
    put_contexts(&w->json, incident);
    put_location(&w->json, &incident->where);
    put_size(w, incident);
    put_link(w, incident);
    put_text(w, incident->span);
    coded_add_notes(&notes, w->report, incident);
    ledger_put_known(&w->json, "comment", slice_trim(slice_of(notes.ptr, notes.len)));
    w->json.out->failed |= notes.failed;
    buf_release(&notes);
    end_line(w);
}

/* --- proceedings and statements --- */

/* The actor whom it befalls, else the words for them. "The shooting is under investigation": what is investigated is
 * nobody. */
static void put_befallen(struct writer *w, const struct culpa_proceeding *p)
{
    if (p->who != CULPA_NONE || !p->party.len || p->act == CULPA_PROCEEDING_INVESTIGATE) {
        put_one_actor(w, "recipient", p->who);
        return;
    }
    json_key(&w->json, "recipient");
    json_array(&w->json);
    json_object(&w->json);
    json_key(&w->json, "actor_text");
    json_string(&w->json, p->party);
    json_object_end(&w->json);
    json_array_end(&w->json);
}

static size_t put_proceedings(struct writer *w, const struct culpa_incident *incident, size_t number)
{
    for (size_t i = 0; i < incident->n_proceedings; i++, number++) {
        const struct culpa_proceeding *p = &incident->proceedings[i];
        struct event event = p->act < sizeof steps / sizeof *steps ? steps[p->act] : (struct event){0};
        bool told = p->act != CULPA_PROCEEDING_INVESTIGATE && p->party.len;
        if (!event.name || (p->who == CULPA_NONE && p->by == CULPA_NONE && !told))
            continue;
        json_object(&w->json);
        put_id(w, "p", number);
        put_date(&w->json, p->when);
        put_one_actor(w, "source", p->by);
        put_befallen(w, p);
        put_category(&w->json, event);
        put_strings(&w->json, "mode", event.mode);
        put_link(w, incident);
        put_text(w, p->span);
        end_line(w);
    }
    return number;
}

/* Whom it is said to: the target; of a denial, whoever says what is denied. */
static uint32_t recipient_of(const struct culpa_report *report, const struct culpa_statement *s)
{
    bool answers = s->act == CULPA_ACT_DENY || s->act == CULPA_ACT_DISPUTE;
    return answers && s->re != CULPA_NONE ? report->statements[s->re].actor : s->target_actor;
}

static void put_statement(struct writer *w, size_t index)
{
    const struct culpa_statement *s = &w->report->statements[index];
    struct event event = acts[s->act];
    if (!event.name || s->actor == CULPA_NONE) /* nobody says it: no event */
        return;
    json_object(&w->json);
    put_id(w, "s", index);
    put_date(&w->json, s->when);
    put_one_actor(w, "source", s->actor);
    put_one_actor(w, "recipient", recipient_of(w->report, s));
    put_category(&w->json, event);
    if (event.mode)
        put_strings(&w->json, "mode", event.mode);
    if (s->about != CULPA_NONE)
        put_link(w, &w->report->incidents[s->about]);
    put_text(w, s->span);
    ledger_put_str(&w->json, "culpa_act", culpa_act_name(s->act));
    end_line(w);
}

static void write_report(struct buf *out, const struct culpa_report *report, size_t number,
                         const struct report_options *options)
{
    (void)number;
    (void)options;
    struct writer w = {.json = {.out = out}, .report = report, .offsets = {.text = report->document.text}};
    size_t n_proceedings = 0;
    for (size_t i = 0; i < report->n_incidents; i++) {
        put_incident(&w, i);
        n_proceedings = put_proceedings(&w, &report->incidents[i], n_proceedings);
    }
    for (size_t i = 0; i < report->n_statements; i++)
        put_statement(&w, i);
}

const struct report_writer report_plover = {report_write_nothing, write_report, report_write_nothing};
