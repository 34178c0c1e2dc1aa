/* Reports on their way from files through readers to whoever wants them, in the order of the input whatever the number
 * of threads. The number of reports under way, and so the memory, is bounded. */
#ifndef CLI_PIPELINE_H
#define CLI_PIPELINE_H

#include "base/buf.h"

enum { PIPELINE_MOST_THREADS = 256 };

struct pipeline_options {
    const char *model; /* path; NULL: the one that lies beside the program */
    unsigned threads;
    bool reference; /* the encoder in floats */
};

struct pipeline_sink {
    void *context;
    /* In the main thread, before the first report and, unless the run broke off, behind the last: false ends it. NULL:
     * nothing to do. */
    bool (*begin)(void *context);
    bool (*end)(void *context);
    /* In one of the threads: what put needs of a report. number counts records from 0, with gaps where an input could
     * not be read. A failed out is reported as out of memory. */
    void (*take)(void *context, const struct culpa_report *report, size_t number, struct buf *out);
    /* In the main thread, in order; out is cleared behind it. False ends the run; it has said why. */
    bool (*put)(void *context, struct buf *out);
};

/* Complains on stderr of what cannot be read, and goes on. Returns the exit status. */
int pipeline_run(const struct pipeline_options *options, const char *const *files, size_t n_files,
                 const struct pipeline_sink *sink);

/* The argument of --jobs; false after it has complained. */
bool pipeline_read_threads(const char *text, unsigned *threads);

/* Writes to stdout; false after it has complained. */
bool pipeline_write(struct buf *out);
bool pipeline_flush(void);

#endif
