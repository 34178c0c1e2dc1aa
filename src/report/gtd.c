/* Incidents as rows with the columns of the Global Terrorism Database (codebook of START, University of Maryland). The
 * mapping and what stays empty: docs/formats.md. Whether an attack is terrorism is not decided here. */
#include "report/coded.h"
#include "report/report.h"

/* Codebook, "Attack type": up to three, in the order of this hierarchy. */
enum attack {
    ASSASSINATION,
    HIJACKING,
    KIDNAPPING,
    EXPLOSION,
    ARMED_ASSAULT,
    UNARMED_ASSAULT,
    FACILITY,
    UNKNOWN,
    NO_ATTACK
};

struct value {
    unsigned code;
    const char *text;
};
static const struct value attacks[] = {
    [ASSASSINATION] = {1, "Assassination"},
    [HIJACKING] = {4, "Hijacking"},
    [KIDNAPPING] = {6, "Hostage Taking (Kidnapping)"},
    [EXPLOSION] = {3, "Bombing/Explosion"},
    [ARMED_ASSAULT] = {2, "Armed Assault"},
    [UNARMED_ASSAULT] = {8, "Unarmed Assault"},
    [FACILITY] = {7, "Facility/Infrastructure Attack"},
    [UNKNOWN] = {9, "Unknown"},
};

enum weapon { CHEMICAL, FIREARMS, EXPLOSIVES, INCENDIARY, MELEE, VEHICLE, NO_WEAPON };
static const struct value weapons[] = {
    [CHEMICAL] = {2, "Chemical"},
    [FIREARMS] = {5, "Firearms"},
    [EXPLOSIVES] = {6, "Explosives"},
    [INCENDIARY] = {8, "Incendiary"},
    [MELEE] = {9, "Melee"},
    [VEHICLE] = {10, "Vehicle (not to include vehicle-borne explosives, i.e., car or truck bombs)"},
};

/* Of each type of incident. blamed: an attack only where somebody is said to be behind it. */
static const struct {
    enum attack attack;
    enum weapon weapon;
    bool blamed;
} kinds[] = {
    [CULPA_INCIDENT_SHOOTING] = {ARMED_ASSAULT, FIREARMS, false},
    [CULPA_INCIDENT_BOMBING] = {EXPLOSION, EXPLOSIVES, false},
    [CULPA_INCIDENT_ARSON] = {FACILITY, INCENDIARY, false},
    [CULPA_INCIDENT_STABBING] = {ARMED_ASSAULT, MELEE, false},
    [CULPA_INCIDENT_VEHICLE] = {UNARMED_ASSAULT, VEHICLE, false},
    [CULPA_INCIDENT_KIDNAPPING] = {KIDNAPPING, NO_WEAPON, false},
    [CULPA_INCIDENT_HIJACKING] = {HIJACKING, NO_WEAPON, false},
    [CULPA_INCIDENT_ASSASSINATION] = {ASSASSINATION, NO_WEAPON, false},
    [CULPA_INCIDENT_AIR_STRIKE] = {EXPLOSION, EXPLOSIVES, false},
    [CULPA_INCIDENT_SHELLING] = {EXPLOSION, EXPLOSIVES, false},
    [CULPA_INCIDENT_CLASH] = {ARMED_ASSAULT, NO_WEAPON, false},
    [CULPA_INCIDENT_CHEMICAL] = {UNARMED_ASSAULT, CHEMICAL, false},
    [CULPA_INCIDENT_CYBER] = {NO_ATTACK, NO_WEAPON, false},
    [CULPA_INCIDENT_SABOTAGE] = {FACILITY, NO_WEAPON, false},
    [CULPA_INCIDENT_RIOT] = {NO_ATTACK, NO_WEAPON, false},
    [CULPA_INCIDENT_POLICE] = {NO_ATTACK, NO_WEAPON, false},
    [CULPA_INCIDENT_EXECUTION] = {UNKNOWN, NO_WEAPON, true},
    [CULPA_INCIDENT_FIRE] = {NO_ATTACK, NO_WEAPON, false},
    [CULPA_INCIDENT_EXPLOSION] = {EXPLOSION, EXPLOSIVES, true},
    [CULPA_INCIDENT_COLLAPSE] = {NO_ATTACK, NO_WEAPON, false},
    [CULPA_INCIDENT_CRASH] = {NO_ATTACK, NO_WEAPON, false},
    [CULPA_INCIDENT_SINKING] = {NO_ATTACK, NO_WEAPON, false},
    [CULPA_INCIDENT_EARTHQUAKE] = {NO_ATTACK, NO_WEAPON, false},
    [CULPA_INCIDENT_FLOOD] = {NO_ATTACK, NO_WEAPON, false},
    [CULPA_INCIDENT_STORM] = {NO_ATTACK, NO_WEAPON, false},
    [CULPA_INCIDENT_OUTBREAK] = {NO_ATTACK, NO_WEAPON, false},
    [CULPA_INCIDENT_OTHER] = {UNKNOWN, NO_WEAPON, true},
};

