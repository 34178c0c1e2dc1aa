/* A small vocabulary for the tests of src/text. */
#ifndef TESTS_WORDS_H
#define TESTS_WORDS_H

#include "check.h"
#include "text/text.h"

static inline struct text_vocabulary *words_open(const char *lines)
{
    struct text_vocabulary *v = NULL;
    assert_int_equal(text_vocabulary_new(slice_of(lines, strlen(lines)), &v), CULPA_OK);
    return v;
}

#endif
