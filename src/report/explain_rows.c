/* What is said, told once: statements of one party with one act and one target that say nearly the same become one row,
 * with all places. Statements whose content says nothing beyond their act ("denied it", "blamed Ukraine") join the one
 * that says more. */
#include <stdlib.h>

#include "entity/words.h"
#include "report/explain.h"

enum {
    MOST_WORDS = 64,     /* of a statement, compared with others */
    MOST_COMPARED = 16,  /* rows of one party and act; what is further apart stands by itself */
    CONTAINED_WORDS = 4, /* words of the shorter one, all of them in the longer one, make the same */
    SAME_SHARE = 60      /* of the longer one's words, in percent */
};

/* A statement that has its place in a section. */
struct candidate {
    enum explain_section section;
    uint32_t about, rank, party, target_party, telling, statement, target;
    struct culpa_span span;
    bool is_target_named, deed;
    size_t n_words;
    const uint64_t *words; /* hashes, sorted */
    size_t head;           /* the candidate whose row it joins, itself included; of one party and act */
};

struct candidates VEC(struct candidate);

/* --- which section --- */

/* The order in which acts are told: who points at whom first, then who points away. */
static uint32_t rank_of(enum culpa_act act)
{
    static const enum culpa_act order[] = {
        CULPA_ACT_CLAIM,    CULPA_ACT_ACCUSE,  CULPA_ACT_INSINUATE, CULPA_ACT_EXONERATE, CULPA_ACT_NO_EVIDENCE,
        CULPA_ACT_DENY,     CULPA_ACT_DISPUTE, CULPA_ACT_VERIFY,    CULPA_ACT_WARN,      CULPA_ACT_DISMISS,
        CULPA_ACT_WITHHOLD, CULPA_ACT_CONDEMN, CULPA_ACT_MOURN,     CULPA_ACT_DEMAND,    CULPA_ACT_PROMISE,
        CULPA_ACT_THREATEN, CULPA_ACT_PRAISE};
    uint32_t n = sizeof order / sizeof *order;
    for (uint32_t i = 0; i < n; i++)
        if (order[i] == act)
            return i;
    return n;
}

static bool has_any(struct culpa_slice words, const char *const *list)
{
    for (; *list; list++)
        if (slice_find_nocase(words, slice_of(*list, strlen(*list)), 0) != SIZE_MAX)
            return true;
    return false;
}

static bool is_pointing(enum culpa_act act)
{
    return act == CULPA_ACT_CLAIM || act == CULPA_ACT_ACCUSE || act == CULPA_ACT_INSINUATE;
}

/* "declined to say who was behind it", "stopped short of accusing Ukraine"; but "did not answer calls" is only a
 * response. */
static bool withholds_guilt(const struct culpa_report *report, const struct culpa_statement *s)
{
    static const char *const words[] = {"blam",  "accus",     "respons", "behind",  "guilt",      "culprit",
                                        "claim", "perpetrat", "motive",  "suspect", "acknowledg", NULL};
    return s->target_actor != CULPA_NONE || s->target.n ||
           (s->re != CULPA_NONE && is_pointing(report->statements[s->re].act)) ||
           has_any(slice_span(report->document.text, s->span), words);
}

/* The sentence from the statement on: "called it blackmail just three days before the attack". */
static struct culpa_span sentence_rest(const struct culpa_report *report, struct culpa_span span)
{
    size_t low = 0, high = report->n_sentences;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (report->sentences[middle].end < span.end)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < report->n_sentences && report->sentences[low].start <= span.start)
        span.end = report->sentences[low].end;
    return span;
}

/* Whether a warning, or who dismissed one, came before what happened: by the dates where both are known and differ,
 * else by the words. */
