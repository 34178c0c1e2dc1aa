/* What nn_file_open() and nn_open() refuse, each with its reason, and what they take. argv[1]: the synthetic model. */
#include <unistd.h>

#include "base/buf.h"
#include "base/limits.h"
#include "check.h"
#include "nn/file.h"

static const char *synthetic_path;
static char path[64];

#define META "\"__metadata__\":{\"format\":\"culpa\",\"version\":\"1\"}"

static void write_bytes(const char *bytes, size_t len)
{
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, len, f), len);
    fclose(f);
}

/* A file of a header and n bytes of data behind it. */
static void write_model(const char *header, uint64_t length, size_t n)
{
    struct buf out = {0};
    for (int i = 0; i < 8; i++)
        buf_add_char(&out, (char)(length >> 8 * i & 0xFF));
    buf_add_str(&out, header);
    while (n--)
        buf_add_char(&out, (char)n);
    write_bytes(out.ptr, out.len);
    buf_release(&out);
}

static void assert_refused(const char *why)
{
    struct nn_file file;
    struct culpa_error error = {0};
    assert_int_equal(nn_file_open(path, &file, &error), CULPA_MODEL);
    if (!strstr(error.text, why))
        fail_msg("refused because \"%s\", not \"%s\"", error.text, why);
    assert_int_equal(error.status, CULPA_MODEL);
    nn_file_close(&file);
}

static void test_refused(void **state)
{
    (void)state;
    static const struct {
        const char *header, *why;
    } cases[] = {
        {"{", "no JSON object"},
        {"[]", "no JSON object"},
        {"{\"a\":1,\"a\":2}", "no JSON object"},
        {"{}", "not a model of culpa"},
        {"{\"__metadata__\":{\"format\":\"pt\"}}", "not a model of culpa"},
        {"{\"__metadata__\":{\"format\":\"culpa\"}}", "another version"},
        {"{\"__metadata__\":{\"format\":\"culpa\",\"version\":\"2\"}}", "another version"},
        {"{\"__metadata__\":{\"format\":\"culpa\",\"version\":1}}", "another version"},
        {"{" META ",\"t\":7}", "t: unknown dtype"},
        {"{" META ",\"t\":{\"dtype\":\"F16\",\"shape\":[4],\"data_offsets\":[0,8]}}", "t: unknown dtype"},
        {"{" META ",\"t\":{\"dtype\":\"U8\",\"data_offsets\":[0,8]}}", "t: unusable shape"},
        {"{" META ",\"t\":{\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[0,1]}}", "t: unusable shape"},
        {"{" META ",\"t\":{\"dtype\":\"U8\",\"shape\":[1,2,3],\"data_offsets\":[0,6]}}", "t: unusable shape"},
        {"{" META ",\"t\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}", "t: unusable shape"},
        {"{" META ",\"t\":{\"dtype\":\"U8\",\"shape\":[-4],\"data_offsets\":[0,4]}}", "t: unusable shape"},
        {"{" META ",\"t\":{\"dtype\":\"U8\",\"shape\":[4.0],\"data_offsets\":[0,4]}}", "t: unusable shape"},
        {"{" META ",\"t\":{\"dtype\":\"U8\",\"shape\":[99999999999],\"data_offsets\":[0,4]}}", "t: unusable shape"},
        {"{" META ",\"t\":{\"dtype\":\"U8\",\"shape\":[4]}}", "t: unusable data_offsets"},
        {"{" META ",\"t\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0]}}", "t: unusable data_offsets"},
        {"{" META ",\"t\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,\"4\"]}}", "t: unusable data_offsets"},
        {"{" META ",\"t\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[-4,0]}}", "t: its data lies outside"},
        {"{" META ",\"t\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[8,4]}}", "t: its data lies outside"},
        {"{" META ",\"t\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[30,34]}}", "t: its data lies outside"},
        {"{" META ",\"t\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,9223372036854775807]}}",
         "t: its data lies outside"},
        {"{" META ",\"t\":{\"dtype\":\"U8\",\"shape\":[5],\"data_offsets\":[0,4]}}", "t: its shape does not agree"},
        {"{" META ",\"t\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,4]}}", "t: its shape does not agree"},
        {"{" META ",\"t\":{\"dtype\":\"F32\",\"shape\":[2147483647,2147483647],\"data_offsets\":[0,4]}}",
         "t: its shape does not agree"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        write_model(cases[i].header, strlen(cases[i].header), 32);
        assert_refused(cases[i].why);
    }
}

static void test_truncated(void **state)
{
    (void)state;
    write_bytes("", 0);
    assert_refused("not a model file");
    write_bytes("1234567", 7);
    assert_refused("not a model file");
    write_model("{}", 3, 0);
    assert_refused("its header does not fit");
    write_model("{}", UINT64_MAX, 0);
    assert_refused("its header does not fit");
    char *blanks = calloc(1, LIMIT_MODEL_HEADER_BYTES + 2);
    memset(blanks, ' ', LIMIT_MODEL_HEADER_BYTES + 1);
    memcpy(blanks, "{" META "}", strlen("{" META "}"));
    write_model(blanks, LIMIT_MODEL_HEADER_BYTES + 1, 0);
    assert_refused("its header does not fit");
    write_model(blanks, LIMIT_MODEL_HEADER_BYTES, 0);
    struct nn_file file;
    assert_int_equal(nn_file_open(path, &file, NULL), CULPA_OK);
    nn_file_close(&file);
    free(blanks);
}

static void test_unaligned(void **state)
{
    (void)state;
    const char *header = "{" META ",\"t\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[1,5]}}    ";
    write_model(header, strlen(header) / 4 * 4, 32);
    assert_refused("t: its data is not aligned");
}

static void test_taken(void **state)
{
    (void)state;
    const char *header = "{\"b\":{\"dtype\":\"I8\",\"shape\":[2,3],\"data_offsets\":[4,10]}," META
                         ",\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]}}";
    struct nn_file file;
    struct culpa_error error;
    const void *data;
    write_model(header, strlen(header), 10);
    assert_int_equal(nn_file_open(path, &file, NULL), CULPA_OK);
    assert_int_equal(file.n_tensors, 2);
    assert_null(nn_file_find(&file, "c"));
    assert_null(nn_file_find(&file, ""));
    assert_int_equal(nn_file_get(&file, "b", NN_I8, (uint32_t[]){2, 3}, 2, &data, NULL), CULPA_OK);
    assert_int_equal(*(const char *)data, 5);
    assert_int_equal(nn_file_get(&file, "b", NN_I8, (uint32_t[]){3, 2}, 2, &data, &error), CULPA_MODEL);
    assert_int_equal(nn_file_get(&file, "b", NN_I8, (uint32_t[]){2}, 1, &data, &error), CULPA_MODEL);
    assert_int_equal(nn_file_get(&file, "b", NN_U8, (uint32_t[]){2, 3}, 2, &data, &error), CULPA_MODEL);
    assert_non_null(strstr(error.text, "b: not of the type and shape"));
    assert_int_equal(nn_file_get(&file, "c", NN_U8, (uint32_t[]){2, 3}, 2, &data, &error), CULPA_MODEL);
    assert_non_null(strstr(error.text, "c: missing"));
    nn_file_close(&file);
}

static void test_no_file(void **state)
{
    (void)state;
    struct nn_file file;
    struct culpa_error error;
    assert_int_equal(nn_file_open("/nonexistent/model", &file, &error), CULPA_IO);
    assert_non_null(strstr(error.text, "No such file"));
    assert_int_equal(nn_file_open("/", &file, &error), CULPA_MODEL);
    assert_int_equal(nn_file_open("/dev/null", &file, &error), CULPA_MODEL);
}

static char *read_synthetic(size_t *len)
{
    FILE *f = fopen(synthetic_path, "rb");
    assert_non_null(f);
    fseek(f, 0, SEEK_END);
    *len = (size_t)ftell(f);
    rewind(f);
    char *bytes = malloc(*len);
    assert_int_equal(fread(bytes, 1, *len, f), *len);
    fclose(f);
    return bytes;
}

static void assert_model_refused(const char *why)
{
    struct nn_model *model = NULL;
    struct culpa_error error = {0};
    assert_int_equal(nn_open(path, &model, &error), CULPA_MODEL);
    assert_null(model);
    if (!strstr(error.text, why))
        fail_msg("refused because \"%s\", not \"%s\"", error.text, why);
}

/* Every tensor of the encoder is missed by its name. */
static void test_missing_tensors(void **state)
{
    (void)state;
    static const char *const names[] = {
        "vocab",          "embed.word.q",         "embed.word.scale",  "embed.position",    "embed.shape",
        "embed.quote",    "embed.norm.bias",      "layer.0.qkv.q",     "layer.3.out.scale", "layer.5.up.bias",
        "layer.5.down.q", "layer.2.norm1.weight", "layer.5.norm2.bias"};
    size_t len;
    char *bytes = read_synthetic(&len);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char quoted[64];
        snprintf(quoted, sizeof quoted, "\"%s\"", names[i]);
        size_t at = slice_find(slice_of(bytes, len), slice_of(quoted, strlen(quoted)), 0);
        assert_true(at != SIZE_MAX);
        bytes[at + 1] ^= 1;
        write_bytes(bytes, len);
        assert_model_refused(names[i]);
        bytes[at + 1] ^= 1;
    }
    free(bytes);
}

