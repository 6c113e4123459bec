/* SPDX-License-Identifier: Apache-2.0 */
/* Runs in a process of a trace. It uses no heap: whatever it maps belongs to the trace. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "agent.h"

/* Where a signal goes back to. Threads (OP_CLONE_VM) share it: the agent asks one process at a time. */
static sigjmp_buf back;
static volatile sig_atomic_t armed;
static volatile int caught, caught_code;

/* Memory of this program, which no step may take away. */
#define OWN_RANGES 32
static struct { uint64_t start, end; } own[OWN_RANGES];
static int owned;
/* The stack grows down to here without asking. */
#define STACK_ROOM (1 << 20)
#define CLONE_STACK (1 << 16)

static void on_signal(int signal, siginfo_t *info, void *context)
{
	(void)context;
	if (!armed)
		_exit(128 + signal);
	caught = signal;
	caught_code = info->si_code;
	siglongjmp(back, 1);
}

/* Reads /proc/self/maps by hand: the C library's streams would allocate. */
void worker_learn_memory(void)
{
	static char text[16384];
	size_t filled = 0;
	ssize_t n;
	int fd = open("/proc/self/maps", O_RDONLY | O_CLOEXEC);

	owned = 0;
	if (fd < 0)
		return;
	while (filled < sizeof(text) - 1 && (n = read(fd, text + filled, sizeof(text) - 1 - filled)) > 0)
		filled += n;
	close(fd);
	text[filled] = '\0';
	for (char *line = text; *line != '\0' && owned < OWN_RANGES;) {
		char *end = strchr(line, '\n');
		char *dash;

		if (end == NULL)
			break;
		*end = '\0';
		own[owned].start = strtoull(line, &dash, 16);
		own[owned].end = strtoull(dash + 1, NULL, 16);
		if (strstr(line, "[stack]") != NULL)
			own[owned].start -= STACK_ROOM;
		owned++;
		line = end + 1;
	}
}

bool worker_owns(uint64_t start, uint64_t length)
{
	uint64_t end = start + length < start ? UINT64_MAX : start + length;

	for (int i = 0; i < owned; i++)
		if (start < own[i].end && end > own[i].start)
			return true;
	return false;
}

struct reply worker_unsupported(const char *what)
{
	struct reply reply = { .kind = UNSUPPORTED };

	snprintf(reply.what, sizeof(reply.what), "%s", what);
	return reply;
}

struct reply worker_result(long value)
{
	if (value == -1)
		return (struct reply){ .kind = REFUSED, .error = errno };
	return (struct reply){ .kind = DONE, .value = (uint64_t)value };
}

static struct reply access_byte(const struct request *ask)
{
	volatile uint8_t *at = (volatile uint8_t *)ask->arg[0];
	struct reply reply = { .kind = DONE };

	if (worker_owns(ask->arg[0], 1))
		return worker_unsupported("an access to memory of the agent");
	if (sigsetjmp(back, 1) != 0) {
		armed = 0;
		return (struct reply){ .kind = FAULT, .signal = caught, .code = caught_code };
	}
	armed = 1;
	if (ask->op == OP_LOAD)
		reply.value = *at;
	else
		*at = (uint8_t)ask->arg[1];
	armed = 0;
	return reply;
}

struct reply worker_take_in(int fd, bool cloexec)
{
	/* Low numbers are the program's own; the traces' begin at 16. */
	int moved = fd < 0 ? -1 : fcntl(fd, cloexec ? F_DUPFD_CLOEXEC : F_DUPFD, 16), error = errno;

	if (fd >= 0)
		close(fd);
	errno = error;
	return worker_result(moved);
}

/* The child has its own mailbox, which the agent has reserved; the agent is its parent, and sees it die. */
static struct reply fork_process(const struct request *ask)
{
	long pid = syscall(SYS_clone, CLONE_PARENT | SIGCHLD, 0, 0, 0, 0);

	if (pid == 0)
		worker_run((int)ask->arg[0]);
	return worker_result(pid);
}

static int thread_run(void *slot)
{
	worker_run((int)(intptr_t)slot);
}

/* A process in the same address space: what "sharing everything" looks like. */
static struct reply clone_vm(const struct request *ask)
{
	static char stack[CLONE_STACK] __attribute__((aligned(16)));

	return worker_result(clone(thread_run, stack + CLONE_STACK, CLONE_VM | CLONE_PARENT | SIGCHLD, (void *)(intptr_t)ask->arg[0]));
}

static struct reply exec_again(int slot)
{
	char number[16];
	char *argv[] = { "agent", "--worker", number, NULL };

	snprintf(number, sizeof(number), "%d", slot);
	execv("/proc/self/exe", argv);
	return worker_result(-1);
}

static struct reply map(const struct request *ask)
{
	const uint64_t *a = ask->arg;

	if ((a[3] & MAP_FIXED) != 0 && worker_owns(a[0], a[1]))
		return worker_unsupported("a mapping over memory of the agent");
	return worker_result(syscall(SYS_mmap, a[0], a[1], a[2], a[3], a[4], a[5]));
}

static struct reply remap(const struct request *ask)
{
	const uint64_t *a = ask->arg;

	if (worker_owns(a[0], a[1]) || ((a[3] & MREMAP_FIXED) != 0 && worker_owns(a[4], a[2])))
		return worker_unsupported("a move of, or over, memory of the agent");
	return worker_result(syscall(SYS_mremap, a[0], a[1], a[2], a[3], a[4]));
}

/* Past the C library, which may round an address or refuse a length by itself. */
static struct reply perform(const struct request *ask, int slot)
{
	const uint64_t *a = ask->arg;

	switch (ask->op) {
	case OP_OPEN:
		return worker_take_in(open(ask->path, (int)a[0], 0600), (a[0] & O_CLOEXEC) != 0);
	case OP_CLOSE:
		return worker_result(close((int)a[0]));
	case OP_FTRUNCATE:
		return worker_result(ftruncate((int)a[0], (off_t)a[1]));
	case OP_MMAP:
		return map(ask);
	case OP_MREMAP:
		return remap(ask);
	case OP_MUNMAP:
	case OP_MPROTECT:
	case OP_MADVISE:
		if (worker_owns(a[0], a[1]))
			return worker_unsupported("a change of memory of the agent");
		if (ask->op == OP_MUNMAP)
			return worker_result(syscall(SYS_munmap, a[0], a[1]));
		if (ask->op == OP_MPROTECT)
			return worker_result(syscall(SYS_mprotect, a[0], a[1], a[2]));
		return worker_result(syscall(SYS_madvise, a[0], a[1], a[2]));
	case OP_LOAD:
	case OP_STORE:
		return access_byte(ask);
	case OP_FORK:
		return fork_process(ask);
	case OP_CLONE_VM:
		return clone_vm(ask);
	case OP_EXEC:
		return exec_again(slot);
	case OP_EXIT:
		_exit(0);
	default:
		return region_call(ask);
	}
}

static void catch_signals(void)
{
	struct sigaction action = { .sa_sigaction = on_signal, .sa_flags = SA_SIGINFO | SA_NODEFER };

	sigaction(SIGSEGV, &action, NULL);
	sigaction(SIGBUS, &action, NULL);
}

void worker_run(int slot)
{
	struct reply reply = { .kind = DONE };
	bool stay = false;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	catch_signals();
	for (;;) {
		const struct request *ask;

		mailbox_reply(slot, &reply);
		ask = mailbox_await(slot, stay);
		stay = ask->stay;
		reply = perform(ask, slot);
	}
}
