/* Statements about who did it, and about whether that is so, in the shape of schema.org's ClaimReview, an object a
 * line. There is no reviewRating and no reviewer: culpa reports claims and judges none. */
#include "base/slice.h"
#include "ledger/put.h"
#include "report/linked.h"
#include "report/report.h"

/* Which acts are written, and whether their speaker affirms the content. */
enum kind { NOT_WRITTEN, AFFIRMS, ANSWERS };
static const enum kind kinds[] = {
    [CULPA_ACT_CLAIM] = AFFIRMS,   [CULPA_ACT_ACCUSE] = AFFIRMS,      [CULPA_ACT_INSINUATE] = AFFIRMS,
    [CULPA_ACT_DENY] = ANSWERS,    [CULPA_ACT_EXONERATE] = ANSWERS,   [CULPA_ACT_VERIFY] = ANSWERS,
    [CULPA_ACT_DISPUTE] = ANSWERS, [CULPA_ACT_NO_EVIDENCE] = ANSWERS, [CULPA_ACT_NONE] = NOT_WRITTEN,
};

/* The content alone says what is claimed where it is the speaker's own words, or a clause of its own ("said that the
 * mayor had known") that is affirmed. Of "denied any part in the bombing" it would be the contrary, of "accused the
 * company of negligence" half of it: these are written as a whole. */
static bool stands_alone(const struct culpa_report *report, const struct culpa_statement *s)
{
    if (!s->content.n)
        return false;
    if (s->mode == CULPA_MODE_DIRECT)
        return true;
    return kinds[s->act] == AFFIRMS &&
           slice_starts_nocase(slice_span(report->document.text, s->content.at[0]), SLICE("that "));
}

static void put_appearance(struct json *j, const struct culpa_document *d)
{
    json_key(j, "appearance");
    json_object(j);
    ledger_put_str(j, "@type", "NewsArticle");
    json_key(j, "@id");
    linked_put_source(j, d);
    ledger_put_known(j, "url", d->url);
    ledger_put_known(j, "headline", d->title);
    ledger_put_known(j, "datePublished", d->published);
    if (d->outlet.len) {
        json_key(j, "publisher");
        json_object(j);
        ledger_put_str(j, "@type", "Organization");
        json_key(j, "name");
        json_string(j, d->outlet);
        json_object_end(j);
    }
    json_object_end(j);
}

static void put_claim(struct json *j, const struct culpa_report *report, size_t index)
{
    const struct culpa_statement *s = &report->statements[index];
    struct culpa_slice text = report->document.text;
    json_key(j, "itemReviewed");
    json_object(j);
    ledger_put_str(j, "@type", "Claim");
    json_key(j, "@id");
    linked_put_part(j, &report->document, 's', index);
    ledger_put_str(j, "keywords", culpa_act_name(s->act));
    json_key(j, "text");
    json_string(j, slice_span(text, s->span));
    if (s->actor != CULPA_NONE) {
        json_key(j, "author");
        linked_put_actor(j, &report->actors[s->actor]);
    }
    if (s->target_actor != CULPA_NONE) {
        json_key(j, "about");
        linked_put_actor(j, &report->actors[s->target_actor]);
    }
    ledger_put_known(j, "datePublished", s->when);
    if (s->re != CULPA_NONE) {
        json_key(j, "citation");
        json_object(j);
        json_key(j, "@id");
        linked_put_part(j, &report->document, 's', s->re);
        json_object_end(j);
    }
    put_appearance(j, &report->document);
    json_object_end(j);
}

static void put_review(struct buf *out, const struct culpa_report *report, size_t index)
{
    const struct culpa_statement *s = &report->statements[index];
    struct json j = {.out = out};
    json_object(&j);
    ledger_put_str(&j, "@context", "https://schema.org");
    ledger_put_str(&j, "@type", "ClaimReview");
    if (stands_alone(report, s)) {
        linked_put_words(&j, "claimReviewed", report->document.text, s->content);
    } else {
        json_key(&j, "claimReviewed");
        json_string(&j, slice_span(report->document.text, s->span));
    }
    put_claim(&j, report, index);
    json_object_end(&j);
    buf_add_char(out, '\n');
}

static void write_report(struct buf *out, const struct culpa_report *report, size_t number,
                         const struct report_options *options)
{
    (void)number;
    (void)options;
    for (size_t i = 0; i < report->n_statements; i++)
        if (kinds[report->statements[i].act] != NOT_WRITTEN)
            put_review(out, report, i);
}

const struct report_writer report_claimreview = {report_write_nothing, write_report, report_write_nothing};