/* Beyond 7 bits other processors would saturate. */
static void test_heavy_weight(void **state)
{
    (void)state;
    size_t len;
    char *bytes = read_synthetic(&len);
    write_bytes(bytes, len);
    struct nn_model *model;
    struct nn_file file;
    assert_int_equal(nn_open(path, &model, NULL), CULPA_OK);
    nn_close(model);
    assert_int_equal(nn_file_open(path, &file, NULL), CULPA_OK);
    const struct nn_tensor *t = nn_file_find(&file, "layer.4.down.q");
    size_t at = (size_t)((const char *)t->data - (const char *)file.map);
    nn_file_close(&file);
    for (int weight = 64; weight >= -64; weight -= 128) {
        bytes[at] = (char)weight;
        write_bytes(bytes, len);
        assert_model_refused("beyond 7 bits");
    }
    bytes[at] = -63;
    write_bytes(bytes, len);
    assert_int_equal(nn_open(path, &model, NULL), CULPA_OK);
    nn_close(model);
    write_bytes(bytes, len - 1);
    assert_model_refused("outside of the file");
    free(bytes);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_refused),      cmocka_unit_test(test_truncated), cmocka_unit_test(test_unaligned),
        cmocka_unit_test(test_taken),        cmocka_unit_test(test_no_file),   cmocka_unit_test(test_missing_tensors),
        cmocka_unit_test(test_heavy_weight),
    };
    if (argc != 2)
        return 2;
    synthetic_path = argv[1];
    snprintf(path, sizeof path, "test_model_file.%ld", (long)getpid());
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    remove(path);
    return failed;
}
