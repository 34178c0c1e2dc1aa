/* Pronouns: candidates by agreement, then a score (mention.h lists what it is made of). */
#include "entity/pronoun_weights.h"

enum {
    REACH_PERSON = 6,  /* sentences that he and she reach back */
    REACH_THING = 3,   /* it and they */
    MOST_WALKED = 160, /* mentions */
    MOST_NEARER = 4,
    MOST_OPENING = 40,    /* tokens before the comma in "After he had left, Smith" */
    MOST_BEHIND_COMMA = 8 /* and behind it, in front of the name */
};

static const float INTRODUCED = 2;

enum weights_of { WEIGHTS_PERSON, WEIGHTS_IT, WEIGHTS_THEY };

static bool fits_kind(const struct word *pronoun, const struct cluster *c)
{
    bool person = c->kind == CULPA_ACTOR_PERSON || (c->kind == CULPA_ACTOR_UNNAMED && c->number != NUMBER_MANY);
    if (pronoun->gender || (pronoun->person == 1 && pronoun->number == NUMBER_ONE))
        return person || c->kind == CULPA_ACTOR_UNKNOWN;
    if (pronoun->thing)
        return !person && c->kind != CULPA_ACTOR_UNNAMED && c->kind != CULPA_ACTOR_GROUP && c->number != NUMBER_MANY;
    return c->number != NUMBER_ONE || !person;
}

static bool fits(const struct mention *m, const struct cluster *c)
{
    enum gazetteer_gender known = c->gender ? c->gender : c->full && c->seen != m->gender ? c->given : GENDER_UNKNOWN;
    if (m->gender && known && m->gender != known)
        return false;
    return fits_kind(m->pronoun, c);
}

static uint32_t speaker_of(const struct scene *scene, uint32_t speech)
{
    uint32_t span = speech == CULPA_NONE ? CULPA_NONE : scene->input->speeches[speech].speaker;
    uint32_t mention = span == CULPA_NONE ? CULPA_NONE : scene->asked[span];
    return mention == CULPA_NONE ? CULPA_NONE : scene->mentions.at[mention].cluster;
}

/* Does the pronoun itself say what the other mention stands in? "..., X ...", he said */
static bool says(const struct scene *scene, uint32_t pronoun, const struct mention *other)
{
    uint32_t span = other->speech == CULPA_NONE ? CULPA_NONE : scene->input->speeches[other->speech].speaker;
    return span != CULPA_NONE && scene->asked[span] == pronoun;
}

/* "Smith told him": him is not the subject of its own clause. A comma, "as", "after" may begin another. */
static bool is_bound(const struct scene *scene, const struct mention *m, const struct mention *other)
{
    const struct text *text = scene->text;
    bool himself = text->tokens[m->tokens.from].end - text->tokens[m->tokens.from].start > 5;
    if (himself || m->sentence != other->sentence || other->place != PLACE_SUBJECT ||
        (m->place != PLACE_OBJECT && m->place != PLACE_OBLIQUE) ||
        scene->clause[m->tokens.from] != scene->clause[other->tokens.from])
        return false;
    for (uint32_t t = other->tokens.to; t < m->tokens.from; t++) {
        struct culpa_slice s = text_word(text, t);
        if (text->tokens[t].shape == SHAPE_OTHER || slice_eq(s, SLICE("as")) || slice_eq(s, SLICE("after")) ||
            slice_eq(s, SLICE("before")) || slice_eq(s, SLICE("to"))) /* Smith asked Poe to go with | him */
            return false;
    }
    return true;
}

static float log_of(uint32_t n)
{
    float l = 0;
    for (n += 1; n > 1 && l < 2; n >>= 1)
        l += 0.25F;
    return l;
}

static void compare_genders(const struct mention *m, const struct cluster *c, float *f)
{
    if (!m->gender)
        return;
    f[PRONOUN_GENDER] = c->gender == m->gender;
    if (!c->gender && c->given)
        f[c->full ? (c->given == m->gender ? PRONOUN_FULL_AGREES : PRONOUN_FULL_DIFFERS)
                  : (c->given == m->gender ? PRONOUN_SINGLE_AGREES : PRONOUN_SINGLE_DIFFERS)] = 1;
    if (c->seen)
        f[c->seen == m->gender ? PRONOUN_SEEN_AGREES : PRONOUN_SEEN_DIFFERS] = 1;
}

