/* Big-endian numbers. */
#ifndef BYTES_H
#define BYTES_H
#include <stdint.h>
#include <string.h>

static inline uint16_t read_u16(const uint8_t *at) {
  uint16_t value;
  memcpy(&value, at, 2);
  return __builtin_bswap16(value);
}

static inline uint32_t read_u32(const uint8_t *at) {
  uint32_t value;
  memcpy(&value, at, 4);
  return __builtin_bswap32(value);
}

static inline uint64_t read_u64(const uint8_t *at) {
  uint64_t value;
  memcpy(&value, at, 8);
  return __builtin_bswap64(value);
}

static inline uint8_t *write_u16(uint8_t *at, uint16_t value) {
  value = __builtin_bswap16(value);
  return (uint8_t *)memcpy(at, &value, 2) + 2;
}

static inline uint8_t *write_u32(uint8_t *at, uint32_t value) {
  value = __builtin_bswap32(value);
  return (uint8_t *)memcpy(at, &value, 4) + 4;
}

static inline uint8_t *write_u64(uint8_t *at, uint64_t value) {
  value = __builtin_bswap64(value);
  return (uint8_t *)memcpy(at, &value, 8) + 8;
}

static inline uint8_t *write_bytes(uint8_t *at, const void *bytes, size_t size) {
  return (uint8_t *)memcpy(at, bytes, size) + size;
}

#endif
