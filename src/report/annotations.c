/* Statements and counts as annotations of the Web Annotation Data Model (W3C, 2017), an object a line. Each selects its
 * words twice: by their place in code points, which the model wants, and by themselves with what stands around them,
 * which finds them in a page whose text is laid out otherwise. */
#include "base/sha256.h"
#include "ledger/put.h"
#include "report/coded.h"
#include "report/linked.h"
#include "report/offsets.h"
#include "report/report.h"

enum { AROUND = 32 }; /* characters in front and behind */

struct writer {
    struct json json;
    const struct culpa_report *report;
    struct offsets offsets;
    char hash[2 * SHA256_BYTES + 1]; /* of the text that positions count in */
};

static void put_range(struct json *j, size_t start, size_t end)
{
    json_key(j, "start");
    json_number(j, start);
    json_key(j, "end");
    json_number(j, end);
    json_object_end(j);
}

/* No arrays for pairs: JSON-LD takes them for sets. */
static void put_position(struct json *j, const char *key, size_t start, size_t end)
{
    json_key(j, key);
    json_object(j);
    put_range(j, start, end);
}

static void put_quote(struct json *j, struct culpa_slice text, struct culpa_span span)
{
    size_t before = offsets_back(text, span.start, AROUND), behind = offsets_forward(text, span.end, AROUND);
    json_object(j);
    ledger_put_str(j, "type", "TextQuoteSelector");
    json_key(j, "exact");
    json_string(j, slice_span(text, span));
    json_key(j, "prefix");
    json_string(j, slice_of(text.ptr + before, span.start - before));
    json_key(j, "suffix");
    json_string(j, slice_of(text.ptr + span.end, behind - span.end));
    json_object_end(j);
}

static void put_target(struct writer *w, struct culpa_span span)
{
    struct json *j = &w->json;
    offsets_move(&w->offsets, span.start);
    struct offsets end = w->offsets;
    offsets_move(&end, span.end);
    json_key(j, "target");
    json_object(j);
    ledger_put_str(j, "type", "SpecificResource");
    json_key(j, "source");
    linked_put_source(j, &w->report->document);
    json_key(j, "selector");
    json_array(j);
    json_object(j);
    ledger_put_str(j, "type", "TextPositionSelector");
    put_range(j, w->offsets.points, end.points);
    put_quote(j, w->report->document.text, span);
    json_array_end(j);
    put_position(j, "culpa:bytes", span.start, span.end);
    put_position(j, "culpa:utf16", w->offsets.units, end.units);
    ledger_put_str(j, "culpa:sha256", w->hash);
    json_object_end(j);
}

/* From the brace to the key of the body. */
static void begin(struct writer *w, char letter, size_t index, const char *motivation)
{
    struct json *j = &w->json;
    json_object(j);
    json_key(j, "@context");
    json_array(j);
    json_str(j, "http://www.w3.org/ns/anno.jsonld");
    json_object(j);
    ledger_put_str(j, "culpa", LINKED_PREFIX);
    json_object_end(j);
    json_array_end(j);
    json_key(j, "id");
    linked_put_part(j, &w->report->document, letter, index);
    ledger_put_str(j, "type", "Annotation");
    ledger_put_str(j, "motivation", motivation);
    json_key(j, "generator");
    json_object(j);
    ledger_put_str(j, "type", "Software");
    ledger_put_str(j, "name", "culpa " CULPA_VERSION);
    json_object_end(j);
}

static void end(struct writer *w)
{
    json_object_end(&w->json);
    buf_add_char(w->json.out, '\n');
    w->json.comma = false;
}

/* What people read: "Tobias Vrell: accuse > the movement". */
static void put_body(struct writer *w, struct buf *value)
{
    struct json *j = &w->json;
    json_key(j, "body");
    json_object(j);
    ledger_put_str(j, "type", "TextualBody");
    ledger_put_str(j, "format", "text/plain");
    ledger_put_str(j, "language", "en");
    json_key(j, "value");
    json_string(j, slice_of(value->ptr, value->len));
    json_object_end(j);
    j->out->failed |= value->failed;
    buf_clear(value);
}

