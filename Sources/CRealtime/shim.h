#pragma once
#include <pthread.h>
#include <stdint.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
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
