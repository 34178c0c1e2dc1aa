/* The JSON form of a ledger, read back. */
#include <jansson.h>
#include <stdlib.h>

#include "base/status.h"
#include "ledger/json.h"

enum { DEGREE = 10000 };

/* An id and the place of its owner in an array. */
struct id {
    struct culpa_slice text;
    uint32_t index;
};

struct ids {
    struct id *at; /* by text */
    size_t n;
};

/* What goes wrong is remembered, so that the fields of an object are read in a row and checked once. */
struct reading {
    struct arena *arena;
    struct culpa_report *report;
    struct ids actors, incidents;
    bool no_memory;
    const char *wrong; /* what is malformed; NULL where nothing is */
};

static int compare_ids(const void *a, const void *b)
{
    return slice_compare(((const struct id *)a)->text, ((const struct id *)b)->text);
}

static void *take(struct reading *r, size_t n, size_t size)
{
    void *at = arena_array(r->arena, n ? n : 1, size);
    r->no_memory |= !at;
    return at;
}

static struct culpa_slice text_of(struct reading *r, const json_t *value)
{
    if (!json_is_string(value))
        return (struct culpa_slice){0};
    struct culpa_slice copy = arena_copy(r->arena, slice_of(json_string_value(value), json_string_length(value)));
    r->no_memory |= !copy.ptr;
    return copy;
}

static struct culpa_slice text_at(struct reading *r, const json_t *object, const char *key)
{
    return text_of(r, json_object_get(object, key));
}

static uint32_t number_of(struct reading *r, const json_t *value, uint32_t otherwise)
{
    if (!value || json_is_null(value))
        return otherwise;
    json_int_t n = json_integer_value(value);
    if (!json_is_integer(value) || n < 0 || n > UINT32_MAX) {
        r->wrong = "a number is none";
        return otherwise;
    }
    return (uint32_t)n;
}

static struct culpa_span span_of(struct reading *r, const json_t *value)
{
    if (!value || json_is_null(value))
        return (struct culpa_span){0};
    struct culpa_span span = {number_of(r, json_array_get(value, 0), CULPA_NONE),
                              number_of(r, json_array_get(value, 1), CULPA_NONE)};
    if (span.start > span.end || span.end > r->report->document.text.len) {
        r->wrong = "a span lies outside of the text";
        return (struct culpa_span){0};
    }
    return span;
}

static struct culpa_span span_at(struct reading *r, const json_t *object, const char *key)
{
    return span_of(r, json_object_get(object, key));
}

static struct culpa_spans spans_of(struct reading *r, const json_t *list)
{
    size_t n = json_array_size(list);
    struct culpa_span *spans = n ? take(r, n, sizeof *spans) : NULL;
    if (!spans)
        return (struct culpa_spans){0};
    for (size_t i = 0; i < n; i++)
        spans[i] = span_of(r, json_array_get(list, i));
    return (struct culpa_spans){spans, n};
}

static struct culpa_spans one_span(struct reading *r, const json_t *value)
{
    struct culpa_span *span = json_is_array(value) ? take(r, 1, sizeof *span) : NULL;
    if (!span)
        return (struct culpa_spans){0};
    *span = span_of(r, value);
    return (struct culpa_spans){span, 1};
}

/* The spans of a list of {"text", "span"}. */
static struct culpa_spans pieces_at(struct reading *r, const json_t *object, const char *key)
{
    const json_t *list = json_object_get(object, key);
    size_t n = json_array_size(list);
    struct culpa_span *spans = n ? take(r, n, sizeof *spans) : NULL;
    if (!spans)
        return (struct culpa_spans){0};
    for (size_t i = 0; i < n; i++)
        spans[i] = span_at(r, json_array_get(list, i), "span");
    return (struct culpa_spans){spans, n};
}

/* What a value of an enumeration is called there -> the value; an error where the field holds no name of one. */
#define READ_NAMED(enumeration, name_of, last)                                                                         \
    static enum enumeration read_##enumeration(struct reading *r, const json_t *value)                                 \
    {                                                                                                                  \
        const char *name = json_string_value(value);                                                                   \
        for (int i = 0; i <= (int)(last) && name; i++)                                                                 \
            if (!strcmp(name, name_of((enum enumeration)i)))                                                           \
                return (enum enumeration)i;                                                                            \
        r->wrong = "a value is none of those that its field can have";                                                 \
        return (enum enumeration)0;                                                                                    \
    }

