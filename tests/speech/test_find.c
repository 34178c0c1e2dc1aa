/* Pieces to statements, with heads made by hand: a token's vector says its label of the outer tagger in its first
 * numbers, of the inner one behind them, and whether it wants no link. */
#include "check.h"
#include "speech/speech.h"
#include "words.h"

enum { SOURCE, CUE, CONTENT, ROLES, LABELS = 4 * ROLES + 1, INNER_AT = 16, NO_LINK_AT = 40, MOST_TOKENS = 64 };

static float outer[LABELS * NN_WIDTH], inner[LABELS * NN_WIDTH], move[LABELS * LABELS], first[LABELS], last[LABELS];
static float zeros[NN_CHOICE_WIDTH * SPEECH_ACT_PARTS * NN_WIDTH], none[2 * NN_WIDTH], none_bias = -100,
                                                                                       distance[NN_LINK_BUCKETS];

static bool opens(uint32_t y)
{
    return y && (y - 1) % 4 < 2;
}

static bool goes_on(uint32_t y)
{
    return y && ((y - 1) % 4 == 1 || (y - 1) % 4 == 2);
}

static struct speech_heads make_heads(void)
{
    for (uint32_t i = 0; i < LABELS; i++) {
        outer[i * NN_WIDTH + i] = inner[i * NN_WIDTH + INNER_AT + i] = 1;
        first[i] = goes_on(i) ? -1e4F : 0;
        last[i] = opens(i) ? -1e4F : 0;
        for (uint32_t j = 0; j < LABELS; j++)
            move[i * LABELS + j] = (opens(i) ? goes_on(j) && (i - 1) / 4 == (j - 1) / 4 : !goes_on(j)) ? 0 : -1e4F;
    }
    for (int i = 0; i < NN_LINK_BUCKETS; i++)
        distance[i] = -(float)(i % 8) - (i >= 16 ? 20 : 0); /* the nearest, and rather in the same paragraph */
    none[NO_LINK_AT] = 200;
    struct nn_crf crf = {{outer, NULL, NN_WIDTH, LABELS}, move, first, last, LABELS}, within = crf;
    within.emit.weight = inner;
    struct nn_link link = {{zeros, NULL, 2 * NN_WIDTH, NN_LINK_WIDTH},
                           {zeros, NULL, 2 * NN_WIDTH, NN_LINK_WIDTH},
                           {none, &none_bias, 2 * NN_WIDTH, 1},
                           distance};
    /* The tagger of statements and that of targets find nothing; every act is a claim, whatever its prior. */
    static const float claims[CULPA_ACT_NONE + 1] = {[CULPA_ACT_CLAIM] = 5};
    struct nn_crf nothing = {{zeros, NULL, NN_WIDTH, LABELS}, move, first, last, LABELS};
    struct nn_crf no_target = {{zeros, NULL, NN_WIDTH, 5}, zeros, zeros, zeros, 5};
    struct nn_choice act = {{zeros, NULL, SPEECH_ACT_PARTS * NN_WIDTH, NN_CHOICE_WIDTH},
                            {zeros, claims, NN_CHOICE_WIDTH, CULPA_ACT_NONE + 1},
                            CULPA_ACT_NONE + 1};
    return (struct speech_heads){.attribution = crf,
                                 .statement = nothing,
                                 .inner = within,
                                 .source = link,
                                 .content = link,
                                 .act = act,
                                 .target = no_target,
                                 .aim = link};
}

struct fixture {
    struct arena arena, scratch;
    struct text_vocabulary *vocabulary;
    struct text text;
    float x[MOST_TOKENS * NN_WIDTH];
    struct speech_statements statements;
};

static struct fixture f;

static void begin(const char *bytes)
{
    memset(&f, 0, sizeof f);
    arena_init(&f.arena, 1 << 22);
    arena_init(&f.scratch, 1 << 22);
    f.vocabulary = words_open("[UNK]\n[CLS]\n[SEP]");
    assert_int_equal(text_split(&f.arena, f.vocabulary, slice_of(bytes, strlen(bytes)), NULL, 0, &f.text), CULPA_OK);
    assert_true(f.text.n_tokens <= MOST_TOKENS);
    for (uint32_t t = 0; t < f.text.n_tokens; t++)
        f.x[t * NN_WIDTH] = f.x[t * NN_WIDTH + INNER_AT] = 5; /* outside */
}

