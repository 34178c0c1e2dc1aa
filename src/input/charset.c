/* Any charset -> UTF-8, by iconv. A page's own label is believed only as far as its bytes allow. */
#include <errno.h>
#include <iconv.h>

#include "base/limits.h"
#include "base/status.h"
#include "base/utf8.h"
#include "input/input.h"

enum { SNIFFED = 4096, LABEL_BYTES = 40 };

static const char REPLACEMENT[] = "\xEF\xBF\xBD";

/* Bytes above 0x7F that begin valid sequences of two and more bytes, and those that do not. */
struct census {
    size_t valid, broken;
};

static struct census count_sequences(struct culpa_slice s)
{
    struct census n = {0};
    for (size_t at = 0, len; at < s.len; at += len) {
        len = 1;
        if ((unsigned char)s.ptr[at] < 0x80)
            continue;
        utf8_decode(s, at, &len);
        n.valid += len > 1;
        n.broken += len == 1;
    }
    return n;
}

/* UTF-8 with a few broken bytes: each becomes U+FFFD. */
static enum culpa_status mend(struct arena *arena, struct culpa_slice bytes, size_t broken, struct culpa_slice *utf8)
{
    char *out = ARENA_ARRAY(arena, char, bytes.len + 2 * broken + 1);
    if (!out)
        return CULPA_NO_MEMORY;
    size_t n = 0;
    for (size_t at = 0, len; at < bytes.len; at += len) {
        uint32_t code = utf8_decode(bytes, at, &len);
        bool bad = code == 0xFFFD && len == 1;
        memcpy(out + n, bad ? REPLACEMENT : bytes.ptr + at, bad ? 3 : len);
        n += bad ? 3 : len;
    }
    *utf8 = slice_of(out, n);
    return CULPA_OK;
}

static enum culpa_status convert(struct arena *arena, const char *charset, struct culpa_slice bytes,
                                 struct culpa_slice *utf8, bool *known)
{
    iconv_t cd = iconv_open("UTF-8", charset);
    *known = cd != (iconv_t)-1;
    if (!*known)
        return CULPA_OK;
    size_t room =
        bytes.len * 3 + 16; /* one byte becomes at most three, two bytes of UTF-16 at most three, four at most four */
    char *out = ARENA_ARRAY(arena, char, room);
    enum culpa_status status = out ? CULPA_OK : CULPA_NO_MEMORY;
    char *from = (char *)(uintptr_t)bytes.ptr, *to = out;
    size_t left = bytes.len;
    while (!status && left && iconv(cd, &from, &left, &to, &room) == (size_t)-1) {
        if (errno == EINVAL || room < 3)
            break; /* cut off in the middle of a character */
        memcpy(to, REPLACEMENT, 3);
        to += 3;
        room -= 3;
        from++;
        left--;
    }
    iconv_close(cd);
    if (!status)
        *utf8 = slice_of(out, (size_t)(to - out));
    return status;
}

/* UTF-16 without a mark: text in it is full of NUL bytes, all at odd or all at even places. */
static const char *guess_wide(struct culpa_slice bytes)
{
    size_t zeros[2] = {0}, n = bytes.len < SNIFFED ? bytes.len : SNIFFED;
    for (size_t i = 0; i < n; i++)
        zeros[i % 2] += !bytes.ptr[i];
    if (n < 8 || zeros[0] + zeros[1] < n / 4)
        return NULL;
    return zeros[1] > 8 * zeros[0] ? "UTF-16LE" : zeros[0] > 8 * zeros[1] ? "UTF-16BE" : NULL;
}

/* What browsers do too: pages that say Latin-1 are meant to be Windows-1252 (WHATWG Encoding Standard). */
static const char *real_name(struct culpa_slice label, char name[LABEL_BYTES])
{
    if (!label.len || label.len >= LABEL_BYTES)
        return NULL;
    if (slice_starts_nocase(label, SLICE("iso-8859-1")) && label.len == 10)
        return "WINDOWS-1252";
    if (slice_eq_nocase(label, SLICE("latin1")) || slice_eq_nocase(label, SLICE("ascii")) ||
        slice_eq_nocase(label, SLICE("us-ascii")))
        return "WINDOWS-1252";
    /* the label was read as bytes, so it cannot be in UTF-16 */
    if (slice_starts_nocase(label, SLICE("utf-8")) || slice_eq_nocase(label, SLICE("utf8")) ||
        slice_starts_nocase(label, SLICE("utf-16")))
        return NULL;
    for (size_t i = 0; i < label.len; i++) {
        unsigned char c = (unsigned char)label.ptr[i];
        if (c <= ' ' || c >= 0x7F || c == '/')
            return NULL;
        name[i] = (char)c;
    }
    name[label.len] = 0;
    return name;
}

enum culpa_status input_to_utf8(struct arena *arena, struct culpa_slice bytes, struct culpa_slice label,
                                struct culpa_slice *utf8, struct culpa_error *error)
{
    enum culpa_status status = CULPA_OK;
    char name[LABEL_BYTES];
    bool known = false;
    *utf8 = bytes;
    const char *wide = slice_starts(bytes, SLICE("\xFF\xFE"))   ? "UTF-16LE"
                       : slice_starts(bytes, SLICE("\xFE\xFF")) ? "UTF-16BE"
                                                                : NULL;
    if (wide)
        status = convert(arena, wide, slice_of(bytes.ptr + 2, bytes.len - 2), utf8, &known);
    else if (utf8_invalid(bytes) == SIZE_MAX) {
        wide = guess_wide(bytes);
        if (wide)
            status = convert(arena, wide, bytes, utf8, &known);
    } else if ((wide = guess_wide(bytes)))
        status = convert(arena, wide, bytes, utf8, &known);
    else {
        struct census n = count_sequences(bytes);
        const char *charset = real_name(label, name);
        if (n.valid > n.broken) {
            status = mend(arena, bytes, n.broken, utf8);
            known = true;
        } else if (charset)
            status = convert(arena, charset, bytes, utf8, &known);
        if (!status && !known)
            status = convert(arena, "WINDOWS-1252", bytes, utf8, &known);
        if (!status && !known) /* this system's iconv lacks even that */
            status = mend(arena, bytes, n.broken, utf8);
    }
    return status ? status_error(error, status, NO_LINE, NO_OFFSET, "out of memory") : CULPA_OK;
}

struct culpa_slice input_html_charset(struct culpa_slice bytes)
{
    struct culpa_slice head = slice_of(bytes.ptr, bytes.len < SNIFFED ? bytes.len : SNIFFED);
    size_t at = slice_find_nocase(head, SLICE("charset"), 0);
    for (; at != SIZE_MAX; at = slice_find_nocase(head, SLICE("charset"), at + 1)) {
        size_t from = at + 7;
        bool equals = false; /* "charset" may be a word of the text */
        for (; from < head.len && head.ptr[from] && strchr(" \t\n=\"'", head.ptr[from]); from++)
            equals = equals || head.ptr[from] == '=';
        size_t to = from;
        while (to < head.len && head.ptr[to] && !strchr(" \t\n\"'>/;", head.ptr[to]))
            to++;
        if (to > from && equals)
            return slice_of(head.ptr + from, to - from);
    }
    return (struct culpa_slice){0};
}
