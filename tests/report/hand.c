/* See hand.h. */
#include "hand.h"

/* A character of four bytes in front: bytes, code points and units of UTF-16 differ. */
static const char TEXT[] =
    "\xF0\x9F\x9A\xA8 Four children were shot dead in Lund on 3 May. Red Dawn said that it had fired. \"We were "
    "not there,\" Norland's envoy said. He denied any part in it. Ana Ruiz blamed Norland. "
    "Police arrested two men. Fire later burned a mill.";

struct culpa_span hand_at(const char *words)
{
    const char *found = strstr(TEXT, words);
    assert_non_null(found);
    uint32_t start = (uint32_t)(found - TEXT);
    return (struct culpa_span){start, start + (uint32_t)strlen(words)};
}

static const struct culpa_actor actors[N_ACTORS] = {
    [DAWN] = {.id = S("red-dawn"), .name = S("=Red Dawn"), .kind = CULPA_ACTOR_ARMED, .of = CULPA_NONE},
    [NORLAND] = {.id = S("norland"),
                 .name = S("Norland"),
                 .kind = CULPA_ACTOR_STATE,
                 .of = CULPA_NONE,
                 .country = S("NO"),
                 .wikidata = 20},
    [ENVOY] = {.id = S("envoy"), .name = S("envoy"), .kind = CULPA_ACTOR_PERSON, .of = NORLAND, .role = S("envoy")},
    [RUIZ] = {.id = S("ana-ruiz"),
              .name = S("Ana Ruiz"),
              .kind = CULPA_ACTOR_PERSON,
              .of = POLICE,
              .role = S("former chief")},
    [POLICE] = {.id = S("police"), .name = S("Police"), .kind = CULPA_ACTOR_BODY, .of = CULPA_NONE, .country = S("SE")},
    [MEN] = {.id = S("men"), .name = S("two men"), .kind = CULPA_ACTOR_UNNAMED, .of = CULPA_NONE, .count = 2},
};

static struct culpa_statement statements[N_STATEMENTS];
static struct culpa_span contents[N_STATEMENTS], weapon;
struct culpa_figure hand_figures[3];
static struct culpa_proceeding arrest;
struct culpa_incident hand_incidents[2];
static struct culpa_span sentences[7];
static const uint32_t says_claims[] = {CLAIMS};
const uint32_t hand_blames[] = {BLAMES};
const struct culpa_perpetrator hand_behind[] = {
    {.actor = NORLAND, .statements = hand_blames, .n_statements = 1},
    {.actor = DAWN, .statements = says_claims, .n_statements = 1},
};

static void make_statement(size_t i, uint32_t actor, uint32_t target, enum culpa_act act, enum culpa_mode mode,
                           const char *span, const char *content)
{
    contents[i] = hand_at(content);
    statements[i] = (struct culpa_statement){.actor = actor,
                                             .target_actor = target,
                                             .re = CULPA_NONE,
                                             .inside = CULPA_NONE,
                                             .about = 0,
                                             .act = act,
                                             .mode = mode,
                                             .span = hand_at(span),
                                             .content = {&contents[i], 1}};
}

struct culpa_figure hand_figure(enum culpa_figure_what what, uint32_t low, uint32_t high, uint32_t by,
                                const char *breakdown)
{
    return (struct culpa_figure){.what = what,
                                 .low = low,
                                 .high = high,
                                 .by = by,
                                 .span = hand_at("Four children were shot dead"),
                                 .breakdown = slice_of(breakdown, strlen(breakdown))};
}

static void make_incidents(void)
{
    weapon = hand_at("fired");
    hand_figures[0] = hand_figure(CULPA_FIGURE_KILLED, 4, 4, CULPA_NONE, "children");
    hand_figures[1] = hand_figure(CULPA_FIGURE_INJURED, 9, CULPA_NONE, POLICE, "");
    hand_figures[2] = hand_figure(CULPA_FIGURE_KILLED, 4, 4, POLICE, "");
    arrest = (struct culpa_proceeding){.act = CULPA_PROCEEDING_ARREST,
                                       .who = MEN,
                                       .by = POLICE,
                                       .count = 2,
                                       .span = hand_at("Police arrested two men")};
    hand_incidents[0] =
        (struct culpa_incident){.id = S("shooting-lund"),
                                .types = 1u << CULPA_INCIDENT_SHOOTING | 1u << CULPA_INCIDENT_KIDNAPPING,
                                .span = hand_at("Four children were shot dead in Lund"),
                                .when = S("2024-05-03"),
                                .when_span = hand_at("3 May"),
                                .where = {.venue = S("a mill"),
                                          .place = S("Lund"),
                                          .region = S("Scania"),
                                          .country = S("SE"),
                                          .latitude = 55.7058,
                                          .longitude = -13.1932,
                                          .located = true,
                                          .span = hand_at("Lund")},
                                .weapons = {&weapon, 1},
                                .perpetrators = hand_behind,
                                .n_perpetrators = 2,
                                .figures = hand_figures,
                                .n_figures = 3,
                                .proceedings = &arrest,
                                .n_proceedings = 1};
    hand_incidents[1] = (struct culpa_incident){.id = S("fire"),
                                                .types = 1u << CULPA_INCIDENT_FIRE | 1u << CULPA_INCIDENT_EXPLOSION,
                                                .span = hand_at("Fire later burned a mill")};
}

struct culpa_report hand_report(void)
{
    make_statement(CLAIMS, DAWN, CULPA_NONE, CULPA_ACT_CLAIM, CULPA_MODE_INDIRECT, "Red Dawn said that it had fired",
                   "that it had fired");
    make_statement(QUOTES, ENVOY, CULPA_NONE, CULPA_ACT_DENY, CULPA_MODE_DIRECT,
                   "\"We were not there,\" Norland's envoy said", "\"We were not there,\"");
    make_statement(DENIES, ENVOY, CULPA_NONE, CULPA_ACT_DENY, CULPA_MODE_INDIRECT, "He denied any part in it",
                   "any part in it");
    make_statement(BLAMES, RUIZ, NORLAND, CULPA_ACT_ACCUSE, CULPA_MODE_INDIRECT, "Ana Ruiz blamed Norland", "Norland");
    statements[DENIES].re = BLAMES;
    make_incidents();
    size_t n = 0;
    for (uint32_t i = 0, start = 0; i < sizeof TEXT - 1; i++)
        if (TEXT[i] == '.' && n < sizeof sentences / sizeof *sentences) {
            sentences[n++] = (struct culpa_span){start, i + 1};
            start = i + 2;
        }
    struct culpa_report r = {.sentences = sentences,
                             .n_sentences = n,
                             .actors = actors,
                             .n_actors = N_ACTORS,
                             .statements = statements,
                             .n_statements = N_STATEMENTS,
                             .incidents = hand_incidents,
                             .n_incidents = 2};
    r.document = (struct culpa_document){.id = S("a b"),
                                         .url = S("https://post.example/1"),
                                         .outlet = S("Post"),
                                         .title = S("Four shot"),
                                         .published = S("2024-05-04"),
                                         .language = S("en"),
                                         .text = {TEXT, sizeof TEXT - 1}};
    return r;
}

void hand_write(const struct report_writer *writer, const struct culpa_report *report, struct buf *out)
{
    const struct report_options options = {0};
    writer->begin(out);
    writer->report(out, report, 0, &options);
    writer->end(out);
    assert_false(out->failed);
    buf_add_char(out, 0);
    out->len--;
}