static void finish(void)
{
    arena_release(&f.arena);
    arena_release(&f.scratch);
    text_vocabulary_free(f.vocabulary);
}

/* The tokens of the n-th occurrence of words in the text become a piece; at: 0 or INNER_AT. Returns its first token. */
static uint32_t mark(int at, uint32_t role, const char *words, int n)
{
    size_t from = slice_find(f.text.bytes, slice_of(words, strlen(words)), 0);
    while (n-- && from != SIZE_MAX)
        from = slice_find(f.text.bytes, slice_of(words, strlen(words)), from + 1);
    assert_true(from != SIZE_MAX);
    uint32_t a = 0, b;
    while (f.text.tokens[a].start < from)
        a++;
    for (b = a; b < f.text.n_tokens && f.text.tokens[b].start < from + strlen(words); b++)
        ;
    for (uint32_t t = a; t < b; t++) {
        uint32_t part = b - a == 1 ? 4 : t == a ? 1 : t + 1 == b ? 3 : 2;
        f.x[t * NN_WIDTH + (uint32_t)at + 4 * role + part] = 50;
    }
    return a;
}

static void find(void)
{
    struct speech_heads heads = make_heads();
    struct nn_run runs[8];
    uint32_t paragraph[MOST_TOKENS];
    for (uint32_t p = 0; p < f.text.n_paragraphs; p++) {
        runs[p] = (struct nn_run){f.text.paragraphs[p].from, f.text.paragraphs[p].to};
        for (uint32_t t = runs[p].from; t < runs[p].to; t++)
            paragraph[t] = p;
    }
    struct nn_view view = {f.x, f.text.n_tokens, runs, f.text.n_paragraphs, paragraph};
    enum culpa_act acts[8] = {CULPA_ACT_SAY};
    assert_int_equal(speech_find(&heads, &f.arena, &f.scratch, &f.text, (struct text_range){0, f.text.n_tokens}, &view,
                                 &f.statements, acts),
                     CULPA_OK);
    assert_int_equal(speech_finish(&f.arena, &f.text, acts, &f.statements), CULPA_OK);
}

static struct culpa_slice words_of(struct culpa_spans spans, size_t i)
{
    assert_true(i < spans.n);
    return slice_span(f.text.bytes, spans.at[i]);
}

static void check_mode(const char *text, const char *content, enum culpa_mode mode)
{
    begin(text);
    mark(0, SOURCE, "Ana", 0);
    mark(0, CUE, "said", 0);
    if (content)
        mark(0, CONTENT, content, 0);
    find();
    assert_int_equal(f.statements.n, 1);
    const struct culpa_statement *s = &f.statements.at[0];
    assert_int_equal(s->mode, mode);
    assert_slice(words_of(s->source, 0), "Ana");
    assert_slice(words_of(s->cue, 0), "said");
    assert_int_equal(s->inside, CULPA_NONE);
    assert_int_equal(s->content.n, content ? 1 : 0);
    finish();
}

static void test_modes(void **state)
{
    (void)state;
    check_mode("Ana said \"we ran\".", "\"we ran\"", CULPA_MODE_DIRECT);
    check_mode("Ana said \"we ran\".", "we ran", CULPA_MODE_DIRECT);
    check_mode("Ana said they \"ran\" off.", "they \"ran\" off", CULPA_MODE_MIXED);
    check_mode("Ana said they ran.", "they ran", CULPA_MODE_INDIRECT);
    check_mode("Ana said it.", NULL, CULPA_MODE_EVENT);
    check_mode("Ana said \"...\".", "\"...\"", CULPA_MODE_EVENT); /* marks alone are no words */
}

static void test_discontinuous(void **state)
{
    (void)state;
    begin("\"We ran,\" Ana said, \"and hid.\"");
    mark(0, CONTENT, "\"We ran,\"", 0);
    mark(0, SOURCE, "Ana", 0);
    mark(0, CUE, "said", 0);
    mark(0, CONTENT, "\"and hid.\"", 0);
    find();
    assert_int_equal(f.statements.n, 1);
    const struct culpa_statement *s = &f.statements.at[0];
    assert_int_equal(s->content.n, 2);
    assert_slice(words_of(s->content, 1), "\"and hid.\"");
    assert_int_equal(s->span.start, 0);
    assert_int_equal(s->span.end, f.text.bytes.len);
    finish();
}

