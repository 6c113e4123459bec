/* SPDX-License-Identifier: Apache-2.0 */
/* Steps of generations in which a region is an object of its own: files of msharefs, ioctls, and system calls without a settled number. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include "agent.h"

/* A request that no file knows. */
#define UNKNOWN_REQUEST 0x781f

/* What a function here is about. */
struct about {
	struct process *process;
	struct piece step;
	struct request *request;
	char *answer;
	size_t size;
};

static bool unsupported(const struct about *about, const char *what)
{
	answer_unsupported(what, about->answer, about->size);
	return true;
}

static bool simple(const struct about *about, enum op op)
{
	struct reply reply;

	about->request->op = op;
	return ask(about->process, about->request, &reply, about->answer, about->size);
}

/* Where the interface is not there the kernel says so in the words of a refusal, and has judged nothing. Held to it, it has refused. */
static bool is_missing(const struct about *about, const struct reply *reply, int error, const char *what)
{
	if (numbers_claimed() || reply->kind != REFUSED || reply->error != error)
		return false;
	return unsupported(about, what);
}

static bool step_mount(const struct about *about)
{
	struct reply reply;

	if (!msharefs_mounts())
		return unsupported(about, "mounting: this user may not");
	snprintf(about->request->path, PATH_BYTES, "%s", msharefs_place());
	about->request->op = OP_MOUNT;
	if (!ask(about->process, about->request, &reply, about->answer, about->size))
		return false;
	/* An error of the file system's own is one thing, and that there is no such file system another. */
	if (!msharefs_is_known())
		is_missing(about, &reply, ENODEV, "the kernel has no file system msharefs: mount says ENODEV");
	return true;
}

static bool step_umount(const struct about *about)
{
	if (!msharefs_mounts())
		return unsupported(about, "unmounting: this user may not");
	snprintf(about->request->path, PATH_BYTES, "%s", msharefs_place());
	return simple(about, OP_UMOUNT);
}

static bool step_unlink(const struct about *about)
{
	char name[NAME_BYTES] = "";

	json_text(about->step, "file", name, sizeof(name));
	if (names_where(name) != IN_MSHAREFS)
		return unsupported(about, "unlink of a file that is not in msharefs");
	snprintf(about->request->path, PATH_BYTES, "%s/%s", msharefs_place(), name);
	return simple(about, OP_UNLINK);
}

static bool step_read(const struct about *about)
{
	static unsigned char bytes[4096];
	struct reply reply;
	size_t used;

	about->request->op = OP_READ;
	about->request->arg[0] = (uint64_t)number_of(about->process, about->step, "fd");
	json_hex(about->step, "length", &about->request->arg[1]);
	if (!ask(about->process, about->request, &reply, about->answer, about->size))
		return false;
	if (reply.kind != DONE)
		return true;
	if (reply.value > 0 && pread(EXCHANGE, bytes, reply.value, 0) != (ssize_t)reply.value)
		return put_error(about->answer, about->size, "what was read is lost");
	used = (size_t)snprintf(about->answer, about->size, "\"outcome\":{\"result\":\"done\",\"data\":\"");
	for (uint64_t i = 0; i < reply.value; i++)
		used += (size_t)snprintf(about->answer + used, about->size - used, "%02x", bytes[i]);
	snprintf(about->answer + used, about->size - used, "\"}");
	return true;
}

static bool step_fstat(const struct about *about)
{
	struct reply reply;

	about->request->op = OP_FSTAT;
	about->request->arg[0] = (uint64_t)number_of(about->process, about->step, "fd");
	if (!ask(about->process, about->request, &reply, about->answer, about->size))
		return false;
	if (reply.kind == DONE)
		snprintf(about->answer, about->size, "\"outcome\":{\"result\":\"done\",\"size\":\"0x%lx\"}", reply.value);
	return true;
}

static bool step_fallocate(const struct about *about)
{
	uint64_t *a = about->request->arg;

	a[0] = (uint64_t)number_of(about->process, about->step, "fd");
	a[1] = (uint64_t)json_number(about->step, "mode", 0);
	json_hex(about->step, "offset", &a[2]);
	json_hex(about->step, "length", &a[3]);
	return simple(about, OP_FALLOCATE);
}

