/* culpa: reads news reports and keeps the ledger of who says what about whom.
 *
 * Ownership. A culpa_model is opened once and shared by any number of threads; it is never written after opening. A
 * culpa_reader belongs to one thread and owns the memory of the report that it read last: a culpa_report, and
 * everything it points to, lives until the next culpa_read() with the same reader, or until the reader is freed. The
 * bytes handed to culpa_read() must stay in place as long as that report is used.
 *
 * Offsets. Every span is half open, [start, end), and counts bytes of the report's UTF-8 text.
 *
 * Errors. What can fail returns enum culpa_status and takes an optional struct culpa_error (NULL: not wanted), which
 * then says where and why. What a function hands out by pointer is set where it returns OK, and is as it was where it
 * does not. The library never prints, never exits, and reads no environment variable and no clock.
 *
 * Names. culpa_..._name() gives the text that an enumerator has in the lists below, and in the JSON: a static string
 * that ends with NUL, never NULL; empty for NONE and UNKNOWN, "unknown" for a number that is none of the enumeration.
 *
 * docs/library.md shows how to use it, examples/who_said_what.c is a whole program. */
#ifndef CULPA_H
#define CULPA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif
#if defined(__GNUC__) /* what is declared here is all that the library exports */
#pragma GCC visibility push(default)
#endif

#define CULPA_VERSION "0.1.0"
#define CULPA_NONE UINT32_MAX

/* Status: name, message for people. */
#define CULPA_STATUSES(X)                                                                                              \
    X(OK, "success")                                                                                                   \
    X(END, "no more input")                                                                                            \
    X(NO_MEMORY, "out of memory")                                                                                      \
    X(IO, "input or output error")                                                                                     \
    X(TOO_LARGE, "input is larger than the limit")                                                                     \
    X(NOT_TEXT, "input is not text")                                                                                   \
    X(EMPTY, "input holds no text")                                                                                    \
    X(SYNTAX, "input is malformed")                                                                                    \
    X(MODEL, "model file is unusable")                                                                                 \
    X(USAGE, "wrong use")                                                                                              \
    X(STORE, "the store is unusable")                                                                                  \
    X(BUSY, "another program is writing to the store")

enum culpa_status {
#define CULPA_X(name, message) CULPA_##name,
    CULPA_STATUSES(CULPA_X)
#undef CULPA_X
};

/* The message for people: a static string, never NULL. */
const char *culpa_status_message(enum culpa_status status);

#define CULPA_ERROR_TEXT 256

/* Where and why something failed. line is 1-based and 0 where unknown; offset is in bytes of the input, SIZE_MAX where
 * unknown. The caller's; written only where a function fails. */
struct culpa_error {
    enum culpa_status status;
    size_t line;
    size_t offset;
    char text[CULPA_ERROR_TEXT]; /* NUL-terminated, one line, without file name */
};

/* Text that somebody else owns; not NUL-terminated. ptr is NULL where there is none. */
struct culpa_slice {
    const char *ptr;
    size_t len;
};

struct culpa_span {
    uint32_t start, end;
};

struct culpa_spans {
    const struct culpa_span *at;
    size_t n;
};

/* What the bytes of a report are. AUTO: found out. JSON: one object with "text", or "html", a page; "id", "title",
 * "published", "url" and "outlet" may be there. Of a file of JSON lines each line is a report. */
enum culpa_format { CULPA_FORMAT_AUTO, CULPA_FORMAT_TEXT, CULPA_FORMAT_HTML, CULPA_FORMAT_JSON };

/* Furniture belongs to the page and not to the report (LEDGER 1). */
#define CULPA_FURNITURE_KINDS(X)                                                                                       \
    X(CAPTION, "caption")                                                                                              \
    X(CREDIT, "credit")                                                                                                \
    X(LINKS, "links")                                                                                                  \
    X(NEWSLETTER, "newsletter")                                                                                        \
    X(SUBSCRIPTION, "subscription")                                                                                    \
    X(COOKIES, "cookies")                                                                                              \
    X(HEADLINE, "headline")                                                                                            \
    X(BYLINE, "byline")                                                                                                \
    X(MARKUP, "markup")                                                                                                \
    X(NOTICE, "notice")

