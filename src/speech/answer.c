/* Which statement answers which ("Kyiv denies it"), once it is known who speaks and who is meant.
 *
 * A denial answers the last accusation before it that is aimed at the denier or its side; who disputes, verifies or
 * dismisses answers the last claim, accusation or warning of whoever the words are aimed at. What stands inside
 * another's content is answered by it ("denied a claim by the militants that they shot it down"). Nothing is guessed
 * from nearness alone. */
#include "speech/speech.h"

enum {
    DEEPEST = 4,    /* steps from a spokesman to a state */
    MOST_BACK = 500 /* statements: more than a report has; in a book an answer that far behind is to something else */
};

static bool speaks_for(const struct culpa_actor *actors, uint32_t actor, uint32_t whom)
{
    for (int i = 0; actor != CULPA_NONE && i < DEEPEST; i++, actor = actors[actor].of)
        if (actor == whom)
            return true;
    return false;
}

/* Of one side: the same actor, or one speaks for the other ("Peskov" answers what is said of Russia). */
static bool one_side(const struct culpa_actor *actors, uint32_t a, uint32_t b)
{
    return a != CULPA_NONE && b != CULPA_NONE && (speaks_for(actors, a, b) || speaks_for(actors, b, a));
}

static unsigned acts_answered(enum culpa_act act)
{
    const unsigned blame = 1u << CULPA_ACT_ACCUSE | 1u << CULPA_ACT_INSINUATE;
    switch (act) {
    case CULPA_ACT_DENY:
        return blame | 1u << CULPA_ACT_CONDEMN | 1u << CULPA_ACT_THREATEN;
    case CULPA_ACT_EXONERATE:
    case CULPA_ACT_WITHHOLD:
        return blame;
    case CULPA_ACT_VERIFY:
    case CULPA_ACT_DISPUTE:
    case CULPA_ACT_NO_EVIDENCE:
        return blame | 1u << CULPA_ACT_CLAIM | 1u << CULPA_ACT_DENY | 1u << CULPA_ACT_REPORT |
               1u << CULPA_ACT_EXONERATE;
    case CULPA_ACT_DISMISS:
        return blame | 1u << CULPA_ACT_WARN | 1u << CULPA_ACT_DEMAND | 1u << CULPA_ACT_CONDEMN;
    default:
        return 0;
    }
}

/* Is t what s answers, by who speaks and who is meant? */
static bool answers(const struct culpa_actor *actors, const struct culpa_statement *s, const struct culpa_statement *t)
{
    switch (s->act) {
    case CULPA_ACT_DENY:
        return one_side(actors, t->target_actor, s->actor) && !one_side(actors, t->actor, s->actor);
    case CULPA_ACT_EXONERATE:
        return s->target_actor != CULPA_NONE && t->target_actor == s->target_actor && t->actor != s->actor;
    case CULPA_ACT_WITHHOLD:
        return s->target_actor != CULPA_NONE && t->target_actor == s->target_actor;
    default:
        return s->target_actor != CULPA_NONE && t->actor == s->target_actor;
    }
}

void speech_answer(const struct culpa_actor *actors, struct culpa_statement *statements, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct culpa_statement *s = &statements[i];
        unsigned wanted = acts_answered(s->act);
        s->re = CULPA_NONE;
        if (!wanted)
            continue;
        for (size_t k = i + 1; k < n && s->re == CULPA_NONE && statements[k].span.start < s->span.end; k++)
            if (statements[k].inside == i && (wanted >> statements[k].act & 1))
                s->re = (uint32_t)k;
        size_t least = i > MOST_BACK ? i - MOST_BACK : 0;
        for (size_t k = i; k-- > least && s->re == CULPA_NONE;)
            if (k != s->inside && (wanted >> statements[k].act & 1) && answers(actors, s, &statements[k]))
                s->re = (uint32_t)k;
    }
}
