/* See table.h. */
#include "cli/table.h"

#include <inttypes.h>
#include <stdio.h>

enum { GAP = 2 };

static const struct culpa_cell *find(const struct culpa_cell *cells, size_t n, const char *name)
{
    for (size_t i = 0; i < n && name; i++)
        if (!strcmp(cells[i].name, name))
            return cells[i].kind == CULPA_CELL_NONE ? NULL : &cells[i];
    return NULL;
}

static void put(struct buf *out, const struct culpa_cell *cell)
{
    if (cell->kind == CULPA_CELL_NUMBER)
        buf_addf(out, "%" PRId64, cell->number);
    else
        for (size_t i = 0; i < cell->text.len; i++) /* a row is a line */
            buf_add_char(out, (unsigned char)cell->text.ptr[i] < ' ' ? ' ' : cell->text.ptr[i]);
}

/* "3", "3-5", "at least 3", "at most 3" */
static void put_bounds(struct buf *out, const struct culpa_cell *low, const struct culpa_cell *high)
{
    if (!low && !high)
        return;
    if (!high)
        buf_add_str(out, "at least ");
    if (!low)
        buf_add_str(out, "at most ");
    put(out, low ? low : high);
    if (low && high && low->number != high->number) {
        buf_add_char(out, '-');
        put(out, high);
    }
}

bool table_row(void *context, const struct culpa_cell *cells, size_t n)
{
    struct table *table = context;
    struct buf text = {0};
    for (size_t c = 0; c < table->n_columns && !table->failed; c++) {
        const struct table_column *column = &table->columns[c];
        buf_clear(&text);
        if (column->kind == TABLE_BOUNDS)
            put_bounds(&text, find(cells, n, column->cells[0]), find(cells, n, column->cells[1]));
        else
            for (size_t i = 0; i < sizeof column->cells / sizeof *column->cells; i++) {
                const struct culpa_cell *cell = find(cells, n, column->cells[i]);
                if (cell && text.len)
                    buf_add_str(&text, ", ");
                if (cell)
                    put(&text, cell);
            }
        struct culpa_slice copy = arena_copy(table->arena, slice_of(text.ptr, text.len));
        table->failed = text.failed || !copy.ptr || !VEC_PUSH(table->arena, &table->cells, copy);
    }
    buf_release(&text);
    return !table->failed;
}

/* Code points; of most of them the first bytes. */
static size_t count(struct culpa_slice s, size_t most, size_t *bytes)
{
    size_t n = 0, i = 0;
    for (; i < s.len; i++) {
        bool first = ((unsigned char)s.ptr[i] & 0xC0) != 0x80;
        if (first && n == most)
            break;
        n += first;
    }
    *bytes = i;
    return n;
}

static void put_padded(struct buf *out, struct culpa_slice s, size_t width, bool last, size_t room)
{
    size_t bytes, n = count(s, last && room ? room : SIZE_MAX, &bytes);
    buf_add(out, slice_of(s.ptr, bytes));
    for (; !last && n < width + GAP; n++)
        buf_add_char(out, ' ');
}

void table_write(const struct table *table, unsigned width, struct buf *out)
{
    size_t widths[16] = {0}, n = table->n_columns, before = 0, bytes;
    if (!table->cells.n)
        return;
    for (size_t c = 0; c < n; c++)
        widths[c] = strlen(table->columns[c].header);
    for (size_t i = 0; i < table->cells.n; i++) {
        size_t wide = count(table->cells.at[i], SIZE_MAX, &bytes);
        if (wide > widths[i % n])
            widths[i % n] = wide;
    }
    for (size_t c = 0; c + 1 < n; c++)
        before += widths[c] + GAP;
    size_t room = width > before + GAP ? width - before : 0; /* too narrow a terminal: let it wrap */
    for (size_t c = 0; c < n; c++)
        put_padded(out, slice_of(table->columns[c].header, strlen(table->columns[c].header)), widths[c], c + 1 == n, 0);
    buf_add_char(out, '\n');
    for (size_t i = 0; i < table->cells.n; i++) {
        bool last = i % n + 1 == n;
        put_padded(out, table->cells.at[i], widths[i % n], last, room);
        if (last)
            buf_add_char(out, '\n');
    }
}

void table_json(struct json *j, const struct culpa_cell *cells, size_t n)
{
    json_object(j);
    for (size_t i = 0; i < n; i++) {
        if (cells[i].kind == CULPA_CELL_NONE)
            continue;
        if (!strcmp(cells[i].name, "start") && i + 1 < n) {
            json_key(j, "span");
            json_array(j);
            json_number(j, (uint64_t)cells[i].number);
            json_number(j, (uint64_t)cells[i + 1].number);
            json_array_end(j);
            i++;
            continue;
        }
        json_key(j, cells[i].name);
        if (cells[i].kind == CULPA_CELL_NUMBER)
            json_number(j, (uint64_t)cells[i].number);
        else
            json_string(j, cells[i].text);
    }
    json_object_end(j);
}
