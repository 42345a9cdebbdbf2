/* MQTT 3.1.1 with QoS 0: mosquitto. */
#include <stdio.h>

#include "buffer.h"
#include "bytes.h"
#include "connection.h"

enum { CONNECT = 0x10, CONNACK = 0x20, PUBLISH = 0x30, SUBSCRIBE = 0x82, SUBACK = 0x90 };

static void say(struct connection *c, uint8_t kind, const void *content, size_t length) {
  uint8_t *at = buffer_claim(&c->out, (length < 128 ? 2 : 3) + length);
  *at++ = kind;
  if (length >= 128) *at++ = (uint8_t)(length | 128);
  *at++ = (uint8_t)(length < 128 ? length : length >> 7);
  memcpy(at, content, length);
  connection_touch(c);
}

static uint8_t *write_string(uint8_t *at, const char *text) {
  return write_bytes(write_u16(at, (uint16_t)strlen(text)), text, strlen(text));
}

static uint8_t *write_topic(const struct connection *c, uint8_t *at) {
  char topic[16];
  snprintf(topic, sizeof topic, "c%u", c->channel);
  return write_string(at, topic);
}

static void greet(struct connection *c) {
  uint8_t packet[96], *at = packet;
  char client[32];
  snprintf(client, sizeof client, "%s%u", options.name, c->index);
  at = write_string(at, "MQTT");
  at = write_bytes(at, "\x04\x02\x00\x00", 4); /* 3.1.1, clean session, no keepalive */
  at = write_string(at, client);
  say(c, CONNECT, packet, (size_t)(at - packet));
}

static void join(struct connection *c) {
  uint8_t packet[32], *at = write_topic(c, write_u16(packet, 1));
  *at++ = 0;
  say(c, SUBSCRIBE, packet, (size_t)(at - packet));
}

static void post(struct connection *c, const uint8_t *body) {
  uint8_t packet[32 + BODY_BYTES], *at = write_bytes(write_topic(c, packet), body, BODY_BYTES);
  say(c, PUBLISH, packet, (size_t)(at - packet));
}

static void take(struct connection *c, uint8_t kind, const uint8_t *content, size_t length) {
  if ((kind & 0xf0) == PUBLISH && length > BODY_BYTES) is_delivered(c, content + length - BODY_BYTES);
  else if (kind == CONNACK && length == 2 && content[1] == 0) is_ready(c);
  else if (kind == SUBACK) is_joined(c);
  else broke(c, "refused", NULL, 0);
}

static size_t parse(struct connection *c, const uint8_t *bytes, size_t length) {
  size_t at = 0;
  while (c->stage != CLOSED && length - at >= 3) {
    const uint8_t *packet = bytes + at;
    size_t content = packet[1] & 127, header = 2;
    if (packet[1] & 128) content |= (size_t)(packet[2] & 127) << 7, header = 3;
    if (length - at < header + content) break;
    take(c, packet[0], packet + header, content);
    at += header + content;
  }
  return at;
}

const struct protocol mqtt = { "mqtt", true, false, greet, join, post, parse };
