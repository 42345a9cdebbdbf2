/* The NATS client protocol. */
#include <stdio.h>

#include "buffer.h"
#include "connection.h"

static void say(struct connection *c, const char *text) {
  buffer_add_text(&c->out, text);
  connection_touch(c);
}

static void greet(struct connection *c) {
  say(c, "CONNECT {\"verbose\":false,\"pedantic\":false,\"echo\":true,\"protocol\":1}\r\nPING\r\n");
}

static void join(struct connection *c) {
  char line[48];
  snprintf(line, sizeof line, "SUB c%u 1\r\nPING\r\n", c->channel);
  say(c, line);
}

static void post(struct connection *c, const uint8_t *body) {
  char line[32];
  snprintf(line, sizeof line, "PUB c%u %d\r\n", c->channel, BODY_BYTES);
  say(c, line);
  buffer_add(&c->out, body, BODY_BYTES);
  buffer_add(&c->out, "\r\n", 2);
}

static void take(struct connection *c, const char *line, size_t length) {
  if (!memcmp(line, "PING", 4)) say(c, "PONG\r\n");
  else if (!memcmp(line, "-ERR", 4)) broke(c, "refused", line, length);
  else if (!memcmp(line, "PONG", 4) && c->stage == GREETING) is_ready(c);
  else if (!memcmp(line, "PONG", 4) && c->stage == READY) is_joined(c);
}

static size_t parse(struct connection *c, const uint8_t *bytes, size_t length) {
  size_t at = 0;
  while (c->stage != CLOSED && length - at >= 5) {
    const uint8_t *line = bytes + at, *newline = memchr(line, '\n', length - at);
    if (!newline) break;
    size_t size = (size_t)(newline - line) + 1;
    if (!memcmp(line, "MSG ", 4)) {
      if (length - at < size + BODY_BYTES + 2) break;
      is_delivered(c, line + size);
      size += BODY_BYTES + 2;
    } else {
      take(c, (const char *)line, size);
    }
    at += size;
  }
  return at;
}

const struct protocol nats = { "nats", true, false, greet, join, post, parse };
