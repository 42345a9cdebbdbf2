/* RFC 6455 frames, the framing of pychat's both links, the floor and the `ws` peer. */
#ifndef FRAMES_H
#define FRAMES_H
#include "buffer.h"
#include "bytes.h"
#include "connection.h"

enum { FRAME_TEXT = 0x81, FRAME_BINARY = 0x82, FRAME_CLOSE = 0x88, FRAME_PING = 0x89, FRAME_PONG = 0x8a };

/* One whole frame of the server's, not masked; `size` is header and payload. */
struct frame {
  uint8_t kind;
  const uint8_t *payload;
  size_t length, size;
};

/* Whether a whole frame lies at `at`. */
static inline bool frame_read(struct frame *frame, const uint8_t *at, size_t left) {
  if (left < 2) return false;
  size_t header = 2, length = at[1] & 127;
  if (length == 126) {
    if (left < 4) return false;
    header = 4, length = read_u16(at + 2);
  } else if (length == 127) {
    if (left < 10) return false;
    header = 10, length = read_u64(at + 2);
  }
  *frame = (struct frame){ at[0], at + header, length, header + length };
  return left >= frame->size;
}

/* Writes a client's frame; masked, as WebSocket wants it, or not. */
void frame_write(struct connection *, uint8_t kind, const uint8_t *payload, size_t length, bool masked);

/* Writes the HTTP request that turns the line into a WebSocket. */
void upgrade_ask(struct connection *, const char *path);
/* How many bytes the answer was: 0 while it is not all there. */
size_t upgrade_read(struct connection *, const uint8_t *bytes, size_t length);

#endif