/* What all mentions of a candidate between here and there add. */
static void add_mention(const struct scene *scene, const struct mention *m, const struct mention *other, float *f)
{
    if (other->place == PLACE_SUBJECT && other->sentence == m->sentence) {
        f[PRONOUN_SUBJECT_HERE] = 1;
        f[PRONOUN_OWN_SUBJECT] = m->place == PLACE_OWNER;
    }
    if (other->place == PLACE_SUBJECT && other->sentence + 1 == m->sentence) {
        f[PRONOUN_SUBJECT_BEFORE] = 1;
        bool opens = other->first && scene->clause[other->tokens.from] == scene->text->sentences[other->sentence].from;
        if (opens && m->first && scene->clause[m->tokens.from] == scene->text->sentences[m->sentence].from)
            f[PRONOUN_OPENS_BOTH] = 1;
    }
}

static uint32_t tokens_between(const struct mention *m, const struct mention *other)
{
    return other->tokens.to <= m->tokens.from ? m->tokens.from - other->tokens.to : other->tokens.from - m->tokens.to;
}

static size_t pair_of(const struct mention *m, const struct mention *other)
{
    size_t own = m->place == PLACE_SUBJECT ? 0 : m->place == PLACE_OWNER ? 1 : 2;
    return PRONOUN_PAIRS + (m->sentence == other->sentence ? 0 : 12) + own * 4 + (size_t)other->place;
}

static void describe_nearest(const struct scene *scene, uint32_t mention, struct candidate *c, size_t nearer)
{
    static const enum pronoun_feature PLACES[] = {[PLACE_SUBJECT] = PRONOUN_SUBJECT,
                                                  [PLACE_OBJECT] = PRONOUN_OBJECT,
                                                  [PLACE_OBLIQUE] = PRONOUN_OBLIQUE,
                                                  [PLACE_OWNER] = PRONOUN_OWNER};
    const struct mention *m = &scene->mentions.at[mention], *other = &scene->mentions.at[c->mention];
    const struct cluster *cluster = &scene->clusters.at[c->cluster];
    uint32_t back = m->sentence - other->sentence; /* who comes behind stands in the same sentence */
    float *f = c->feature;
    f[PRONOUN_BIAS] = 1;
    if (back)
        f[back == 1 ? PRONOUN_SENTENCE_1 : back == 2 ? PRONOUN_SENTENCE_2 : PRONOUN_SENTENCE_3] = 1;
    f[PRONOUN_SAME_PARAGRAPH] = m->paragraph == other->paragraph;
    f[PRONOUN_SAME_CLAUSE] = scene->clause[m->tokens.from] == scene->clause[other->tokens.from];
    f[PRONOUN_NEARER] = (float)(nearer < MOST_NEARER ? nearer : MOST_NEARER) / MOST_NEARER;
    if (other->place != PLACE_MODIFIER)
        f[PLACES[other->place]] = 1;
    f[PRONOUN_PARALLEL] = (m->place == PLACE_SUBJECT) == (other->place == PLACE_SUBJECT);
    f[PRONOUN_OPENS] =
        other->first && scene->clause[other->tokens.from] == scene->text->sentences[other->sentence].from;
    f[PRONOUN_MENTIONS] = log_of(cluster->mentions);
    f[PRONOUN_SUBJECTS] = log_of(cluster->subjects);
    f[PRONOUN_NAMED] = cluster->named;
    compare_genders(m, cluster, f);
    f[PRONOUN_NEAREST] = nearer == 0;
    f[PRONOUN_TOKENS] = log_of(tokens_between(m, other)) / 2;
    f[PRONOUN_AHEAD] = c->mention > mention;
    if (other->place != PLACE_MODIFIER)
        f[pair_of(m, other)] = 1;
    f[PRONOUN_LAST_SPEAKER] = m->requested && scene->last_speaker == c->cluster;
    f[PRONOUN_SPEAKERS] = m->requested && cluster->requested;
    f[PRONOUN_IN_QUOTE] = other->quoted && !m->quoted;
    f[PRONOUN_OUT_OF_QUOTE] = m->quoted && !other->quoted;
    f[PRONOUN_TELLS] = !m->quoted && speaker_of(scene, m->speech) == c->cluster;
    f[PRONOUN_PRONOUN] = other->form == FORM_PRONOUN;
    f[PRONOUN_INDEFINITE] = other->form == FORM_INDEFINITE;
    f[PRONOUN_STATE] = cluster->kind == CULPA_ACTOR_STATE;
    f[PRONOUN_BODY] = cluster->kind == CULPA_ACTOR_BODY;
    f[PRONOUN_ARMED] = cluster->kind == CULPA_ACTOR_ARMED;
    f[PRONOUN_ORGANISATION] = cluster->kind == CULPA_ACTOR_ORGANISATION || cluster->kind == CULPA_ACTOR_MEDIA;
    f[PRONOUN_GROUP] = cluster->kind == CULPA_ACTOR_GROUP || cluster->kind == CULPA_ACTOR_UNNAMED;
    f[PRONOUN_MANY] = cluster->number == NUMBER_MANY;
}

