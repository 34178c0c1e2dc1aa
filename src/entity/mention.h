/* Mentions: the places of the text where somebody who can act or speak is named, described or pointed at.
 *
 * scan.c finds them and reads their shape, place.c where they stand in their clause, apposition.c which stand beside
 * each other, head.c finds the one that a given span is about, resolve.c joins them to clusters with
 * index.c, same_name.c, description.c and cluster.c, pronoun.c says which cluster a pronoun means, actors.c writes the
 * clusters out. Inside the folder only. */
#ifndef ENTITY_MENTION_H
#define ENTITY_MENTION_H

#include "entity/entity.h"
#include "entity/gazetteer.h"
#include "entity/words.h"
#include "text/phrases.h"

enum mention_form {
    FORM_NAME,
    FORM_PRONOUN,
    FORM_DEFINITE,  /* the group, his brother, Russia's army */
    FORM_INDEFINITE /* a source, four men */
};

/* Where it stands in its clause. There is no parser: this is read from the words around it. */
enum mention_place { PLACE_SUBJECT, PLACE_OBJECT, PLACE_OBLIQUE, PLACE_OWNER, PLACE_MODIFIER };

struct mention {
    struct text_range tokens; /* with what stands in front of the head, without what follows it */
    struct text_range head;   /* the name, or the noun */
    struct text_range role;   /* nouns in front of a name or beside it; empty where none */
    struct text_range whole;  /* with what follows it, where it was asked for; else empty */
    uint32_t sentence, paragraph;
    uint32_t speech; /* innermost speech that it stands in, or CULPA_NONE */
    uint32_t same;   /* another mention that it stands in apposition to, or CULPA_NONE */
    uint32_t of;     /* the mention in front of its head ("Kremlin" in "Kremlin spokesman"), or CULPA_NONE */
    uint32_t cluster;
    enum mention_form form;
    enum mention_place place;
    enum culpa_name_kind name_kind; /* of names */
    struct gazetteer_hit known;     /* names in the gazetteer */
    const struct gazetteer_noun *noun;
    const struct word *pronoun;   /* of pronouns */
    enum gazetteer_gender gender; /* by its words: Mrs, brother, she */
    enum gazetteer_gender given;  /* by its given name; less certain */
    enum word_number number;
    uint32_t count; /* four men */
    bool quoted;    /* inside quotation marks */
    bool requested; /* asked for by the caller */
    bool first;     /* no other mention stands before it in its clause */
};

struct cluster {
    uint32_t name;        /* the mention with the fullest name */
    uint32_t first, last; /* mentions */
    uint32_t mentions;    /* how many */
    uint32_t subjects;    /* how many of them as subjects */
    uint32_t of;          /* cluster, or CULPA_NONE */
    uint32_t count;
    struct text_range role;
    const struct gazetteer_entry *entry;
    enum culpa_actor_kind kind;
    enum gazetteer_gender gender, given; /* as of mentions, without pronouns */
    enum gazetteer_gender seen;          /* of the pronouns that mean it */
    enum word_number number;
    bool full; /* given comes from a name of more than one word */
    bool named, requested;
};

struct candidate;

/* One report while its actors are sought. */
struct scene {
    struct arena *arena;
    const struct entity_input *input;
    const struct text *text;
    struct text_range *names;            /* [input->n_names] tokens of each name; empty where it covers none */
    enum culpa_name_kind *kinds;         /* [input->n_names] as the whole report has them: see kinds.c */
    uint32_t *name_at;                   /* [text->n_tokens] the name that begins there, or CULPA_NONE */
    struct VEC(struct mention) mentions; /* by first token; what holds another comes behind it */
    struct VEC(struct cluster) clusters; /* by first mention */
    uint32_t *asked;                     /* [input->n_spans] the mention that each span is about, or CULPA_NONE */
    uint32_t *clause;                    /* [text->n_tokens] the token where its clause begins */
    struct scene_index *index;           /* words -> clusters; index.c */
    uint32_t last_speaker;               /* cluster of the last mention in front that was asked for, or CULPA_NONE */
    /* Told of each pronoun and its candidates, to learn the weights from; NULL elsewhere. */
    void (*watch)(void *watcher, const struct scene *scene, uint32_t mention, const struct candidate *at, size_t n);
    void *watcher;
};

/* --- scan.c --- */
enum culpa_status mention_scan(struct scene *scene);
/* The written word that begins at a token: "U.S.", "co-leader". Returns the token behind it. */
uint32_t mention_word_end(const struct text *text, uint32_t token, uint32_t limit);
struct culpa_slice mention_words(const struct text *text, struct text_range range);
/* Does 's stand behind these tokens? Returns the number of its tokens, 0 where it does not. */
uint32_t mention_genitive(const struct text *text, uint32_t token);
bool mention_is(const struct text *text, uint32_t token, char c);
/* The longest noun of the table that begins at a token; *end is the token behind it. NULL where there is none. */
const struct gazetteer_noun *mention_noun_at(const struct scene *scene, uint32_t token, uint32_t limit, uint32_t *end);

/* --- place.c --- */
void mention_find_clauses(struct scene *scene); /* fills in scene->clause */
bool mention_is_verb(const struct text *text, uint32_t token);
/* The place of a mention whose tokens are set. */
void mention_set_place(const struct scene *scene, struct mention *mention);

/* --- apposition.c --- */
void mention_find_appositions(struct scene *scene);
/* Is a noun one that states are called by: nation, ally? */
bool mention_may_be_state(const struct text *text, struct text_range head, const struct gazetteer_noun *noun);

/* --- kinds.c --- */
/* Fills in scene->kinds. Status: NO_MEMORY. */
enum culpa_status mention_settle_kinds(struct scene *scene);

