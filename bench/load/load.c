/* The load generator: brings members into channels, lets them talk, counts what arrives. One thread, one epoll. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "clock.h"
#include "connection.h"
#include "members.h"
#include "options.h"
#include "tally.h"
#include "traffic.h"

enum { EVENTS = 1024 };
static const uint64_t SECOND = 1000000000;

/* Waits for events, until `deadline` at most, and handles them. */
static void turn(uint64_t deadline) {
  struct epoll_event events[EVENTS];
  uint64_t now = now_ns(), wait = deadline > now ? deadline - now : 0;
  struct timespec timeout = { (time_t)(wait / SECOND), (long)(wait % SECOND) };
  int count = epoll_pwait2(poller, events, EVENTS, &timeout, NULL);
  for (int i = 0; i < count; i++) {
    struct connection *c = events[i].data.ptr;
    if (c && c->stage != CLOSED) connection_event(c, events[i].events);
  }
  connections_flush();
}

static bool gather(double limit) {
  uint64_t deadline = now_ns() + (uint64_t)(limit * 1e9);
  while (!members_complete() && now_ns() < deadline && tally.closed < member_count) {
    members_dial();
    turn(now_ns() + SECOND / 10);
  }
  return members_complete();
}

/* Joins of others, names lists and the like are still under way when the last has joined. */
static void settle(void) {
  for (uint64_t end = now_ns() + SECOND / 2; now_ns() < end;) turn(end);
}

static void talk(double seconds) {
  uint64_t end = now_ns() + (uint64_t)(seconds * 1e9);
  for (uint64_t now; (now = now_ns()) < end;) {
    uint64_t due = traffic_due(now);
    turn(due && due < end ? due : end);
  }
}

/* Waits for all that was posted, as long as anything still arrives. */
static void drain(void) {
  uint64_t seen = tally.deliveries, moved = now_ns(), limit = moved + 20 * SECOND;
  while (traffic_owed() && now_ns() - moved < 2 * SECOND && now_ns() < limit) {
    turn(now_ns() + SECOND / 10);
    if (tally.deliveries > seen) seen = tally.deliveries, moved = now_ns();
  }
  tally.lost = traffic_owed();
}

static int run_traffic(void) {
  members_prepare(options.channels, options.members + options.stalled, JOINED);
  if (!gather(60)) {
    if (!*tally.error) snprintf(tally.error, sizeof tally.error, "not all joined within a minute");
    tally_print();
    return 1;
  }
  settle();
  traffic_prepare();
  traffic_start();
  talk(options.warm_up);
  tally.start = tally_moment();
  talk(options.seconds);
  tally.end = tally_moment();
  traffic_stop();
  drain();
  tally_print();
  return 0;
}

/* Holds the connections, answering pings, until stdin ends. */
static void hold(void) {
  struct epoll_event input = { .events = EPOLLIN, .data.ptr = NULL };
  char byte;
  epoll_ctl(poller, EPOLL_CTL_ADD, STDIN_FILENO, &input);
  for (;;) {
    struct epoll_event events[EVENTS];
    int count = epoll_wait(poller, events, EVENTS, -1);
    for (int i = 0; i < count; i++) {
      struct connection *c = events[i].data.ptr;
      if (!c && read(STDIN_FILENO, &byte, 1) <= 0) return;
      if (c && c->stage != CLOSED) connection_event(c, events[i].events);
    }
    connections_flush();
  }
}

static int run_idle(void) {
  members_prepare(1, options.connections, READY);
  tally.start = tally_moment();
  bool complete = gather(30);
  tally.end = tally_moment();
  idle_print(complete ? options.connections : 0, (double)(tally.end.time - tally.start.time) / 1e9);
  if (complete) hold();
  return !complete;
}

int main(int count, char **arguments) {
  prctl(PR_SET_PDEATHSIG, SIGKILL); /* never outlives the bench */
  signal(SIGPIPE, SIG_IGN);
  read_options(count, arguments);
  poller = epoll_create1(EPOLL_CLOEXEC);
  return strcmp(options.mode, "idle") ? run_traffic() : run_idle();
}
