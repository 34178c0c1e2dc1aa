/* The tables on the text: which tokens tell of an event, of people hurt, of weapons; and what the stages before know of
 * each token. */
#include "incident/scene.h"

struct culpa_slice incident_word(const struct incident_scene *scene, uint32_t token)
{
    return text_word(scene->text, token);
}

bool incident_is(const struct incident_scene *scene, uint32_t token, const char *word)
{
    return text_is(scene->text, token, word);
}

bool incident_is_any(const struct incident_scene *scene, uint32_t token, const char *words)
{
    char key[32];
    struct culpa_slice s = incident_word(scene, token);
    if (s.len + 2 >= sizeof key)
        return false;
    key[0] = ' ';
    for (size_t i = 0; i < s.len; i++)
        key[i + 1] = (char)(s.ptr[i] >= 'A' && s.ptr[i] <= 'Z' ? s.ptr[i] + 32 : s.ptr[i]);
    key[s.len + 1] = ' ';
    key[s.len + 2] = '\0';
    return strstr(words, key) != NULL;
}

struct culpa_span incident_span(const struct incident_scene *scene, struct text_range range)
{
    if (range.from >= range.to)
        return (struct culpa_span){0, 0};
    return (struct culpa_span){scene->text->tokens[range.from].start, scene->text->tokens[range.to - 1].end};
}

struct culpa_slice incident_text(const struct incident_scene *scene, struct text_range range)
{
    return range.from < range.to ? slice_span(scene->text->bytes, incident_span(scene, range))
                                 : (struct culpa_slice){0};
}

/* "shot" is a verb, but "a shot" a noun. */
static bool is_noun_here(const struct incident_scene *scene, uint32_t token, uint32_t from)
{
    return token > from && incident_is_any(scene, token - 1, " a an the this that one two three first warning single ");
}

static void add_mark(const struct incident_scene *scene, struct incident_mark *mark, uint32_t token, uint32_t from,
                     const struct incident_trigger *t)
{
    switch (t->kind) {
    case INCIDENT_HARM:
        mark->harm = true;
        break;
    case INCIDENT_WEAPON:
        mark->weapon = t;
        break;
    case INCIDENT_ELSEWHERE:
        mark->elsewhere = true;
        break;
    case INCIDENT_NOT:
        break;
    default: {
        bool noun = t->form == INCIDENT_NOUN, past = t->form == INCIDENT_PAST;
        bool better = !mark->trigger || (noun && mark->trigger->form != INCIDENT_PAST) ||
                      (noun && is_noun_here(scene, token, from)) || (past && !is_noun_here(scene, token, from));
        if (better)
            mark->trigger = t;
    }
    }
}

static bool is_capital(const struct incident_scene *scene, uint32_t token, struct text_range sentence)
{
    return token >= sentence.from && token < sentence.to && scene->text->tokens[token].shape == SHAPE_CAPITAL;
}

static bool is_named(const struct incident_scene *scene, uint32_t token)
{
    uint32_t name = scene->name_at[token];
    return name != CULPA_NONE && (scene->report->names[name].kind == CULPA_NAME_PERSON ||
                                  scene->report->names[name].kind == CULPA_NAME_ORGANISATION);
}

/* "Sinking Spring", "Battle Creek": the word that a name of a place opens with. */
static bool opens_place(const struct incident_scene *scene, uint32_t token, uint32_t end, struct text_range sentence)
{
    uint32_t name = scene->name_at[token];
    return name != CULPA_NONE && scene->report->names[name].kind == CULPA_NAME_PLACE && end < sentence.to &&
           scene->name_at[end] == name && scene->text->tokens[end].shape != SHAPE_LOWER &&
           (token == sentence.from || scene->name_at[token - 1] != name);
}

/* "the Storm Petrels", "the Norhaven Fire Department", "a depot of Shell": a word within the name of a person or an
 * organisation tells of no event, nor does one that stands between "the" and the rest of a name, or one that is known
 * as a name and written like one. "Hurricane Katrina" and "Storm Ada" do. */
static bool is_in_name(const struct incident_scene *scene, const struct incident_trigger *t, uint32_t token,
                       struct text_range sentence)
{
    static const char NAMESAKES[] = " shell storm blast blaze fire rocket rockets hurricanes cyclones ";
    uint32_t end = token + t->phrase.n_tokens;
    if (t->kind == INCIDENT_ELSEWHERE || t->kind == INCIDENT_NOT)
        return false;
    if (opens_place(scene, token, end, sentence) && t->types != 1u << CULPA_INCIDENT_STORM)
        return true;
    bool the = token > sentence.from && incident_is(scene, token - 1, "the");
    bool more = end < sentence.to && is_named(scene, end), capital = is_capital(scene, token, sentence);
    if (is_named(scene, token)) {
        bool begins = token == sentence.from || scene->name_at[token - 1] != scene->name_at[token];
        return !(begins && more && !the && t->types == 1u << CULPA_INCIDENT_STORM);
    }
    if (!capital || token == sentence.from)
        return false;
    bool apart = !is_capital(scene, token - 1, sentence) && !is_capital(scene, end, sentence);
    return (the && more && !incident_is_any(scene, token, " hurricane typhoon cyclone ")) ||
           (apart && incident_is_any(scene, token, NAMESAKES) && t->phrase.n_tokens == 1);
}

