#ifndef OPTIONS_H
#define OPTIONS_H
#include "load.h"

/* Fills `options`, or ends the program with a reason. */
void read_options(int count, char **arguments);

#endif
