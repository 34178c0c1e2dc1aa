/* Steps of holding somebody to account: who was arrested, charged, tried, by whom, for what. */
#include "entity/words.h"
#include "incident/scene.h"

enum { MOST_OFFENCE = 16, MOST_ASIDE = 20 };

static const struct incident_step *step_at(const struct incident_scene *scene, uint32_t token, uint32_t end)
{
    struct text_rows rows = text_rows_of(TEXT_TABLE(incident_steps, incident_steps_n), incident_word(scene, token));
    for (size_t row = rows.from; row < rows.to; row++)
        if (text_phrase_end(scene->text, incident_steps[row].phrase.words, token, end))
            return &incident_steps[row];
    return NULL;
}

static uint32_t actor_in(const struct incident_scene *scene, struct text_range phrase)
{
    for (uint32_t t = phrase.to; t > phrase.from; t--)
        if (scene->actor_at[t - 1] != CULPA_NONE)
            return scene->actor_at[t - 1];
    return CULPA_NONE;
}

static uint32_t count_in(const struct incident_scene *scene, struct text_range phrase)
{
    for (uint32_t t = phrase.from; t < phrase.to; t++) {
        uint32_t n = word_count(incident_word(scene, t));
        bool age = t + 2 < phrase.to && incident_is(scene, t + 1, "-") && incident_is(scene, t + 2, "year");
        if (n && !age)
            return n;
    }
    return 0;
}

/* "to nine years in prison" is no date, "on Monday" is. */
static bool is_date(const struct incident_scene *scene, uint32_t token)
{
    uint32_t time = scene->time_at[token];
    return time != CULPA_NONE && scene->report->times[time].type != CULPA_TIME_DURATION;
}

/* "with committing an act of terrorism by Russia on Monday": from behind "with" to a time, a comma, "by". */
static struct text_range offence_behind(const struct incident_scene *scene, uint32_t token, uint32_t end)
{
    if (token < end && incident_is_any(scene, token, " with of on for to "))
        token++;
    else if (token >= end || !incident_is_any(scene, token - 1, " with of on for to "))
        return (struct text_range){0, 0};
    uint32_t to = token;
    while (to < end && to - token < MOST_OFFENCE && !is_date(scene, to) &&
           !incident_is_any(scene, to, " , ; . by after for who which that while where when but "))
        to++;
    while (to > token && incident_is_any(scene, to - 1, " on in at and the "))
        to--;
    return (struct text_range){token, to};
}

/* The expression of time behind the step, and one behind "until". */
static void set_times(const struct incident_scene *scene, uint32_t from, uint32_t to, uint32_t end,
                      struct culpa_proceeding *p)
{
    for (uint32_t t = from; t < end; t++) {
        uint32_t time = scene->time_at[t];
        if (time == CULPA_NONE || (t > from && scene->time_at[t - 1] == time))
            continue;
        struct culpa_slice value = scene->report->times[time].value;
        if (value.len < 10 || value.ptr[0] < '0' || value.ptr[0] > '9' || value.ptr[5] == 'W')
            continue;
        value.len = 10;
        bool until = false;
        for (uint32_t n = 1; n <= 3 && t >= n; n++)
            until |= incident_is_any(scene, t - n, " until till ");
        if (until && !p->until.len)
            p->until = value;
        else if (!until && !p->when.len && t >= to)
            p->when = value;
    }
}

/* "by police", "by Russia": who did it, behind a passive. */
static uint32_t by_behind(const struct incident_scene *scene, uint32_t token, uint32_t end)
{
    for (uint32_t t = token; t + 1 < end && t < token + MOST_OFFENCE; t++)
        if (incident_is(scene, t, "by")) {
            uint32_t actor = actor_in(scene, incident_phrase_behind(scene, t + 1));
            if (actor != CULPA_NONE)
                return actor;
        }
    return CULPA_NONE;
}

/* "Leo Brandt, 28, was arrested", "Otto Dolan, aged 31, was": an age behind a name is not who it befalls. */
static struct text_range without_age(const struct incident_scene *scene, struct text_range party)
{
    uint32_t from = party.from, first = scene->text->sentences[scene->sentence[from]].from;
    if (party.from == party.to || scene->text->tokens[party.to - 1].shape != SHAPE_DIGITS)
        return party;
    if (party.to - from == 2 && incident_is_any(scene, from, " aged age "))
        from++;
    else if (from > first && incident_is_any(scene, from - 1, " aged age "))
        party.from--;
    if (party.to - from != 1 || party.from <= first || !incident_is(scene, party.from - 1, ","))
        return party;
    return incident_phrase_before(scene, party.from);
}

/* "Leo Brandt, of the 600 block of Mill Road, was charged": who stands in front of what is put between commas. */
static struct text_range without_aside(const struct incident_scene *scene, struct text_range party)
{
    uint32_t first = scene->text->sentences[scene->sentence[party.from]].from, comma = party.from;
    if (party.from == party.to || !incident_is(scene, party.to, ","))
        return party;
    while (comma > first && party.from - comma < MOST_ASIDE && !incident_is(scene, comma - 1, ","))
        comma--;
    if (comma <= first + 1 || !incident_is(scene, comma - 1, ",") ||
        !incident_is_any(scene, comma, " of from who the a an "))
        return party;
    struct text_range before = incident_phrase_before(scene, comma - 1);
    return actor_in(scene, before) != CULPA_NONE ? before : party;
}

