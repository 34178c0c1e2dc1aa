/* Pieces and links of one window -> statements. */
#include "speech/speech.h"

enum { SOURCE, CUE, CONTENT, ROLES };

/* How much likelier a cue is whose words tell a statement by themselves ("has claimed responsibility"). */
static const float TOLD = 4.0F;

enum culpa_status speech_open(const struct nn_model *model, struct speech_heads *heads, struct culpa_error *error)
{
    enum culpa_status status = nn_crf_open(model, "head.attribution", ROLES, &heads->attribution, error);
    if (!status)
        status = nn_crf_open(model, "head.statement", ROLES, &heads->statement, error);
    if (!status)
        status = nn_crf_open(model, "head.inner", ROLES, &heads->inner, error);
    if (!status)
        status = nn_link_open(model, "link.source", &heads->source, error);
    if (!status)
        status = nn_link_open(model, "link.content", &heads->content, error);
    if (!status)
        status = nn_choice_open(model, "act", SPEECH_ACT_PARTS * NN_WIDTH, CULPA_ACT_NONE + 1, &heads->act, error);
    if (!status)
        status = nn_crf_open(model, "head.target", 1, &heads->target, error);
    if (!status)
        status = nn_link_open(model, "link.target", &heads->aim, error);
    return status;
}

/* The pieces of one level, by role, and what each is linked to. */
struct linked {
    struct nn_pieces role[ROLES];
    uint32_t *source_of_cue;        /* [cues] */
    uint32_t *cue_of_content;       /* [contents] */
    uint32_t *statement_of_content; /* [contents] set by add_level() */
};

static enum culpa_status link_pieces(const struct speech_window *w, const struct nn_pieces *pieces,
                                     struct linked *linked)
{
    const struct speech_heads *heads = w->heads;
    const struct nn_view *view = w->view;
    struct arena *scratch = w->scratch;
    *linked = (struct linked){0};
    for (size_t i = 0; i < pieces->n; i++)
        if (!VEC_PUSH(scratch, &linked->role[pieces->at[i].kind], pieces->at[i]))
            return CULPA_NO_MEMORY;
    const struct nn_pieces *source = &linked->role[SOURCE], *cue = &linked->role[CUE],
                           *content = &linked->role[CONTENT];
    linked->source_of_cue = ARENA_ARRAY(scratch, uint32_t, cue->n);
    linked->cue_of_content = ARENA_ARRAY(scratch, uint32_t, content->n);
    linked->statement_of_content = ARENA_ARRAY(scratch, uint32_t, content->n);
    if (!linked->source_of_cue || !linked->cue_of_content || !linked->statement_of_content)
        return CULPA_NO_MEMORY;
    for (size_t i = 0; i < content->n; i++)
        linked->statement_of_content[i] = CULPA_NONE;
    enum culpa_status status = nn_link_best(&heads->source, scratch, view->x, view->paragraph, cue->at,
                                            (uint32_t)cue->n, source->at, (uint32_t)source->n, linked->source_of_cue);
    if (!status)
        status = nn_link_best(&heads->content, scratch, view->x, view->paragraph, content->at, (uint32_t)content->n,
                              cue->at, (uint32_t)cue->n, linked->cue_of_content);
    /* "... said Vrell.\n St. Brannoc hospital said": what a paragraph says is not put into the mouth of the one before.
     * Of 18,404 attributions in the training data 10 have their source in another paragraph. */
    for (size_t c = 0; !status && c < cue->n; c++) {
        uint32_t best = linked->source_of_cue[c];
        if (best != CULPA_NONE && view->paragraph[source->at[best].from] != view->paragraph[cue->at[c].from])
            linked->source_of_cue[c] = CULPA_NONE;
    }
    return status;
}

static struct culpa_span bytes_of(const struct text_token *tokens, struct nn_piece piece)
{
    return (struct culpa_span){tokens[piece.from].start, tokens[piece.to - 1].end};
}

/* How much of the content is quoted: all, part or none of its words. */
static enum culpa_mode mode_of(const struct text_token *tokens, const struct nn_piece *pieces, size_t n)
{
    size_t words = 0, quoted = 0;
    for (size_t i = 0; i < n; i++)
        for (uint32_t t = pieces[i].from; t < pieces[i].to; t++)
            if (tokens[t].shape != SHAPE_OTHER) {
                words++;
                quoted += tokens[t].quote == QUOTE_INSIDE;
            }
    if (!words)
        return CULPA_MODE_EVENT;
    return quoted == words ? CULPA_MODE_DIRECT : quoted ? CULPA_MODE_MIXED : CULPA_MODE_INDIRECT;
}

static void widen(struct culpa_span *span, struct culpa_spans spans)
{
    for (size_t i = 0; i < spans.n; i++) {
        if (spans.at[i].start < span->start)
            span->start = spans.at[i].start;
        if (spans.at[i].end > span->end)
            span->end = spans.at[i].end;
    }
}

