/* Filling in a culpa_error. */
#ifndef BASE_STATUS_H
#define BASE_STATUS_H

#include "culpa.h"

#define NO_LINE 0
#define NO_OFFSET SIZE_MAX

/* Fills *error where it is not NULL; returns status, so that callers can write `return status_error(...)`. */
__attribute__((format(printf, 5, 6))) enum culpa_status
status_error(struct culpa_error *error, enum culpa_status status, size_t line, size_t offset, const char *format, ...);

#endif
