/* A model of the real shape with weights from a fixed seed and a small vocabulary: what it says of a report means
 * nothing, but it says the same on every machine, and tests need no trained weights. */
#ifndef TESTS_SYNTHETIC_H
#define TESTS_SYNTHETIC_H

#include <stdbool.h>

/* Writes the model file. False where it cannot. */
bool synthetic_write(const char *path);

#endif
