#pragma once
/* Glibc's Swift module leaves sys/timex.h out. */
#include <stdint.h>
#include <sys/timex.h>
#include <time.h>

/* struct timespec is claimed by whichever C module the compiler happens to read first, so Swift never names it. */
static inline int64_t timex_wall_nanoseconds(void) {
  struct timespec time;
  clock_gettime(CLOCK_REALTIME, &time);
  return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}