enum culpa_furniture_kind {
#define CULPA_X(name, text) CULPA_FURNITURE_##name,
    CULPA_FURNITURE_KINDS(CULPA_X)
#undef CULPA_X
};
const char *culpa_furniture_name(enum culpa_furniture_kind kind);

struct culpa_furniture {
    enum culpa_furniture_kind kind;
    struct culpa_span span;
};

/* A paragraph of text and the bytes of the input that it was made from. Plain text and JSON carry no blocks: their
 * offsets are those of the input. source counts bytes of the input after its conversion to UTF-8. */
struct culpa_block {
    struct culpa_span span;
    struct culpa_span source;
};

struct culpa_document {
    struct culpa_slice id;   /* the input's own, else 16 hexadecimal digits of a hash of the text */
    struct culpa_slice file; /* name of the input as given */
    struct culpa_slice url, outlet, title, byline;
    struct culpa_slice published;            /* ISO 8601 at the precision found */
    struct culpa_slice language;             /* ISO 639-1 */
    struct culpa_slice text;                 /* UTF-8 */
    const struct culpa_furniture *furniture; /* by start */
    size_t n_furniture;
    const struct culpa_block *blocks; /* by start */
    size_t n_blocks;
};

#define CULPA_NAME_KINDS(X)                                                                                            \
    X(PERSON, "person")                                                                                                \
    X(ORGANISATION, "organisation")                                                                                    \
    X(PLACE, "place")                                                                                                  \
    X(GROUP, "group")                                                                                                  \
    X(FACILITY, "facility")                                                                                            \
    X(OTHER, "other")

/* PLACE includes geo-political entities; GROUP is nationalities, religions and political groups. */
enum culpa_name_kind {
#define CULPA_X(name, text) CULPA_NAME_##name,
    CULPA_NAME_KINDS(CULPA_X)
#undef CULPA_X
};
const char *culpa_name_kind_name(enum culpa_name_kind kind);

struct culpa_name {
    enum culpa_name_kind kind;
    struct culpa_span span;
};

#define CULPA_ACTOR_KINDS(X)                                                                                           \
    X(UNKNOWN, "")                                                                                                     \
    X(PERSON, "person")                                                                                                \
    X(STATE, "state")                                                                                                  \
    X(BODY, "government body")                                                                                         \
    X(ARMED, "armed group")                                                                                            \
    X(ORGANISATION, "organisation")                                                                                    \
    X(MEDIA, "media")                                                                                                  \
    X(GROUP, "group")                                                                                                  \
    X(UNNAMED, "unnamed persons")

enum culpa_actor_kind {
#define CULPA_X(name, text) CULPA_ACTOR_##name,
    CULPA_ACTOR_KINDS(CULPA_X)
#undef CULPA_X
};
const char *culpa_actor_kind_name(enum culpa_actor_kind kind);

/* Whoever can act or speak (LEDGER 2). Slices are empty where nothing is known. */
struct culpa_actor {
    struct culpa_slice id;   /* made of the name, unique in the report */
    struct culpa_slice name; /* fullest form in the report */
    enum culpa_actor_kind kind;
    struct culpa_slice role;           /* as the report has it: Kremlin spokesperson */
    uint32_t of;                       /* index of the actor that it belongs to or speaks for, CULPA_NONE */
    uint32_t count;                    /* of unnamed persons, 0 where unknown */
    struct culpa_slice country;        /* ISO 3166 code of the state that it is, or belongs to */
    uint32_t wikidata;                 /* number of its Q identifier, 0 where unknown */
    const struct culpa_slice *aliases; /* other forms in the report, pronouns left out, by first mention */
    size_t n_aliases;
    struct culpa_spans mentions; /* by start, pronouns too */
};

#define CULPA_MODES(X)                                                                                                 \
    X(DIRECT, "direct")                                                                                                \
    X(MIXED, "mixed")                                                                                                  \
    X(INDIRECT, "indirect")                                                                                            \
    X(EVENT, "event")

enum culpa_mode {
#define CULPA_X(name, text) CULPA_MODE_##name,
    CULPA_MODES(CULPA_X)
#undef CULPA_X
};
const char *culpa_mode_name(enum culpa_mode mode);

/* What kind of act a statement is (LEDGER 4); CULPA_ACT_NONE: attributed to someone, but no statement (a thought, a
 * plan). */