static bool copy_spans(struct arena *arena, const struct text_token *tokens, const struct nn_piece *pieces, size_t n,
                       struct culpa_spans *out)
{
    struct culpa_span *at = ARENA_ARRAY(arena, struct culpa_span, n);
    for (size_t i = 0; at && i < n; i++)
        at[i] = bytes_of(tokens, pieces[i]);
    *out = (struct culpa_spans){n ? at : NULL, n};
    return at != NULL;
}

/* What a level of statements is added for. */
struct level {
    const struct linked *linked;
    size_t first, known; /* statements of earlier levels: what shares words with a cue of theirs is not added again */
    uint32_t inside;
    bool acts_alone; /* only what the classifier takes for a statement */
};

/* One statement of given pieces. at: the one whose place it takes, or the number of all. */
static enum culpa_status add(const struct speech_window *w, const struct speech_pieces *p, const struct level *level,
                             struct speech_statements *statements, size_t at)
{
    struct culpa_statement s = {
        .actor = CULPA_NONE, .inside = level->inside, .about = CULPA_NONE, .span = {UINT32_MAX, 0}};
    uint32_t target;
    enum culpa_status status = speech_aim(w, p, &target);
    if (status)
        return status;
    if (!copy_spans(w->arena, w->tokens, p->source, p->source ? 1 : 0, &s.source) ||
        !copy_spans(w->arena, w->tokens, p->cue, p->cue ? 1 : 0, &s.cue) ||
        !copy_spans(w->arena, w->tokens, p->contents, p->n_contents, &s.content) ||
        !copy_spans(w->arena, w->tokens, target == CULPA_NONE ? NULL : &w->targets.at[target],
                    target == CULPA_NONE ? 0 : 1, &s.target))
        return CULPA_NO_MEMORY;
    s.act = speech_act_of_words(w->text, s.cue, s.content, speech_choose_act(w, p, target != CULPA_NONE));
    if (speech_is_picture(w->text, s.source, s.cue))
        s.act = CULPA_ACT_NONE;
    if (s.act == CULPA_ACT_NONE && level->acts_alone)
        return CULPA_OK;
    if (s.cue.n)
        widen(&s.span, s.source);
    widen(&s.span, s.cue);
    widen(&s.span, s.content);
    s.mode = mode_of(w->tokens, p->contents, p->n_contents);
    if (at < statements->n) {
        statements->at[at] = s;
        return CULPA_OK;
    }
    return VEC_PUSH(w->arena, statements, s) ? CULPA_OK : CULPA_NO_MEMORY;
}

/* Where a cue's statement goes: behind all, or in the place of what an earlier level found at these words and did not
 * take for a statement ("have claimed" / "responsibility": a thought that is attributed). false: it is known. */
static bool place(const struct level *level, struct culpa_span cue, const struct speech_statements *statements,
                  size_t *at)
{
    *at = statements->n;
    for (size_t i = level->first; i < level->known; i++) {
        const struct culpa_statement *s = &statements->at[i];
        if (!s->cue.n || s->cue.at[0].start >= cue.end || cue.start >= s->cue.at[s->cue.n - 1].end)
            continue;
        if (s->act != CULPA_ACT_NONE)
            return false;
        *at = i;
    }
    return true;
}

/* The contents of a cue, a paragraph at a time: those of one stay with the cue, its own, else the first behind it ("Ana
 * said:\n'We ran.'"). What is quoted in another one goes on without a cue; what is not quoted there was nobody's:
 * "... the agency reported.\nIt is not clear who did it." */
static enum culpa_status add_cue(const struct speech_window *w, const struct level *level, uint32_t c,
                                 struct nn_piece *mine, struct speech_statements *statements)
{
    const struct linked *linked = level->linked;
    const struct nn_piece *cue = &linked->role[CUE].at[c], *content = linked->role[CONTENT].at;
    const uint32_t *paragraph = w->view->paragraph, home = paragraph[cue->from];
    uint32_t source = linked->source_of_cue[c], kept = CULPA_NONE;
    struct speech_pieces p = {source == CULPA_NONE ? NULL : &linked->role[SOURCE].at[source], cue, mine, 0};
    size_t at, n = linked->role[CONTENT].n;
    if (!place(level, bytes_of(w->tokens, *cue), statements, &at))
        return CULPA_OK;
    for (size_t k = 0; k < n; k++) {
        uint32_t mine_in = paragraph[content[k].from];
        if (linked->cue_of_content[k] == c && (kept == CULPA_NONE || kept < home))
            kept = mine_in;
    }
    for (size_t k = 0; k < n; k++)
        if (linked->cue_of_content[k] == c && paragraph[content[k].from] == kept) {
            mine[p.n_contents++] = content[k];
            linked->statement_of_content[k] = (uint32_t)at;
        }
    enum culpa_status status = add(w, &p, level, statements, at);
    p.cue = NULL;
    for (size_t from = 0, to; from < n && !status; from = to) {
        uint32_t mine_in = paragraph[content[from].from];
        p.n_contents = 0;
        for (to = from; to < n && paragraph[content[to].from] == mine_in; to++)
            if (linked->cue_of_content[to] == c && mine_in != kept &&
                w->tokens[content[to].from].quote != QUOTE_OUTSIDE) {
                mine[p.n_contents++] = content[to];
                linked->statement_of_content[to] = (uint32_t)statements->n;
            }
        if (p.n_contents)
            status = add(w, &p, level, statements, statements->n);
    }
    return status;
}

