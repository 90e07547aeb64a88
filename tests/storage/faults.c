/* Loaded before libc (LD_PRELOAD): lets the N-th write or sync of the files of a store fail, and can slow syncs down.

   fault_arm(n, kind, stay): the n-th call from now on fails; stay != 0: all after it too. Kind 5 is EIO: any call. Kind
   28 is ENOSPC: a full disk refuses only what would make a file longer, so only such writes are counted and fail.
   fault_calls(): how many calls were counted since. VNGKIT_SYNC_DELAY_US: so many microseconds more for each sync. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

static long armed = 0, calls = 0;
static int failing = 0, staying = 0, delay = -1;

void fault_arm(long n, int kind, int stay) { armed = n; calls = 0; failing = kind; staying = stay; }
long fault_calls(void) { return calls; }

static int ours(int fd, const char *part) {
    char name[64], path[4096];
    snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
    ssize_t size = readlink(name, path, sizeof path - 1);
    if (size <= 0) return 0;
    path[size] = 0;
    return strstr(path, part) != NULL;
}

static int fails(int fd) {
    if (!failing || !ours(fd, "kept.db")) return 0;
    calls++;
    if (calls == armed || (staying && calls > armed)) { errno = failing; return 1; }
    return 0;
}

static void slow(void) {
    if (delay < 0) { const char *told = getenv("VNGKIT_SYNC_DELAY_US"); delay = told ? atoi(told) : 0; }
    if (delay > 0) { struct timespec time = {delay / 1000000, (delay % 1000000) * 1000L}; nanosleep(&time, NULL); }
}

#define REAL(name) static __typeof__(&name) real; if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

ssize_t write(int fd, const void *bytes, size_t size) { REAL(write); return fails(fd) ? -1 : real(fd, bytes, size); }
static int write_fails(int fd, size_t size, off_t at) {
    struct stat held;
    if (failing == ENOSPC && fstat(fd, &held) == 0 && at + (off_t)size <= held.st_size) return 0;
    return fails(fd);
}
static int other_fails(int fd) { return failing != ENOSPC && fails(fd); }

ssize_t pwrite(int fd, const void *bytes, size_t size, off_t at) {
    REAL(pwrite); return write_fails(fd, size, at) ? -1 : real(fd, bytes, size, at);
}
ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t at) {
    REAL(pwrite64); return write_fails(fd, size, at) ? -1 : real(fd, bytes, size, at);
}
int fsync(int fd) { REAL(fsync); if (other_fails(fd)) return -1; slow(); return real(fd); }
int fdatasync(int fd) { REAL(fdatasync); if (other_fails(fd)) return -1; slow(); return real(fd); }
int ftruncate(int fd, off_t size) { REAL(ftruncate); return other_fails(fd) ? -1 : real(fd, size); }
int ftruncate64(int fd, off64_t size) { REAL(ftruncate64); return other_fails(fd) ? -1 : real(fd, size); }
