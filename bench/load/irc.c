/* IRC: ngircd and inspircd. A sender does not get his own lines back. */
#include <stdio.h>

#include "buffer.h"
#include "connection.h"

static void say(struct connection *c, const char *line) {
  buffer_add_text(&c->out, line);
  connection_touch(c);
}

static void greet(struct connection *c) {
  char lines[96];
  snprintf(lines, sizeof lines, "NICK %s%u\r\nUSER u 0 * :u\r\n", options.name, c->index);
  say(c, lines);
}

static void join(struct connection *c) {
  char line[32];
  snprintf(line, sizeof line, "JOIN #c%u\r\n", c->channel);
  say(c, line);
}

static void post(struct connection *c, const uint8_t *body) {
  char command[32];
  snprintf(command, sizeof command, "PRIVMSG #c%u :", c->channel);
  say(c, command);
  buffer_add(&c->out, body, BODY_BYTES);
  buffer_add(&c->out, "\r\n", 2);
}

static void pong(struct connection *c, const char *line, size_t length) {
  say(c, "PONG");
  buffer_add(&c->out, line + 4, length - 4);
  buffer_add(&c->out, "\r\n", 2);
}

static void numeric(struct connection *c, const char *code, size_t length) {
  if (!memcmp(code, "001", 3)) is_ready(c);
  else if (!memcmp(code, "366", 3)) is_joined(c);
  else if (*code == '4' && memcmp(code, "422", 3)) broke(c, "refused", code, length);
}

static void take(struct connection *c, const char *line, size_t length) {
  const char *end = line + length, *command = memchr(line, ' ', length);
  if (*line != ':') {
    if (length > 4 && !memcmp(line, "PING", 4)) pong(c, line, length);
    else if (length > 5 && !memcmp(line, "ERROR", 5)) broke(c, "closed by the server", line, length);
    return;
  }
  if (!command || end - ++command < 4) return;
  if (end - command > BODY_BYTES && !memcmp(command, "PRIVMSG ", 8)) is_delivered(c, (const uint8_t *)end - BODY_BYTES);
  else if (command[3] == ' ') numeric(c, command, (size_t)(end - command));
}

static size_t parse(struct connection *c, const uint8_t *bytes, size_t length) {
  size_t at = 0;
  while (c->stage != CLOSED) {
    const uint8_t *newline = memchr(bytes + at, '\n', length - at);
    if (!newline) break;
    size_t size = (size_t)(newline - bytes) - at;
    if (size > 1) take(c, (const char *)bytes + at, size - (newline[-1] == '\r'));
    at += size + 1;
  }
  return at;
}

const struct protocol irc = { "irc", false, false, greet, join, post, parse };
