/* Weights. */
#include "incident/roles.h"

static uint64_t hash(const char *s, size_t n)
{
    uint64_t h = 0xcbf29ce484222325u;
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)s[i]) * 0x100000001b3u;
    return h;
}

static const struct role_weight *find(uint64_t feature)
{
    size_t low = 0, high = role_weights_n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (role_weights[middle].feature < feature)
            low = middle + 1;
        else
            high = middle;
    }
    return low < role_weights_n && role_weights[low].feature == feature ? &role_weights[low] : NULL;
}

void role_weigh(const struct role_features *features, long score[ROLES])
{
    for (int r = 0; r < ROLES; r++)
        score[r] = 0;
    for (size_t i = 0; i < features->n;) {
        size_t n = strlen(features->at + i);
        const struct role_weight *w = find(hash(features->at + i, n));
        for (int r = 0; r < ROLES && w; r++)
            score[r] += w->weight[r];
        i += n + 1;
    }
}
