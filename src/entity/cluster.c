/* Which mentions are one actor by their words: names with their acronyms, family names, spellings; descriptions with
 * the role or the kind that they name. */
#include "entity/mention.h"

enum {
    BUCKETS = 4096,       /* of the index; chains are short in any report of normal size */
    MOST_CHAIN = 64,      /* newest clusters of a chain that are looked at */
    MOST_ACRONYM = 8,     /* letters */
    NEAR_SENTENCES = 6,   /* "the group": its name stands at most so far back */
    SPELLING_LETTERS = 5, /* shorter family names must be spelt the same */
    LONG_SPELLING = 8,    /* from here on two letters may differ */
    MOST_SPELLING = 24
};

struct node {
    uint64_t hash;
    uint32_t cluster, mention, next;
};

struct scene_index {
    struct VEC(struct node) nodes;
    uint32_t bucket[BUCKETS];
};

/* What a word is indexed as. */
enum index_as { AS_NAME = 1, AS_WORD, AS_ACRONYM, AS_ENTRY, AS_NOUN, AS_SPELLING };

enum culpa_status cluster_prepare(struct scene *scene)
{
    scene->index = ARENA_NEW(scene->arena, struct scene_index);
    if (!scene->index)
        return CULPA_NO_MEMORY;
    for (size_t i = 0; i < BUCKETS; i++)
        scene->index->bucket[i] = CULPA_NONE;
    return CULPA_OK;
}

/* FNV-1a over a key. */
static uint64_t hash_bytes(const char *p, size_t n, enum index_as as)
{
    uint64_t h = UINT64_C(14695981039346656037) ^ as;
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)p[i]) * UINT64_C(1099511628211);
    return h;
}

static uint64_t hash_words(struct culpa_slice words, enum index_as as)
{
    char key[GAZETTEER_KEY_BYTES];
    return hash_bytes(key, gazetteer_key(words, key), as);
}

static bool index_add(struct scene *scene, uint64_t hash, uint32_t cluster, uint32_t mention)
{
    uint32_t *bucket = &scene->index->bucket[hash % BUCKETS];
    struct node node = {hash, cluster, mention, *bucket};
    if (!VEC_PUSH(scene->arena, &scene->index->nodes, node))
        return false;
    *bucket = (uint32_t)scene->index->nodes.n - 1;
    return true;
}

/* The last word of a range, and its first. */
static struct text_range last_word(const struct text *text, struct text_range r)
{
    struct text_range w = r;
    for (uint32_t t = r.from; t < r.to; t = mention_word_end(text, t, r.to))
        w = (struct text_range){t, mention_word_end(text, t, r.to)};
    return w;
}

static struct text_range first_word(const struct text *text, struct text_range r)
{
    return r.from < r.to ? (struct text_range){r.from, mention_word_end(text, r.from, r.to)} : r;
}

/* The first letters of the words that begin with a capital: "Free Syrian Army" -> FSA. */
static size_t initials(const struct text *text, struct text_range r, char out[MOST_ACRONYM])
{
    size_t n = 0;
    for (uint32_t t = r.from; t < r.to && n < MOST_ACRONYM; t++)
        if (text->tokens[t].upper_first)
            out[n++] = text->bytes.ptr[text->tokens[t].start];
    return n;
}

static bool is_acronym(const struct text *text, struct text_range r)
{
    return r.to == r.from + 1 && text->tokens[r.from].shape == SHAPE_UPPER &&
           text->tokens[r.from].end - text->tokens[r.from].start <= MOST_ACRONYM;
}

/* --- names --- */

static bool same_words(const struct text *text, struct text_range a, struct text_range b)
{
    char x[GAZETTEER_KEY_BYTES], y[GAZETTEER_KEY_BYTES];
    size_t n = gazetteer_key(mention_words(text, a), x), m = gazetteer_key(mention_words(text, b), y);
    return n == m && n && memcmp(x, y, n) == 0;
}

