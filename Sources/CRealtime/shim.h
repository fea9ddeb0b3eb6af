#pragma once
#include <poll.h>
#include <pthread.h>
#include <stdint.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>
#if defined(__x86_64__)
#include <xmmintrin.h>
#endif

/* Numbers below 2^-126 cost up to a hundred times more; a decaying filter makes them for ever. Per thread. */
static inline void realtime_flush_denormals(void) {
#if defined(__x86_64__)
  _mm_setcsr(_mm_getcsr() | 0x8040);
#elif defined(__aarch64__)
  uint64_t fpcr;
  __asm__ __volatile__("mrs %0, fpcr" : "=r"(fpcr));
  fpcr |= (uint64_t)1 << 24;
  __asm__ __volatile__("msr fpcr, %0" : : "r"(fpcr));
#endif
}

/* Locks pages as they are first touched; the macro is not visible to Swift with every libc. */
static inline int realtime_lock_memory(void) { return mlockall(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT); }

/* The calling thread's name as `top -H` and a debugger show it; the kernel keeps 15 bytes. */
static inline void realtime_name_thread(const char *name) { prctl(PR_SET_NAME, name); }

/* Page faults of the calling thread that needed no disk, so far. By number: `struct rusage` and its constants differ
   between modules that define _GNU_SOURCE and those that do not. */
static inline int64_t realtime_thread_faults(void) {
  long usage[32] = {0};
  const int thread = 1, minor_faults = 8;
  return syscall(SYS_getrusage, thread, usage) ? -1 : usage[minor_faults];
}

/* Time in plain numbers: `struct timespec` belongs to whichever C module Swift happens to load first. */
static inline int64_t realtime_monotonic_nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/* Returns early if a signal comes. */
static inline void realtime_sleep_until(int64_t nanoseconds) {
  struct timespec until = {nanoseconds / 1000000000, nanoseconds % 1000000000};
  clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, 0);
}

/* Waits until the eventfd was written, at most `milliseconds`, and clears it. */
static inline void realtime_await(int eventfd, int milliseconds) {
  struct pollfd descriptor = {eventfd, POLLIN, 0};
  uint64_t count;
  if (poll(&descriptor, 1, milliseconds) > 0 && read(eventfd, &count, sizeof count) < 0) return;
}
