/* See product.h. oneDNN writes its code by the processor that it finds, at the first use. */
#include "nn/product.h"

#include <omp.h>
#include <oneapi/dnnl/dnnl.h>
#include <stdlib.h>

static const uint32_t heights[PRODUCT_HEIGHTS] = {PRODUCT_BLOCK, PRODUCT_MIDDLE_BLOCK, PRODUCT_LAST_BLOCK};

struct product_weights {
    void *bytes; /* 64-byte aligned */
};

/* One height of a kernel. */
struct code {
    dnnl_primitive_t primitive;
    dnnl_memory_t a, b, c;
};

struct product_kernel {
    dnnl_engine_t engine;
    dnnl_stream_t stream;
    struct code codes[PRODUCT_HEIGHTS]; /* as in heights */
};

void product_prepare_thread(void)
{
    /* oneDNN would share one product among threads of its own; culpa reads one report a thread instead. The setting
     * belongs to the calling thread. */
    omp_set_num_threads(1);
}

static enum culpa_status status_of(bool done)
{
    return done ? CULPA_OK : CULPA_NO_MEMORY;
}

static bool describe(dnnl_memory_desc_t *desc, dnnl_data_type_t type, uint32_t rows, uint32_t cols,
                     dnnl_format_tag_t order)
{
    return !dnnl_memory_desc_init_by_tag(desc, 2, (dnnl_dims_t){rows, cols}, type, order);
}

/* The product of one height, and how it wants its weights. */
static bool plan(dnnl_engine_t engine, uint32_t height, uint32_t cols, uint32_t inner, dnnl_primitive_desc_t *out)
{
    dnnl_memory_desc_t a, b, c;
    dnnl_matmul_desc_t desc;
    return describe(&a, dnnl_u8, height, inner, dnnl_ab) && describe(&b, dnnl_s8, inner, cols, dnnl_format_tag_any) &&
           describe(&c, dnnl_s32, height, cols, dnnl_ab) && !dnnl_matmul_desc_init(&desc, &a, &b, NULL, &c) &&
           !dnnl_primitive_desc_create(out, &desc, NULL, engine, NULL);
}

static bool reorder(dnnl_engine_t engine, const dnnl_memory_desc_t *from, void *from_bytes,
                    const dnnl_memory_desc_t *to, void *to_bytes)
{
    dnnl_memory_t source = NULL, target = NULL;
    dnnl_primitive_desc_t desc = NULL;
    dnnl_primitive_t primitive = NULL;
    dnnl_stream_t stream = NULL;
    bool done =
        !dnnl_memory_create(&source, from, engine, from_bytes) && !dnnl_memory_create(&target, to, engine, to_bytes) &&
        !dnnl_reorder_primitive_desc_create(&desc, from, engine, to, engine, NULL) &&
        !dnnl_primitive_create(&primitive, desc) && !dnnl_stream_create(&stream, engine, dnnl_stream_default_flags) &&
        !dnnl_primitive_execute(primitive, stream, 2,
                                (dnnl_exec_arg_t[]){{DNNL_ARG_FROM, source}, {DNNL_ARG_TO, target}}) &&
        !dnnl_stream_wait(stream);
    dnnl_memory_destroy(source);
    dnnl_memory_destroy(target);
    dnnl_primitive_desc_destroy(desc);
    dnnl_primitive_destroy(primitive);
    dnnl_stream_destroy(stream);
    return done;
}

enum culpa_status product_weights_new(const int8_t *b, uint32_t cols, uint32_t inner, struct product_weights **out)
{
    struct product_weights *weights = calloc(1, sizeof *weights);
    dnnl_engine_t engine = NULL;
    dnnl_primitive_desc_t desc = NULL;
    dnnl_memory_desc_t given;
    bool done = weights && !dnnl_engine_create(&engine, dnnl_cpu, 0) &&
                plan(engine, PRODUCT_BLOCK, cols, inner, &desc) && describe(&given, dnnl_s8, inner, cols, dnnl_ba);
    if (done) {
        const dnnl_memory_desc_t *wanted = dnnl_primitive_desc_query_md(desc, dnnl_query_weights_md, 0);
        weights->bytes = aligned_alloc(64, (dnnl_memory_desc_get_size(wanted) + 63) / 64 * 64);
        done = weights->bytes && reorder(engine, &given, (void *)(uintptr_t)b, wanted, weights->bytes);
    }
    dnnl_primitive_desc_destroy(desc);
    dnnl_engine_destroy(engine);
    if (!done) {
        product_weights_free(weights);
        weights = NULL;
    }
    *out = weights;
    return status_of(done);
}