#define CULPA_ACTS(X)                                                                                                  \
    X(CLAIM, "claim")                                                                                                  \
    X(ACCUSE, "accuse")                                                                                                \
    X(INSINUATE, "insinuate")                                                                                          \
    X(DENY, "deny")                                                                                                    \
    X(EXONERATE, "exonerate")                                                                                          \
    X(WITHHOLD, "withhold")                                                                                            \
    X(VERIFY, "verify")                                                                                                \
    X(DISPUTE, "dispute")                                                                                              \
    X(NO_EVIDENCE, "no_evidence")                                                                                      \
    X(WARN, "warn")                                                                                                    \
    X(DISMISS, "dismiss")                                                                                              \
    X(THREATEN, "threaten")                                                                                            \
    X(DEMAND, "demand")                                                                                                \
    X(PROMISE, "promise")                                                                                              \
    X(CONDEMN, "condemn")                                                                                              \
    X(PRAISE, "praise")                                                                                                \
    X(MOURN, "mourn")                                                                                                  \
    X(REPORT, "report")                                                                                                \
    X(SAY, "say")                                                                                                      \
    X(NONE, "")

enum culpa_act {
#define CULPA_X(name, text) CULPA_ACT_##name,
    CULPA_ACTS(CULPA_X)
#undef CULPA_X
};
const char *culpa_act_name(enum culpa_act act);

/* How the report presents a statement (LEDGER 4). */
#define CULPA_FRAMES(X)                                                                                                \
    X(NONE, "")                                                                                                        \
    X(UNSUPPORTED, "unsupported")                                                                                      \
    X(DISPUTED, "disputed")                                                                                            \
    X(CORRECTED, "corrected")                                                                                          \
    X(VERIFIED, "verified")                                                                                            \
    X(DOUBTED, "doubted")

enum culpa_frame {
#define CULPA_X(name, text) CULPA_FRAME_##name,
    CULPA_FRAMES(CULPA_X)
#undef CULPA_X
};
const char *culpa_frame_name(enum culpa_frame frame);

struct culpa_statement {
    uint32_t actor;        /* index into actors, CULPA_NONE without source */
    uint32_t target_actor; /* who is blamed, exonerated, warned, asked: index into actors, or CULPA_NONE */
    uint32_t re;           /* index of the statement that it answers, or CULPA_NONE */
    uint32_t inside;       /* index of the statement in whose content this one is reported, or CULPA_NONE */
    uint32_t about;        /* index of the incident that it is about, or CULPA_NONE */
    enum culpa_act act;
    enum culpa_mode mode;
    struct culpa_span span;     /* from the first to the last byte of source, cue and content; without cue: content */
    struct culpa_spans source;  /* the words that name the speaker; shared by several statements at times */
    struct culpa_spans cue;     /* absent in a quotation that goes on in a new paragraph */
    struct culpa_spans content; /* may be discontinuous */
    struct culpa_spans target;  /* the words that name who is blamed, exonerated, warned, asked; one span or none */
    enum culpa_frame frame;
    struct culpa_span hedge, evidence; /* the words themselves; [0, 0) where there are none */
    struct culpa_slice
        when; /* the day, month or year in which it was said, ISO 8601, where the words beside the cue tell */
};

#define CULPA_TIME_TYPES(X)                                                                                            \
    X(DATE, "DATE")                                                                                                    \
    X(TIME, "TIME")                                                                                                    \
    X(DURATION, "DURATION")                                                                                            \
    X(SET, "SET")

/* As TIMEX3 has them: a date is a day or longer, a time is part of a day, a set recurs. */
enum culpa_time_type {
#define CULPA_X(name, text) CULPA_TIME_##name,
    CULPA_TIME_TYPES(CULPA_X)
#undef CULPA_X
};
const char *culpa_time_type_name(enum culpa_time_type type);

#define CULPA_TIME_MODS(X)                                                                                             \
    X(NONE, "")                                                                                                        \
    X(APPROX, "APPROX")                                                                                                \
    X(MORE_THAN, "MORE_THAN")                                                                                          \
    X(LESS_THAN, "LESS_THAN")                                                                                          \
    X(EQUAL_OR_MORE, "EQUAL_OR_MORE")                                                                                  \
    X(EQUAL_OR_LESS, "EQUAL_OR_LESS")                                                                                  \
    X(START, "START")                                                                                                  \
    X(MID, "MID")                                                                                                      \
    X(END, "END")                                                                                                      \
    X(BEFORE, "BEFORE")                                                                                                \
    X(AFTER, "AFTER")

