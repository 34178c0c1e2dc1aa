/* The ledger of one report as one line of JSON. What culpa does not know is absent, never guessed; only a statement's
 * actor, source, cue and content are null where the report names none, so that each statement has the same shape. */
#include <inttypes.h>
#include <stdio.h>

#include "ledger/json.h"
#include "ledger/put.h"

void ledger_put_span(struct json *j, struct culpa_span span)
{
    json_array(j);
    json_number(j, span.start);
    json_number(j, span.end);
    json_array_end(j);
}

void ledger_put_spans(struct json *j, struct culpa_spans spans)
{
    json_array(j);
    for (size_t i = 0; i < spans.n; i++)
        ledger_put_span(j, spans.at[i]);
    json_array_end(j);
}

static void put_spans_or_null(struct json *j, const char *key, struct culpa_spans spans)
{
    json_key(j, key);
    if (spans.n)
        ledger_put_spans(j, spans);
    else
        json_null(j);
}

/* Identifiers of statements are a letter and a number from 1: s12. Actors have ids of their own. */
void ledger_put_id(struct json *j, char letter, size_t index)
{
    char text[24];
    size_t at = sizeof text;
    for (size_t n = index + 1; n; n /= 10)
        text[--at] = (char)('0' + n % 10);
    text[--at] = letter;
    json_string(j, slice_of(text + at, sizeof text - at));
}

void ledger_put_str(struct json *j, const char *key, const char *value)
{
    json_key(j, key);
    json_str(j, value);
}

void ledger_put_known(struct json *j, const char *key, struct culpa_slice value)
{
    if (!value.len)
        return;
    json_key(j, key);
    json_string(j, value);
}

static void put_document(struct json *j, const struct culpa_document *document)
{
    json_object(j);
    json_key(j, "id");
    json_string(j, document->id);
    if (!slice_eq(document->file, SLICE("-")))
        ledger_put_known(j, "file", document->file);
    ledger_put_known(j, "url", document->url);
    ledger_put_known(j, "outlet", document->outlet);
    ledger_put_known(j, "title", document->title);
    ledger_put_known(j, "byline", document->byline);
    ledger_put_known(j, "published", document->published);
    ledger_put_known(j, "language", document->language);
    json_key(j, "text");
    json_string(j, document->text);
    if (document->n_furniture) {
        json_key(j, "furniture");
        json_array(j);
        for (size_t i = 0; i < document->n_furniture; i++) {
            json_object(j);
            json_key(j, "kind");
            json_str(j, culpa_furniture_name(document->furniture[i].kind));
            json_key(j, "span");
            ledger_put_span(j, document->furniture[i].span);
            json_object_end(j);
        }
        json_array_end(j);
    }
    if (document->n_blocks) {
        json_key(j, "blocks");
        json_array(j);
        for (size_t i = 0; i < document->n_blocks; i++) {
            json_object(j);
            json_key(j, "span");
            ledger_put_span(j, document->blocks[i].span);
            json_key(j, "source");
            ledger_put_span(j, document->blocks[i].source);
            json_object_end(j);
        }
        json_array_end(j);
    }
    json_object_end(j);
}

void ledger_write_document(struct buf *out, const struct culpa_document *document)
{
    struct json j = {.out = out};
    put_document(&j, document);
}

static void put_names(struct json *j, const struct culpa_report *report)
{
    json_array(j);
    for (size_t i = 0; i < report->n_names; i++) {
        json_object(j);
        json_key(j, "kind");
        json_str(j, culpa_name_kind_name(report->names[i].kind));
        json_key(j, "span");
        ledger_put_span(j, report->names[i].span);
        json_key(j, "text");
        json_string(j, slice_span(report->document.text, report->names[i].span));
        json_object_end(j);
    }
    json_array_end(j);
}

void ledger_put_actor_id(struct json *j, const struct culpa_report *report, uint32_t actor)
{
    if (actor == CULPA_NONE)
        json_null(j);
    else
        json_string(j, report->actors[actor].id);
}

void ledger_put_wikidata(struct json *j, uint32_t number)
{
    char text[16];
    json_string(j, slice_of(text, (size_t)snprintf(text, sizeof text, "Q%" PRIu32, number)));
}

static void put_actor(struct json *j, const struct culpa_report *report, const struct culpa_actor *actor)
{
    json_object(j);
    json_key(j, "id");
    json_string(j, actor->id);
    json_key(j, "name");
    json_string(j, actor->name);
    if (actor->kind != CULPA_ACTOR_UNKNOWN) {
        json_key(j, "kind");
        json_str(j, culpa_actor_kind_name(actor->kind));
    }
    ledger_put_known(j, "role", actor->role);
    if (actor->of != CULPA_NONE) {
        json_key(j, "of");
        ledger_put_actor_id(j, report, actor->of);
    }
    if (actor->count) {
        json_key(j, "count");
        json_number(j, actor->count);
    }
    ledger_put_known(j, "country", actor->country);
    if (actor->wikidata) {
        json_key(j, "wikidata");
        ledger_put_wikidata(j, actor->wikidata);
    }
    json_key(j, "aliases");
    json_array(j);
    for (size_t i = 0; i < actor->n_aliases; i++)
        json_string(j, actor->aliases[i]);
    json_array_end(j);
    json_key(j, "mentions");
    ledger_put_spans(j, actor->mentions);
    json_object_end(j);
}

