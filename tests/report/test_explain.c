/* The explainer on ledgers made by hand: what goes into which section, what is told once, what is never said. */
#include <stdlib.h>

#include "check.h"
#include "report/report.h"

/* --- making ledgers: spans are found by their words --- */

enum { MOST = 40 };

struct made {
    struct culpa_report report;
    struct culpa_actor actors[MOST];
    struct culpa_statement statements[MOST];
    struct culpa_incident incidents[4];
    struct culpa_figure figures[MOST];
    struct culpa_proceeding proceedings[MOST];
    struct culpa_perpetrator perpetrators[2];
    struct culpa_span spans[6 * MOST];
    size_t n_spans;
};

static struct culpa_slice str(const char *s)
{
    return (struct culpa_slice){s, s ? strlen(s) : 0};
}

static struct culpa_span find(const struct made *m, const char *words)
{
    size_t at = slice_find(m->report.document.text, str(words), 0);
    if (at == SIZE_MAX)
        fail_msg("not in the text: %s", words);
    return (struct culpa_span){(uint32_t)at, (uint32_t)(at + strlen(words))};
}

static struct culpa_spans spans(struct made *m, const char *words)
{
    if (!words)
        return (struct culpa_spans){NULL, 0};
    m->spans[m->n_spans] = find(m, words);
    return (struct culpa_spans){&m->spans[m->n_spans++], 1};
}

static void begin(struct made *m, const char *id, const char *outlet, const char *published, const char *text)
{
    memset(m, 0, sizeof *m);
    m->report.actors = m->actors;
    m->report.statements = m->statements;
    m->report.incidents = m->incidents;
    m->incidents[0].figures = m->figures;
    m->incidents[0].proceedings = m->proceedings;
    m->incidents[0].perpetrators = m->perpetrators;
    m->report.document = (struct culpa_document){
        .id = str(id), .outlet = str(outlet), .published = str(published), .text = str(text), .title = str("T")};
}

static uint32_t actor(struct made *m, const char *name, const char *role, uint32_t wikidata)
{
    m->actors[m->report.n_actors] = (struct culpa_actor){
        .id = str(name), .name = str(name), .role = str(role), .of = CULPA_NONE, .wikidata = wikidata};
    return (uint32_t)m->report.n_actors++;
}

static struct culpa_incident *incident(struct made *m, enum culpa_incident_type type, const char *words,
                                       const char *when, const char *place)
{
    struct culpa_incident *i = &m->incidents[m->report.n_incidents++];
    i->types = 1U << type;
    i->span = find(m, words);
    i->when = str(when);
    i->where.place = str(place);
    i->where.span = i->span;
    return i;
}

/* clause: all of the statement; cue and content stand in it. */
static struct culpa_statement *say(struct made *m, uint32_t who, enum culpa_act act, const char *clause,
                                   const char *cue, const char *content)
{
    struct culpa_statement *s = &m->statements[m->report.n_statements++];
    *s = (struct culpa_statement){.actor = who,
                                  .target_actor = CULPA_NONE,
                                  .re = CULPA_NONE,
                                  .inside = CULPA_NONE,
                                  .about = m->report.n_incidents ? 0 : CULPA_NONE,
                                  .act = act,
                                  .span = find(m, clause)};
    s->cue = spans(m, cue);
    s->content = spans(m, content);
    return s;
}

static struct culpa_figure *count(struct made *m, enum culpa_figure_what what, uint32_t low, uint32_t high, uint32_t by,
                                  const char *words)
{
    struct culpa_figure *f = &m->figures[m->incidents[0].n_figures++];
    *f = (struct culpa_figure){.what = what, .low = low, .high = high, .by = by, .span = find(m, words)};
    return f;
}

static struct culpa_proceeding *step(struct made *m, enum culpa_proceeding_act act, uint32_t who, const char *words)
{
    struct culpa_proceeding *p = &m->proceedings[m->incidents[0].n_proceedings++];
    *p = (struct culpa_proceeding){.act = act, .who = who, .by = CULPA_NONE, .span = find(m, words)};
    return p;
}