/* A statement for each cue, and one for each content that has none. */
static enum culpa_status add_level(const struct speech_window *w, const struct level *level,
                                   struct speech_statements *statements)
{
    const struct linked *linked = level->linked;
    const struct nn_pieces *cue = &linked->role[CUE], *content = &linked->role[CONTENT];
    struct nn_piece *mine = ARENA_ARRAY(w->scratch, struct nn_piece, content->n);
    if (!mine)
        return CULPA_NO_MEMORY;
    enum culpa_status status = CULPA_OK;
    for (uint32_t c = 0; c < cue->n && !status; c++)
        status = add_cue(w, level, c, mine, statements);
    for (size_t k = 0; k < content->n && !level->acts_alone && !status; k++)
        if (linked->cue_of_content[k] == CULPA_NONE) {
            struct speech_pieces p = {NULL, NULL, &content->at[k], 1};
            status = add(w, &p, level, statements, statements->n);
        }
    return status;
}

/* Reads inside one piece of content with the tagger of inner statements. */
static enum culpa_status find_inner(const struct speech_window *w, struct nn_piece content, uint32_t outer,
                                    struct speech_statements *statements)
{
    struct nn_pieces pieces = {0};
    struct linked linked;
    enum culpa_status status = nn_crf_decode(&w->heads->inner, w->scratch, w->view->x + (size_t)content.from * NN_WIDTH,
                                             content.to - content.from, content.from,
                                             &(struct nn_prior){w->told.at, w->told.n, TOLD}, &pieces);
    if (!status)
        status = link_pieces(w, &pieces, &linked);
    if (status)
        return status;
    /* Inside a content only what has a cue and a source counts: the tagger has learnt from made examples. */
    for (uint32_t c = 0; c < linked.role[CUE].n; c++)
        if (linked.source_of_cue[c] == CULPA_NONE)
            return CULPA_OK;
    for (size_t k = 0; k < linked.role[CONTENT].n; k++)
        if (linked.cue_of_content[k] == CULPA_NONE)
            return CULPA_OK;
    return add_level(w, &(struct level){&linked, 0, 0, outer, true}, statements);
}

/* What the paragraphs of a window would be that may go on with a quotation. */
static void choose_acts(const struct speech_window *w, struct text_range window, enum culpa_act *acts)
{
    const struct text *text = w->text;
    uint32_t low = 0, high = text->n_paragraphs;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (text->paragraphs[middle].from < window.from)
            low = middle + 1;
        else
            high = middle;
    }
    for (uint32_t p = low; p < text->n_paragraphs && text->paragraphs[p].to <= window.to; p++) {
        struct nn_piece whole = {CONTENT, text->paragraphs[p].from - window.from, text->paragraphs[p].to - window.from};
        if (speech_goes_on(text, p))
            acts[p] = speech_choose_act(w, &(struct speech_pieces){NULL, NULL, &whole, 1}, false);
    }
}

enum culpa_status speech_find(const struct speech_heads *heads, struct arena *arena, struct arena *scratch,
                              const struct text *text, struct text_range window, const struct nn_view *view,
                              struct speech_statements *statements, enum culpa_act *acts)
{
    struct speech_window w = {heads, arena, scratch, text, text->tokens + window.from, view, {0}, {0}};
    struct nn_pieces pieces = {0}, more = {0};
    struct linked linked, added;
    size_t first = statements->n;
    enum culpa_status status = speech_find_targets(&w);
    if (!status)
        status = speech_find_told(text, window, scratch, CUE, &w.told);
    if (!status)
        status = nn_crf_tag(&heads->attribution, scratch, view, NULL, &pieces);
    if (!status)
        status = link_pieces(&w, &pieces, &linked);
    if (!status)
        status = add_level(&w, &(struct level){&linked, 0, 0, CULPA_NONE, false}, statements);
    for (size_t k = 0; !status && k < linked.role[CONTENT].n; k++) {
        uint32_t outer = linked.statement_of_content[k];
        if (outer != CULPA_NONE)
            status = find_inner(&w, linked.role[CONTENT].at[k], outer, statements);
    }
    if (!status)
        status = nn_crf_tag(&heads->statement, scratch, view, &(struct nn_prior){w.told.at, w.told.n, TOLD}, &more);
    if (!status)
        status = link_pieces(&w, &more, &added);
    if (!status)
        status = add_level(&w, &(struct level){&added, first, statements->n, CULPA_NONE, true}, statements);
    choose_acts(&w, window, acts);
    return status;
}
