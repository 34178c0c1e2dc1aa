#include "broken_vfs.h"

#include <sqlite3.h>
#include <stdlib.h>

const char *const broken_names[BROKEN_CALLS] = {"open", "read",     "write",         "write, disk full",
                                                "sync", "truncate", "shared memory", "delete"};

struct file {
    sqlite3_file base;
    sqlite3_file *real; /* behind this struct */
};

static sqlite3_vfs broken, *real_vfs;
static enum broken_call failing;
static size_t count, fails_at;
static bool all_behind;

void broken_fail(enum broken_call call, size_t n, bool forever)
{
    failing = call;
    fails_at = n;
    all_behind = forever;
    count = 0;
}

size_t broken_count(void)
{
    return count;
}

static bool fails(enum broken_call call)
{
    if (call != failing)
        return false;
    count++;
    return fails_at && (count == fails_at || (all_behind && count > fails_at));
}

static sqlite3_file *real(sqlite3_file *file)
{
    return ((struct file *)file)->real;
}

static int close_file(sqlite3_file *file)
{
    return real(file)->pMethods->xClose(real(file));
}

static int read_file(sqlite3_file *file, void *to, int n, sqlite3_int64 at)
{
    return fails(BROKEN_READ) ? SQLITE_IOERR_READ : real(file)->pMethods->xRead(real(file), to, n, at);
}

/* Half of it is written. */
static int write_file(sqlite3_file *file, const void *from, int n, sqlite3_int64 at)
{
    bool error = fails(BROKEN_WRITE), full = fails(BROKEN_FULL);
    int code = real(file)->pMethods->xWrite(real(file), from, error || full ? n / 2 : n, at);
    return error ? SQLITE_IOERR_WRITE : full ? SQLITE_FULL : code;
}

static int truncate_file(sqlite3_file *file, sqlite3_int64 size)
{
    return fails(BROKEN_TRUNCATE) ? SQLITE_IOERR_TRUNCATE : real(file)->pMethods->xTruncate(real(file), size);
}

/* What is not to fail is not done either: no power fails here, and waiting for the disk takes long. */
static int sync_file(sqlite3_file *file, int flags)
{
    (void)file;
    (void)flags;
    return fails(BROKEN_SYNC) ? SQLITE_IOERR_FSYNC : SQLITE_OK;
}

static int size_of_file(sqlite3_file *file, sqlite3_int64 *size)
{
    return real(file)->pMethods->xFileSize(real(file), size);
}

static int lock_file(sqlite3_file *file, int level)
{
    return real(file)->pMethods->xLock(real(file), level);
}

static int unlock_file(sqlite3_file *file, int level)
{
    return real(file)->pMethods->xUnlock(real(file), level);
}

static int is_locked(sqlite3_file *file, int *locked)
{
    return real(file)->pMethods->xCheckReservedLock(real(file), locked);
}

static int control_file(sqlite3_file *file, int what, void *argument)
{
    return real(file)->pMethods->xFileControl(real(file), what, argument);
}

static int sector_size(sqlite3_file *file)
{
    return real(file)->pMethods->xSectorSize(real(file));
}

static int characteristics(sqlite3_file *file)
{
    return real(file)->pMethods->xDeviceCharacteristics(real(file));
}

static int map_shared(sqlite3_file *file, int page, int size, int extend, void volatile **at)
{
    return fails(BROKEN_SHARE) ? SQLITE_IOERR_SHMMAP
                               : real(file)->pMethods->xShmMap(real(file), page, size, extend, at);
}

static int lock_shared(sqlite3_file *file, int offset, int n, int flags)
{
    return real(file)->pMethods->xShmLock(real(file), offset, n, flags);
}

static void order_shared(sqlite3_file *file)
{
    real(file)->pMethods->xShmBarrier(real(file));
}

static int unmap_shared(sqlite3_file *file, int delete)
{
    return real(file)->pMethods->xShmUnmap(real(file), delete);
}

static const sqlite3_io_methods methods = {
    2,           close_file,   read_file,   write_file,   truncate_file, sync_file,       size_of_file,
    lock_file,   unlock_file,  is_locked,   control_file, sector_size,   characteristics, map_shared,
    lock_shared, order_shared, unmap_shared};

static int open_vfs(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out)
{
    (void)vfs;
    struct file *f = (struct file *)file;
    f->base.pMethods = NULL;
    f->real = (sqlite3_file *)(f + 1);
    if (fails(BROKEN_OPEN))
        return SQLITE_CANTOPEN;
    int code = real_vfs->xOpen(real_vfs, name, f->real, flags, out);
    if (f->real->pMethods)
        f->base.pMethods = &methods;
    return code;
}

static int delete_vfs(sqlite3_vfs *vfs, const char *name, int sync)
{
    (void)vfs;
    (void)sync;
    return fails(BROKEN_DELETE) ? SQLITE_IOERR_DELETE : real_vfs->xDelete(real_vfs, name, 0);
}

void broken_register(void)
{
    real_vfs = sqlite3_vfs_find(NULL);
    broken = *real_vfs;
    broken.pNext = NULL;
    broken.zName = "broken";
    broken.szOsFile = (int)sizeof(struct file) + real_vfs->szOsFile;
    broken.xOpen = open_vfs;
    broken.xDelete = delete_vfs;
    if (sqlite3_vfs_register(&broken, 1) != SQLITE_OK)
        abort();
}