/* What is to be placed: as the record of the ioctl has it. `a[0]` is the region's descriptor. */
static void read_placing(const struct about *about, const char *offset, const char *object_offset)
{
	uint64_t *a = about->request->arg;

	a[0] = (uint64_t)number_of(about->process, about->step, "fd");
	json_hex(about->step, offset, &a[1]);
	json_hex(about->step, "size", &a[2]);
	json_hex(about->step, object_offset, &a[3]);
	a[4] = bits_of(about->step, "prot", PROTECTIONS) | (uint64_t)bits_of(about->step, "flags", MAPS) << 32;
	a[5] = (uint64_t)number_of(about->process, about->step, "object");
}

static bool step_ioctl(const struct about *about)
{
	char request[32] = "";
	char pointer[8];

	json_text(about->step, "request", request, sizeof(request));
	if (json_text(about->step, "pointer", pointer, sizeof(pointer)))
		about->request->pointer = BAD_POINTER;
	read_placing(about, "regionOffset", "offset");
	if (strcmp(request, "MSHAREFS_CREATE_MAPPING") == 0) {
		about->request->number = (unsigned long)number_find("create_mapping");
		return simple(about, OP_IOCTL_PLACE);
	}
	about->request->number = strcmp(request, "MSHAREFS_UNMAP") == 0 ? (unsigned long)number_find("unmap") : UNKNOWN_REQUEST;
	return simple(about, OP_IOCTL_TAKE_OUT);
}

static bool step_pass_fd(const struct about *about)
{
	struct request take = { .op = OP_TAKE, .cpu = about->request->cpu };
	struct process *to;
	struct reply reply;
	char name[NAME_BYTES] = "";

	json_text(about->step, "to", name, sizeof(name));
	to = process_find(name);
	if (to == NULL)
		return put_refused(about->answer, about->size, ESRCH), true;
	about->request->arg[0] = (uint64_t)number_of(about->process, about->step, "fd");
	about->request->op = OP_SEND;
	if (!ask(about->process, about->request, &reply, about->answer, about->size))
		return false;
	if (reply.kind != DONE)
		return true;
	if (!ask(to, &take, &reply, about->answer, about->size))
		return false;
	if (reply.kind == DONE && !note_open(to, about->step, (int)reply.value))
		return unsupported(about, "so many descriptors");
	return true;
}

/* False where the call cannot be made here; the answer is written then. */
static bool has_number(const struct about *about, const char *call)
{
	char what[96];
	long number = number_find(call);

	about->request->number = (unsigned long)number;
	if (number_is_withheld(call))
		snprintf(what, sizeof(what), "system call %ld: a trial has shown that it is not %s here", number, call);
	else if (number < 0)
		snprintf(what, sizeof(what), "%s has no number here: name it by nr_%s", call, call);
	else
		return true;
	unsupported(about, what);
	return false;
}

/* A name, or what cannot be one. */
static void read_name(const struct about *about)
{
	char path[16] = "";

	if (json_text(about->step, "path", path, sizeof(path))) {
		about->request->path[0] = '\0';
		about->request->pointer = strcmp(path, "bad-pointer") == 0 ? BAD_POINTER : strcmp(path, "too-long") == 0 ? TOO_LONG : GOOD_POINTER;
	} else {
		json_text(about->step, "file", about->request->path, NAME_BYTES);
	}
}

/* A call by its number, which may belong to none. */
static bool numbered(const struct about *about, enum op op)
{
	struct reply reply;
	char what[96];

	about->request->op = op;
	if (!ask(about->process, about->request, &reply, about->answer, about->size))
		return false;
	snprintf(what, sizeof(what), "the kernel has no system call %lu: it says ENOSYS", about->request->number);
	is_missing(about, &reply, ENOSYS, what);
	if (reply.kind == DONE && op == OP_SYSCALL_FD && !note_open(about->process, about->step, (int)reply.value))
		return unsupported(about, "so many descriptors");
	/* An address, also where it is said by nothing but success. */
	if (reply.kind == DONE && op == OP_SYSCALL_ADDRESS)
		snprintf(about->answer, about->size, "\"outcome\":{\"result\":\"done\",\"addr\":\"0x%lx\"}",
			 reply.value != 0 ? reply.value : about->request->arg[3]);
	return true;
}

