/* The node `ws` broadcaster: whoever upgrades at one path hears what others send there. */
#include <stdio.h>

#include "frames.h"

static void greet(struct connection *c) {
  char path[32];
  snprintf(path, sizeof path, "/c%u", c->channel);
  upgrade_ask(c, path);
}

static void post(struct connection *c, const uint8_t *body) {
  frame_write(c, FRAME_BINARY, body, BODY_BYTES, true);
}

static size_t parse(struct connection *c, const uint8_t *bytes, size_t length) {
  size_t at = 0;
  if (!c->upgraded) {
    at = upgrade_read(c, bytes, length);
    if (!c->upgraded) return at;
    is_ready(c);
  }
  struct frame frame;
  while (c->stage != CLOSED && frame_read(&frame, bytes + at, length - at)) {
    at += frame.size;
    if (frame.kind == FRAME_CLOSE) broke(c, "closed by the server", NULL, 0);
    else if (frame.kind == FRAME_PING) frame_write(c, FRAME_PONG, frame.payload, frame.length, true);
    else if (frame.length == BODY_BYTES) is_delivered(c, frame.payload);
  }
  return at;
}

const struct protocol ws = { "ws", true, false, greet, is_joined, post, parse };
