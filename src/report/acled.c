/* Incidents as rows with the columns of ACLED's exports (codebook of the Armed Conflict Location & Event Data project).
 * The mapping and what stays empty: docs/formats.md. */
#include "report/coded.h"
#include "report/report.h"

enum event { BATTLES, EXPLOSIONS, CIVILIANS, RIOTS, STRATEGIC, UNDECIDED, NOT_CODED };
static const struct {
    const char *disorder, *event;
} events[] = {
    [BATTLES] = {"Political violence", "Battles"},
    [EXPLOSIONS] = {"Political violence", "Explosions/Remote violence"},
    [CIVILIANS] = {"Political violence", "Violence against civilians"},
    [RIOTS] = {"", "Riots"}, /* which disorder it is depends on the sub-event */
    [STRATEGIC] = {"Strategic developments", "Strategic developments"},
    [UNDECIDED] = {"", ""},
};

/* Of each type of incident, in the order in which one is chosen where there are several: the more certain first.
 * blamed: coded only where somebody is said to be behind it. */
static const struct {
    enum culpa_incident_type type;
    enum event event;
    const char *sub_event;
    bool blamed;
} kinds[] = {
    {CULPA_INCIDENT_CHEMICAL, EXPLOSIONS, "Chemical weapon", false},
    {CULPA_INCIDENT_AIR_STRIKE, EXPLOSIONS, "Air/drone strike", false},
    {CULPA_INCIDENT_SHELLING, EXPLOSIONS, "Shelling/artillery/missile attack", false},
    {CULPA_INCIDENT_CLASH, BATTLES, "Armed clash", false},
    {CULPA_INCIDENT_BOMBING, EXPLOSIONS, "", false},
    {CULPA_INCIDENT_KIDNAPPING, CIVILIANS, "Abduction/forced disappearance", false},
    {CULPA_INCIDENT_SHOOTING, UNDECIDED, "", false},
    {CULPA_INCIDENT_STABBING, UNDECIDED, "", false},
    {CULPA_INCIDENT_VEHICLE, UNDECIDED, "", false},
    {CULPA_INCIDENT_ASSASSINATION, UNDECIDED, "", false},
    {CULPA_INCIDENT_HIJACKING, UNDECIDED, "", false},
    {CULPA_INCIDENT_POLICE, UNDECIDED, "", false},
    {CULPA_INCIDENT_RIOT, RIOTS, "", false},
    {CULPA_INCIDENT_EXPLOSION, EXPLOSIONS, "", true},
    {CULPA_INCIDENT_EXECUTION, UNDECIDED, "", true},
    {CULPA_INCIDENT_OTHER, UNDECIDED, "", true},
    {CULPA_INCIDENT_ARSON, STRATEGIC, "Looting/property destruction", false},
    {CULPA_INCIDENT_SABOTAGE, STRATEGIC, "Looting/property destruction", false},
};

struct row {
    struct csv csv;
    struct buf cell;
    const struct culpa_report *report;
    const struct culpa_incident *incident;
    enum event event;
    const char *sub_event;
    bool civilians; /* the report calls those hurt by words for unarmed people, none by one for armed ones */
};

static void write_begin(struct buf *out)
{
    buf_add_str(out, "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,"
                     "assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,"
                     "country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,notes,"
                     "fatalities,tags,timestamp," CODED_COLUMNS "\r\n");
}

static void look_for_civilians(struct culpa_slice words, bool *civilians, bool *armed)
{
    *civilians |= coded_has_word(words, " civilian civilians resident residents villager villagers child children "
                                        "schoolchildren student students pupil pupils worshipper worshippers shopper "
                                        "shoppers passenger passengers commuter commuters bystander bystanders "
                                        "journalist journalists pilgrim pilgrims tourist tourists "
                                        "farmer farmers teacher teachers ");
    *armed |= coded_has_word(words, " soldier soldiers troop troops police policeman policemen officer officers guard "
                                    "guards fighter fighters militant militants gunman gunmen rebel rebels servicemen "
                                    "militiamen attacker attackers guerrilla guerrillas insurgents ");
}

static bool are_civilians(const struct culpa_report *report, const struct culpa_incident *incident)
{
    bool civilians = false, armed = false;
    for (size_t i = 0; i < incident->n_figures; i++)
        if (incident->figures[i].what == CULPA_FIGURE_KILLED || incident->figures[i].what == CULPA_FIGURE_INJURED)
            look_for_civilians(incident->figures[i].breakdown, &civilians, &armed);
    for (size_t i = 0; i < incident->victims.n; i++)
        look_for_civilians(slice_span(report->document.text, incident->victims.at[i]), &civilians, &armed);
    return civilians && !armed;
}

/* The sub-event of a bombing is told by its weapon. */
static const char *bombing(const struct row *r)
{
    if (coded_has_weapon(r->report, r->incident, " suicide "))
        return "Suicide bomb";
    if (coded_has_weapon(r->report, r->incident, " grenade grenades "))
        return "Grenade";
    if (coded_has_weapon(r->report, r->incident, " ied ieds mine mines landmine landmines roadside car truck "))
        return "Remote explosive/landmine/IED";
    return "";
}

static bool is_anyone_hurt(const struct culpa_incident *incident)
{
    for (size_t i = 0; i < incident->n_figures; i++)
        if (incident->figures[i].what == CULPA_FIGURE_KILLED || incident->figures[i].what == CULPA_FIGURE_INJURED)
            return true;
    return false;
}