/* The explainer in one line for each of its own, to be searched; freed by the caller. */
static char *explain(const struct report_telling *tellings, size_t n)
{
    struct buf out = {0};
    report_explain(&out, tellings, n, &(struct report_options){.width = 10000});
    buf_add_char(&out, 0);
    assert_false(out.failed);
    return out.ptr;
}

static char *explain_one(const struct made *m)
{
    return explain(&(struct report_telling){&m->report, CULPA_NONE}, 1);
}

static void assert_has(const char *text, const char *words)
{
    if (!text || !strstr(text, words))
        fail_msg("missing: %s\nin:\n%s", words, text ? text : "(nothing)");
}

static void assert_lacks(const char *text, const char *words)
{
    if (!text || strstr(text, words))
        fail_msg("there: %s\nin:\n%s", words, text ? text : "(nothing)");
}

/* --- one report --- */

static const char QUAY[] =
    "A blast hit the quay of Lornmouth on May 3.\n"
    "At least 12 people died, Mayor Ana Ruiz said; the clinic counted 14, among them 2 children.\n"
    "The Salt Front said it had probably been Ostland, without evidence.\n"
    "Ostland denied it. It denied that again later.\n"
    "Ostland called the charge \"an old song,\" it said.\n"
    "Ruiz declined to say who was behind it.\n"
    "The port office had warned of it before the blast; the ministry ignored that.\n"
    "Residents were warned of smoke.\n"
    "Leo Vance was arrested on May 4, held until June 1.\n"
    "In 1998 a fire killed 3 there.\n"
    "Two voices said nobody knew.\n";

static void make_quay(struct made *m)
{
    begin(m, "q", NULL, "2024-05-05", QUAY);
    uint32_t ruiz = actor(m, "Ana Ruiz", "the mayor", 0), clinic = actor(m, "clinic", NULL, 0),
             salt = actor(m, "Salt Front", NULL, 0), ostland = actor(m, "Ostland", NULL, 0),
             port = actor(m, "The port office", NULL, 0), ministry = actor(m, "ministry", NULL, 0),
             vance = actor(m, "Leo Vance", NULL, 0);
    incident(m, CULPA_INCIDENT_EXPLOSION, "A blast hit the quay", "2024-05-03", "Lornmouth");
    incident(m, CULPA_INCIDENT_FIRE, "a fire killed 3", "1998", NULL)->background = true;
    count(m, CULPA_FIGURE_KILLED, 12, CULPA_NONE, ruiz, "12 people died")->qualifier = str("At least");
    count(m, CULPA_FIGURE_KILLED, 14, 14, clinic, "counted 14");
    count(m, CULPA_FIGURE_KILLED, 2, 2, clinic, "2 children")->breakdown = str("children");
    struct culpa_statement *blame = say(m, salt, CULPA_ACT_ACCUSE, "The Salt Front said it had probably been Ostland",
                                        "said", "it had probably been Ostland");
    blame->target_actor = ostland;
    blame->hedge = find(m, "without evidence"); /* not in the content: it is told */
    blame->frame = CULPA_FRAME_UNSUPPORTED;
    static const uint32_t blamed = 0; /* the statement */
    m->perpetrators[0] = (struct culpa_perpetrator){.actor = ostland, .statements = &blamed, .n_statements = 1};
    m->incidents[0].n_perpetrators = 1;
    say(m, ostland, CULPA_ACT_DENY, "Ostland denied it", "denied", NULL);
    say(m, ostland, CULPA_ACT_DENY, "It denied that again", "denied", NULL);
    say(m, ostland, CULPA_ACT_DENY, "Ostland called the charge \"an old song,\" it said", "called", "\"an old song,\"")
        ->re = blamed;
    say(m, ruiz, CULPA_ACT_WITHHOLD, "Ruiz declined to say who was behind it", "declined to say", "who was behind it");
    say(m, port, CULPA_ACT_WARN, "The port office had warned of it", "had warned", "of it");
    uint32_t warned = (uint32_t)(m->report.n_statements - 1);
    say(m, ministry, CULPA_ACT_DISMISS, "the ministry ignored that", "ignored", NULL)->re = warned;
    say(m, CULPA_NONE, CULPA_ACT_WARN, "Residents were warned of smoke", "were warned", "of smoke");
    struct culpa_proceeding *p = step(m, CULPA_PROCEEDING_ARREST, vance, "Leo Vance was arrested");
    p->when = str("2024-05-04");
    p = step(m, CULPA_PROCEEDING_DETAIN, vance, "held until June 1");
    p->until = str("2024-06-01");
}

