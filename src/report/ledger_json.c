/* The ledger of one report as one line of JSON. */
#include "ledger/json.h"
#include "report/report.h"

static void write_report(struct buf *out, const struct culpa_report *report, size_t number,
                         const struct report_options *options)
{
    (void)number;
    (void)options;
    ledger_write(out, report);
    buf_add_char(out, '\n');
}

const struct report_writer report_json = {report_write_nothing, write_report, report_write_nothing};