READ_NAMED(culpa_furniture_kind, culpa_furniture_name, CULPA_FURNITURE_NOTICE)
READ_NAMED(culpa_name_kind, culpa_name_kind_name, CULPA_NAME_OTHER)
READ_NAMED(culpa_actor_kind, culpa_actor_kind_name, CULPA_ACTOR_UNNAMED)
READ_NAMED(culpa_mode, culpa_mode_name, CULPA_MODE_EVENT)
READ_NAMED(culpa_act, culpa_act_name, CULPA_ACT_SAY)
READ_NAMED(culpa_frame, culpa_frame_name, CULPA_FRAME_DOUBTED)
READ_NAMED(culpa_figure_what, culpa_figure_name, CULPA_FIGURE_RESCUED)
READ_NAMED(culpa_proceeding_act, culpa_proceeding_name, CULPA_PROCEEDING_SENTENCE)
READ_NAMED(culpa_incident_type, culpa_incident_type_name, CULPA_INCIDENT_OTHER)
READ_NAMED(culpa_time_type, culpa_time_type_name, CULPA_TIME_SET)
READ_NAMED(culpa_time_mod, culpa_time_mod_name, CULPA_MOD_AFTER)
READ_NAMED(culpa_time_anchor, culpa_time_anchor_name, CULPA_ANCHOR_TEXT)

static struct ids list_ids(struct reading *r, const json_t *objects)
{
    struct ids ids = {take(r, json_array_size(objects), sizeof(struct id)), json_array_size(objects)};
    if (!ids.at)
        return (struct ids){0};
    for (size_t i = 0; i < ids.n; i++)
        ids.at[i] = (struct id){text_at(r, json_array_get(objects, i), "id"), (uint32_t)i};
    qsort(ids.at, ids.n, sizeof *ids.at, compare_ids);
    return ids;
}

static uint32_t id_at(struct reading *r, const struct ids *ids, const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    if (!json_is_string(value))
        return CULPA_NONE;
    struct id wanted = {slice_of(json_string_value(value), json_string_length(value)), 0};
    const struct id *found = ids->n ? bsearch(&wanted, ids->at, ids->n, sizeof wanted, compare_ids) : NULL;
    if (!found)
        r->wrong = "an id is nobody's";
    return found ? found->index : CULPA_NONE;
}

/* s12 -> 11 */
static uint32_t statement_of(struct reading *r, const json_t *value)
{
    const char *text = json_string_value(value);
    if (!text)
        return CULPA_NONE;
    char *end;
    unsigned long n = text[0] == 's' ? strtoul(text + 1, &end, 10) : 0;
    if (!n || *end || n > r->report->n_statements) {
        r->wrong = "an id is no statement's";
        return CULPA_NONE;
    }
    return (uint32_t)(n - 1);
}

static void read_document(struct reading *r, const json_t *object)
{
    struct culpa_document *d = &r->report->document;
    *d = (struct culpa_document){.id = text_at(r, object, "id"),
                                 .file = text_at(r, object, "file"),
                                 .url = text_at(r, object, "url"),
                                 .outlet = text_at(r, object, "outlet"),
                                 .title = text_at(r, object, "title"),
                                 .byline = text_at(r, object, "byline"),
                                 .published = text_at(r, object, "published"),
                                 .language = text_at(r, object, "language"),
                                 .text = text_at(r, object, "text")};
    if (!d->id.ptr || !d->text.ptr)
        r->wrong = "there is no document with id and text";
    const json_t *furniture = json_object_get(object, "furniture"), *blocks = json_object_get(object, "blocks");
    d->n_furniture = json_array_size(furniture);
    d->n_blocks = json_array_size(blocks);
    struct culpa_furniture *f = take(r, d->n_furniture, sizeof *f);
    struct culpa_block *b = take(r, d->n_blocks, sizeof *b);
    for (size_t i = 0; f && i < d->n_furniture; i++) {
        const json_t *one = json_array_get(furniture, i);
        f[i].kind = read_culpa_furniture_kind(r, json_object_get(one, "kind"));
        f[i].span = span_at(r, one, "span");
    }
    for (size_t i = 0; b && i < d->n_blocks; i++) {
        const json_t *one = json_array_get(blocks, i), *source = json_object_get(one, "source");
        b[i].span = span_at(r, one, "span");
        b[i].source = (struct culpa_span){number_of(r, json_array_get(source, 0), 0), /* counts bytes of the page */
                                          number_of(r, json_array_get(source, 1), 0)};
    }
    d->furniture = f;
    d->blocks = b;
}

