/* Looking up words and walking the tree of patterns. */
#include "time/rules.h"

struct rules_node {
    uint16_t edge, n_edges;
    int16_t end; /* -1: no pattern ends here */
};

struct rules_edge {
    uint16_t key, node; /* by key */
};

#include "time_table.h"

const struct rules_word *rules_lookup(struct culpa_slice word)
{
    char lower[RULES_LONGEST_WORD];
    uint32_t hash = 2166136261u; /* FNV-1a */
    if (word.len > sizeof lower)
        return NULL;
    for (size_t i = 0; i < word.len; i++) {
        unsigned char c = (unsigned char)word.ptr[i];
        c = c >= 'A' && c <= 'Z' ? (unsigned char)(c + 32) : c;
        lower[i] = (char)c;
        hash = (hash ^ c) * 16777619u;
    }
    hash ^= hash >> 15;
    for (uint32_t at = hash & (RULES_SLOTS - 1); rules_words[at].text; at = (at + 1) & (RULES_SLOTS - 1))
        if (rules_words[at].len == word.len && memcmp(rules_words[at].text, lower, word.len) == 0)
            return &rules_words[at];
    return NULL;
}

struct walk {
    const struct time_term *terms;
    uint32_t n;
    const struct rules_end *best;
    uint32_t best_length;
};

static void walk_from(struct walk *w, uint32_t node, uint32_t at);

static void walk_key(struct walk *w, const struct rules_node *node, uint32_t key, uint32_t at)
{
    const struct rules_edge *edges = rules_edges + node->edge;
    uint32_t low = 0, high = node->n_edges;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (edges[middle].key < key)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < node->n_edges && edges[low].key == key)
        walk_from(w, edges[low].node, at + 1);
}

/* at: the terms that led here. The longest pattern wins, then the rule that is written first. Patterns are finite, so
 * the depth is bounded by the longest of them. */
static void walk_from(struct walk *w, uint32_t at_node, uint32_t at)
{
    const struct rules_node *node = &rules_nodes[at_node];
    if (node->end >= 0) {
        const struct rules_end *end = &rules_ends[node->end];
        if (at > w->best_length || (w->best && at == w->best_length && end->rule < w->best->rule)) {
            w->best = end;
            w->best_length = at;
        }
    }
    if (at >= w->n || node->n_edges == 0)
        return;
    const struct time_term *term = &w->terms[at];
    if (term->word)
        walk_key(w, node, CLASS_COUNT + (uint32_t)term->word, at);
    for (uint32_t classes = term->classes[0] | term->classes[1]; classes; classes &= classes - 1)
        walk_key(w, node, (uint32_t)__builtin_ctz(classes), at);
}

const struct rules_end *rules_match(int root, const struct time_term *terms, uint32_t n, uint32_t *length)
{
    static const uint16_t *const roots[] = {rules_expressions, rules_prefixes, rules_suffixes};
    const uint16_t *first = roots[root];
    struct walk w = {terms, n, NULL, 0};
    if (terms->word && first[CLASS_COUNT + terms->word])
        walk_from(&w, first[CLASS_COUNT + terms->word], 1);
    for (uint32_t classes = terms->classes[0] | terms->classes[1]; classes; classes &= classes - 1)
        if (first[__builtin_ctz(classes)])
            walk_from(&w, first[__builtin_ctz(classes)], 1);
    *length = w.best_length;
    return w.best;
}

const struct rules_value *rules_values(const struct rules_end *end)
{
    return rules_values_all + end->value;
}

const char *rules_name(const struct rules_end *end)
{
    return rules_names[end->rule];
}
