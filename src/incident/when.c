/* When an event was: the expression of time that stands nearest to its trigger. */
#include "incident/scene.h"
#include "time/calendar.h"
#include "time/time.h"

enum { CROSSES_EVENT = 8, IN_FRONT = 2, CROSSES_CLAUSE = 5, OPENS = 6, MOST = 40, FARTHEST = 4 * MOST, COUNTED = 10 };

static bool is_number(struct culpa_slice s, size_t from, size_t n)
{
    if (s.len < from + n)
        return false;
    for (size_t i = from; i < from + n; i++)
        if (s.ptr[i] < '0' || s.ptr[i] > '9')
            return false;
    return true;
}

static long number(struct culpa_slice s, size_t from, size_t n)
{
    long value = 0;
    for (size_t i = from; i < from + n; i++)
        value = 10 * value + (s.ptr[i] - '0');
    return value;
}

/* The days of a value: first and last, as numbers; false where it names none. */
static bool days_of(struct culpa_slice s, int32_t *first, int32_t *last)
{
    if (!is_number(s, 0, 4) || (s.len > 4 && s.ptr[4] != '-' && s.ptr[4] != '/'))
        return false;
    struct calendar_date from = {(int)number(s, 0, 4), 1, 1}, to = {from.year, 12, 31};
    if (from.year < 1)
        return false;
    if (is_number(s, 5, 2)) {
        from.month = to.month = (int)number(s, 5, 2);
        if (from.month < 1 || from.month > 12)
            return false;
        to.day = calendar_days_in_month(to.year, to.month);
        if (s.len > 8 && s.ptr[7] == '-' && is_number(s, 8, 2))
            from.day = to.day = (int)number(s, 8, 2);
    }
    if (!calendar_valid(from) || !calendar_valid(to))
        return false;
    *first = calendar_number(from);
    *last = calendar_number(to);
    const char *slash = s.len > 11 ? memchr(s.ptr, '/', s.len) : NULL;
    int32_t unused;
    return !slash || days_of(slice_of(slash + 1, s.len - (size_t)(slash + 1 - s.ptr)), &unused, last);
}

/* A value of TIMEX3 as ISO 8601; empty where it names no day, month or year. */
static struct culpa_slice date_of(struct arena *arena, struct culpa_slice bytes, const struct culpa_time *time)
{
    struct culpa_slice v = time->value;
    int32_t first, last;
    if ((time->type != CULPA_TIME_DATE && time->type != CULPA_TIME_TIME) || !is_number(v, 0, 4) ||
        !time_names_day(bytes, time))
        return (struct culpa_slice){0};
    if (v.len >= 8 && v.ptr[4] == '-' && v.ptr[5] == 'W')
        return time_week(arena, v);
    size_t n = is_number(v, 8, 2) && v.len >= 10 ? 10 : is_number(v, 5, 2) && v.len >= 7 && v.ptr[4] == '-' ? 7 : 4;
    v.len = n;
    return days_of(v, &first, &last) ? v : (struct culpa_slice){0};
}

bool incident_when_agrees(struct culpa_slice a, struct culpa_slice b)
{
    int32_t a_first, a_last, b_first, b_last;
    if (!a.len || !b.len || !days_of(a, &a_first, &a_last) || !days_of(b, &b_first, &b_last))
        return true;
    return a_first <= b_last && b_first <= a_last;
}

long incident_age(struct culpa_slice when, struct culpa_slice published)
{
    int32_t first, last, now, unused;
    if (!days_of(when, &first, &last) || !days_of(published, &now, &unused))
        return 0;
    return now - last;
}

/* How far a time stands from the trigger: behind it is nearer than in front; other triggers and clauses between count.
 */
static long distance(const struct incident_scene *scene, const struct incident_event *e, uint32_t from, uint32_t to)
{
    bool front = to <= e->token;
    uint32_t a = front ? to : e->to, b = front ? e->token : from;
    long d = front && b - a > 1 ? IN_FRONT : 0;
    for (uint32_t t = a; t < b && d < FARTHEST; t++) {
        d++;
        if (scene->marks[t].trigger)
            d += CROSSES_EVENT;
        if (incident_is_any(scene, t, " that which who whose ; said saying says after before "))
            d += CROSSES_CLAUSE;
    }
    /* "On Thursday, at the headquarters of the police, a man ..." sets the scene for the whole sentence */
    bool opens = front && from <= scene->text->sentences[e->sentence].from + 2;
    return opens && d > OPENS ? OPENS + d / 4 : d;
}

/* "the first since 2017, when a general was killed": the year of the event right behind. */
static bool is_when(const struct incident_scene *scene, const struct incident_event *e, uint32_t to)
{
    if (to + 2 >= e->token || !incident_is(scene, to, ",") || !incident_is(scene, to + 1, "when"))
        return false;
    for (uint32_t t = to + 2; t < e->token; t++)
        if (scene->marks[t].trigger || incident_is_any(scene, t, " , ; : said "))
            return false;
    return true;
}

/* "the assassination of a judge one year before": its day is counted from that of something else. */
static bool is_counted(const struct incident_scene *scene, const struct incident_event *e, const char *ways)
{
    uint32_t end = scene->text->sentences[e->sentence].to;
    for (uint32_t t = e->to; t + 1 < end && t < e->to + COUNTED && !incident_is_any(scene, t, " , ; : and "); t++)
        if (incident_is_any(scene, t, " day days week weeks month months year years ") &&
            incident_is_any(scene, t + 1, ways))
            return true;
    return false;
}

void incident_set_when(struct incident_scene *scene, struct incident_event *e)
{
    /* "a gunfight three days after the bombing" */
    e->another |= !e->definite && is_counted(scene, e, " after ");
    const struct text *text = scene->text;
    struct text_range s = text->sentences[e->sentence];
    long best = MOST;
    for (uint32_t t = s.from; t < s.to && t < e->to + FARTHEST; t++) {
        uint32_t time = scene->time_at[t];
        if (time == CULPA_NONE || (t > s.from && scene->time_at[t - 1] == time))
            continue;
        uint32_t to = text_token_at(text, scene->report->times[time].span.end);
        /* "since 2015", "until Tuesday" say when something else began or ends */
        if (t > s.from && incident_is_any(scene, t - 1, " since until till before ") && !is_when(scene, e, to))
            continue;
        /* "between June 2014 and April 2016" */
        bool last = t > s.from + 1 && incident_is_any(scene, t - 1, " and to ") && scene->time_at[t - 2] != CULPA_NONE;
        if (last || (t > s.from && incident_is_any(scene, t - 1, " between ")))
            continue;
        /* "in the last year" goes on for as long */
        if (to > t + 1 && to > s.from + 2 && incident_is(scene, to - 3, "the") &&
            incident_is_any(scene, to - 2, " last past "))
            continue;
        struct culpa_slice when = date_of(scene->arena, text->bytes, &scene->report->times[time]);
        long d = when.len ? distance(scene, e, t, to) + (scene->said_at[time] ? CROSSES_EVENT : 0) : MOST;
        bool sure = d < MOST && !scene->said_at[time] &&
                    (is_when(scene, e, to) || incident_reaches(scene, e, (struct text_range){t, to}));
        /* "were held in 1975 for the assassination of a judge one year before" */
        sure = sure && !(to <= e->token && is_counted(scene, e, " before earlier later after ")) &&
               !incident_is_any(scene, to - 1, " before earlier later after ");
        if (d < MOST && sure >= e->when_sure && (d < best || sure > e->when_sure)) {
            best = d;
            e->time = time;
            e->when = when;
            e->when_distance = d;
            e->when_sure = sure;
        }
    }
}
