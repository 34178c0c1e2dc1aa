/* Names and words as they are compared: in SQL, culpa_fold(text). */
#include <stdlib.h>
#include <utf8proc.h>

#include "base/utf8.h"
#include "ledger/store.h"

/* Lower case, without accents, what is no letter or digit a blank, one between two words, none around. In place. */
static size_t keep_words(char *text, size_t len)
{
    size_t to = 0, step;
    bool blank = false;
    for (size_t at = 0; at < len; at += step) {
        uint32_t c = utf8_decode(slice_of(text, len), at, &step);
        if (!utf8_is_alpha(c) && !utf8_is_digit(c)) {
            blank |= c != '\'' && c != 0x2019; /* O'Neill is one word, the 'Tigers' are two */
            continue;
        }
        if (blank && to)
            text[to++] = ' ';
        blank = false;
        memmove(text + to, text + at, step); /* a blank only where something was left out before */
        to += step;
    }
    return to;
}

static void fold(sqlite3_context *context, int n, sqlite3_value **values)
{
    static const struct culpa_slice articles[] = {{"the ", 4}, {"a ", 2}, {"an ", 3}};
    utf8proc_uint8_t *mapped = NULL;
    (void)n;
    const utf8proc_uint8_t *text = sqlite3_value_text(values[0]);
    if (!text)
        return; /* NULL stays NULL */
    utf8proc_ssize_t len =
        utf8proc_map(text, sqlite3_value_bytes(values[0]), &mapped,
                     UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK);
    if (len < 0) {
        if (len == UTF8PROC_ERROR_NOMEM)
            sqlite3_result_error_nomem(context);
        else
            sqlite3_result_value(context, values[0]);
        return;
    }
    char *words = (char *)mapped;
    struct culpa_slice folded = slice_of(words, keep_words(words, (size_t)len));
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++)
        if (slice_starts(folded, articles[i]) && folded.len > articles[i].len) {
            folded = slice_of(folded.ptr + articles[i].len, folded.len - articles[i].len);
            break;
        }
    sqlite3_result_text(context, folded.ptr, (int)folded.len, SQLITE_TRANSIENT);
    free(mapped);
}

enum culpa_status store_define_fold(struct culpa_store *store, struct culpa_error *error)
{
    int code = sqlite3_create_function_v2(store->db, "culpa_fold", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL, fold,
                                          NULL, NULL, NULL);
    return code == SQLITE_OK ? CULPA_OK : store_error(store, "cannot work on it", error);
}
