/* Which reports tell the same incident, which are copies. People and places are invented. */
#include "ledger/identity.h"

#include "check.h"

#define BRIDGE                                                                                                         \
    "A footbridge over the river Olm collapsed in Harwick on Tuesday, killing two cyclists, firefighters said. Mayor " \
    "Ines Talbot said that the bridge had been inspected in spring and that nobody had warned of cracks in its "       \
    "cables."
#define BRIDGE_TOLD_AGAIN                                                                                              \
    "Two cyclists died when the Harwick footbridge fell into the Olm. Talbot, the mayor, ordered an inquiry into the " \
    "cables of the bridge, and firefighters searched the river for others until dark on Tuesday."
#define ELECTION                                                                                                       \
    "The party of Pavel Dorn won most seats in the parliament of Tarnia, with a turnout of nearly seventy per cent, "  \
    "and will form a coalition with the farmers, he told supporters in the capital late on Sunday."

enum { BRIDGE_FIRST, BRIDGE_COPY, BRIDGE_OTHER, VOTE, N };

static const struct identity_name bridge_names[] = {{CULPA_NAME_PLACE, {"Harwick", 7}},
                                                    {CULPA_NAME_PERSON, {"Ines Talbot", 11}}},
                                  told_names[] = {{CULPA_NAME_PLACE, {"Harwick", 7}},
                                                  {CULPA_NAME_PERSON, {"Talbot", 6}}},
                                  vote_names[] = {{CULPA_NAME_PERSON, {"Pavel Dorn", 10}},
                                                  {CULPA_NAME_PLACE, {"Tarnia", 6}}};
static const int32_t tuesday[] = {17000};

static void fill(struct identity_report reports[N])
{
    reports[BRIDGE_FIRST] = (struct identity_report){
        SLICE("b"), SLICE("Bridge falls in Harwick"), SLICE(BRIDGE), 17000, bridge_names, 2, tuesday, 1, false};
    reports[BRIDGE_COPY] = (struct identity_report){
        SLICE("a"), SLICE("Two dead on footbridge"), SLICE(BRIDGE " (Wire)"), 17001, bridge_names, 2, tuesday, 1,
        false};
    reports[BRIDGE_OTHER] = (struct identity_report){
        SLICE("c"), SLICE("Harwick bridge: inquiry"), SLICE(BRIDGE_TOLD_AGAIN), 17001, told_names, 2, tuesday, 1,
        false};
    reports[VOTE] = (struct identity_report){
        SLICE("d"), SLICE("Dorn wins in Tarnia"), SLICE(ELECTION), 17001, vote_names, 2, NULL, 0, false};
}

static void test_groups(void **state)
{
    (void)state;
    struct arena arena;
    struct identity_report reports[N];
    struct identity_keys keys[N];
    arena_init(&arena, (size_t)1 << 28);
    fill(reports);
    assert_int_equal(identity_link(&arena, reports, N, keys), CULPA_OK);
    assert_slice(keys[BRIDGE_FIRST].incident, "b"); /* the first by day, not by id */
    assert_slice(keys[BRIDGE_COPY].incident, "b");
    assert_slice(keys[BRIDGE_OTHER].incident, "b");
    assert_slice(keys[VOTE].incident, "d");
    assert_slice(keys[BRIDGE_COPY].voice, "b");
    assert_slice(keys[BRIDGE_OTHER].voice, "c"); /* own words: a voice of its own */
    arena_release(&arena);
}

static void test_order(void **state)
{
    (void)state;
    struct arena arena;
    struct identity_report reports[N], turned[N];
    struct identity_keys keys[N], turned_keys[N];
    arena_init(&arena, (size_t)1 << 28);
    fill(reports);
    assert_int_equal(identity_link(&arena, reports, N, keys), CULPA_OK);
    for (size_t turn = 1; turn < N; turn++) {
        for (size_t i = 0; i < N; i++)
            turned[i] = reports[(i + turn) % N];
        assert_int_equal(identity_link(&arena, turned, N, turned_keys), CULPA_OK);
        for (size_t i = 0; i < N; i++) {
            assert_true(slice_eq(turned_keys[i].incident, keys[(i + turn) % N].incident));
            assert_true(slice_eq(turned_keys[i].voice, keys[(i + turn) % N].voice));
        }
    }
    arena_release(&arena);
}

static void test_without_incident(void **state)
{
    (void)state;
    struct arena arena;
    struct identity_report reports[N];
    struct identity_keys keys[N];
    arena_init(&arena, (size_t)1 << 28);
    fill(reports);
    reports[BRIDGE_COPY].no_incident = true;
    assert_int_equal(identity_link(&arena, reports, N, keys), CULPA_OK);
    assert_null(keys[BRIDGE_COPY].incident.ptr);
    assert_slice(keys[BRIDGE_COPY].voice, "b");
    assert_slice(keys[BRIDGE_OTHER].incident, "b");
    arena_release(&arena);
}

/* Two files may number their reports alike; nothing may be joined by that. */
static void test_same_ids(void **state)
{
    (void)state;
    struct arena arena;
    struct identity_report reports[N];
    struct identity_keys keys[N];
    arena_init(&arena, (size_t)1 << 28);
    fill(reports);
    reports[VOTE].id = SLICE("b");
    assert_int_equal(identity_link(&arena, reports, N, keys), CULPA_OK);
    assert_slice(keys[BRIDGE_FIRST].incident, "b");
    assert_slice(keys[VOTE].incident, "b#2");
    arena_release(&arena);
}

/* Nothing known, and nothing at all. */
static void test_empty(void **state)
{
    (void)state;
    struct arena arena;
    struct identity_report bare[2] = {{.id = SLICE("x"), .published = IDENTITY_NO_DAY},
                                      {.id = SLICE("y"), .published = IDENTITY_NO_DAY}};
    struct identity_keys keys[2];
    arena_init(&arena, (size_t)1 << 28);
    assert_int_equal(identity_link(&arena, bare, 0, keys), CULPA_OK);
    assert_int_equal(identity_link(&arena, bare, 2, keys), CULPA_OK);
    assert_slice(keys[0].incident, "x");
    assert_slice(keys[1].incident, "y");
    assert_slice(keys[1].voice, "y");
    arena_release(&arena);
}

static void test_no_memory(void **state)
{
    (void)state;
    struct identity_report reports[N];
    struct identity_keys keys[N];
    fill(reports);
    struct arena small;
    arena_init(&small, 1 << 12);
    assert_int_equal(identity_link(&small, reports, N, keys), CULPA_NO_MEMORY);
    arena_release(&small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_groups),   cmocka_unit_test(test_order), cmocka_unit_test(test_without_incident),
        cmocka_unit_test(test_same_ids), cmocka_unit_test(test_empty), cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