static void test_sections(void **state)
{
    (void)state;
    struct made m;
    make_quay(&m);
    char *text = explain_one(&m), *at = text;
    static const char *const titles[] = {"What happened\n",      "Who is responsible, according to whom\n",
                                         "How they responded\n", "Warnings before\n",
                                         "Proceedings\n",        "Timeline\n"};
    for (size_t i = 0; i < 6; i++) {
        at = strstr(at, titles[i]);
        assert_non_null(at);
    }
    assert_has(text, "    1:0       Explosion in Lornmouth, on 2024-05-03.\n");
    assert_has(text, "Recalled, from earlier: fire, in 1998.");
    assert_has(text, "Arrested: Leo Vance, on 2024-05-04.");
    assert_has(text, "Held: Leo Vance, until 2024-06-01.");
    free(text);
}

static void test_said(void **state)
{
    (void)state;
    struct made m;
    make_quay(&m);
    char *text = explain_one(&m), *responses = strstr(text, "How they responded"),
         *before = strstr(text, "Warnings before");
    assert_has(text,
               "Salt Front blamed Ostland: it had probably been Ostland (with: without evidence) (the report calls "
               "this unsupported).");
    /* The denials without words join the one that has some, with their places. */
    assert_has(text, "Ostland denied it: \"an old song\", answering Salt Front. (also 4:");
    assert_null(strstr(strstr(text, "Ostland denied it") + 1, "Ostland denied it"));
    assert_has(text, "Ana Ruiz held back: “declined to say who was behind it”.");
    assert_true(strstr(text, "Ana Ruiz held back") < responses);
    assert_true(strstr(text, "The port office warned.") > before);
    assert_true(strstr(text, "Ministry made light of it, answering the port office") > before);
    assert_true(strstr(text, "Someone not named warned: of smoke") < before);
    free(text);
}

static void test_figures(void **state)
{
    (void)state;
    struct made m;
    make_quay(&m);
    char *text = explain_one(&m);
    assert_has(text, "Killed: at least 12 according to Ana Ruiz (mayor); 14 according to clinic (2:");
    assert_has(text, "Of the killed: 2 children according to clinic.");
    free(text);
    begin(&m, "q", NULL, NULL, "Dozens died. More than 200 were hurt, 30 or so badly. No one is missing. 5 to 7 fled.");
    incident(&m, CULPA_INCIDENT_FLOOD, "Dozens died", NULL, NULL);
    count(&m, CULPA_FIGURE_KILLED, 24, CULPA_NONE, CULPA_NONE, "Dozens died")->qualifier = str("Dozens");
    count(&m, CULPA_FIGURE_ATTACKERS, 2, 2, actor(&m, "Ruiz", NULL, 0), "fled");
    count(&m, CULPA_FIGURE_ATTACKERS, 2, 2, CULPA_NONE, "is missing");
    count(&m, CULPA_FIGURE_INJURED, 200, CULPA_NONE, CULPA_NONE, "More than 200")->qualifier = str("More than");
    count(&m, CULPA_FIGURE_INJURED, 30, 30, CULPA_NONE, "30 or so")->qualifier = str("or so");
    count(&m, CULPA_FIGURE_MISSING, 0, 0, CULPA_NONE, "No one is missing");
    count(&m, CULPA_FIGURE_DISPLACED, 5, 7, CULPA_NONE, "5 to 7");
    count(&m, CULPA_FIGURE_RESCUED, 5, 5, 0, "badly");
    count(&m, CULPA_FIGURE_RESCUED, 8, 8, CULPA_NONE, "died")->breakdown = str("children");
    text = explain_one(&m);
    assert_has(text, "Rescued: 5 according to Ruiz; 8 children (1:7)."); /* more than the whole: no part of it */
    assert_has(text, "Killed: dozens (at least 24).");
    assert_has(text, "Injured: more than 200.");
    assert_has(text, "Of the injured: 30 or so."); /* the same voice gives more: a part */
    assert_has(text, "Missing: none.");
    assert_has(text, "Displaced: 5 to 7.");
    assert_has(text, "Attackers: 2, also according to Ruiz (1:80)."); /* each voice by its own place */
    assert_lacks(text, "Timeline");                                   /* nothing has a date */
    free(text);
}

