/* Rows of an answer of a store, as a table for people or as JSON. */
#ifndef CLI_TABLE_H
#define CLI_TABLE_H

#include "base/arena.h"
#include "base/json.h"

/* A column for people, made of some of the cells of a row. */
struct table_column {
    const char *header;
    const char *cells[5];                     /* names; what is unknown is left out */
    enum { TABLE_JOINED, TABLE_BOUNDS } kind; /* with a comma between them; lower and upper bound */
};

struct table {
    const struct table_column *columns; /* the last may be long, and is cut where the terminal ends */
    size_t n_columns;
    struct arena *arena;
    struct VEC(struct culpa_slice) cells; /* row by row */
    bool failed;
};

/* A culpa_row: context is a struct table. */
bool table_row(void *context, const struct culpa_cell *cells, size_t n);
/* The rows with a line of headers; width: of the terminal, 0 where nothing is to be cut. Nothing where there are none.
 */
void table_write(const struct table *table, unsigned width, struct buf *out);

/* One row as a JSON object: unknown cells are left out, start and end become "span". */
void table_json(struct json *j, const struct culpa_cell *cells, size_t n);

#endif