/* --- head.c --- */
/* Finds or makes the mentions that the spans of the input are about. Status: NO_MEMORY. */
enum culpa_status mention_ask(struct scene *scene);

/* --- index.c --- */
enum culpa_status cluster_prepare(struct scene *scene);

/* --- same_name.c, description.c, cluster.c --- */
/* The kind of actor that a mention is by itself. */
enum culpa_actor_kind cluster_kind(const struct scene *scene, const struct mention *mention);
/* The cluster of a name, or CULPA_NONE. */
uint32_t cluster_of_name(const struct scene *scene, uint32_t mention);
/* The cluster of a description, or CULPA_NONE. */
uint32_t cluster_of_description(const struct scene *scene, uint32_t mention);
/* Adds a mention to a cluster; CULPA_NONE makes a new one. Status: NO_MEMORY. */
enum culpa_status cluster_add(struct scene *scene, uint32_t cluster, uint32_t mention);

/* --- pronoun.c --- */
/* Which of the clusters in front of it a pronoun means: each gets a score, a weighted sum of what is listed here; the
 * weights are in pronoun_weights.h, learnt by train/pronouns.py. The best one wins if it beats nobody, whose score is
 * 0. */
#define PRONOUN_FEATURES(X)                                                                                            \
    X(BIAS)                                                                                                            \
    X(SENTENCE_1) /* its nearest mention is one sentence back */                                                       \
    X(SENTENCE_2)                                                                                                      \
    X(SENTENCE_3) /* three or more */                                                                                  \
    X(SAME_PARAGRAPH)                                                                                                  \
    X(SAME_CLAUSE)                                                                                                     \
    X(NEARER)  /* clusters that fit and stand nearer, up to four, / 4 */                                               \
    X(SUBJECT) /* the nearest mention is a subject */                                                                  \
    X(OBJECT)                                                                                                          \
    X(OBLIQUE)                                                                                                         \
    X(OWNER)                                                                                                           \
    X(SUBJECT_HERE)   /* it is a subject somewhere in this sentence */                                                 \
    X(SUBJECT_BEFORE) /* and in the sentence before */                                                                 \
    X(PARALLEL)       /* both are subjects, or both are not */                                                         \
    X(OWN_SUBJECT)    /* the subject of this sentence, and the pronoun is his, her */                                  \
    X(OPENS)          /* its mention opens its sentence */                                                             \
    X(OPENS_BOTH)     /* and the pronoun opens the next */                                                             \
    X(MENTIONS)       /* how often it was mentioned: log2(1 + n) / 4 */                                                \
    X(SUBJECTS)       /* how often as subject */                                                                       \
    X(NAMED)                                                                                                           \
    X(GENDER)      /* known to agree */                                                                                \
    X(FULL_AGREES) /* the given name of a full name agrees in gender */                                                \
    X(FULL_DIFFERS)                                                                                                    \
    X(SINGLE_AGREES) /* the only name, if it is a given name */                                                        \
    X(SINGLE_DIFFERS)                                                                                                  \
    X(SEEN_AGREES) /* it was he, or she, before */                                                                     \
    X(SEEN_DIFFERS)                                                                                                    \
    X(AHEAD)        /* it comes behind the pronoun: "In his speech, Smith said" */                                     \
    X(NEAREST)      /* nothing that fits stands nearer */                                                              \
    X(TOKENS)       /* distance: log2(1 + tokens) / 8 */                                                               \
    X(LAST_SPEAKER) /* said what was said last, and the pronoun speaks */                                              \
    X(SPEAKERS)     /* speaks somewhere, as does the pronoun */                                                        \
    X(IN_QUOTE)     /* its mention is inside a quotation, the pronoun is not */                                        \
    X(OUT_OF_QUOTE) /* the pronoun is inside a quotation, its mention is not */                                        \
    X(TELLS)        /* it reports this clause without quotes: "Smith said he would" */                                 \
    X(PRONOUN)      /* its nearest mention is a pronoun of the same kind */                                            \
    X(INDEFINITE)                                                                                                      \
    X(STATE)                                                                                                           \
    X(BODY)                                                                                                            \
    X(ARMED)                                                                                                           \
    X(ORGANISATION)                                                                                                    \
    X(GROUP)                                                                                                           \
    X(MANY)  /* known to be several */                                                                                 \
    X(FIRST) /* the first one named in the report that fits */

enum pronoun_feature {
#define CULPA_X(name) PRONOUN_##name,
    PRONOUN_FEATURES(CULPA_X)
#undef CULPA_X
    /* Behind these: the place of the pronoun (subject, owner, other) with the place of the nearest mention (subject,
     * object, oblique, owner), first for the same sentence, then for another. */
    PRONOUN_PAIRS,
    PRONOUN_FEATURE_COUNT = PRONOUN_PAIRS + 24
};

struct candidate {
    uint32_t cluster, mention; /* mention: the nearest of the cluster */
    float feature[PRONOUN_FEATURE_COUNT];
    float sight; /* what the model says for it, 0 where it sees none of its mentions */
    bool seen;
    float score;
};

enum { PRONOUN_CANDIDATES = 16 };

/* A name behind the pronoun that it may mean, to be resolved first; CULPA_NONE. */
uint32_t pronoun_ahead(const struct scene *scene, uint32_t mention);
/* The clusters that a pronoun may mean, nearest first, with their scores. Returns their number. */
size_t pronoun_candidates(const struct scene *scene, uint32_t mention, struct candidate at[PRONOUN_CANDIDATES]);

/* --- resolve.c --- */
/* Everything up to the clusters; the scene's arena, input, text and watch are set. Status: NO_MEMORY. */
enum culpa_status mention_resolve(struct scene *scene);

#endif