static size_t seen(const struct candidate *at, size_t n, uint32_t cluster)
{
    for (size_t i = 0; i < n; i++)
        if (at[i].cluster == cluster)
            return i;
    return n;
}

/* The best of what the candidate is called in the pronoun's window: the product of what the model sees of both. */
static void see(const struct scene *scene, const struct mention *m, const struct mention *other, struct candidate *c)
{
    const struct entity_sight *sight = scene->input->sight;
    uint32_t here = m->tokens.from, there = other->head.to - 1;
    if (!sight || other->form == FORM_PRONOUN || sight->window[here] != sight->window[there])
        return;
    float score =
        nn_pair_score(sight->ask + (size_t)here * NN_PAIR_WIDTH, sight->answer + (size_t)there * NN_PAIR_WIDTH);
    if (!c->seen || score > c->sight)
        c->sight = score;
    c->seen = true;
}

static void score(const struct mention *m, struct candidate *c)
{
    enum weights_of set = m->pronoun->gender ? WEIGHTS_PERSON : m->pronoun->thing ? WEIGHTS_IT : WEIGHTS_THEY;
    c->score = c->sight;
    for (size_t i = 0; i < PRONOUN_FEATURE_COUNT; i++)
        c->score += PRONOUN_WEIGHTS[set][i] * c->feature[i];
}

/* "After he had left, Smith called": the first person named behind the comma, while nothing but the opening of the
 * sentence stands before the pronoun. */
uint32_t pronoun_ahead(const struct scene *scene, uint32_t mention)
{
    const struct text *text = scene->text;
    const struct mention *m = &scene->mentions.at[mention];
    struct text_range s = text->sentences[m->sentence];
    struct culpa_slice first = mention_words(text, (struct text_range){s.from, s.from + 1});
    enum word_class class = word_class(first);
    bool opening = class == WORD_PREPOSITION || class == WORD_CONJUNCTION;
    if (!m->gender || !opening)
        return CULPA_NONE;
    uint32_t comma = s.from;
    while (comma < s.to && comma < s.from + MOST_OPENING && text->bytes.ptr[text->tokens[comma].start] != ',')
        comma++;
    if (comma >= s.to || comma < m->tokens.from || comma == s.from + MOST_OPENING)
        return CULPA_NONE;
    for (uint32_t i = mention + 1; i < scene->mentions.n && scene->mentions.at[i].tokens.from < s.to; i++) {
        const struct mention *other = &scene->mentions.at[i];
        if (other->tokens.from > comma && other->form == FORM_NAME && other->name_kind == CULPA_NAME_PERSON)
            return other->tokens.from <= comma + MOST_BEHIND_COMMA ? i : CULPA_NONE;
    }
    return CULPA_NONE;
}

static bool speaks(const struct scene *scene, uint32_t mention)
{
    for (size_t i = 0; i < scene->input->n_speeches; i++) {
        uint32_t span = scene->input->speeches[i].speaker;
        if (span != CULPA_NONE && scene->asked[span] == mention)
            return true;
    }
    return false;
}

/* "Mayor Smith spoke on Monday. Police arrested a teacher. He was charged": whoever is new in the sentence before, and
 * alone there, is spoken of next. Who speaks next may be somebody else: "He said". The corpora that the weights are
 * learnt from have six such places, too few to learn from; to charge the mayor is worse than to charge nobody. */
