/* check_dates FILE: lines "text<TAB>day", or "text<TAB>day<TAB>month-first"; "-" where no day is named. '#' begins a
 * comment. */
#include <stdio.h>
#include <stdlib.h>

#include "input/date.h"

static bool check(struct culpa_slice line, size_t number)
{
    size_t tab = slice_find(line, SLICE("\t"), 0);
    if (tab == SIZE_MAX) {
        printf("line %zu has no tab\n", number);
        return false;
    }
    size_t second = slice_find(line, SLICE("\t"), tab + 1), at = 0;
    struct culpa_slice text = slice_of(line.ptr, tab);
    struct culpa_slice want = slice_of(line.ptr + tab + 1, (second == SIZE_MAX ? line.len : second) - tab - 1);
    struct culpa_slice got = SLICE("-");
    struct date date;
    char room[11];
    if (date_read(text, second == SIZE_MAX ? DATE_DAY_FIRST : DATE_MONTH_FIRST, &at, &date))
        got = date_write(date, room);
    if (slice_eq(got, want))
        return true;
    printf("line %zu: %.*s: got %.*s, want %.*s\n", number, (int)text.len, text.ptr, (int)got.len, got.ptr,
           (int)want.len, want.ptr);
    return false;
}

int main(int argc, char **argv)
{
    FILE *f = argc == 2 ? fopen(argv[1], "rb") : NULL;
    if (!f) {
        perror("check_dates");
        return 2;
    }
    char *line = NULL;
    size_t room = 0, number = 0, checked = 0, failed = 0;
    for (ssize_t n; (n = getline(&line, &room, f)) > 0;) {
        number++;
        struct culpa_slice s = slice_of(line, (size_t)n - (line[n - 1] == '\n'));
        if (!s.len || s.ptr[0] == '#')
            continue;
        checked++;
        failed += !check(s, number);
    }
    free(line);
    fclose(f);
    printf("%zu dates, %zu wrong\n", checked, failed);
    return failed || !checked;
}
