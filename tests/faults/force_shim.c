/* Makes one fsync or fdatasync fail, as a disk that goes bad does: the one that finds the file named by FAIL_ONCE,
   which it takes away. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

static int fails(void) {
    const char *named = getenv("FAIL_ONCE");
    if (named && unlink(named) == 0) {
        errno = EIO;
        return 1;
    }
    return 0;
}

int fsync(int file) {
    return fails() ? -1 : ((int (*)(int))dlsym(RTLD_NEXT, "fsync"))(file);
}

int fdatasync(int file) {
    return fails() ? -1 : ((int (*)(int))dlsym(RTLD_NEXT, "fdatasync"))(file);
}
