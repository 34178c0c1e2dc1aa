/* Views of text: comparing, finding, trimming. ASCII only where case matters; utf8.h knows the rest. */
#include "base/slice.h"

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

bool slice_starts_nocase(struct culpa_slice s, struct culpa_slice prefix)
{
    if (s.len < prefix.len)
        return false;
    for (size_t i = 0; i < prefix.len; i++)
        if (lower(s.ptr[i]) != lower(prefix.ptr[i]))
            return false;
    return true;
}

bool slice_eq_nocase(struct culpa_slice a, struct culpa_slice b)
{
    return a.len == b.len && slice_starts_nocase(a, b);
}

size_t slice_find(struct culpa_slice s, struct culpa_slice what, size_t from)
{
    if (from > s.len || s.len - from < what.len)
        return SIZE_MAX;
    if (what.len == 0)
        return from;
    for (size_t last = s.len - what.len; from <= last; from++) {
        const char *hit = memchr(s.ptr + from, what.ptr[0], last - from + 1);
        if (!hit)
            return SIZE_MAX;
        from = (size_t)(hit - s.ptr);
        if (memcmp(hit, what.ptr, what.len) == 0)
            return from;
    }
    return SIZE_MAX;
}

size_t slice_find_nocase(struct culpa_slice s, struct culpa_slice what, size_t from)
{
    for (; from <= s.len && s.len - from >= what.len; from++)
        if (slice_starts_nocase(slice_of(s.ptr + from, s.len - from), what))
            return from;
    return SIZE_MAX;
}

struct culpa_slice slice_trim(struct culpa_slice s)
{
    while (s.len && is_space(s.ptr[0])) {
        s.ptr++;
        s.len--;
    }
    while (s.len && is_space(s.ptr[s.len - 1]))
        s.len--;
    return s;
}

struct culpa_span slice_hull(struct culpa_spans spans)
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

int slice_compare(struct culpa_slice a, struct culpa_slice b)
{
    size_t n = a.len < b.len ? a.len : b.len;
    int order = n ? memcmp(a.ptr, b.ptr, n) : 0;
    return order ? order : (a.len > b.len) - (a.len < b.len);
}
