/* Word pieces: greedy longest match, as in BERT's uncased tokenizer (Wu et al. 2016; Devlin et al. 2019).
 *
 * The vocabulary is an open-addressing hash table over slices of the model file. Continuations are stored with their
 * "##". */
#include <stdlib.h>
#include <utf8proc.h>

#include "base/limits.h"
#include "base/status.h"
#include "base/utf8.h"
#include "text/stages.h"

enum { MAX_WORDS = 65535, WORD_BYTES = 4 * LIMIT_WORD_CHARS + 8, DECOMPOSED = 24 };

struct entry {
    const char *ptr; /* NULL where free */
    uint32_t hash;
    uint16_t len, id;
};

struct text_vocabulary {
    struct entry *entries;
    uint32_t mask;
    size_t longest; /* bytes */
    uint16_t unknown;
};

static uint32_t hash_of(const char *p, size_t len, uint32_t h)
{
    for (size_t i = 0; i < len; i++)
        h = (h ^ (unsigned char)p[i]) * 16777619u;
    return h;
}

static const uint32_t HASH_START = 2166136261u;

static const struct entry *lookup(const struct text_vocabulary *v, const char *p, size_t len, uint32_t hash)
{
    for (uint32_t i = hash & v->mask;; i = (i + 1) & v->mask) {
        const struct entry *e = &v->entries[i];
        if (!e->ptr)
            return NULL;
        if (e->hash == hash && e->len == len && memcmp(e->ptr, p, len) == 0)
            return e;
    }
}

static void insert(struct text_vocabulary *v, struct culpa_slice word, uint16_t id)
{
    uint32_t hash = hash_of(word.ptr, word.len, HASH_START), i = hash & v->mask;
    while (v->entries[i].ptr)
        i = (i + 1) & v->mask;
    v->entries[i] = (struct entry){word.ptr, hash, (uint16_t)word.len, id};
    if (word.len > v->longest)
        v->longest = word.len;
}

uint16_t text_vocabulary_id(const struct text_vocabulary *v, struct culpa_slice piece)
{
    const struct entry *e = lookup(v, piece.ptr, piece.len, hash_of(piece.ptr, piece.len, HASH_START));
    return e ? e->id : v->unknown;
}

static bool has(const struct text_vocabulary *v, struct culpa_slice piece)
{
    return lookup(v, piece.ptr, piece.len, hash_of(piece.ptr, piece.len, HASH_START)) != NULL;
}

/* Calls insert() on every line, or only counts them when v is NULL. SIZE_MAX: a line is empty or too long. */
static size_t each_line(struct culpa_slice lines, struct text_vocabulary *v)
{
    size_t n = 0, at = 0;
    while (at < lines.len) {
        size_t end = slice_find(lines, SLICE("\n"), at);
        end = end == SIZE_MAX ? lines.len : end;
        if (end == at || end - at > UINT16_MAX)
            return SIZE_MAX;
        if (v)
            insert(v, slice_of(lines.ptr + at, end - at), (uint16_t)n);
        n++;
        at = end + 1;
    }
    return n;
}

enum culpa_status text_vocabulary_new(struct culpa_slice lines, struct text_vocabulary **out)
{
    size_t n = each_line(lines, NULL);
    if (n == SIZE_MAX || n > MAX_WORDS)
        return CULPA_MODEL;
    uint32_t size = 1024;
    while (size < 2 * n)
        size *= 2;
    struct text_vocabulary *v = calloc(1, sizeof *v);
    if (!v || !(v->entries = calloc(size, sizeof *v->entries))) {
        free(v);
        return CULPA_NO_MEMORY;
    }
    v->mask = size - 1;
    each_line(lines, v);
    if (!has(v, SLICE("[UNK]")) || !has(v, SLICE("[CLS]")) || !has(v, SLICE("[SEP]"))) {
        text_vocabulary_free(v);
        return CULPA_MODEL;
    }
    v->unknown = text_vocabulary_id(v, SLICE("[UNK]"));
    *out = v;
    return CULPA_OK;
}

void text_vocabulary_free(struct text_vocabulary *v)
{
    if (v)
        free(v->entries);
    free(v);
}

/* Lower case, decomposed, without accents. word starts with two bytes of room for "##". False: too long or nothing
 * left. */
static bool normalise(struct culpa_slice word, char out[WORD_BYTES], size_t *len)
{
    size_t chars_in = 0, chars_out = 0, step;
    *len = 2;
    for (size_t at = 0; at < word.len; at += step) {
        utf8proc_int32_t code = (utf8proc_int32_t)utf8_decode(word, at, &step), parts[DECOMPOSED];
        if (++chars_in > LIMIT_WORD_CHARS)
            return false;
        if (code < 0x80) {
            out[(*len)++] = (char)(code >= 'A' && code <= 'Z' ? code + 32 : code);
            chars_out++;
        } else {
            int last_class = 0;
            utf8proc_ssize_t n =
                utf8proc_decompose_char(utf8proc_tolower(code), parts, DECOMPOSED, UTF8PROC_DECOMPOSE, &last_class);
            for (utf8proc_ssize_t i = 0; i < n && i < DECOMPOSED; i++) {
                if (utf8proc_category(parts[i]) == UTF8PROC_CATEGORY_MN)
                    continue;
                if (++chars_out > LIMIT_WORD_CHARS)
                    return false;
                *len += utf8_encode((uint32_t)parts[i], out + *len);
            }
        }
        if (chars_out > LIMIT_WORD_CHARS)
            return false;
    }
    return chars_out > 0;
}

/* The longest piece that starts at word[at]; *end is where it ends. NULL: none. The two bytes before `at` are
 * overwritten by
 * "##" for a continuation: they belong to pieces that are already found. */
static const struct entry *longest_piece(const struct text_vocabulary *v, char *word, size_t at, size_t len,
                                         size_t *end)
{
    char saved[2] = {0};
    size_t from = at;
    if (at > 2) {
        from = at - 2;
        memcpy(saved, word + from, 2);
        memcpy(word + from, "##", 2);
    }
    size_t to = len - from > v->longest ? from + v->longest : len;
    const struct entry *hit = NULL;
    for (; to > at && !hit; to--)
        if (to == len || ((unsigned char)word[to] & 0xC0) != 0x80)
            hit = lookup(v, word + from, to - from, hash_of(word + from, to - from, HASH_START));
    if (at > 2)
        memcpy(word + from, saved, 2);
    *end = to + 1;
    return hit;
}

enum culpa_status text_add_pieces(struct arena *arena, const struct text_vocabulary *v, struct culpa_slice word,
                                  struct text_pieces *pieces)
{
    char norm[WORD_BYTES];
    size_t len, before = pieces->n;
    bool known = normalise(word, norm, &len);
    for (size_t at = 2, end; known && at < len; at = end) {
        const struct entry *e = longest_piece(v, norm, at, len, &end);
        known = e != NULL;
        if (known && !VEC_PUSH(arena, pieces, e->id))
            return CULPA_NO_MEMORY;
    }
    if (known)
        return CULPA_OK;
    pieces->n = before;
    return VEC_PUSH(arena, pieces, v->unknown) ? CULPA_OK : CULPA_NO_MEMORY;
}