enum culpa_time_mod {
#define CULPA_X(name, text) CULPA_MOD_##name,
    CULPA_TIME_MODS(CULPA_X)
#undef CULPA_X
};
const char *culpa_time_mod_name(enum culpa_time_mod mod);

/* An expression of time. */
struct culpa_time {
    enum culpa_time_type type;
    enum culpa_time_mod mod;
    bool relative; /* the value was counted from another date: "last week" */
    struct culpa_span span;
    struct culpa_slice value; /* TIMEX3: ISO 8601 where a date is known, else XXXX-WXX-5, P2Y, PAST_REF ... */
};

#define CULPA_TIME_ANCHORS(X)                                                                                          \
    X(NONE, "none")                                                                                                    \
    X(PUBLISHED, "published")                                                                                          \
    X(DATELINE, "dateline")                                                                                            \
    X(TEXT, "text")

/* What relative dates of a report are counted from. The clock of the machine is never read. */
enum culpa_time_anchor {
#define CULPA_X(name, text) CULPA_ANCHOR_##name,
    CULPA_TIME_ANCHORS(CULPA_X)
#undef CULPA_X
};
const char *culpa_time_anchor_name(enum culpa_time_anchor anchor);

#define CULPA_INCIDENT_TYPES(X)                                                                                        \
    X(SHOOTING, "shooting")                                                                                            \
    X(BOMBING, "bombing")                                                                                              \
    X(ARSON, "arson")                                                                                                  \
    X(STABBING, "stabbing")                                                                                            \
    X(VEHICLE, "vehicle attack")                                                                                       \
    X(KIDNAPPING, "kidnapping")                                                                                        \
    X(HIJACKING, "hijacking")                                                                                          \
    X(ASSASSINATION, "assassination")                                                                                  \
    X(AIR_STRIKE, "air strike")                                                                                        \
    X(SHELLING, "shelling")                                                                                            \
    X(CLASH, "armed clash")                                                                                            \
    X(CHEMICAL, "chemical attack")                                                                                     \
    X(CYBER, "cyber attack")                                                                                           \
    X(SABOTAGE, "sabotage")                                                                                            \
    X(RIOT, "riot")                                                                                                    \
    X(POLICE, "police violence")                                                                                       \
    X(EXECUTION, "execution")                                                                                          \
    X(FIRE, "fire")                                                                                                    \
    X(EXPLOSION, "explosion")                                                                                          \
    X(COLLAPSE, "collapse")                                                                                            \
    X(CRASH, "crash")                                                                                                  \
    X(SINKING, "sinking")                                                                                              \
    X(EARTHQUAKE, "earthquake")                                                                                        \
    X(FLOOD, "flood")                                                                                                  \
    X(STORM, "storm")                                                                                                  \
    X(OUTBREAK, "outbreak")                                                                                            \
    X(OTHER, "other")

/* Kinds of incident (LEDGER 3). An incident has one or more: a set of bits, 1 << type. */
enum culpa_incident_type {
#define CULPA_X(name, text) CULPA_INCIDENT_##name,
    CULPA_INCIDENT_TYPES(CULPA_X)
#undef CULPA_X
};
const char *culpa_incident_type_name(enum culpa_incident_type type);

#define CULPA_FIGURES(X)                                                                                               \
    X(KILLED, "killed")                                                                                                \
    X(INJURED, "injured")                                                                                              \
    X(MISSING, "missing")                                                                                              \
    X(ABDUCTED, "abducted")                                                                                            \
    X(DISPLACED, "displaced")                                                                                          \
    X(PRESENT, "present")                                                                                              \
    X(ARRESTED, "arrested")                                                                                            \
    X(CHARGED, "charged")                                                                                              \
    X(PLEADED, "pleaded guilty")                                                                                       \
    X(CONVICTED, "convicted")                                                                                          \
    X(ATTACKERS, "attackers")                                                                                          \
    X(RESCUED, "rescued")

enum culpa_figure_what {
#define CULPA_X(name, text) CULPA_FIGURE_##name,
    CULPA_FIGURES(CULPA_X)
#undef CULPA_X
};
const char *culpa_figure_name(enum culpa_figure_what what);

