/*
 * The floor: what a C server can do with pychat's delivered bytes and nothing else. One thread, one epoll. All messages that
 * arrived in one round are gathered per channel and written once per member; a member is a position in his channel's chunks.
 * A client says the number of its channel (4 bytes), then posts of a fixed size.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "bytes.h"

enum { EVENTS = 1024, CHANNELS = 1024, PIECES = 64, GULP = 512 * 1024 };
enum { POST_BYTES = 4 + 57 + 200, POST_TAIL = 4 + 33, TAIL_BYTES = 16 + 8 + 200, SAID_BYTES = 4 + 13 + TAIL_BYTES };

/* One round's frames; it goes when every member is past it. */
struct chunk {
  struct chunk *next;
  size_t length;
  uint32_t holders;
  uint8_t bytes[];
};

struct member {
  int fd;
  struct channel *channel;
  struct chunk *at; /* NULL: has everything */
  size_t offset, carried;
  bool waits;
  uint8_t carry[POST_BYTES];
};

struct channel {
  struct member **members;
  uint32_t count, capacity;
  uint64_t cursor;
  struct chunk *last;
  uint8_t *round;
  size_t length, room;
  bool touched;
};

static struct channel channels[CHANNELS];
static struct channel *touched[CHANNELS];
static uint32_t touched_count;
static uint8_t gulp[GULP];
static int poller;

static void watch(struct member *member, uint32_t events) {
  struct epoll_event event = { .events = events, .data.ptr = member };
  epoll_ctl(poller, EPOLL_CTL_MOD, member->fd, &event);
}

static struct chunk *release(struct chunk *chunk) {
  struct chunk *next = chunk->next;
  if (--chunk->holders == 0) free(chunk);
  return next;
}

static void advance(struct member *member, size_t written) {
  while (member->at && written >= member->at->length - member->offset) {
    written -= member->at->length - member->offset;
    member->at = release(member->at);
    member->offset = 0;
  }
  member->offset += written;
}

static void write_all(struct member *member) {
  while (member->at) {
    struct iovec pieces[PIECES];
    int count = 0;
    size_t offset = member->offset, size = 0;
    for (struct chunk *chunk = member->at; chunk && count < PIECES; chunk = chunk->next, offset = 0) {
      pieces[count++] = (struct iovec){ chunk->bytes + offset, chunk->length - offset };
      size += chunk->length - offset;
    }
    ssize_t written = count == 1 ? send(member->fd, pieces[0].iov_base, size, MSG_NOSIGNAL) : writev(member->fd, pieces, count);
    if (written > 0) advance(member, (size_t)written);
    if (written < (ssize_t)size) break;
  }
  bool waits = member->at != NULL;
  if (waits != member->waits) watch(member, waits ? EPOLLIN | EPOLLOUT : EPOLLIN);
  member->waits = waits;
}

static void leave(struct member *member) {
  struct channel *channel = member->channel;
  for (uint32_t i = 0; channel && i < channel->count; i++)
    if (channel->members[i] == member) channel->members[i--] = channel->members[--channel->count];
  while (member->at) member->at = release(member->at);
  close(member->fd);
  free(member);
}

static void join(struct member *member, uint32_t number) {
  struct channel *channel = &channels[number % CHANNELS];
  if (channel->count == channel->capacity) {
    channel->capacity = channel->capacity ? channel->capacity * 2 : 16;
    channel->members = realloc(channel->members, channel->capacity * sizeof *channel->members);
  }
  channel->members[channel->count++] = member;
  member->channel = channel;
}

/* A post's tail (channel, counter, body) is copied as it came; in front of it go header, tag, author and cursor. */
static void take(struct member *member, const uint8_t *post) {
  struct channel *channel = member->channel;
  if (channel->length + SAID_BYTES > channel->room) {
    channel->room = (channel->length + SAID_BYTES) * 2;
    channel->round = realloc(channel->round, channel->room);
  }
  uint8_t *at = channel->round + channel->length;
  *at++ = 0x82;
  *at++ = 126;
  at = write_u16(at, SAID_BYTES - 4);
  *at++ = 0xa0;
  at = write_u32(at, 0);
  at = write_u64(at, ++channel->cursor);
  memcpy(at, post + POST_TAIL, TAIL_BYTES);
  channel->length += SAID_BYTES;
  if (!channel->touched) touched[touched_count++] = channel;
  channel->touched = true;
}

static void read_posts(struct member *member) {
  memcpy(gulp, member->carry, member->carried);
  ssize_t got = recv(member->fd, gulp + member->carried, GULP - POST_BYTES, 0);
  if (got <= 0) {
    if (got == 0 || errno != EAGAIN) leave(member);
    return;
  }
  size_t length = member->carried + (size_t)got, at = 0;
  if (!member->channel && length >= 4) {
    join(member, read_u32(gulp));
    at = 4;
  }
  for (; member->channel && length - at >= POST_BYTES; at += POST_BYTES) take(member, gulp + at);
  member->carried = length - at;
  memcpy(member->carry, gulp + at, member->carried);
}

static void deliver(struct channel *channel) {
  struct chunk *chunk = malloc(sizeof *chunk + channel->length);
  chunk->next = NULL;
  chunk->length = channel->length;
  chunk->holders = channel->count + 1; /* the channel holds its last chunk, to hang the next one on */
  memcpy(chunk->bytes, channel->round, channel->length);
  if (channel->last) {
    channel->last->next = chunk;
    release(channel->last);
  }
  channel->last = chunk;
  channel->length = 0;
  channel->touched = false;
  for (uint32_t i = 0; i < channel->count; i++) {
    struct member *member = channel->members[i];
    if (!member->at) member->at = chunk;
    if (!member->waits) write_all(member);
  }
}

static void admit(int listener) {
  int fd, yes = 1;
  while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
    struct member *member = calloc(1, sizeof *member);
    struct epoll_event event = { .events = EPOLLIN, .data.ptr = member };
    member->fd = fd;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    epoll_ctl(poller, EPOLL_CTL_ADD, fd, &event);
  }
}

static int listen_on(int port) {
  int yes = 1, listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener, 4096) < 0) {
    perror("Cannot listen");
    exit(1);
  }
  return listener;
}

static void handle(const struct epoll_event *event, int listener) {
  struct member *member = event->data.ptr;
  if (!member) {
    admit(listener);
    return;
  }
  if (event->events & EPOLLOUT) write_all(member);
  if (event->events & ~(uint32_t)EPOLLOUT) read_posts(member);
}

int main(int count, char **arguments) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  signal(SIGPIPE, SIG_IGN);
  int listener = listen_on(count > 1 ? atoi(arguments[1]) : 17000);
  struct epoll_event event = { .events = EPOLLIN, .data.ptr = NULL };
  poller = epoll_create1(EPOLL_CLOEXEC);
  epoll_ctl(poller, EPOLL_CTL_ADD, listener, &event);
  for (;;) {
    struct epoll_event events[EVENTS];
    int ready = epoll_wait(poller, events, EVENTS, -1);
    for (int i = 0; i < ready; i++) handle(&events[i], listener);
    for (uint32_t i = 0; i < touched_count; i++) deliver(touched[i]);
    touched_count = 0;
  }
}