static void read_names(struct reading *r, const json_t *list)
{
    r->report->n_names = json_array_size(list);
    struct culpa_name *names = take(r, r->report->n_names, sizeof *names);
    for (size_t i = 0; names && i < r->report->n_names; i++) {
        const json_t *one = json_array_get(list, i);
        names[i].kind = read_culpa_name_kind(r, json_object_get(one, "kind"));
        names[i].span = span_at(r, one, "span");
    }
    r->report->names = names;
}

static void read_actor(struct reading *r, const json_t *one, struct culpa_actor *actor)
{
    const json_t *aliases = json_object_get(one, "aliases"), *wikidata = json_object_get(one, "wikidata");
    size_t n = json_array_size(aliases);
    struct culpa_slice *forms = take(r, n, sizeof *forms);
    for (size_t i = 0; forms && i < n; i++)
        forms[i] = text_of(r, json_array_get(aliases, i));
    *actor = (struct culpa_actor){.id = text_at(r, one, "id"),
                                  .name = text_at(r, one, "name"),
                                  .role = text_at(r, one, "role"),
                                  .of = id_at(r, &r->actors, one, "of"),
                                  .count = number_of(r, json_object_get(one, "count"), 0),
                                  .country = text_at(r, one, "country"),
                                  .aliases = forms,
                                  .n_aliases = n,
                                  .mentions = spans_of(r, json_object_get(one, "mentions"))};
    if (json_object_get(one, "kind"))
        actor->kind = read_culpa_actor_kind(r, json_object_get(one, "kind"));
    if (json_is_string(wikidata))
        actor->wikidata = (uint32_t)strtoul(json_string_value(wikidata) + 1, NULL, 10); /* behind the Q */
}

static void read_actors(struct reading *r, const json_t *list)
{
    r->report->n_actors = json_array_size(list);
    struct culpa_actor *actors = take(r, r->report->n_actors, sizeof *actors);
    for (size_t i = 0; actors && i < r->report->n_actors; i++)
        read_actor(r, json_array_get(list, i), &actors[i]);
    r->report->actors = actors;
}

static void read_statement(struct reading *r, const json_t *one, struct culpa_statement *s)
{
    *s = (struct culpa_statement){.actor = id_at(r, &r->actors, one, "actor"),
                                  .target_actor = id_at(r, &r->actors, one, "target"),
                                  .re = statement_of(r, json_object_get(one, "re")),
                                  .inside = statement_of(r, json_object_get(one, "inside")),
                                  .about = id_at(r, &r->incidents, one, "about"),
                                  .act = CULPA_ACT_NONE,
                                  .mode = read_culpa_mode(r, json_object_get(one, "mode")),
                                  .span = span_at(r, one, "span"),
                                  .source = spans_of(r, json_object_get(one, "source")),
                                  .cue = one_span(r, json_object_get(one, "cue")),
                                  .content = spans_of(r, json_object_get(one, "content")),
                                  .target = one_span(r, json_object_get(one, "target_span")),
                                  .hedge = span_at(r, one, "hedge_span"),
                                  .evidence = span_at(r, one, "evidence_span"),
                                  .when = text_at(r, one, "when")};
    if (json_object_get(one, "act"))
        s->act = read_culpa_act(r, json_object_get(one, "act"));
    if (json_object_get(one, "frame"))
        s->frame = read_culpa_frame(r, json_object_get(one, "frame"));
}

/* Statements and attributions are numbered together. */
static void read_statements(struct reading *r, const json_t *statements, const json_t *attributions)
{
    const json_t *lists[] = {statements, attributions};
    r->report->n_statements = json_array_size(statements) + json_array_size(attributions);
    struct culpa_statement *all = take(r, r->report->n_statements, sizeof *all);
    for (size_t l = 0; all && l < 2; l++)
        for (size_t i = 0; i < json_array_size(lists[l]); i++) {
            const json_t *one = json_array_get(lists[l], i);
            uint32_t index = statement_of(r, json_object_get(one, "id"));
            if (index == CULPA_NONE)
                r->wrong = "a statement has no id";
            else
                read_statement(r, one, &all[index]);
        }
    r->report->statements = all;
}

