/* Reading JSON with another reader than ours. In a file of its own: jansson's names and those of base/json.h clash. */
#ifndef TESTS_READ_BACK_H
#define TESTS_READ_BACK_H

#include "culpa.h"

/* The only string in an array, copied to the heap; the caller frees it. ptr is NULL where json is not of that form. */
struct culpa_slice read_back_string(struct culpa_slice json);

#endif
