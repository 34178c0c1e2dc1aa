/* The formats that ledgers are written in, by name; the terminal that they are written to. */
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/cli.h"
#include "report/report.h"

static const struct {
    const char *name;
    const struct report_writer *writer;
} formats[] = {
    {"text", &report_text},
    {"json", &report_json},
    {"html", &report_html},
    {"timeml", &report_timeml},
    {"dot", &report_graph},
    {"svg", &report_graph_svg},
    {"gtd", &report_gtd},
    {"acled", &report_acled},
    {"plover", &report_plover},
    {"annotations", &report_annotations},
    {"claimreview", &report_claimreview},
};

const struct report_writer *cli_find_format(const char *name)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (!strcmp(name, formats[i].name))
            return formats[i].writer;
    cli_complain("--format: no format is called %s; see culpa read --help", name);
    return NULL;
}

void cli_look_at_terminal(struct report_options *options)
{
    struct winsize size;
    const char *no_colour = getenv("NO_COLOR"), *term = getenv("TERM");
    if (isatty(STDOUT_FILENO)) {
        options->colour = !(no_colour && no_colour[0]) && term && strcmp(term, "dumb") != 0;
        if (!ioctl(STDOUT_FILENO, TIOCGWINSZ, &size))
            options->width = size.ws_col;
    }
}