static bool is_before(const struct culpa_report *report, const struct culpa_statement *s, uint32_t incident)
{
    static const char *const words[] = {"before the",   "before it",     "ahead of the", "earlier",
                                        "previously",   "prior to",      "in advance",   "days before",
                                        "weeks before", "months before", "years before", NULL};
    static const char *const cues[] = {"had ", "long ", NULL}; /* had warned; has long warned */
    struct culpa_slice when = incident != CULPA_NONE ? report->incidents[incident].when : SLICE("");
    size_t n = when.len < s->when.len ? when.len : s->when.len;
    int order = n ? memcmp(s->when.ptr, when.ptr, n) : 0;
    if (order)
        return order < 0;
    if (has_any(slice_span(report->document.text, sentence_rest(report, s->span)), words))
        return true;
    return s->cue.n && has_any(slice_span(report->document.text, s->cue.at[0]), cues);
}

static enum explain_section section_of(const struct explain *e, uint32_t telling, const struct culpa_statement *s)
{
    const struct culpa_report *report = explain_report(e, telling);
    switch (s->act) {
    case CULPA_ACT_CLAIM:
    case CULPA_ACT_ACCUSE:
    case CULPA_ACT_INSINUATE:
    case CULPA_ACT_EXONERATE:
    case CULPA_ACT_NO_EVIDENCE:
        return EXPLAIN_RESPONSIBLE;
    case CULPA_ACT_WITHHOLD:
        return withholds_guilt(report, s) ? EXPLAIN_RESPONSIBLE : EXPLAIN_RESPONSES;
    case CULPA_ACT_WARN:
        return is_before(report, s, e->main[telling]) ? EXPLAIN_WARNINGS : EXPLAIN_RESPONSES;
    case CULPA_ACT_DISMISS:
        if (s->re != CULPA_NONE && report->statements[s->re].act == CULPA_ACT_WARN)
            return section_of(e, telling, &report->statements[s->re]);
        return is_before(report, s, e->main[telling]) ? EXPLAIN_WARNINGS : EXPLAIN_RESPONSES;
    case CULPA_ACT_REPORT:
    case CULPA_ACT_SAY:
    case CULPA_ACT_NONE:
        return EXPLAIN_SECTIONS;
    default:
        return EXPLAIN_RESPONSES;
    }
}

/* Of one incident: what is about it. What is about nothing may still answer the only one that its report tells, but
 * nobody is said to be responsible for it by such words. */
static bool is_about(const struct explain *e, uint32_t telling, const struct culpa_statement *s,
                     enum explain_section section)
{
    const struct report_telling *t = &e->tellings[telling];
    if (t->incident == CULPA_NONE || s->about == t->incident)
        return true;
    if (s->about != CULPA_NONE || section == EXPLAIN_RESPONSIBLE)
        return false;
    for (uint32_t i = 0; i < t->report->n_incidents; i++)
        if (i != t->incident && !t->report->incidents[i].background)
            return false;
    return true;
}

/* --- words of a statement --- */

static bool is_telling_word(struct culpa_slice word)
{
    static const char *const empty[] = {"claim",      "claims",         "accusation", "accusations",
                                        "allegation", "allegations",    "charge",     "charges",
                                        "statement",  "responsibility", "comment",    "name"};
    enum word_class class = word_class(word);
    if (class != WORD_OPEN && class != WORD_NUMBER)
        return false;
    for (size_t i = 0; i < sizeof empty / sizeof *empty; i++)
        if (slice_eq_nocase(word, slice_of(empty[i], strlen(empty[i]))))
            return false;
    return true;
}

static bool is_letter(char byte)
{
    unsigned char c = (unsigned char)byte;
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0xC3;
}

static uint64_t hash_word(struct culpa_slice word)
{
    uint64_t hash = 14695981039346656037U; /* FNV-1a */
    for (size_t i = 0; i < word.len; i++) {
        unsigned char c = (unsigned char)word.ptr[i];
        hash = (hash ^ (c >= 'A' && c <= 'Z' ? c + 32U : c)) * 1099511628211U;
    }
    return hash;
}

/* Numbers are odd, other words even: who says 84 does not say what another says with 77. */
static uint64_t mark_number(uint64_t hash, bool number)
{
    return (hash & ~(uint64_t)1) | number;
}

