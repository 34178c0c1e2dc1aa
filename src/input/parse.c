/* The bytes of one record -> a document: which format it is, and what all formats have in common. */
#include "base/limits.h"
#include "base/status.h"
#include "base/utf8.h"
#include "input/input.h"

enum { SNIFFED = 4096, SAMPLE = 1 << 16 };

/* --- format --- */

static bool ends_with(const char *file, const char *ending)
{
    size_t n = strlen(file), k = strlen(ending);
    return n >= k && slice_eq_nocase(slice_of(file + n - k, k), slice_of(ending, k));
}

/* A page begins with its doctype or has some tags that no text has. */
static bool looks_like_html(struct culpa_slice bytes)
{
    struct culpa_slice head = slice_trim(slice_of(bytes.ptr, bytes.len < SNIFFED ? bytes.len : SNIFFED));
    if (slice_starts(head, SLICE("\xEF\xBB\xBF")))
        head = slice_trim(slice_of(head.ptr + 3, head.len - 3));
    if (!head.len || head.ptr[0] != '<')
        return false;
    static const char *const tags[] = {"<!doctype html", "<html", "<head", "<body",
                                       "<meta ",         "<div",  "<p>",   "<article"};
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (slice_find_nocase(head, slice_of(tags[i], strlen(tags[i])), 0) != SIZE_MAX)
            return true;
    return false;
}

static enum culpa_format find_format(const char *file, struct culpa_slice bytes)
{
    if (file && (ends_with(file, ".html") || ends_with(file, ".htm") || ends_with(file, ".xhtml")))
        return CULPA_FORMAT_HTML;
    if (file && ends_with(file, ".json"))
        return CULPA_FORMAT_JSON;
    return looks_like_html(bytes) ? CULPA_FORMAT_HTML : CULPA_FORMAT_TEXT;
}

/* --- what is no text --- */

/* One control byte in fifty is rubbish; a stray one is not. */
static enum culpa_status check_text(struct culpa_slice text, struct culpa_error *error)
{
    size_t n = text.len < SAMPLE ? text.len : SAMPLE, controls = 0, first = NO_OFFSET;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c >= ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f')
            continue;
        if (!controls++)
            first = i;
    }
    if (controls * 50 > n)
        return status_error(error, CULPA_NOT_TEXT, NO_LINE, first, "not text: too many control bytes");
    return CULPA_OK;
}

/* Files that people hand over by mistake, by their first bytes. */
static enum culpa_status check_kind(struct culpa_slice bytes, struct culpa_error *error)
{
    static const struct {
        struct culpa_slice magic;
        const char *what;
    } kinds[] = {
        {{"\x1F\x8B", 2}, "compressed by gzip: unpack it first"},
        {{"PK\x03\x04", 4}, "a zip archive or an office document: unpack or export it first"},
        {{"%PDF-", 5}, "a PDF: turn it into text first"},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (slice_starts(bytes, kinds[i].magic))
            return status_error(error, CULPA_NOT_TEXT, NO_LINE, NO_OFFSET, "not text: %s", kinds[i].what);
    return CULPA_OK;
}

static bool has_letters(struct culpa_slice text)
{
    for (size_t at = 0, len; at < text.len; at += len)
        if (utf8_is_alpha(utf8_decode(text, at, &len)))
            return true;
    return false;
}

/* --- what all documents get --- */

static enum culpa_status add_id(struct arena *arena, struct culpa_document *document)
{
    uint64_t hash = 14695981039346656037u; /* FNV-1a */
    for (size_t i = 0; i < document->text.len; i++)
        hash = (hash ^ (unsigned char)document->text.ptr[i]) * 1099511628211u;
    char hex[16];
    for (int i = 15; i >= 0; i--, hash >>= 4)
        hex[i] = "0123456789abcdef"[hash & 15];
    document->id = arena_copy(arena, slice_of(hex, sizeof hex));
    return document->id.ptr ? CULPA_OK : CULPA_NO_MEMORY;
}

/* English where enough of its function words occur; other languages are left unnamed. */
static struct culpa_slice find_language(struct culpa_slice text)
{
    static const char *const words[] = {"the",  "of", "and", "to", "in",   "a",    "is", "was", "that", "for",  "on",
                                        "with", "as", "at",  "by", "from", "said", "it", "he",  "has",  "were", "be"};
    size_t n = 0, hits = 0, end = text.len < SNIFFED ? text.len : SNIFFED;
    for (size_t at = 0; at < end;) {
        while (at < end && (unsigned char)text.ptr[at] <= ' ')
            at++;
        size_t from = at;
        while (at < end && (unsigned char)text.ptr[at] > ' ')
            at++;
        n += at > from;
        for (size_t i = 0; i < sizeof words / sizeof *words && at > from; i++)
            hits += slice_eq_nocase(slice_of(text.ptr + from, at - from), slice_of(words[i], strlen(words[i])));
    }
    return n && hits * 100 >= n * 15 ? SLICE("en") : (struct culpa_slice){0};
}

static enum culpa_status finish(struct arena *arena, enum culpa_format format, struct culpa_document *document,
                                struct culpa_error *error)
{
    if (document->text.len > LIMIT_TEXT_BYTES)
        return status_error(error, CULPA_TOO_LARGE, NO_LINE, NO_OFFSET, "its text is longer than %zu bytes",
                            LIMIT_TEXT_BYTES);
    enum culpa_status status = check_text(document->text, error);
    if (status)
        return status;
    if (!has_letters(document->text))
        return status_error(error, CULPA_EMPTY, NO_LINE, NO_OFFSET, "holds no text");
    if (!document->title.len && !document->n_blocks)
        document->title = input_find_title(document->text);
    if (!document->language.len)
        document->language = find_language(document->text);
    if (!document->id.ptr)
        status = add_id(arena, document);
    if (!status && format != CULPA_FORMAT_HTML)
        status = input_find_furniture(arena, document);
    if (!status && format != CULPA_FORMAT_HTML)
        status = input_mark_title(arena, document);
    return status ? status_error(error, status, NO_LINE, NO_OFFSET, "out of memory") : CULPA_OK;
}

enum culpa_status input_parse(struct arena *arena, enum culpa_format format, const char *file, struct culpa_slice bytes,
                              struct culpa_document *document, struct culpa_error *error)
{
    struct culpa_slice label = {0}, utf8;
    if (!slice_trim(bytes).len)
        return status_error(error, CULPA_EMPTY, NO_LINE, NO_OFFSET, "empty");
    enum culpa_status status = check_kind(bytes, error);
    if (!status)
        status = input_to_utf8(arena, bytes, label, &utf8, error);
    if (status)
        return status;
    if (format == CULPA_FORMAT_AUTO)
        format = find_format(file, utf8);
    if (file)
        document->file = slice_of(file, strlen(file));
    if (format == CULPA_FORMAT_HTML) {
        label = input_html_charset(bytes);
        if (label.len && utf8.ptr != bytes.ptr) /* its bytes alone did not say */
            status = input_to_utf8(arena, bytes, label, &utf8, error);
        if (!status)
            status = check_text(utf8, error);
        if (!status)
            status = input_parse_html(arena, utf8, document, error);
    } else if (format == CULPA_FORMAT_JSON)
        status = input_parse_json(arena, utf8, document, error);
    else
        document->text = utf8;
    return status ? status : finish(arena, format, document, error);
}