static void mark_token(const struct incident_scene *scene, uint32_t token, struct text_range sentence)
{
    const struct text *text = scene->text;
    struct incident_mark *mark = &scene->marks[token];
    struct text_rows rows =
        text_rows_of(TEXT_TABLE(incident_triggers, incident_triggers_n), incident_word(scene, token));
    unsigned n = 0; /* tokens of the longest phrase */
    for (size_t row = rows.from; row < rows.to; row++) {
        const struct incident_trigger *t = &incident_triggers[row];
        if (n > t->phrase.n_tokens)
            break;
        if (!text_phrase_end(text, t->phrase.words, token, sentence.to))
            continue;
        n = t->phrase.n_tokens;
        mark->to = token + n;
        if (is_in_name(scene, t, token, sentence))
            continue;
        add_mark(scene, mark, token, sentence.from, t);
    }
}

static void fill(uint32_t *at, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        at[i] = CULPA_NONE;
}

/* Sets a number on all tokens of a span. */
static void spread(const struct text *text, struct culpa_span span, uint32_t *at, uint32_t value)
{
    for (uint32_t t = text_token_at(text, span.start); t < text->n_tokens && text->tokens[t].start < span.end; t++)
        at[t] = value;
}

/* Longer mentions first, so that shorter ones inside of them win. */
static void spread_actors(struct incident_scene *scene)
{
    const struct culpa_report *report = scene->report;
    for (int longest = 1; longest >= 0; longest--)
        for (uint32_t a = 0; a < report->n_actors; a++)
            for (size_t m = 0; m < report->actors[a].mentions.n; m++) {
                struct culpa_span span = report->actors[a].mentions.at[m];
                if ((span.end - span.start > 40) == (longest == 1))
                    spread(scene->text, span, scene->actor_at, a);
            }
}

/* "Police said Monday that": the time of what is said, not of what happened; "police said Monday's attack" is not. */
static void mark_said_times(struct incident_scene *scene)
{
    const struct culpa_report *report = scene->report;
    for (size_t i = 0; i < report->n_statements; i++) {
        const struct culpa_statement *s = &report->statements[i];
        if (!s->cue.n || s->mode == CULPA_MODE_EVENT)
            continue;
        uint32_t from = text_token_at(scene->text, s->cue.at[0].start);
        uint32_t to = text_token_at(scene->text, s->cue.at[s->cue.n - 1].end);
        for (uint32_t t = from > 2 ? from - 2 : 0; t < to + 2 && t < scene->text->n_tokens; t++) {
            uint32_t time = scene->time_at[t];
            if (time == CULPA_NONE || scene->sentence[t] != scene->sentence[from])
                continue;
            uint32_t behind = text_token_at(scene->text, report->times[time].span.end);
            bool owner = behind + 1 < scene->text->n_tokens && incident_is(scene, behind + 1, "s");
            if (!owner && !scene->marks[behind < scene->text->n_tokens ? behind : t].trigger)
                scene->said_at[time] = true;
        }
    }
}

static enum culpa_status allocate(struct incident_scene *scene)
{
    uint32_t n = scene->text->n_tokens;
    struct arena *scratch = scene->scratch;
    scene->marks = ARENA_ARRAY(scratch, struct incident_mark, n);
    scene->sentence = ARENA_ARRAY(scratch, uint32_t, n);
    scene->paragraph = ARENA_ARRAY(scratch, uint32_t, n);
    scene->name_at = ARENA_ARRAY(scratch, uint32_t, n);
    scene->actor_at = ARENA_ARRAY(scratch, uint32_t, n);
    scene->time_at = ARENA_ARRAY(scratch, uint32_t, n);
    scene->said_at = ARENA_ARRAY(scratch, bool, scene->report->n_times);
    if (!scene->marks || !scene->sentence || !scene->paragraph || !scene->name_at || !scene->actor_at ||
        !scene->time_at || !scene->said_at)
        return CULPA_NO_MEMORY;
    fill(scene->name_at, n);
    fill(scene->actor_at, n);
    fill(scene->time_at, n);
    return CULPA_OK;
}

enum culpa_status incident_scan(struct incident_scene *scene)
{
    const struct text *text = scene->text;
    const struct culpa_report *report = scene->report;
    enum culpa_status status = allocate(scene);
    if (status)
        return status;
    for (uint32_t i = 0; i < report->n_names; i++)
        spread(text, report->names[i].span, scene->name_at, i);
    for (uint32_t i = 0; i < report->n_times; i++)
        spread(text, report->times[i].span, scene->time_at, i);
    spread_actors(scene);
    for (uint32_t p = 0; p < text->n_paragraphs; p++)
        for (uint32_t t = text->paragraphs[p].from; t < text->paragraphs[p].to; t++)
            scene->paragraph[t] = p;
    for (uint32_t s = 0; s < text->n_sentences; s++) {
        struct text_range range = text->sentences[s];
        for (uint32_t t = range.from; t < range.to; t++)
            scene->sentence[t] = s;
        for (uint32_t t = range.from; t < range.to;) {
            mark_token(scene, t, range);
            scene->elsewhere += scene->marks[t].elsewhere;
            t = scene->marks[t].to > t ? scene->marks[t].to : t + 1;
        }
        incident_mark_deeds(scene, range);
    }
    mark_said_times(scene);
    incident_read_atlas(scene, &scene->atlas);
    return CULPA_OK;
}
