/* What a run counts. */
#ifndef TALLY_H
#define TALLY_H
#include "histogram.h"
#include "load.h"

/* A moment of the counters that a rate is the difference of. */
struct moment {
  uint64_t time, deliveries, posted, server_cpu, own_cpu, machine_cpu;
};

struct tally {
  uint64_t deliveries, posted, outstanding;
  uint64_t gaps, missed, closed, stalled_closed, lost;
  char error[160];
  struct histogram latency, late;
  struct moment start, end;
};

extern struct tally tally;

struct moment tally_moment(void);
/* One JSON object on one line of stdout. */
void tally_print(void);
void idle_print(uint32_t connections, double seconds);

#endif
