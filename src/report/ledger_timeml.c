/* One report as a TimeML 1.2.1 document: its text with TIMEX3 elements around the expressions of time. Bytes that XML
 * cannot carry are left out; everything else of the text stays as it is. */
#include "base/buf.h"
#include "report/report.h"

/* Character data and attribute values. */
static void put_escaped(struct buf *out, struct culpa_slice s)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (c == '&')
            buf_add_str(out, "&amp;");
        else if (c == '<')
            buf_add_str(out, "&lt;");
        else if (c == '>')
            buf_add_str(out, "&gt;");
        else if (c == '"')
            buf_add_str(out, "&quot;");
        else if (c >= ' ' || c == '\n' || c == '\t')
            buf_add_char(out, (char)c);
    }
}

static void put_time(struct buf *out, struct culpa_slice text, const struct culpa_time *time, size_t number)
{
    buf_addf(out, "<TIMEX3 tid=\"t%zu\" type=\"%s\" value=\"", number, culpa_time_type_name(time->type));
    put_escaped(out, time->value);
    buf_add_char(out, '"');
    if (time->mod)
        buf_addf(out, " mod=\"%s\"", culpa_time_mod_name(time->mod));
    buf_addf(out, " temporalFunction=\"%s\" functionInDocument=\"NONE\"", time->relative ? "true" : "false");
    buf_add_char(out, '>');
    put_escaped(out, slice_span(text, time->span));
    buf_add_str(out, "</TIMEX3>");
}

/* tid t0 is the time of publication; without one the document has none, and relative values keep their X. */
static void put_creation_time(struct buf *out, struct culpa_slice published)
{
    if (!published.len)
        return;
    buf_addf(out, "<DCT><TIMEX3 tid=\"t0\" type=\"%s\" value=\"", published.len > 10 ? "TIME" : "DATE");
    put_escaped(out, published);
    buf_add_str(out, "\" temporalFunction=\"false\" functionInDocument=\"CREATION_TIME\">");
    put_escaped(out, published);
    buf_add_str(out, "</TIMEX3></DCT>\n");
}

static void write_report(struct buf *out, const struct culpa_report *report, size_t number,
                         const struct report_options *options)
{
    (void)number;
    (void)options;
    struct culpa_slice text = report->document.text;
    buf_add_str(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TimeML>\n<DOCID>");
    put_escaped(out, report->document.id);
    buf_add_str(out, "</DOCID>\n");
    put_creation_time(out, report->document.published);
    if (report->document.title.len) {
        buf_add_str(out, "<TITLE>");
        put_escaped(out, report->document.title);
        buf_add_str(out, "</TITLE>\n");
    }
    buf_add_str(out, "<TEXT>");
    uint32_t at = 0;
    for (size_t i = 0; i < report->n_times; i++) {
        const struct culpa_time *time = &report->times[i];
        put_escaped(out, slice_span(text, (struct culpa_span){at, time->span.start}));
        put_time(out, text, time, i + 1);
        at = time->span.end;
    }
    put_escaped(out, slice_span(text, (struct culpa_span){at, (uint32_t)text.len}));
    buf_add_str(out, "</TEXT>\n</TimeML>\n");
}

const struct report_writer report_timeml = {report_write_nothing, write_report, report_write_nothing};
