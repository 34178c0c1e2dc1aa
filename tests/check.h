/* What every unit test includes: cmocka and the headers that it wants before itself. */
#ifndef TESTS_CHECK_H
#define TESTS_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/slice.h"

/* cmocka compares memory with equal lengths only. */
#define assert_slice(s, expected)                                                                                      \
    do {                                                                                                               \
        struct culpa_slice got_ = (s), want_ = slice_of((expected), strlen(expected));                                 \
        if (!slice_eq(got_, want_))                                                                                    \
            fail_msg("\"%.*s\" instead of \"%s\"", (int)got_.len, got_.ptr ? got_.ptr : "", (expected));               \
    } while (0)

#endif
