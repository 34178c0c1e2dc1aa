/* How many reports have a word: data/ledger/word_weights.tsv, compiled in. */
#ifndef LEDGER_WORD_WEIGHTS_H
#define LEDGER_WORD_WEIGHTS_H

#include <stddef.h>

struct word_weight {
    const char *word;
    unsigned per_10000; /* of 10,000 reports of news */
};

extern const struct word_weight word_weights[];
extern const size_t word_weights_n;

#endif
