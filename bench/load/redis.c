/* Redis pub/sub in RESP3, where a subscriber may publish on the same connection. */
#include <stdio.h>

#include "buffer.h"
#include "connection.h"

static const char MESSAGE[] = ">3\r\n$7\r\nmessage\r\n$", SUBSCRIBED[] = ">3\r\n$9\r\nsubscribe\r\n", PONG[] = "+PONG\r\n";
enum { MESSAGE_BYTES = sizeof MESSAGE - 1, SUBSCRIBED_BYTES = sizeof SUBSCRIBED - 1, PONG_BYTES = sizeof PONG - 1 };

static void say(struct connection *c, const char *text) {
  buffer_add_text(&c->out, text);
  connection_touch(c);
}

static void greet(struct connection *c) {
  say(c, "*2\r\n$5\r\nHELLO\r\n$1\r\n3\r\n*1\r\n$4\r\nPING\r\n");
}

static size_t channel_text(const struct connection *c, char *text, size_t size) {
  char name[16];
  int length = snprintf(name, sizeof name, "c%u", c->channel);
  return (size_t)snprintf(text, size, "$%d\r\n%s\r\n", length, name);
}

static void join(struct connection *c) {
  char channel[32];
  channel_text(c, channel, sizeof channel);
  say(c, "*2\r\n$9\r\nSUBSCRIBE\r\n");
  say(c, channel);
}

static void post(struct connection *c, const uint8_t *body) {
  char channel[32];
  channel_text(c, channel, sizeof channel);
  say(c, "*3\r\n$7\r\nPUBLISH\r\n");
  say(c, channel);
  say(c, "$200\r\n");
  buffer_add(&c->out, body, BODY_BYTES);
  buffer_add(&c->out, "\r\n", 2);
}

/* The reply to HELLO is a map nobody needs; the reply to the PING behind it ends it. */
static size_t skip_greeting(struct connection *c, const uint8_t *bytes, size_t length) {
  const uint8_t *pong = memmem(bytes, length, PONG, PONG_BYTES);
  if (!pong) return 0;
  is_ready(c);
  return (size_t)(pong - bytes) + PONG_BYTES;
}

/* The size of the message that begins here, or 0 while it is not all there. */
static size_t message_size(const struct connection *c, const uint8_t *at, size_t left) {
  char channel[32];
  size_t size = MESSAGE_BYTES - 1 + channel_text(c, channel, sizeof channel) + 6 + BODY_BYTES + 2;
  return left >= size && !memcmp(at, MESSAGE, MESSAGE_BYTES) ? size : 0;
}

/* What is neither a message nor the answer to SUBSCRIBE is one line. */
static size_t line_size(struct connection *c, const uint8_t *at, size_t left) {
  const uint8_t *newline = memchr(at, '\n', left);
  if (*at == '-') broke(c, "refused", at, left);
  return newline ? (size_t)(newline - at) + 1 : 0;
}

static size_t push_size(struct connection *c, const uint8_t *at, size_t left) {
  char channel[32];
  size_t subscribed = SUBSCRIBED_BYTES + channel_text(c, channel, sizeof channel) + 4;
  if (left < subscribed || memcmp(at, SUBSCRIBED, SUBSCRIBED_BYTES)) return 0;
  is_joined(c);
  return subscribed;
}

static size_t parse(struct connection *c, const uint8_t *bytes, size_t length) {
  size_t at = c->stage == GREETING ? skip_greeting(c, bytes, length) : 0;
  if (c->stage == GREETING) return 0;
  size_t whole = 0;
  while (c->stage != CLOSED && at < length) {
    const uint8_t *reply = bytes + at;
    size_t left = length - at;
    if (*reply != '>') {
      if (!(whole = line_size(c, reply, left))) break;
    } else if ((whole = message_size(c, reply, left))) {
      is_delivered(c, reply + whole - BODY_BYTES - 2);
    } else if (!(whole = push_size(c, reply, left))) {
      break;
    }
    at += whole;
  }
  return at;
}

const struct protocol redis = { "redis", true, false, greet, join, post, parse };