static const struct culpa_perpetrator *read_perpetrators(struct reading *r, const json_t *list)
{
    struct culpa_perpetrator *all = take(r, json_array_size(list), sizeof *all);
    for (size_t i = 0; all && i < json_array_size(list); i++) {
        const json_t *one = json_array_get(list, i), *said = json_object_get(one, "statements");
        uint32_t *statements = take(r, json_array_size(said), sizeof *statements);
        for (size_t k = 0; statements && k < json_array_size(said); k++)
            statements[k] = statement_of(r, json_array_get(said, k));
        all[i] = (struct culpa_perpetrator){.actor = id_at(r, &r->actors, one, "actor"),
                                            .span = span_at(r, one, "span"),
                                            .statements = statements,
                                            .n_statements = json_array_size(said)};
        if (json_object_get(one, "kind"))
            all[i].kind = read_culpa_actor_kind(r, json_object_get(one, "kind"));
    }
    return all;
}

static const struct culpa_figure *read_figures(struct reading *r, const json_t *list)
{
    struct culpa_figure *all = take(r, json_array_size(list), sizeof *all);
    for (size_t i = 0; all && i < json_array_size(list); i++) {
        const json_t *one = json_array_get(list, i);
        all[i] = (struct culpa_figure){.what = read_culpa_figure_what(r, json_object_get(one, "what")),
                                       .low = number_of(r, json_object_get(one, "low"), CULPA_NONE),
                                       .high = number_of(r, json_object_get(one, "high"), CULPA_NONE),
                                       .by = id_at(r, &r->actors, one, "by"),
                                       .span = span_at(r, one, "span"),
                                       .qualifier = text_at(r, one, "qualifier"),
                                       .breakdown = text_at(r, one, "breakdown"),
                                       .as_of = text_at(r, one, "as_of")};
    }
    return all;
}

static const struct culpa_proceeding *read_proceedings(struct reading *r, const json_t *list)
{
    struct culpa_proceeding *all = take(r, json_array_size(list), sizeof *all);
    for (size_t i = 0; all && i < json_array_size(list); i++) {
        const json_t *one = json_array_get(list, i);
        all[i] = (struct culpa_proceeding){.act = read_culpa_proceeding_act(r, json_object_get(one, "act")),
                                           .who = id_at(r, &r->actors, one, "who"),
                                           .by = id_at(r, &r->actors, one, "by"),
                                           .count = number_of(r, json_object_get(one, "count"), 0),
                                           .span = span_at(r, one, "span"),
                                           .party = text_at(r, one, "party"),
                                           .offence = text_at(r, one, "offence"),
                                           .when = text_at(r, one, "when"),
                                           .until = text_at(r, one, "until")};
    }
    return all;
}

/* "-12.3456" -> degrees. Digits by hand: no locale. */
static double degrees_of(const char *text)
{
    bool south = *text == '-';
    long n = 0;
    for (const char *c = text + south; *c; c++)
        if (*c >= '0' && *c <= '9')
            n = 10 * n + (*c - '0');
    return (south ? -1.0 : 1.0) * (double)n / DEGREE;
}

static struct culpa_where read_where(struct reading *r, const json_t *object)
{
    const char *latitude = json_string_value(json_object_get(object, "latitude")),
               *longitude = json_string_value(json_object_get(object, "longitude"));
    struct culpa_where where = {.venue = text_at(r, object, "venue"),
                                .place = text_at(r, object, "place"),
                                .region = text_at(r, object, "region"),
                                .country = text_at(r, object, "country"),
                                .located = latitude && longitude,
                                .span = span_at(r, object, "span")};
    if (where.located) {
        where.latitude = degrees_of(latitude);
        where.longitude = degrees_of(longitude);
    }
    return where;
}

static uint32_t types_of(struct reading *r, const json_t *list)
{
    uint32_t types = 0;
    for (size_t i = 0; i < json_array_size(list); i++)
        types |= 1u << read_culpa_incident_type(r, json_array_get(list, i));
    return types;
}

