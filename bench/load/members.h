/* All connections of a run: dialled a few at a time, each brought as far as the run wants it. */
#ifndef MEMBERS_H
#define MEMBERS_H
#include "load.h"

/* Channel by channel; the last `stalled` of a channel's members are those who never read. */
extern struct connection *members;
extern uint32_t member_count, members_per_channel;

void members_prepare(uint32_t channels, uint32_t per_channel, enum stage wanted);
/* Dials more while fewer than `pending` are on their way. */
void members_dial(void);
/* Whether all are there. */
bool members_complete(void);

#endif