/* Do the words of the shorter stand at the beginning or the end of the longer? */
static bool is_part(const struct text *text, struct text_range longer, struct text_range shorter)
{
    uint32_t n = shorter.to - shorter.from;
    if (longer.to - longer.from <= n)
        return false;
    return same_words(text, (struct text_range){longer.to - n, longer.to}, shorter) ||
           same_words(text, (struct text_range){longer.from, longer.from + n}, shorter);
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* How many letters differ: one changed, left out, put in, or changed places with its neighbour counts as one
 * (Damerau 1964, without repeats in one place). */
static size_t letters_apart(const char *a, size_t n, const char *b, size_t m)
{
    size_t d[MOST_SPELLING + 1][MOST_SPELLING + 1];
    for (size_t i = 0; i <= n; i++)
        d[i][0] = i;
    for (size_t k = 0; k <= m; k++)
        d[0][k] = k;
    for (size_t i = 1; i <= n; i++)
        for (size_t k = 1; k <= m; k++) {
            d[i][k] = least(least(d[i - 1][k], d[i][k - 1]) + 1, d[i - 1][k - 1] + (a[i - 1] != b[k - 1]));
            if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1])
                d[i][k] = least(d[i][k], d[i - 2][k - 2] + 1);
        }
    return d[n][m];
}

/* Salahuddin, Salauhddin */
static bool same_spelling(const struct text *text, struct text_range a, struct text_range b)
{
    char x[GAZETTEER_KEY_BYTES], y[GAZETTEER_KEY_BYTES];
    size_t n = gazetteer_key(mention_words(text, a), x), m = gazetteer_key(mention_words(text, b), y);
    if (n < SPELLING_LETTERS || m < SPELLING_LETTERS || n > MOST_SPELLING || m > MOST_SPELLING)
        return false;
    if (n != m && (x[n - 1] == 's' || y[m - 1] == 's')) /* Clinton, the Clintons */
        return false;
    return letters_apart(x, n, y, m) <= (n >= LONG_SPELLING && m >= LONG_SPELLING ? 2 : 1);
}

static bool same_person(const struct text *text, const struct mention *a, const struct mention *b)
{
    struct text_range x = a->head, y = b->head;
    if (same_words(text, x, y) || is_part(text, x, y) || is_part(text, y, x))
        return true;
    struct text_range first_x = first_word(text, x), first_y = first_word(text, y);
    struct text_range last_x = last_word(text, x), last_y = last_word(text, y);
    bool one_x = first_x.to == x.to, one_y = first_y.to == y.to;
    if (!one_x && !one_y && !same_words(text, first_x, first_y))
        return false;
    if (!one_x && !one_y && same_words(text, last_x, last_y)) /* Manuel Noriega, Manuel Antonio Noriega */
        return true;
    return same_spelling(text, last_x, last_y);
}

static bool same_body(const struct text *text, const struct mention *a, const struct mention *b)
{
    if (same_words(text, a->head, b->head))
        return true;
    /* The Brotherhood is the Muslim Brotherhood; but Sky is not Sky Sports, nor York New York. */
    struct text_range x = a->head, y = b->head;
    if (x.to - x.from < y.to - y.from) {
        x = b->head;
        y = a->head;
    }
    uint32_t n = y.to - y.from;
    return x.to - x.from > n && same_words(text, (struct text_range){x.to - n, x.to}, y);
}

static bool same_name(const struct scene *scene, const struct mention *a, const struct mention *b)
{
    bool person = a->name_kind == CULPA_NAME_PERSON, other = b->name_kind == CULPA_NAME_PERSON;
    if (person != other)
        return same_words(scene->text, a->head, b->head);
    if (person)
        return same_person(scene->text, a, b);
    if (a->known.entry && b->known.entry)
        return a->known.entry == b->known.entry &&
               (a->known.how == GAZETTEER_PEOPLE) == (b->known.how == GAZETTEER_PEOPLE);
    return same_body(scene->text, a, b);
}

/* "Mrs Clinton" is not Bill Clinton. Two given names say nothing here, they are compared by their letters. */
static bool differs(const struct mention *m, const struct cluster *c)
{
    enum gazetteer_gender gender = c->gender ? c->gender : c->full ? c->given : GENDER_UNKNOWN;
    return m->gender && gender && m->gender != gender;
}

