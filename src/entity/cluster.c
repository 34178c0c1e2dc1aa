/* Clusters: the mentions of one actor, its kind and what is known of it. */
#include "entity/cluster.h"

static enum culpa_actor_kind kind_of_class(enum gazetteer_class class)
{
    switch (class) {
    case CLASS_BODY:
        return CULPA_ACTOR_BODY;
    case CLASS_ARMED:
        return CULPA_ACTOR_ARMED;
    case CLASS_MEDIA:
        return CULPA_ACTOR_MEDIA;
    case CLASS_STATE:
        return CULPA_ACTOR_STATE;
    case CLASS_PEOPLE:
        return CULPA_ACTOR_GROUP;
    default:
        return CULPA_ACTOR_ORGANISATION;
    }
}

static enum culpa_actor_kind kind_of_name(const struct scene *scene, const struct mention *m)
{
    static const enum culpa_actor_kind KINDS[] = {[GAZETTEER_STATE] = CULPA_ACTOR_STATE,
                                                  [GAZETTEER_BODY] = CULPA_ACTOR_BODY,
                                                  [GAZETTEER_ORGANISATION] = CULPA_ACTOR_ORGANISATION,
                                                  [GAZETTEER_ARMED] = CULPA_ACTOR_ARMED,
                                                  [GAZETTEER_MEDIA] = CULPA_ACTOR_MEDIA,
                                                  [GAZETTEER_CITY] = CULPA_ACTOR_BODY};
    if (m->name_kind == CULPA_NAME_PERSON)
        return CULPA_ACTOR_PERSON;
    if (m->known.entry)
        return m->known.how == GAZETTEER_PEOPLE ? CULPA_ACTOR_GROUP : KINDS[m->known.entry->kind];
    if (m->name_kind == CULPA_NAME_GROUP)
        return CULPA_ACTOR_GROUP;
    if (m->noun && m->noun->class >= CLASS_BODY && m->noun->class <= CLASS_MEDIA)
        return kind_of_class((enum gazetteer_class)m->noun->class);
    struct text_range last = index_last_word(scene->text, m->head), first = index_first_word(scene->text, m->head);
    const struct gazetteer_noun *noun = gazetteer_noun(mention_words(scene->text, last));
    if (!noun || noun->class < CLASS_BODY)
        noun = gazetteer_noun(mention_words(scene->text, first)); /* Ministry of Defence */
    if (noun && noun->class >= CLASS_BODY && noun->class <= CLASS_MEDIA)
        return kind_of_class((enum gazetteer_class)noun->class);
    return m->name_kind == CULPA_NAME_PLACE ? CULPA_ACTOR_BODY : CULPA_ACTOR_ORGANISATION;
}

enum culpa_actor_kind cluster_kind(const struct scene *scene, const struct mention *m)
{
    if (m->form == FORM_NAME)
        return kind_of_name(scene, m);
    if (m->form == FORM_PRONOUN)
        return m->gender ? CULPA_ACTOR_PERSON : CULPA_ACTOR_UNKNOWN;
    if (!m->noun)
        return m->count > 1 ? CULPA_ACTOR_UNNAMED : CULPA_ACTOR_GROUP;
    if (m->noun->class == CLASS_PERSON || m->noun->class == CLASS_PEOPLE)
        return m->count || (m->noun->class == CLASS_PERSON && !m->noun->plural) ? CULPA_ACTOR_UNNAMED
                                                                                : CULPA_ACTOR_GROUP;
    return m->noun->plural ? CULPA_ACTOR_GROUP : kind_of_class((enum gazetteer_class)m->noun->class);
}

static bool index_mention(struct scene *scene, uint32_t cluster, uint32_t mention)
{
    const struct text *text = scene->text;
    const struct mention *m = &scene->mentions.at[mention];
    bool ok = true;
    if (m->form == FORM_NAME)
        ok = cluster_index_name(scene, cluster, mention);
    else if (m->form != FORM_PRONOUN)
        ok = index_add(scene, index_hash_words(mention_words(text, m->head), AS_NOUN), cluster, mention);
    struct text_range role = m->role;
    while (ok && role.from < role.to) { /* "deputy prime minister" is asked for as minister and as prime minister */
        ok = index_add(scene, index_hash_words(mention_words(text, role), AS_NOUN), cluster, mention);
        role.from = mention_word_end(text, role.from, role.to);
    }
    return ok;
}

static bool is_fuller(const struct scene *scene, const struct mention *a, const struct mention *b)
{
    if ((a->form == FORM_NAME) != (b->form == FORM_NAME))
        return a->form == FORM_NAME;
    if ((a->form == FORM_PRONOUN) != (b->form == FORM_PRONOUN))
        return b->form == FORM_PRONOUN;
    if (cluster_is_state_name(a) && cluster_is_state_name(b) && a->known.how != b->known.how)
        return a->known.how == GAZETTEER_NAME;
    struct culpa_slice x = mention_words(scene->text, a->head), y = mention_words(scene->text, b->head);
    return a->form == FORM_NAME && x.len > y.len;
}

static struct cluster cluster_new(const struct scene *scene, uint32_t mention)
{
    const struct mention *m = &scene->mentions.at[mention];
    return (struct cluster){.name = mention,
                            .first = mention,
                            .of = CULPA_NONE,
                            .kind = cluster_kind(scene, m),
                            .number = m->number,
                            .entry = m->known.how == GAZETTEER_PEOPLE ? NULL : m->known.entry};
}

enum culpa_status cluster_add(struct scene *scene, uint32_t cluster, uint32_t mention)
{
    if (cluster == CULPA_NONE) {
        cluster = (uint32_t)scene->clusters.n;
        if (!VEC_PUSH(scene->arena, &scene->clusters, cluster_new(scene, mention)))
            return CULPA_NO_MEMORY;
    }
    struct mention *m = &scene->mentions.at[mention];
    struct cluster *c = &scene->clusters.at[cluster];
    m->cluster = cluster;
    c->last = mention;
    c->mentions++;
    c->subjects += m->place == PLACE_SUBJECT;
    c->requested |= m->requested;
    c->named |= m->form == FORM_NAME;
    if (m->form == FORM_PRONOUN && c->seen == GENDER_UNKNOWN)
        c->seen = m->gender;
    else if (c->gender == GENDER_UNKNOWN && m->form != FORM_PRONOUN)
        c->gender = m->gender;
    bool full = m->head.to > mention_word_end(scene->text, m->head.from, m->head.to);
    if (m->given && (!c->given || (full && !c->full))) {
        c->given = m->given;
        c->full = full;
    }
    if (m->form == FORM_NAME && !c->entry && m->known.how != GAZETTEER_PEOPLE)
        c->entry = m->known.entry;
    if (!c->role.to || (m->form == FORM_NAME && m->role.to - m->role.from > c->role.to - c->role.from))
        if (m->role.to)
            c->role = m->role;
    if (c->of == CULPA_NONE && m->of != CULPA_NONE && scene->mentions.at[m->of].cluster != cluster)
        c->of = scene->mentions.at[m->of].cluster;
    if (!c->count)
        c->count = m->count;
    if (is_fuller(scene, m, &scene->mentions.at[c->name])) {
        c->name = mention;
        if (m->form == FORM_NAME)
            c->kind = cluster_kind(scene, m);
    }
    return index_mention(scene, cluster, mention) ? CULPA_OK : CULPA_NO_MEMORY;
}
