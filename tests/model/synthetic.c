#include "synthetic.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "entity/entity.h"
#include "incident/incident.h"
#include "nn/heads.h"
#include "speech/speech.h"
#include "text/text.h"

enum { ROLES = 3, ALIGNED = 64 };

/* Which numbers a tensor holds. */
enum fill { UNIFORM, MOVE, FIRST, LAST, WORDS };

struct plan {
    char name[96];
    const char *type;
    uint32_t rows, cols; /* cols 0: one dimension */
    enum fill fill;
    float low, high;
};

struct plans {
    struct plan at[256];
    size_t n;
};

/* The pieces of English that no text of a test can do without, then letters and numbers to spell the rest. */
static const char *const WORDS_OF_MODEL[] = {
    "[PAD]", "[UNK]", "[CLS]", "[SEP]",     "the",    "a",     "of",       "to",      "and",    "in",
    "said",  "says",  "he",    "she",       "it",     "they",  "that",     "was",     "were",   "not",
    "told",  "no",    "we",    "officials", "police", "mayor", "minister", "attack",  "killed", "people",
    "city",  "fire",  "##s",   "##ed",      "##ing",  "##er",  "denied",   "accused", "warned"};

static void add(struct plans *p, const char *prefix, const char *part, const char *type, uint32_t rows, uint32_t cols,
                enum fill fill, float low, float high)
{
    struct plan *plan = &p->at[p->n++];
    *plan = (struct plan){.type = type, .rows = rows, .cols = cols, .fill = fill, .low = low, .high = high};
    snprintf(plan->name, sizeof plan->name, "%s%s", prefix, part);
}

static void add_floats(struct plans *p, const char *prefix, const char *part, uint32_t rows, uint32_t cols, float size)
{
    add(p, prefix, part, "F32", rows, cols, UNIFORM, -size, size);
}

static void add_norm(struct plans *p, const char *prefix, const char *part)
{
    char name[48];
    snprintf(name, sizeof name, "%s%s", prefix, part);
    add(p, name, ".weight", "F32", NN_WIDTH, 0, UNIFORM, 0.7F, 1.3F);
    add_floats(p, name, ".bias", NN_WIDTH, 0, 0.2F);
}

/* size: about that of the numbers that come out of a vector of ones and minus ones */
static void add_product(struct plans *p, const char *prefix, const char *part, uint32_t out, uint32_t in, float size)
{
    char name[48];
    float scale = size / (36.0F * (in == NN_WIDTH ? 19.6F : 39.2F)); /* 36: spread of the bytes; the roots of in */
    snprintf(name, sizeof name, "%s%s", prefix, part);
    add(p, name, ".q", "I8", out, in, UNIFORM, -63, 63);
    add(p, name, ".scale", "F32", out, 0, UNIFORM, 0.5F * scale, 1.5F * scale);
    add_floats(p, name, ".bias", out, 0, 0.1F);
}

static void add_layer(struct plans *p, int i)
{
    char prefix[32];
    snprintf(prefix, sizeof prefix, "layer.%d", i);
    add_product(p, prefix, ".qkv", 3 * NN_WIDTH, NN_WIDTH, 0.6F);
    add_product(p, prefix, ".out", NN_WIDTH, NN_WIDTH, 1);
    add_product(p, prefix, ".up", NN_INNER, NN_WIDTH, 1);
    add_product(p, prefix, ".down", NN_WIDTH, NN_INNER, 1);
    add_norm(p, prefix, ".norm1");
    add_norm(p, prefix, ".norm2");
}

static void add_crf(struct plans *p, const char *name, uint32_t kinds)
{
    uint32_t n = 4 * kinds + 1;
    add_floats(p, name, ".emit.weight", n, NN_WIDTH, 0.12F);
    add_floats(p, name, ".emit.bias", n, 0, 0.5F);
    add(p, name, ".move", "F32", n, n, MOVE, -1, 1);
    add(p, name, ".first", "F32", n, 0, FIRST, -1, 1);
    add(p, name, ".last", "F32", n, 0, LAST, -1, 1);
}

