/* Who posts when: windows kept full (closed loop), or a schedule (fixed rate). */
#ifndef TRAFFIC_H
#define TRAFFIC_H
#include "load.h"

extern bool traffic_closed_loop;

/* Chooses the posters and what acknowledges whom. */
void traffic_prepare(void);
/* Fills the windows, or begins the schedule. */
void traffic_start(void);
/* Posts what is due; returns when the next is, as nanoseconds of the clock, or 0 for never. */
uint64_t traffic_due(uint64_t now);
void traffic_stop(void);
/* How many deliveries the readers still wait for. */
uint64_t traffic_owed(void);

#endif
