#include "members.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "accounts.h"
#include "body.h"
#include "connection.h"
#include "tally.h"

struct connection *members;
uint32_t member_count, members_per_channel;
static uint32_t dialled, there;
static enum stage wanted;

void members_prepare(uint32_t channels, uint32_t per_channel, enum stage stage) {
  wanted = stage;
  members_per_channel = per_channel;
  member_count = channels * per_channel;
  members = calloc(member_count, sizeof *members);
  if (!members) abort();
  struct account *accounts = options.protocol->needs_account ? accounts_read(options.accounts, member_count) : NULL;
  for (uint32_t i = 0; i < member_count; i++) {
    struct connection *c = &members[i];
    c->index = i, c->channel = i / per_channel, c->id = body_id(i), c->fd = -1;
    if (accounts) c->account = &accounts[i];
  }
}

void members_dial(void) {
  while (dialled < member_count && dialled - there - (uint32_t)tally.closed < options.pending)
    connection_dial(&members[dialled++]);
}

bool members_complete(void) {
  return there == member_count;
}

void is_ready(struct connection *c) {
  if (c->stage != GREETING) return;
  c->stage = READY;
  if (wanted == READY) there++;
  else options.protocol->join(c);
}

void is_joined(struct connection *c) {
  if (c->stage != READY) return;
  c->stage = JOINED;
  there++;
}

void broke(struct connection *c, const char *why, const void *detail, size_t length) {
  if (c->stage == CLOSED) return;
  if (!*tally.error)
    snprintf(tally.error, sizeof tally.error, "%s %.*s (member %u, stage %d, errno %d)", why, (int)(length < 90 ? length : 90),
             detail ? (const char *)detail : "", c->index, c->stage, errno);
  if (c->stalled) tally.stalled_closed++;
  else tally.closed++;
  c->stage = CLOSED;
  if (c->fd >= 0) close(c->fd);
}