/* A count of people, with its bounds, both inclusive; CULPA_NONE where the report sets none ("at least 137": high). */
struct culpa_figure {
    enum culpa_figure_what what;
    uint32_t low, high;
    uint32_t by;                  /* who gives it: index into actors, or CULPA_NONE */
    struct culpa_span span;       /* the clause that gives it */
    struct culpa_slice qualifier; /* the words that bound it, in the report; empty where none */
    struct culpa_slice breakdown; /* the words for the part of the whole that is counted: children; empty where none */
    struct culpa_slice as_of;     /* ISO 8601 day of the count; empty where none is told */
};

#define CULPA_PROCEEDINGS(X)                                                                                           \
    X(ARREST, "arrest")                                                                                                \
    X(SURRENDER, "surrender")                                                                                          \
    X(DETAIN, "detain")                                                                                                \
    X(RELEASE, "release")                                                                                              \
    X(INVESTIGATE, "investigate")                                                                                      \
    X(CHARGE, "charge")                                                                                                \
    X(NO_CHARGE, "no charge")                                                                                          \
    X(PLEAD_GUILTY, "plead guilty")                                                                                    \
    X(PLEAD_NOT_GUILTY, "plead not guilty")                                                                            \
    X(TRIAL, "trial")                                                                                                  \
    X(CONVICT, "convict")                                                                                              \
    X(ACQUIT, "acquit")                                                                                                \
    X(SENTENCE, "sentence")

enum culpa_proceeding_act {
#define CULPA_X(name, text) CULPA_PROCEEDING_##name,
    CULPA_PROCEEDINGS(CULPA_X)
#undef CULPA_X
};
const char *culpa_proceeding_name(enum culpa_proceeding_act act);

/* A step of holding someone to account. */
struct culpa_proceeding {
    enum culpa_proceeding_act act;
    uint32_t who, by;               /* indices into actors, CULPA_NONE where not told */
    uint32_t count;                 /* of people, 0 where not told */
    struct culpa_span span;         /* the clause */
    struct culpa_slice party;       /* the words for whom it befell, in the report; empty where none */
    struct culpa_slice offence;     /* in the report's words; of a sentence, the punishment */
    struct culpa_slice when, until; /* ISO 8601; until: the end of a detention */
};

/* Where something happened: from the venue up. Names in the report's words; empty where not told. */
struct culpa_where {
    struct culpa_slice venue, place, region;
    struct culpa_slice country; /* ISO 3166 code */
    double latitude, longitude; /* degrees, north and east, of the place in the gazetteer, of the region without one */
    bool located;               /* whether the coordinates are known */
    struct culpa_span span;     /* the words; [0, 0) where none */
};

/* Somebody said to have done it, and the statements that say so. */
struct culpa_perpetrator {
    uint32_t actor;             /* index into actors; CULPA_NONE where only words of the report name them */
    enum culpa_actor_kind kind; /* of the actor; of words: persons, unnamed persons or an organisation */
    struct culpa_span span;     /* the words that make them act ("killed by gunmen"); [0, 0): only statements do */
    const uint32_t *statements; /* indices, in order; none where the report itself says so */
    size_t n_statements;
};

/* Something that is reported as having happened at one place and time (LEDGER 3). */
struct culpa_incident {
    struct culpa_slice id; /* made of type and place, unique in the report */
    struct culpa_slice
        event;       /* id of the incident across reports, in a report out of a store that was linked; else empty */
    uint32_t types;  /* bits, 1 << enum culpa_incident_type; never 0 */
    bool background; /* an earlier one that the report only recalls */
    struct culpa_span span;  /* the clause that tells it first */
    struct culpa_slice when; /* ISO 8601 at the precision of the report, a range with "/"; empty where unknown */
    struct culpa_span when_span;
    struct culpa_where where;
    struct culpa_spans weapons, targets; /* words of the report; targets: things and places */
    struct culpa_spans victims;          /* people it was aimed at, or whom it hit */
    const struct culpa_perpetrator *perpetrators;
    size_t n_perpetrators;
    const struct culpa_figure *figures; /* by start */
    size_t n_figures;
    const struct culpa_proceeding *proceedings; /* by start */
    size_t n_proceedings;
};