/* Adds the words of text, each once, without those of `without`; *n_numbers: how many of them are numbers. Letters
 * beyond ASCII go on over their bytes; quotation marks and dashes (C2, E2 80) part words. */
static size_t add_words(uint64_t *words, size_t n, struct culpa_slice text, const uint64_t *without, size_t n_without,
                        size_t *n_numbers)
{
    for (size_t at = 0; at < text.len && n < MOST_WORDS;) {
        if ((unsigned char)text.ptr[at] == 0xE2) {
            at += text.len - at < 3 ? text.len - at : 3;
            continue;
        }
        size_t from = at;
        while (at < text.len && ((is_letter(text.ptr[at]) && (unsigned char)text.ptr[at] != 0xE2) ||
                                 (at > from && ((unsigned char)text.ptr[at] & 0xC0) == 0x80)))
            at++;
        if (at == from) {
            at++;
            continue;
        }
        struct culpa_slice word = slice_of(text.ptr + from, at - from);
        uint64_t hash = mark_number(hash_word(word), word_count(word) > 0);
        bool known = !is_telling_word(word);
        for (size_t i = 0; i < n_without && !known; i++)
            known = without[i] == hash;
        for (size_t i = 0; i < n && !known; i++)
            known = words[i] == hash;
        if (!known)
            words[n++] = hash;
        *n_numbers += !known && (hash & 1);
    }
    return n;
}

