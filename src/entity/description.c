/* Which cluster a description means: the one with its noun, with the role or of the kind that it names. */
#include "entity/cluster.h"

enum { NEAR_SENTENCES = 6 }; /* "the group": its name stands at most so far back */

static bool is_noun(const struct scene *scene, const struct mention *m, const char *noun)
{
    return slice_eq_nocase(mention_words(scene->text, m->head), slice_of(noun, strlen(noun)));
}

static uint32_t cluster_of(const struct scene *scene, uint32_t mention)
{
    return mention == CULPA_NONE ? CULPA_NONE : scene->mentions.at[mention].cluster;
}

/* "Islamic State fighters", "the Hamas movement": the noun only says what the name is. */
static bool is_name_again(const struct scene *scene, const struct mention *m)
{
    static const char *const FIGHTERS[] = {"militant",   "militants", "fighter",    "fighters",     "rebels",
                                           "insurgents", "movement",  "extremists", "terrorists",   "jihadists",
                                           "group",      "forces",    "guerrillas", "organization", "organisation",
                                           "network",    "party"};
    uint32_t of = cluster_of(scene, m->of);
    if (of == CULPA_NONE || scene->mentions.at[m->of].form != FORM_NAME ||
        scene->mentions.at[m->of].head.to != m->head.from)
        return false;
    enum culpa_actor_kind kind = scene->clusters.at[of].kind;
    bool bare = m->noun && (m->noun->class == CLASS_MEDIA || m->noun->class == CLASS_ORGANISATION);
    if (kind == CULPA_ACTOR_MEDIA || kind == CULPA_ACTOR_ORGANISATION)
        return bare;
    for (size_t i = 0; kind == CULPA_ACTOR_ARMED && i < sizeof FIGHTERS / sizeof *FIGHTERS; i++)
        if (is_noun(scene, m, FIGHTERS[i]))
            return true;
    return kind == CULPA_ACTOR_ARMED && m->noun && m->noun->class == CLASS_ARMED;
}

static bool is_former(const struct scene *scene, struct text_range r)
{
    struct culpa_slice words = mention_words(scene->text, r);
    return slice_find_nocase(words, SLICE("former"), 0) != SIZE_MAX || slice_starts_nocase(words, SLICE("ex-"));
}

/* Do all the words in front of the noun stand in the other mention too? "the officials" may be Russian officials, but
 * "regional officials" are others. */
static bool has_modifiers(const struct scene *scene, const struct mention *m, const struct mention *other)
{
    const struct text *text = scene->text;
    uint32_t from = m->tokens.from;
    if (m->of != CULPA_NONE && scene->mentions.at[m->of].tokens.to > from)
        from = scene->mentions.at[m->of].tokens.to + mention_genitive(text, scene->mentions.at[m->of].tokens.to);
    for (uint32_t t = from; t < m->head.from; t = mention_word_end(text, t, m->head.from)) {
        struct culpa_slice w = mention_words(text, (struct text_range){t, mention_word_end(text, t, m->head.from)});
        bool found = word_class(w) != WORD_OPEN;
        struct text_range in = other->form == FORM_NAME && other->role.to ? other->role : other->tokens;
        for (uint32_t k = in.from; k < in.to && !found; k = mention_word_end(text, k, in.to))
            found = slice_eq_nocase(w, mention_words(text, (struct text_range){k, mention_word_end(text, k, in.to)}));
        if (!found)
            return false;
    }
    return true;
}

