/* SPDX-License-Identifier: Apache-2.0 */
/* What a step says, in the kernel's terms; and the answers to it. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include "agent.h"

bool answer_unsupported(const char *what, char *answer, size_t size)
{
	snprintf(answer, size, "\"outcome\":{\"result\":\"unsupported\",\"what\":\"%s\"}", what);
	return false;
}

/* Names of flags, and what they are to the kernel. */
const struct word PROTECTIONS[] = { { "PROT_READ", PROT_READ }, { "PROT_WRITE", PROT_WRITE }, { "PROT_EXEC", PROT_EXEC }, { 0 } };
const struct word MAPS[] = { { "MAP_SHARED", MAP_SHARED }, { "MAP_PRIVATE", MAP_PRIVATE }, { "MAP_SHARED_VALIDATE", 3 },
			      { "MAP_FIXED", MAP_FIXED }, { "MAP_FIXED_NOREPLACE", 0x100000 }, { "MAP_ANONYMOUS", MAP_ANONYMOUS },
			      { "MAP_HUGETLB", MAP_HUGETLB }, { 0 } };
const struct word OPENS[] = { { "O_WRONLY", O_WRONLY }, { "O_RDWR", O_RDWR }, { "O_CLOEXEC", O_CLOEXEC }, { "O_CREAT", O_CREAT },
			       { "O_EXCL", O_EXCL }, { "O_TRUNC", O_TRUNC }, { 0 } };
const struct word MOVES[] = { { "MREMAP_MAYMOVE", MREMAP_MAYMOVE }, { "MREMAP_FIXED", MREMAP_FIXED }, { 0 } };

unsigned long bits_of(struct piece step, const char *key, const struct word *words)
{
	unsigned long bits = 0;

	for (; words->name != NULL; words++)
		if (json_lists(step, key, words->name))
			bits |= words->bits;
	return bits;
}

struct descriptor *descriptor_of(struct process *process, const char *name)
{
	for (int i = 0; i < DESCRIPTORS; i++)
		if (process->fds[i].fd != 0 && strcmp(process->fds[i].name, name) == 0)
			return &process->fds[i];
	return NULL;
}

int number_of(struct process *process, struct piece step, const char *key)
{
	char name[NAME_BYTES];
	struct descriptor *found = json_text(step, key, name, sizeof(name)) ? descriptor_of(process, name) : NULL;

	return found == NULL ? -1 : found->fd;
}

bool note_open(struct process *process, struct piece step, int fd)
{
	char name[NAME_BYTES];
	struct descriptor *free = NULL;

	if (!json_text(step, "as", name, sizeof(name)))
		return false;
	for (int i = 0; i < DESCRIPTORS && free == NULL; i++)
		if (process->fds[i].fd == 0)
			free = &process->fds[i];
	if (descriptor_of(process, name) != NULL)
		free = descriptor_of(process, name);
	if (free == NULL)
		return false;
	snprintf(free->name, sizeof(free->name), "%s", name);
	free->fd = fd;
	free->cloexec = json_lists(step, "flags", "O_CLOEXEC");
	return true;
}

void put_done(char *answer, size_t size)
{
	snprintf(answer, size, "\"outcome\":{\"result\":\"done\"}");
}

void put_value(char *answer, size_t size, uint64_t value)
{
	snprintf(answer, size, "\"outcome\":{\"result\":\"done\",\"value\":%lu}", value);
}

static const char *code_name(int signal, int code)
{
	if (signal == SIGBUS)
		return code == BUS_ADRERR ? "BUS_ADRERR" : NULL;
	return code == SEGV_MAPERR ? "SEGV_MAPERR" : code == SEGV_ACCERR ? "SEGV_ACCERR" : NULL;
}

static void put_fault(char *answer, size_t size, const struct reply *reply)
{
	const char *signal = reply->signal == SIGBUS ? "SIGBUS" : "SIGSEGV", *code = code_name(reply->signal, reply->code);

	if (code == NULL)
		snprintf(answer, size, "\"outcome\":{\"result\":\"fault\",\"signal\":\"%s\"}", signal);
	else
		snprintf(answer, size, "\"outcome\":{\"result\":\"fault\",\"signal\":\"%s\",\"code\":\"%s\"}", signal, code);
}

static const struct { int number; const char *name; } ERRORS[] = {
#define NAMED(error) { error, #error }
	NAMED(EPERM), NAMED(ENOENT), NAMED(EINTR), NAMED(EIO), NAMED(ENXIO), NAMED(E2BIG), NAMED(EBADF), NAMED(EAGAIN), NAMED(ENOMEM), NAMED(EACCES),
	NAMED(EFAULT), NAMED(EBUSY), NAMED(EEXIST), NAMED(ENODEV), NAMED(ENOTDIR), NAMED(EISDIR), NAMED(EINVAL), NAMED(ENFILE), NAMED(EMFILE),
	NAMED(ENOTTY), NAMED(ETXTBSY), NAMED(EFBIG), NAMED(ENOSPC), NAMED(ESPIPE), NAMED(EROFS), NAMED(ENAMETOOLONG), NAMED(ENOSYS), NAMED(ENODATA),
	NAMED(EOVERFLOW), NAMED(EOPNOTSUPP), NAMED(ESRCH), NAMED(ECHILD), NAMED(ELOOP), NAMED(EDQUOT), NAMED(EHWPOISON),
#undef NAMED
};

static void name_error(int number, char *out, size_t size)
{
	snprintf(out, size, "E%d", number);
	for (size_t i = 0; i < sizeof(ERRORS) / sizeof(ERRORS[0]); i++)
		if (ERRORS[i].number == number)
			snprintf(out, size, "%s", ERRORS[i].name);
}

void put_refused(char *answer, size_t size, int error)
{
	char name[32];

	name_error(error, name, sizeof(name));
	snprintf(answer, size, "\"outcome\":{\"result\":\"refused\",\"errno\":\"%s\"}", name);
}

void put_reply(char *answer, size_t size, const struct reply *reply)
{
	switch (reply->kind) {
	case DONE:
		put_done(answer, size);
		break;
	case REFUSED:
		put_refused(answer, size, reply->error);
		break;
	case FAULT:
		put_fault(answer, size, reply);
		break;
	case UNSUPPORTED:
		answer_unsupported(reply->what, answer, size);
		break;
	}
}

bool put_error(char *answer, size_t size, const char *why)
{
	snprintf(answer, size, "\"error\":\"internal\",\"message\":\"%s\"", why);
	return false;
}

bool ask(struct process *process, struct request *request, struct reply *reply, char *answer, size_t size)
{
	char why[160];

	if (!process_ask(process, request, reply, why, sizeof(why)))
		return put_error(answer, size, why);
	put_reply(answer, size, reply);
	return true;
}

bool ask_for_address(struct process *process, struct request *request, char *answer, size_t size)
{
	struct reply reply;

	if (!ask(process, request, &reply, answer, size))
		return false;
	if (reply.kind == DONE)
		snprintf(answer, size, "\"outcome\":{\"result\":\"done\",\"addr\":\"0x%lx\"}", reply.value);
	return true;
}
