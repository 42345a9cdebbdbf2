#ifndef CLOCK_H
#define CLOCK_H
#include <stdint.h>
#include <time.h>

/* Nanoseconds of some clock. */
static inline uint64_t clock_now(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return (uint64_t)time.tv_sec * 1000000000u + time.tv_nsec;
}

static inline uint64_t now_ns(void) {
  return clock_now(CLOCK_MONOTONIC);
}

#endif
