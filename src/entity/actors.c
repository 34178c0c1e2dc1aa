/* Who speaks: the sources of statements, joined where their words are enough to say that they are one (see entity.h).
 *
 * "Kremlin spokesperson Dmitry Peskov" is the person Dmitry Peskov, since a person's name in a source is its head
 * unless it stands in the genitive ("Peskov's lawyer"). A source that ends in any other name is that name's bearer
 * ("the rebel group Ansar"); else it is a description ("regional officials"). */
#include "entity/entity.h"

enum { SHARED_WITHIN = 32 }; /* statements */

struct actor_draft {
    struct culpa_slice name; /* the name in the mention, else the whole mention without its article */
    enum culpa_name_kind kind;
    bool named, alone; /* alone: never joined with another */
    struct VEC(struct culpa_span) mentions;
};

struct drafts VEC(struct actor_draft);

static const char *const PRONOUNS[] = {"he",   "she", "they", "it",   "i",    "we",   "you",  "who",   "which",
                                       "that", "him", "her",  "them", "us",   "me",   "his",  "its",   "their",
                                       "our",  "my",  "one",  "some", "many", "most", "both", "others"};
/* "a source said ... a source said": perhaps two. */
static const char *const INDEFINITE[] = {"a ",       "an ",    "another ", "one ", "some ",
                                         "several ", "other ", "two ",     "many "};

static bool is_pronoun(struct culpa_slice s)
{
    for (size_t i = 0; i < sizeof PRONOUNS / sizeof *PRONOUNS; i++)
        if (slice_eq_nocase(s, slice_of(PRONOUNS[i], strlen(PRONOUNS[i]))))
            return true;
    return false;
}

static bool is_indefinite(struct culpa_slice s)
{
    for (size_t i = 0; i < sizeof INDEFINITE / sizeof *INDEFINITE; i++)
        if (slice_starts_nocase(s, slice_of(INDEFINITE[i], strlen(INDEFINITE[i]))))
            return true;
    return false;
}

static struct culpa_slice without_article(struct culpa_slice s)
{
    return slice_starts_nocase(s, SLICE("the ")) ? slice_of(s.ptr + 4, s.len - 4) : s;
}

/* Is the name at span followed by 's or ’s inside the mention? */
static bool is_genitive(struct culpa_slice text, struct culpa_span name, struct culpa_span mention)
{
    struct culpa_slice rest = slice_of(text.ptr + name.end, mention.end - name.end);
    return slice_starts(rest, SLICE("'")) || slice_starts(rest, SLICE("\xE2\x80\x99"));
}

/* The first name of names (by start) that begins at or behind offset */
static size_t first_name(const struct culpa_name *names, size_t n, uint32_t offset)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (names[mid].span.start < offset)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static struct actor_draft draft_of(struct culpa_slice text, const struct culpa_name *names, size_t n_names,
                                   struct culpa_span mention)
{
    const struct culpa_name *head = NULL;
    for (size_t i = first_name(names, n_names, mention.start); i < n_names && names[i].span.end <= mention.end; i++) {
        if (names[i].kind == CULPA_NAME_PERSON && !is_genitive(text, names[i].span, mention)) {
            head = &names[i];
            break;
        }
        if (names[i].span.end == mention.end)
            head = &names[i];
    }
    struct culpa_slice words = slice_span(text, mention);
    struct actor_draft draft = {.kind = CULPA_NAME_OTHER, .name = words};
    if (head) {
        draft.name = slice_span(text, head->span);
        draft.kind = head->kind;
        draft.named = true;
    } else {
        draft.alone = is_pronoun(words) || is_indefinite(words);
    }
    return draft;
}

/* Does full end in the word or words of part? "Adrienne Watson" in "Watson". */
static bool ends_in(struct culpa_slice full, struct culpa_slice part)
{
    return full.len > part.len && full.ptr[full.len - part.len - 1] == ' ' &&
           slice_eq_nocase(slice_of(full.ptr + full.len - part.len, part.len), part);
}

