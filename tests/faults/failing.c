#include "failing.h"

#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>

static _Atomic size_t allocs, alloc_at, ios, io_at;
static atomic_bool all_behind, stream_failed;
static _Atomic long live;

void failing_alloc(size_t n, bool forever)
{
    allocs = 0;
    alloc_at = n;
    all_behind = forever;
}

void failing_io(size_t n)
{
    ios = 0;
    io_at = n;
    stream_failed = false;
}

size_t failing_allocs(void)
{
    return allocs;
}

long failing_live(void)
{
    return live;
}

static bool alloc_fails(void)
{
    size_t n = ++allocs, at = alloc_at;
    bool fails = at && (n == at || (all_behind && n > at));
    if (fails)
        errno = ENOMEM;
    return fails;
}

static bool io_fails(void)
{
    bool fails = ++ios == io_at;
    if (fails)
        errno = EIO;
    return fails;
}

static void *counted(void *ptr)
{
    live += ptr != NULL;
    return ptr;
}

void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *ptr, size_t size);
void *__real_aligned_alloc(size_t align, size_t size);
void __real_free(void *ptr);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *ptr, size_t size);
void *__wrap_aligned_alloc(size_t align, size_t size);
void __wrap_free(void *ptr);
char *__wrap_strdup(const char *s);
int __wrap_asprintf(char **out, const char *format, ...) __attribute__((format(printf, 2, 3)));

void *__wrap_malloc(size_t size)
{
    return alloc_fails() ? NULL : counted(__real_malloc(size));
}

void *__wrap_calloc(size_t n, size_t size)
{
    return alloc_fails() ? NULL : counted(__real_calloc(n, size));
}

void *__wrap_realloc(void *ptr, size_t size)
{
    if (alloc_fails())
        return NULL;
    void *bigger = __real_realloc(ptr, size);
    live += !ptr && bigger;
    return bigger;
}

void *__wrap_aligned_alloc(size_t align, size_t size)
{
    return alloc_fails() ? NULL : counted(__real_aligned_alloc(align, size));
}

void __wrap_free(void *ptr)
{
    live -= ptr != NULL;
    __real_free(ptr);
}

char *__wrap_strdup(const char *s)
{
    size_t n = strlen(s) + 1;
    char *copy = __wrap_malloc(n);
    return copy ? memcpy(copy, s, n) : NULL;
}

int __wrap_asprintf(char **out, const char *format, ...)
{
    if (alloc_fails())
        return -1;
    va_list args;
    va_start(args, format);
    int n = vasprintf(out, format, args);
    va_end(args);
    live += n >= 0;
    return n;
}

FILE *__real_fopen64(const char *path, const char *mode);
size_t __real_fread(void *to, size_t size, size_t n, FILE *f);
int __real_ferror(FILE *f);
int __real_stat64(const char *path, struct stat *st);
int __real_lstat64(const char *path, struct stat *st);
int __real_fstat64(int fd, struct stat *st);
int __real_scandir64(const char *path, struct dirent ***entries, int (*filter)(const struct dirent *),
                     int (*compare)(const struct dirent **, const struct dirent **));
int __real_open64(const char *path, int flags, ...);
void *__real_mmap64(void *at, size_t size, int prot, int flags, int fd, off_t offset);
FILE *__wrap_fopen64(const char *path, const char *mode);
size_t __wrap_fread(void *to, size_t size, size_t n, FILE *f);
int __wrap_ferror(FILE *f);
int __wrap_stat64(const char *path, struct stat *st);
int __wrap_lstat64(const char *path, struct stat *st);
int __wrap_fstat64(int fd, struct stat *st);
int __wrap_scandir64(const char *path, struct dirent ***entries, int (*filter)(const struct dirent *),
                     int (*compare)(const struct dirent **, const struct dirent **));
int __wrap_open64(const char *path, int flags, ...);
void *__wrap_mmap64(void *at, size_t size, int prot, int flags, int fd, off_t offset);

FILE *__wrap_fopen64(const char *path, const char *mode)
{
    return io_fails() ? NULL : __real_fopen64(path, mode);
}

/* A read that fails half way: something has come in before. */
size_t __wrap_fread(void *to, size_t size, size_t n, FILE *f)
{
    if (!io_fails())
        return __real_fread(to, size, n, f);
    stream_failed = true;
    return 0;
}

int __wrap_ferror(FILE *f)
{
    return atomic_exchange(&stream_failed, false) ? 1 : __real_ferror(f);
}

int __wrap_stat64(const char *path, struct stat *st)
{
    return io_fails() ? -1 : __real_stat64(path, st);
}

int __wrap_lstat64(const char *path, struct stat *st)
{
    return io_fails() ? -1 : __real_lstat64(path, st);
}

int __wrap_fstat64(int fd, struct stat *st)
{
    return io_fails() ? -1 : __real_fstat64(fd, st);
}

int __wrap_scandir64(const char *path, struct dirent ***entries, int (*filter)(const struct dirent *),
                     int (*compare)(const struct dirent **, const struct dirent **))
{
    return io_fails() ? -1 : __real_scandir64(path, entries, filter, compare);
}

int __wrap_open64(const char *path, int flags, ...)
{
    return io_fails() ? -1 : __real_open64(path, flags);
}

void *__wrap_mmap64(void *at, size_t size, int prot, int flags, int fd, off_t offset)
{
    return io_fails() ? MAP_FAILED : __real_mmap64(at, size, prot, flags, fd, offset);
}

/* For the program as a whole: CULPA_FAIL_ALLOC=N or CULPA_FAIL_IO=N; CULPA_FAIL_COUNT=FILE gets both counts. */
static void write_counts(void)
{
    FILE *f = __real_fopen64(getenv("CULPA_FAIL_COUNT"), "w");
    if (f) {
        fprintf(f, "%zu %zu\n", (size_t)allocs, (size_t)ios);
        fclose(f);
    }
}

__attribute__((constructor)) static void prepare(void)
{
    const char *alloc = getenv("CULPA_FAIL_ALLOC"), *io = getenv("CULPA_FAIL_IO");
    if (getenv("CULPA_FAIL_COUNT"))
        atexit(write_counts);
    failing_alloc(alloc ? (size_t)atol(alloc) : 0, false);
    failing_io(io ? (size_t)atol(io) : 0);
}