/* The newest cluster of a chain that has a mention the same as m. */
static uint32_t newest_same(const struct scene *scene, uint64_t hash, const struct mention *m, bool certain,
                            uint32_t best)
{
    int looked = 0;
    for (uint32_t i = scene->index->bucket[hash % BUCKETS]; i != CULPA_NONE && looked < MOST_CHAIN;
         i = scene->index->nodes.at[i].next) {
        const struct node *node = &scene->index->nodes.at[i];
        if (node->hash != hash)
            continue;
        looked++;
        const struct cluster *c = &scene->clusters.at[node->cluster];
        if (m->name_kind == CULPA_NAME_PERSON && differs(m, c))
            continue;
        if (!certain && !same_name(scene, m, &scene->mentions.at[node->mention]))
            continue;
        if (best == CULPA_NONE || scene->clusters.at[best].last < c->last)
            best = node->cluster;
    }
    return best;
}

static uint64_t spelling_hash(const struct text *text, struct text_range r)
{
    char key[GAZETTEER_KEY_BYTES];
    size_t n = gazetteer_key(mention_words(text, last_word(text, r)), key);
    return hash_bytes(key, n < 3 ? n : 3, AS_SPELLING);
}

static bool is_state_name(const struct mention *m)
{
    return m->known.entry && m->known.entry->kind == GAZETTEER_STATE && m->known.how != GAZETTEER_PEOPLE;
}

uint32_t cluster_of_name(const struct scene *scene, uint32_t mention)
{
    const struct text *text = scene->text;
    const struct mention *m = &scene->mentions.at[mention];
    uint32_t best = CULPA_NONE;
    if (m->known.entry && m->known.how != GAZETTEER_PEOPLE) {
        best = newest_same(scene, hash_bytes((const char *)&m->known.entry->name, 4, AS_ENTRY), m, true, CULPA_NONE);
        if (best != CULPA_NONE || is_state_name(m))
            return best;
    }
    best = newest_same(scene, hash_words(mention_words(text, m->head), AS_NAME), m, false, CULPA_NONE);
    if (best == CULPA_NONE && is_acronym(text, m->head))
        best = newest_same(scene, hash_words(mention_words(text, m->head), AS_ACRONYM), m, true, CULPA_NONE);
    if (best != CULPA_NONE)
        return best;
    best = newest_same(scene, hash_words(mention_words(text, last_word(text, m->head)), AS_WORD), m, false, best);
    if (m->name_kind == CULPA_NAME_PERSON) {
        if (best == CULPA_NONE)
            best =
                newest_same(scene, hash_words(mention_words(text, first_word(text, m->head)), AS_WORD), m, false, best);
        if (best == CULPA_NONE)
            best = newest_same(scene, spelling_hash(text, m->head), m, false, best);
    }
    return best;
}

static bool index_name(struct scene *scene, uint32_t cluster, uint32_t mention)
{
    const struct text *text = scene->text;
    const struct mention *m = &scene->mentions.at[mention];
    struct text_range last = last_word(text, m->head), first = first_word(text, m->head);
    bool ok = index_add(scene, hash_words(mention_words(text, m->head), AS_NAME), cluster, mention) &&
              index_add(scene, hash_words(mention_words(text, last), AS_WORD), cluster, mention) &&
              index_add(scene, hash_words(mention_words(text, last), AS_NOUN), cluster, mention);
    if (ok && m->name_kind == CULPA_NAME_PERSON)
        ok = (first.from == last.from ||
              index_add(scene, hash_words(mention_words(text, first), AS_WORD), cluster, mention)) &&
             index_add(scene, spelling_hash(text, m->head), cluster, mention);
    char letters[MOST_ACRONYM];
    size_t n = initials(text, m->head, letters);
    if (ok && n > 1 && m->name_kind != CULPA_NAME_PERSON)
        ok = index_add(scene, hash_words(slice_of(letters, n), AS_ACRONYM), cluster, mention);
    if (ok && m->known.entry && m->known.how != GAZETTEER_PEOPLE)
        ok = index_add(scene, hash_bytes((const char *)&m->known.entry->name, 4, AS_ENTRY), cluster, mention);
    if (ok && first.from != last.from && m->name_kind != CULPA_NAME_PERSON)
        ok = index_add(scene, hash_words(mention_words(text, first), AS_NOUN), cluster, mention);
    return ok;
}

