/* Incidents as rows of GTD and ACLED: what each cell is made of, and what stays empty. */
#include "hand.h"
#include "report/coded.h"

/* One cell from *at on, which is moved behind its comma or line end; *last: the row ends with it. */
static void next_cell(const char **at, char *cell, size_t size, bool *last)
{
    const char *p = *at;
    size_t n = 0;
    bool quoted = *p == '"';
    p += quoted;
    for (; *p && (quoted || (*p != ',' && *p != '\r')); p++) {
        if (quoted && *p == '"' && *++p != '"')
            break;
        assert_true(n + 1 < size);
        cell[n++] = *p;
    }
    cell[n] = 0;
    *last = *p == '\r';
    *at = p + (*last ? 2 : 1);
}

/* row: 1 is the first behind the names */
static void assert_cell(const char *csv, size_t row, const char *column, const char *expected)
{
    char cell[2000];
    size_t at_column = SIZE_MAX, n = 0;
    bool last = false;
    for (; !last; n++) {
        next_cell(&csv, cell, sizeof cell, &last);
        if (!strcmp(cell, column))
            at_column = n;
    }
    assert_true(at_column != SIZE_MAX);
    for (; row; row--)
        for (n = 0, last = false; !last; n++) {
            char other[2000];
            next_cell(&csv, other, sizeof other, &last);
            if (n == at_column)
                strcpy(cell, other);
        }
    if (strcmp(cell, expected) != 0)
        fail_msg("%s: \"%s\" instead of \"%s\"", column, cell, expected);
}

static size_t count_rows(const char *csv)
{
    size_t n = 0;
    for (; (csv = strstr(csv, "\r\n")); csv += 2)
        n++;
    return n - 1;
}

static void assert_cells(const char *csv, const char *const (*cells)[2], size_t n)
{
    for (size_t i = 0; i < n; i++)
        assert_cell(csv, 1, cells[i][0], cells[i][1]);
}

static void test_gtd(void **state)
{
    (void)state;
    struct culpa_report r = hand_report();
    struct buf out = {0};
    hand_write(&report_gtd, &r, &out);
    assert_int_equal(count_rows(out.ptr), 1); /* the fire is no attack */
    static const char *const cells[][2] = {
        {"eventid", "a b/shooting-lund"},
        {"iyear", "2024"},
        {"imonth", "5"},
        {"iday", "3"},
        {"approxdate", ""},
        {"country_txt", "Sweden"},
        {"provstate", "Scania"},
        {"city", "Lund"},
        {"latitude", "55.7058"},
        {"longitude", "-13.1932"},
        {"specificity", "1"},
        {"location", "a mill"},
        {"summary", "\xF0\x9F\x9A\xA8 Four children were shot dead in Lund on 3 May."},
        {"doubtterr", ""}, /* not all that are blamed are states */
        {"attacktype1_txt", "Hostage Taking (Kidnapping)"},
        {"attacktype2", "2"},
        {"attacktype2_txt", "Armed Assault"},
        {"attacktype3_txt", ""},
        {"gname", "'=Red Dawn"}, /* who claims it; no formula for a spreadsheet */
        {"gname2", "Norland"},
        {"gname3", ""},
        {"guncertain1", "0"},
        {"guncertain2", "1"},
        {"guncertain3", ""},
        {"claimed", "1"},
        {"claim2", ""},
        {"compclaim", ""},
        {"weaptype1_txt", "Firearms"},
        {"weapdetail", "fired"},
        {"nkill", "4"},
        {"nkillter", ""},
        {"nwound", "9"},
        {"nperps", ""},
        {"ishostkid", "1"},
        {"nhostkid", ""},
        {"addnotes", NOTES},
        {"scite1", "Post, \"Four shot,\" 2024-05-04, https://post.example/1"},
        {"dbsource", "culpa"},
        {"culpa_types", "shooting; kidnapping"},
        {"culpa_background", "0"},
    };
    assert_cells(out.ptr, cells, sizeof cells / sizeof *cells);
    buf_release(&out);
}

/* States alone, a month alone, an explosion that somebody is blamed for. */
static void test_gtd_doubt(void **state)
{
    (void)state;
    struct culpa_report r = hand_report();
    struct buf out = {0};
    hand_incidents[0].n_perpetrators = 1;
    hand_incidents[0].when = SLICE("2024-04-29/2024-05-05");
    hand_incidents[1].perpetrators = hand_behind + 1;
    hand_incidents[1].n_perpetrators = 1;
    hand_incidents[1].background = true;
    hand_write(&report_gtd, &r, &out);
    assert_int_equal(count_rows(out.ptr), 2);
    assert_cell(out.ptr, 1, "doubtterr", "1");
    assert_cell(out.ptr, 1, "alternative_txt", "State Actors");
    assert_cell(out.ptr, 1, "gname", "Norland");
    assert_cell(out.ptr, 1, "guncertain1", "1");
    assert_cell(out.ptr, 1, "claimed", "");
    assert_cell(out.ptr, 1, "iyear", "2024");
    assert_cell(out.ptr, 1, "imonth", "0");
    assert_cell(out.ptr, 1, "approxdate", "2024-04-29/2024-05-05");
    assert_cell(out.ptr, 2, "attacktype1_txt", "Bombing/Explosion");
    assert_cell(out.ptr, 2, "iyear", "");
    assert_cell(out.ptr, 2, "imonth", "");
    assert_cell(out.ptr, 2, "nkill", "");
    assert_cell(out.ptr, 2, "culpa_background", "1");
    buf_release(&out);
}

