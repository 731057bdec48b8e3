/* Records, in the order they were done, the writes, cuts, forcings and renamings of every process in the folder named
   by POWER_ROOT, in the file named by POWER_LOG, with what is written to the file named by POWER_ACKS: what is needed to
   draw what a power cut would have left. Nothing is really forced, which only saves time.

   A record: kind (1 byte), number of the file, where, length of each of two strings (8 bytes each), the strings. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
enum { OTHER, FILES, ACKS, FILES_MAX = 4096 };

static char watched[FILES_MAX];
static int log_file = -1;
static pthread_mutex_t inside = PTHREAD_MUTEX_INITIALIZER;

static int under(const char *path) {
    const char *root = getenv("POWER_ROOT");
    return root && path && strncmp(path, root, strlen(root)) == 0;
}

static void begin(void) {
    pthread_mutex_lock(&inside);
    if (log_file < 0) log_file = REAL(open64)(getenv("POWER_LOG"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    flock(log_file, LOCK_EX);
}

static void end(void) {
    int kept = errno;
    flock(log_file, LOCK_UN);
    pthread_mutex_unlock(&inside);
    errno = kept;
}

static void record(char kind, uint64_t file, uint64_t at, const void *one, uint64_t size, const char *other) {
    int kept = errno;
    uint64_t head[4] = {file, at, size, other ? strlen(other) : 0};
    struct iovec parts[4] = {{&kind, 1}, {head, sizeof head}, {(void *)one, size}, {(void *)other, head[3]}};
    if (REAL(writev)(log_file, parts, 4) < 0) abort();
    errno = kept;
}

static uint64_t number(int file) {
    struct stat state;
    return fstat(file, &state) ? 0 : state.st_ino;
}

static int is_watched(int file) { return file >= 0 && file < FILES_MAX ? watched[file] : OTHER; }

static void full(char *out, int folder, const char *path) {
    if (path[0] == '/') {
        snprintf(out, PATH_MAX, "%s", path);
        return;
    }
    char link[64], base[PATH_MAX] = "";
    if (folder == AT_FDCWD) {
        if (!getcwd(base, sizeof base)) base[0] = 0;
    } else {
        snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
        ssize_t length = readlink(link, base, sizeof base - 1);
        base[length < 0 ? 0 : length] = 0;
    }
    if (snprintf(out, PATH_MAX, "%s/%s", base, path) >= PATH_MAX) abort();
}

static int opened(int folder, const char *path, int flags, mode_t mode) {
    char whole[PATH_MAX];
    full(whole, folder, path);
    const char *acks = getenv("POWER_ACKS");
    int kind = acks && strcmp(whole, acks) == 0 ? ACKS : under(whole) ? FILES : OTHER;
    if (kind != FILES) {
        int file = REAL(openat64)(folder, path, flags, mode);
        if (file >= 0 && file < FILES_MAX) watched[file] = kind;
        return file;
    }
    begin();
    struct stat state;
    int there = stat(whole, &state) == 0;
    int file = REAL(openat64)(folder, path, flags, mode);
    if (file >= 0 && file < FILES_MAX) watched[file] = FILES;
    if (file >= 0 && !there) record('C', number(file), 0, whole, strlen(whole), NULL);
    if (file >= 0 && there && (flags & O_TRUNC)) record('T', number(file), 0, NULL, 0, NULL);
    end();
    return file;
}

#define MODE(flags) mode_t mode = 0; if (flags & (O_CREAT | O_TMPFILE)) { va_list more; va_start(more, flags); \
    mode = va_arg(more, mode_t); va_end(more); }
int open(const char *path, int flags, ...) { MODE(flags) return opened(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags) return opened(AT_FDCWD, path, flags, mode); }
int openat(int folder, const char *path, int flags, ...) { MODE(flags) return opened(folder, path, flags, mode); }
int openat64(int folder, const char *path, int flags, ...) { MODE(flags) return opened(folder, path, flags, mode); }

static ssize_t wrote(int file, const void *data, size_t size, off64_t at) {
    if (is_watched(file) == ACKS) {
        begin();
        record('A', 0, 0, data, size, NULL);
        end();
        return size;
    }
    begin();
    off64_t where = at >= 0 ? at : lseek64(file, 0, fcntl(file, F_GETFL) & O_APPEND ? SEEK_END : SEEK_CUR);
    ssize_t done = at >= 0 ? REAL(pwrite64)(file, data, size, at) : REAL(write)(file, data, size);
    if (done > 0) record('W', number(file), where, data, done, NULL);
    end();
    return done;
}

ssize_t write(int file, const void *data, size_t size) {
    return is_watched(file) ? wrote(file, data, size, -1) : REAL(write)(file, data, size);
}
ssize_t pwrite64(int file, const void *data, size_t size, off64_t at) {
    return is_watched(file) ? wrote(file, data, size, at) : REAL(pwrite64)(file, data, size, at);
}
ssize_t pwrite(int file, const void *data, size_t size, off_t at) { return pwrite64(file, data, size, at); }

static int cut(int file, off64_t size) {
    if (!is_watched(file)) return REAL(ftruncate64)(file, size);
    begin();
    int done = REAL(ftruncate64)(file, size);
    if (done == 0) record('T', number(file), size, NULL, 0, NULL);
    end();
    return done;
}
int ftruncate(int file, off_t size) { return cut(file, size); }
int ftruncate64(int file, off64_t size) { return cut(file, size); }

static int forced(int file) {
    struct stat state;
    char link[64], path[PATH_MAX];
    if (!is_watched(file) || fstat(file, &state)) return 0;
    begin();
    if (S_ISDIR(state.st_mode)) {
        snprintf(link, sizeof link, "/proc/self/fd/%d", file);
        ssize_t length = readlink(link, path, sizeof path);
        record('P', 0, 0, path, length < 0 ? 0 : length, NULL);
    } else {
        record('S', state.st_ino, 0, NULL, 0, NULL);
    }
    end();
    return 0;
}
int fsync(int file) { return forced(file); }
int fdatasync(int file) { return forced(file); }

/* Copies made by the system would not be seen: their callers then read and write. */
ssize_t sendfile(int out, int in, off_t *at, size_t count) { (void)out, (void)in, (void)at, (void)count; errno = EINVAL; return -1; }
ssize_t sendfile64(int out, int in, off64_t *at, size_t count) { (void)out, (void)in, (void)at, (void)count; errno = EINVAL; return -1; }
ssize_t copy_file_range(int in, off64_t *from, int out, off64_t *to, size_t count, unsigned int flags) {
    (void)in, (void)from, (void)out, (void)to, (void)count, (void)flags;
    errno = EINVAL;
    return -1;
}

