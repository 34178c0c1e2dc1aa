/* A report in memory -> what identity is found from. */
#include "ledger/identity.h"
#include "time/calendar.h"

/* YYYY-MM-DD at the beginning -> day. */
static bool read_day(struct culpa_slice s, int32_t *day)
{
    static const struct {
        size_t at, len;
    } parts[] = {{0, 4}, {5, 2}, {8, 2}};
    int number[3] = {0};
    if (s.len < 10 || s.ptr[4] != '-' || s.ptr[7] != '-')
        return false;
    for (size_t part = 0; part < 3; part++)
        for (size_t i = 0; i < parts[part].len; i++) {
            char c = s.ptr[parts[part].at + i];
            if (c < '0' || c > '9')
                return false;
            number[part] = 10 * number[part] + (c - '0');
        }
    struct calendar_date date = {number[0], number[1], number[2]};
    if (!calendar_valid(date))
        return false;
    *day = calendar_number(date);
    return true;
}

static struct culpa_slice cut(struct culpa_slice s, size_t most)
{
    return slice_of(s.ptr, s.len < most ? s.len : most);
}

enum culpa_status identity_take(struct arena *arena, const struct culpa_report *report, struct identity_report *taken)
{
    const struct culpa_document *document = &report->document;
    struct identity_name *names = ARENA_ARRAY(arena, struct identity_name, report->n_names + 1);
    int32_t *days = ARENA_ARRAY(arena, int32_t, report->n_times + 1);
    *taken = (struct identity_report){.id = arena_copy(arena, document->id),
                                      .title = arena_copy(arena, cut(document->title, IDENTITY_TEXT_BYTES)),
                                      .text = arena_copy(arena, cut(document->text, IDENTITY_TEXT_BYTES)),
                                      .published = IDENTITY_NO_DAY,
                                      .names = names,
                                      .days = days};
    if (!names || !days || !taken->id.ptr || !taken->title.ptr || !taken->text.ptr)
        return CULPA_NO_MEMORY;
    read_day(document->published, &taken->published);
    for (size_t i = 0; i < report->n_names && report->names[i].span.end <= taken->text.len; i++)
        names[taken->n_names++] =
            (struct identity_name){report->names[i].kind, slice_span(taken->text, report->names[i].span)};
    for (size_t i = 0; i < report->n_times; i++)
        taken->n_days += read_day(report->times[i].value, &days[taken->n_days]);
    return CULPA_OK;
}
