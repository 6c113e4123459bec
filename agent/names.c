/* SPDX-License-Identifier: Apache-2.0 */
/* Names of files that lie elsewhere than in the folder of the trace. */
#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>
#include "agent.h"

#define NAMES 64

static struct {
	char name[NAME_BYTES];
	enum where where;
} names[NAMES];
static int count;

void names_clear(void)
{
	count = 0;
}

bool names_add(const char *name, enum where where)
{
	if (count == NAMES)
		return false;
	snprintf(names[count].name, NAME_BYTES, "%s", name);
	names[count++].where = where;
	return true;
}

enum where names_where(const char *name)
{
	for (int i = 0; i < count; i++)
		if (strcmp(names[i].name, name) == 0)
			return names[i].where;
	return IN_FOLDER;
}

const char *names_next(enum where where, int *at)
{
	while (*at < count) {
		int i = (*at)++;

		if (names[i].where == where)
			return names[i].name;
	}
	return NULL;
}