static bool is_introduced(const struct scene *scene, uint32_t mention, const struct candidate *at, size_t n)
{
    const struct mention *m = &scene->mentions.at[mention], *other = n ? &scene->mentions.at[at[0].mention] : NULL;
    bool opens = m->first && scene->clause[m->tokens.from] == scene->text->sentences[m->sentence].from;
    return other && opens && m->gender && other->form == FORM_INDEFINITE && other->sentence + 1 == m->sentence &&
           scene->clusters.at[at[0].cluster].mentions == 1 &&
           (n == 1 || scene->mentions.at[at[1].mention].sentence != other->sentence) && !speaks(scene, mention);
}

/* "Parents need to know," she said. They were charged: those of whom somebody speaks at large are not told of next. */
static bool is_at_large(const struct scene *scene, const struct mention *m, const struct mention *other)
{
    struct text_range first = {other->tokens.from, other->tokens.from + 1};
    return other->quoted && !m->quoted && other->form == FORM_INDEFINITE &&
           word_class(mention_words(scene->text, first)) == WORD_OPEN;
}

size_t pronoun_candidates(const struct scene *scene, uint32_t mention, struct candidate at[PRONOUN_CANDIDATES])
{
    const struct mention *m = &scene->mentions.at[mention];
    uint32_t reach = m->pronoun->gender ? REACH_PERSON : REACH_THING, first = CULPA_NONE;
    uint32_t quoted_speaker = m->quoted ? speaker_of(scene, m->speech) : CULPA_NONE;
    uint32_t barred[PRONOUN_CANDIDATES];
    size_t n = 0, n_barred = 0;
    for (uint32_t i = mention, walked = 0; i-- > 0 && walked < MOST_WALKED; walked++) {
        const struct mention *other = &scene->mentions.at[i];
        if (other->sentence + reach < m->sentence)
            break;
        uint32_t cluster = other->cluster;
        if (cluster == CULPA_NONE || other->tokens.to > m->tokens.from || other->place == PLACE_MODIFIER ||
            is_at_large(scene, m, other) || !fits(m, &scene->clusters.at[cluster]))
            continue;
        /* "It was Smith's fault," he said: nobody calls himself by his name. */
        bool himself = other->quoted && other->form == FORM_NAME && says(scene, mention, other);
        if ((himself || is_bound(scene, m, other)) && n_barred < PRONOUN_CANDIDATES)
            barred[n_barred++] = cluster;
        bool out = cluster == quoted_speaker || says(scene, mention, other);
        for (size_t b = 0; b < n_barred; b++)
            out |= barred[b] == cluster;
        size_t k = seen(at, n, cluster);
        if (k == n) {
            if (out || n == PRONOUN_CANDIDATES)
                continue;
            at[n] = (struct candidate){.cluster = cluster, .mention = i};
            describe_nearest(scene, mention, &at[n], n);
            n++;
        }
        add_mention(scene, m, other, at[k].feature);
        see(scene, m, other, &at[k]);
        if (scene->clusters.at[cluster].named && (first == CULPA_NONE || cluster < at[first].cluster))
            first = (uint32_t)k;
    }
    uint32_t ahead = pronoun_ahead(scene, mention);
    uint32_t named = ahead == CULPA_NONE ? CULPA_NONE : scene->mentions.at[ahead].cluster;
    if (named != CULPA_NONE && seen(at, n, named) == n && n < PRONOUN_CANDIDATES &&
        fits(m, &scene->clusters.at[named])) {
        at[n] = (struct candidate){.cluster = named, .mention = ahead};
        describe_nearest(scene, mention, &at[n], n);
        see(scene, m, &scene->mentions.at[ahead], &at[n]);
        n++;
    } else if (named != CULPA_NONE && seen(at, n, named) < n) {
        at[seen(at, n, named)].feature[PRONOUN_AHEAD] = 1;
    }
    if (first != CULPA_NONE)
        at[first].feature[PRONOUN_FIRST] = 1;
    for (size_t i = 0; i < n; i++)
        score(m, &at[i]);
    if (is_introduced(scene, mention, at, n))
        at[0].score += INTRODUCED;
    return n;
}
