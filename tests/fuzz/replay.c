/* replay FOLDER: each file of a corpus once, in sorted order, and each with its end cut off at a few places. */
#include <dirent.h>
#include <string.h>

#include "fuzz.h"

enum { CUTS = 8 };

static int is_visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static int by_bytes(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

/* A block of exactly that size, so that a sanitizer sees the first byte too many. */
static void run(const char *bytes, size_t size)
{
    uint8_t *exact = malloc(size ? size : 1);
    PROMISE(exact);
    memcpy(exact, bytes, size);
    LLVMFuzzerTestOneInput(exact, size);
    free(exact);
}

static void replay(const char *path)
{
    FILE *f = fopen(path, "rb");
    PROMISE(f);
    static char bytes[1 << 20];
    size_t size = fread(bytes, 1, sizeof bytes, f);
    fclose(f);
    for (size_t i = 1; i <= CUTS; i++)
        run(bytes, size * i / CUTS);
}

int main(int argc, char **argv)
{
    struct dirent **entries;
    int n = argc == 2 ? scandir(argv[1], &entries, is_visible, by_bytes) : -1;
    if (n <= 0) {
        fprintf(stderr, "replay: no corpus\n");
        return 1;
    }
    for (int i = 0; i < n; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", argv[1], entries[i]->d_name);
        replay(path);
        free(entries[i]);
    }
    free(entries);
    printf("%d files\n", n);
    return 0;
}
