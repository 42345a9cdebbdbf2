/* One connection's socket: dialling, reading in large gulps, writing what is in its output buffer. */
#ifndef CONNECTION_H
#define CONNECTION_H
#include "load.h"

extern int poller;

/* Begins to connect; epoll tells when it is done. */
void connection_dial(struct connection *);
/* What epoll reported. */
void connection_event(struct connection *, uint32_t events);
/* Remembers that there is output; connections_flush writes it. */
void connection_touch(struct connection *);
void connections_flush(void);
/* Never reads again. */
void connection_stall(struct connection *);

#endif