static bool same_words(const struct actor_draft *a, const struct actor_draft *b)
{
    return !a->alone && !b->alone && a->named == b->named &&
           slice_eq_nocase(without_article(a->name), without_article(b->name));
}

/* The draft that d is the same as, or drafts->n. A family name joins the one person whose full name ends in it; where
 * two persons share it, it stays by itself. */
static size_t find(const struct drafts *drafts, const struct actor_draft *d)
{
    for (size_t i = 0; i < drafts->n; i++)
        if (same_words(&drafts->at[i], d))
            return i;
    if (!d->named || d->kind != CULPA_NAME_PERSON)
        return drafts->n;
    size_t hit = drafts->n, hits = 0;
    for (size_t i = 0; i < drafts->n; i++) {
        const struct actor_draft *o = &drafts->at[i];
        if (o->kind == CULPA_NAME_PERSON && (ends_in(o->name, d->name) || ends_in(d->name, o->name))) {
            hit = i;
            hits++;
        }
    }
    return hits == 1 ? hit : drafts->n;
}

/* Adds the mention to its draft; *at is the draft's index. */
static enum culpa_status place(struct arena *arena, struct drafts *drafts, struct actor_draft *draft,
                               struct culpa_span mention, size_t *at)
{
    *at = find(drafts, draft);
    if (*at == drafts->n && !VEC_PUSH(arena, drafts, *draft))
        return CULPA_NO_MEMORY;
    struct actor_draft *mine = &drafts->at[*at];
    if (draft->named && draft->name.len > mine->name.len)
        mine->name = draft->name;
    if (!VEC_PUSH(arena, &mine->mentions, mention))
        return CULPA_NO_MEMORY;
    /* By start: statements come nearly in that order, but by their first byte, which may be their content's. */
    struct culpa_span *mentions = mine->mentions.at;
    for (size_t i = mine->mentions.n - 1; i && mentions[i - 1].start > mention.start; i--) {
        mentions[i] = mentions[i - 1];
        mentions[i - 1] = mention;
    }
    return CULPA_OK;
}

/* "He said ..., and warned ...": statements may share the very same words as their source. They stand close together.
 */
static uint32_t actor_of_same_words(const struct culpa_statement *statements, size_t i)
{
    struct culpa_span mine = statements[i].source.at[0];
    for (size_t back = 1; back <= i && back <= SHARED_WITHIN; back++) {
        const struct culpa_statement *s = &statements[i - back];
        if (s->source.n && s->source.at[0].start == mine.start && s->source.at[0].end == mine.end)
            return s->actor;
    }
    return CULPA_NONE;
}

enum culpa_status entity_join_actors(struct arena *arena, struct culpa_slice text, const struct culpa_name *names,
                                     size_t n_names, struct culpa_statement *statements, size_t n_statements,
                                     const struct culpa_actor **actors, size_t *n_actors)
{
    struct drafts drafts = {0};
    for (size_t i = 0; i < n_statements; i++) {
        struct culpa_statement *s = &statements[i];
        s->actor = CULPA_NONE;
        if (!s->source.n)
            continue;
        s->actor = actor_of_same_words(statements, i);
        if (s->actor != CULPA_NONE)
            continue;
        struct actor_draft draft = draft_of(text, names, n_names, s->source.at[0]);
        size_t at;
        enum culpa_status status = place(arena, &drafts, &draft, s->source.at[0], &at);
        if (status)
            return status;
        s->actor = (uint32_t)at;
    }
    struct culpa_actor *out = ARENA_ARRAY(arena, struct culpa_actor, drafts.n);
    if (!out)
        return CULPA_NO_MEMORY;
    for (size_t i = 0; i < drafts.n; i++)
        out[i] = (struct culpa_actor){
            drafts.at[i].name, drafts.at[i].kind, {drafts.at[i].mentions.at, drafts.at[i].mentions.n}};
    *actors = out;
    *n_actors = drafts.n;
    return CULPA_OK;
}
