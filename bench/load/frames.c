#include "frames.h"

#include <stdio.h>

static void mask(uint8_t *to, const uint8_t *from, size_t length, uint32_t key) {
  uint64_t wide = (uint64_t)key << 32 | key;
  size_t at = 0;
  for (; at + 8 <= length; at += 8) {
    uint64_t word;
    memcpy(&word, from + at, 8);
    word ^= wide;
    memcpy(to + at, &word, 8);
  }
  for (; at < length; at++) to[at] = from[at] ^ (uint8_t)(wide >> (at % 4 * 8));
}

static uint32_t next_key(void) {
  static uint32_t state = 0x9e3779b9; /* xorshift: here the mask only has to vary */
  state ^= state << 13, state ^= state >> 17, state ^= state << 5;
  return state;
}

void frame_write(struct connection *c, uint8_t kind, const uint8_t *payload, size_t length, bool masked) {
  size_t header = (length < 126 ? 2 : 4) + (masked ? 4 : 0);
  uint8_t *at = buffer_claim(&c->out, header + length);
  uint8_t bit = masked ? 0x80 : 0;
  *at++ = kind;
  *at++ = bit | (uint8_t)(length < 126 ? length : 126);
  if (length >= 126) at = write_u16(at, (uint16_t)length);
  if (masked) {
    uint32_t key = next_key();
    memcpy(at, &key, 4);
    mask(at + 4, payload, length, key);
  } else {
    memcpy(at, payload, length);
  }
  connection_touch(c);
}

void upgrade_ask(struct connection *c, const char *path) {
  char request[400];
  snprintf(request, sizeof request,
           "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
           "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n",
           path, options.port);
  buffer_add_text(&c->out, request);
  connection_touch(c);
}

size_t upgrade_read(struct connection *c, const uint8_t *bytes, size_t length) {
  const uint8_t *end = memmem(bytes, length, "\r\n\r\n", 4);
  if (!end) return 0;
  if (length < 12 || memcmp(bytes + 9, "101", 3)) broke(c, "no upgrade", bytes, length);
  else c->upgraded = true;
  return (size_t)(end - bytes) + 4;
}