static void add_link(struct plans *p, const char *name)
{
    add_floats(p, name, ".ask.weight", NN_LINK_WIDTH, 2 * NN_WIDTH, 0.1F);
    add_floats(p, name, ".ask.bias", NN_LINK_WIDTH, 0, 0.1F);
    add_floats(p, name, ".answer.weight", NN_LINK_WIDTH, 2 * NN_WIDTH, 0.1F);
    add_floats(p, name, ".answer.bias", NN_LINK_WIDTH, 0, 0.1F);
    add_floats(p, name, ".none.weight", 1, 2 * NN_WIDTH, 0.05F);
    add_floats(p, name, ".none.bias", 1, 0, 0.1F);
    add_floats(p, name, ".distance", NN_LINK_BUCKETS, 0, 1);
}

static void list_words(struct buf *out)
{
    for (size_t i = 0; i < sizeof WORDS_OF_MODEL / sizeof *WORDS_OF_MODEL; i++)
        buf_addf(out, "%s%s", i ? "\n" : "", WORDS_OF_MODEL[i]);
    for (char c = '!'; c <= '~'; c++)
        if (c != 'a' && (c < 'A' || c > 'Z')) /* "a" is a word already, and the encoder is uncased */
            buf_addf(out, "\n%c", c);
    for (char c = 'a'; c <= 'z'; c++)
        if (c != 's')
            buf_addf(out, "\n##%c", c);
    for (char c = '0'; c <= '9'; c++)
        buf_addf(out, "\n##%c", c);
}

static uint32_t count_words(struct culpa_slice words)
{
    uint32_t n = 1;
    for (size_t i = 0; i < words.len; i++)
        n += words.ptr[i] == '\n';
    return n;
}

static void plan_all(struct plans *p, struct culpa_slice words)
{
    uint32_t n = count_words(words);
    add_norm(p, "embed", ".norm");
    add_floats(p, "embed", ".position", NN_POSITIONS, NN_WIDTH, 0.03F);
    add_floats(p, "embed", ".shape", SHAPES, NN_WIDTH, 0.05F);
    add_floats(p, "embed", ".quote", QUOTES, NN_WIDTH, 0.05F);
    add(p, "embed", ".word.scale", "F32", n, 0, UNIFORM, 0.0005F, 0.001F);
    add_crf(p, "head.attribution", ROLES);
    add_crf(p, "head.inner", ROLES);
    add_crf(p, "head.names", ENTITY_NAME_KINDS);
    add_crf(p, "head.statement", ROLES);
    add_crf(p, "head.target", 1);
    add_link(p, "link.source");
    add_link(p, "link.content");
    add_link(p, "link.target");
    add_floats(p, "act", ".inner.weight", NN_CHOICE_WIDTH, SPEECH_ACT_PARTS * NN_WIDTH, 0.1F);
    add_floats(p, "act", ".inner.bias", NN_CHOICE_WIDTH, 0, 0.1F);
    add_floats(p, "act", ".outer.weight", CULPA_ACT_NONE + 1, NN_CHOICE_WIDTH, 0.1F);
    add_floats(p, "act", ".outer.bias", CULPA_ACT_NONE + 1, 0, 0.1F);
    for (int i = 0; i < NN_LAYERS; i++)
        add_layer(p, i);
    add(p, "embed", ".word.q", "I8", n, NN_WIDTH, UNIFORM, -127, 127);
    add_floats(p, "refer", ".ask.weight", NN_PAIR_WIDTH, NN_WIDTH, 0.1F);
    add_floats(p, "refer", ".ask.bias", NN_PAIR_WIDTH, 0, 0.1F);
    add_floats(p, "refer", ".answer.weight", NN_PAIR_WIDTH, NN_WIDTH, 0.1F);
    add_floats(p, "refer", ".answer.bias", NN_PAIR_WIDTH, 0, 0.1F);
    add_floats(p, "part", ".weight", INCIDENT_PARTS, NN_WIDTH, 0.1F);
    add_floats(p, "part", ".bias", INCIDENT_PARTS, 0, 0.1F);
    add(p, "vocab", "", "U8", (uint32_t)words.len, 0, WORDS, 0, 0);
}

