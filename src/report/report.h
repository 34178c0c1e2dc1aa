/* Writers: a report as text for people, as JSON, as an HTML page, as TimeML, as a graph; its incidents as rows of GTD
 * or ACLED, what is in it as PLOVER events, Web Annotations or ClaimReviews (docs/formats.md).
 *
 * Each appends to a buf and fails only by out->failed. They take a report as culpa_read() gave it, keep nothing, and
 * may run in several threads at once. The order of a run is begin, report for each report, end; all of it together is
 * the output. */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include "base/buf.h"

struct report_options {
    bool colour;    /* text: escape sequences of a terminal */
    unsigned width; /* text: columns to wrap at */
};

struct report_writer {
    void (*begin)(struct buf *out);
    /* number: of the report in the run, counted from 0, with gaps where an input could not be read. */
    void (*report)(struct buf *out, const struct culpa_report *report, size_t number,
                   const struct report_options *options);
    void (*end)(struct buf *out);
};

extern const struct report_writer report_text, report_json, report_html, report_timeml, report_graph, report_graph_svg,
    report_gtd, report_acled, report_plover, report_annotations, report_claimreview;

/* Opens Graphviz, which report_graph_svg needs; once for the process, before its first report. Statuses: IO where it is
 * not installed, NO_MEMORY. */
enum culpa_status report_graph_svg_load(struct culpa_error *error);

/* One report's part in an incident. */
struct report_telling {
    const struct culpa_report *report;
    uint32_t incident; /* index into report->incidents; CULPA_NONE: all that the report tells */
};

/* What happened, who is responsible according to whom, how they responded, warnings before, proceedings, a timeline: as
 * text for people, from one report or from several that tell the same incident. Sections that would be empty are left
 * out. Each line has the place that it comes from; of several reports the places name the outlet, or the id where
 * outlets do not tell them apart. docs/design/explainer.md. */
void report_explain(struct buf *out, const struct report_telling *tellings, size_t n,
                    const struct report_options *options);

/* --- shared by the writers --- */

/* begin and end of formats that have none. */
void report_write_nothing(struct buf *out);

/* Where the lines of a text begin, so that asking for a line does not cost its way through the text. */
struct report_lines {
    uint32_t *starts; /* heap */
    size_t n;
};
/* False when memory ran out; there is nothing to release then. */
bool report_lines_init(struct report_lines *lines, struct culpa_slice text);
void report_lines_release(struct report_lines *lines);
/* From 1. */
size_t report_line_at(const struct report_lines *lines, size_t byte);

#endif
