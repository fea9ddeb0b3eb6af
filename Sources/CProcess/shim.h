#pragma once
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

/* The resource's type is an enum with one libc and an int with another. 0 or -1 with errno. */
static inline int process_limit_cpu(rlim_t seconds) {
  struct rlimit limit = {seconds, seconds + 1};
  return setrlimit(RLIMIT_CPU, &limit);
}
static inline int process_limit_memory(rlim_t bytes) {
  struct rlimit limit = {bytes, bytes};
  return setrlimit(RLIMIT_AS, &limit);
}
static inline int process_limit_files(rlim_t count) {
  struct rlimit limit = {count, count};
  return setrlimit(RLIMIT_NOFILE, &limit);
}
static inline int process_limit_file_size(rlim_t bytes) {
  struct rlimit limit = {bytes, bytes};
  return setrlimit(RLIMIT_FSIZE, &limit);
}
static inline int process_limit_core(void) {
  struct rlimit limit = {0, 0};
  return setrlimit(RLIMIT_CORE, &limit);
}
/* Has the kernel kill this process when the thread that started it ends; prctl takes variable arguments, which Swift
   cannot call. */
static inline int process_die_with_parent(void) { return prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0); }
/* Neither this process nor what it becomes can gain rights. */
static inline int process_forbid_new_privileges(void) { return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); }
/* As many open files as this user may have at all. */
static inline int process_allow_many_files(void) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return -1;
  limit.rlim_cur = limit.rlim_max;
  return setrlimit(RLIMIT_NOFILE, &limit);
}
