/* Average linkage over a sparse graph: the two groups whose pairs are likeliest on average are joined, until none are
 * likely enough. Pairs that are not in the graph count as impossible. A heap holds joins, those of groups that are gone
 * are passed over. */
#include "ledger/groups.h"

/* Chosen on the middle of the plateau that gva and ecbplus have; see docs/design/identity.md. */
static const double LEAST_MEAN = 0.3;

struct edge {
    uint32_t to;
    double sum; /* over the pairs of reports of both groups */
};

struct node {
    struct edge *edges; /* by to; those to groups that are gone are passed over */
    size_t n;
    uint32_t size, report; /* report: one of its own */
    bool gone;
};

struct join {
    double mean;
    uint32_t a, b;
};

struct joins VEC(struct join);

static bool goes_before(const struct join *x, const struct join *y)
{
    if (x->mean != y->mean)
        return x->mean > y->mean;
    return x->a != y->a ? x->a < y->a : x->b < y->b;
}

static bool push(struct arena *arena, struct joins *heap, struct join join)
{
    if (join.mean < LEAST_MEAN)
        return true;
    if (!VEC_PUSH(arena, heap, join))
        return false;
    for (size_t i = heap->n - 1; i && goes_before(&heap->at[i], &heap->at[(i - 1) / 2]); i = (i - 1) / 2) {
        struct join swap = heap->at[i];
        heap->at[i] = heap->at[(i - 1) / 2];
        heap->at[(i - 1) / 2] = swap;
    }
    return true;
}

static struct join pop(struct joins *heap)
{
    struct join top = heap->at[0];
    heap->at[0] = heap->at[--heap->n];
    for (size_t i = 0;;) {
        size_t best = i;
        for (size_t child = 2 * i + 1; child <= 2 * i + 2 && child < heap->n; child++)
            if (goes_before(&heap->at[child], &heap->at[best]))
                best = child;
        if (best == i)
            return top;
        struct join swap = heap->at[i];
        heap->at[i] = heap->at[best];
        heap->at[best] = swap;
        i = best;
    }
}

static void add_edge(struct node *node, uint32_t to, double sum)
{
    node->edges[node->n++] = (struct edge){to, sum};
}

/* Edges of two groups become those of their union; each neighbour learns of it by one more edge, for which
 * it takes the place of the first of its old ones. */
static enum culpa_status merge(struct arena *arena, struct node *nodes, uint32_t a, uint32_t b, uint32_t into,
                               struct joins *heap)
{
    struct node *x = &nodes[a], *y = &nodes[b], *z = &nodes[into];
    *z = (struct node){ARENA_ARRAY(arena, struct edge, x->n + y->n + 1), 0, x->size + y->size, x->report, false};
    if (!z->edges)
        return CULPA_NO_MEMORY;
    x->gone = y->gone = true;
    for (size_t i = 0, j = 0; i < x->n || j < y->n;) {
        uint32_t s = i < x->n ? x->edges[i].to : CULPA_NONE, t = j < y->n ? y->edges[j].to : CULPA_NONE;
        uint32_t to = s < t ? s : t;
        double sum = (s == to ? x->edges[i].sum : 0) + (t == to ? y->edges[j].sum : 0);
        i += s == to;
        j += t == to;
        if (!nodes[to].gone)
            add_edge(z, to, sum);
    }
    for (size_t i = 0; i < z->n; i++) {
        struct node *other = &nodes[z->edges[i].to];
        size_t n = 0;
        for (size_t k = 0; k < other->n; k++)
            if (other->edges[k].to != a && other->edges[k].to != b)
                other->edges[n++] = other->edges[k];
        other->n = n;
        add_edge(other, into, z->edges[i].sum); /* at least one went, and into is the largest number */
        double pairs = (double)other->size * z->size;
        if (!push(arena, heap, (struct join){z->edges[i].sum / pairs, z->edges[i].to, into}))
            return CULPA_NO_MEMORY;
    }
    return CULPA_OK;
}

enum culpa_status group_cluster(struct arena *arena, const struct group_pair *pairs, size_t n_pairs, size_t n,
                                uint32_t *parent)
{
    struct node *nodes = ARENA_ARRAY(arena, struct node, 2 * n + 1);
    struct joins heap = {0};
    uint32_t next = (uint32_t)n;
    if (!nodes)
        return CULPA_NO_MEMORY;
    for (size_t i = 0; i < n_pairs; i++) {
        nodes[pairs[i].a].n++;
        nodes[pairs[i].b].n++;
    }
    for (uint32_t i = 0; i < n; i++) {
        nodes[i] = (struct node){ARENA_ARRAY(arena, struct edge, nodes[i].n + 1), 0, 1, i, false};
        if (!nodes[i].edges)
            return CULPA_NO_MEMORY;
    }
    for (size_t i = 0; i < n_pairs; i++) /* sorted by a and b: first all smaller neighbours, then the larger */
        add_edge(&nodes[pairs[i].b], pairs[i].a, pairs[i].likely);
    for (size_t i = 0; i < n_pairs; i++) {
        add_edge(&nodes[pairs[i].a], pairs[i].b, pairs[i].likely);
        if (!push(arena, &heap, (struct join){pairs[i].likely, pairs[i].a, pairs[i].b}))
            return CULPA_NO_MEMORY;
    }
    while (heap.n) {
        struct join join = pop(&heap);
        if (nodes[join.a].gone || nodes[join.b].gone)
            continue;
        group_join(parent, nodes[join.a].report, nodes[join.b].report);
        if (merge(arena, nodes, join.a, join.b, next++, &heap))
            return CULPA_NO_MEMORY;
    }
    return CULPA_OK;
}
