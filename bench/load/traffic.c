#include "traffic.h"

#include <stdlib.h>
#include <string.h>

#include "body.h"
#include "clock.h"
#include "connection.h"
#include "members.h"
#include "tally.h"

bool traffic_closed_loop;
static bool running;
static uint32_t readers; /* of a channel: those who read */
static uint64_t began, scheduled;
static double interval;
static uint8_t body[BODY_BYTES];
static uint64_t *posted_in;

static void post(struct connection *c, uint64_t now) {
  if (c->stage != JOINED) return;
  body_write(body, c->id, now);
  options.protocol->post(c, body);
  connection_touch(c);
  c->sent++;
  posted_in[c->channel]++;
  tally.posted++;
}

/* Where senders hear themselves, that acknowledges; elsewhere the next member's delivery does. */
static void pair(struct connection *channel, uint32_t place) {
  struct connection *poster = &channel[place];
  struct connection *witness = options.protocol->echoes ? poster : &channel[(place + 1) % readers];
  witness->awaits = poster->id;
  witness->frees = poster;
}

void traffic_prepare(void) {
  traffic_closed_loop = strcmp(options.mode, "fixed") != 0;
  readers = members_per_channel - options.stalled;
  posted_in = calloc(options.channels, sizeof *posted_in);
  memset(body, 'x', sizeof body);
  uint32_t posters = options.window < readers ? options.window : readers;
  for (uint32_t channel = 0; channel < options.channels; channel++) {
    struct connection *first = &members[channel * members_per_channel];
    for (uint32_t i = 0; i < readers; i++) pair(first, i);
    for (uint32_t i = 0; i < posters; i++) first[i].window = options.window / posters + (i < options.window % posters);
    for (uint32_t i = readers; i < members_per_channel; i++) connection_stall(&first[i]);
  }
}

void traffic_start(void) {
  running = true;
  began = now_ns();
  interval = 1e9 / (options.rate * options.channels * readers);
  if (!traffic_closed_loop) return;
  for (uint32_t i = 0; i < member_count; i++)
    for (uint32_t n = 0; n < members[i].window; n++) post(&members[i], began);
  connections_flush();
}

/* The channels take turns, and in each of them the members. */
static struct connection *whose_turn(uint64_t number) {
  uint32_t channel = (uint32_t)(number % options.channels);
  return &members[channel * members_per_channel + number / options.channels % readers];
}

uint64_t traffic_due(uint64_t now) {
  if (traffic_closed_loop || !running) return 0;
  for (;;) {
    uint64_t due = began + (uint64_t)((double)scheduled * interval);
    if (due > now) return due;
    now = now_ns();
    histogram_add(&tally.late, now - due);
    post(whose_turn(scheduled++), now);
    connections_flush();
  }
}

void traffic_stop(void) {
  running = false;
}

/* A body counts for the latency if it was sent while the run was measured. */
static void clock_body(const uint8_t *bytes) {
  uint64_t sent = body_time(bytes);
  if (!tally.start.time || sent < tally.start.time || (tally.end.time && sent >= tally.end.time)) return;
  histogram_add(&tally.latency, now_ns() - sent);
}

void is_delivered(struct connection *c, const uint8_t *bytes) {
  tally.deliveries++;
  c->received++;
  if (!traffic_closed_loop || c->index == 0) clock_body(bytes);
  if (body_sender(bytes) == c->awaits && traffic_closed_loop && running) post(c->frees, now_ns());
}

uint64_t traffic_owed(void) {
  uint64_t owed = 0;
  for (uint32_t i = 0; i < member_count; i++) {
    const struct connection *c = &members[i];
    uint64_t expected = posted_in[c->channel] - (options.protocol->echoes ? 0 : c->sent);
    if (!c->stalled && expected > c->received) owed += expected - c->received;
  }
  return owed;
}
