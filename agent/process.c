/* SPDX-License-Identifier: Apache-2.0 */
/* The processes of a trace: children of the agent, each behind a socket. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include "agent.h"

/* Descriptors of the sockets: 2 * slot and the next. Above those of a trace, below the usual limit. */
#define SOCKETS 400

static struct process processes[PROCESSES];
static sigset_t while_waiting;
static long limit = 1000;

#define MOST_CPUS 64
static bool stays;
/* By CPU: who runs on there. */
static struct process *resident[MOST_CPUS];

static void on_child(int signal)
{
	(void)signal; /* It ends the wait; reaping is done there. */
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
	const struct request rest = { .op = OP_REST };

	for (int i = 0; i < MOST_CPUS; i++)
		if (resident[i] == process && i != cpu)
			resident[i] = NULL;
	if (cpu <= 0 || cpu >= MOST_CPUS || resident[cpu] == process)
		return;
	if (resident[cpu] != NULL)
		send(resident[cpu]->socket, &rest, sizeof(rest), MSG_NOSIGNAL | MSG_DONTWAIT);
	resident[cpu] = process;
}

static void leave_residence(const struct process *process)
{
	for (int i = 0; i < MOST_CPUS; i++)
		if (resident[i] == process)
			resident[i] = NULL;
}

/* All before the first process begins: a child that a fork makes needs its end, and gets it from its parent. */
static bool open_sockets(void)
{
	for (int i = 0; i < PROCESSES; i++) {
		int pair[2], base = SOCKETS + 2 * i;

		if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair) < 0 || dup2(pair[0], base) < 0 || dup2(pair[1], base + 1) < 0)
			return false;
		close(pair[0]);
		close(pair[1]);
	}
	return true;
}

/* SIGCHLD is blocked but while waiting, so that no death goes unnoticed between two calls. */
bool processes_prepare(void)
{
	struct sigaction action = { .sa_handler = on_child };
	sigset_t blocked;

	sigaction(SIGCHLD, &action, NULL);
	signal(SIGPIPE, SIG_IGN);
	sigemptyset(&blocked);
	sigaddset(&blocked, SIGCHLD);
	sigprocmask(SIG_BLOCK, &blocked, &while_waiting);
	sigdelset(&while_waiting, SIGCHLD);
	return open_sockets();
}

static void reap(void)
{
	int status;
	pid_t pid;

	while ((pid = waitpid(-1, &status, WNOHANG | __WALL)) > 0)
		for (int i = 0; i < PROCESSES; i++)
			if (processes[i].pid == pid) {
				processes[i].pid = 0;
				processes[i].status = status;
			}
}

/* Takes away what an earlier process left unread. */
static void drain(int socket)
{
	char left[sizeof(struct request)];

	while (recv(socket, left, sizeof(left), MSG_DONTWAIT) > 0)
		;
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
			memset(process, 0, sizeof(*process));
		process->pid = 0;
		process->socket = SOCKETS + 2 * i;
		drain(process->socket);
		drain(process->socket + 1);
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
	if (pid == 0) {
		sigprocmask(SIG_SETMASK, &while_waiting, NULL);
		worker_run(process->socket + 1);
	}
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
	struct timespec most = { .tv_sec = limit / 1000, .tv_nsec = limit % 1000 * 1000000 };
	struct pollfd wait = { .fd = process->socket, .events = POLLIN };

	for (;;) {
		int ready = ppoll(&wait, 1, &most, &while_waiting);

		reap();
		if (recv(process->socket, reply, sizeof(*reply), MSG_DONTWAIT) == (ssize_t)sizeof(*reply))
			return true;
		if (died(process, why, size))
			return false;
		if (ready == 0) {
			snprintf(why, size, "process %s does not come back from the call", process->name);
			return false;
		}
	}
}

bool process_ask(struct process *process, struct request *request, struct reply *reply, char *why, size_t size)
{
	if (died(process, why, size))
		return false;
	request->stay = stays && request->cpu > 0;
	if (stays)
		take_residence(process, request->cpu);
	if (send(process->socket, request, sizeof(*request), MSG_NOSIGNAL) < 0) {
		snprintf(why, size, "process %s cannot be reached: %s", process->name, strerror(errno));
		return false;
	}
	return process_await(process, reply, why, size);
}
