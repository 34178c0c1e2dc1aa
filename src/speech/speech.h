/* Who says what: cue, source and content, and their links, as statements.
 *
 * The tagger finds pieces, a paragraph at a time; links join them to attributions around one cue. A second tagger reads
 * inside each content ("The US says it warned Russia": the warning is inside what the US says). A paragraph of
 * quotation without any words of attribution goes on with the speaker of the paragraph before. */
#ifndef SPEECH_SPEECH_H
#define SPEECH_SPEECH_H

#include "nn/heads.h"
#include "text/text.h"

struct speech_heads {
    struct nn_crf attribution, statement, inner;
    struct nn_link source;  /* cue -> source */
    struct nn_link content; /* content -> cue */
    struct nn_choice act;
    struct nn_crf target;
    struct nn_link aim; /* cue, or content where there is none -> target */
};

enum { SPEECH_ACT_PARTS = 4 }; /* vectors that the classifier of acts reads */

struct speech_statements VEC(struct culpa_statement);

/* Status: MODEL. */
enum culpa_status speech_open(const struct nn_model *model, struct speech_heads *heads, struct culpa_error *error);

/* Appends the statements of one window; actors are not filled in, `inside` counts from the first statement of the text.
 * window: its tokens. acts: [n_paragraphs] set for those of the window that may go on with the quotation of the
 * paragraph before: what kind of act they would be. Status: NO_MEMORY. */
enum culpa_status speech_find(const struct speech_heads *heads, struct arena *arena, struct arena *scratch,
                              const struct text *text, struct text_range window, const struct nn_view *view,
                              struct speech_statements *statements, enum culpa_act *acts);

/* Once all windows are read: sorts the statements by span, and adds the paragraphs of quotation that go on. acts: of
 * speech_find(). Status: NO_MEMORY. */
enum culpa_status speech_finish(struct arena *arena, const struct text *text, const enum culpa_act *acts,
                                struct speech_statements *statements);

/* Finds what is said in the sentence of a cue of saying that has no content. Status: NO_MEMORY. */
enum culpa_status speech_find_contents(struct arena *arena, const struct text *text,
                                       struct speech_statements *statements);

/* By the words of data/speech: hedge, frame and evidence. */
void speech_mark(const struct text *text, struct speech_statements *statements);

/* Finds by their words who speaks where a cue has nobody. names: of the text, by start. Status: NO_MEMORY. */
enum culpa_status speech_find_speakers(struct arena *arena, const struct text *text, const struct culpa_name *names,
                                       size_t n_names, struct speech_statements *statements);

/* Finds at whom statements are aimed by the words beside their cues (data/speech/aims.tsv). names: of the text, by
 * start. Status: NO_MEMORY. */
enum culpa_status speech_aim_by_words(struct arena *arena, const struct text *text, const struct culpa_name *names,
                                      size_t n_names, struct speech_statements *statements);

/* Gives each of separate voices under one cue, and each of those aimed at, a statement of its own; sorts. names: of the
 * text, by start. Status: NO_MEMORY. */
enum culpa_status speech_split_voices(struct arena *arena, const struct text *text, const struct culpa_name *names,
                                      size_t n_names, struct speech_statements *statements);

/* Fills in which statement answers which, by the actors and targets of all. actors: those that statements refer to. */
void speech_answer(const struct culpa_actor *actors, struct culpa_statement *statements, size_t n);

/* --- between the files of this folder --- */

/* One window that is being read. */
struct speech_window {
    const struct speech_heads *heads;
    struct arena *arena, *scratch;
    const struct text *text;
    const struct text_token *tokens;
    const struct nn_view *view;
    struct nn_pieces targets;
    struct nn_pieces told; /* cues that tell a statement by themselves */
};

/* The pieces of one statement; cue may be NULL, n_contents 0, not both. */
struct speech_pieces {
    const struct nn_piece *source, *cue, *contents;
    size_t n_contents;
};

/* May a paragraph go on with the quotation of the one before it? */
bool speech_goes_on(const struct text *text, uint32_t paragraph);
/* By span; inside is carried along, actor is not. Status: NO_MEMORY. */
enum culpa_status speech_sort(struct arena *arena, struct speech_statements *statements);
/* Cues among some tokens whose words tell a statement by themselves, by data/speech/cues.tsv, neither negated nor to
 * come; appended as pieces of a kind, counted from the first of the tokens. Status: NO_MEMORY. */
enum culpa_status speech_find_told(const struct text *text, struct text_range tokens, struct arena *arena,
                                   uint32_t kind, struct nn_pieces *pieces);
/* The act that the words of a cue, else the first words of what is said, say by themselves, else the one given. */
enum culpa_act speech_act_of_words(const struct text *text, struct culpa_spans cue, struct culpa_spans content,
                                   enum culpa_act act);
/* "The footage shows people fleeing": what a picture shows is nobody's statement. */
bool speech_is_picture(const struct text *text, struct culpa_spans source, struct culpa_spans cue);
/* The acts, a bit each, towards which words of what is said lean, by data/speech/leanings.tsv: "should" towards a
 * demand. */
uint32_t speech_leanings_of(const struct text *text, struct text_range content);
/* aimed: it has a target. */
enum culpa_act speech_choose_act(const struct speech_window *w, const struct speech_pieces *pieces, bool aimed);
/* Finds the words of the window that may be targets. Status: NO_MEMORY. */
enum culpa_status speech_find_targets(struct speech_window *w);
/* *target: index into w->targets or CULPA_NONE. Status: NO_MEMORY. */
enum culpa_status speech_aim(const struct speech_window *w, const struct speech_pieces *pieces, uint32_t *target);

#endif