static void test_shared_source(void **state)
{
    (void)state;
    begin("Ana said they ran and warned they hid.");
    mark(0, SOURCE, "Ana", 0);
    mark(0, CUE, "said", 0);
    mark(0, CONTENT, "they ran", 0);
    mark(0, CUE, "warned", 0);
    mark(0, CONTENT, "they hid", 0);
    find();
    assert_int_equal(f.statements.n, 2);
    for (size_t i = 0; i < 2; i++)
        assert_slice(words_of(f.statements.at[i].source, 0), "Ana");
    assert_slice(words_of(f.statements.at[0].content, 0), "they hid"); /* the longer one comes first */
    assert_slice(words_of(f.statements.at[1].content, 0), "they ran");
    finish();
}

static void test_without_source_or_cue(void **state)
{
    (void)state;
    begin("It was said they ran.\nThey hid.");
    uint32_t cue = mark(0, CUE, "said", 0);
    mark(0, CONTENT, "they ran", 0);
    uint32_t content = mark(0, CONTENT, "They hid", 0);
    f.x[cue * NN_WIDTH + NO_LINK_AT] = f.x[content * NN_WIDTH + NO_LINK_AT] = 1;
    find();
    assert_int_equal(f.statements.n, 2);
    assert_int_equal(f.statements.at[0].source.n, 0);
    assert_int_equal(f.statements.at[1].cue.n, 0);
    assert_slice(words_of(f.statements.at[1].content, 0), "They hid");
    finish();
}

/* "The US says it warned Russia": the warning is inside what the US says. */
static void test_inside(void **state)
{
    (void)state;
    begin("Leo left. Ana said Leo warned they ran.");
    mark(0, SOURCE, "Ana", 0);
    mark(0, CUE, "said", 0);
    mark(0, CONTENT, "Leo warned they ran", 0);
    mark(INNER_AT, SOURCE, "Leo", 1);
    mark(INNER_AT, CUE, "warned", 0);
    mark(INNER_AT, CONTENT, "they ran", 0);
    find();
    assert_int_equal(f.statements.n, 2);
    assert_int_equal(f.statements.at[0].inside, CULPA_NONE);
    assert_int_equal(f.statements.at[1].inside, 0);
    assert_slice(words_of(f.statements.at[1].source, 0), "Leo");
    assert_true(f.statements.at[1].span.start >= f.statements.at[0].content.at[0].start);
    finish();
}

/* A paragraph of quotation without words of attribution has the speaker of the one before. */
static void test_goes_on(void **state)
{
    (void)state;
    begin("\"We ran,\" Ana said.\n\"We hid.\"\n\"They left.\"\nNobody came. \"No.\"\n\"Yes.\"");
    mark(0, CONTENT, "\"We ran,\"", 0);
    mark(0, SOURCE, "Ana", 0);
    mark(0, CUE, "said", 0);
    find();
    assert_int_equal(f.statements.n, 3);
    for (size_t i = 1; i < 3; i++) {
        const struct culpa_statement *s = &f.statements.at[i];
        assert_slice(words_of(s->source, 0), "Ana");
        assert_int_equal(s->cue.n, 0);
        assert_int_equal(s->mode, CULPA_MODE_DIRECT);
        assert_slice(words_of(s->content, 0), i == 1 ? "\"We hid.\"" : "\"They left.\"");
        assert_int_equal(s->span.start, s->content.at[0].start);
    }
    finish();
}

/* What lies between the mark that opens and the one that closes, lines later; and the line whose opening mark is lost.
 */
static void test_goes_on_over_lines(void **state)
{
    (void)state;
    begin("\"We ran,\" Ana said.\n\"It was late.\nNobody came.\nAnd we hid.\"\nLeo left.");
    mark(0, CONTENT, "\"We ran,\"", 0);
    mark(0, SOURCE, "Ana", 0);
    mark(0, CUE, "said", 0);
    find();
    assert_int_equal(f.statements.n, 4);
    assert_slice(words_of(f.statements.at[2].content, 0), "Nobody came.");
    assert_slice(words_of(f.statements.at[2].source, 0), "Ana");
    assert_slice(words_of(f.statements.at[3].content, 0), "And we hid.\"");
    finish();
    begin("Ana said they ran.\nIt was late.\nNobody came.\"\nLeo left.");
    mark(0, SOURCE, "Ana", 0);
    mark(0, CUE, "said", 0);
    mark(0, CONTENT, "they ran", 0);
    find();
    assert_int_equal(f.statements.n, 3);
    assert_slice(words_of(f.statements.at[1].content, 0), "It was late.");
    finish();
}

