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

/* --- shared by the writers --- */

/* begin and end of formats that have none. */
void report_write_nothing(struct buf *out);

/* Walks through a text forward and tells line and column (in code points), both from 1. {text, 0, 1, 1} is its
 * beginning. */
struct report_place {
    struct culpa_slice text;
    size_t at, line, column;
};
void report_place_move(struct report_place *place, size_t to); /* to >= place->at */

#endif