static bool named(const struct about *about, bool attaches)
{
	uint64_t *a = about->request->arg;

	/* Elsewhere the number is another call's, which would be judged in its place. */
	if (!numbers_claimed() && !msharefs_is_known())
		return unsupported(about, "the kernel has no file system msharefs, on which its names are");
	read_name(about);
	if (attaches) {
		json_hex(about->step, "addr", &a[0]);
		json_hex(about->step, "length", &a[1]);
		a[2] = bits_of(about->step, "flags", OPENS);
		a[3] = (uint64_t)json_number(about->step, "mode", 0);
		memcpy(about->request->touches, a, sizeof(about->request->touches));
	}
	return numbered(about, OP_SYSCALL_NAMED);
}

static bool step_create(const struct about *about)
{
	about->request->arg[0] = bits_of(about->step, "flags", OPENS);
	return numbered(about, OP_SYSCALL_FD);
}

static bool step_attach(const struct about *about)
{
	uint64_t *a = about->request->arg;

	a[0] = (uint64_t)number_of(about->process, about->step, "fd");
	json_hex(about->step, "offset", &a[1]);
	json_hex(about->step, "size", &a[2]);
	json_hex(about->step, "addr", &a[3]);
	a[4] = bits_of(about->step, "flags", MAPS);
	if ((a[4] & MAP_FIXED) != 0) {
		about->request->touches[0] = a[3];
		about->request->touches[1] = a[2];
	}
	return numbered(about, OP_SYSCALL_ADDRESS);
}

static bool step_detach(const struct about *about)
{
	uint64_t *a = about->request->arg;

	json_hex(about->step, "addr", &a[0]);
	json_hex(about->step, "size", &a[1]);
	memcpy(about->request->touches, a, sizeof(about->request->touches));
	return numbered(about, OP_SYSCALL);
}

/* A range of the region, and one word more. */
static bool in_region(const struct about *about, uint64_t word)
{
	uint64_t *a = about->request->arg;

	a[0] = (uint64_t)number_of(about->process, about->step, "fd");
	json_hex(about->step, "offset", &a[1]);
	json_hex(about->step, "size", &a[2]);
	a[3] = word;
	return numbered(about, OP_SYSCALL);
}

static bool by_number(const char *call, const struct about *about)
{
	if (!has_number(about, call))
		return true;
	if (strcmp(call, "mshare") == 0 || strcmp(call, "mshare_unlink") == 0)
		return named(about, call[6] == '\0');
	if (strcmp(call, "mshare_create") == 0)
		return step_create(about);
	if (strcmp(call, "mshare_attach") == 0)
		return step_attach(about);
	if (strcmp(call, "mshare_detach") == 0)
		return step_detach(about);
	if (strcmp(call, "mshare_map") == 0) {
		read_placing(about, "offset", "objectOffset");
		return numbered(about, OP_SYSCALL_PLACE);
	}
	if (strcmp(call, "mshare_protect") == 0)
		return in_region(about, bits_of(about->step, "prot", PROTECTIONS));
	if (strcmp(call, "mshare_advise") == 0) {
		char advice[32] = "";

		json_text(about->step, "advice", advice, sizeof(advice));
		return in_region(about, strcmp(advice, "MADV_REMOVE") == 0 ? MADV_REMOVE : MADV_DONTNEED);
	}
	return in_region(about, 0);
}

static const struct {
	const char *call;
	bool (*step)(const struct about *about);
} STEPS[] = {
	{ "mount", step_mount }, { "umount", step_umount }, { "unlink", step_unlink }, { "read", step_read },
	{ "fstat", step_fstat }, { "fallocate", step_fallocate }, { "ioctl", step_ioctl }, { "pass-fd", step_pass_fd },
};

bool region_step(const char *call, struct process *process, struct piece step, struct request *request, char *answer, size_t size,
		 bool *answered)
{
	const struct about about = { .process = process, .step = step, .request = request, .answer = answer, .size = size };

	for (size_t i = 0; i < sizeof(STEPS) / sizeof(STEPS[0]); i++)
		if (strcmp(call, STEPS[i].call) == 0) {
			*answered = STEPS[i].step(&about);
			return true;
		}
	if (strncmp(call, "mshare", 6) != 0)
		return false;
	*answered = by_number(call, &about);
	return true;
}