/* Said already: the cue of the paragraph before has this content, so that it is no second statement. */
static void test_does_not_go_on_twice(void **state)
{
    (void)state;
    begin("Ana said:\n\"We ran.\"\nNobody came.");
    mark(0, SOURCE, "Ana", 0);
    mark(0, CUE, "said", 0);
    mark(0, CONTENT, "\"We ran.\"", 0);
    find();
    assert_int_equal(f.statements.n, 1);
    assert_slice(words_of(f.statements.at[0].content, 0), "\"We ran.\"");
    finish();
}

/* A line break is a paragraph break: what one cue has in several is a statement in each, and what is not quoted behind
 * it was nobody's. */
static void test_paragraphs(void **state)
{
    (void)state;
    begin("\"We left.\n\"We ran,\" Ana said.\n\"They hid.\"\nNobody came.");
    mark(0, CONTENT, "\"We left.", 0);
    mark(0, CONTENT, "\"We ran,\"", 0);
    mark(0, SOURCE, "Ana", 0);
    mark(0, CUE, "said", 0);
    mark(0, CONTENT, "\"They hid.\"", 0);
    mark(0, CONTENT, "Nobody came.", 0);
    find();
    static const char *const CONTENTS[] = {"\"We left.", "\"We ran,\"", "\"They hid.\""};
    assert_int_equal(f.statements.n, 3);
    for (size_t i = 0; i < 3; i++) {
        const struct culpa_statement *s = &f.statements.at[i];
        assert_slice(words_of(s->source, 0), "Ana");
        assert_int_equal(s->cue.n, i == 1);
        assert_int_equal(s->content.n, 1);
        assert_slice(words_of(s->content, 0), CONTENTS[i]);
        assert_int_equal(s->span.start, s->content.at[0].start);
    }
    finish();
}

/* What is told inside of a quotation that goes on is inside of it. */
static void test_goes_on_around_what_is_told(void **state)
{
    (void)state;
    begin("\"We ran,\" Ana said.\n\"Leo warned they hid and we left.\"");
    mark(0, CONTENT, "\"We ran,\"", 0);
    mark(0, SOURCE, "Ana", 0);
    mark(0, CUE, "said", 0);
    mark(0, SOURCE, "Leo", 0);
    mark(0, CUE, "warned", 0);
    mark(0, CONTENT, "they hid", 0);
    find();
    assert_int_equal(f.statements.n, 3);
    assert_slice(words_of(f.statements.at[1].source, 0), "Ana");
    assert_slice(words_of(f.statements.at[1].content, 0), "\"Leo warned they hid and we left.\"");
    assert_slice(words_of(f.statements.at[2].cue, 0), "warned");
    assert_int_equal(f.statements.at[2].inside, 1);
    finish();
}

/* Marks that are left open make the words of attribution look quoted. */
static void test_speaker_in_open_marks(void **state)
{
    (void)state;
    begin("\"We ran,\" Ana said.\n\"We hid, Leo said.");
    mark(0, CONTENT, "\"We ran,\"", 0);
    mark(0, SOURCE, "Ana", 0);
    mark(0, CUE, "said", 0);
    mark(0, CONTENT, "\"We hid", 0);
    mark(0, SOURCE, "Leo", 0);
    mark(0, CUE, "said", 1);
    find();
    assert_int_equal(f.statements.n, 2);
    assert_slice(words_of(f.statements.at[1].source, 0), "Leo");
    finish();
}

/* Words that tell a statement by themselves make a cue where no tagger saw one, unless they are negated. */
static void test_told(void **state)
{
    (void)state;
    begin("The Vellish Front has claimed responsibility.\nIt has not denied it.\nNo group has claimed responsibility.");
    find();
    assert_int_equal(f.statements.n, 1);
    assert_slice(words_of(f.statements.at[0].cue, 0), "claimed responsibility");
    assert_int_equal(f.statements.at[0].act, CULPA_ACT_CLAIM);
    finish();
}