enum { THREE = 3 };

struct row {
    struct csv csv;
    struct buf cell;
    const struct culpa_report *report;
    const struct culpa_incident *incident;
    unsigned attacks, weapons; /* bits, 1 << enum attack, 1 << enum weapon */
    struct coded_party parties[THREE];
    size_t n_parties;
};

static void write_begin(struct buf *out)
{
    buf_add_str(
        out, "eventid,iyear,imonth,iday,approxdate,extended,country_txt,region_txt,provstate,city,latitude,"
             "longitude,specificity,location,summary,doubtterr,alternative,alternative_txt,attacktype1,"
             "attacktype1_txt,attacktype2,attacktype2_txt,attacktype3,attacktype3_txt,targtype1_txt,target1,"
             "gname,gname2,gname3,guncertain1,guncertain2,guncertain3,nperps,nperpcap,claimed,claim2,claim3,"
             "compclaim,weaptype1,weaptype1_txt,weaptype2,weaptype2_txt,weaptype3,weaptype3_txt,weapdetail,"
             "nkill,nkillter,nwound,nwoundte,ishostkid,nhostkid,addnotes,scite1,scite2,scite3,dbsource," CODED_COLUMNS
             "\r\n");
}

static void put_one_if(struct csv *c, bool is)
{
    if (is)
        csv_number(c, 1);
    else
        csv_empty(c);
}

/* iyear to approxdate: an unknown month or day is 0 there, as the codebook has it. */
static void put_date(struct row *r)
{
    struct coded_day day = coded_day(r->incident->when);
    if (day.year) {
        csv_number(&r->csv, day.year);
        csv_number(&r->csv, day.month);
        csv_number(&r->csv, day.day);
    } else {
        csv_empty(&r->csv);
        csv_empty(&r->csv);
        csv_empty(&r->csv);
    }
    csv_text(&r->csv, day.day ? (struct culpa_slice){0} : r->incident->when);
    csv_empty(&r->csv); /* extended */
}

/* country_txt to summary */
static void put_place(struct row *r)
{
    const struct culpa_where *w = &r->incident->where;
    csv_text(&r->csv, coded_country(w->country));
    csv_empty(&r->csv); /* region_txt */
    csv_text(&r->csv, w->region);
    csv_text(&r->csv, w->place);
    coded_put_degrees(&r->csv, w);
    put_one_if(&r->csv, w->located && w->place.len); /* specificity 1: the coordinates are the town's */
    csv_text(&r->csv, w->venue);
    csv_text(&r->csv, coded_sentence(r->report, r->incident->span));
}

/* doubtterr, alternative: only where all that are said to be behind it are states, which the codebook doubts. */
static void put_doubt(struct row *r)
{
    bool state = r->incident->n_perpetrators > 0;
    for (size_t i = 0; i < r->incident->n_perpetrators; i++) {
        uint32_t actor = r->incident->perpetrators[i].actor;
        state &= actor != CULPA_NONE && coded_is_state(r->report->actors[actor].kind);
    }
    put_one_if(&r->csv, state);
    if (state) {
        csv_number(&r->csv, 5);
        csv_str(&r->csv, "State Actors");
    } else {
        csv_empty(&r->csv);
        csv_empty(&r->csv);
    }
}

static void put_three(struct csv *c, unsigned bits, const struct value *values)
{
    unsigned n = 0;
    for (unsigned i = 0; bits >> i && n < THREE; i++)
        if (bits >> i & 1) {
            csv_number(c, values[i].code);
            csv_str(c, values[i].text);
            n++;
        }
    for (; n < THREE; n++) {
        csv_empty(c);
        csv_empty(c);
    }
}