/* The ledger of one report. Arrays are sorted by the start of their span. */
struct culpa_report {
    struct culpa_document document;
    const struct culpa_span *sentences;
    size_t n_sentences;
    const struct culpa_name *names;
    size_t n_names;
    const struct culpa_actor *actors; /* who is named or speaks, in order of first mention */
    size_t n_actors;
    const struct culpa_statement *statements;
    size_t n_statements;
    const struct culpa_time *times;
    size_t n_times;
    enum culpa_time_anchor time_anchor;
    const struct culpa_incident *incidents;
    size_t n_incidents;
};

struct culpa_model;
struct culpa_reader;

/* Maps the model file into memory; the file must stay as it is while the model is open. The model is the caller's to
 * close, and may be shared by threads. Statuses: IO, MODEL (no model file, a broken one, or that of another version),
 * NO_MEMORY. */
enum culpa_status culpa_model_open(const char *path, struct culpa_model **model, struct culpa_error *error);
/* After all readers that use it are freed. NULL is passed over. */
void culpa_model_close(struct culpa_model *model);

/* A reader, the caller's to free: one for each thread, used by one thread at a time. The model must outlive it. A
 * thread that reads has the number of its OpenMP threads set to one. Status: NO_MEMORY. */
enum culpa_status culpa_reader_new(const struct culpa_model *model, struct culpa_reader **reader);
/* The same, with the encoder in plain floating point instead of integers: many times slower, and not the same bits on
 * every processor. To see what the integers cost. Ownership and status as above. */
enum culpa_status culpa_reader_new_reference(const struct culpa_model *model, struct culpa_reader **reader);
/* And the report that it read last. NULL is passed over. */
void culpa_reader_free(struct culpa_reader *reader);

/* Reads one report of len bytes. file: its name, which helps to find the format where that is AUTO and becomes
 * document.file; NULL where it has none. *report is the reader's: it lives until the next culpa_read() with the same
 * reader, whatever that returns, or until the reader is freed, and needs bytes and file to stay in place as long.
 * Statuses: NO_MEMORY, TOO_LARGE (256 MiB of input, 16 MiB of text), NOT_TEXT, EMPTY, SYNTAX. After any of them the
 * reader can be used again. */
enum culpa_status culpa_read(struct culpa_reader *reader, enum culpa_format format, const char *file, const char *bytes,
                             size_t len, const struct culpa_report **report, struct culpa_error *error);

/* --- a store: the ledgers of many reports in one SQLite file ---
 *
 * docs/store.md describes its tables. A culpa_store is used by one thread at a time, and may go from one to another;
 * several programs, and several culpa_stores of one program, may have one file open, and one of them at a time write to
 * it: another waits half a minute for it, then returns BUSY. Whatever happens, a report is there whole or not at all,
 * and one that was said to be added stays. */
struct culpa_store;

enum culpa_store_mode {
    CULPA_STORE_READ, /* the file must be there */
    CULPA_STORE_WRITE /* makes it where it is not */
};

/* Opens the store in the file path; it is the caller's to close. Statuses: IO (not there, not to be opened), STORE (no
 * store, or one of a newer culpa, or to be read and of an older one), BUSY, NO_MEMORY. */
enum culpa_status culpa_store_open(const char *path, enum culpa_store_mode mode, struct culpa_store **store,
                                   struct culpa_error *error);
/* Closes it; the reports of culpa_store_get() end with it. NULL is passed over. */
void culpa_store_close(struct culpa_store *store);

#define CULPA_ADDITIONS(X)                                                                                             \
    X(NEW, "added")                                                                                                    \
    X(REPLACED, "replaced")                                                                                            \
    X(KNOWN, "already in the ledger")                                                                                  \
    X(CONFLICT, "a report with this id and another text is in the ledger")

/* What became of a report that was to be added. */
enum culpa_addition {
#define CULPA_X(name, text) CULPA_ADDITION_##name,
    CULPA_ADDITIONS(CULPA_X)
#undef CULPA_X
};
const char *culpa_addition_name(enum culpa_addition addition);

/* Adds a report in a transaction of its own: when it returns OK, it is on the disk. A report whose id and text are
 * there is left as it is, and one whose id is there with another text is not added, unless replace is set. What holds
 * across reports is made by culpa_store_link(). The report, of culpa_read() or culpa_store_get(), stays the caller's;
 * the store keeps nothing that points into it. *addition says what became of it, and that a report is refused
 * (CONFLICT) is no error. Statuses: IO (disk full, read-only), STORE, BUSY, NO_MEMORY. */
