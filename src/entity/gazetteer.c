/* Looking up names in the compiled tables by binary search. */
#include "entity/gazetteer.h"

#include <utf8proc.h>

#include "base/utf8.h"
#include "entity/gazetteer_table.h"

enum { DECOMPOSED = 8 }; /* code points that one letter falls into at most */

/* One code point as it stands in a key: its bytes in out, 0 where it is dropped. */
static size_t fold(uint32_t c, char out[4 * DECOMPOSED])
{
    utf8proc_int32_t parts[DECOMPOSED];
    int class = 0;
    utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)c, parts, DECOMPOSED,
                                                 UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD, &class);
    size_t len = 0;
    for (utf8proc_ssize_t i = 0; i < n && i < DECOMPOSED; i++)
        if (utf8proc_get_property(parts[i])->combining_class == 0)
            len += utf8_encode((uint32_t)parts[i], out + len);
    return len;
}

static size_t fold_ascii(unsigned char c, char out[1])
{
    if (c == '.' || c == '\'' || c == '`')
        return 0;
    out[0] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c == '-' || c <= ' ' ? ' ' : c);
    return 1;
}

size_t gazetteer_key(struct culpa_slice name, char key[GAZETTEER_KEY_BYTES])
{
    size_t n = 0;
    for (size_t at = 0, len; at < name.len; at += len) {
        char out[4 * DECOMPOSED];
        uint32_t c = utf8_decode(name, at, &len);
        size_t m = c < 0x80 ? fold_ascii((unsigned char)c, out) : c == 0x2019 ? 0 : fold(c, out);
        if (n + m > GAZETTEER_KEY_BYTES)
            return 0;
        if (m == 1 && out[0] == ' ' && (n == 0 || key[n - 1] == ' '))
            continue;
        memcpy(key + n, out, m);
        n += m;
    }
    if (n && key[n - 1] == ' ')
        n--;
    if (n > 4 && memcmp(key, "the ", 4) == 0) {
        n -= 4;
        memmove(key, key + 4, n);
    }
    return n;
}

int gazetteer_compare(const char *string, const char *key, size_t n)
{
    int order = strncmp(string, key, n);
    return order ? order : string[n] != '\0';
}

size_t gazetteer_search(const char *pool, const void *table, size_t size, size_t rows, const char *key, size_t n)
{
    size_t low = 0, high = rows;
    while (low < high) {
        size_t mid = (low + high) / 2;
        uint32_t string;
        memcpy(&string, (const char *)table + mid * size, sizeof string);
        if (gazetteer_compare(pool + string, key, n) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* The same in the tables of names. */
static size_t search(const void *table, size_t size, size_t rows, const char *key, size_t n)
{
    return gazetteer_search(gazetteer_pool, table, size, rows, key, n);
}

static int compare(uint32_t string, const char *key, size_t n)
{
    return gazetteer_compare(gazetteer_pool + string, key, n);
}

struct gazetteer_hit gazetteer_find(struct culpa_slice name)
{
    char key[GAZETTEER_KEY_BYTES];
    size_t n = gazetteer_key(name, key);
    size_t at = search(gazetteer_forms, sizeof *gazetteer_forms, gazetteer_forms_n, key, n);
    if (!n || at == gazetteer_forms_n || compare(gazetteer_forms[at].key, key, n) != 0)
        return (struct gazetteer_hit){NULL, GAZETTEER_NAME};
    const struct gazetteer_form *form = &gazetteer_forms[at];
    return (struct gazetteer_hit){&gazetteer_entries[form->entry], (enum gazetteer_how)form->how};
}

const struct gazetteer_entry *gazetteer_state(const char code[3])
{
    /* The states come first, in no order of codes; there are two hundred. */
    for (uint32_t i = 0; i < gazetteer_entries_n && gazetteer_entries[i].kind == GAZETTEER_STATE; i++)
        if (memcmp(gazetteer_entries[i].country, code, 2) == 0)
            return &gazetteer_entries[i];
    return NULL;
}

struct culpa_slice gazetteer_name(const struct gazetteer_entry *entry)
{
    const char *name = gazetteer_pool + entry->name;
    return slice_of(name, strlen(name));
}

enum gazetteer_gender gazetteer_given_name(struct culpa_slice word)
{
    char key[GAZETTEER_KEY_BYTES];
    size_t n = gazetteer_key(word, key);
    size_t at = search(gazetteer_given_names, sizeof *gazetteer_given_names, gazetteer_given_names_n, key, n);
    if (!n || at == gazetteer_given_names_n || compare(gazetteer_given_names[at].key, key, n) != 0)
        return GENDER_UNKNOWN;
    return (enum gazetteer_gender)gazetteer_given_names[at].gender;
}

const struct gazetteer_noun *gazetteer_noun(struct culpa_slice words)
{
    char key[GAZETTEER_KEY_BYTES];
    size_t n = gazetteer_key(words, key);
    size_t at = search(gazetteer_nouns, sizeof *gazetteer_nouns, gazetteer_nouns_n, key, n);
    if (!n || at == gazetteer_nouns_n || compare(gazetteer_nouns[at].key, key, n) != 0)
        return NULL;
    return &gazetteer_nouns[at];
}
