/* What every part of the load generator shares: a connection, the port that a protocol fills in, and what a run is to do. */
#ifndef LOAD_H
#define LOAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { BODY_BYTES = 200 };

enum stage { CONNECTING, GREETING, READY, JOINED, CLOSED };

/* Bytes from `from` to `length` are still to be used. */
struct buffer {
  uint8_t *bytes;
  size_t from, length, capacity;
};

struct connection {
  int fd;
  uint32_t index, channel;
  enum stage stage;
  bool upgraded, stalled, dirty, waits_for_room;
  uint64_t id;              /* the 8 bytes that begin every body of this sender */
  uint64_t awaits;          /* whose bodies count as acknowledged when they arrive here */
  struct connection *frees; /* whose window that opens */
  uint64_t received, cursor;
  uint64_t counter;
  uint32_t sent, window;
  struct buffer carry, out;
  const struct account *account;
  uint8_t head[32]; /* pychat: the channel's head, as `opened` gave it */
};

struct protocol {
  const char *name;
  bool echoes; /* a sender gets his own messages back */
  bool needs_account;
  /* The line is there: says what a client says first. */
  void (*greet)(struct connection *);
  /* Ready: asks for the channel's messages. */
  void (*join)(struct connection *);
  /* Puts one message with this body into the connection's output. */
  void (*post)(struct connection *, const uint8_t *body);
  /* Takes all whole frames; returns how many bytes they were. */
  size_t (*parse)(struct connection *, const uint8_t *bytes, size_t length);
};

struct options {
  const struct protocol *protocol;
  const char *mode, *accounts, *name;
  int port, server_pid;
  uint32_t channels, members, window, stalled, connections, pending;
  double rate, warm_up, seconds;
};

extern struct options options;
extern const struct protocol pychat_raw, pychat_websocket, floor_protocol, irc, mqtt, nats, redis, ws;

/* Called by a protocol's parse. */
void is_ready(struct connection *);
void is_joined(struct connection *);
void is_delivered(struct connection *, const uint8_t *body);
void broke(struct connection *, const char *why, const void *detail, size_t length);

#endif