static void read_incident(struct reading *r, const json_t *one, struct culpa_incident *incident)
{
    const json_t *when = json_object_get(one, "when");
    *incident = (struct culpa_incident){
        .id = text_at(r, one, "id"),
        .types = types_of(r, json_object_get(one, "types")),
        .background = json_is_true(json_object_get(one, "background")),
        .span = span_at(r, one, "span"),
        .when = text_at(r, when, "value"),
        .when_span = span_at(r, when, "span"),
        .where = read_where(r, json_object_get(one, "where")),
        .weapons = pieces_at(r, one, "weapons"),
        .targets = pieces_at(r, one, "targets"),
        .victims = pieces_at(r, one, "victims"),
        .perpetrators = read_perpetrators(r, json_object_get(one, "perpetrators")),
        .n_perpetrators = json_array_size(json_object_get(one, "perpetrators")),
        .figures = read_figures(r, json_object_get(one, "figures")),
        .n_figures = json_array_size(json_object_get(one, "figures")),
        .proceedings = read_proceedings(r, json_object_get(one, "proceedings")),
        .n_proceedings = json_array_size(json_object_get(one, "proceedings")),
    };
}

static void read_incidents(struct reading *r, const json_t *list)
{
    r->report->n_incidents = json_array_size(list);
    struct culpa_incident *incidents = take(r, r->report->n_incidents, sizeof *incidents);
    for (size_t i = 0; incidents && i < r->report->n_incidents; i++)
        read_incident(r, json_array_get(list, i), &incidents[i]);
    r->report->incidents = incidents;
}

static void read_times(struct reading *r, const json_t *list)
{
    r->report->n_times = json_array_size(list);
    struct culpa_time *times = take(r, r->report->n_times, sizeof *times);
    for (size_t i = 0; times && i < r->report->n_times; i++) {
        const json_t *one = json_array_get(list, i);
        times[i] = (struct culpa_time){.type = read_culpa_time_type(r, json_object_get(one, "type")),
                                       .relative = json_is_true(json_object_get(one, "relative")),
                                       .span = span_at(r, one, "span"),
                                       .value = text_at(r, one, "value")};
        if (json_object_get(one, "mod"))
            times[i].mod = read_culpa_time_mod(r, json_object_get(one, "mod"));
    }
    r->report->times = times;
}

enum culpa_status ledger_read(struct arena *arena, struct culpa_slice text, struct culpa_report *report,
                              struct culpa_error *error)
{
    json_error_t why;
    *report = (struct culpa_report){0};
    json_t *root = json_loadb(text.ptr, text.len, JSON_ALLOW_NUL, &why);
    if (!json_is_object(root)) {
        json_decref(root);
        return status_error(error, CULPA_SYNTAX, NO_LINE, NO_OFFSET, "no ledger: %s", root ? "no object" : why.text);
    }
    struct reading r = {.arena = arena, .report = report};
    read_document(&r, json_object_get(root, "document"));
    r.actors = list_ids(&r, json_object_get(root, "actors"));
    r.incidents = list_ids(&r, json_object_get(root, "incidents"));
    read_names(&r, json_object_get(root, "names"));
    read_actors(&r, json_object_get(root, "actors"));
    read_statements(&r, json_object_get(root, "statements"), json_object_get(root, "attributions"));
    read_incidents(&r, json_object_get(root, "incidents"));
    read_times(&r, json_object_get(root, "times"));
    report->time_anchor = read_culpa_time_anchor(&r, json_object_get(root, "time_anchor"));
    struct culpa_spans sentences = spans_of(&r, json_object_get(root, "sentences"));
    report->sentences = sentences.at;
    report->n_sentences = sentences.n;
    json_decref(root);
    if (r.no_memory)
        return status_error(error, CULPA_NO_MEMORY, NO_LINE, NO_OFFSET, "out of memory");
    if (r.wrong)
        return status_error(error, CULPA_SYNTAX, NO_LINE, NO_OFFSET, "no ledger: %s", r.wrong);
    return CULPA_OK;
}

enum culpa_status ledger_set_events(struct arena *arena, struct culpa_report *report, struct culpa_slice lines)
{
    size_t n = lines.len > 0;
    for (size_t i = 0; i < lines.len; i++)
        n += lines.ptr[i] == '\n';
    if (n != report->n_incidents || !n)
        return CULPA_OK;
    struct culpa_slice copy = arena_copy(arena, lines);
    struct culpa_incident *incidents = ARENA_ARRAY(arena, struct culpa_incident, n);
    if (!copy.ptr || !incidents)
        return CULPA_NO_MEMORY;
    for (size_t i = 0, at = 0; i < n; i++) {
        size_t end = at;
        while (end < copy.len && copy.ptr[end] != '\n')
            end++;
        incidents[i] = report->incidents[i];
        incidents[i].event = slice_of(copy.ptr + at, end - at);
        at = end + 1;
    }
    report->incidents = incidents;
    return CULPA_OK;
}