static void test_timeline(void **state)
{
    (void)state;
    struct made m;
    make_quay(&m);
    m.statements[0].when = str("2024-05-04");
    char *text = explain_one(&m), *at = strstr(text, "Timeline");
    static const char *const order[] = {"1998 fire",
                                        "2024-05-03 explosion in Lornmouth",
                                        "2024-05-04 Salt Front blamed",
                                        "2024-05-04 Arrested: Leo Vance",
                                        "2024-05-05 the report was published",
                                        "2024-06-01 the detention ends of Leo Vance"};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        if (!strstr(at, order[i]))
            fail_msg("missing or out of order: %s in\n%s", order[i], text);
        at = strstr(at, order[i]);
    }
    free(text);
    m.incidents[0].when = str("XXXX-WXX-5"); /* a weekday of no known week has no place in time */
    text = explain_one(&m);
    assert_lacks(strstr(text, "Timeline"), "XXXX");
    free(text);
}

/* What one tells of another's words is the first one's telling; the report's own voice is no party's. */
static void test_whose_words(void **state)
{
    (void)state;
    struct made m;
    begin(&m, "w", NULL, NULL,
          "A shot fell. Ruiz said that Vance blamed Ostland. There is no evidence that Ostland did it. "
          "Three masked men did it.");
    uint32_t ruiz = actor(&m, "Ruiz", NULL, 0), vance = actor(&m, "Vance", NULL, 0),
             ostland = actor(&m, "Ostland", NULL, 0);
    incident(&m, CULPA_INCIDENT_SHOOTING, "A shot fell", NULL, NULL);
    say(&m, ruiz, CULPA_ACT_REPORT, "Ruiz said that Vance blamed Ostland", "said", "Vance blamed Ostland");
    struct culpa_statement *s = say(&m, vance, CULPA_ACT_ACCUSE, "Vance blamed Ostland", "blamed", NULL);
    s->inside = 0;
    s->target_actor = ostland;
    say(&m, CULPA_NONE, CULPA_ACT_NO_EVIDENCE, "There is no evidence that Ostland did it", "no evidence",
        "Ostland did it");
    m.perpetrators[0] = (struct culpa_perpetrator){.actor = CULPA_NONE, .span = find(&m, "Three masked men")};
    m.incidents[0].n_perpetrators = 1;
    char *text = explain_one(&m);
    assert_has(text, "Vance blamed Ostland, as told by Ruiz.");
    assert_has(text, "The report itself said there is no evidence: Ostland did it.");
    assert_has(text, "The report itself names Three masked men.");
    assert_lacks(text, "Ruiz blamed");
    free(text);
}

static void test_without_incident(void **state)
{
    (void)state;
    struct made m;
    begin(&m, "n", NULL, "2024-01-01",
          "Ruiz accused Vance of lying, and he rejected that. Nothing else happened at all.");
    uint32_t ruiz = actor(&m, "Ruiz", NULL, 0), vance = actor(&m, "Vance", NULL, 0);
    struct culpa_statement *s =
        say(&m, ruiz, CULPA_ACT_ACCUSE, "Ruiz accused Vance of lying", "accused", "Vance of lying");
    s->about = CULPA_NONE;
    s->target_actor = vance;
    s->target = spans(&m, "Vance");
    s = say(&m, vance, CULPA_ACT_DENY, "he rejected that", "rejected", "that");
    s->about = CULPA_NONE;
    s->re = 0;
    char *text = explain_one(&m);
    assert_has(text, "Ruiz accused Vance: of lying.");
    assert_has(text, "Vance denied it, answering Ruiz.");
    assert_lacks(text, "What happened");
    assert_lacks(text, "Timeline"); /* the day of publication alone is none */
    free(text);
    m.report.n_statements = 0;
    text = explain_one(&m);
    assert_string_equal(text, "");
    free(text);
}