/* False for what ACLED does not code: accidents, disasters. */
static bool find_kind(struct row *r)
{
    r->event = NOT_CODED;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds && r->event == NOT_CODED; i++)
        if (r->incident->types >> kinds[i].type & 1 && (!kinds[i].blamed || r->incident->n_perpetrators)) {
            r->event = kinds[i].event;
            r->sub_event = kinds[i].sub_event;
        }
    if (r->event == NOT_CODED)
        return false;
    r->civilians = are_civilians(r->report, r->incident);
    if (r->event == EXPLOSIONS && !*r->sub_event)
        r->sub_event = bombing(r);
    if (r->event == STRATEGIC && is_anyone_hurt(r->incident)) {
        r->event = UNDECIDED;
        r->sub_event = "";
    }
    /* A shooting is a battle or violence against civilians, which only the words for those shot can tell. */
    if (r->event == UNDECIDED && r->civilians) {
        r->event = CIVILIANS;
        r->sub_event = "Attack";
    }
    return true;
}

static void put_event(struct row *r)
{
    struct coded_day day = coded_day(r->incident->when);
    if (day.day)
        buf_addf(&r->cell, "%04u-%02u-%02u", day.year, day.month, day.day);
    coded_put(&r->csv, &r->cell);
    if (day.year)
        csv_number(&r->csv, day.year);
    else
        csv_empty(&r->csv);
    csv_str(&r->csv, day.day ? "1" : "");
    csv_str(&r->csv, events[r->event].disorder);
    csv_str(&r->csv, events[r->event].event);
    csv_str(&r->csv, r->sub_event);
}

/* Forces of the state where it happened, of another one, or empty: of armed groups ACLED wants to know whether they are
 * rebels, a party's militia or a people's, which no report says. */
static const char *inter(const struct row *r, uint32_t actor)
{
    const struct culpa_actor *a = &r->report->actors[actor];
    struct culpa_slice country = r->incident->where.country;
    if (!coded_is_state(a->kind) || !a->country.len || !country.len)
        return "";
    return slice_eq(a->country, country) ? "State forces" : "External/Other forces";
}

/* actor1 to civilian_targeting. actor1 is who is said to be behind it, where only one is, or only one claims it: to
 * choose among those who are blamed is not ours. */
static void put_actors(struct row *r)
{
    struct coded_party parties[CODED_PARTIES];
    size_t n = coded_parties(r->report, r->incident, parties);
    bool one = n && (parties[0].claims ? n == 1 || !parties[1].claims : r->incident->n_perpetrators == 1);
    const char *first = one ? inter(r, parties[0].actor) : "";
    csv_text(&r->csv, one ? r->report->actors[parties[0].actor].name : (struct culpa_slice){0});
    csv_empty(&r->csv); /* assoc_actor_1 */
    csv_str(&r->csv, first);
    if (r->civilians) {
        buf_add_str(&r->cell, "Civilians");
        if (coded_country(r->incident->where.country).len) {
            buf_add_str(&r->cell, " (");
            buf_add(&r->cell, coded_country(r->incident->where.country));
            buf_add_char(&r->cell, ')');
        }
    }
    coded_put(&r->csv, &r->cell);
    csv_empty(&r->csv); /* assoc_actor_2 */
    csv_str(&r->csv, r->civilians ? "Civilians" : "");
    if (r->civilians && *first)
        buf_addf(&r->cell, "%s-Civilians", first);
    coded_put(&r->csv, &r->cell);
    csv_str(&r->csv, r->civilians && r->event != BATTLES ? "Civilian targeting" : "");
}

static void put_place(struct row *r)
{
    const struct culpa_where *w = &r->incident->where;
    const struct coded_state *state = coded_state(w->country);
    const char *numeric = state ? state->numeric : "";
    csv_str(&r->csv, numeric + strspn(numeric, "0")); /* a number there, no code of three digits */
    csv_empty(&r->csv);                               /* region */
    csv_text(&r->csv, coded_country(w->country));
    csv_text(&r->csv, w->region);
    csv_empty(&r->csv); /* admin2 */
    csv_empty(&r->csv); /* admin3 */
    csv_text(&r->csv, w->place.len ? w->place : w->venue);
    coded_put_degrees(&r->csv, w);
    csv_str(&r->csv, w->located && w->place.len ? "1" : "");
}

/* source to timestamp */
static void put_rest(struct row *r)
{
    uint32_t killed;
    csv_text(&r->csv, r->report->document.outlet);
    csv_empty(&r->csv); /* source_scale */
    buf_add(&r->cell, coded_sentence(r->report, r->incident->span));
    buf_add_char(&r->cell, ' ');
    coded_add_notes(&r->cell, r->report, r->incident);
    coded_put(&r->csv, &r->cell);
    if (coded_figure(r->report, r->incident, CULPA_FIGURE_KILLED, false, &killed))
        csv_number(&r->csv, killed);
    else
        csv_empty(&r->csv);
    csv_empty(&r->csv); /* tags */
    csv_empty(&r->csv); /* timestamp */
    coded_end_row(&r->csv, r->report, r->incident);
}

static void write_report(struct buf *out, const struct culpa_report *report, size_t number,
                         const struct report_options *options)
{
    (void)number;
    (void)options;
    for (size_t i = 0; i < report->n_incidents; i++) {
        struct row r = {.csv = {.out = out}, .report = report, .incident = &report->incidents[i]};
        if (!find_kind(&r))
            continue;
        coded_add_id(&r.cell, report, r.incident);
        coded_put(&r.csv, &r.cell);
        put_event(&r);
        put_actors(&r);
        put_place(&r);
        put_rest(&r);
        buf_release(&r.cell);
    }
}

const struct report_writer report_acled = {write_begin, write_report, report_write_nothing};
