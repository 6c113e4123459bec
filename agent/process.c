/* SPDX-License-Identifier: Apache-2.0 */
/* The processes of a trace: children of the agent, each with a mailbox. */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "agent.h"

static struct process processes[PROCESSES];
/* Set by the death of any process: somebody has to be waited for. */
static volatile sig_atomic_t ended;
static long limit = 1000;

#define MOST_CPUS 64
static bool stays;
/* So often a CPU is offered to the others before one goes to sleep. */
#define MOST_TURNS 2000
/* By CPU: who runs on there. */
static struct process *resident[MOST_CPUS];

static void on_child(int signal)
{
	(void)signal; /* It ends the wait; reaping is done there. */
	ended = 1;
	mailbox_ring();
}

void processes_limit(long milliseconds)
{
	limit = milliseconds;
}

void processes_stay(void)
{
	stays = true;
}

/* Two that run on would push each other off the CPU, and with that empty its TLB. */
static void take_residence(struct process *process, int cpu)
{
	for (int i = 0; i < MOST_CPUS; i++)
		if (resident[i] == process && i != cpu)
			resident[i] = NULL;
	if (cpu <= 0 || cpu >= MOST_CPUS || resident[cpu] == process)
		return;
	if (resident[cpu] != NULL)
		mailbox_rest(resident[cpu]->slot);
	resident[cpu] = process;
}

static void leave_residence(const struct process *process)
{
	for (int i = 0; i < MOST_CPUS; i++)
		if (resident[i] == process)
			resident[i] = NULL;
}

/* A process that sleeps is moved by a note, one that runs by a thread of the kernel that has to be woken. */
static bool move(struct process *process, int cpu)
{
	if (process->cpu == cpu)
		return true;
	if (stays && process->cpu > 0) {
		mailbox_rest(process->slot);
		for (int turns = 0; turns < MOST_TURNS && !mailbox_sleeps(process->slot); turns++)
			__builtin_ia32_pause();
	}
	/* One that has just died is found dead when it does not answer. */
	if (!cpus_pin(process->pid, cpu) && errno != ESRCH)
		return false;
	process->cpu = cpu;
	return true;
}

bool processes_prepare(void)
{
	struct sigaction action = { .sa_handler = on_child };

	sigaction(SIGCHLD, &action, NULL);
	return mailboxes_make();
}

static void reap(void)
{
	int status;
	pid_t pid;

	ended = 0;
	while ((pid = waitpid(-1, &status, WNOHANG | __WALL)) > 0)
		for (int i = 0; i < PROCESSES; i++)
			if (processes[i].pid == pid) {
				processes[i].pid = 0;
				processes[i].status = status;
			}
}

struct process *process_find(const char *name)
{
	for (int i = 0; i < PROCESSES; i++)
		if (processes[i].used && strcmp(processes[i].name, name) == 0)
			return &processes[i];
	return NULL;
}

struct process *process_at(int slot)
{
	return slot >= 0 && slot < PROCESSES && processes[slot].used ? &processes[slot] : NULL;
}

struct process *process_reserve(const char *name, const struct process *parent)
{
	for (int i = 0; i < PROCESSES; i++) {
		struct process *process = &processes[i];

		if (process->used)
			continue;
		if (parent != NULL)
			*process = *parent;
		else
			*process = (struct process){ .cpu = -1 };
		process->pid = 0;
		process->slot = i;
		mailbox_prepare(i);
		process->used = true;
		snprintf(process->name, sizeof(process->name), "%s", name);
		return process;
	}
	return NULL;
}

struct process *process_spawn(const char *name)
{
	struct process *process = process_reserve(name, NULL);
	struct reply ready;
	char why[160];
	pid_t pid;

	if (process == NULL)
		return NULL;
	out_flush(); /* The child must not have a copy of what waits to be written. */
	pid = fork();
	if (pid == 0)
		worker_run(process->slot);
	process->pid = pid;
	if (pid > 0 && process_await(process, &ready, why, sizeof(why)))
		return process;
	process_drop(process);
	return NULL;
}

void process_drop(struct process *process)
{
	pid_t pid = process->pid;

	leave_residence(process);
	if (pid > 0) {
		kill(pid, SIGKILL);
		while (waitpid(pid, NULL, __WALL) < 0 && errno == EINTR)
			;
	}
	memset(process, 0, sizeof(*process));
}

void processes_end(void)
{
	/* All at once, then one after another: the order in which they die is not the trace's. */
	for (int i = 0; i < PROCESSES; i++)
		if (processes[i].pid > 0)
			kill(processes[i].pid, SIGKILL);
	for (int i = 0; i < PROCESSES; i++)
		if (processes[i].used)
			process_drop(&processes[i]);
	reap();
}

static bool died(struct process *process, char *why, size_t size)
{
	int status = process->status;

	if (process->pid != 0)
		return false;
	if (WIFSIGNALED(status))
		snprintf(why, size, "process %s was ended by signal %d", process->name, WTERMSIG(status));
	else
		snprintf(why, size, "process %s ended with %d", process->name, WEXITSTATUS(status));
	return true;
}

bool process_await(struct process *process, struct reply *reply, char *why, size_t size)
{
	/* It replies soon, on another CPU: a wake-up would take longer. */
	int turns = stays && process->cpu > 0 ? MOST_TURNS : 0;

	for (;;) {
		int bell = mailbox_bell();

		if (mailbox_take(process->slot, reply))
			return true;
		if (ended)
			reap();
		if (died(process, why, size))
			return false;
		if (turns-- > 0) {
			__builtin_ia32_pause();
		} else if (!mailbox_listen(bell, limit)) {
			snprintf(why, size, "process %s does not come back from the call", process->name);
			return false;
		}
	}
}

static bool refuse_cpu(struct reply *reply)
{
	*reply = (struct reply){ .kind = UNSUPPORTED, .what = "a CPU that this machine does not have" };
	return true;
}

bool process_ask(struct process *process, struct request *request, struct reply *reply, char *why, size_t size)
{
	bool begets = request->op == OP_FORK || request->op == OP_CLONE_VM;

	if (died(process, why, size))
		return false;
	/* One that is about to exit does so where it is. */
	if (request->op != OP_EXIT && !move(process, request->cpu))
		return refuse_cpu(reply);
	/* A child begins on the CPU of its parent, which would be in its way. */
	request->stay = stays && request->cpu > 0 && !begets;
	if (stays)
		take_residence(process, request->cpu);
	if (begets)
		leave_residence(process);
	mailbox_put(process->slot, request);
	return process_await(process, reply, why, size);
}
