/* The steps of this stage in their order. */
#include "incident/scene.h"

enum culpa_status incident_find(struct arena *arena, struct arena *scratch, const struct text *text, const float *parts,
                                struct culpa_statement *statements, struct culpa_report *report)
{
    struct arena_mark mark = arena_mark(scratch);
    struct incident_scene scene = {
        .arena = arena, .scratch = scratch, .text = text, .report = report, .statements = statements, .parts = parts};
    struct incident_figures figures = {0};
    uint32_t n = 0;
    enum culpa_status status = incident_scan(&scene);
    if (!status)
        status = incident_find_events(&scene);
    if (!status)
        status = incident_merge(&scene, &n);
    if (!status)
        status = incident_figures(arena, scratch, text, report, &figures);
    if (!status)
        status = incident_attach(&scene, n, &figures);
    arena_rewind(scratch, mark);
    return status;
}
