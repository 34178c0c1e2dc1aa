/* Calls that fail when they are told to. The linker sends culpa's own calls of the wrapped functions here (--wrap, see
 * meson.build). Libraries keep their allocators: jansson loses a character and says nothing when the buffer of a string
 * cannot grow, and libxml2 2.9 prints and loses blocks. */
#ifndef TESTS_FAILING_H
#define TESTS_FAILING_H

#include <stdbool.h>
#include <stddef.h>

/* The n-th allocation from now on fails, and all behind it where forever; n 0: none. */
void failing_alloc(size_t n, bool forever);
/* The same for what opens, looks at and reads files; they fail once. */
void failing_io(size_t n);
/* Calls since the last failing_alloc() or failing_io(). */
size_t failing_allocs(void);
/* Blocks that wrapped calls have handed out and that were not given back. */
long failing_live(void);

#endif
