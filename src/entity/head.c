/* What a span is about: "a statement from the Syrian foreign ministry" is about the ministry, "Interpol's director, who
 * had resigned," about the director. */
#include <stdlib.h>

#include "entity/mention.h"

static bool is_other(const struct text *text, uint32_t token)
{
    return text->tokens[token].shape == SHAPE_OTHER;
}

/* Behind what may stand in front of a noun phrase: quotation marks, "according to", "but". */
static uint32_t skip_front(const struct text *text, struct text_range r)
{
    uint32_t t = r.from;
    while (t + 1 < r.to) {
        enum word_class class = word_class(text_word(text, t));
        if (!is_other(text, t) && class != WORD_PREPOSITION && class != WORD_CONJUNCTION && class != WORD_ADVERB)
            break;
        t++;
    }
    return t;
}

/* The token that ends the core of the phrase: a comma, a relative clause, a second voice. */
static uint32_t core_end(const struct scene *scene, uint32_t from, uint32_t to)
{
    const struct text *text = scene->text;
    for (uint32_t t = from; t < to; t++) {
        if (scene->name_at[t] != CULPA_NONE)
            t = scene->names[scene->name_at[t]].to; /* Institute of Volcanology and Seismology */
        if (t == from || t >= to)
            continue;
        struct culpa_slice s = text_word(text, t);
        enum word_class class = word_class(s);
        bool number = t + 1 < to && text->tokens[t - 1].shape == SHAPE_DIGITS &&
                      text->tokens[t + 1].shape == SHAPE_DIGITS && text->tokens[t].end == text->tokens[t + 1].start;
        bool joins =
            s.len == 1 && (s.ptr[0] == '-' || s.ptr[0] == '.' || s.ptr[0] == '\'' || (number && s.ptr[0] == ','));
        if (class == WORD_RELATIVE || class == WORD_CONJUNCTION ||
            (is_other(text, t) && !joins && !slice_eq(s, SLICE("\xE2\x80\x99"))))
            return t;
    }
    return to;
}

