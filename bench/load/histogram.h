/* Times in nanoseconds, to 3 %: 32 steps in every doubling. */
#ifndef HISTOGRAM_H
#define HISTOGRAM_H
#include <stdint.h>

enum { HISTOGRAM_STEPS = 32, HISTOGRAM_SIZE = 40 * HISTOGRAM_STEPS };

struct histogram {
  uint64_t counts[HISTOGRAM_SIZE], total, most;
};

static inline void histogram_add(struct histogram *histogram, uint64_t value) {
  uint64_t place = value;
  if (value >= HISTOGRAM_STEPS) {
    int doublings = 63 - __builtin_clzll(value) - 5;
    place = (uint64_t)(doublings + 1) * HISTOGRAM_STEPS + ((value >> doublings) & (HISTOGRAM_STEPS - 1));
  }
  histogram->counts[place < HISTOGRAM_SIZE ? place : HISTOGRAM_SIZE - 1]++;
  histogram->total++;
  if (value > histogram->most) histogram->most = value;
}

/* The middle of the step below which this share of the values lies, in microseconds. */
static inline double histogram_at(const struct histogram *histogram, double share) {
  uint64_t left = (uint64_t)(share * (double)histogram->total);
  for (uint64_t place = 0; place < HISTOGRAM_SIZE; place++) {
    if (left >= histogram->counts[place]) {
      left -= histogram->counts[place];
      continue;
    }
    if (place < HISTOGRAM_STEPS) return (double)place / 1000;
    uint64_t doublings = place / HISTOGRAM_STEPS - 1;
    uint64_t middle = ((HISTOGRAM_STEPS + place % HISTOGRAM_STEPS) << doublings) + ((1ull << doublings) >> 1);
    return (double)(middle < histogram->most ? middle : histogram->most) / 1000;
  }
  return (double)histogram->most / 1000;
}

#endif
