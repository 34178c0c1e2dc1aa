/* What a noun phrase hangs on: a verb that it is the subject or object of, a word in front of its preposition. */
#include "incident/roles.h"

enum { MOST_ASIDE = 14, MOST_CHAIN = 6 };

static const char BE[] = " is are was were be been being am get got ";

static bool is_verb(enum role_token t)
{
    return t == TOKEN_VERB || t == TOKEN_AUXILIARY;
}

static void link_left(const struct incident_scene *scene, const struct role_phrases *p, struct role_phrase *phrase)
{
    uint32_t from = scene->text->sentences[phrase->sentence].from, t = phrase->lead;
    struct role_link *link = &phrase->left;
    while (t > from &&
           (p->token[t - 1] == TOKEN_ADVERB || (p->token[t - 1] == TOKEN_JOINER && !role_touches(scene, t))))
        t--;
    if (t == from)
        return;
    uint32_t before = t - 1;
    if (is_verb(p->token[before])) {
        *link = (struct role_link){RELATION_OBJECT, before, CULPA_NONE, false};
    } else if (p->token[before] == TOKEN_PREPOSITION) {
        uint32_t word = before > from ? before - 1 : CULPA_NONE;
        bool by = incident_is(scene, before, "by") && word != CULPA_NONE && p->token[word] == TOKEN_VERB;
        *link = (struct role_link){by ? RELATION_BY : RELATION_PREPOSITION, word, before, false};
    }
}

/* Steps over "(FMLN)", ", who was 34," and the like; the token behind. */
static uint32_t skip_aside(const struct incident_scene *scene, uint32_t t, uint32_t end)
{
    const char *close = incident_is(scene, t, "(")   ? ")"
                        : incident_is(scene, t, "[") ? "]"
                        : incident_is(scene, t, ",") ? ","
                                                     : NULL;
    if (!close)
        return t;
    for (uint32_t k = t + 1; k < end && k < t + MOST_ASIDE; k++)
        if (incident_is(scene, k, close))
            return k + 1;
    return t;
}

enum {
    DONE_TO = 1u << CULPA_INCIDENT_SHOOTING | 1u << CULPA_INCIDENT_ASSASSINATION | 1u << CULPA_INCIDENT_EXECUTION |
              1u << CULPA_INCIDENT_STABBING | 1u << CULPA_INCIDENT_KIDNAPPING | 1u << CULPA_INCIDENT_HIJACKING
};

/* "two men killed in the shootings", "the house burned by rebels": a participle that says what befell them. */
static bool is_participle(const struct incident_scene *scene, const struct role_phrases *p, uint32_t verb, uint32_t end)
{
    const struct incident_mark *mark = &scene->marks[verb];
    if (verb + 1 >= end || p->token[verb + 1] != TOKEN_PREPOSITION)
        return false;
    return incident_is(scene, verb + 1, "by") ||
           ((mark->harm || (mark->trigger && mark->trigger->types & DONE_TO)) &&
            incident_is_any(scene, verb + 1, " in at during on near inside outside when while after "));
}

static void link_right(const struct incident_scene *scene, const struct role_phrases *p, struct role_phrase *phrase)
{
    uint32_t end = scene->text->sentences[phrase->sentence].to, t = phrase->end;
    bool passive = false, auxiliary = false;
    while (t < end && p->token[t] == TOKEN_JOINER)
        t++;
    if (t < end)
        t = skip_aside(scene, t, end);
    if (t < end && p->token[t] == TOKEN_RELATIVE)
        t++;
    for (unsigned n = 0; t < end && n < MOST_CHAIN && (p->token[t] == TOKEN_ADVERB || p->token[t] == TOKEN_AUXILIARY);
         n++, t++) {
        passive |= incident_is_any(scene, t, BE);
        auxiliary |= p->token[t] == TOKEN_AUXILIARY;
    }
    if (t >= end || p->token[t] != TOKEN_VERB) {
        if (auxiliary)
            phrase->right = (struct role_link){RELATION_SUBJECT, t - 1, CULPA_NONE, false};
        return;
    }
    struct culpa_slice w = incident_word(scene, t);
    bool ing = w.len > 5 && slice_eq_nocase(slice_of(w.ptr + w.len - 3, 3), SLICE("ing"));
    bool befalls = (passive && !ing) || (!auxiliary && is_participle(scene, p, t, end));
    phrase->right = (struct role_link){befalls ? RELATION_BEFALLS : RELATION_SUBJECT, t, CULPA_NONE, false};
}

/* "killed X, Y and Z": what stands between two phrases of one list. */
static bool is_joined(const struct incident_scene *scene, const struct role_phrase *a, const struct role_phrase *b)
{
    uint32_t t = a->end;
    if (b->lead <= t || b->lead > t + 3 || a->variant == VARIANT_OWNER)
        return false;
    bool joint = false;
    for (; t < b->lead; t++) {
        if (!incident_is_any(scene, t, " and , or \" ) ] "))
            return false;
        joint |= incident_is_any(scene, t, " and , or ");
    }
    return joint;
}

void role_link_all(const struct incident_scene *scene, struct role_phrases *p, size_t first, size_t n)
{
    for (size_t i = first; i < p->list.n; i++) {
        struct role_phrase *phrase = &p->list.at[i];
        link_left(scene, p, phrase);
        if (phrase->variant != VARIANT_OWNER)
            link_right(scene, p, phrase);
    }
    for (size_t i = first + 1; i < n; i++)
        if (!p->list.at[i].left.relation && is_joined(scene, &p->list.at[i - 1], &p->list.at[i])) {
            p->list.at[i].left = p->list.at[i - 1].left;
            p->list.at[i].left.joined = true;
        }
    for (size_t i = n; i-- > first + 1;)
        if (!p->list.at[i - 1].right.relation && is_joined(scene, &p->list.at[i - 1], &p->list.at[i])) {
            p->list.at[i - 1].right = p->list.at[i].right;
            p->list.at[i - 1].right.joined = true;
        }
}
