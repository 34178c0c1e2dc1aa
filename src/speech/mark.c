/* What the words of a statement say by themselves: cues that decide its act, and how it is limited, presented and
 * supported (the tables of data/speech).
 *
 * A hedge is the speaker's and stands in the content or is the cue itself; a frame is the report's and stands outside
 * of the content, in the sentence of the cue ("claimed without evidence that ..."); evidence stands beside the cue ("in
 * a video"). */
#include "speech/marks.h"
#include "speech/speech.h"
#include "text/phrases.h"

const struct speech_mark *speech_mark_at(struct speech_table table, const struct text *text, uint32_t at, uint32_t end,
                                         unsigned kinds)
{
    struct text_rows rows = text_rows_of(TEXT_TABLE(table.at, table.n), text_word(text, at));
    for (size_t i = rows.from; i < rows.to; i++)
        if ((kinds >> table.at[i].kind & 1) && text_phrase_end(text, table.at[i].words, at, end))
            return &table.at[i];
    return NULL;
}

static bool is_inside(const struct culpa_spans *spans, uint32_t offset)
{
    for (size_t i = 0; i < spans->n; i++)
        if (spans->at[i].start <= offset && offset < spans->at[i].end)
            return true;
    return false;
}

/* The first mark of some kinds between two bytes; outside: not in these spans, or NULL. */
static const struct speech_mark *find(const struct text *text, struct culpa_span where,
                                      const struct culpa_spans *outside, unsigned kinds, struct culpa_span *span)
{
    uint32_t end = text_token_at(text, where.end);
    for (uint32_t i = text_token_at(text, where.start); i < end; i++) {
        if (outside && is_inside(outside, text->tokens[i].start))
            continue;
        const struct speech_mark *mark =
            speech_mark_at((struct speech_table){speech_marks, speech_n_marks}, text, i, end, kinds);
        if (mark) {
            *span = (struct culpa_span){text->tokens[i].start, text->tokens[i + mark->n_tokens - 1].end};
            return mark;
        }
    }
    return NULL;
}

static struct culpa_span sentence_of(const struct text *text, uint32_t offset)
{
    struct text_range r = text->sentences[text_sentence_at(text, text_token_at(text, offset))];
    return (struct culpa_span){text->tokens[r.from].start, text->tokens[r.to - 1].end};
}

static enum culpa_frame frame_of(int kind)
{
    switch (kind) {
    case SPEECH_UNSUPPORTED:
        return CULPA_FRAME_UNSUPPORTED;
    case SPEECH_DISPUTED:
        return CULPA_FRAME_DISPUTED;
    case SPEECH_CORRECTED:
        return CULPA_FRAME_CORRECTED;
    case SPEECH_VERIFIED:
        return CULPA_FRAME_VERIFIED;
    case SPEECH_DOUBTED:
        return CULPA_FRAME_DOUBTED;
    default:
        return CULPA_FRAME_NONE;
    }
}

/* "are not suspected", "did not claim", "hasn't accused" */
static bool is_not(const struct text *text, uint32_t i)
{
    struct culpa_slice word = text_word(text, i);
    bool shortened = i > 0 && slice_eq_nocase(word, SLICE("t")) && text->tokens[i - 1].shape == SHAPE_OTHER &&
                     text->tokens[i - 1].end == text->tokens[i].start;
    return shortened || slice_eq_nocase(word, SLICE("not")) || slice_eq_nocase(word, SLICE("never"));
}

static bool says_not(const struct text *text, struct culpa_spans cue)
{
    uint32_t end = text_token_at(text, cue.at[cue.n - 1].end);
    for (uint32_t i = text_token_at(text, cue.at[0].start); i < end; i++)
        if (is_not(text, i))
            return true;
    return false;
}

enum {
    BEFORE = 3, /* tokens before a cue in which a word negates it, or puts it off: "has not yet accused" */
    OPENING = 8 /* tokens at the beginning of what is said in which its opening begins */
};

/* "went on to accuse" did. */
static bool goes_on(const struct text *text, uint32_t to)
{
    return text_is(text, to, "to") && to >= 2 && text_is(text, to - 1, "on") &&
           text_is_any(text, to - 2, "went goes going");
}

static bool is_negated(struct speech_table cues, const struct text *text, uint32_t at)
{
    for (uint32_t i = at > BEFORE ? at - BEFORE : 0; i < at; i++)
        if (!goes_on(text, i) && (is_not(text, i) || speech_mark_at(cues, text, i, at, 1u << CULPA_ACT_NONE)))
            return true;
    return false;
}

/* "that there was no evidence of it": what is said tells by its first words. Of oneself it is a denial: "There is no
 * evidence that we did it". */
