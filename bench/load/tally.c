#include "tally.h"

#include <stdio.h>
#include <unistd.h>

#include "clock.h"

struct tally tally;

static uint64_t server_cpu(void) {
  clockid_t clock;
  if (!options.server_pid || clock_getcpuclockid(options.server_pid, &clock)) return 0;
  return clock_now(clock); /* user and system time of all its threads */
}

/* What all cores were busy with, stolen time included. */
static uint64_t machine_cpu(void) {
  uint64_t user = 0, nice = 0, system = 0, irq = 0, softirq = 0, steal = 0;
  FILE *file = fopen("/proc/stat", "r");
  if (!file) return 0;
  int read = fscanf(file, "cpu %lu %lu %lu %*u %*u %lu %lu %lu", &user, &nice, &system, &irq, &softirq, &steal);
  fclose(file);
  return read == 6 ? (user + nice + system + irq + softirq + steal) * (1000000000 / (uint64_t)sysconf(_SC_CLK_TCK)) : 0;
}

struct moment tally_moment(void) {
  return (struct moment){ now_ns(),      tally.deliveries, tally.posted, server_cpu(), clock_now(CLOCK_PROCESS_CPUTIME_ID),
                          machine_cpu() };
}

/* CPU that neither the server nor the generator used: whether the machine was quiet. */
static double others_cpu(const struct moment *from, const struct moment *to) {
  uint64_t measured = to->server_cpu - from->server_cpu + to->own_cpu - from->own_cpu;
  uint64_t machine = to->machine_cpu - from->machine_cpu;
  return machine > measured ? (double)(machine - measured) / 1e9 : 0;
}

static double seconds(uint64_t from, uint64_t to) {
  return (double)(to - from) / 1e9;
}

static void print_text(const char *text) {
  for (; *text; text++) putchar(*text < ' ' || *text == '"' || *text == '\\' || *text > '~' ? '?' : *text);
}

static void print_troubles(void) {
  printf("\"lost\":%lu,\"gaps\":%lu,\"missed\":%lu,\"closed\":%lu,\"stalledClosed\":%lu,\"error\":\"", tally.lost,
         tally.gaps, tally.missed, tally.closed, tally.stalled_closed);
  print_text(tally.error);
  printf("\"}\n");
  fflush(stdout);
}

void tally_print(void) {
  const struct moment *start = &tally.start, *end = &tally.end;
  uint64_t deliveries = end->deliveries - start->deliveries;
  double time = seconds(start->time, end->time);
  printf("{\"deliveries\":%lu,\"posted\":%lu,\"seconds\":%.4f,\"rate\":%.0f,", deliveries, end->posted - start->posted,
         time, time > 0 ? (double)deliveries / time : 0);
  printf("\"serverCpu\":%.5f,\"generatorCpu\":%.5f,\"othersCpu\":%.5f,", seconds(start->server_cpu, end->server_cpu),
         seconds(start->own_cpu, end->own_cpu), others_cpu(start, end));
  printf("\"p50\":%.1f,\"p99\":%.1f,\"max\":%.1f,\"sampled\":%lu,\"lateP99\":%.1f,", histogram_at(&tally.latency, 0.5),
         histogram_at(&tally.latency, 0.99), (double)tally.latency.most / 1000, tally.latency.total,
         histogram_at(&tally.late, 0.99));
  print_troubles();
}

void idle_print(uint32_t connections, double time) {
  const struct moment *start = &tally.start, *end = &tally.end;
  printf("{\"connections\":%u,\"seconds\":%.4f,\"rate\":%.0f,\"serverCpu\":%.5f,\"generatorCpu\":%.5f,\"othersCpu\":%.5f,",
         connections, time, connections / time, seconds(start->server_cpu, end->server_cpu),
         seconds(start->own_cpu, end->own_cpu), others_cpu(start, end));
  print_troubles();
}
