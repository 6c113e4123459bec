/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include <errno.h>
#include <sched.h>
#include "agent.h"

static int usable[64];
static int count;

void cpus_learn(void)
{
	cpu_set_t set;

	if (sched_getaffinity(0, sizeof(set), &set) < 0)
		return;
	for (int cpu = 0; cpu < CPU_SETSIZE && count < 64; cpu++)
		if (CPU_ISSET(cpu, &set))
			usable[count++] = cpu;
}

int cpus_count(void)
{
	return count > 0 ? count : 1;
}

bool cpus_pin(pid_t pid, int n)
{
	cpu_set_t set;

	errno = EINVAL;
	if (n < 0 || n >= count)
		return false;
	CPU_ZERO(&set);
	CPU_SET(usable[n], &set);
	return sched_setaffinity(pid, sizeof(set), &set) == 0;
}