/* May the description mean a cluster that has the same noun? */
static bool may_mean(const struct scene *scene, const struct mention *m, const struct node *node)
{
    const struct cluster *c = &scene->clusters.at[node->cluster];
    const struct mention *other = &scene->mentions.at[node->mention];
    uint32_t of = cluster_of(scene, m->of);
    if (of != CULPA_NONE && c->of != CULPA_NONE && of != c->of)
        return false;
    if (cluster_differs(m, c))
        return false;
    if (m->number && c->number && m->number != c->number)
        return false;
    if (c->role.to && c->kind == CULPA_ACTOR_PERSON && is_former(scene, m->tokens) != is_former(scene, c->role))
        return false;
    if (!has_modifiers(scene, m, other) || (m->form == FORM_INDEFINITE && !has_modifiers(scene, other, m)))
        return false;
    if (other->form == FORM_NAME && c->kind != CULPA_ACTOR_PERSON) /* "the court": a name that is a court's */
        return m->number != NUMBER_MANY && m->noun && m->noun->class >= CLASS_BODY && m->form == FORM_DEFINITE;
    if (m->form == FORM_DEFINITE)
        return m->of == CULPA_NONE || c->of == of || c->of == CULPA_NONE;
    return c->of == of && other->form == FORM_INDEFINITE && !c->count;
}

/* "the prime minister" in a report that has introduced one; "protesters" again. */
static uint32_t by_noun(const struct scene *scene, const struct mention *m)
{
    const struct text *text = scene->text;
    bool bare = word_class(mention_words(text, index_first_word(text, m->tokens))) != WORD_INDEFINITE && !m->count;
    if (m->form == FORM_INDEFINITE && !bare)
        return CULPA_NONE;
    uint64_t hash = index_hash_words(mention_words(text, m->head), AS_NOUN);
    uint32_t best = CULPA_NONE;
    int looked = 0;
    for (uint32_t i = index_newest(scene, hash); i != CULPA_NONE && looked < CLUSTER_MOST_CHAIN; looked++) {
        const struct node *node = &scene->index->nodes.at[i];
        i = node->next;
        if (may_mean(scene, m, node) &&
            (best == CULPA_NONE || scene->clusters.at[best].last < scene->clusters.at[node->cluster].last))
            best = node->cluster;
    }
    return best;
}

static bool has_kind(enum culpa_actor_kind kind, const struct mention *m)
{
    switch (m->noun->class) {
    case CLASS_ARMED:
        return kind == CULPA_ACTOR_ARMED;
    case CLASS_ORGANISATION:
        return kind == CULPA_ACTOR_ARMED || kind == CULPA_ACTOR_ORGANISATION;
    case CLASS_MEDIA:
        return kind == CULPA_ACTOR_MEDIA;
    case CLASS_STATE:
        return kind == CULPA_ACTOR_STATE;
    default:
        return false;
    }
}

/* "the militant group", "the newspaper": the last one named of that kind, rather not behind a preposition: "Agrimont
 * will be traded on the Milan exchange, the company said". */
static uint32_t by_kind(const struct scene *scene, uint32_t mention)
{
    const struct mention *m = &scene->mentions.at[mention];
    if (m->form != FORM_DEFINITE || !m->noun || m->number == NUMBER_MANY || m->of != CULPA_NONE)
        return CULPA_NONE;
    uint32_t oblique = CULPA_NONE;
    for (uint32_t i = mention; i-- > 0;) {
        const struct mention *other = &scene->mentions.at[i];
        if (other->sentence + NEAR_SENTENCES < m->sentence)
            break;
        if (other->cluster == CULPA_NONE || other->form != FORM_NAME)
            continue;
        const struct cluster *c = &scene->clusters.at[other->cluster];
        if (!c->named || !has_kind(c->kind, m))
            continue;
        if (other->place != PLACE_OBLIQUE)
            return other->cluster;
        if (oblique == CULPA_NONE)
            oblique = other->cluster;
    }
    return oblique;
}

uint32_t cluster_of_description(const struct scene *scene, uint32_t mention)
{
    const struct mention *m = &scene->mentions.at[mention];
    uint32_t of = cluster_of(scene, m->of);
    if (of != CULPA_NONE && is_noun(scene, m, "government") && scene->clusters.at[of].kind == CULPA_ACTOR_STATE)
        return of;
    if (is_name_again(scene, m))
        return of;
    uint32_t same = by_noun(scene, m);
    return same != CULPA_NONE ? same : by_kind(scene, mention);
}
