/* The integer encoder against the float reference, and the reference against activations that PyTorch computed
 * (train/activations.py).
 *
 * test_encode SYNTHETIC [ACTIVATIONS]; the trained model is taken from CULPA_MODEL where it is there. */
#include <math.h>
#include <pthread.h>
#include <unistd.h>

#include "base/limits.h"
#include "check.h"
#include "nn/nn.h"

enum { LONGEST = LIMIT_WINDOW_PIECES, THREADS = 7 };

/* Root mean square of the difference, as a share of that of the reference. Measured: 0.05 on the trained model, 0.03 on
 * the synthetic one. */
static const double INT8_TOLERANCE = 0.08;
/* Both are float or better; only the order of sums differs. */
static const double TORCH_TOLERANCE = 2e-5;

static const char *synthetic_path, *activations_path;

struct window {
    uint16_t ids[LONGEST], kept[LONGEST];
    uint8_t shapes[LONGEST], quotes[LONGEST];
    struct nn_window nn;
};

/* Any n pieces; every third one is wanted. */
static void make_window(struct window *w, uint32_t n, uint32_t words, uint32_t seed)
{
    w->nn = (struct nn_window){w->ids, w->shapes, w->quotes, n, w->kept, 0};
    uint16_t *kept = w->kept;
    for (uint32_t i = 0; i < n; i++) {
        seed = seed * 1664525u + 1013904223u;
        w->ids[i] = (uint16_t)((seed >> 8) % words);
        w->shapes[i] = (uint8_t)((seed >> 5) % 9);
        w->quotes[i] = (uint8_t)((seed >> 3) % 4);
        if (i % 3 == 1 || n < 3)
            *kept++ = (uint16_t)i;
    }
    w->nn.n_kept = (uint32_t)(kept - w->kept);
}

static uint32_t count_words(const struct nn_model *model)
{
    struct culpa_slice words = nn_vocabulary(model);
    uint32_t n = 1;
    for (size_t i = 0; i < words.len; i++)
        n += words.ptr[i] == '\n';
    return n;
}

static struct nn_model *open_model(const char *path)
{
    struct nn_model *model = NULL;
    struct culpa_error error = {0};
    if (nn_open(path, &model, &error))
        fail_msg("%s: %s", path, error.text);
    return model;
}

static double difference(const float *got, const float *want, size_t n)
{
    double off = 0, size = 0;
    for (size_t i = 0; i < n; i++) {
        off += ((double)got[i] - (double)want[i]) * ((double)got[i] - (double)want[i]);
        size += (double)want[i] * (double)want[i];
    }
    return sqrt(off / size);
}

static void compare_with_reference(const char *path)
{
    static const uint32_t sizes[] = {3, 9, 17, 64, LONGEST};
    static float fast[LONGEST * NN_WIDTH], plain[LONGEST * NN_WIDTH];
    static struct window w;
    struct nn_model *model = open_model(path);
    struct nn_scratch *scratch;
    assert_int_equal(nn_scratch_new(&scratch), CULPA_OK);
    double worst = 0;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        make_window(&w, sizes[i], count_words(model), (uint32_t)i);
        assert_int_equal(nn_encode(model, scratch, &w.nn, fast), CULPA_OK);
        assert_int_equal(nn_encode_reference(model, &w.nn, plain), CULPA_OK);
        double off = difference(fast, plain, (size_t)w.nn.n_kept * NN_WIDTH);
        worst = off > worst ? off : worst;
        if (!(off < INT8_TOLERANCE))
            fail_msg("%s: a window of %u pieces is off by %.4f", path, sizes[i], off);
    }
    print_message("off by at most %.4f\n", worst);
    nn_scratch_free(scratch);
    nn_close(model);
}

static void test_synthetic(void **state)
{
    (void)state;
    compare_with_reference(synthetic_path);
}

static void test_trained(void **state)
{
    (void)state;
    const char *path = getenv("CULPA_MODEL");
    if (!path || access(path, R_OK)) {
        print_message("no trained model\n");
        skip();
    }
    compare_with_reference(path);
}

/* What else is wanted of a window, and what was read before, change nothing. */
static void test_rows_do_not_depend_on_others(void **state)
{
    (void)state;
    static float all[LONGEST * NN_WIDTH], some[LONGEST * NN_WIDTH];
    static struct window w, other;
    struct nn_model *model = open_model(synthetic_path);
    struct nn_scratch *scratch;
    assert_int_equal(nn_scratch_new(&scratch), CULPA_OK);
    for (uint32_t n = 1; n <= LONGEST; n += 19) {
        make_window(&w, n, count_words(model), n);
        make_window(&other, LONGEST, count_words(model), n + 1);
        assert_int_equal(nn_encode(model, scratch, &w.nn, some), CULPA_OK);
        assert_int_equal(nn_encode(model, scratch, &other.nn, all), CULPA_OK);
        uint16_t every[LONGEST];
        for (uint32_t i = 0; i < n; i++)
            every[i] = (uint16_t)i;
        struct nn_window whole = w.nn;
        whole.kept = every;
        whole.n_kept = n;
        assert_int_equal(nn_encode(model, scratch, &whole, all), CULPA_OK);
        for (uint32_t i = 0; i < w.nn.n_kept; i++)
            assert_memory_equal(some + (size_t)i * NN_WIDTH, all + (size_t)w.kept[i] * NN_WIDTH,
                                NN_WIDTH * sizeof *all);
    }
    nn_scratch_free(scratch);
    nn_close(model);
}

