/* What the subcommands on a ledger share. */
#include <stdio.h>
#include <unistd.h>

#include "cli/cli.h"

struct culpa_store *cli_open_ledger(const char *path, enum culpa_store_mode mode)
{
    struct culpa_store *store = NULL;
    struct culpa_error error = {0};
    if (culpa_store_open(path, mode, &store, &error)) {
        cli_complain("%s: %s", path, error.text);
        return NULL;
    }
    return store;
}

enum culpa_status cli_link(struct culpa_store *store, const char *path, bool all)
{
    struct culpa_error error = {0};
    bool shown = isatty(STDERR_FILENO);
    if (shown)
        fputs("linking reports ...", stderr);
    enum culpa_status status = culpa_store_link(store, all, &error);
    if (shown)
        fputs("\r\033[K", stderr);
    if (status)
        cli_complain("%s: %s", path, error.text);
    return status;
}
