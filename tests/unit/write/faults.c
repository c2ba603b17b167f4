#define _GNU_SOURCE
#include "faults.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

static struct fault_plan g_plan;
static long g_calls;
static int g_on, g_happened;

void fault_begin(struct fault_plan plan) {
  g_plan = plan;
  g_calls = 0;
  g_happened = 0;
  g_on = 1;
}

long fault_end(void) {
  g_on = 0;
  return g_calls;
}

int fault_happened(void) { return g_happened; }

/* 1 when this call is to fail; does not return when it is to kill. */
static int fails_now(void) {
  ++g_calls;
  if (g_plan.at == 0 || g_calls < g_plan.at || (g_calls > g_plan.at && !g_plan.sticky)) return 0;
  g_happened = 1;
  if (g_plan.kind == FAULT_KILL) {
    syscall(SYS_kill, syscall(SYS_getpid), SIGKILL);
    for (;;) pause();
  }
  errno = g_plan.error_number;
  return 1;
}

static int path_counts(const char* path) { return g_on && strncmp(path, g_plan.folder, strlen(g_plan.folder)) == 0; }

static int file_counts(int file) {
  char link[64], path[4096];
  if (!g_on) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  const ssize_t length = syscall(SYS_readlink, link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = '\0';
  return path_counts(path);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

/* Opening. Directories and reads count too: a folder that cannot be opened cannot be synced. */
static int opened(int folder, const char* path, int flags, mode_t mode) {
  if (path_counts(path) && fails_now() && g_plan.kind == FAULT_ERROR) return -1;
  return (int)syscall(SYS_openat, folder, path, flags, mode);
}
#define MODE_OF(flags)                          \
  mode_t mode = 0;                              \
  if ((flags) & (O_CREAT | O_TMPFILE)) {        \
    va_list rest;                               \
    va_start(rest, flags);                      \
    mode = va_arg(rest, mode_t);                \
    va_end(rest);                               \
  }
int open(const char* path, int flags, ...) {
  MODE_OF(flags)
  return opened(AT_FDCWD, path, flags, mode);
}
int open64(const char* path, int flags, ...) {
  MODE_OF(flags)
  return opened(AT_FDCWD, path, flags, mode);
}
int openat(int folder, const char* path, int flags, ...) {
  MODE_OF(flags)
  return opened(folder, path, flags, mode);
}
FILE* fopen64(const char* path, const char* how) {
  if (path_counts(path) && fails_now() && g_plan.kind == FAULT_ERROR) return NULL;
  return REAL(fopen64)(path, how);
}
FILE* fopen(const char* path, const char* how) { return fopen64(path, how); }

/* Writing: how many of `count` bytes may go, or -1. */
static ssize_t allowed(int file, size_t count) {
  if (!file_counts(file) || !fails_now()) return (ssize_t)count;
  if (g_plan.kind == FAULT_SHORT) return count > 1 ? (ssize_t)(count / 2) : (ssize_t)count;
  return -1;
}
ssize_t write(int file, const void* bytes, size_t count) {
  const ssize_t n = allowed(file, count);
  return n < 0 ? -1 : syscall(SYS_write, file, bytes, (size_t)n);
}
ssize_t pwrite(int file, const void* bytes, size_t count, off_t at) {
  const ssize_t n = allowed(file, count);
  return n < 0 ? -1 : syscall(SYS_pwrite64, file, bytes, (size_t)n, at);
}
ssize_t pwrite64(int file, const void* bytes, size_t count, off64_t at) { return pwrite(file, bytes, count, at); }
size_t fwrite(const void* bytes, size_t size, size_t count, FILE* file) {
  const ssize_t n = allowed(fileno(file), count);
  return n < 0 ? 0 : REAL(fwrite)(bytes, size, (size_t)n, file);
}

/* Reading back. */
ssize_t read(int file, void* bytes, size_t count) {
  if (file_counts(file) && fails_now() && g_plan.kind == FAULT_ERROR) return -1;
  return syscall(SYS_read, file, bytes, count);
}
ssize_t pread(int file, void* bytes, size_t count, off_t at) {
  if (file_counts(file) && fails_now() && g_plan.kind == FAULT_ERROR) return -1;
  return syscall(SYS_pread64, file, bytes, count, at);
}
ssize_t pread64(int file, void* bytes, size_t count, off64_t at) { return pread(file, bytes, count, at); }

/* The rest that changes a file or its name. Removing is left alone: cleaning up is what is being tested. */
static int on_file(int file, long number, long a, long b) {
  if (file_counts(file) && fails_now() && g_plan.kind == FAULT_ERROR) return -1;
  return (int)syscall(number, file, a, b);
}
int fsync(int file) { return on_file(file, SYS_fsync, 0, 0); }
int fdatasync(int file) { return on_file(file, SYS_fdatasync, 0, 0); }
int ftruncate(int file, off_t size) { return on_file(file, SYS_ftruncate, size, 0); }
int ftruncate64(int file, off64_t size) { return on_file(file, SYS_ftruncate, size, 0); }
int chmod(const char* path, mode_t mode) {
  if (path_counts(path) && fails_now() && g_plan.kind == FAULT_ERROR) return -1;
  return (int)syscall(SYS_chmod, path, mode);
}
int rename(const char* from, const char* to) {
  if (path_counts(to) && fails_now() && g_plan.kind == FAULT_ERROR) return -1;
  return (int)syscall(SYS_rename, from, to);
}
static int g_poor = 0;
void fault_old_file_system(int poor) { g_poor = poor; }
int link(const char* from, const char* to) {
  if (g_poor == 2) {
    errno = EPERM;
    return -1;
  }
  return (int)syscall(SYS_link, from, to);
}
int renameat2(int from_folder, const char* from, int to_folder, const char* to, unsigned flags) {
  if (g_poor != 0 && flags != 0) {
    errno = EINVAL;
    return -1;
  }
  if (path_counts(to) && fails_now() && g_plan.kind == FAULT_ERROR) return -1;
  return (int)syscall(SYS_renameat2, from_folder, from, to_folder, to, flags);
}
/* The descriptor is closed in any case, as Linux does. */
int close(int file) {
  const int failing = file_counts(file) && fails_now() && g_plan.kind == FAULT_ERROR;
  const int error_number = errno;
  const int closed = (int)syscall(SYS_close, file);
  if (!failing) return closed;
  errno = error_number;
  return -1;
}
