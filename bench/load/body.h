/*
 * The 200 bytes that everyone sends: the sender's id (8), when it was sent (12), filler.
 * Printable throughout, so that the line-based protocols carry the same bytes as the binary ones.
 */
#ifndef BODY_H
#define BODY_H
#include <stdint.h>
#include <string.h>

#include "load.h"

enum { BODY_TIME = 8 };

static inline void body_number(uint8_t *at, int digits, uint64_t value) {
  for (int i = digits; i-- > 0; value >>= 6) at[i] = '0' + (value & 63);
}

static inline uint64_t body_sender(const uint8_t *body) {
  uint64_t id;
  memcpy(&id, body, 8);
  return id;
}

static inline uint64_t body_id(uint32_t index) {
  uint8_t bytes[8];
  body_number(bytes, 8, index);
  return body_sender(bytes);
}

static inline void body_write(uint8_t *body, uint64_t id, uint64_t time) {
  memcpy(body, &id, 8);
  body_number(body + BODY_TIME, 12, time);
}

static inline uint64_t body_time(const uint8_t *body) {
  uint64_t time = 0;
  for (int i = 0; i < 12; i++) time = time << 6 | (uint64_t)((body[BODY_TIME + i] - '0') & 63);
  return time;
}

#endif
