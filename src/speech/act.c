/* What kind of act a statement is, and at whom it is aimed. */
#include "speech/speech.h"

/* An accusation at nobody must be e times as likely as the next best act. With the first weights that knew statements
 * 61 of 78 accusations were right with it on the development ledgers, 69 of 109 without, 46 of 53 where a target is
 * always asked for. */
static const float SURE = 1.0F;

/* What the words of the content add to an act, of the classifier's log odds: with it act F1 on the development ledgers
 * rose from 58.0 to 60.4; with 1 to 58.9, with 2 to 60.3, with 4 to 60.3. */
static const float LEAN = 2.5F;

/* What is added to the log odds of some acts: of the statements of raw news, from which the classifier has learnt, more
 * condemn than of those of reports on attacks, and what is no statement must be less likely. With 0.5 for none found F1
 * on the development ledgers rose from 88.2 to 88.5, act F1 from 61.3 to 61.7; with -0.5 for condemning act F1 rose
 * from 63.1 to 63.4; with 0.5 for promising and -0.5 for demanding to 63.8. */
static const float MORE[CULPA_ACT_NONE + 1] = {
    [CULPA_ACT_CONDEMN] = -0.5F, [CULPA_ACT_PROMISE] = 0.5F, [CULPA_ACT_DEMAND] = -0.5F, [CULPA_ACT_NONE] = 0.5F};

/* What goes on without a cue tells more often than it weighs; of the examples of the classifier 3 in 100 have none.
 * With it act F1 rose from 61.9 to 63.1; with 1 to 62.3, with 2.5 to 62.9. */
static const float TELLS = 2.0F;

static void lean(const struct speech_window *w, const struct speech_pieces *pieces, float scores[])
{
    uint32_t first = (uint32_t)(w->tokens - w->text->tokens), acts = 0;
    for (size_t i = 0; i < pieces->n_contents; i++)
        acts |= speech_leanings_of(
            w->text, (struct text_range){first + pieces->contents[i].from, first + pieces->contents[i].to});
    for (uint32_t act = 0; act < CULPA_ACT_NONE; act++)
        scores[act] += acts >> act & 1 ? LEAN : 0;
}

/* The first of the best but one. */
static uint32_t best_but(const float scores[], uint32_t but)
{
    uint32_t best = but == 0 ? 1 : 0;
    for (uint32_t i = best; i <= CULPA_ACT_NONE; i++)
        if (i != but && scores[i] > scores[best])
            best = i;
    return best;
}

/* The classifier reads the first and the last token of the cue, the first of the content, and the mean of the
 * content's: train/model.py, Act. What is absent is zero. */
enum culpa_act speech_choose_act(const struct speech_window *w, const struct speech_pieces *pieces, bool aimed)
{
    const float *x = w->view->x;
    float row[SPEECH_ACT_PARTS * NN_WIDTH] = {0}, scores[CULPA_ACT_NONE + 1];
    if (pieces->cue) {
        memcpy(row, x + (size_t)pieces->cue->from * NN_WIDTH, NN_WIDTH * sizeof *x);
        memcpy(row + NN_WIDTH, x + (size_t)(pieces->cue->to - 1) * NN_WIDTH, NN_WIDTH * sizeof *x);
    }
    if (pieces->n_contents)
        memcpy(row + 2 * NN_WIDTH, x + (size_t)pieces->contents[0].from * NN_WIDTH, NN_WIDTH * sizeof *x);
    float *mean = row + 3 * NN_WIDTH;
    uint32_t n = 0;
    for (size_t i = 0; i < pieces->n_contents; i++)
        for (uint32_t t = pieces->contents[i].from; t < pieces->contents[i].to; t++, n++)
            for (uint32_t k = 0; k < NN_WIDTH; k++)
                mean[k] += x[(size_t)t * NN_WIDTH + k];
    for (uint32_t k = 0; n && k < NN_WIDTH; k++)
        mean[k] /= (float)n;
    nn_choice_best(&w->heads->act, row, scores);
    lean(w, pieces, scores);
    for (uint32_t act = 0; act <= CULPA_ACT_NONE; act++)
        scores[act] += MORE[act];
    scores[CULPA_ACT_REPORT] += pieces->cue ? 0 : TELLS;
    uint32_t best = best_but(scores, UINT32_MAX);
    if (best != CULPA_ACT_ACCUSE || aimed)
        return (enum culpa_act)best;
    /* Without a party that is said to have done wrong there is no accusation: "The platform also teaches boys to
     * appreciate women," she said. The next best act stands, unless it is far behind and the party was overlooked. */
    uint32_t next = best_but(scores, best);
    return (enum culpa_act)(scores[best] - scores[next] > SURE ? best : next);
}

enum culpa_status speech_find_targets(struct speech_window *w)
{
    return nn_crf_tag(&w->heads->target, w->scratch, w->view, NULL, &w->targets);
}

enum culpa_status speech_aim(const struct speech_window *w, const struct speech_pieces *pieces, uint32_t *target)
{
    *target = CULPA_NONE;
    if (!w->targets.n)
        return CULPA_OK;
    const struct nn_piece *ask = pieces->cue ? pieces->cue : pieces->contents;
    return nn_link_best(&w->heads->aim, w->scratch, w->view->x, w->view->paragraph, ask, 1, w->targets.at,
                        (uint32_t)w->targets.n, target);
}
