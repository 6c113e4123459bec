/* From messages to calls: a new world, and one step in it. */
#ifndef STEP_H
#define STEP_H
#include "calls.h"

struct outcome world_reset(const char *setup);
struct outcome world_step(const char *step);
#endif
