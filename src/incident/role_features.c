/* What stands around a noun phrase, as strings that data/incident/role_weights.tsv has weights for. */
#include <stdio.h>

#include "entity/gazetteer.h"
#include "entity/words.h"
#include "incident/roles.h"

enum { WORD_BYTES = 20, STEM = 6, MOST_FAR = 4, KEY_BYTES = 96, MOST_PHRASES = 4000 };

struct describer {
    const struct incident_scene *scene;
    const struct role_phrases *phrases;
    const struct role_phrase *phrase;
    struct role_features *out;
};

static void add(struct describer *d, const char *name, const char *a, const char *b)
{
    char key[KEY_BYTES];
    int n = snprintf(key, sizeof key, "%s%s%s%s%s", name, a ? " " : "", a ? a : "", b ? " " : "", b ? b : "");
    size_t bytes = n < (int)sizeof key ? (size_t)n : sizeof key - 1;
    if (d->out->n + bytes + 1 > ROLE_FEATURE_BYTES)
        return;
    for (size_t i = 0; i < d->out->n; i += strlen(d->out->at + i) + 1) /* each counts once */
        if (strcmp(d->out->at + i, key) == 0)
            return;
    memcpy(d->out->at + d->out->n, key, bytes + 1);
    d->out->n += bytes + 1;
}

/* Small letters, digits as 0, cut; "<" in front of the sentence, ">" behind it. */
static const char *word(const struct describer *d, long token, char out[WORD_BYTES])
{
    struct text_range s = d->scene->text->sentences[d->phrase->sentence];
    out[1] = '\0';
    if (token < (long)s.from || token >= (long)s.to) {
        out[0] = token < (long)s.from ? '<' : '>';
        return out;
    }
    struct culpa_slice w = incident_word(d->scene, (uint32_t)token);
    size_t n = 0;
    for (; n < w.len && n < WORD_BYTES - 1; n++) {
        unsigned char c = (unsigned char)w.ptr[n];
        out[n] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c >= '0' && c <= '9' ? '0' : c > 126 || c <= ' ' ? '_' : c);
    }
    out[n] = '\0';
    return out;
}

/* The beginning of a word: attack, attacks, attacked are one. */
static const char *stem(const struct describer *d, long token, char out[WORD_BYTES])
{
    word(d, token, out);
    if (strlen(out) > STEM)
        out[STEM] = '\0';
    return out;
}

static const char *const NOUN_KINDS[] = {
#define ROLE_X(name) #name,
    ROLE_NOUN_KINDS(ROLE_X)
#undef ROLE_X
};
static const char *const VARIANT_NAMES[] = {"whole", "owner", "owned", "uncounted", "bare", "name", "means", "of"};
static const char *const RELATIONS_TEXT[] = {"none", "subj", "befalls", "obj", "by", "prep"};

static const char *const TYPES[] = {"weak", "kill", "blast", "fire", "seize", "other"};
enum {
    BLASTS = 1u << CULPA_INCIDENT_BOMBING | 1u << CULPA_INCIDENT_EXPLOSION,
    FIRES = 1u << CULPA_INCIDENT_ARSON | 1u << CULPA_INCIDENT_FIRE,
    SEIZURES = 1u << CULPA_INCIDENT_KIDNAPPING | 1u << CULPA_INCIDENT_HIJACKING,
    KILLINGS = 1u << CULPA_INCIDENT_SHOOTING | 1u << CULPA_INCIDENT_ASSASSINATION | 1u << CULPA_INCIDENT_EXECUTION |
               1u << CULPA_INCIDENT_STABBING,
    VIOLENT = BLASTS | FIRES | SEIZURES | KILLINGS | 1u << CULPA_INCIDENT_AIR_STRIKE | 1u << CULPA_INCIDENT_SHELLING |
              1u << CULPA_INCIDENT_CLASH | 1u << CULPA_INCIDENT_SABOTAGE | 1u << CULPA_INCIDENT_VEHICLE |
              1u << CULPA_INCIDENT_CHEMICAL
};

