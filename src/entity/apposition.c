/* Mentions beside each other that are one: "the interior minister, Ana Ruiz,". */
#include "entity/mention.h"

enum {
    MOST_WORDS = 5,       /* between a comma and the noun of a role */
    MOST_POSTMODIFIER = 9 /* tokens of "of the northern province" between a description and its comma */
};

static bool is_body(const struct mention *m)
{
    return m->noun && m->noun->class != CLASS_PERSON && m->noun->class != CLASS_PEOPLE;
}

bool mention_may_be_state(const struct text *text, struct text_range head, const struct gazetteer_noun *noun)
{
    static const char *const WORDS[] = {"ally", "neighbour", "neighbor", "rival"};
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (slice_eq_nocase(mention_words(text, head), slice_of(WORDS[i], strlen(WORDS[i]))))
            return true;
    return noun->class == CLASS_STATE;
}

static bool may_be_same(const struct text *text, const struct mention *name, const struct mention *description)
{
    if (name->form != FORM_NAME || description->form == FORM_NAME || description->form == FORM_PRONOUN ||
        description->number == NUMBER_MANY || !description->noun || name->place == PLACE_MODIFIER)
        return false;
    if (name->known.entry && name->known.entry->kind == GAZETTEER_STATE && name->known.how == GAZETTEER_NAME)
        return mention_may_be_state(text, description->head, description->noun); /* Norland's chief ally, Russia */
    if (name->name_kind == CULPA_NAME_PERSON)
        return description->noun->class == CLASS_PERSON;
    return name->name_kind == CULPA_NAME_ORGANISATION && is_body(description);
}

/* The end of "of the northern province" behind a description, its comma; 0 where there is none. */
static uint32_t comma_behind(const struct scene *scene, const struct mention *m)
{
    const struct text *text = scene->text;
    uint32_t limit = text->sentences[m->sentence].to, t = m->tokens.to;
    if (t < limit && mention_is(text, t, ','))
        return t;
    if (t >= limit || word_class(text_word(text, t)) != WORD_PREPOSITION)
        return 0;
    for (uint32_t n = 0; n < MOST_POSTMODIFIER && t < limit; n++, t++) {
        if (mention_is(text, t, ','))
            return t;
        if (word_class(text_word(text, t)) == WORD_VERB || text->tokens[t].quote == QUOTE_OPEN)
            return 0;
    }
    return 0;
}

static bool closes(const struct scene *scene, uint32_t token, uint32_t limit)
{
    return token >= limit || scene->text->tokens[token].shape == SHAPE_OTHER ||
           word_class(text_word(scene->text, token)) == WORD_PREPOSITION || mention_is_verb(scene->text, token);
}

/* "Omar Haddad, head of the observatory," where the noun has no article and is no mention. */
static void find_bare_role(struct scene *scene, struct mention *m)
{
    const struct text *text = scene->text;
    uint32_t limit = text->sentences[m->sentence].to, t = m->tokens.to + 1, end;
    if (m->form != FORM_NAME || m->name_kind != CULPA_NAME_PERSON || m->role.to || t >= limit ||
        !mention_is(text, t - 1, ','))
        return;
    for (uint32_t at = t; at < limit && at < t + MOST_WORDS; at = mention_word_end(text, at, limit)) {
        if (scene->name_at[at] == CULPA_NONE && text->tokens[at].shape == SHAPE_OTHER)
            return;
        const struct gazetteer_noun *noun = mention_noun_at(scene, at, limit, &end);
        if (noun && noun->class == CLASS_PERSON && !noun->plural && !noun->title) {
            if (closes(scene, end, limit))
                m->role = (struct text_range){t, end};
            return;
        }
        if (word_class(text_word(text, at)) != WORD_OPEN && word_class(text_word(text, at)) != WORD_INDEFINITE &&
            word_class(text_word(text, at)) != WORD_DEFINITE)
            return;
    }
}

void mention_find_appositions(struct scene *scene)
{
    for (uint32_t i = 0; i < scene->mentions.n; i++) {
        struct mention *a = &scene->mentions.at[i];
        uint32_t limit = scene->text->sentences[a->sentence].to;
        uint32_t comma = a->form == FORM_PRONOUN ? 0 : comma_behind(scene, a);
        for (uint32_t k = i + 1; comma && k < scene->mentions.n; k++) {
            struct mention *b = &scene->mentions.at[k];
            uint32_t from = comma + 1; /* A rebel group, the Norland Front */
            if (from < limit && b->form == FORM_NAME && word_class(text_word(scene->text, from)) == WORD_DEFINITE)
                from++;
            if (b->tokens.from > comma + 2 || b->sentence != a->sentence)
                break;
            bool beside = a->form == FORM_NAME ? comma == a->tokens.to && may_be_same(scene->text, a, b)
                                               : may_be_same(scene->text, b, a);
            /* "traded on the Norland exchange, the company said": the words behind a name end in a comma, not in a verb
             */
            if (a->form == FORM_NAME && b->tokens.to < limit && mention_is_verb(scene->text, b->tokens.to))
                continue;
            bool opens = a->first && a->form != FORM_NAME && a->place != PLACE_OBLIQUE && a->place != PLACE_OWNER;
            if ((b->tokens.from != from && b->tokens.from != comma + 1) || !beside ||
                (!opens && !closes(scene, b->tokens.to, limit)))
                continue;
            struct mention *name = a->form == FORM_NAME ? a : b, *other = a->form == FORM_NAME ? b : a;
            other->same = a->form == FORM_NAME ? i : k;
            if (!name->role.to)
                name->role = (struct text_range){other->tokens.from, other->head.to};
            if (name->of == CULPA_NONE)
                name->of = other->of;
            if (!name->gender)
                name->gender = other->gender;
        }
        find_bare_role(scene, a);
    }
}