/* Long words are cut between words; what is left out is counted. */
static void test_short(void **state)
{
    (void)state;
    struct made m;
    char words[600] = "Ruiz vowed ";
    for (int i = 0; i < 60; i++)
        strcat(words, i % 2 ? "rebuild " : "mend    ");
    static const char *const each[] = {"to mend the quay", "to plant a tree", "to buy two boats", "to call her aunt",
                                       "to paint every door"};
    begin(&m, "s", NULL, NULL, "");
    for (size_t i = 0; i < 5; i++)
        strcat(strcat(words, each[i]), ", ");
    m.report.document.text = str(words);
    uint32_t ruiz = actor(&m, "Ruiz", NULL, 0);
    say(&m, ruiz, CULPA_ACT_PROMISE, "vowed", "vowed", NULL)->content = spans(&m, words + 5);
    char *text = explain_one(&m);
    assert_has(text, " ...\n");
    assert_true(strlen(text) < 250);
    free(text);
    m.report.n_statements = 0;
    for (size_t i = 0; i < 5; i++)
        say(&m, ruiz, CULPA_ACT_PROMISE, each[i], NULL, each[i]);
    text = explain_one(&m);
    assert_has(text, "(and 2 more like these)");
    free(text);
}

/* Work grows with the number of statements, not with its square. */
static void test_many(void **state)
{
    (void)state;
    enum { N = 60000 };
    struct buf text = {0};
    struct culpa_statement *all = calloc(N, sizeof *all);
    struct culpa_span *content = calloc(N, sizeof *content);
    struct culpa_actor who = {.id = SLICE("r"), .name = SLICE("Ruiz"), .of = CULPA_NONE};
    assert_non_null(all);
    assert_non_null(content);
    for (uint32_t i = 0; i < N; i++) {
        uint32_t from = (uint32_t)text.len;
        buf_addf(&text, "word%u part%u item%u\n", i, i * 7, i * 13);
        content[i] = (struct culpa_span){from, (uint32_t)text.len - 1};
        all[i] = (struct culpa_statement){.target_actor = CULPA_NONE,
                                          .re = CULPA_NONE,
                                          .inside = CULPA_NONE,
                                          .about = CULPA_NONE,
                                          .act = i % 2 ? CULPA_ACT_DENY : CULPA_ACT_ACCUSE,
                                          .span = content[i],
                                          .content = {&content[i], 1}};
    }
    struct culpa_report report = {.document = {.text = {text.ptr, text.len}},
                                  .actors = &who,
                                  .n_actors = 1,
                                  .statements = all,
                                  .n_statements = N};
    char *out = explain(&(struct report_telling){&report, CULPA_NONE}, 1);
    assert_true(strlen(out) < 2000);
    assert_has(out, "(and 29997 more like these)");
    free(out);
    free(all);
    free(content);
    buf_release(&text);
}

/* --- several reports --- */

static const char WIRE[] =
    "A blast hit the quay of Lornmouth. 12 died, officials said. Islanders blamed Ostland for the blast at "
    "the quay on Friday. It was condemned as cruel murder of 12 people by Ruiz.";

static void make_wire(struct made *m, const char *id, const char *outlet, const char *published, uint32_t killed,
                      const char *islanders, uint32_t wikidata)
{
    begin(m, id, outlet, published, WIRE);
    uint32_t officials = actor(m, "officials", NULL, 0), people = actor(m, islanders, NULL, wikidata),
             ostland = actor(m, "Ostland", NULL, 0);
    incident(m, CULPA_INCIDENT_EXPLOSION, "A blast hit the quay", "2024-05-03", "Lornmouth");
    count(m, CULPA_FIGURE_KILLED, killed, killed, officials, "12 died");
    struct culpa_statement *s = say(m, people, CULPA_ACT_ACCUSE, "Islanders blamed Ostland for the blast", "blamed",
                                    "for the blast at the quay on Friday");
    s->target_actor = ostland;
    say(m, CULPA_NONE, CULPA_ACT_CONDEMN, "condemned as cruel murder of 12 people", "condemned",
        "as cruel murder of 12 people");
}