static struct culpa_slice actor_name(const struct culpa_report *report, uint32_t actor)
{
    return actor == CULPA_NONE ? (struct culpa_slice){0} : report->actors[actor].name;
}

static void put_part(struct writer *w, const char *key, uint32_t index)
{
    if (index == CULPA_NONE)
        return;
    json_key(&w->json, key);
    linked_put_part(&w->json, &w->report->document, 's', index);
}

static void put_statement(struct writer *w, size_t index)
{
    const struct culpa_report *report = w->report;
    const struct culpa_statement *s = &report->statements[index];
    struct culpa_slice text = report->document.text, actor = actor_name(report, s->actor);
    struct culpa_slice target = actor_name(report, s->target_actor);
    struct buf value = {0};
    struct json *j = &w->json;
    begin(w, 's', index, "classifying");
    buf_add(&value, actor.len ? actor : SLICE("[nobody named]"));
    buf_addf(&value, ": %s", culpa_act_name(s->act));
    buf_add_str(&value, target.len ? " > " : "");
    buf_add(&value, target);
    put_body(w, &value);
    buf_release(&value);
    put_target(w, s->span);
    ledger_put_known(j, "culpa:actor", actor);
    ledger_put_str(j, "culpa:act", culpa_act_name(s->act));
    ledger_put_known(j, "culpa:target", target);
    ledger_put_str(j, "culpa:mode", culpa_mode_name(s->mode));
    linked_put_words(j, "culpa:cue", text, s->cue);
    linked_put_words(j, "culpa:content", text, s->content);
    ledger_put_known(j, "culpa:when", s->when);
    if (s->frame != CULPA_FRAME_NONE)
        ledger_put_str(j, "culpa:frame", culpa_frame_name(s->frame));
    put_part(w, "culpa:re", s->re);
    put_part(w, "culpa:inside", s->inside);
    if (s->about != CULPA_NONE) {
        json_key(j, "culpa:about");
        linked_put_part(j, &report->document, 'i', s->about);
    }
    end(w);
}

static void put_bound(struct json *j, const char *key, uint32_t n)
{
    if (n == CULPA_NONE)
        return;
    json_key(j, key);
    json_number(j, n);
}

static void put_figure(struct writer *w, size_t incident, const struct culpa_figure *f, size_t index)
{
    struct json *j = &w->json;
    struct culpa_slice by = actor_name(w->report, f->by);
    struct buf value = {0};
    begin(w, 'f', index, "classifying");
    buf_addf(&value, "%s: ", culpa_figure_name(f->what));
    coded_add_number(&value, f);
    put_body(w, &value);
    buf_release(&value);
    put_target(w, f->span);
    ledger_put_str(j, "culpa:what", culpa_figure_name(f->what));
    put_bound(j, "culpa:low", f->low);
    put_bound(j, "culpa:high", f->high);
    ledger_put_known(j, "culpa:qualifier", f->qualifier);
    ledger_put_known(j, "culpa:breakdown", f->breakdown);
    ledger_put_known(j, "culpa:actor", by);
    ledger_put_known(j, "culpa:asOf", f->as_of);
    json_key(j, "culpa:about");
    linked_put_part(j, &w->report->document, 'i', incident);
    end(w);
}

static void write_report(struct buf *out, const struct culpa_report *report, size_t number,
                         const struct report_options *options)
{
    (void)number;
    (void)options;
    struct writer w = {.json = {.out = out}, .report = report, .offsets = {.text = report->document.text}};
    sha256_hex(report->document.text, w.hash);
    for (size_t i = 0; i < report->n_statements; i++)
        if (report->statements[i].act != CULPA_ACT_NONE)
            put_statement(&w, i);
    size_t figures = 0;
    for (size_t i = 0; i < report->n_incidents; i++)
        for (size_t k = 0; k < report->incidents[i].n_figures; k++)
            put_figure(&w, i, &report->incidents[i].figures[k], figures++);
}

const struct report_writer report_annotations = {report_write_nothing, write_report, report_write_nothing};