static int by_hash(const void *a, const void *b)
{
    const uint64_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static bool take_words(struct explain *e, struct candidate *c)
{
    const struct culpa_report *report = explain_report(e, c->telling);
    const struct culpa_statement *s = &report->statements[c->statement];
    uint64_t target[MOST_WORDS], words[MOST_WORDS];
    size_t n_target = 0, n = 0, n_numbers = 0;
    if (c->target != CULPA_NONE) {
        n_target = add_words(target, n_target, report->actors[c->target].name, NULL, 0, &n_numbers);
        n_target = add_words(target, n_target, report->actors[c->target].role, NULL, 0, &n_numbers);
    }
    for (size_t i = 0; i < s->target.n; i++)
        n_target = add_words(target, n_target, slice_span(report->document.text, s->target.at[i]), NULL, 0, &n_numbers);
    n_numbers = 0;
    for (size_t i = 0; i < s->content.n; i++)
        n = add_words(words, n, slice_span(report->document.text, s->content.at[i]), target, n_target, &n_numbers);
    if (n == n_numbers) /* "58" says as little */
        n = 0;
    uint64_t *kept = ARENA_ARRAY(&e->arena, uint64_t, n + 1);
    if (!kept)
        return false;
    if (n)
        qsort(words, n, sizeof *words, by_hash);
    for (size_t i = 0; i < n; i++)
        kept[i] = words[i];
    c->words = kept;
    c->n_words = n;
    return true;
}

static bool are_near(const struct candidate *a, const struct candidate *b)
{
    size_t both = 0, least = a->n_words < b->n_words ? a->n_words : b->n_words,
           most = a->n_words < b->n_words ? b->n_words : a->n_words;
    bool other_number[2] = {false, false};
    for (size_t i = 0, k = 0; i < a->n_words || k < b->n_words;) {
        uint64_t x = i < a->n_words ? a->words[i] : UINT64_MAX, y = k < b->n_words ? b->words[k] : UINT64_MAX;
        bool left = i < a->n_words && x <= y, right = k < b->n_words && y <= x;
        both += left && right;
        other_number[0] |= left && !right && (x & 1);
        other_number[1] |= right && !left && (y & 1);
        i += left;
        k += right;
    }
    if (other_number[0] && other_number[1])
        return false;
    return both * 100 >= most * SAME_SHARE || (both == least && least >= CONTAINED_WORDS);
}

/* --- from statements to rows --- */

/* The one whom the incident has as said to be behind it by this statement. NULL where the statement is about something
 * else: "accused the government of ignoring warnings" names nobody who did it. */
static const struct culpa_perpetrator *blamed_by(const struct culpa_report *report, const struct culpa_statement *s,
                                                 uint32_t number)
{
    if (s->act != CULPA_ACT_ACCUSE || s->about == CULPA_NONE)
        return NULL;
    const struct culpa_incident *incident = &report->incidents[s->about];
    for (size_t i = 0; i < incident->n_perpetrators; i++) {
        const struct culpa_perpetrator *p = &incident->perpetrators[i];
        size_t low = 0, high = p->n_statements; /* they are in order */
        while (low < high) {
            size_t middle = low + (high - low) / 2;
            if (p->statements[middle] < number)
                low = middle + 1;
            else
                high = middle;
        }
        if (low < p->n_statements && p->statements[low] == number)
            return p;
    }
    return NULL;
}

/* Whether an act without words of its own says nothing: "made an accusation", "promised", or anything by somebody who
 * is not named. "denied it" and "blamed Ostland" say much. */
static bool is_empty(const struct culpa_statement *s, bool is_target_named)
{
    static const enum culpa_act full[] = {CULPA_ACT_CLAIM,   CULPA_ACT_DENY,   CULPA_ACT_DISPUTE,
                                          CULPA_ACT_DISMISS, CULPA_ACT_VERIFY, CULPA_ACT_WITHHOLD,
                                          CULPA_ACT_CONDEMN, CULPA_ACT_MOURN,  CULPA_ACT_WARN};
    if (s->act == CULPA_ACT_DEMAND || s->act == CULPA_ACT_PROMISE)
        return true;
    if (is_target_named)
        return false;
    bool named = s->actor != CULPA_NONE || s->source.n;
    for (size_t i = 0; i < sizeof full / sizeof *full && named; i++)
        if (full[i] == s->act)
            return false;
    return true;
}

static bool take_candidates(struct explain *e, struct candidates *found)
{
    for (uint32_t t = 0; t < e->n; t++)
        for (uint32_t i = 0; i < explain_report(e, t)->n_statements; i++) {
            const struct culpa_statement *s = &explain_report(e, t)->statements[i];
            enum explain_section section = section_of(e, t, s);
            if (section == EXPLAIN_SECTIONS || !is_about(e, t, s, section))
                continue;
            struct candidate c = {
                .section = section, .rank = rank_of(s->act), .telling = t, .statement = i, .span = s->span};
            c.party = explain_party(e, t, s->actor);
            const struct culpa_perpetrator *blamed = blamed_by(explain_report(e, t), s, i);
            c.deed = blamed != NULL;
            c.target = blamed && s->target_actor == CULPA_NONE ? blamed->actor : s->target_actor;
            c.target_party = explain_party(e, t, c.target);
            c.is_target_named = c.target != CULPA_NONE || s->target.n;
            c.about = s->about == CULPA_NONE || s->about == e->main[t] ? CULPA_NONE : s->about;
            if (!take_words(e, &c))
                return false;
            if (!c.n_words && is_empty(s, c.is_target_named))
                continue;
            if (!VEC_PUSH(&e->arena, found, c))
                return false;
        }
    return true;
}

static int compare(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

static int by_party(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    int order = compare(x->section, y->section);
    order = order ? order : compare(x->rank, y->rank);
    order = order ? order : compare(x->party, y->party);
    order = order ? order : compare(x->about, y->about);
    order = order ? order : compare(x->n_words == 0, y->n_words == 0); /* first those that others may join */
    order = order ? order : compare(!x->is_target_named, !y->is_target_named);
    order = order ? order : compare(x->telling, y->telling);
    return order ? order : compare(x->statement, y->statement);
}

static bool are_alike(const struct candidate *a, const struct candidate *b)
{
    return a->section == b->section && a->rank == b->rank && a->party == b->party && a->about == b->about;
}

static bool overlap(const struct candidate *a, const struct candidate *b)
{
    return a->span.start < b->span.end && b->span.start < a->span.end;
}

/* Whether what b says is told by a already; both are of one party and act. Those who are not named are not known to be
 * the same, but for one who is quoted twice in the same words. */
static bool is_told_by(const struct candidate *a, const struct candidate *b)
{
    if (a->party == CULPA_NONE && (a->telling != b->telling || !overlap(a, b)))
        return false;
    if (b->is_target_named && a->target_party != b->target_party)
        return false;
    return !b->n_words || are_near(a, b);
}

static int by_place(const void *a, const void *b)
{
    const struct explain_place *x = a, *y = b;
    int order = compare(x->telling, y->telling);
    order = order ? order : compare(x->span.start, y->span.start);
    return order ? order : compare(x->statement, y->statement);
}

/* A chain of the candidates that make one row. */
struct chain {
    size_t next, last; /* 0: none */
};

static bool add_row(struct explain *e, const struct candidate *all, size_t head, const struct chain *chains)
{
    const struct candidate *c = &all[head];
    struct VEC(struct explain_place) places = {0};
    for (size_t k = head;; k = chains[k].next) {
        const struct culpa_statement *s = &explain_report(e, all[k].telling)->statements[all[k].statement];
        struct explain_place place = {all[k].telling, all[k].statement, s->span};
        if (!VEC_PUSH(&e->arena, &places, place))
            return false;
        if (!chains[k].next)
            break;
    }
    size_t first = e->n == 1; /* of one report the sentence that is shown stays in front: its place is in the gutter */
    qsort(places.at + first, places.n - first, sizeof *places.at, by_place);
    struct explain_row row = {.section = c->section,
                              .act = explain_report(e, c->telling)->statements[c->statement].act,
                              .party = c->party,
                              .telling = c->telling,
                              .statement = c->statement,
                              .target = c->target,
                              .about = c->about,
                              .bare = !c->n_words,
                              .deed = c->deed,
                              .places = places.at,
                              .n_places = places.n,
                              .n_tellings = explain_count_tellings(places.at, places.n)};
    return VEC_PUSH(&e->arena, &e->rows, row);
}

/* The rows of candidates of one party and act. */
static bool add_rows(struct explain *e, struct candidate *all, size_t n, struct chain *chains)
{
    size_t heads[MOST_COMPARED], n_heads = 0;
    for (size_t i = 0; i < n; i++) {
        size_t head = i;
        chains[i] = (struct chain){0};
        for (size_t k = 0; k < n_heads && head == i; k++)
            if (is_told_by(&all[heads[k]], &all[i]))
                head = heads[k];
        if (head != i) {
            size_t last = chains[head].last ? chains[head].last : head;
            chains[last].next = chains[head].last = i;
        } else if (n_heads < MOST_COMPARED) {
            heads[n_heads++] = i;
        }
        all[i].head = head;
    }
    for (size_t i = 0; i < n; i++)
        if (all[i].head == i && !add_row(e, all, i, chains))
            return false;
    return true;
}

/* By section and act; then, of several reports, what most of them say first; then in the order of the reports. */
static int by_showing(const void *a, const void *b)
{
    const struct explain_row *x = a, *y = b;
    int order = compare(x->section, y->section);
    order = order ? order : compare(rank_of(x->act), rank_of(y->act));
    order = order ? order : compare((uint32_t)y->n_tellings, (uint32_t)x->n_tellings);
    order = order ? order : compare(x->party, y->party);
    order = order ? order : compare(x->telling, y->telling);
    return order ? order : compare(x->statement, y->statement);
}

bool explain_find_rows(struct explain *e)
{
    struct candidates found = {0};
    if (!take_candidates(e, &found))
        return false;
    struct chain *chains = ARENA_ARRAY(&e->arena, struct chain, found.n + 1);
    if (!chains)
        return false;
    if (found.n)
        qsort(found.at, found.n, sizeof *found.at, by_party);
    for (size_t from = 0, to; from < found.n; from = to) {
        for (to = from + 1; to < found.n && are_alike(&found.at[from], &found.at[to]);)
            to++;
        if (!add_rows(e, found.at + from, to - from, chains))
            return false;
    }
    if (e->rows.n)
        qsort(e->rows.at, e->rows.n, sizeof *e->rows.at, by_showing);
    return true;
}
