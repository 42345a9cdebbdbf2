/* pychat over both of its links (shared/PROTOCOL.md), and the floor, which delivers the same frames without the handshake. */
#include <stdio.h>

#include "accounts.h"
#include "clock.h"
#include "frames.h"
#include "tally.h"

enum {
  ENTER = 0x01, OPEN = 0x0a, POST = 0x10,
  HELLO = 0x81, WELCOME = 0x82, NO = 0x83, OPENED = 0x8a, REFUSED = 0x90, MISSED = 0x92, SHUT = 0x93, SAID = 0xa0,
};
enum { SAID_CURSOR = 5, SAID_BODY = 37, SAID_BYTES = SAID_BODY + BODY_BYTES, POST_BODY = 57, POST_BYTES = POST_BODY + BODY_BYTES };

static const uint8_t magic[8] = { 0xc3, 'p', 'y', 'c', 'h', 'a', 't', 1 };
static const uint64_t FROM_NOW = 9007199254740991;

static bool masks(void) {
  return options.protocol == &pychat_websocket;
}

static void say(struct connection *c, const uint8_t *payload, size_t length) {
  frame_write(c, FRAME_BINARY, payload, length, masks());
}

static uint8_t *write_part(uint8_t *at, const void *bytes, size_t size) {
  return write_bytes(write_u32(at, (uint32_t)size), bytes, size);
}

/* hello's fields: tag 1, oldest 2, newest 2, relayKey 32, challenge 32 */
static void enter(struct connection *c, const uint8_t *hello, size_t length) {
  if (length < 69) {
    broke(c, "hello too short", NULL, 0);
    return;
  }
  static const char label[] = "pychat/enter/1";
  const struct account *account = c->account;
  uint8_t signed_bytes[1024], frame[1024], challenge[32], *at = signed_bytes;
  for (size_t i = 0; i < sizeof challenge; i++) challenge[i] = (uint8_t)(c->index >> (i % 4 * 8)) ^ (uint8_t)i;
  at = write_part(at, label, sizeof label - 1);
  at = write_part(at, hello + 5, 32);
  at = write_part(at, hello + 37, 32);
  at = write_part(at, challenge, sizeof challenge);
  at = write_part(at, account->card, account->card_length);
  uint8_t signature[64];
  account_sign(account, signature, signed_bytes, (size_t)(at - signed_bytes));
  at = frame;
  *at++ = ENTER;
  at = write_u16(at, 1);
  at = write_bytes(at, account->card, account->card_length);
  at = write_bytes(at, challenge, sizeof challenge);
  at = write_bytes(at, signature, sizeof signature);
  say(c, frame, (size_t)(at - frame));
}

static void open_channel(struct connection *c) {
  uint8_t frame[30], *at = frame;
  *at++ = OPEN;
  at = write_u32(at, 1);
  at = write_bytes(at, c->account->channel, 16);
  *at++ = 0;
  write_u64(at, FROM_NOW);
  say(c, frame, sizeof frame);
}

/* opened: tag 1, ask 4, channel 16, you 4, head 32, entries 4, after 8 */
static void opened(struct connection *c, const uint8_t *payload) {
  memcpy(c->head, payload + 25, 32);
  c->cursor = read_u64(payload + 61);
  c->counter = clock_now(CLOCK_REALTIME) / 1000; /* above every counter of an earlier run */
  is_joined(c);
}

static void post(struct connection *c, const uint8_t *body) {
  uint8_t frame[POST_BYTES], *at = frame;
  *at++ = POST;
  at = write_bytes(at, c->head, 32);
  at = write_bytes(at, c->account->channel, 16);
  at = write_u64(at, ++c->counter);
  write_bytes(at, body, BODY_BYTES);
  say(c, frame, sizeof frame);
}

static inline void said(struct connection *c, const uint8_t *payload) {
  uint64_t cursor = read_u64(payload + SAID_CURSOR);
  if (cursor != c->cursor + 1 && c->cursor) tally.gaps++; /* the floor does not say where one begins */
  c->cursor = cursor;
  is_delivered(c, payload + SAID_BODY);
}

static void answered(struct connection *c, const struct frame *frame) {
  const uint8_t *payload = frame->payload;
  switch (payload[0]) {
    case HELLO: enter(c, payload, frame->length); return;
    case WELCOME: is_ready(c); return;
    case OPENED: opened(c, payload); return;
    case NO: broke(c, "no", payload + 8, frame->length - 8); return;
    case SHUT: broke(c, "shut", payload + 20, frame->length - 20); return;
    case REFUSED: broke(c, "refused", payload + 28, frame->length - 28); return;
    case MISSED: tally.missed++; c->cursor = read_u64(payload + 25); return;
    case SAID: broke(c, "a body of another size", NULL, 0); return;
    default: return;
  }
}

static void control(struct connection *c, const struct frame *frame) {
  if (frame->kind == FRAME_PING) frame_write(c, FRAME_PONG, frame->payload, frame->length, masks());
  else if (frame->kind == FRAME_CLOSE) broke(c, "closed by the relay", frame->payload + 2, frame->length - 2);
}

static size_t parse(struct connection *c, const uint8_t *bytes, size_t length) {
  size_t at = 0;
  if (masks() && !c->upgraded && !(at = upgrade_read(c, bytes, length))) return 0;
  struct frame frame;
  while (c->stage != CLOSED && frame_read(&frame, bytes + at, length - at)) {
    at += frame.size;
    if (frame.kind != FRAME_BINARY) control(c, &frame);
    else if (frame.length == SAID_BYTES && frame.payload[0] == SAID) said(c, frame.payload);
    else if (frame.length) answered(c, &frame);
  }
  return at;
}

static void greet_raw(struct connection *c) {
  buffer_add(&c->out, magic, sizeof magic);
  connection_touch(c);
}

static void greet_websocket(struct connection *c) {
  upgrade_ask(c, "/ws");
}

/* The floor wants to know the channel and nothing else. */
static void floor_greet(struct connection *c) {
  is_ready(c);
}

static void floor_join(struct connection *c) {
  uint8_t number[4];
  write_u32(number, c->channel);
  buffer_add(&c->out, number, sizeof number);
  connection_touch(c);
  is_joined(c);
}

static void floor_post(struct connection *c, const uint8_t *body) {
  uint8_t frame[POST_BYTES] = { POST };
  write_u64(frame + 49, ++c->counter);
  memcpy(frame + POST_BODY, body, BODY_BYTES);
  say(c, frame, sizeof frame);
}

const struct protocol pychat_raw = { "pychat-raw", true, true, greet_raw, open_channel, post, parse };
const struct protocol pychat_websocket = { "pychat-websocket", true, true, greet_websocket, open_channel, post, parse };
const struct protocol floor_protocol = { "floor", true, false, floor_greet, floor_join, floor_post, parse };
