/* The index from words to clusters: a look-up walks over the nodes of its own word alone, however many others there
 * are. */
#include "check.h"
#include "entity/cluster.h"

enum { WORDS = 20000, COMMON = 5000 };

static uint32_t steps(const struct scene *scene, uint64_t hash)
{
    uint32_t n = 0;
    for (uint32_t i = index_newest(scene, hash); i != CULPA_NONE; i = scene->index->nodes.at[i].next)
        n++;
    return n;
}

static void a_look_up_walks_over_its_own_word_alone(void **state)
{
    (void)state;
    struct arena arena;
    struct text text = {.n_tokens = 100}; /* far fewer buckets than words: chains of words are walked */
    struct scene scene = {.arena = &arena, .text = &text};
    arena_init(&arena, (size_t)64 << 20);
    assert_int_equal(cluster_prepare(&scene), CULPA_OK);
    for (uint32_t i = 0; i < COMMON; i++)
        assert_true(index_add(&scene, 1, i, i));
    for (uint32_t i = 0; i < WORDS; i++)
        assert_true(index_add(&scene, 2 + i, i, i));
    assert_int_equal(steps(&scene, 1), COMMON);
    for (uint32_t i = 0; i < WORDS; i++) {
        assert_int_equal(steps(&scene, 2 + i), 1);
        assert_int_equal(scene.index->nodes.at[index_newest(&scene, 2 + i)].cluster, i);
    }
    assert_int_equal(steps(&scene, 2 + WORDS), 0);
    arena_release(&arena);
}

static void the_newest_comes_first(void **state)
{
    (void)state;
    struct arena arena;
    struct text text = {.n_tokens = 100};
    struct scene scene = {.arena = &arena, .text = &text};
    arena_init(&arena, (size_t)64 << 20);
    assert_int_equal(cluster_prepare(&scene), CULPA_OK);
    for (uint32_t i = 0; i < 3; i++)
        assert_true(index_add(&scene, 7, i, i));
    uint32_t node = index_newest(&scene, 7);
    for (uint32_t i = 3; i-- > 0; node = scene.index->nodes.at[node].next)
        assert_int_equal(scene.index->nodes.at[node].cluster, i);
    assert_int_equal(node, CULPA_NONE);
    arena_release(&arena);
}

static void buckets_grow_with_the_text(void **state)
{
    (void)state;
    for (uint32_t n = 1000; n < 1u << 20; n *= 4) {
        struct arena arena;
        struct text text = {.n_tokens = n};
        struct scene scene = {.arena = &arena, .text = &text};
        arena_init(&arena, (size_t)64 << 20);
        assert_int_equal(cluster_prepare(&scene), CULPA_OK);
        assert_true(scene.index->mask + 1 >= n);
        arena_release(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_look_up_walks_over_its_own_word_alone),
                                       cmocka_unit_test(the_newest_comes_first),
                                       cmocka_unit_test(buckets_grow_with_the_text)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
