/* Who did it, what was hit and who was hit, in the report's own words: noun phrases, what each hangs on, and the
 * weights that train/roles.py learnt for what stands around them. Inside the folder, and for train/role_cases.c. */
#ifndef INCIDENT_ROLES_H
#define INCIDENT_ROLES_H

#include "incident/scene.h"

enum role {
    ROLE_PEOPLE,       /* people who did it */
    ROLE_ORGANISATION, /* the organisation behind it */
    ROLE_TARGET,
    ROLE_VICTIM, /* by name */
    ROLE_WEAPON,
    ROLE_DESCRIBED, /* victims without a name */
    ROLES
};

/* --- data/incident/roles.tsv, word_tags.tsv, role_weights.tsv, compiled in by compile_roles.py --- */
#define ROLE_NOUN_KINDS(X)                                                                                             \
    X(NONE)                                                                                                            \
    X(PERPETRATOR)                                                                                                     \
    X(FORCE)                                                                                                           \
    X(PERSON)                                                                                                          \
    X(BUILDING)                                                                                                        \
    X(VEHICLE)                                                                                                         \
    X(WORKS)                                                                                                           \
    X(WEAPON)                                                                                                          \
    X(MEMBERS)                                                                                                         \
    X(ORGANISATION)                                                                                                    \
    X(PLACE)                                                                                                           \
    X(EVENT)                                                                                                           \
    X(WORD)
enum role_noun_kind {
#define ROLE_X(name) ROLE_NOUN_##name,
    ROLE_NOUN_KINDS(ROLE_X)
#undef ROLE_X
};
enum role_word_tag { ROLE_TAG_NOUN, ROLE_TAG_VERB, ROLE_TAG_ADJECTIVE, ROLE_TAG_ADVERB };

/* Sorted by word. */
struct role_word {
    const char *word;
    int value; /* enum role_noun_kind, enum role_word_tag */
};
extern const struct role_word role_nouns[], role_tags[];
extern const size_t role_nouns_n, role_tags_n;

/* Sorted by the 64-bit FNV-1a hash of the feature's text. */
struct role_weight {
    uint64_t feature;
    int16_t weight[ROLES]; /* in hundredths of the log odds */
};
extern const struct role_weight role_weights[];
extern const size_t role_weights_n;

/* --- role_phrases.c --- */
enum role_token {
    TOKEN_NOUN, /* and all that is in no table */
    TOKEN_ADJECTIVE,
    TOKEN_NUMBER,
    TOKEN_DETERMINER,
    TOKEN_JOINER, /* hyphens, quotation marks, apostrophes: inside of phrases */
    TOKEN_VERB,
    TOKEN_AUXILIARY, /* be, have, modals */
    TOKEN_ADVERB,
    TOKEN_PREPOSITION,
    TOKEN_CONJUNCTION,
    TOKEN_RELATIVE,
    TOKEN_PRONOUN,
    TOKEN_PUNCTUATION
};

/* What a phrase hangs on. */
enum role_relation {
    RELATION_NONE,
    RELATION_SUBJECT,     /* guerrillas attacked */
    RELATION_BEFALLS,     /* the farm was attacked, a bomb placed by */
    RELATION_OBJECT,      /* attacked the farm */
    RELATION_BY,          /* attacked by guerrillas */
    RELATION_PREPOSITION, /* attack on the farm, attacked with rifles */
    RELATIONS
};
struct role_link {
    enum role_relation relation;
    uint32_t word; /* token of the verb, or of the word in front of the preposition; CULPA_NONE */
    uint32_t preposition;
    bool joined; /* taken over from the phrase that it is joined with by "and" */
};

/* Which part of a phrase is meant: of "the four heavy bombs of the Lund group" the weights choose one. */
enum role_variant {
    VARIANT_WHOLE,
    VARIANT_OWNER,     /* Brandt in "Brandt's house" */
    VARIANT_OWNED,     /* house in it */
    VARIANT_UNCOUNTED, /* bombs in "four bombs" */
    VARIANT_BARE,      /* bomb in "a powerful bomb" */
    VARIANT_NAME,      /* the Lund Front in "Lund Front fighters" */
    VARIANT_MEANS,     /* bomb in "bomb attack" */
    VARIANT_OF,        /* group of subversives */
    VARIANTS
};

struct role_phrase {
    struct text_range tokens; /* without article */
    uint32_t lead;            /* first token of the whole phrase, article and all */
    uint32_t head;            /* the last noun */
    uint32_t sentence;
    uint32_t end;   /* token behind the whole phrase */
    uint32_t actor; /* whom it names, CULPA_NONE */
    uint64_t key;   /* hash of the head in small letters */
    enum role_variant variant;
    struct role_link left, right;
};

struct role_phrases {
    enum role_token *token; /* [n_tokens] */
    uint32_t *event;        /* [n_tokens] event whose trigger covers the token, CULPA_NONE */
    uint32_t *first_event;  /* [n_sentences + 1] the first event of the sentence or behind it */
    unsigned types;         /* of all events of incidents */
    struct VEC(struct role_phrase) list;
};

uint64_t role_hash(const char *s, size_t n);
enum role_noun_kind role_noun_kind(struct culpa_slice word);
/* Fills in everything; lives in scratch. Status: NO_MEMORY. */
enum culpa_status role_find_phrases(struct incident_scene *scene, struct role_phrases *phrases);

/* Does the token stand right behind the one before, without a blank? */
bool role_touches(const struct incident_scene *scene, uint32_t token);

/* --- role_links.c --- */
/* Links the whole phrases [first, n) of one sentence. */
void role_link_all(const struct incident_scene *scene, struct role_phrases *phrases, size_t first, size_t n);

/* --- role_features.c --- */
enum { ROLE_FEATURE_BYTES = 8192 };
struct role_features {
    char at[ROLE_FEATURE_BYTES]; /* strings, one after the other, each with its NUL */
    size_t n;
};
void role_describe(const struct incident_scene *scene, const struct role_phrases *phrases, uint32_t phrase,
                   struct role_features *features);

/* --- role_rules.c --- */
struct role_scene {
    struct incident_scene *scene;
    const struct incident_proceedings *proceedings;
    struct role_phrases phrases;
};
bool role_covers(struct culpa_spans spans, struct culpa_span span);
/* Is there a real event in the sentence, or in one within so many of it? */
bool role_near_event(const struct incident_scene *scene, uint32_t sentence, uint32_t within);
/* Do the words allow of the role? spare: by how much the weights pass what is needed. *statement: of whoever did it,
 * the innermost one in whose content the phrase stands. */
/* What the model sees in the words for a role, the mean of their log odds. */
float role_sight(const struct incident_scene *scene, struct text_range words, enum role role);
bool role_may_play(const struct role_scene *scene, const struct role_phrase *phrase, enum role role, long spare,
                   uint32_t *statement);

/* --- roles.c --- */
/* The sum of the weights of what stands around a phrase, for each role. */
void role_weigh(const struct role_features *features, long score[ROLES]);

struct role_filler {
    enum role role;
    struct text_range tokens;
    bool person;        /* the name of one */
    uint32_t actor;     /* whom the phrase names, CULPA_NONE */
    uint32_t statement; /* who did it: in whose content it is said; CULPA_NONE where the report says so */
};
struct role_fillers VEC(struct role_filler);

/* One filler for each entity of each role, the surest words. Needs events with their incidents. Status: NO_MEMORY. */
enum culpa_status role_find(struct incident_scene *scene, const struct incident_proceedings *proceedings,
                            struct role_fillers *found);

#endif