/* "Leo Brandt, 46, of Lund was arrested": where somebody is from is not who it befalls. */
static struct text_range without_home(const struct incident_scene *scene, struct text_range party)
{
    uint32_t first = scene->text->sentences[scene->sentence[party.from]].from, comma = party.from;
    if (party.from == party.to || party.from < first + 3 || !incident_is_any(scene, party.from - 1, " of from ") ||
        !incident_is(scene, party.from - 2, ","))
        return party;
    comma = party.from - 2;
    if (comma > first + 2 && scene->text->tokens[comma - 1].shape == SHAPE_DIGITS && incident_is(scene, comma - 2, ","))
        comma -= 2;
    struct text_range before = incident_phrase_before(scene, comma);
    return before.from < before.to && actor_in(scene, before) != CULPA_NONE ? before : party;
}

/* Somebody is told by words or a number, not by the score of a match. */
static bool has_words(const struct incident_scene *scene, struct text_range party)
{
    if (party.to - party.from <= 1)
        return true;
    for (uint32_t t = party.from; t < party.to; t++)
        if (scene->text->tokens[t].shape != SHAPE_DIGITS && scene->text->tokens[t].shape != SHAPE_OTHER)
            return true;
    return false;
}

static enum culpa_status add(const struct incident_scene *scene, const struct incident_step *step, uint32_t token,
                             struct text_range sentence, struct incident_proceedings *found)
{
    uint32_t to = token + step->phrase.n_tokens;
    struct text_range before = incident_phrase_before(scene, token);
    before = without_home(scene, without_aside(scene, without_age(scene, before)));
    struct text_range party = before;
    struct culpa_proceeding p = {.act = (enum culpa_proceeding_act)step->act, .who = CULPA_NONE, .by = CULPA_NONE};
    if (step->side == INCIDENT_ACTIVE) {
        party = incident_phrase_behind(scene, to);
        p.by = actor_in(scene, before);
        /* "prices charged", "arrested development": somebody must do it, or it must befall somebody */
        if (party.from == party.to ||
            (p.by == CULPA_NONE && actor_in(scene, party) == CULPA_NONE && !count_in(scene, party)))
            return CULPA_OK;
    } else {
        p.by = by_behind(scene, to, sentence.to);
    }
    if (!has_words(scene, party))
        return CULPA_OK;
    p.who = actor_in(scene, party);
    if (step->side != INCIDENT_ACTIVE && party.from == party.to && party.to > sentence.from) /* "He was charged" */
        p.who = scene->actor_at[party.to - 1];
    p.count = count_in(scene, party);
    p.party = incident_text(scene, party);
    struct text_range offence = offence_behind(scene, step->side == INCIDENT_ACTIVE ? party.to : to, sentence.to);
    bool tells = p.act == CULPA_PROCEEDING_CHARGE || p.act == CULPA_PROCEEDING_CONVICT ||
                 p.act == CULPA_PROCEEDING_SENTENCE || p.act == CULPA_PROCEEDING_PLEAD_GUILTY ||
                 p.act == CULPA_PROCEEDING_PLEAD_NOT_GUILTY || p.act == CULPA_PROCEEDING_ACQUIT;
    if (tells)
        p.offence = incident_text(scene, offence);
    uint32_t first = party.from < token && party.from < party.to ? party.from : token;
    uint32_t last = tells && offence.to > to ? offence.to : party.to > to ? party.to : to;
    p.span = incident_span(scene, (struct text_range){first, last});
    set_times(scene, first, to, sentence.to, &p);
    return VEC_PUSH(scene->arena, found, p) ? CULPA_OK : CULPA_NO_MEMORY;
}

/* "could be charged", "has not been arrested", "would be tried" are no steps; "not be charged" is one of its own. */
static bool is_unreal(const struct incident_scene *scene, uint32_t token, uint32_t from)
{
    for (uint32_t n = 1; n <= 4 && token >= from + n; n++) {
        if (incident_is_any(scene, token - n, " would could may might should must if not no never can unless to "))
            return true;
        if (incident_is_any(scene, token - n, " , ; that and but "))
            return false;
    }
    return false;
}

enum culpa_status incident_find_proceedings(const struct incident_scene *scene, struct incident_proceedings *found)
{
    const struct text *text = scene->text;
    enum culpa_status status = CULPA_OK;
    for (uint32_t s = 0; s < text->n_sentences && !status; s++) {
        struct text_range range = text->sentences[s];
        for (uint32_t t = range.from; t < range.to && !status;) {
            const struct incident_step *step = step_at(scene, t, range.to);
            if (step && step->act != INCIDENT_NO_STEP && !is_unreal(scene, t, range.from))
                status = add(scene, step, t, range, found);
            t += step ? step->phrase.n_tokens : 1;
        }
    }
    return status;
}
