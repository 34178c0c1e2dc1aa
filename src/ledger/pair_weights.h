/* Weights of what is compared in two reports (groups.h), learnt on the train parts of gva and ecbplus by a fit of which
 * the script was lost. Those of train/pairs.py, which is its like, are not better: docs/design/identity.md. */
#ifndef LEDGER_PAIR_WEIGHTS_H
#define LEDGER_PAIR_WEIGHTS_H

#include "ledger/groups.h"

static const double PAIR_WEIGHTS[PAIR_FEATURE_COUNT] = {
    [PAIR_BASE] = -6.395,   [PAIR_WORDS] = 4.336,  [PAIR_WORDS_ROOT] = 7.025, [PAIR_TITLE] = 2.387,
    [PAIR_PERSONS] = 3.356, [PAIR_PLACES] = 3.424, [PAIR_NO_PERSON] = -1.039, [PAIR_NO_PLACE] = -0.466,
    [PAIR_UNDATED] = 1.092, [PAIR_APART] = -3.494, [PAIR_DAY] = 3.945,
};

#endif