static void put_actors(struct json *j, const struct culpa_report *report)
{
    json_array(j);
    for (size_t i = 0; i < report->n_actors; i++)
        put_actor(j, report, &report->actors[i]);
    json_array_end(j);
}

/* Words of the text, and where they stand. */
static void put_words(struct json *j, const char *key, const char *span_key, struct culpa_slice text,
                      struct culpa_span span)
{
    if (!span.end)
        return;
    json_key(j, key);
    json_string(j, slice_span(text, span));
    json_key(j, span_key);
    ledger_put_span(j, span);
}

static void put_statement(struct json *j, const struct culpa_report *report, const struct culpa_statement *statement,
                          size_t index)
{
    json_object(j);
    json_key(j, "id");
    ledger_put_id(j, 's', index);
    json_key(j, "actor");
    ledger_put_actor_id(j, report, statement->actor);
    if (statement->target_actor != CULPA_NONE) {
        json_key(j, "target");
        ledger_put_actor_id(j, report, statement->target_actor);
    }
    if (statement->target.n) {
        json_key(j, "target_span");
        ledger_put_span(j, statement->target.at[0]);
    }
    if (statement->re != CULPA_NONE) {
        json_key(j, "re");
        ledger_put_id(j, 's', statement->re);
    }
    if (statement->about != CULPA_NONE) {
        json_key(j, "about");
        json_string(j, report->incidents[statement->about].id);
    }
    if (statement->inside != CULPA_NONE) {
        json_key(j, "inside");
        ledger_put_id(j, 's', statement->inside);
    }
    if (statement->act != CULPA_ACT_NONE) {
        json_key(j, "act");
        json_str(j, culpa_act_name(statement->act));
    }
    json_key(j, "mode");
    json_str(j, culpa_mode_name(statement->mode));
    json_key(j, "span");
    ledger_put_span(j, statement->span);
    put_spans_or_null(j, "source", statement->source);
    json_key(j, "cue");
    if (statement->cue.n)
        ledger_put_span(j, slice_hull(statement->cue));
    else
        json_null(j);
    put_spans_or_null(j, "content", statement->content);
    ledger_put_known(j, "when", statement->when);
    put_words(j, "hedge", "hedge_span", report->document.text, statement->hedge);
    if (statement->frame != CULPA_FRAME_NONE) {
        json_key(j, "frame");
        json_str(j, culpa_frame_name(statement->frame));
    }
    put_words(j, "evidence", "evidence_span", report->document.text, statement->evidence);
    json_object_end(j);
}

/* Statements, or what is attributed but is none (a thought, a plan): the same form, and one numbering. */
static void put_statements(struct json *j, const struct culpa_report *report, const char *key, bool acts)
{
    json_key(j, key);
    json_array(j);
    for (size_t i = 0; i < report->n_statements; i++)
        if ((report->statements[i].act != CULPA_ACT_NONE) == acts)
            put_statement(j, report, &report->statements[i], i);
    json_array_end(j);
}

static void put_times(struct json *j, const struct culpa_report *report)
{
    json_array(j);
    for (size_t i = 0; i < report->n_times; i++) {
        const struct culpa_time *time = &report->times[i];
        json_object(j);
        json_key(j, "type");
        json_str(j, culpa_time_type_name(time->type));
        json_key(j, "value");
        json_string(j, time->value);
        if (time->mod) {
            json_key(j, "mod");
            json_str(j, culpa_time_mod_name(time->mod));
        }
        if (time->relative) {
            json_key(j, "relative");
            json_bool(j, true);
        }
        json_key(j, "span");
        ledger_put_span(j, time->span);
        json_key(j, "text");
        json_string(j, slice_span(report->document.text, time->span));
        json_object_end(j);
    }
    json_array_end(j);
}

void ledger_write(struct buf *out, const struct culpa_report *report)
{
    struct json j = {.out = out};
    json_object(&j);
    json_key(&j, "document");
    put_document(&j, &report->document);
    json_key(&j, "names");
    put_names(&j, report);
    json_key(&j, "actors");
    put_actors(&j, report);
    put_statements(&j, report, "statements", true);
    put_statements(&j, report, "attributions", false);
    json_key(&j, "incidents");
    ledger_put_incidents(&j, report);
    json_key(&j, "times");
    put_times(&j, report);
    json_key(&j, "time_anchor");
    json_str(&j, culpa_time_anchor_name(report->time_anchor));
    json_key(&j, "sentences");
    ledger_put_spans(&j, (struct culpa_spans){report->sentences, report->n_sentences});
    json_object_end(&j);
}