static bool put_count(struct row *r, enum culpa_figure_what what, bool attackers)
{
    uint32_t n;
    if (coded_figure(r->report, r->incident, what, attackers, &n)) {
        csv_number(&r->csv, n);
        return true;
    }
    csv_empty(&r->csv);
    return false;
}

/* targtype1_txt to compclaim: who is said to be behind it, never who is. */
static void put_groups(struct row *r)
{
    struct csv *c = &r->csv;
    size_t n = r->n_parties, claiming = 0;
    csv_empty(c); /* targtype1_txt */
    coded_put_pieces(c, r->report->document.text, r->incident->targets.n ? r->incident->targets : r->incident->victims);
    for (size_t i = 0; i < THREE; i++) {
        if (i < n)
            csv_text(c, r->report->actors[r->parties[i].actor].name);
        else
            csv_empty(c);
        claiming += i < n && r->parties[i].claims;
    }
    for (size_t i = 0; i < THREE; i++) {
        if (i < n)
            csv_number(c, !r->parties[i].claims);
        else
            csv_empty(c);
    }
    put_count(r, CULPA_FIGURE_ATTACKERS, false);
    put_count(r, CULPA_FIGURE_ARRESTED, false);
    for (size_t i = 0; i < THREE; i++)
        put_one_if(c, i < n && r->parties[i].claims);
    put_one_if(c, claiming > 1);
}

/* nkill to nhostkid */
static void put_counts(struct row *r)
{
    uint32_t taken;
    put_count(r, CULPA_FIGURE_KILLED, false);
    put_count(r, CULPA_FIGURE_KILLED, true);
    put_count(r, CULPA_FIGURE_INJURED, false);
    put_count(r, CULPA_FIGURE_INJURED, true);
    bool hostages = r->attacks & (1u << KIDNAPPING | 1u << HIJACKING) ||
                    coded_figure(r->report, r->incident, CULPA_FIGURE_ABDUCTED, false, &taken);
    put_one_if(&r->csv, hostages);
    put_count(r, CULPA_FIGURE_ABDUCTED, false);
}

static void put_sources(struct row *r)
{
    coded_add_notes(&r->cell, r->report, r->incident);
    coded_put(&r->csv, &r->cell);
    coded_add_source(&r->cell, &r->report->document);
    coded_put(&r->csv, &r->cell);
    csv_empty(&r->csv);
    csv_empty(&r->csv);
    csv_str(&r->csv, "culpa");
    coded_end_row(&r->csv, r->report, r->incident);
}

/* False for what is no attack: accidents, disasters, riots. */
static bool find_kinds(struct row *r)
{
    for (unsigned type = 0; type < sizeof kinds / sizeof *kinds; type++) {
        if (!(r->incident->types >> type & 1) || (kinds[type].blamed && !r->incident->n_perpetrators))
            continue;
        if (kinds[type].attack != NO_ATTACK)
            r->attacks |= 1u << kinds[type].attack;
        if (kinds[type].weapon != NO_WEAPON)
            r->weapons |= 1u << kinds[type].weapon;
    }
    if (r->attacks & ~(1u << UNKNOWN))
        r->attacks &= ~(1u << UNKNOWN);
    return r->attacks != 0;
}

static void write_report(struct buf *out, const struct culpa_report *report, size_t number,
                         const struct report_options *options)
{
    (void)number;
    (void)options;
    for (size_t i = 0; i < report->n_incidents; i++) {
        struct row r = {.csv = {.out = out}, .report = report, .incident = &report->incidents[i]};
        if (!find_kinds(&r))
            continue;
        r.n_parties = coded_parties(report, r.incident, r.parties);
        coded_add_id(&r.cell, report, r.incident);
        coded_put(&r.csv, &r.cell);
        put_date(&r);
        put_place(&r);
        put_doubt(&r);
        put_three(&r.csv, r.attacks, attacks);
        put_groups(&r);
        put_three(&r.csv, r.weapons, weapons);
        coded_put_pieces(&r.csv, report->document.text, r.incident->weapons);
        put_counts(&r);
        put_sources(&r);
        buf_release(&r.cell);
    }
}

const struct report_writer report_gtd = {write_begin, write_report, report_write_nothing};
