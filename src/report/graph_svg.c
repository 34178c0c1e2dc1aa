/* The graph of a report drawn as SVG by Graphviz. Its libraries are opened only when a drawing is asked for: they bring
 * fonts, Cairo and megabytes that nobody else should wait for. */
#include <dlfcn.h>
#include <graphviz/gvc.h>
#include <pthread.h>
#include <stdio.h>

#include "report/report.h"

/* The major versions whose headers this was compiled with. gvc comes with cgraph, whose functions it finds too. */
#define LIBRARY "libgvc.so.6"

#define FUNCTIONS(X)                                                                                                   \
    X(agclose) X(agmemread) X(agseterr) X(gvContext) X(gvFreeLayout) X(gvFreeRenderData) X(gvLayout) X(gvRenderData)

/* Graphviz keeps its state in globals: one drawing at a time. */
static struct {
    pthread_mutex_t lock;
    GVC_t *context; /* NULL before it is loaded; lives as long as the process */
#define X(name) __typeof__(&name) name;
    FUNCTIONS(X)
#undef X
} graphviz = {.lock = PTHREAD_MUTEX_INITIALIZER};

static enum culpa_status load(struct culpa_error *error)
{
    void *library = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
    bool whole = library != NULL;
    /* POSIX promises that a pointer to a function fits a void *, C does not: hence the memory is written, no cast. */
#define X(name)                                                                                                        \
    if (whole)                                                                                                         \
        whole = (*(void **)&graphviz.name = dlsym(library, #name)) != NULL;
    FUNCTIONS(X)
#undef X
    if (!whole) {
        *error = (struct culpa_error){.status = CULPA_IO, .offset = SIZE_MAX};
        snprintf(error->text, sizeof error->text, "drawing needs Graphviz, which is not installed (no %s)", LIBRARY);
        return CULPA_IO;
    }
    graphviz.agseterr(AGMAX); /* a library does not print */
    graphviz.context = graphviz.gvContext();
    if (graphviz.context)
        return CULPA_OK;
    *error = (struct culpa_error){CULPA_NO_MEMORY, 0, SIZE_MAX, "out of memory"};
    return CULPA_NO_MEMORY;
}

enum culpa_status report_graph_svg_load(struct culpa_error *error)
{
    pthread_mutex_lock(&graphviz.lock);
    enum culpa_status status = graphviz.context ? CULPA_OK : load(error);
    pthread_mutex_unlock(&graphviz.lock);
    return status;
}

/* dot: NUL-terminated. */
static bool draw(struct buf *out, const char *dot)
{
    char *svg = NULL;
    unsigned len = 0;
    Agraph_t *graph = graphviz.agmemread(dot);
    if (!graph)
        return false;
    bool laid_out = graphviz.gvLayout(graphviz.context, graph, "dot") == 0;
    bool drawn = laid_out && graphviz.gvRenderData(graphviz.context, graph, "svg", &svg, &len) == 0 && svg;
    if (drawn)
        buf_add(out, slice_of(svg, len));
    if (svg)
        graphviz.gvFreeRenderData(svg);
    if (laid_out)
        graphviz.gvFreeLayout(graphviz.context, graph);
    graphviz.agclose(graph);
    return drawn;
}

static void write_report(struct buf *out, const struct culpa_report *report, size_t number,
                         const struct report_options *options)
{
    struct buf dot = {0};
    report_graph.report(&dot, report, number, options);
    buf_add_char(&dot, 0);
    pthread_mutex_lock(&graphviz.lock);
    if (dot.failed || !graphviz.context || !draw(out, dot.ptr))
        out->failed = true;
    pthread_mutex_unlock(&graphviz.lock);
    buf_release(&dot);
}

const struct report_writer report_graph_svg = {report_write_nothing, write_report, report_write_nothing};