static const char *type_of(unsigned types)
{
    return TYPES[types & SEIZURES   ? 4
                 : types & BLASTS   ? 2
                 : types & FIRES    ? 3
                 : types & KILLINGS ? 1
                 : types & VIOLENT  ? 5
                                    : 0];
}

/* What the phrase itself is. */
static const char *phrase_kind(const struct describer *d, char out[WORD_BYTES])
{
    const struct incident_scene *scene = d->scene;
    uint32_t head = d->phrase->head, name = scene->name_at[head];
    enum role_noun_kind kind = role_noun_kind(incident_word(scene, head));
    if (name == CULPA_NONE) {
        snprintf(out, WORD_BYTES, "%s", NOUN_KINDS[kind]);
        return out;
    }
    struct culpa_span span = scene->report->names[name].span;
    const struct gazetteer_entry *entry = gazetteer_find(slice_span(scene->text->bytes, span)).entry;
    snprintf(out, WORD_BYTES, "%.6s%s%s", culpa_name_kind_name(scene->report->names[name].kind),
             entry && entry->kind == GAZETTEER_ARMED   ? "+armed"
             : entry && entry->kind == GAZETTEER_STATE ? "+state"
                                                       : "",
             kind != ROLE_NOUN_NONE && !entry ? "+noun" : "");
    return out;
}

static void describe_words(struct describer *d, const char *kind)
{
    const struct incident_scene *scene = d->scene;
    struct text_range r = d->phrase->tokens;
    char a[WORD_BYTES], b[WORD_BYTES];
    add(d, "bias", NULL, NULL);
    add(d, "kind", kind, NULL);
    add(d, "head", word(d, d->phrase->head, a), NULL);
    add(d, "nounkind", NOUN_KINDS[role_noun_kind(incident_word(scene, d->phrase->head))], NULL);
    for (uint32_t t = r.from; t < r.to; t++)
        if (t != d->phrase->head && d->phrases->token[t] != TOKEN_JOINER)
            add(d, "in", word(d, t, a), NULL);
    for (uint32_t t = d->phrase->lead; t < r.from; t++)
        add(d, "title", word(d, t, a), NULL);
    if (r.to - r.from > 1)
        add(d, "last2", word(d, (long)r.to - 2, a), word(d, (long)r.to - 1, b));
    snprintf(a, sizeof a, "%u", r.to - r.from > 6 ? 7 : r.to - r.from);
    add(d, "length", a, VARIANT_NAMES[d->phrase->variant]);
    add(d, "part", VARIANT_NAMES[d->phrase->variant], kind);
    enum word_class lead = word_class(incident_word(scene, d->phrase->lead));
    snprintf(b, sizeof b, "%d", (int)lead);
    add(d, "lead", b, kind);
    uint32_t actor = d->phrase->actor;
    if (actor != CULPA_NONE) {
        const struct culpa_actor *who = &scene->report->actors[actor];
        snprintf(b, sizeof b, "%d", who->mentions.n > 6 ? 7 : (int)who->mentions.n);
        add(d, "mentions", b, kind);
        add(d, "actor", culpa_actor_kind_name(who->kind), NULL);
    } else {
        add(d, "actor none", NULL, NULL);
    }
}

/* What a word says of an event: its type, harm; NULL where nothing. */
static const char *event_of(const struct describer *d, uint32_t token)
{
    uint32_t e = d->phrases->event[token];
    return e != CULPA_NONE                  ? type_of(d->scene->events.at[e].types)
           : d->scene->marks[token].harm    ? "harm"
           : d->scene->marks[token].trigger ? "unreal"
                                            : NULL;
}

static void describe_link(struct describer *d, const char *side, const struct role_link *link, const char *kind)
{
    char relation[WORD_BYTES * 2], a[WORD_BYTES], p[WORD_BYTES];
    const char *preposition = link->preposition != CULPA_NONE ? word(d, link->preposition, p) : "";
    snprintf(relation, sizeof relation, "%s%s%s", side, RELATIONS_TEXT[link->relation], preposition);
    add(d, relation, NULL, NULL);
    add(d, relation, kind, NULL);
    if (link->word == CULPA_NONE)
        return;
    const char *what = event_of(d, link->word);
    add(d, relation, "w", stem(d, link->word, a));
    if (!what)
        return;
    add(d, relation, "event", what);
    snprintf(relation + strlen(relation), sizeof relation - strlen(relation), " %.6s", what);
    add(d, relation, "kind", kind);
}

