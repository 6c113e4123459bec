/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "agent.h"

static int target = 1;
static char buffer[1 << 18];
static size_t filled;

void out_to(int fd)
{
	target = fd;
}

void out_flush(void)
{
	size_t at = 0;

	while (at < filled) {
		ssize_t n = write(target, buffer + at, filled - at);

		if (n >= 0) {
			at += n;
		} else if (errno == EAGAIN) {
			struct pollfd wait = { .fd = target, .events = POLLOUT };

			poll(&wait, 1, 1000);
		} else if (errno != EINTR) {
			_exit(4); /* Nobody listens any more. */
		}
	}
	filled = 0;
}

void out_text(const char *format, ...)
{
	va_list args;
	int n;

	/* No piece is longer than this. */
	if (sizeof(buffer) - filled < 16384)
		out_flush();
	va_start(args, format);
	n = vsnprintf(buffer + filled, sizeof(buffer) - filled, format, args);
	va_end(args);
	if (n > 0)
		filled += (size_t)n < sizeof(buffer) - filled ? (size_t)n : sizeof(buffer) - filled - 1;
}
