/* See file.h. The header is JSON, read by jansson; tensors stay where the file is mapped. */
#include "nn/file.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/status.h"

static enum culpa_status bad(struct culpa_error *error, const char *name, const char *why)
{
    return status_error(error, CULPA_MODEL, NO_LINE, NO_OFFSET, "model file: %s: %s", name, why);
}

static enum culpa_status map_file(const char *path, struct nn_file *file, struct culpa_error *error)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return status_error(error, CULPA_IO, NO_LINE, NO_OFFSET, "%s", strerror(errno));
    struct stat st;
    enum culpa_status status = CULPA_OK;
    if (fstat(fd, &st))
        status = status_error(error, CULPA_IO, NO_LINE, NO_OFFSET, "%s", strerror(errno));
    else if (!S_ISREG(st.st_mode) || st.st_size < 8)
        status = status_error(error, CULPA_MODEL, NO_LINE, NO_OFFSET, "not a model file");
    else {
        file->size = (size_t)st.st_size;
        file->map = mmap(NULL, file->size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (file->map == MAP_FAILED) {
            file->map = NULL;
            status = status_error(error, CULPA_IO, NO_LINE, NO_OFFSET, "%s", strerror(errno));
        }
    }
    close(fd);
    return status;
}

static bool read_type(const char *text, struct nn_tensor *tensor, size_t *width)
{
    if (!text)
        return false;
    static const struct {
        const char *text;
        enum nn_type type;
        size_t width;
    } types[] = {{"U8", NN_U8, 1}, {"I8", NN_I8, 1}, {"F32", NN_F32, 4}};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (!strcmp(text, types[i].text)) {
            tensor->type = types[i].type;
            *width = types[i].width;
            return true;
        }
    return false;
}

static bool read_shape(const json_t *shape, struct nn_tensor *tensor, size_t *n)
{
    size_t n_dims = json_array_size(shape);
    if (n_dims < 1 || n_dims > 2)
        return false;
    *n = 1;
    for (size_t i = 0; i < n_dims; i++) {
        const json_t *dim = json_array_get(shape, i);
        json_int_t value = json_integer_value(dim);
        if (!json_is_integer(dim) || value < 1 || value > INT32_MAX)
            return false;
        tensor->dims[i] = (uint32_t)value;
        *n *= (size_t)value; /* two factors below 2^31 */
    }
    tensor->n_dims = (uint32_t)n_dims;
    return true;
}

/* data: what lies behind the header. */
static enum culpa_status read_tensor(const char *name, const json_t *entry, struct culpa_slice data,
                                     struct nn_tensor *tensor, struct culpa_error *error)
{
    size_t width, n;
    if (!read_type(json_string_value(json_object_get(entry, "dtype")), tensor, &width))
        return bad(error, name, "unknown dtype");
    if (!read_shape(json_object_get(entry, "shape"), tensor, &n))
        return bad(error, name, "unusable shape");
    const json_t *offsets = json_object_get(entry, "data_offsets");
    const json_t *from = json_array_get(offsets, 0), *to = json_array_get(offsets, 1);
    if (json_array_size(offsets) != 2 || !json_is_integer(from) || !json_is_integer(to))
        return bad(error, name, "unusable data_offsets");
    json_int_t start = json_integer_value(from), end = json_integer_value(to);
    if (start < 0 || end < start || (uint64_t)end > data.len)
        return bad(error, name, "its data lies outside of the file");
    if (n > data.len / width || (size_t)(end - start) != n * width)
        return bad(error, name, "its shape does not agree with its data_offsets");
    tensor->data = data.ptr + start;
    if (tensor->type == NN_F32 && (uintptr_t)tensor->data % sizeof(float))
        return bad(error, name, "its data is not aligned");
    tensor->name = strdup(name);
    return tensor->name ? CULPA_OK : CULPA_NO_MEMORY;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct nn_tensor *)a)->name, ((const struct nn_tensor *)b)->name);
}