static int moved(const char *old, const char *new) {
    if (!under(old) && !under(new)) return REAL(rename)(old, new);
    begin();
    int done = REAL(rename)(old, new);
    if (done == 0) record('R', 0, 0, old, strlen(old), new);
    end();
    return done;
}
int rename(const char *old, const char *new) {
    char from[PATH_MAX], to[PATH_MAX];
    full(from, AT_FDCWD, old);
    full(to, AT_FDCWD, new);
    return moved(from, to);
}
int renameat(int one, const char *old, int other, const char *new) {
    char from[PATH_MAX], to[PATH_MAX];
    full(from, one, old);
    full(to, other, new);
    return moved(from, to);
}

static int gone(int folder, const char *path, int flags) {
    char whole[PATH_MAX];
    full(whole, folder, path);
    if (!under(whole)) return REAL(unlinkat)(folder, path, flags);
    begin();
    int done = REAL(unlinkat)(folder, path, flags);
    if (done == 0) record('U', 0, 0, whole, strlen(whole), NULL);
    end();
    return done;
}
int unlink(const char *path) { return gone(AT_FDCWD, path, 0); }
int unlinkat(int folder, const char *path, int flags) { return gone(folder, path, flags); }
int rmdir(const char *path) { return gone(AT_FDCWD, path, AT_REMOVEDIR); }

int linkat(int one, const char *old, int other, const char *new, int flags) {
    char to[PATH_MAX];
    struct stat state;
    full(to, other, new);
    if (!under(to)) return REAL(linkat)(one, old, other, new, flags);
    begin();
    int done = REAL(linkat)(one, old, other, new, flags);
    if (done == 0 && stat(to, &state) == 0) record('L', state.st_ino, 0, to, strlen(to), NULL);
    end();
    return done;
}

int mkdir(const char *path, mode_t mode) {
    char whole[PATH_MAX];
    full(whole, AT_FDCWD, path);
    if (!under(whole)) return REAL(mkdir)(path, mode);
    begin();
    int done = REAL(mkdir)(path, mode);
    if (done == 0) record('M', 0, 0, whole, strlen(whole), NULL);
    end();
    return done;
}