/* The nearest verb in front of a preposition: "attacked the house with dynamite". */
static void describe_verb_before(struct describer *d, const char *kind)
{
    const struct role_link *left = &d->phrase->left;
    uint32_t from = d->scene->text->sentences[d->phrase->sentence].from;
    char a[WORD_BYTES], b[WORD_BYTES];
    uint32_t t = left->preposition != CULPA_NONE ? left->preposition : d->phrase->lead;
    while (t > from && d->phrases->token[t - 1] != TOKEN_VERB)
        t--;
    if (t == from)
        return;
    add(d, left->preposition != CULPA_NONE ? word(d, left->preposition, b) : "none", "verb", stem(d, (long)t - 1, a));
    (void)kind;
}

static void describe_neighbours(struct describer *d)
{
    char a[WORD_BYTES], b[WORD_BYTES];
    long lead = d->phrase->lead, to = d->phrase->end;
    add(d, "before", word(d, lead - 1, a), NULL);
    add(d, "before2", word(d, lead - 2, a), word(d, lead - 1, b));
    add(d, "behind", word(d, to, a), NULL);
    add(d, "behind2", word(d, to, a), word(d, to + 1, b));
    /* words of the sentence nearby */
    for (long n = 2; n <= MOST_FAR; n++) {
        add(d, "near-", stem(d, lead - n, a), NULL);
        add(d, "near+", stem(d, to + n - 1, a), NULL);
    }
}

/* Words of the whole sentence that tell of events, people hurt, weapons. */
static void describe_sentence(struct describer *d, const char *kind)
{
    const struct incident_scene *scene = d->scene;
    struct text_range s = scene->text->sentences[d->phrase->sentence];
    char a[WORD_BYTES];
    for (uint32_t t = s.from; t < s.to; t++) {
        const struct incident_mark *m = &scene->marks[t];
        if (t >= d->phrase->tokens.from && t < d->phrase->tokens.to)
            continue;
        if (m->harm || m->trigger || m->weapon)
            add(d, "has", stem(d, t, a), kind);
        if (m->weapon)
            add(d, "armed", t < d->phrase->tokens.from ? "before" : "behind", kind);
        if (d->phrases->token[t] == TOKEN_VERB)
            add(d, "verb", stem(d, t, a), kind);
    }
}

/* What the same words hang on elsewhere in the report: whoever is named in one paragraph was murdered in another. */
static void describe_again(struct describer *d, const char *kind)
{
    char what[WORD_BYTES * 2];
    unsigned seen = 0;
    for (size_t i = 0; i < d->phrases->list.n && i < MOST_PHRASES; i++) {
        const struct role_phrase *other = &d->phrases->list.at[i];
        bool same = other != d->phrase && other->sentence != d->phrase->sentence &&
                    (other->variant == VARIANT_WHOLE || other->variant == VARIANT_OWNER) &&
                    (other->key == d->phrase->key || (other->actor != CULPA_NONE && other->actor == d->phrase->actor));
        if (!same)
            continue;
        seen++;
        for (int side = 0; side < 2; side++) {
            const struct role_link *link = side ? &other->right : &other->left;
            const char *event = link->word != CULPA_NONE ? event_of(d, link->word) : NULL;
            if (!event)
                continue;
            snprintf(what, sizeof what, "%s %s", RELATIONS_TEXT[link->relation], event);
            add(d, "again", what, kind);
            add(d, "again", RELATIONS_TEXT[link->relation], kind);
        }
    }
    snprintf(what, sizeof what, "%u", seen > 5 ? 6 : seen);
    add(d, "same", what, kind);
}

/* Is an event of an incident in the sentence? */
static bool is_told(const struct describer *d, uint32_t sentence)
{
    const uint32_t *first = d->phrases->first_event;
    if (sentence >= d->scene->text->n_sentences)
        return false;
    for (uint32_t k = first[sentence]; k < first[sentence + 1]; k++)
        if (d->scene->events.at[k].incident != CULPA_NONE)
            return true;
    return false;
}