static void test_acled(void **state)
{
    (void)state;
    struct culpa_report r = hand_report();
    struct buf out = {0};
    hand_write(&report_acled, &r, &out);
    assert_int_equal(count_rows(out.ptr), 1);
    static const char *const cells[][2] = {
        {"event_date", "2024-05-03"},
        {"year", "2024"},
        {"time_precision", "1"},
        {"disorder_type", "Political violence"},
        {"event_type", "Violence against civilians"},
        {"sub_event_type", "Abduction/forced disappearance"},
        {"actor1", "'=Red Dawn"}, /* the only one that claims it */
        {"inter1", ""},           /* rebels, militia? no report says */
        {"actor2", "Civilians (Sweden)"},
        {"inter2", "Civilians"},
        {"interaction", ""},
        {"civilian_targeting", "Civilian targeting"},
        {"iso", "752"},
        {"country", "Sweden"},
        {"admin1", "Scania"},
        {"location", "Lund"},
        {"geo_precision", "1"},
        {"source", "Post"},
        {"notes", "\xF0\x9F\x9A\xA8 Four children were shot dead in Lund on 3 May. " NOTES},
        {"fatalities", "4"},
        {"timestamp", ""},
    };
    assert_cells(out.ptr, cells, sizeof cells / sizeof *cells);
    buf_release(&out);
}

/* Soldiers among those shot: whether it is a battle is not told. A state in another country. */
static void test_acled_undecided(void **state)
{
    (void)state;
    struct culpa_report r = hand_report();
    struct buf out = {0};
    hand_incidents[0].types = 1u << CULPA_INCIDENT_SHOOTING;
    hand_incidents[0].n_perpetrators = 1;
    hand_incidents[0].when = SLICE("2024-05");
    hand_figures[2].breakdown = SLICE("soldiers");
    hand_write(&report_acled, &r, &out);
    assert_cell(out.ptr, 1, "event_date", "");
    assert_cell(out.ptr, 1, "year", "2024");
    assert_cell(out.ptr, 1, "time_precision", "");
    assert_cell(out.ptr, 1, "event_type", "");
    assert_cell(out.ptr, 1, "sub_event_type", "");
    assert_cell(out.ptr, 1, "actor1", "Norland");
    assert_cell(out.ptr, 1, "inter1", "External/Other forces");
    assert_cell(out.ptr, 1, "actor2", "");
    assert_cell(out.ptr, 1, "civilian_targeting", "");
    assert_cell(out.ptr, 1, "culpa_types", "shooting");
    out.len = 0;
    hand_figures[2].breakdown = SLICE("pupils");
    hand_incidents[0].where.country = SLICE("NO");
    hand_write(&report_acled, &r, &out);
    assert_cell(out.ptr, 1, "event_type", "Violence against civilians");
    assert_cell(out.ptr, 1, "sub_event_type", "Attack");
    assert_cell(out.ptr, 1, "inter1", "State forces");
    assert_cell(out.ptr, 1, "interaction", "State forces-Civilians");
    buf_release(&out);
    /* two that are blamed, none that claims: to choose is not ours */
    out = (struct buf){0};
    static const struct culpa_perpetrator two[] = {{.actor = NORLAND, .statements = hand_blames, .n_statements = 1},
                                                   {.actor = POLICE, .statements = hand_blames, .n_statements = 1}};
    hand_incidents[0].perpetrators = two;
    hand_incidents[0].n_perpetrators = 2;
    hand_write(&report_acled, &r, &out);
    assert_cell(out.ptr, 1, "actor1", "");
    buf_release(&out);
}

/* --- counts and dates --- */