/* The first mention that ends behind a token. Only those of the scan are in order. */
static uint32_t first_ending_behind(const struct scene *scene, uint32_t scanned, uint32_t token)
{
    uint32_t low = 0, high = scanned;
    while (low < high) {
        uint32_t mid = (low + high) / 2;
        if (scene->mentions.at[mid].tokens.to <= token)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* The first mention whose head lies in the core, and of those that begin there the largest. */
static uint32_t first_mention(const struct scene *scene, uint32_t scanned, struct text_range core)
{
    uint32_t best = CULPA_NONE;
    for (uint32_t i = first_ending_behind(scene, scanned, core.from); i < scanned; i++) {
        const struct mention *m = &scene->mentions.at[i];
        if (m->head.from >= core.to)
            break;
        if (m->head.from < core.from || m->head.to > core.to)
            continue;
        if (best == CULPA_NONE || m->tokens.from <= scene->mentions.at[best].tokens.from)
            best = i;
    }
    return best;
}

static bool has_preposition(const struct text *text, struct text_range r)
{
    for (uint32_t t = r.from; t < r.to; t++)
        if (word_class(text_word(text, t)) == WORD_PREPOSITION)
            return true;
    return false;
}

static bool has_noun_of_words(const struct text *text, struct text_range r)
{
    for (uint32_t t = r.from; t < r.to; t++) {
        const struct gazetteer_noun *noun = gazetteer_noun(text_word(text, t));
        if (noun && noun->class == CLASS_WORDS)
            return true;
    }
    return false;
}

/* "the general running the campaign", "a video posted on Friday" */
static bool is_participle(const struct text *text, uint32_t token)
{
    struct culpa_slice s = text_word(text, token);
    return text->tokens[token].shape == SHAPE_LOWER && s.len > 4 &&
           (memcmp(s.ptr + s.len - 2, "ed", 2) == 0 || memcmp(s.ptr + s.len - 3, "ing", 3) == 0);
}

/* Behind the open words that follow a token: "Ukrainian | intelligence". */
static uint32_t open_words(const struct text *text, uint32_t token, uint32_t to)
{
    while (token < to && !is_other(text, token) && word_class(text_word(text, token)) == WORD_OPEN &&
           !is_participle(text, token))
        token = mention_word_end(text, token, to);
    return token;
}

/* A new mention for words without a noun that is known; CULPA_NONE for an article alone: "the | 'Mars V' team". */
static uint32_t describe(struct scene *scene, struct text_range tokens, uint32_t head_from, uint32_t of)
{
    const struct text *text = scene->text;
    enum word_class class = word_class(text_word(text, tokens.from));
    if (tokens.from + 1 >= tokens.to && (slice_eq_nocase(text_word(text, tokens.from), SLICE("the")) ||
                                         slice_eq_nocase(text_word(text, tokens.from), SLICE("a")) ||
                                         slice_eq_nocase(text_word(text, tokens.from), SLICE("an"))))
        return CULPA_NONE;
    struct mention m = {.tokens = tokens,
                        .head = {head_from, tokens.to},
                        .sentence = text_sentence_at(text, tokens.from),
                        .speech = CULPA_NONE,
                        .same = CULPA_NONE,
                        .of = of,
                        .cluster = CULPA_NONE,
                        .name_kind = CULPA_NAME_OTHER,
                        .count = word_count(text_word(text, tokens.from)),
                        .quoted = text->tokens[tokens.from].quote == QUOTE_INSIDE};
    m.form = class == WORD_INDEFINITE || class == WORD_NUMBER ? FORM_INDEFINITE : FORM_DEFINITE;
    m.number = m.count > 1 ? NUMBER_MANY : NUMBER_UNKNOWN;
    uint32_t near = first_ending_behind(scene, (uint32_t)scene->mentions.n, tokens.from);
    m.paragraph = near < scene->mentions.n ? scene->mentions.at[near].paragraph : 0;
    mention_set_place(scene, &m);
    if (!VEC_PUSH(scene->arena, &scene->mentions, m))
        return CULPA_NONE;
    return (uint32_t)scene->mentions.n - 1;
}

/* "Max Abrahms of Northeastern University, who": the nearest mention in front that can be meant. */
static uint32_t before_relative(const struct scene *scene, uint32_t scanned, uint32_t token)
{
    bool person = slice_starts_nocase(text_word(scene->text, token), SLICE("who"));
    uint32_t i = first_ending_behind(scene, scanned, token), nearest = CULPA_NONE;
    uint32_t sentence = i ? scene->mentions.at[i - 1].sentence : 0;
    while (i-- && scene->mentions.at[i].sentence == sentence) {
        const struct mention *m = &scene->mentions.at[i];
        bool body = m->form == FORM_NAME ? m->name_kind != CULPA_NAME_PERSON : m->noun && m->noun->class >= CLASS_BODY;
        if (m->form == FORM_PRONOUN || m->place == PLACE_MODIFIER)
            continue;
        if (nearest == CULPA_NONE)
            nearest = i;
        if (body != person)
            return i;
    }
    return nearest;
}

/* "It is thought that": nobody. */
static bool is_impersonal(const struct scene *scene, const struct mention *m)
{
    static const struct {
        const char *verb;
    } PASSIVE[] = {{"thought"}, {"believed"}, {"understood"}, {"said"},  {"reported"}, {"alleged"},  {"feared"},
                   {"clear"},   {"unclear"},  {"known"},      {"hoped"}, {"expected"}, {"rumoured"}, {"likely"}};
    const struct text *text = scene->text;
    uint32_t limit = text->sentences[m->sentence].to;
    if (!m->pronoun || !m->pronoun->thing || m->tokens.from + 1 >= limit)
        return false;
    for (uint32_t t = m->tokens.to; t < limit && t < m->tokens.to + 5; t++)
        for (size_t i = 0; i < sizeof PASSIVE / sizeof *PASSIVE; i++)
            if (t > m->tokens.to &&
                slice_eq_nocase(text_word(text, t), slice_of(PASSIVE[i].verb, strlen(PASSIVE[i].verb))))
                return word_class(text_word(text, m->tokens.to)) == WORD_VERB || mention_genitive(text, m->tokens.to);
    return false;
}

/* "a statement by the ministry", "Interpol's charges", "Federal Aviation Administration records": who has said it.
 * CULPA_NONE where the words are nobody's. */
static uint32_t owner_of_words(const struct scene *scene, uint32_t scanned, struct text_range core, uint32_t best)
{
    static const char *const BY[] = {"by", "from"};
    const struct text *text = scene->text;
    const struct mention *m = best == CULPA_NONE ? NULL : &scene->mentions.at[best];
    uint32_t noun = core.from;
    while (noun < core.to && !has_noun_of_words(text, (struct text_range){noun, noun + 1}))
        noun++;
    if (m && m->tokens.to <= noun && (m->form == FORM_NAME || mention_genitive(text, m->tokens.to)))
        return best;
    for (uint32_t t = noun + 1; t < core.to; t++)
        for (size_t i = 0; i < sizeof BY / sizeof *BY; i++)
            if (slice_eq_nocase(text_word(text, t), slice_of(BY[i], strlen(BY[i]))))
                return first_mention(scene, scanned, (struct text_range){t + 1, core.to});
    return CULPA_NONE;
}

/* Does the core begin with something that is said, before any preposition and before the mention ends? */
static bool is_words(const struct scene *scene, struct text_range core)
{
    for (uint32_t t = core.from; t < core.to && word_class(text_word(scene->text, t)) != WORD_PREPOSITION; t++)
        if (has_noun_of_words(scene->text, (struct text_range){t, t + 1}))
            return true;
    return false;
}

/* "Senate Majority Leader McConnell of Norland", and headlines that run into a sentence: a person at the end is the
 * head. */
static uint32_t person_at_end(const struct scene *scene, uint32_t scanned, struct text_range core, uint32_t best)
{
    for (uint32_t i = best + 1; best != CULPA_NONE && i < scanned && scene->mentions.at[i].tokens.to <= core.to; i++) {
        const struct mention *m = &scene->mentions.at[i];
        struct text_range gap = {core.from, m->tokens.from};
        bool ends = m->tokens.to == core.to || word_class(text_word(scene->text, m->tokens.to)) == WORD_PREPOSITION;
        if (ends && m->form == FORM_NAME && m->name_kind == CULPA_NAME_PERSON && !has_preposition(scene->text, gap))
            return i;
    }
    return best;
}

/* "The hospital's | director, | Edda Corrin, said": the person that stands behind the words for an office, CULPA_NONE
 * where none does. */
static uint32_t named_behind(struct scene *scene, uint32_t scanned, struct text_range office, uint32_t owner)
{
    const struct text *text = scene->text;
    uint32_t end, limit = text->sentences[scene->mentions.at[owner].sentence].to;
    bool known = false;
    if (office.to + 1 >= limit || !mention_is(text, office.to, ','))
        return CULPA_NONE;
    for (uint32_t t = office.from; t < office.to && !known; t++) {
        const struct gazetteer_noun *noun = mention_noun_at(scene, t, office.to, &end);
        known = noun && noun->class == CLASS_PERSON && !noun->plural && end == office.to;
    }
    for (uint32_t i = owner + 1; known && i < scanned && scene->mentions.at[i].tokens.from <= office.to + 1; i++) {
        struct mention *m = &scene->mentions.at[i];
        if (m->tokens.from != office.to + 1 || m->form != FORM_NAME || m->name_kind != CULPA_NAME_PERSON)
            continue;
        if (!m->role.to)
            m->role = office;
        if (m->of == CULPA_NONE)
            m->of = owner;
        return i;
    }
    return CULPA_NONE;
}

/* "a new study | by Ruiz of the institute": what somebody has found out speaks for itself, unlike a statement of his,
 * and unlike the poll of an institute. Empty where the core is none. */
static struct text_range study_of(const struct scene *scene, struct text_range core, uint32_t best)
{
    const struct text *text = scene->text;
    const struct mention *m = best == CULPA_NONE ? NULL : &scene->mentions.at[best];
    if (m && m->tokens.from > core.from && !(m->form == FORM_NAME && m->name_kind == CULPA_NAME_PERSON))
        return (struct text_range){0, 0};
    for (uint32_t t = core.from; t < core.to && word_class(text_word(text, t)) != WORD_PREPOSITION; t++)
        if (text_is_any(text, t, "study studies survey surveys poll polls research paper") && t + 1 < core.to &&
            word_class(text_word(text, t + 1)) == WORD_PREPOSITION)
            return (struct text_range){core.from, t + 1};
    return (struct text_range){0, 0};
}

/* "U.S. | and European officials" are of both. */
static bool is_of_both(const struct text *text, const struct mention *m, struct text_range core, struct text_range span)
{
    if (!m->known.entry || m->known.entry->kind != GAZETTEER_STATE || core.to + 2 >= span.to ||
        !text_is(text, core.to, "and"))
        return false;
    const struct gazetteer_noun *noun = gazetteer_noun(text_word(text, core.to + 2));
    return text->tokens[core.to + 1].upper_first && noun && noun->plural;
}

/* "the court's | March 30 announcement" */
static bool is_date(const struct text *text, uint32_t token)
{
    return text->tokens[token].shape == SHAPE_DIGITS ||
           (text->tokens[token].upper_first && text_is_any(text, token,
                                                           "January February March April May June July August "
                                                           "September October November December"));
}

/* "a splinter group calling itself | the Petrels": the name, CULPA_NONE where there is none. */
static uint32_t calls_itself(const struct scene *scene, uint32_t scanned, struct text_range core)
{
    const struct text *text = scene->text;
    for (uint32_t t = core.from + 1; t + 2 < core.to; t++) {
        bool calls = text_is(text, t, "calling") && text_is_any(text, t + 1, "itself themselves himself herself");
        if (!calls && !(text_is(text, t, "known") && text_is(text, t + 1, "as")))
            continue;
        uint32_t found = first_mention(scene, scanned, (struct text_range){t + 2, core.to});
        return found != CULPA_NONE && scene->mentions.at[found].form == FORM_NAME ? found : CULPA_NONE;
    }
    return CULPA_NONE;
}

static uint32_t ask(struct scene *scene, uint32_t scanned, struct text_range span)
{
    const struct text *text = scene->text;
    struct text_range core = {skip_front(text, span), 0};
    core.from += core.from + 1 < span.to && entity_is_heading(text, core.from);
    core.to = core_end(scene, core.from, span.to);
    if (word_class(text_word(text, core.from)) == WORD_RELATIVE)
        return before_relative(scene, scanned, core.from);
    if (scene->name_at[core.from] == CULPA_NONE &&
        word_class(text_word(text, core.from)) == WORD_VERB) /* "There | is no evidence" */
        return CULPA_NONE;
    uint32_t best = first_mention(scene, scanned, core);
    struct text_range study = study_of(scene, core, best);
    if (study.to > study.from)
        return describe(scene, study, study.to - 1, CULPA_NONE);
    uint32_t itself = calls_itself(scene, scanned, core);
    if (itself != CULPA_NONE)
        return itself;
    if (is_words(scene, core)) {
        uint32_t owner = owner_of_words(scene, scanned, core, best);
        return owner != CULPA_NONE ? owner : describe(scene, core, core.from, CULPA_NONE);
    }
    best = person_at_end(scene, scanned, core, best);
    if (best == CULPA_NONE)
        return describe(scene, core, core.from, CULPA_NONE);
    struct mention *m = &scene->mentions.at[best];
    struct text_range gap = {core.from, m->tokens.from};
    if (gap.from < gap.to && has_preposition(text, gap))
        return describe(scene, core, core.from, CULPA_NONE);
    if (m->form == FORM_PRONOUN && m->place != PLACE_OWNER)
        return is_impersonal(scene, m) ? CULPA_NONE : best;
    uint32_t behind = m->tokens.to + mention_genitive(text, m->tokens.to);
    struct text_range rest = {behind, open_words(text, behind, core.to)};
    if (rest.from >= rest.to && m->form != FORM_NAME && m->form != FORM_PRONOUN)
        m->whole = (struct text_range){core.from, core.to};
    if (m->known.entry && core.to == behind && behind < span.to &&
        (m->known.how == GAZETTEER_ADJECTIVE || is_of_both(text, m, core, span)))
        return describe(scene, (struct text_range){m->tokens.from, span.to}, behind, best); /* Iraqi and U.S. troops */
    if (rest.from < rest.to && behind > m->tokens.to && is_date(text, rest.from))
        return best;
    bool family = rest.from < rest.to && text_is(text, rest.from, "family"); /* the Arwood family */
    if (rest.from >= rest.to || (m->name_kind == CULPA_NAME_PERSON && behind == m->tokens.to && !family))
        return best;
    uint32_t named = named_behind(scene, scanned, rest, best);
    return named != CULPA_NONE ? named : describe(scene, (struct text_range){m->tokens.from, rest.to}, rest.from, best);
}

struct order {
    struct culpa_span span;
    uint32_t index;
};

static int by_span(const void *a, const void *b)
{
    const struct order *x = a, *y = b;
    if (x->span.start != y->span.start)
        return x->span.start < y->span.start ? -1 : 1;
    if (x->span.end != y->span.end)
        return x->span.end < y->span.end ? -1 : 1;
    return x->index < y->index ? -1 : x->index > y->index;
}

/* Spans of the same bytes are asked once. */
enum culpa_status mention_ask(struct scene *scene)
{
    const struct entity_input *in = scene->input;
    uint32_t scanned = (uint32_t)scene->mentions.n;
    struct order *order = ARENA_ARRAY(scene->arena, struct order, in->n_spans);
    if (!order)
        return CULPA_NO_MEMORY;
    for (uint32_t i = 0; i < in->n_spans; i++)
        order[i] = (struct order){in->spans[i], i};
    if (in->n_spans)
        qsort(order, in->n_spans, sizeof *order, by_span);
    for (uint32_t i = 0; i < in->n_spans; i++) {
        uint32_t *asked = &scene->asked[order[i].index];
        struct text_range r = {text_token_at(scene->text, order[i].span.start),
                               text_token_at(scene->text, order[i].span.end)};
        *asked = CULPA_NONE;
        if (i && order[i].span.start == order[i - 1].span.start && order[i].span.end == order[i - 1].span.end)
            *asked = scene->asked[order[i - 1].index];
        else if (r.from < r.to)
            *asked = ask(scene, scanned, r);
        if (*asked != CULPA_NONE)
            scene->mentions.at[*asked].requested = true;
    }
    return scene->arena->failed ? CULPA_NO_MEMORY : CULPA_OK;
}