static void test_cue_decides_the_act(void **state)
{
    (void)state;
    begin("Ana denied blaming Leo.");
    mark(0, SOURCE, "Ana", 0);
    mark(0, CUE, "denied blaming", 0);
    find();
    assert_int_equal(f.statements.n, 1);
    assert_int_equal(f.statements.at[0].act, CULPA_ACT_DENY);
    finish();
}

/* Nobody is accused by a cue that says so, whatever the classifier takes it for. */
static void test_not(void **state)
{
    (void)state;
    const char *cues[] = {"are not suspected", "hasn't accused", "hasn\u2019t blamed", "never claimed"};
    for (size_t i = 0; i < sizeof cues / sizeof *cues; i++) {
        char text[64];
        snprintf(text, sizeof text, "Ana and Leo %s of it.", cues[i]);
        begin(text);
        mark(0, CUE, cues[i], 0);
        find();
        assert_int_equal(f.statements.n, 1);
        assert_int_equal(f.statements.at[0].act, CULPA_ACT_NONE);
        finish();
    }
}

/* The reason that judging words give is what they say; what denies and then accuses are two. */
static void test_reason_is_the_content(void **state)
{
    (void)state;
    const char *texts[] = {"Ana condemned the raid, calling it vile.", "Ana denied the raid, calling it vile."};
    for (size_t i = 0; i < 2; i++) {
        begin(texts[i]);
        mark(0, SOURCE, "Ana", 0);
        mark(0, CUE, i ? "denied" : "condemned", 0);
        find();
        size_t judged = f.statements.n;
        assert_int_equal(judged, 1);
        struct culpa_span calling = {(uint32_t)slice_find(f.text.bytes, SLICE("calling"), 0), 0}, vile;
        calling.end = calling.start + 7;
        vile = (struct culpa_span){calling.end + 1, (uint32_t)f.text.bytes.len - 1};
        struct culpa_statement reason = {.actor = CULPA_NONE,
                                         .inside = CULPA_NONE,
                                         .act = CULPA_ACT_SAY,
                                         .span = {calling.start, vile.end},
                                         .cue = {&calling, 1},
                                         .content = {&vile, 1}};
        assert_true(VEC_PUSH(&f.arena, &f.statements, reason));
        assert_int_equal(speech_find_contents(&f.arena, &f.text, &f.statements), CULPA_OK);
        assert_int_equal(f.statements.n, i ? 2 : 1);
        if (!i) {
            assert_slice(words_of(f.statements.at[0].content, 0), "it vile");
            assert_int_equal(f.statements.at[0].span.start, 0);
            assert_int_equal(f.statements.at[0].span.end, vile.end);
        }
        finish();
    }
}

static void test_inside_follows_the_order(void **state)
{
    (void)state;
    struct culpa_span spans[] = {{40, 50}, {10, 30}, {12, 20}, {10, 20}};
    struct culpa_statement s[4];
    struct text text = {0};
    struct arena arena;
    for (uint32_t i = 0; i < 4; i++)
        s[i] = (struct culpa_statement){.actor = CULPA_NONE, .inside = CULPA_NONE, .span = spans[i]};
    s[2].inside = 1;
    s[3].inside = 1;
    struct speech_statements statements = {s, 4, 4};
    arena_init(&arena, 1 << 16);
    assert_int_equal(speech_finish(&arena, &text, NULL, &statements), CULPA_OK);
    assert_int_equal(s[0].span.end, 30); /* what holds another comes first */
    assert_int_equal(s[1].inside, 0);
    assert_int_equal(s[2].inside, 0);
    assert_int_equal(s[3].inside, CULPA_NONE);
    assert_int_equal(s[3].span.start, 40);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_modes),
        cmocka_unit_test(test_discontinuous),
        cmocka_unit_test(test_shared_source),
        cmocka_unit_test(test_without_source_or_cue),
        cmocka_unit_test(test_inside),
        cmocka_unit_test(test_goes_on),
        cmocka_unit_test(test_goes_on_over_lines),
        cmocka_unit_test(test_does_not_go_on_twice),
        cmocka_unit_test(test_paragraphs),
        cmocka_unit_test(test_goes_on_around_what_is_told),
        cmocka_unit_test(test_speaker_in_open_marks),
        cmocka_unit_test(test_told),
        cmocka_unit_test(test_not),
        cmocka_unit_test(test_cue_decides_the_act),
        cmocka_unit_test(test_reason_is_the_content),
        cmocka_unit_test(test_inside_follows_the_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
