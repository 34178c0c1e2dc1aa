/* The incidents of a ledger, as JSON. */
#include <math.h>
#include <stdio.h>

#include "ledger/put.h"

enum { DEGREE = 10000 }; /* coordinates are written with four digits */

static void put_pieces(struct json *j, const struct culpa_report *report, const char *key, struct culpa_spans spans)
{
    if (!spans.n)
        return;
    json_key(j, key);
    json_array(j);
    for (size_t i = 0; i < spans.n; i++) {
        json_object(j);
        json_key(j, "text");
        json_string(j, slice_span(report->document.text, spans.at[i]));
        json_key(j, "span");
        ledger_put_span(j, spans.at[i]);
        json_object_end(j);
    }
    json_array_end(j);
}

static void put_types(struct json *j, uint32_t types)
{
    json_array(j);
    for (int type = 0; type <= CULPA_INCIDENT_OTHER; type++)
        if (types >> type & 1)
            json_str(j, culpa_incident_type_name((enum culpa_incident_type)type));
    json_array_end(j);
}

static void put_when(struct json *j, const struct culpa_incident *incident)
{
    if (!incident->when.len)
        return;
    json_key(j, "when");
    json_object(j);
    json_key(j, "value");
    json_string(j, incident->when);
    json_key(j, "span");
    ledger_put_span(j, incident->when_span);
    json_object_end(j);
}

size_t ledger_degrees(double degrees, char text[LEDGER_DEGREES_BYTES])
{
    long n = lround(fabs(degrees) * DEGREE);
    return (size_t)snprintf(text, LEDGER_DEGREES_BYTES, "%s%ld.%04ld", degrees < 0 && n ? "-" : "", n / DEGREE,
                            n % DEGREE);
}

/* As a string: JSON numbers of ours are whole. */
static void put_degrees(struct json *j, const char *key, double degrees)
{
    char text[LEDGER_DEGREES_BYTES];
    json_key(j, key);
    json_string(j, slice_of(text, ledger_degrees(degrees, text)));
}

static void put_where(struct json *j, const struct culpa_where *where)
{
    if (!where->span.end)
        return;
    json_key(j, "where");
    json_object(j);
    ledger_put_known(j, "venue", where->venue);
    ledger_put_known(j, "place", where->place);
    ledger_put_known(j, "region", where->region);
    ledger_put_known(j, "country", where->country);
    if (where->located) {
        put_degrees(j, "latitude", where->latitude);
        put_degrees(j, "longitude", where->longitude);
    }
    json_key(j, "span");
    ledger_put_span(j, where->span);
    json_object_end(j);
}

static void put_actor(struct json *j, const struct culpa_report *report, const char *key, uint32_t actor)
{
    if (actor == CULPA_NONE)
        return;
    json_key(j, key);
    ledger_put_actor_id(j, report, actor);
}

static void put_perpetrators(struct json *j, const struct culpa_report *report, const struct culpa_incident *incident)
{
    if (!incident->n_perpetrators)
        return;
    json_key(j, "perpetrators");
    json_array(j);
    for (size_t i = 0; i < incident->n_perpetrators; i++) {
        const struct culpa_perpetrator *p = &incident->perpetrators[i];
        json_object(j);
        put_actor(j, report, "actor", p->actor);
        if (p->kind != CULPA_ACTOR_UNKNOWN) {
            json_key(j, "kind");
            json_str(j, culpa_actor_kind_name(p->kind));
        }
        if (p->span.end) {
            json_key(j, "text");
            json_string(j, slice_span(report->document.text, p->span));
            json_key(j, "span");
            ledger_put_span(j, p->span);
        }
        json_key(j, "statements");
        json_array(j);
        for (size_t k = 0; k < p->n_statements; k++)
            ledger_put_id(j, 's', p->statements[k]);
        json_array_end(j);
        json_object_end(j);
    }
    json_array_end(j);
}

static void put_bound(struct json *j, const char *key, uint32_t bound)
{
    json_key(j, key);
    if (bound == CULPA_NONE)
        json_null(j);
    else
        json_number(j, bound);
}

static void put_figures(struct json *j, const struct culpa_report *report, const struct culpa_incident *incident)
{
    if (!incident->n_figures)
        return;
    json_key(j, "figures");
    json_array(j);
    for (size_t i = 0; i < incident->n_figures; i++) {
        const struct culpa_figure *f = &incident->figures[i];
        json_object(j);
        json_key(j, "what");
        json_str(j, culpa_figure_name(f->what));
        put_bound(j, "low", f->low);
        put_bound(j, "high", f->high);
        ledger_put_known(j, "qualifier", f->qualifier);
        ledger_put_known(j, "breakdown", f->breakdown);
        put_actor(j, report, "by", f->by);
        ledger_put_known(j, "as_of", f->as_of);
        json_key(j, "span");
        ledger_put_span(j, f->span);
        json_object_end(j);
    }
    json_array_end(j);
}

static void put_proceedings(struct json *j, const struct culpa_report *report, const struct culpa_incident *incident)
{
    if (!incident->n_proceedings)
        return;
    json_key(j, "proceedings");
    json_array(j);
    for (size_t i = 0; i < incident->n_proceedings; i++) {
        const struct culpa_proceeding *p = &incident->proceedings[i];
        json_object(j);
        json_key(j, "act");
        json_str(j, culpa_proceeding_name(p->act));
        put_actor(j, report, "who", p->who);
        ledger_put_known(j, "party", p->party);
        put_actor(j, report, "by", p->by);
        if (p->count) {
            json_key(j, "count");
            json_number(j, p->count);
        }
        ledger_put_known(j, "offence", p->offence);
        ledger_put_known(j, "when", p->when);
        ledger_put_known(j, "until", p->until);
        json_key(j, "span");
        ledger_put_span(j, p->span);
        json_object_end(j);
    }
    json_array_end(j);
}

void ledger_put_incidents(struct json *j, const struct culpa_report *report)
{
    json_array(j);
    for (size_t i = 0; i < report->n_incidents; i++) {
        const struct culpa_incident *incident = &report->incidents[i];
        json_object(j);
        json_key(j, "id");
        json_string(j, incident->id);
        json_key(j, "types");
        put_types(j, incident->types);
        if (incident->background) {
            json_key(j, "background");
            json_bool(j, true);
        }
        put_when(j, incident);
        put_where(j, &incident->where);
        put_pieces(j, report, "weapons", incident->weapons);
        put_pieces(j, report, "targets", incident->targets);
        put_pieces(j, report, "victims", incident->victims);
        put_perpetrators(j, report, incident);
        put_figures(j, report, incident);
        put_proceedings(j, report, incident);
        json_key(j, "span");
        ledger_put_span(j, incident->span);
        json_object_end(j);
    }
    json_array_end(j);
}
