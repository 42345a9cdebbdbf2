#ifndef BUFFER_H
#define BUFFER_H
#include <stdlib.h>
#include <string.h>

#include "load.h"

/* Room for `size` more bytes at the end, counted as used. */
static inline uint8_t *buffer_claim(struct buffer *buffer, size_t size) {
  if (buffer->from == buffer->length) buffer->from = buffer->length = 0;
  if (buffer->length + size > buffer->capacity) {
    buffer->capacity = (buffer->length + size) * 2;
    buffer->bytes = realloc(buffer->bytes, buffer->capacity);
    if (!buffer->bytes) abort();
  }
  uint8_t *at = buffer->bytes + buffer->length;
  buffer->length += size;
  return at;
}

static inline void buffer_add(struct buffer *buffer, const void *bytes, size_t size) {
  memcpy(buffer_claim(buffer, size), bytes, size);
}

static inline void buffer_add_text(struct buffer *buffer, const char *text) {
  buffer_add(buffer, text, strlen(text));
}

#endif