/* splitmix64 (Steele, Lea, Flood 2014): the same numbers everywhere. -> [0, 1) */
static double next_random(uint64_t *seed)
{
    uint64_t z = *seed += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return (double)((z ^ z >> 31) >> 11) / (double)(1ull << 53);
}

/* Labels: 0, then begin, inside, end, single of each kind. */
static bool opens(uint32_t label)
{
    return label && (label - 1) % 4 < 2;
}

static bool goes_on(uint32_t label)
{
    return label && ((label - 1) % 4 == 1 || (label - 1) % 4 == 2);
}

static bool is_forbidden(const struct plan *p, size_t i)
{
    uint32_t from = (uint32_t)(p->cols ? i / p->cols : i), to = (uint32_t)(p->cols ? i % p->cols : i);
    switch (p->fill) {
    case MOVE:
        return opens(from) ? !goes_on(to) || (from - 1) / 4 != (to - 1) / 4 : goes_on(to);
    case FIRST:
        return goes_on(to);
    case LAST:
        return opens(from);
    default:
        return false;
    }
}

static void fill(const struct plan *p, struct culpa_slice words, uint64_t *seed, struct buf *out)
{
    size_t n = (size_t)p->rows * (p->cols ? p->cols : 1);
    if (p->fill == WORDS) {
        buf_add(out, words);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        double x = (double)p->low + next_random(seed) * ((double)p->high - (double)p->low);
        if (p->type[0] == 'I')
            buf_add_char(out, (char)(x < 0 ? x - 0.5 : x + 0.5));
        else {
            float f = is_forbidden(p, i) ? -1e4F : (float)x;
            buf_add(out, slice_of((const char *)&f, sizeof f));
        }
    }
}

static void write_header(const struct plans *p, struct buf *out)
{
    size_t at = 0;
    struct buf header = {0};
    buf_add_str(&header, "{\"__metadata__\":{\"format\":\"culpa\",\"version\":\"1\"}");
    for (size_t i = 0; i < p->n; i++) {
        const struct plan *t = &p->at[i];
        size_t size = (size_t)t->rows * (t->cols ? t->cols : 1) * (t->type[0] == 'F' ? sizeof(float) : 1);
        buf_addf(&header, ",\"%s\":{\"dtype\":\"%s\",\"shape\":[%u", t->name, t->type, t->rows);
        if (t->cols)
            buf_addf(&header, ",%u", t->cols);
        buf_addf(&header, "],\"data_offsets\":[%zu,%zu]}", at, at + size);
        at += size;
    }
    buf_add_char(&header, '}');
    while (header.len % ALIGNED != ALIGNED - 8)
        buf_add_char(&header, ' ');
    for (int i = 0; i < 8; i++)
        buf_add_char(out, (char)(header.len >> 8 * i & 0xFF));
    buf_add(out, slice_of(header.ptr, header.len));
    buf_release(&header);
}

bool synthetic_write(const char *path)
{
    struct plans *plans = calloc(1, sizeof *plans);
    struct buf words = {0}, out = {0};
    uint64_t seed = 20150613;
    if (!plans)
        return false;
    list_words(&words);
    plan_all(plans, slice_of(words.ptr, words.len));
    write_header(plans, &out);
    for (size_t i = 0; i < plans->n; i++)
        fill(&plans->at[i], slice_of(words.ptr, words.len), &seed, &out);
    FILE *f = fopen(path, "wb");
    bool done = f && !out.failed && fwrite(out.ptr, 1, out.len, f) == out.len;
    if (f)
        done = !fclose(f) && done;
    buf_release(&words);
    buf_release(&out);
    free(plans);
    return done;
}
