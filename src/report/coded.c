/* One value where the ledger has what each source says. See coded.h. */
#include "report/coded.h"

#include "entity/gazetteer.h"

/* Of an incident with more counts of one kind only the first ones are weighed. */
enum { MOST_FIGURES = 64 };

const struct coded_state *coded_state(struct culpa_slice country)
{
    size_t low = 0, high = coded_states_n;
    if (country.len != 2)
        return NULL;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = memcmp(coded_states[middle].alpha2, country.ptr, 2);
        if (order == 0)
            return &coded_states[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

struct culpa_slice coded_country(struct culpa_slice country)
{
    const struct coded_state *state = coded_state(country);
    const struct gazetteer_entry *entry = state ? gazetteer_state(state->alpha2) : NULL;
    return entry ? gazetteer_name(entry) : (struct culpa_slice){0};
}

/* Digits at *at, as many as given and then no more; 0 where there are others. */
static unsigned read_digits(struct culpa_slice s, size_t *at, size_t digits)
{
    unsigned n = 0;
    size_t from = *at;
    while (*at < s.len && s.ptr[*at] >= '0' && s.ptr[*at] <= '9' && *at - from < digits)
        n = 10 * n + (unsigned)(s.ptr[(*at)++] - '0');
    bool more = *at < s.len && s.ptr[*at] >= '0' && s.ptr[*at] <= '9';
    return *at - from == digits && !more ? n : 0;
}

static struct coded_day read_day(struct culpa_slice s)
{
    struct coded_day d = {0};
    size_t at = 0;
    d.year = read_digits(s, &at, 4);
    if (d.year && at < s.len && s.ptr[at++] == '-')
        d.month = read_digits(s, &at, 2);
    if (d.month > 12)
        d.month = 0;
    if (d.month && at < s.len && s.ptr[at++] == '-')
        d.day = read_digits(s, &at, 2);
    if (d.day > 31)
        d.day = 0;
    return d;
}

struct coded_day coded_day(struct culpa_slice when)
{
    const char *slash = when.len ? memchr(when.ptr, '/', when.len) : NULL;
    if (!slash)
        return read_day(when);
    size_t n = (size_t)(slash - when.ptr);
    struct coded_day a = read_day(slice_of(when.ptr, n)), b = read_day(slice_of(slash + 1, when.len - n - 1));
    bool year = a.year == b.year, month = year && a.month == b.month;
    return (struct coded_day){year ? a.year : 0, month ? a.month : 0, month && a.day == b.day ? a.day : 0};
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

bool coded_has_word(struct culpa_slice s, const char *words)
{
    struct culpa_slice all = slice_of(words, strlen(words));
    for (size_t at = 0; at < s.len; at++) {
        size_t from = at;
        char padded[34] = " ";
        while (at < s.len && is_letter(s.ptr[at]))
            at++;
        size_t n = at - from;
        if (!n || n > sizeof padded - 2)
            continue;
        memcpy(padded + 1, s.ptr + from, n);
        padded[n + 1] = ' ';
        if (slice_find_nocase(all, slice_of(padded, n + 2), 0) != SIZE_MAX)
            return true;
    }
    return false;
}

bool coded_has_weapon(const struct culpa_report *report, const struct culpa_incident *incident, const char *words)
{
    for (size_t i = 0; i < incident->weapons.n; i++)
        if (coded_has_word(slice_span(report->document.text, incident->weapons.at[i]), words))
            return true;
    return false;
}

/* --- counts --- */

/* "dozens", "several hundred": GTD leaves out what is too vague to be of use. */
static bool is_vague(const struct culpa_figure *f)
{
    static const char WORDS[] =
        " dozens scores hundreds thousands millions hundred thousand several some many few number numbers handful ";
    return f->low == CULPA_NONE || coded_has_word(f->qualifier, WORDS);
}

/* "six of the wounded", "two of them children", "three soldiers among the dead" */
static bool is_part(const struct culpa_report *report, const struct culpa_figure *f)
{
    static const char *const WORDS[] = {" of the ",  " of them", " of those", " of whom",
                                        " of these", "among ",   "including "};
    struct culpa_slice words = slice_span(report->document.text, f->span);
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (slice_find_nocase(words, slice_of(WORDS[i], strlen(WORDS[i])), 0) != SIZE_MAX)
            return true;
    return f->breakdown.len != 0;
}

static bool is_of_attackers(const struct culpa_figure *f)
{
    return coded_has_word(f->breakdown, " attacker attackers assailant assailants gunman gunmen bomber bombers "
                                        "hijacker hijackers militant militants terrorist terrorists insurgent "
                                        "insurgents rebel rebels kidnappers abductors perpetrators ");
}

/* GTD takes no count from who is said to have done it. */
static bool is_given_by_accused(const struct culpa_incident *incident, uint32_t by)
{
    for (size_t i = 0; i < incident->n_perpetrators && by != CULPA_NONE; i++)
        if (incident->perpetrators[i].actor == by)
            return true;
    return false;
}

/* Which counts are weighed: of the whole, of parts, of the attackers. */
enum figure_class { OF_WHOLE, OF_PARTS, OF_ATTACKERS };

static size_t gather(const struct culpa_report *report, const struct culpa_incident *incident,
                     enum culpa_figure_what what, enum figure_class class, const struct culpa_figure **list)
{
    size_t n = 0;
    for (size_t i = 0; i < incident->n_figures && n < MOST_FIGURES; i++) {
        const struct culpa_figure *f = &incident->figures[i];
        if (f->what != what || is_vague(f) || is_given_by_accused(incident, f->by))
            continue;
        bool fits = class == OF_ATTACKERS ? is_of_attackers(f) : is_part(report, f) == (class == OF_PARTS);
        if (fits)
            list[n++] = f;
    }
    return n;
}

/* Keeps the most recent ones. A count without a day is of the day of the report, and so the most recent. */
static size_t keep_latest(const struct culpa_figure **list, size_t n)
{
    struct culpa_slice latest = {0};
    bool undated = false;
    for (size_t i = 0; i < n; i++) {
        undated |= !list[i]->as_of.len;
        if (slice_compare(list[i]->as_of, latest) > 0)
            latest = list[i]->as_of;
    }
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (undated ? !list[i]->as_of.len : slice_eq(list[i]->as_of, latest))
            list[kept++] = list[i];
    return kept;
}

/* What each source says in all, once each. Of one source the highest count is its total: "two more died in hospital" is
 * a part that does not say so. */
static size_t find_totals(const struct culpa_figure **list, size_t n, uint32_t *totals)
{
    size_t n_totals = 0;
    for (size_t i = 0; i < n; i++) {
        bool seen = false;
        uint32_t total = 0;
        for (size_t k = 0; k < n; k++)
            if (list[k]->by == list[i]->by) {
                seen |= k < i;
                total = list[k]->low > total ? list[k]->low : total;
            }
        if (!seen)
            totals[n_totals++] = total;
    }
    return n_totals;
}

/* What most sources say; else what the report says in its own voice, which knew the others; else the lowest. */
static uint32_t weigh(const struct culpa_figure **list, size_t n)
{
    uint32_t totals[MOST_FIGURES], best = 0, lowest = UINT32_MAX, own = 0;
    size_t best_votes = 0;
    bool tie = false, has_own = false;
    for (size_t i = 0; i < n; i++)
        if (list[i]->by == CULPA_NONE) {
            has_own = true;
            own = list[i]->low > own ? list[i]->low : own;
        }
    n = find_totals(list, n, totals);
    for (size_t i = 0; i < n; i++) {
        size_t votes = 0;
        for (size_t k = 0; k < n; k++)
            votes += totals[k] == totals[i];
        lowest = totals[i] < lowest ? totals[i] : lowest;
        if (votes > best_votes) {
            best_votes = votes;
            best = totals[i];
            tie = false;
        } else if (votes == best_votes && totals[i] != best) {
            tie = true;
        }
    }
    if (!tie)
        return best;
    return has_own ? own : lowest;
}

bool coded_figure(const struct culpa_report *report, const struct culpa_incident *incident, enum culpa_figure_what what,
                  bool attackers, uint32_t *number)
{
    const struct culpa_figure *list[MOST_FIGURES];
    size_t n = gather(report, incident, what, attackers ? OF_ATTACKERS : OF_WHOLE, list);
    if (!n && !attackers) {
        /* "Two men were killed": no count of all, but only one count. Where parts differ nobody gives the sum. */
        n = gather(report, incident, what, OF_PARTS, list);
        for (size_t i = 1; i < n; i++)
            if (list[i]->low != list[0]->low)
                return false;
    }
    if (!n)
        return false;
    *number = weigh(list, keep_latest(list, n));
    return true;
}

/* --- who is said to be behind it --- */

bool coded_is_state(enum culpa_actor_kind kind)
{
    return kind == CULPA_ACTOR_STATE || kind == CULPA_ACTOR_BODY;
}

static bool claims(const struct culpa_report *report, const struct culpa_perpetrator *p)
{
    for (size_t i = 0; i < p->n_statements; i++)
        if (report->statements[p->statements[i]].act == CULPA_ACT_CLAIM)
            return true;
    return false;
}

size_t coded_parties(const struct culpa_report *report, const struct culpa_incident *incident,
                     struct coded_party parties[CODED_PARTIES])
{
    size_t n = 0;
    for (int claiming = 1; claiming >= 0; claiming--)
        for (size_t i = 0; i < incident->n_perpetrators && n < CODED_PARTIES; i++) {
            const struct culpa_perpetrator *p = &incident->perpetrators[i];
            if (p->actor == CULPA_NONE || claims(report, p) != claiming)
                continue;
            enum culpa_actor_kind kind = report->actors[p->actor].kind;
            if (kind != CULPA_ACTOR_PERSON && kind != CULPA_ACTOR_UNNAMED && kind != CULPA_ACTOR_UNKNOWN)
                parties[n++] = (struct coded_party){p->actor, claiming};
        }
    return n;
}

struct culpa_slice coded_sentence(const struct culpa_report *report, struct culpa_span span)
{
    size_t low = 0, high = report->n_sentences; /* the first sentence that ends behind the start of the span */
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (report->sentences[middle].end <= span.start)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < report->n_sentences && report->sentences[low].start <= span.start)
        span = (struct culpa_span){report->sentences[low].start,
                                   report->sentences[low].end > span.end ? report->sentences[low].end : span.end};
    return slice_span(report->document.text, span);
}
