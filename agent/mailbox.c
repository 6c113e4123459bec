/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Memory that the agent and the processes of a trace have in common. Each process has a box in it with a request, a reply, and whose
 * turn it is. Who waits for somebody on another CPU need not be woken, and a wake-up is the dearest part of a step in an emulated machine.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>
#include "agent.h"

#define PAGE 4096
/* As in <linux/futex.h>, which a C library need not bring. */
#define FUTEX_WAIT 0
#define FUTEX_WAKE 1
/* The descriptor of the memory: above those of a trace, below the usual limit. It outlives exec. */
#define MEMORY 400
/* A machine that nobody talks to goes to sleep; in milliseconds. */
#define MOST_BUSY 1000

/* Whose turn it is. RESTS: the agent's, and the process is not to wait on its CPU. */
enum turn { AGENTS, WORKERS, RESTS };

struct box {
	atomic_int turn;
	atomic_int asleep; /* whether the process sleeps until its turn comes, or is about to */
	struct request request;
	struct reply reply;
};

/* At the same place in all processes, also behind an exec. */
static union {
	struct {
		atomic_int bell;   /* counts replies and deaths */
		atomic_int asleep; /* whether the agent sleeps until it rings, or is about to */
		struct box boxes[PROCESSES];
	};
	char pages[(PROCESSES * sizeof(struct box) / PAGE + 2) * PAGE];
} shared __attribute__((aligned(PAGE)));

static long futex(atomic_int *word, int operation, int value, const struct timespec *most)
{
	return syscall(SYS_futex, word, operation, value, most, NULL, 0);
}

bool mailboxes_join(void)
{
	return mmap(&shared, sizeof(shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, MEMORY, 0) == &shared;
}

bool mailboxes_make(void)
{
	int fd = (int)syscall(SYS_memfd_create, "ptshare-agent", 0);
	bool made = fd >= 0 && ftruncate(fd, sizeof(shared)) == 0 && dup2(fd, MEMORY) == MEMORY;

	if (fd >= 0)
		close(fd);
	return made && mailboxes_join();
}

void mailbox_prepare(int slot)
{
	shared.boxes[slot].asleep = 0;
	shared.boxes[slot].turn = WORKERS;
}

void mailbox_put(int slot, const struct request *request)
{
	struct box *box = &shared.boxes[slot];

	box->request = *request;
	box->turn = WORKERS;
	if (box->asleep)
		futex(&box->turn, FUTEX_WAKE, 1, NULL);
}

bool mailbox_take(int slot, struct reply *reply)
{
	if (shared.boxes[slot].turn == WORKERS)
		return false;
	*reply = shared.boxes[slot].reply;
	return true;
}

void mailbox_rest(int slot)
{
	int expected = AGENTS;

	atomic_compare_exchange_strong(&shared.boxes[slot].turn, &expected, RESTS);
}

bool mailbox_sleeps(int slot)
{
	return shared.boxes[slot].asleep != 0;
}

int mailbox_bell(void)
{
	return shared.bell;
}

void mailbox_ring(void)
{
	shared.bell++;
}

bool mailbox_listen(int bell, long milliseconds)
{
	struct timespec most = { .tv_sec = milliseconds / 1000, .tv_nsec = milliseconds % 1000 * 1000000 };
	bool late;

	shared.asleep = 1;
	late = futex(&shared.bell, FUTEX_WAIT, bell, &most) < 0 && errno == ETIMEDOUT;
	shared.asleep = 0;
	return !late;
}

void mailbox_reply(int slot, const struct reply *reply)
{
	struct box *box = &shared.boxes[slot];

	box->reply = *reply;
	box->turn = AGENTS;
	shared.bell++;
	if (shared.asleep)
		futex(&shared.bell, FUTEX_WAKE, 1, NULL);
}

static bool too_long(const struct timespec *since)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (now.tv_sec - since->tv_sec) * 1000 + (now.tv_nsec - since->tv_nsec) / 1000000 > MOST_BUSY;
}

/* Runs on where it is to stay. An idle CPU would take up other work, or put off what it should forget. */
static void stay_for(struct box *box)
{
	struct timespec start;
	unsigned int turns = 0;

	clock_gettime(CLOCK_MONOTONIC, &start);
	/* To ask for the time is dear. */
	while (box->turn == AGENTS && (++turns % 1024 != 0 || !too_long(&start)))
		__builtin_ia32_pause();
}

const struct request *mailbox_await(int slot, bool stay)
{
	struct box *box = &shared.boxes[slot];

	if (stay)
		stay_for(box);
	for (int turn = box->turn; turn != WORKERS; turn = box->turn) {
		box->asleep = 1;
		futex(&box->turn, FUTEX_WAIT, turn, NULL);
		box->asleep = 0;
	}
	return &box->request;
}