enum culpa_status culpa_store_add(struct culpa_store *store, const struct culpa_report *report, bool replace,
                                  enum culpa_addition *addition, struct culpa_error *error);

/* Finds what holds across reports, for those that were added since: which tell the same incident, which are copies, who
 * is who, who answers whom. Reports that were linked before keep their incident. all: throws away what was found before
 * and makes it anew for all; its outcome does not depend on the order of adding. One transaction, in which all else
 * that would write waits: milliseconds for a few reports, minutes for a hundred thousand. Where it fails all is as it
 * was, and the next one does the work. Statuses as above. */
enum culpa_status culpa_store_link(struct culpa_store *store, bool all, struct culpa_error *error);

/* The ledger of one report; *report is NULL where there is none with this id, and after an error. It is the store's,
 * and lives until culpa_store_release() or the end of the store. Statuses: STORE, IO, BUSY, NO_MEMORY. */
enum culpa_status culpa_store_get(struct culpa_store *store, struct culpa_slice id, const struct culpa_report **report,
                                  struct culpa_error *error);

/* Gives back the memory of all reports got so far, which end with it. */
void culpa_store_release(struct culpa_store *store);

/* Questions to a store, with the columns of their answers in docs/store.md. */
#define CULPA_QUERIES(X)                                                                                               \
    X(INCIDENTS, incidents) /* incidents across reports; since, until, place, type, all */                             \
    X(TELLINGS, tellings)   /* the reports that tell the incident id, and which of their incidents it is */            \
    X(FIGURES, figures)     /* its counts: who gives them, when, in which report */                                    \
    X(SPREAD, spread)       /* the lowest and highest of them for each kind of count */                                \
    X(POSITIONS, positions) /* who stands where on who did it, with changes */                                         \
    X(THREADS, threads)     /* which statement answers which */                                                        \
    X(TIMELINE, timeline)   /* all of it that has a day */                                                             \
    X(WHO, who)             /* what the party called name said, and what was said to it and of it */                   \
    X(SEARCH, search)       /* reports with all of the words */                                                        \
    X(SOURCES, sources)     /* outlets, their reports and independent voices */                                        \
    X(DOCUMENTS, documents) /* ids, ledgers, events of all reports, by id; copies marked */

enum culpa_query {
#define CULPA_X(name, file) CULPA_QUERY_##name,
    CULPA_QUERIES(CULPA_X)
#undef CULPA_X
};

/* What is asked; the caller's. NULL, false or 0 where not asked for. Strings end with NUL. */ struct culpa_question {
    const char *id;            /* of an incident across reports */
    const char *name, *words;  /* of a party; to search for, "in quotes" where they must stand together */
    const char *since, *until; /* days, YYYY-MM-DD, both inclusive */
    const char *place, *type;  /* name of a venue, place or region, or code of a country; type of incident */
    bool all;                  /* incidents that are only recalled, too */
    size_t limit;              /* of rows; 0: none */
};

enum culpa_cell_kind { CULPA_CELL_NONE, CULPA_CELL_NUMBER, CULPA_CELL_TEXT };

/* One value of an answer. start and end count bytes of the report's text, as spans do. */
struct culpa_cell {
    const char *name; /* of the column */
    enum culpa_cell_kind kind;
    int64_t number; /* of a number */
    struct culpa_slice text;
};

/* Called for each row of an answer: the cells, all columns in their order, live until it returns. context is what was
 * given to culpa_store_ask(). It may ask the store other questions, and must not add, link, or close it. Where it
 * returns false the answer ends there, and culpa_store_ask() returns OK. */
typedef bool (*culpa_row)(void *context, const struct culpa_cell *cells, size_t n_cells);

/* Answers a question by a call of row for each row, none where there is nothing. An incident that is not there has
 * no rows either: TELLINGS tells whether it is. Statuses: STORE, IO, BUSY,
 * NO_MEMORY; USAGE where the question lacks the id, name or words that the query needs. */
enum culpa_status culpa_store_ask(struct culpa_store *store, enum culpa_query query,
                                  const struct culpa_question *question, culpa_row row, void *context,
                                  struct culpa_error *error);

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif
#ifdef __cplusplus
}
#endif

#endif