/* --- descriptions --- */

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
    if (differs(m, c))
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
    bool bare = word_class(mention_words(text, first_word(text, m->tokens))) != WORD_INDEFINITE && !m->count;
    if (m->form == FORM_INDEFINITE && !bare)
        return CULPA_NONE;
    uint64_t hash = hash_words(mention_words(text, m->head), AS_NOUN);
    uint32_t best = CULPA_NONE;
    int looked = 0;
    for (uint32_t i = scene->index->bucket[hash % BUCKETS]; i != CULPA_NONE && looked < MOST_CHAIN;
         i = scene->index->nodes.at[i].next) {
        const struct node *node = &scene->index->nodes.at[i];
        if (node->hash != hash)
            continue;
        looked++;
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

/* "the militant group", "the newspaper": the last one named of that kind. */
static uint32_t by_kind(const struct scene *scene, uint32_t mention)
{
    const struct mention *m = &scene->mentions.at[mention];
    if (m->form != FORM_DEFINITE || !m->noun || m->number == NUMBER_MANY || m->of != CULPA_NONE)
        return CULPA_NONE;
    for (uint32_t i = mention; i-- > 0;) {
        const struct mention *other = &scene->mentions.at[i];
        if (other->sentence + NEAR_SENTENCES < m->sentence)
            break;
        if (other->cluster == CULPA_NONE || other->form != FORM_NAME)
            continue;
        const struct cluster *c = &scene->clusters.at[other->cluster];
        if (c->named && has_kind(c->kind, m))
            return other->cluster;
    }
    return CULPA_NONE;
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

/* --- adding --- */

static enum culpa_actor_kind kind_of_class(enum gazetteer_class class)
{
    switch (class) {
    case CLASS_BODY:
        return CULPA_ACTOR_BODY;
    case CLASS_ARMED:
        return CULPA_ACTOR_ARMED;
    case CLASS_MEDIA:
        return CULPA_ACTOR_MEDIA;
    case CLASS_STATE:
        return CULPA_ACTOR_STATE;
    case CLASS_PEOPLE:
        return CULPA_ACTOR_GROUP;
    default:
        return CULPA_ACTOR_ORGANISATION;
    }
}

static enum culpa_actor_kind kind_of_name(const struct scene *scene, const struct mention *m)
{
    static const enum culpa_actor_kind KINDS[] = {[GAZETTEER_STATE] = CULPA_ACTOR_STATE,
                                                  [GAZETTEER_BODY] = CULPA_ACTOR_BODY,
                                                  [GAZETTEER_ORGANISATION] = CULPA_ACTOR_ORGANISATION,
                                                  [GAZETTEER_ARMED] = CULPA_ACTOR_ARMED,
                                                  [GAZETTEER_MEDIA] = CULPA_ACTOR_MEDIA,
                                                  [GAZETTEER_CITY] = CULPA_ACTOR_BODY};
    if (m->name_kind == CULPA_NAME_PERSON)
        return CULPA_ACTOR_PERSON;
    if (m->known.entry)
        return m->known.how == GAZETTEER_PEOPLE ? CULPA_ACTOR_GROUP : KINDS[m->known.entry->kind];
    if (m->name_kind == CULPA_NAME_GROUP)
        return CULPA_ACTOR_GROUP;
    if (m->noun && m->noun->class >= CLASS_BODY && m->noun->class <= CLASS_MEDIA)
        return kind_of_class((enum gazetteer_class)m->noun->class);
    struct text_range last = last_word(scene->text, m->head), first = first_word(scene->text, m->head);
    const struct gazetteer_noun *noun = gazetteer_noun(mention_words(scene->text, last));
    if (!noun || noun->class < CLASS_BODY)
        noun = gazetteer_noun(mention_words(scene->text, first)); /* Ministry of Defence */
    if (noun && noun->class >= CLASS_BODY && noun->class <= CLASS_MEDIA)
        return kind_of_class((enum gazetteer_class)noun->class);
    return m->name_kind == CULPA_NAME_PLACE ? CULPA_ACTOR_BODY : CULPA_ACTOR_ORGANISATION;
}

enum culpa_actor_kind cluster_kind(const struct scene *scene, const struct mention *m)
{
    if (m->form == FORM_NAME)
        return kind_of_name(scene, m);
    if (m->form == FORM_PRONOUN)
        return m->gender ? CULPA_ACTOR_PERSON : CULPA_ACTOR_UNKNOWN;
    if (!m->noun)
        return m->count > 1 ? CULPA_ACTOR_UNNAMED : CULPA_ACTOR_GROUP;
    if (m->noun->class == CLASS_PERSON || m->noun->class == CLASS_PEOPLE)
        return m->count || (m->noun->class == CLASS_PERSON && !m->noun->plural) ? CULPA_ACTOR_UNNAMED
                                                                                : CULPA_ACTOR_GROUP;
    return m->noun->plural ? CULPA_ACTOR_GROUP : kind_of_class((enum gazetteer_class)m->noun->class);
}

static bool index_mention(struct scene *scene, uint32_t cluster, uint32_t mention)
{
    const struct text *text = scene->text;
    const struct mention *m = &scene->mentions.at[mention];
    bool ok = true;
    if (m->form == FORM_NAME)
        ok = index_name(scene, cluster, mention);
    else if (m->form != FORM_PRONOUN)
        ok = index_add(scene, hash_words(mention_words(text, m->head), AS_NOUN), cluster, mention);
    struct text_range role = m->role;
    while (ok && role.from < role.to) { /* "deputy prime minister" is asked for as minister and as prime minister */
        ok = index_add(scene, hash_words(mention_words(text, role), AS_NOUN), cluster, mention);
        role.from = mention_word_end(text, role.from, role.to);
    }
    return ok;
}

static bool is_fuller(const struct scene *scene, const struct mention *a, const struct mention *b)
{
    if ((a->form == FORM_NAME) != (b->form == FORM_NAME))
        return a->form == FORM_NAME;
    if ((a->form == FORM_PRONOUN) != (b->form == FORM_PRONOUN))
        return b->form == FORM_PRONOUN;
    if (is_state_name(a) && is_state_name(b) && a->known.how != b->known.how)
        return a->known.how == GAZETTEER_NAME;
    struct culpa_slice x = mention_words(scene->text, a->head), y = mention_words(scene->text, b->head);
    return a->form == FORM_NAME && x.len > y.len;
}

static struct cluster cluster_new(const struct scene *scene, uint32_t mention)
{
    const struct mention *m = &scene->mentions.at[mention];
    return (struct cluster){.name = mention,
                            .first = mention,
                            .of = CULPA_NONE,
                            .kind = cluster_kind(scene, m),
                            .number = m->number,
                            .entry = m->known.how == GAZETTEER_PEOPLE ? NULL : m->known.entry};
}

enum culpa_status cluster_add(struct scene *scene, uint32_t cluster, uint32_t mention)
{
    if (cluster == CULPA_NONE) {
        cluster = (uint32_t)scene->clusters.n;
        if (!VEC_PUSH(scene->arena, &scene->clusters, cluster_new(scene, mention)))
            return CULPA_NO_MEMORY;
    }
    struct mention *m = &scene->mentions.at[mention];
    struct cluster *c = &scene->clusters.at[cluster];
    m->cluster = cluster;
    c->last = mention;
    c->mentions++;
    c->subjects += m->place == PLACE_SUBJECT;
    c->requested |= m->requested;
    c->named |= m->form == FORM_NAME;
    if (m->form == FORM_PRONOUN && c->seen == GENDER_UNKNOWN)
        c->seen = m->gender;
    else if (c->gender == GENDER_UNKNOWN && m->form != FORM_PRONOUN)
        c->gender = m->gender;
    bool full = m->head.to > mention_word_end(scene->text, m->head.from, m->head.to);
    if (m->given && (!c->given || (full && !c->full))) {
        c->given = m->given;
        c->full = full;
    }
    if (m->form == FORM_NAME && !c->entry && m->known.how != GAZETTEER_PEOPLE)
        c->entry = m->known.entry;
    if (!c->role.to || (m->form == FORM_NAME && m->role.to - m->role.from > c->role.to - c->role.from))
        if (m->role.to)
            c->role = m->role;
    if (c->of == CULPA_NONE && m->of != CULPA_NONE && scene->mentions.at[m->of].cluster != cluster)
        c->of = scene->mentions.at[m->of].cluster;
    if (!c->count)
        c->count = m->count;
    if (is_fuller(scene, m, &scene->mentions.at[c->name])) {
        c->name = mention;
        if (m->form == FORM_NAME)
            c->kind = cluster_kind(scene, m);
    }
    return index_mention(scene, cluster, mention) ? CULPA_OK : CULPA_NO_MEMORY;
}
