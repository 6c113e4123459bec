/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
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

/* For a program that takes the place of this one: it would learn only of the CPU that it is pinned to. */
void cpus_write(char *out, size_t size)
{
	size_t used = 0;

	for (int i = 0; i < count && used < size; i++)
		used += snprintf(out + used, size - used, "%d,", usable[i]);
}

void cpus_read(const char *list)
{
	char *end;

	for (count = 0; *list != '\0' && count < 64; list = end + (*end == ',')) {
		usable[count++] = (int)strtol(list, &end, 10);
		if (end == list)
			break;
	}
}

int cpus_count(void)
{
	return count > 0 ? count : 1;
}

bool cpus_pin(int n)
{
	cpu_set_t set;

	if (n < 0 || n >= count)
		return false;
	CPU_ZERO(&set);
	CPU_SET(usable[n], &set);
	return sched_setaffinity(0, sizeof(set), &set) == 0;
}