static enum culpa_act act_of_content(const struct text *text, struct culpa_spans content, enum culpa_act act)
{
    static const struct culpa_slice own[] = {{"we", 2}, {"our", 3}, {"us", 2}, {"i", 1}, {"my", 2}, {"me", 2}};
    const struct speech_table openings = {speech_openings, speech_n_openings};
    bool open = act <= CULPA_ACT_DENY || act == CULPA_ACT_EXONERATE || act == CULPA_ACT_DISPUTE ||
                act == CULPA_ACT_REPORT || act == CULPA_ACT_SAY;
    if (!content.n || !open)
        return act;
    uint32_t from = text_token_at(text, content.at[0].start), end = text_token_at(text, content.at[0].end);
    const struct speech_mark *mark = NULL;
    uint32_t at = from;
    for (; at < end && at < from + OPENING; at++)
        if ((mark = speech_mark_at(openings, text, at, end, ~0u)))
            break;
    if (!mark || (mark->kind == CULPA_ACT_CLAIM && at > from + 1))
        return act;
    for (uint32_t i = from; i < end && act == CULPA_ACT_DENY && mark->kind == CULPA_ACT_NO_EVIDENCE; i++)
        for (size_t k = 0; k < sizeof own / sizeof *own; k++)
            if (slice_eq_nocase(text_word(text, i), own[k]))
                return act;
    /* "Brandt said he did not do it" of himself, "that Ruiz did not" of another */
    if (mark->kind == CULPA_ACT_EXONERATE && at > from && text_is_any(text, at, "did had") &&
        text_is_any(text, at - 1, "i we he she they it"))
        return CULPA_ACT_DENY;
    return (enum culpa_act)mark->kind;
}

/* "denied blaming" is a denial: the first word decides; "has not warned" is left to the classifier. The words begin in
 * the cue and may go on behind it: "claimed", "responsibility". Nobody is accused and nothing claimed by a cue that
 * says so: "Blakely and Shaw are not suspected". */
enum culpa_act speech_act_of_words(const struct text *text, struct culpa_spans cue, struct culpa_spans content,
                                   enum culpa_act act)
{
    const struct speech_table cues = {speech_cues, speech_n_cues};
    act = act_of_content(text, content, act);
    if (!cue.n)
        return act;
    uint32_t end = text_token_at(text, cue.at[cue.n - 1].end);
    for (uint32_t i = text_token_at(text, cue.at[0].start); i < end; i++) {
        const struct speech_mark *mark = speech_mark_at(cues, text, i, text->n_tokens, ~0u);
        if (mark) {
            if (mark->kind != CULPA_ACT_NONE && !is_negated(cues, text, i))
                act = (enum culpa_act)mark->kind;
            break;
        }
    }
    bool blames = act == CULPA_ACT_ACCUSE || act == CULPA_ACT_INSINUATE || act == CULPA_ACT_CLAIM;
    return blames && says_not(text, cue) ? CULPA_ACT_NONE : act;
}

bool speech_is_picture(const struct text *text, struct culpa_spans source, struct culpa_spans cue)
{
    return source.n && cue.n &&
           text_has_any(text, source.at[0],
                        "photo photos photograph photographs image images picture pictures video videos footage map "
                        "tape clip") &&
           text_has_any(text, cue.at[0], "show shows showed shown showing");
}

uint32_t speech_leanings_of(const struct text *text, struct text_range content)
{
    uint32_t acts = 0;
    for (uint32_t t = content.from; t < content.to;) {
        const struct speech_mark *mark =
            speech_mark_at((struct speech_table){speech_leanings, speech_n_leanings}, text, t, content.to, ~0u);
        if (mark && mark->kind != CULPA_ACT_NONE)
            acts |= 1u << mark->kind;
        t += mark ? mark->n_tokens : 1;
    }
    return acts;
}

enum culpa_status speech_find_told(const struct text *text, struct text_range tokens, struct arena *arena,
                                   uint32_t kind, struct nn_pieces *pieces)
{
    const struct speech_table cues = {speech_cues, speech_n_cues};
    for (uint32_t i = tokens.from; i < tokens.to; i++) {
        const struct speech_mark *cue = speech_mark_at(cues, text, i, tokens.to, ~0u);
        if (!cue || !cue->told || is_negated(cues, text, i))
            continue;
        uint32_t from = i - tokens.from;
        if (!VEC_PUSH(arena, pieces, (struct nn_piece){kind, from, from + cue->n_tokens}))
            return CULPA_NO_MEMORY;
        i += cue->n_tokens - 1;
    }
    return CULPA_OK;
}

/* Acts that tell of the world rather than of or to somebody. */
static bool has_no_target(enum culpa_act act)
{
    return act == CULPA_ACT_NONE || act == CULPA_ACT_REPORT || act == CULPA_ACT_SAY || act == CULPA_ACT_MOURN;
}

static void mark_one(const struct text *text, struct culpa_statement *s)
{
    const unsigned frames = 1u << SPEECH_UNSUPPORTED | 1u << SPEECH_DISPUTED | 1u << SPEECH_CORRECTED |
                            1u << SPEECH_VERIFIED | 1u << SPEECH_DOUBTED;
    struct culpa_span unused;
    for (size_t i = 0; i < s->content.n && s->hedge.end == 0; i++)
        find(text, s->content.at[i], NULL, 1u << SPEECH_HEDGE, &s->hedge);
    if (!s->cue.n)
        return;
    const struct speech_mark *frame = find(text, sentence_of(text, s->cue.at[0].start), &s->content, frames, &unused);
    if (frame)
        s->frame = frame_of(frame->kind);
    find(text, s->span, &s->content, 1u << SPEECH_EVIDENCE, &s->evidence);
}

void speech_mark(const struct text *text, struct speech_statements *statements)
{
    for (size_t i = 0; i < statements->n; i++) {
        struct culpa_statement *s = &statements->at[i];
        if (has_no_target(s->act))
            s->target.n = 0;
        if (s->act != CULPA_ACT_NONE)
            mark_one(text, s);
    }
}
