/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "agent.h"

static const struct piece NONE;

/* Behind "key": or NULL. Keys occur as keys only, so text search is enough. */
static const char *find(struct piece in, const char *key)
{
	char quoted[80];
	int length = snprintf(quoted, sizeof(quoted), "\"%s\":", key);
	const char *at;

	if (in.start == NULL)
		return NULL;
	at = memmem(in.start, in.end - in.start, quoted, length);
	return at == NULL ? NULL : at + length;
}

bool json_text(struct piece in, const char *key, char *out, size_t size)
{
	const char *at = find(in, key), *end;

	if (at == NULL || *at != '"')
		return false;
	end = memchr(at + 1, '"', in.end - at - 1);
	if (end == NULL || (size_t)(end - at - 1) >= size)
		return false;
	memcpy(out, at + 1, end - at - 1);
	out[end - at - 1] = '\0';
	return true;
}

bool json_hex(struct piece in, const char *key, uint64_t *out)
{
	char digits[32];

	if (!json_text(in, key, digits, sizeof(digits)))
		return false;
	*out = strtoull(digits, NULL, 16);
	return true;
}

long json_number(struct piece in, const char *key, long otherwise)
{
	const char *at = find(in, key);

	return at == NULL ? otherwise : strtol(at, NULL, 10);
}

struct piece json_inner(struct piece in, const char *key)
{
	const char *at = find(in, key), *p;
	int depth = 0;
	bool quoted = false;

	if (at == NULL || (*at != '{' && *at != '['))
		return NONE;
	for (p = at; p < in.end; p++) {
		if (*p == '"')
			quoted = !quoted;
		if (quoted)
			continue;
		if (*p == '{' || *p == '[')
			depth++;
		if ((*p == '}' || *p == ']') && --depth == 0)
			return (struct piece){ at, p + 1 };
	}
	return NONE;
}

bool json_lists(struct piece in, const char *key, const char *word)
{
	struct piece list = json_inner(in, key);
	char quoted[80];
	int length = snprintf(quoted, sizeof(quoted), "\"%s\"", word);

	return list.start != NULL && memmem(list.start, list.end - list.start, quoted, length) != NULL;
}

bool json_next_object(struct piece *rest, struct piece *object)
{
	const char *start, *end;

	if (rest->start == NULL)
		return false;
	start = memchr(rest->start, '{', rest->end - rest->start);
	if (start == NULL)
		return false;
	end = memchr(start, '}', rest->end - start);
	if (end == NULL)
		return false;
	*object = (struct piece){ start, end + 1 };
	rest->start = end + 1;
	return true;
}

bool json_next_string(struct piece *rest, char *out, size_t size)
{
	const char *start, *end;

	if (rest->start == NULL)
		return false;
	start = memchr(rest->start, '"', rest->end - rest->start);
	if (start == NULL)
		return false;
	end = memchr(start + 1, '"', rest->end - start - 1);
	if (end == NULL || (size_t)(end - start - 1) >= size)
		return false;
	memcpy(out, start + 1, end - start - 1);
	out[end - start - 1] = '\0';
	rest->start = end + 1;
	return true;
}
