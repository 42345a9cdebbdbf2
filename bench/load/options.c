/* The command line of the generator. Every flag has a value; README.md tells what a run is. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "options.h"

struct options options = {
  .mode = "closed", .name = "n", .channels = 1, .members = 10, .window = 64, .pending = 128,
  .rate = 1, .warm_up = 1, .seconds = 3,
};

static const struct protocol *const protocols[] = {
  &pychat_raw, &pychat_websocket, &floor_protocol, &irc, &mqtt, &nats, &redis, &ws,
};

static void fail(const char *what, const char *flag) {
  fprintf(stderr, "Cannot start: %s %s\n", what, flag);
  exit(2);
}

static const struct protocol *protocol_named(const char *name) {
  for (size_t i = 0; i < sizeof protocols / sizeof *protocols; i++)
    if (!strcmp(protocols[i]->name, name)) return protocols[i];
  fail("no protocol", name);
  return NULL;
}

static void take(const char *flag, const char *value) {
  if (!strcmp(flag, "--protocol")) options.protocol = protocol_named(value);
  else if (!strcmp(flag, "--mode")) options.mode = value;
  else if (!strcmp(flag, "--accounts")) options.accounts = value;
  else if (!strcmp(flag, "--name")) options.name = value;
  else if (!strcmp(flag, "--port")) options.port = atoi(value);
  else if (!strcmp(flag, "--server-pid")) options.server_pid = atoi(value);
  else if (!strcmp(flag, "--channels")) options.channels = strtoul(value, NULL, 10);
  else if (!strcmp(flag, "--members")) options.members = strtoul(value, NULL, 10);
  else if (!strcmp(flag, "--window")) options.window = strtoul(value, NULL, 10);
  else if (!strcmp(flag, "--stalled")) options.stalled = strtoul(value, NULL, 10);
  else if (!strcmp(flag, "--connections")) options.connections = strtoul(value, NULL, 10);
  else if (!strcmp(flag, "--pending")) options.pending = strtoul(value, NULL, 10);
  else if (!strcmp(flag, "--rate")) options.rate = atof(value);
  else if (!strcmp(flag, "--warm-up")) options.warm_up = atof(value);
  else if (!strcmp(flag, "--seconds")) options.seconds = atof(value);
  else fail("unknown flag", flag);
}

void read_options(int count, char **arguments) {
  for (int i = 1; i < count; i += 2) {
    if (i + 1 == count) fail("no value for", arguments[i]);
    take(arguments[i], arguments[i + 1]);
  }
  if (!options.protocol) fail("missing", "--protocol");
  if (!options.port) fail("missing", "--port");
  if (options.protocol->needs_account && !options.accounts) fail("missing", "--accounts");
}
