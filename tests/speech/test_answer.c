/* How far back an answer is sought: "Norland denies it", so many statements behind what it denies. */
#include "check.h"
#include "speech/speech.h"

enum { BACK = 500, MOST = BACK + 8 };

/* What a denial answers, so many statements behind an accusation of the same actor. */
static uint32_t answer_behind(uint32_t between)
{
    static struct culpa_statement at[MOST];
    static const struct culpa_actor actors[] = {{.of = CULPA_NONE}, {.of = CULPA_NONE}};
    for (uint32_t i = 0; i < MOST; i++)
        at[i] = (struct culpa_statement){.actor = 1,
                                         .target_actor = CULPA_NONE,
                                         .inside = CULPA_NONE,
                                         .act = CULPA_ACT_SAY,
                                         .span = {10 * i, 10 * i + 5}};
    at[0].act = CULPA_ACT_ACCUSE;
    at[0].target_actor = 0;
    at[between + 1].act = CULPA_ACT_DENY;
    at[between + 1].actor = 0;
    speech_answer(actors, at, MOST);
    return at[between + 1].re;
}

static void an_answer_is_sought_so_far_back(void **state)
{
    (void)state;
    assert_int_equal(answer_behind(0), 0);
    assert_int_equal(answer_behind(30), 0);
    assert_int_equal(answer_behind(BACK - 1), 0);
    assert_int_equal(answer_behind(BACK), CULPA_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(an_answer_is_sought_so_far_back)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
