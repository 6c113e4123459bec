/* SPDX-License-Identifier: Apache-2.0 */
/* Reads messages of the protocol (docs/protocol.md) and answers them. As process 1 it is the init of a virtual machine. */
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "agent.h"

#define LONGEST (1 << 20)
/* A page that was read takes two digits for each byte. */
#define ANSWER 9216

static bool in_guest;

static void greet(long seq)
{
	out_text("{\"seq\":%ld,\"protocol\":1,\"body\":{\"name\":\"linux-agent\",\"version\":\"1\",\"generations\":[],\"shows\":[\"present\"],"
		 "\"calls\":[\"open\",\"close\",\"ftruncate\",\"mmap\",\"munmap\",\"mprotect\",\"madvise\",\"mremap\",\"fork\",\"exec\",\"exit\","
		 "\"load\",\"store\",\"present\",\"mount\",\"umount\",\"unlink\",\"read\",\"fstat\",\"fallocate\",\"ioctl\",\"pass-fd\","
		 "\"mshare\",\"mshare_unlink\",\"mshare_create\",\"mshare_attach\",\"mshare_detach\",\"mshare_map\",\"mshare_unmap\","
		 "\"mshare_protect\",\"mshare_advise\"],\"notes\":\"%s, %d CPUs\"},\"traces\":true,\"window\":16,\"longest\":%d}\n",
		 seq, in_guest ? "a virtual machine" : "this kernel", cpus_count(), LONGEST);
}

/* A whole trace. An error ends it: the entries so far have been written, with `more`. */
static void perform_trace(long seq, struct piece message, char *answer)
{
	struct piece steps = json_inner(message, "steps"), step;
	const char *comma = "";

	if (!world_reset(json_inner(message, "setup"), answer, ANSWER)) {
		out_text("{\"seq\":%ld,%s}\n", seq, answer);
		return;
	}
	out_text("{\"seq\":%ld,\"entries\":[", seq);
	while (json_next_object(&steps, &step)) {
		if (!world_step(step, answer, ANSWER)) {
			out_text("],\"more\":true}\n{\"seq\":%ld,%s}\n", seq, answer);
			return;
		}
		out_text("%s{%s}", comma, answer);
		comma = ",";
	}
	out_text("]}\n");
}

/* False when there is nothing more to do. */
static bool handle(struct piece message)
{
	static char answer[ANSWER];
	long seq = json_number(message, "seq", 0);
	char kind[16] = "";

	json_text(message, "kind", kind, sizeof(kind));
	if (strcmp(kind, "hello") == 0) {
		/* A call that does not return is given up in time to say so. */
		processes_limit(json_number(message, "stepMilliseconds", 1000) * 8 / 10);
		greet(seq);
	} else if (strcmp(kind, "reset") == 0) {
		world_reset(json_inner(message, "setup"), answer, sizeof(answer));
		out_text("{\"seq\":%ld,%s}\n", seq, answer);
	} else if (strcmp(kind, "step") == 0) {
		world_step(json_inner(message, "step"), answer, sizeof(answer));
		out_text("{\"seq\":%ld,%s}\n", seq, answer);
	} else if (strcmp(kind, "trace") == 0) {
		perform_trace(seq, message, answer);
	} else if (strcmp(kind, "agent") == 0) {
		look_private(message, answer, sizeof(answer));
		out_text("{\"seq\":%ld,%s}\n", seq, answer);
	} else if (strcmp(kind, "look") == 0) {
		out_text("{\"seq\":%ld,\"outcome\":{\"result\":\"unsupported\"}}\n", seq);
	} else if (strcmp(kind, "stop") == 0) {
		world_clear();
		out_text("{\"seq\":%ld,\"outcome\":{\"result\":\"done\"}}\n", seq);
		return false;
	} else {
		out_text("{\"seq\":%ld,\"error\":\"unknown-kind\"}\n", seq);
	}
	return true;
}

/* Reads until the other side ends or says stop; answers go out when no whole line is left. */
static void serve(int from)
{
	static char text[LONGEST + 1];
	size_t have = 0;
	char *line = text, *end;

	for (;;) {
		while ((end = memchr(line, '\n', text + have - line)) != NULL) {
			if (!handle((struct piece){ line, end }))
				return;
			line = end + 1;
		}
		have -= line - text;
		memmove(text, line, have);
		line = text;
		out_flush();
		if (have == LONGEST)
			return; /* longer than was agreed on */
		ssize_t n = read(from, text + have, LONGEST - have);

		if (n > 0) {
			have += n;
		} else if (n == 0 || (errno != EINTR && errno != EAGAIN)) {
			/* The port of a virtual machine reads as ended until the host has opened its side. */
			if (!in_guest)
				return;
			usleep(1000);
		} else if (errno == EAGAIN) {
			struct pollfd wait = { .fd = from, .events = POLLIN };

			poll(&wait, 1, 1000);
		}
	}
}

int main(int argc, char **argv)
{
	int from = 0;

	if (argc == 3 && strcmp(argv[1], "--worker") == 0 && mailboxes_join()) {
		worker_learn_memory();
		worker_run(atoi(argv[2]));
	}
	cpus_learn();
	if (!processes_prepare() || !regions_prepare()) {
		fprintf(stderr, "ptshare-agent: no memory or no descriptors for messages to processes (memfd_create, ulimit -n): %s\n", strerror(errno));
		return 2;
	}
	in_guest = getpid() == 1;
	if (in_guest) {
		from = guest_begin();
		out_to(from);
		/* Where most steps are performed: to wake somebody on another CPU costs an interrupt. */
		cpus_pin(0, 0);
		processes_stay();
	} else if (!native_begin(argc, argv)) {
		return 2;
	}
	serve(from);
	out_flush();
	world_clear();
	if (in_guest)
		guest_end();
	native_end();
	return 0;
}