/* Events of the sentence, the nearest first; of the sentences beside it where it has none. */
static void describe_events(struct describer *d, const char *kind)
{
    const struct incident_scene *scene = d->scene;
    const struct incident_event *near = NULL;
    long best = 0;
    unsigned types = 0;
    char a[WORD_BYTES], b[WORD_BYTES];
    uint32_t sentence = d->phrase->sentence;
    const uint32_t *first = d->phrases->first_event;
    for (uint32_t k = first[sentence]; k < first[sentence + 1]; k++) {
        const struct incident_event *e = &scene->events.at[k];
        if (e->incident == CULPA_NONE)
            continue;
        types |= e->types;
        long far = e->token >= d->phrase->tokens.to ? (long)e->token - d->phrase->tokens.to
                                                    : (long)d->phrase->lead - (long)e->to;
        far = far < 0 ? -far : far;
        if (!near || far < best) {
            near = e;
            best = far;
        }
    }
    unsigned all = d->phrases->types;
    if (!all)
        add(d, "nothing", NULL, NULL);
    if (!near) {
        int beside = (sentence && is_told(d, sentence - 1)) + 2 * is_told(d, sentence + 1);
        snprintf(a, sizeof a, "%d", beside);
        add(d, "beside", a, NULL);
        add(d, "beside", a, kind);
        add(d, "elsewhere", type_of(all), kind);
        return;
    }
    snprintf(b, sizeof b, "%s%ld", near->token >= d->phrase->tokens.to ? "-" : "+",
             best > 20   ? 9L
             : best > 12 ? 8L
             : best > 8  ? 7L
             : best > 5  ? 6L
                         : best);
    add(d, "far", b, kind);
    add(d, "event", type_of(types), kind);
    add(d, "trigger", word(d, near->token, a), kind);
    add(d, "form", near->trigger->form == INCIDENT_NOUN ? "noun" : "verb", b);
}

/* What is said, and by whom: a statement around the phrase. */
static void describe_speech(struct describer *d, const char *kind)
{
    const struct incident_scene *scene = d->scene;
    struct culpa_span span = incident_span(scene, d->phrase->tokens);
    for (size_t i = 0; i < scene->report->n_statements; i++) {
        const struct culpa_statement *s = &scene->statements[i];
        if (s->span.start > span.start || s->span.end < span.end)
            continue;
        bool source = false, aim = false;
        for (size_t k = 0; k < s->source.n; k++)
            source |= s->source.at[k].start < span.end && span.start < s->source.at[k].end;
        for (size_t k = 0; k < s->target.n; k++)
            aim |= s->target.at[k].start < span.end && span.start < s->target.at[k].end;
        const char *part = source ? "source" : aim ? "aim" : "content";
        add(d, part, culpa_act_name(s->act), kind);
        add(d, part, culpa_act_name(s->act), NULL);
    }
}

static void describe_place(struct describer *d, const char *kind)
{
    const struct incident_scene *scene = d->scene;
    uint32_t paragraph = scene->paragraph[d->phrase->head];
    char a[WORD_BYTES];
    snprintf(a, sizeof a, "%u", paragraph > 5 ? 6 : paragraph);
    add(d, "paragraph", a, NULL);
    add(d, "paragraph", a, kind);
}

void role_describe(const struct incident_scene *scene, const struct role_phrases *phrases, uint32_t phrase,
                   struct role_features *features)
{
    struct describer d = {scene, phrases, &phrases->list.at[phrase], features};
    char kind[WORD_BYTES];
    features->n = 0;
    phrase_kind(&d, kind);
    describe_words(&d, kind);
    describe_link(&d, "<", &d.phrase->left, kind);
    describe_link(&d, ">", &d.phrase->right, kind);
    describe_verb_before(&d, kind);
    describe_neighbours(&d);
    describe_events(&d, kind);
    describe_speech(&d, kind);
    describe_place(&d, kind);
    describe_sentence(&d, kind);
    describe_again(&d, kind);
}