void product_weights_free(struct product_weights *weights)
{
    if (!weights)
        return;
    free(weights->bytes);
    free(weights);
}

/* Weights are packed once, so all heights must want them in the same order. */
static bool make_code(dnnl_engine_t engine, uint32_t height, uint32_t cols, uint32_t inner, struct code *code,
                      dnnl_memory_desc_t *weights)
{
    dnnl_primitive_desc_t desc;
    if (!plan(engine, height, cols, inner, &desc))
        return false;
    const dnnl_memory_desc_t *a = dnnl_primitive_desc_query_md(desc, dnnl_query_src_md, 0),
                             *b = dnnl_primitive_desc_query_md(desc, dnnl_query_weights_md, 0),
                             *c = dnnl_primitive_desc_query_md(desc, dnnl_query_dst_md, 0);
    if (height == heights[0])
        *weights = *b;
    bool done = dnnl_memory_desc_equal(weights, b) && !dnnl_primitive_create(&code->primitive, desc) &&
                !dnnl_memory_create(&code->a, a, engine, DNNL_MEMORY_NONE) &&
                !dnnl_memory_create(&code->b, b, engine, DNNL_MEMORY_NONE) &&
                !dnnl_memory_create(&code->c, c, engine, DNNL_MEMORY_NONE);
    dnnl_primitive_desc_destroy(desc);
    return done;
}

enum culpa_status product_kernel_new(uint32_t cols, uint32_t inner, struct product_kernel **out)
{
    struct product_kernel *kernel = calloc(1, sizeof *kernel);
    dnnl_memory_desc_t weights;
    bool done = kernel && !dnnl_engine_create(&kernel->engine, dnnl_cpu, 0) &&
                !dnnl_stream_create(&kernel->stream, kernel->engine, dnnl_stream_default_flags);
    for (int i = 0; i < PRODUCT_HEIGHTS && done; i++)
        done = make_code(kernel->engine, heights[i], cols, inner, &kernel->codes[i], &weights);
    if (!done) {
        product_kernel_free(kernel);
        kernel = NULL;
    }
    *out = kernel;
    return status_of(done);
}

void product_kernel_free(struct product_kernel *kernel)
{
    if (!kernel)
        return;
    for (int i = 0; i < PRODUCT_HEIGHTS; i++) {
        dnnl_primitive_destroy(kernel->codes[i].primitive);
        dnnl_memory_destroy(kernel->codes[i].a);
        dnnl_memory_destroy(kernel->codes[i].b);
        dnnl_memory_destroy(kernel->codes[i].c);
    }
    dnnl_stream_destroy(kernel->stream);
    dnnl_engine_destroy(kernel->engine);
    free(kernel);
}

bool product_block(struct product_kernel *kernel, const struct product_weights *weights, uint32_t height,
                   const uint8_t *a, int32_t *c)
{
    int i = 0;
    while (heights[i] != height)
        i++;
    const struct code *code = &kernel->codes[i];
    /* oneDNN's memory objects take no const; the sources are only read. */
    return !dnnl_memory_set_data_handle(code->a, (void *)(uintptr_t)a) &&
           !dnnl_memory_set_data_handle(code->b, weights->bytes) && !dnnl_memory_set_data_handle(code->c, c) &&
           !dnnl_primitive_execute(
               code->primitive, kernel->stream, 3,
               (dnnl_exec_arg_t[]){{DNNL_ARG_SRC, code->a}, {DNNL_ARG_WEIGHTS, code->b}, {DNNL_ARG_DST, code->c}}) &&
           !dnnl_stream_wait(kernel->stream);
}

bool product_run(const struct product *p)
{
    const int32_t none = 0;
    return !dnnl_gemm_u8s8s32('N', p->turned ? 'T' : 'N', 'F', p->rows, p->cols, p->inner, 1.0F, p->a, p->lda, 0, p->b,
                              p->ldb, 0, 0.0F, p->c, p->ldc, &none);
}