static void test_several(void **state)
{
    (void)state;
    struct made *m = calloc(3, sizeof *m);
    assert_non_null(m);
    make_wire(&m[0], "id0", "Herald", "2024-05-03", 12, "Islanders", 7);
    make_wire(&m[1], "id1", "Gazette", "2024-05-04", 14, "The people of the islands", 7);
    make_wire(&m[2], "id2", "Gazette", "2024-05-04", 14, "The Islanders", 0);
    struct report_telling t[] = {{&m[0].report, 0}, {&m[1].report, 0}, {&m[2].report, 0}};
    char *text = explain(t, 3);
    /* One id, or one folded name: one party, told once, with those who report it. Two of one outlet and day have ids.
     */
    assert_has(text,
               "Islanders blamed Ostland: for the blast at the quay on Friday. (reported by 3: Herald 1:60, id1 1:60, "
               "id2 1:60)");
    assert_null(strstr(strstr(text, "blamed Ostland") + 1, "blamed Ostland"));
    assert_has(text, "Killed: from 12 to 14, as the reports differ.");
    assert_has(text, "2024-05-03: 12 according to officials (Herald 1:35)");
    assert_has(text, "2024-05-04: 14 according to officials (reported by 2: id1 1:35, id2 1:35)");
    assert_lacks(text, "13");
    assert_has(text, "Where: Lornmouth (reported by 3:");
    /* Those who are not named are not known to be the same: not counted together. */
    const char *first = strstr(text, "Someone not named condemned");
    assert_non_null(first);
    assert_non_null(strstr(first + 1, "Someone not named condemned"));
    free(text);
    free(m);
}

/* Other numbers are another statement; another incident of a report is left out; another party too. */
static void test_kept_apart(void **state)
{
    (void)state;
    struct made *m = calloc(2, sizeof *m);
    assert_non_null(m);
    make_wire(&m[0], "id0", "Herald", "2024-05-03", 12, "Islanders", 7);
    make_wire(&m[1], "id1", "Gazette", "2024-05-04", 12, "Islanders", 8);
    m[0].statements[1].actor = m[1].statements[1].actor = 0;
    static const char OTHER[] =
        "A blast hit the quay of Lornmouth. 12 died, officials said. Islanders blamed Ostland for the "
        "blast at the quay on Friday. It was condemned as cruel murder of 15 people by Ruiz.";
    m[1].report.document.text = str(OTHER);
    incident(&m[1], CULPA_INCIDENT_FIRE, "12 died", "2024-05-02", NULL);
    say(&m[1], 2, CULPA_ACT_DENY, "officials said", "said", NULL)->about = 1;
    struct report_telling t[] = {{&m[0].report, 0}, {&m[1].report, 0}};
    char *text = explain(t, 2);
    assert_has(text, "murder of 12 people. (Herald");
    assert_has(text, "murder of 15 people. (Gazette");
    const char *first = strstr(text, "Islanders blamed"); /* two ids: two parties */
    assert_non_null(first);
    assert_non_null(strstr(first + 1, "Islanders blamed"));
    assert_lacks(text, "denied");
    assert_lacks(text, "fire");
    free(text);
    free(m);
}

/* --- as a page: each link leads somewhere --- */

static void test_html_links(void **state)
{
    (void)state;
    struct made m;
    make_quay(&m);
    struct buf out = {0};
    report_html.report(&out, &m.report, 3, &(struct report_options){0});
    buf_add_char(&out, 0);
    assert_false(out.failed);
    assert_has(out.ptr, "<h2>Who is responsible, according to whom</h2>");
    size_t links = 0;
    for (const char *at = out.ptr; (at = strstr(at, "href=\"#")); links++) {
        char id[64];
        at += strlen("href=\"#");
        snprintf(id, sizeof id, "id=\"%.*s\"", (int)strcspn(at, "\""), at);
        assert_has(out.ptr, id);
    }
    assert_true(links > 20);
    buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sections),   cmocka_unit_test(test_said),        cmocka_unit_test(test_figures),
        cmocka_unit_test(test_timeline),   cmocka_unit_test(test_whose_words), cmocka_unit_test(test_without_incident),
        cmocka_unit_test(test_short),      cmocka_unit_test(test_many),        cmocka_unit_test(test_several),
        cmocka_unit_test(test_kept_apart), cmocka_unit_test(test_html_links),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
