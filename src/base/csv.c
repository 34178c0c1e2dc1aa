/* See csv.h. */
#include "base/csv.h"

#include "base/utf8.h"

static void before_cell(struct csv *c)
{
    if (c->comma)
        buf_add_char(c->out, ',');
    c->comma = true;
}

static bool is_blank(unsigned char byte)
{
    return byte <= ' ' || byte == 0x7F;
}

static struct culpa_slice trim(struct culpa_slice s)
{
    while (s.len && is_blank((unsigned char)s.ptr[0])) {
        s.ptr++;
        s.len--;
    }
    while (s.len && is_blank((unsigned char)s.ptr[s.len - 1]))
        s.len--;
    return s;
}

void csv_text(struct csv *c, struct culpa_slice s)
{
    before_cell(c);
    s = trim(s);
    if (!s.len)
        return;
    bool quoted = memchr(s.ptr, '"', s.len) || memchr(s.ptr, ',', s.len);
    if (quoted)
        buf_add_char(c->out, '"');
    if (strchr("=+-@", s.ptr[0]))
        buf_add_char(c->out, '\'');
    size_t len;
    for (size_t at = 0; at < s.len; at += len) {
        unsigned char byte = (unsigned char)s.ptr[at];
        uint32_t code_point = utf8_decode(s, at, &len);
        if (is_blank(byte)) {
            if (!is_blank((unsigned char)s.ptr[at - 1])) /* the first byte is none: trimmed */
                buf_add_char(c->out, ' ');
        } else if (byte == '"') {
            buf_add_str(c->out, "\"\"");
        } else if (code_point == 0xFFFD && len == 1) {
            buf_add_str(c->out, "\xEF\xBF\xBD");
        } else {
            buf_add(c->out, slice_of(s.ptr + at, len));
        }
    }
    if (quoted)
        buf_add_char(c->out, '"');
}

void csv_str(struct csv *c, const char *nul_terminated)
{
    csv_text(c, slice_of(nul_terminated, strlen(nul_terminated)));
}

void csv_number(struct csv *c, uint64_t n)
{
    before_cell(c);
    buf_addf(c->out, "%llu", (unsigned long long)n);
}

void csv_digits(struct csv *c, struct culpa_slice s)
{
    before_cell(c);
    buf_add(c->out, s);
}

void csv_empty(struct csv *c)
{
    before_cell(c);
}

void csv_end(struct csv *c)
{
    buf_add_str(c->out, "\r\n");
    c->comma = false;
}
