#include "connection.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "buffer.h"

enum { GULP = 512 * 1024 };

int poller;
static uint8_t gulp[GULP];
static struct connection **dirty;
static size_t dirty_count, dirty_capacity;

static void watch(struct connection *c, int operation, uint32_t events) {
  struct epoll_event event = { .events = events, .data.ptr = c };
  if (epoll_ctl(poller, operation, c->fd, &event) < 0) broke(c, "epoll_ctl", NULL, 0);
}

static uint32_t interest(const struct connection *c) {
  return (c->stalled ? 0 : EPOLLIN) | (c->waits_for_room ? EPOLLOUT : 0);
}

void connection_dial(struct connection *c) {
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons((uint16_t)options.port) };
  int yes = 1;
  struct linger reset = { .l_onoff = 1, .l_linger = 0 }; /* no TIME_WAIT: the next run needs the ports */
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  c->stage = CONNECTING;
  c->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (c->fd < 0) {
    broke(c, "socket", NULL, 0);
    return;
  }
  setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  setsockopt(c->fd, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
  if (connect(c->fd, (struct sockaddr *)&address, sizeof address) < 0 && errno != EINPROGRESS) {
    broke(c, "connect", NULL, 0);
    return;
  }
  watch(c, EPOLL_CTL_ADD, EPOLLOUT);
}

static void connected(struct connection *c) {
  int error = 0;
  socklen_t size = sizeof error;
  getsockopt(c->fd, SOL_SOCKET, SO_ERROR, &error, &size);
  if (error) {
    broke(c, "connect", NULL, 0);
    return;
  }
  c->stage = GREETING;
  watch(c, EPOLL_CTL_MOD, interest(c));
  options.protocol->greet(c);
}

static void read_some(struct connection *c) {
  size_t carried = c->carry.length;
  if (carried > GULP / 2) {
    broke(c, "frame too long", NULL, 0);
    return;
  }
  if (carried) memcpy(gulp, c->carry.bytes, carried);
  ssize_t got = recv(c->fd, gulp + carried, GULP - carried, 0);
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (got <= 0) {
    broke(c, got ? "reset by the server" : "closed by the server", NULL, 0);
    return;
  }
  size_t length = carried + (size_t)got;
  size_t used = options.protocol->parse(c, gulp, length);
  c->carry.length = 0;
  if (used < length) buffer_add(&c->carry, gulp + used, length - used);
}

static void flush(struct connection *c) {
  struct buffer *out = &c->out;
  if (c->stage == CLOSED || c->stage == CONNECTING) return;
  while (out->from < out->length) {
    ssize_t put = send(c->fd, out->bytes + out->from, out->length - out->from, MSG_NOSIGNAL);
    if (put < 0 && errno == EINTR) continue;
    if (put < 0 && errno != EAGAIN) {
      broke(c, "reset by the server", NULL, 0);
      return;
    }
    if (put < 0) break;
    out->from += (size_t)put;
  }
  bool full = out->from < out->length;
  if (full == c->waits_for_room) return;
  c->waits_for_room = full;
  watch(c, EPOLL_CTL_MOD, interest(c));
}

void connection_event(struct connection *c, uint32_t events) {
  if (c->stage == CONNECTING) {
    connected(c);
    return;
  }
  if (events & EPOLLOUT) flush(c);
  if (events & EPOLLIN) read_some(c);
  else if (events & (EPOLLHUP | EPOLLERR)) broke(c, "reset by the server", NULL, 0);
}

void connection_touch(struct connection *c) {
  if (c->dirty) return;
  c->dirty = true;
  if (dirty_count == dirty_capacity) {
    dirty_capacity = dirty_capacity ? dirty_capacity * 2 : 1024;
    dirty = realloc(dirty, dirty_capacity * sizeof *dirty);
    if (!dirty) abort();
  }
  dirty[dirty_count++] = c;
}

void connections_flush(void) {
  for (size_t i = 0; i < dirty_count; i++) {
    dirty[i]->dirty = false;
    if (!dirty[i]->waits_for_room) flush(dirty[i]);
  }
  dirty_count = 0;
}

void connection_stall(struct connection *c) {
  c->stalled = true;
  watch(c, EPOLL_CTL_MOD, interest(c));
}
