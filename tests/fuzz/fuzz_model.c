/* Bytes as a model file. What is taken must lie inside of the file. */
#include <unistd.h>

#include "fuzz.h"
#include "nn/file.h"

static void check_tensors(const struct nn_file *file)
{
    for (size_t i = 0; i < file->n_tensors; i++) {
        const struct nn_tensor *t = &file->tensors[i];
        size_t n = (size_t)t->dims[0] * (t->n_dims > 1 ? t->dims[1] : 1) * (t->type == NN_F32 ? sizeof(float) : 1);
        size_t at = (size_t)((const char *)t->data - (const char *)file->map);
        const void *data;
        PROMISE(at <= file->size && n <= file->size - at);
        PROMISE(nn_file_find(file, t->name));
        PROMISE(!nn_file_get(file, t->name, nn_file_find(file, t->name)->type, nn_file_find(file, t->name)->dims,
                             nn_file_find(file, t->name)->n_dims, &data, NULL));
    }
    PROMISE(!nn_file_find(file, "no such tensor"));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64];
    snprintf(path, sizeof path, "fuzz.%ld.model", (long)getpid());
    FILE *f = fopen(path, "wb");
    PROMISE(f && fwrite(data, 1, size, f) == size && !fclose(f));
    struct nn_file file;
    struct nn_model *model = NULL;
    struct culpa_error error = {0};
    enum culpa_status status = nn_file_open(path, &file, &error);
    PROMISE(!status || (error.status == status && error.text[0]));
    if (!status)
        check_tensors(&file);
    nn_file_close(&file);
    if (!nn_open(path, &model, &error))
        nn_close(model);
    remove(path);
    return 0;
}
