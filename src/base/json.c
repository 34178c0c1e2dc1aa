/* See json.h. */
#include "base/json.h"

#include "base/utf8.h"

static void before_value(struct json *j)
{
    if (j->comma)
        buf_add_char(j->out, ',');
    j->comma = true;
}

void json_object(struct json *j)
{
    before_value(j);
    buf_add_char(j->out, '{');
    j->comma = false;
}

void json_object_end(struct json *j)
{
    buf_add_char(j->out, '}');
    j->comma = true;
}

void json_array(struct json *j)
{
    before_value(j);
    buf_add_char(j->out, '[');
    j->comma = false;
}

void json_array_end(struct json *j)
{
    buf_add_char(j->out, ']');
    j->comma = true;
}

void json_key(struct json *j, const char *name)
{
    before_value(j);
    buf_add_char(j->out, '"');
    buf_add_str(j->out, name);
    buf_add_str(j->out, "\":");
    j->comma = false;
}

static void escape(struct buf *out, unsigned char c)
{
    switch (c) {
    case '"':
        buf_add_str(out, "\\\"");
        break;
    case '\\':
        buf_add_str(out, "\\\\");
        break;
    case '\n':
        buf_add_str(out, "\\n");
        break;
    case '\r':
        buf_add_str(out, "\\r");
        break;
    case '\t':
        buf_add_str(out, "\\t");
        break;
    default:
        buf_addf(out, "\\u%04x", c);
    }
}

void json_string(struct json *j, struct culpa_slice s)
{
    before_value(j);
    buf_add_char(j->out, '"');
    size_t from = 0, len;
    for (size_t at = 0; at < s.len; at += len) {
        unsigned char c = (unsigned char)s.ptr[at];
        len = 1;
        bool plain = c >= ' ' && c < 0x80 && c != '"' && c != '\\';
        bool bad = c >= 0x80 && utf8_decode(s, at, &len) == 0xFFFD && len == 1;
        if (plain || (c >= 0x80 && !bad))
            continue;
        buf_add(j->out, slice_of(s.ptr + from, at - from));
        if (bad)
            buf_add_str(j->out, "\xEF\xBF\xBD");
        else
            escape(j->out, c);
        from = at + 1;
    }
    buf_add(j->out, slice_of(s.ptr + from, s.len - from));
    buf_add_char(j->out, '"');
}

void json_str(struct json *j, const char *nul_terminated)
{
    json_string(j, slice_of(nul_terminated, strlen(nul_terminated)));
}

void json_number(struct json *j, uint64_t n)
{
    before_value(j);
    char digits[24];
    size_t at = sizeof digits;
    do
        digits[--at] = (char)('0' + n % 10);
    while (n /= 10);
    buf_add(j->out, slice_of(digits + at, sizeof digits - at));
}

void json_digits(struct json *j, struct culpa_slice digits)
{
    before_value(j);
    buf_add(j->out, digits);
}

void json_null(struct json *j)
{
    before_value(j);
    buf_add_str(j->out, "null");
}

void json_bool(struct json *j, bool value)
{
    before_value(j);
    buf_add_str(j->out, value ? "true" : "false");
}
