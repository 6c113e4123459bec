/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers of system calls and ioctls that no kernel has for good: as posted where something was posted, and an option each. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "agent.h"

/* mshare() and mshare_unlink() as of April 2022, the ioctls as of August 2025. */
static struct {
	const char *option;
	long number;
	bool withheld;
} numbers[NUMBERS] = {
	{ .option = "nr_mshare", .number = 451 },
	{ .option = "nr_mshare_unlink", .number = 452 },
	{ .option = "nr_mshare_create", .number = -1 },
	{ .option = "nr_mshare_attach", .number = -1 },
	{ .option = "nr_mshare_detach", .number = -1 },
	{ .option = "nr_mshare_map", .number = -1 },
	{ .option = "nr_mshare_unmap", .number = -1 },
	{ .option = "nr_mshare_protect", .number = -1 },
	{ .option = "nr_mshare_advise", .number = -1 },
	{ .option = "ioctl_create_mapping", .number = 0x40287800 },
	{ .option = "ioctl_unmap", .number = 0x40107801 },
};

static bool claimed;

const char *number_option(int i)
{
	return numbers[i].option;
}

bool number_set(const char *option, const char *value)
{
	for (int i = 0; i < NUMBERS; i++)
		if (strcmp(numbers[i].option, option) == 0) {
			numbers[i].number = strtol(value, NULL, 0);
			return true;
		}
	return false;
}

/* By the name of the call, without what the option has before it. */
static int index_of(const char *call)
{
	for (int i = 0; i < NUMBERS; i++)
		if (strcmp(strchr(numbers[i].option, '_') + 1, call) == 0)
			return i;
	return -1;
}

long number_find(const char *call)
{
	int i = index_of(call);

	return i < 0 ? -1 : numbers[i].number;
}

bool numbers_claimed(void)
{
	return claimed;
}

void numbers_withhold(struct piece calls, bool claims)
{
	char call[32];

	claimed = claims;
	for (int i = 0; i < NUMBERS; i++)
		numbers[i].withheld = false;
	while (json_next_string(&calls, call, sizeof(call)))
		if (index_of(call) >= 0)
			numbers[index_of(call)].withheld = true;
}

bool number_is_withheld(const char *call)
{
	int i = index_of(call);

	return i >= 0 && numbers[i].withheld;
}