#define NONE CULPA_NONE
static void test_counts(void **state)
{
    (void)state;
    struct culpa_report r = hand_report();
    const struct {
        struct {
            uint32_t low, by;
            const char *breakdown, *qualifier, *as_of;
        } figures[4];
        uint32_t killed; /* NONE: no number */
    } cases[] = {
        {{{11, NONE, "", "", ""}, {11, POLICE, "", "", ""}, {2, POLICE, "", "", ""}}, 11}, /* two more of the eleven */
        {{{9, NONE, "", "at least", ""}}, 9},
        {{{24, NONE, "", "dozens", ""}}, NONE}, /* too vague */
        {{{NONE, NONE, "", "up to", ""}}, NONE},
        {{{1, NONE, "man", "", ""}}, 1},
        {{{3, NONE, "soldiers", "", ""}, {2, NONE, "children", "", ""}}, NONE}, /* nobody gives the sum */
        {{{3, NONE, "soldiers", "", ""}, {7, NONE, "", "", ""}}, 7},
        {{{30, NONE, "", "about", ""}, {7, POLICE, "", "", ""}}, 30},                   /* the report's own voice */
        {{{8, POLICE, "", "", ""}, {12, RUIZ, "", "", ""}}, 8},                         /* sources differ: the lowest */
        {{{8, POLICE, "", "", ""}, {12, RUIZ, "", "", ""}, {12, MEN, "", "", ""}}, 12}, /* most of them */
        {{{50, DAWN, "", "", ""}, {12, RUIZ, "", "", ""}}, 12},                         /* DAWN claims it */
        {{{50, DAWN, "", "", ""}}, NONE},
        {{{5, NONE, "", "", "2024-05-03"}, {6, POLICE, "", "", "2024-05-04"}}, 6},
        {{{5, NONE, "", "", "2024-05-04"}, {6, POLICE, "", "", ""}}, 6}, /* without a day: of the day of the report */
        {{{0, NONE, "", "", ""}}, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct culpa_figure list[4];
        struct culpa_incident incident = hand_incidents[0];
        uint32_t killed = NONE;
        size_t n = 0;
        for (; n < 4 && cases[i].figures[n].breakdown; n++) {
            list[n] = hand_figure(CULPA_FIGURE_KILLED, cases[i].figures[n].low, NONE, cases[i].figures[n].by,
                                  cases[i].figures[n].breakdown);
            list[n].qualifier = slice_of(cases[i].figures[n].qualifier, strlen(cases[i].figures[n].qualifier));
            list[n].as_of = slice_of(cases[i].figures[n].as_of, strlen(cases[i].figures[n].as_of));
        }
        incident.figures = list;
        incident.n_figures = n;
        bool told = coded_figure(&r, &incident, CULPA_FIGURE_KILLED, false, &killed);
        if (told != (cases[i].killed != NONE) || killed != cases[i].killed)
            fail_msg("case %zu: %u instead of %u", i, killed, cases[i].killed);
        assert_false(coded_figure(&r, &incident, CULPA_FIGURE_INJURED, false, &killed));
    }
    struct culpa_figure of_attackers[] = {hand_figure(CULPA_FIGURE_KILLED, 12, 12, NONE, ""),
                                          hand_figure(CULPA_FIGURE_KILLED, 3, 3, NONE, "gunmen")};
    struct culpa_incident incident = hand_incidents[0];
    uint32_t n;
    incident.figures = of_attackers;
    incident.n_figures = 2;
    assert_true(coded_figure(&r, &incident, CULPA_FIGURE_KILLED, true, &n));
    assert_int_equal(n, 3);
}

static void test_days(void **state)
{
    (void)state;
    const struct {
        const char *when;
        unsigned year, month, day;
    } cases[] = {
        {"", 0, 0, 0},
        {"2024", 2024, 0, 0},
        {"2024-03", 2024, 3, 0},
        {"2024-03-22", 2024, 3, 22},
        {"2024-03-22T07:50", 2024, 3, 22},
        {"2024-03-18/2024-03-24", 2024, 3, 0},
        {"2024-03-30/2024-04-02", 2024, 0, 0},
        {"2024-12-30/2025-01-05", 0, 0, 0},
        {"2024-W08", 2024, 0, 0},
        {"2024-SP", 2024, 0, 0},
        {"XXXX-05-03", 0, 0, 0},
        {"2024-13-01", 2024, 0, 0},
        {"20245", 0, 0, 0},
        {"200X", 0, 0, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct coded_day d = coded_day(slice_of(cases[i].when, strlen(cases[i].when)));
        if (d.year != cases[i].year || d.month != cases[i].month || d.day != cases[i].day)
            fail_msg("%s: %u %u %u", cases[i].when, d.year, d.month, d.day);
    }
}

static void test_states(void **state)
{
    (void)state;
    for (size_t i = 0; i < coded_states_n; i++)
        assert_ptr_equal(coded_state(slice_of(coded_states[i].alpha2, 2)), &coded_states[i]);
    assert_string_equal(coded_state(SLICE("SE"))->alpha3, "SWE");
    assert_string_equal(coded_state(SLICE("SE"))->numeric, "752");
    assert_string_equal(coded_state(SLICE("XK"))->numeric, "");
    assert_null(coded_state(SLICE("ZZ")));
    assert_null(coded_state(SLICE("")));
    assert_slice(coded_country(SLICE("SE")), "Sweden");
    assert_slice(coded_country(SLICE("ZZ")), "");
}

static void test_nothing(void **state)
{
    (void)state;
    struct culpa_report r = {.document = {.id = S("1"), .text = S("x")}};
    const struct report_writer *writers[] = {&report_gtd, &report_acled};
    for (size_t i = 0; i < 2; i++) {
        struct buf out = {0};
        hand_write(writers[i], &r, &out);
        assert_int_equal(count_rows(out.ptr), 0); /* the names alone */
        buf_release(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_gtd),    cmocka_unit_test(test_gtd_doubt),
        cmocka_unit_test(test_acled),  cmocka_unit_test(test_acled_undecided),
        cmocka_unit_test(test_counts), cmocka_unit_test(test_days),
        cmocka_unit_test(test_states), cmocka_unit_test(test_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
