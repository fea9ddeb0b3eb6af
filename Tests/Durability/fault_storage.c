/* Breaks a process's disk on demand: LD_PRELOAD it, and write one word into the file that FAULT_CONTROL names.
 *
 *   ok          nothing
 *   fsync       fsync and fdatasync fail with EIO and sync nothing
 *   fsync-late  they sync, and then fail with EIO: the bytes are on the disk, and nobody knows
 *   write       pwrite fails with EIO
 *   full        pwrite fails with ENOSPC while the file that FAULT_BALLAST names exists
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static int mode_is(const char *name) {
  const char *path = getenv("FAULT_CONTROL");
  char text[32] = {0};
  if (!path) return 0;
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return 0;
  ssize_t count = read(file, text, sizeof text - 1);
  close(file);
  if (count < 0) return 0;
  text[strcspn(text, "\n")] = 0;
  return strcmp(text, name) == 0;
}

static int synced(int (*real)(int), int file) {
  if (mode_is("fsync")) return errno = EIO, -1;
  int result = real(file);
  if (result == 0 && mode_is("fsync-late")) return errno = EIO, -1;
  return result;
}

int fsync(int file) {
  return synced((int (*)(int))dlsym(RTLD_NEXT, "fsync"), file);
}

int fdatasync(int file) {
  return synced((int (*)(int))dlsym(RTLD_NEXT, "fdatasync"), file);
}

static ssize_t written(int file, const void *bytes, size_t count, off64_t at) {
  const char *ballast = getenv("FAULT_BALLAST");
  if (mode_is("write")) return errno = EIO, -1;
  if (mode_is("full") && ballast && access(ballast, F_OK) == 0) return errno = ENOSPC, -1;
  return syscall(SYS_pwrite64, file, bytes, count, at);
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t at) {
  return written(file, bytes, count, at);
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at) {
  return written(file, bytes, count, at);
}
