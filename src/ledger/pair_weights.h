/* Made by train/pairs.py from gva and ecbplus (train parts); do not edit. */
#ifndef LEDGER_PAIR_WEIGHTS_H
#define LEDGER_PAIR_WEIGHTS_H

#include "ledger/groups.h"

static const double PAIR_WEIGHTS[PAIR_FEATURE_COUNT] = {
    [PAIR_BASE] = -6.395,   [PAIR_WORDS] = 4.336,  [PAIR_WORDS_ROOT] = 7.025, [PAIR_TITLE] = 2.387,
    [PAIR_PERSONS] = 3.356, [PAIR_PLACES] = 3.424, [PAIR_NO_PERSON] = -1.039, [PAIR_NO_PLACE] = -0.466,
    [PAIR_UNDATED] = 1.092, [PAIR_APART] = -3.494, [PAIR_DAY] = 3.945,
};

#endif
