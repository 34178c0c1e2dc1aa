/* What the writers share: places in the text, hulls of spans, aliases of an actor. */
#include <stdlib.h>

#include "base/slice.h"
#include "report/report.h"

void report_place_move(struct report_place *place, size_t to)
{
    if (to > place->text.len)
        to = place->text.len;
    for (; place->at < to; place->at++) {
        unsigned char c = (unsigned char)place->text.ptr[place->at];
        if (c == '\n') {
            place->line++;
            place->column = 1;
        } else if ((c & 0xC0) != 0x80) {
            place->column++;
        }
    }
}

struct culpa_span report_hull(struct culpa_spans spans)
{
    struct culpa_span hull = spans.at[0];
    for (size_t i = 1; i < spans.n; i++) {
        if (spans.at[i].start < hull.start)
            hull.start = spans.at[i].start;
        if (spans.at[i].end > hull.end)
            hull.end = spans.at[i].end;
    }
    return hull;
}

struct mention {
    struct culpa_slice text;
    size_t order;
};

static int by_text(const void *a, const void *b)
{
    const struct mention *x = a, *y = b;
    size_t len = x->text.len < y->text.len ? x->text.len : y->text.len;
    int order = len ? memcmp(x->text.ptr, y->text.ptr, len) : 0;
    if (order)
        return order;
    if (x->text.len != y->text.len)
        return x->text.len < y->text.len ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

static int by_order(const void *a, const void *b)
{
    const struct mention *x = a, *y = b;
    return x->order < y->order ? -1 : x->order > y->order;
}

/* Sorting finds the repeated ones: an actor may be named many thousand times in a long transcript. */
size_t report_aliases(struct culpa_slice text, const struct culpa_actor *actor, struct culpa_slice **aliases,
                      bool *failed)
{
    size_t n = 0, kept = 0;
    *aliases = NULL;
    if (actor->mentions.n == 0)
        return 0;
    struct mention *at = malloc(actor->mentions.n * sizeof *at);
    *aliases = malloc(actor->mentions.n * sizeof **aliases);
    if (!at || !*aliases) {
        *failed = true;
        free(at);
        free(*aliases);
        *aliases = NULL;
        return 0;
    }
    for (size_t i = 0; i < actor->mentions.n; i++) {
        struct culpa_slice mention = slice_span(text, actor->mentions.at[i]);
        if (mention.len && !slice_eq(mention, actor->name))
            at[n++] = (struct mention){mention, i};
    }
    qsort(at, n, sizeof *at, by_text);
    for (size_t i = 0; i < n; i++)
        if (kept == 0 || !slice_eq(at[kept - 1].text, at[i].text))
            at[kept++] = at[i];
    qsort(at, kept, sizeof *at, by_order);
    for (size_t i = 0; i < kept; i++)
        (*aliases)[i] = at[i].text;
    free(at);
    return kept;
}
