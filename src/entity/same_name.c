/* Which names are one actor's: the same words, an entry of the gazetteer, acronyms, family names, spellings. */
#include "entity/cluster.h"

enum {
    MOST_ACRONYM = 8,     /* letters */
    SPELLING_LETTERS = 5, /* shorter family names must be spelt the same */
    LONG_SPELLING = 8,    /* from here on two letters may differ */
    MOST_SPELLING = 24
};

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
    struct text_range first_x = index_first_word(text, x), first_y = index_first_word(text, y);
    struct text_range last_x = index_last_word(text, x), last_y = index_last_word(text, y);
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

bool cluster_differs(const struct mention *m, const struct cluster *c)
{
    enum gazetteer_gender gender = c->gender ? c->gender : c->full ? c->given : GENDER_UNKNOWN;
    return m->gender && gender && m->gender != gender;
}

/* The newest cluster of a chain that has a mention the same as m. */
static uint32_t newest_same(const struct scene *scene, uint64_t hash, const struct mention *m, bool certain,
                            uint32_t best)
{
    int looked = 0;
    for (uint32_t i = index_newest(scene, hash); i != CULPA_NONE && looked < CLUSTER_MOST_CHAIN; looked++) {
        const struct node *node = &scene->index->nodes.at[i];
        i = node->next;
        const struct cluster *c = &scene->clusters.at[node->cluster];
        if (m->name_kind == CULPA_NAME_PERSON && cluster_differs(m, c))
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
    size_t n = gazetteer_key(mention_words(text, index_last_word(text, r)), key);
    return index_hash_bytes(key, n < 3 ? n : 3, AS_SPELLING);
}

bool cluster_is_state_name(const struct mention *m)
{
    return m->known.entry && m->known.entry->kind == GAZETTEER_STATE && m->known.how != GAZETTEER_PEOPLE;
}

uint32_t cluster_of_name(const struct scene *scene, uint32_t mention)
{
    const struct text *text = scene->text;
    const struct mention *m = &scene->mentions.at[mention];
    uint32_t best = CULPA_NONE;
    if (m->known.entry && m->known.how != GAZETTEER_PEOPLE) {
        best =
            newest_same(scene, index_hash_bytes((const char *)&m->known.entry->name, 4, AS_ENTRY), m, true, CULPA_NONE);
        if (best != CULPA_NONE || cluster_is_state_name(m))
            return best;
    }
    best = newest_same(scene, index_hash_words(mention_words(text, m->head), AS_NAME), m, false, CULPA_NONE);
    if (best == CULPA_NONE && is_acronym(text, m->head))
        best = newest_same(scene, index_hash_words(mention_words(text, m->head), AS_ACRONYM), m, true, CULPA_NONE);
    if (best != CULPA_NONE)
        return best;
    best = newest_same(scene, index_hash_words(mention_words(text, index_last_word(text, m->head)), AS_WORD), m, false,
                       best);
    if (m->name_kind == CULPA_NAME_PERSON) {
        if (best == CULPA_NONE)
            best = newest_same(scene, index_hash_words(mention_words(text, index_first_word(text, m->head)), AS_WORD),
                               m, false, best);
        if (best == CULPA_NONE)
            best = newest_same(scene, spelling_hash(text, m->head), m, false, best);
    }
    return best;
}

bool cluster_index_name(struct scene *scene, uint32_t cluster, uint32_t mention)
{
    const struct text *text = scene->text;
    const struct mention *m = &scene->mentions.at[mention];
    struct text_range last = index_last_word(text, m->head), first = index_first_word(text, m->head);
    bool ok = index_add(scene, index_hash_words(mention_words(text, m->head), AS_NAME), cluster, mention) &&
              index_add(scene, index_hash_words(mention_words(text, last), AS_WORD), cluster, mention) &&
              index_add(scene, index_hash_words(mention_words(text, last), AS_NOUN), cluster, mention);
    if (ok && m->name_kind == CULPA_NAME_PERSON)
        ok = (first.from == last.from ||
              index_add(scene, index_hash_words(mention_words(text, first), AS_WORD), cluster, mention)) &&
             index_add(scene, spelling_hash(text, m->head), cluster, mention);
    char letters[MOST_ACRONYM];
    size_t n = initials(text, m->head, letters);
    if (ok && n > 1 && m->name_kind != CULPA_NAME_PERSON)
        ok = index_add(scene, index_hash_words(slice_of(letters, n), AS_ACRONYM), cluster, mention);
    if (ok && m->known.entry && m->known.how != GAZETTEER_PEOPLE)
        ok = index_add(scene, index_hash_bytes((const char *)&m->known.entry->name, 4, AS_ENTRY), cluster, mention);
    if (ok && first.from != last.from && m->name_kind != CULPA_NAME_PERSON)
        ok = index_add(scene, index_hash_words(mention_words(text, first), AS_NOUN), cluster, mention);
    return ok;
}