static enum culpa_status read_header(struct nn_file *file, json_t *header, struct culpa_slice data,
                                     struct culpa_error *error)
{
    const json_t *meta = json_object_get(header, "__metadata__");
    const char *format = json_string_value(json_object_get(meta, "format"));
    const char *version = json_string_value(json_object_get(meta, "version"));
    if (!format || strcmp(format, "culpa") != 0)
        return status_error(error, CULPA_MODEL, NO_LINE, NO_OFFSET, "not a model of culpa");
    if (!version || strcmp(version, "1") != 0)
        return status_error(error, CULPA_MODEL, NO_LINE, NO_OFFSET, "a model of another version of culpa");
    file->tensors = calloc(json_object_size(header), sizeof *file->tensors);
    if (!file->tensors)
        return CULPA_NO_MEMORY;
    const char *name;
    json_t *entry;
    json_object_foreach(header, name, entry)
    {
        if (!strcmp(name, "__metadata__"))
            continue;
        enum culpa_status status = read_tensor(name, entry, data, &file->tensors[file->n_tensors], error);
        if (status)
            return status;
        file->n_tensors++;
    }
    qsort(file->tensors, file->n_tensors, sizeof *file->tensors, by_name);
    return CULPA_OK;
}

enum culpa_status nn_file_open(const char *path, struct nn_file *file, struct culpa_error *error)
{
    *file = (struct nn_file){0};
    enum culpa_status status = map_file(path, file, error);
    if (status)
        return status;
    const unsigned char *bytes = file->map;
    uint64_t length = 0;
    for (int i = 7; i >= 0; i--)
        length = length << 8 | bytes[i];
    if (length > file->size - 8 || length > LIMIT_MODEL_HEADER_BYTES)
        return status_error(error, CULPA_MODEL, NO_LINE, 0, "not a model file: its header does not fit");
    struct culpa_slice data = {(const char *)bytes + 8 + length, file->size - 8 - length};
    json_error_t why;
    json_t *header = json_loadb((const char *)bytes + 8, length, JSON_REJECT_DUPLICATES, &why);
    if (!header && (!why.text[0] || json_error_code(&why) == json_error_out_of_memory))
        return status_error(error, CULPA_NO_MEMORY, NO_LINE, NO_OFFSET, "out of memory");
    if (!header || !json_is_object(header)) {
        json_decref(header);
        return status_error(error, CULPA_MODEL, NO_LINE, 8, "not a model file: its header is no JSON object");
    }
    status = read_header(file, header, data, error);
    if (status == CULPA_NO_MEMORY)
        status_error(error, status, NO_LINE, NO_OFFSET, "out of memory");
    json_decref(header);
    return status;
}

void nn_file_close(struct nn_file *file)
{
    for (size_t i = 0; i < file->n_tensors; i++)
        free(file->tensors[i].name);
    free(file->tensors);
    if (file->map)
        munmap(file->map, file->size);
    *file = (struct nn_file){0};
}

const struct nn_tensor *nn_file_find(const struct nn_file *file, const char *name)
{
    size_t low = 0, high = file->n_tensors;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(name, file->tensors[middle].name);
        if (!order)
            return &file->tensors[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

enum culpa_status nn_file_get(const struct nn_file *file, const char *name, enum nn_type type, const uint32_t *dims,
                              uint32_t n_dims, const void **data, struct culpa_error *error)
{
    const struct nn_tensor *tensor = nn_file_find(file, name);
    if (!tensor)
        return bad(error, name, "missing");
    bool same = tensor->type == type && tensor->n_dims == n_dims;
    for (uint32_t i = 0; i < n_dims && same; i++)
        same = tensor->dims[i] == dims[i];
    if (!same)
        return bad(error, name, "not of the type and shape that culpa expects");
    *data = tensor->data;
    return CULPA_OK;
}