/* A piece that the table does not have reads as the first one. */
static void test_unknown_piece(void **state)
{
    (void)state;
    static float a[3 * NN_WIDTH], b[3 * NN_WIDTH];
    static const uint16_t known[] = {1, 0, 2}, unknown[] = {1, UINT16_MAX, 2}, kept[] = {0, 1, 2};
    static const uint8_t zeros[3];
    struct nn_model *model = open_model(synthetic_path);
    struct nn_scratch *scratch;
    assert_int_equal(nn_scratch_new(&scratch), CULPA_OK);
    assert_int_equal(nn_encode(model, scratch, &(struct nn_window){known, zeros, zeros, 3, kept, 3}, a), CULPA_OK);
    assert_int_equal(nn_encode(model, scratch, &(struct nn_window){unknown, zeros, zeros, 3, kept, 3}, b), CULPA_OK);
    assert_memory_equal(a, b, sizeof a);
    nn_scratch_free(scratch);
    nn_close(model);
}

struct job {
    const struct nn_model *model;
    float out[4 * LONGEST * NN_WIDTH];
    bool failed;
};

static void *encode(void *arg)
{
    struct job *job = arg;
    struct window *w = calloc(1, sizeof *w);
    struct nn_scratch *scratch = NULL;
    job->failed = !w || nn_scratch_new(&scratch);
    for (uint32_t i = 0; i < 4 && !job->failed; i++) {
        make_window(w, LONGEST - 50 * i, 100, i);
        job->failed = nn_encode(job->model, scratch, &w->nn, job->out + (size_t)i * LONGEST * NN_WIDTH);
    }
    nn_scratch_free(scratch);
    free(w);
    return NULL;
}

static void test_threads(void **state)
{
    (void)state;
    static const unsigned counts[] = {1, 2, THREADS};
    struct nn_model *model = open_model(synthetic_path);
    struct job *jobs = calloc(THREADS + 1, sizeof *jobs);
    assert_non_null(jobs);
    jobs[THREADS].model = model;
    encode(&jobs[THREADS]);
    assert_false(jobs[THREADS].failed);
    for (size_t k = 0; k < 3; k++) {
        pthread_t threads[THREADS];
        for (unsigned i = 0; i < counts[k]; i++) {
            memset(jobs[i].out, 0, sizeof jobs[i].out);
            jobs[i].model = model;
            assert_int_equal(pthread_create(&threads[i], NULL, encode, &jobs[i]), 0);
        }
        for (unsigned i = 0; i < counts[k]; i++)
            pthread_join(threads[i], NULL);
        for (unsigned i = 0; i < counts[k]; i++) {
            assert_false(jobs[i].failed);
            assert_memory_equal(jobs[i].out, jobs[THREADS].out, sizeof jobs[i].out);
        }
    }
    free(jobs);
    nn_close(model);
}

static void read_exactly(FILE *f, void *to, size_t size)
{
    assert_int_equal(fread(to, 1, size, f), size);
}

/* ACTIVATIONS: windows one after the other; each is n and n_kept as 32-bit numbers, ids, kept, shapes, quotes, and the
 * vectors of the kept pieces. Little-endian. */
static void test_torch(void **state)
{
    (void)state;
    static float got[LONGEST * NN_WIDTH], want[LONGEST * NN_WIDTH];
    static struct window w;
    FILE *f = activations_path ? fopen(activations_path, "rb") : NULL;
    struct nn_model *model = open_model(synthetic_path);
    uint32_t n, windows = 0;
    assert_non_null(f);
    while (fread(&n, sizeof n, 1, f)) {
        assert_in_range(n, 1, LONGEST);
        w.nn = (struct nn_window){w.ids, w.shapes, w.quotes, n, w.kept, 0};
        read_exactly(f, &w.nn.n_kept, sizeof w.nn.n_kept);
        assert_in_range(w.nn.n_kept, 1, n);
        read_exactly(f, w.ids, n * sizeof *w.ids);
        read_exactly(f, w.kept, w.nn.n_kept * sizeof *w.kept);
        read_exactly(f, w.shapes, n);
        read_exactly(f, w.quotes, n);
        read_exactly(f, want, (size_t)w.nn.n_kept * NN_WIDTH * sizeof *want);
        assert_int_equal(nn_encode_reference(model, &w.nn, got), CULPA_OK);
        double off = difference(got, want, (size_t)w.nn.n_kept * NN_WIDTH);
        print_message("off by %.2g\n", off);
        assert_true(off < TORCH_TOLERANCE);
        windows++;
    }
    assert_true(windows >= 2);
    fclose(f);
    nn_close(model);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_synthetic),
        cmocka_unit_test(test_trained),
        cmocka_unit_test(test_rows_do_not_depend_on_others),
        cmocka_unit_test(test_unknown_piece),
        cmocka_unit_test(test_threads),
        cmocka_unit_test(test_torch),
    };
    if (argc != 3)
        return 2;
    synthetic_path = argv[1];
    activations_path = argv[2];
    return cmocka_run_group_tests(tests, NULL, NULL);
}
