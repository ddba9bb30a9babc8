/* beside.c - a reader never sees half a file, and a full disk leaves the old one as it was.
 *
 * Whoever writes a file beside its place holds a lock on it: one without a lock was left by a
 * program that was killed, and nobody wants it any more.
 */
#include "beside.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static const char PREFIX[] = ".ringfence-";
enum { TRIES = 10 };

static enum status cannot_write(const char *path, struct err *err)
{
    return err_set(err, errno == ENOMEM ? NO_MEMORY : IO_FAILED, "cannot write %s: %s", path,
                   strerror(errno));
}

static const char *folder_of(struct arena *a, const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? arena_copy(a, path, (size_t)(slash - path) + 1) : "./";
}

static bool lock(int fd)
{
    while (flock(fd, LOCK_EX | LOCK_NB) != 0)
        if (errno != EINTR)
            return errno != EWOULDBLOCK; /* a file system without locks */
    return true;
}

static void clear_leftover(int folder, const char *name)
{
    int fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return;
    if (flock(fd, LOCK_EX | LOCK_NB) == 0)
        unlinkat(folder, name, 0);
    close(fd);
}

static void clear_leftovers(const char *path)
{
    DIR *d = opendir(path);
    for (struct dirent *e; d && (e = readdir(d));)
        if (strncmp(e->d_name, PREFIX, sizeof PREFIX - 1) == 0)
            clear_leftover(dirfd(d), e->d_name);
    if (d)
        closedir(d);
}

/* Nobody must have cleared it away before it was locked. */
static bool is_ours(int fd)
{
    struct stat s;
    return lock(fd) && fstat(fd, &s) == 0 && s.st_nlink > 0;
}

/* mkstemp() makes files that only their owner can read. */
static int make_beside(struct arena *a, const char *folder, const char **name)
{
    mode_t mask = umask(0);
    umask(mask);
    for (int i = 0; i < TRIES; i++) {
        char *path = arena_print(a, "%s%sXXXXXX", folder, PREFIX);
        int fd = mkostemp(path, O_CLOEXEC);
        if (fd < 0)
            return -1;
        *name = path;
        if (is_ours(fd) && fchmod(fd, 0666 & ~mask) == 0)
            return fd;
        int why = errno;
        unlink(path);
        close(fd);
        errno = why;
    }
    return -1;
}

static void give_up(const char *written, int lock_fd, int fd)
{
    int why = errno;
    unlink(written);
    if (fd >= 0)
        close(fd);
    if (lock_fd >= 0)
        close(lock_fd);
    errno = why;
}

enum status beside_begin(struct beside *b, const char *path, FILE **f, struct err *err)
{
    struct stat there;
    const char *written = NULL, *folder = folder_of(b->arena, path);
    if (stat(path, &there) == 0 && !S_ISREG(there.st_mode))
        return err_set(err, IO_FAILED, "cannot write %s: it is there, and not a file", path);
    if (b->n == 0 || strcmp(folder, folder_of(b->arena, b->file[b->n - 1].path)) != 0)
        clear_leftovers(folder);
    int lock_fd = make_beside(b->arena, folder, &written);
    if (lock_fd < 0)
        return cannot_write(path, err);
    int fd = fcntl(lock_fd, F_DUPFD_CLOEXEC, 0);
    *f = fd < 0 ? NULL : fdopen(fd, "w");
    if (!*f) {
        give_up(written, lock_fd, fd);
        return cannot_write(path, err);
    }
    *PUSH(b->arena, b->file, b->n, b->room) = (struct beside_file){
        .path = path, .written = written, .lock = lock_fd };
    return OK;
}

static bool sync_file(int fd)
{
    while (fsync(fd) != 0)
        if (errno != EINTR)
            return false;
    return true;
}

enum status beside_end(FILE *f, const char *path, struct err *err)
{
    bool failed = fflush(f) != 0 || ferror(f) || !sync_file(fileno(f));
    int why = errno;
    if (fclose(f) != 0 && !failed) {
        failed = true;
        why = errno;
    }
    errno = why;
    return failed ? cannot_write(path, err) : OK;
}

const char *beside_written(const struct beside *b)
{
    return b->file[b->n - 1].written;
}

/* So that the new names outlive a loss of power; some file systems cannot say so. */
static void sync_folder(const char *folder)
{
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return;
    sync_file(fd);
    close(fd);
}

/* One that is there may be so new that its name is not on disk yet. */
enum status beside_folder(const char *path, struct err *err)
{
    struct stat there;
    if (mkdir(path, 0777) != 0 && errno != EEXIST)
        return err_set(err, IO_FAILED, "cannot make the folder %s: %s", path, strerror(errno));
    if (stat(path, &there) != 0 || !S_ISDIR(there.st_mode))
        return err_set(err, IO_FAILED, "cannot make the folder %s: it is there, and not a folder",
                       path);
    struct arena *a = arena_new();
    char *name = arena_copy(a, path, strlen(path));
    for (size_t n = strlen(name); n > 1 && name[n - 1] == '/'; n--)
        name[n - 1] = '\0';
    sync_folder(folder_of(a, name));
    arena_free(a);
    return OK;
}

/* The file that is there keeps a second name until all are in their places. */
static bool put_in_place(struct beside *b, struct beside_file *f)
{
    struct stat there;
    if (lstat(f->path, &there) == 0) {
        f->before = arena_print(b->arena, "%s-before", f->written);
        if (link(f->path, f->before) != 0)
            f->before = NULL; /* a file system without second names: this one cannot go back */
    }
    if (rename(f->written, f->path) != 0)
        return false;
    f->written = NULL;
    return true;
}

static void put_back(struct beside *b, int n)
{
    int why = errno;
    for (int i = 0; i < n; i++) {
        struct beside_file *f = &b->file[i];
        if (f->before && rename(f->before, f->path) == 0)
            f->before = NULL;
        else if (!f->before)
            unlink(f->path);
    }
    errno = why;
}

enum status beside_keep(struct beside *b, struct err *err)
{
    const char *last = "";
    for (int i = 0; i < b->n; i++)
        if (!put_in_place(b, &b->file[i])) {
            enum status status = cannot_write(b->file[i].path, err);
            put_back(b, i);
            return status;
        }
    for (int i = 0; i < b->n; i++) {
        const char *folder = folder_of(b->arena, b->file[i].path);
        if (strcmp(folder, last) != 0)
            sync_folder(folder);
        last = folder;
    }
    return OK;
}

void beside_drop(struct beside *b)
{
    for (int i = 0; i < b->n; i++) {
        if (b->file[i].written)
            unlink(b->file[i].written);
        if (b->file[i].before)
            unlink(b->file[i].before);
        close(b->file[i].lock);
    }
    b->n = 0;
}

enum status write_whole_file(const char *path, const char *text, size_t size, struct err *err)
{
    struct beside b = { .arena = arena_new() };
    FILE *f = NULL;
    enum status status = beside_begin(&b, path, &f, err);
    if (status == OK && f) { /* it is, but analysers do not see so far */
        fwrite(text, 1, size, f);
        status = beside_end(f, path, err);
    }
    if (status == OK)
        status = beside_keep(&b, err);
    beside_drop(&b);
    arena_free(b.arena);
    return status;
}
