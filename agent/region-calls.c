/* SPDX-License-Identifier: Apache-2.0 */
/* Calls of generations in which a region is an object of its own. They run in a process of a trace, as those in worker.c do. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "agent.h"

/* As posted in August 2025. */
struct mshare_create {
	uint64_t region_offset;
	uint64_t size;
	uint64_t offset;
	uint32_t prot;
	uint32_t flags;
	uint32_t fd;
};
struct mshare_unmap {
	uint64_t region_offset;
	uint64_t size;
};
/* Nobody maps the first page. */
#define NOWHERE ((void *)8)
#define LONGEST_READ 4096

static const char endless[PATH_MAX + 2] = { [0 ... PATH_MAX] = 'x' };

static bool dup_to(int fd, int number)
{
	bool ok = fd >= 0 && dup2(fd, number) == number;

	if (fd >= 0)
		close(fd);
	return ok;
}

/* All processes inherit them, and keep them in new programs. */
bool regions_prepare(void)
{
	int pair[2];

	if (!dup_to((int)syscall(SYS_memfd_create, "read", 0), EXCHANGE) || socketpair(AF_UNIX, SOCK_DGRAM, 0, pair) < 0)
		return false;
	return dup_to(pair[0], PASSING) && dup_to(pair[1], PASSING + 1);
}

void regions_clear(void)
{
	char byte;

	while (recv(PASSING + 1, &byte, 1, MSG_DONTWAIT) >= 0)
		;
}

static struct reply mount_at(const char *path)
{
	bool made = mkdir(path, 0755) == 0;
	int error = mount("msharefs", path, "msharefs", 0, NULL) == 0 ? 0 : errno;

	if (error != 0 && made)
		rmdir(path);
	errno = error;
	return worker_result(error == 0 ? 0 : -1);
}

static struct reply umount_from(const char *path)
{
	int error;

	/* Without the folder it would be a question about the folder. */
	mkdir(path, 0755);
	error = umount2(path, UMOUNT_NOFOLLOW) == 0 ? 0 : errno;
	if (rmdir(path) < 0) { /* then it is mounted still, or not ours */
	}
	errno = error;
	return worker_result(error == 0 ? 0 : -1);
}

static struct reply read_bytes(int fd, uint64_t length)
{
	char bytes[LONGEST_READ];
	ssize_t n = read(fd, bytes, length < sizeof(bytes) ? length : sizeof(bytes));

	if (n > 0 && pwrite(EXCHANGE, bytes, (size_t)n, 0) != n)
		return worker_unsupported("what was read cannot be passed on");
	return worker_result(n);
}

static struct reply size_of(int fd)
{
	struct stat about;

	if (fstat(fd, &about) < 0)
		return worker_result(-1);
	return worker_result((long)about.st_size);
}

/* One byte, and the descriptor beside it; with -1, room for one. */
union control {
	struct cmsghdr header;
	char room[CMSG_SPACE(sizeof(int))];
};

static struct reply send_descriptor(int fd)
{
	union control control = { .header = { .cmsg_len = CMSG_LEN(sizeof(int)), .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS } };
	struct iovec byte = { .iov_base = "", .iov_len = 1 };
	struct msghdr message = { .msg_iov = &byte, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof(control) };

	memcpy(CMSG_DATA(&control.header), &fd, sizeof(fd));
	return worker_result(sendmsg(PASSING, &message, MSG_DONTWAIT | MSG_NOSIGNAL) < 0 ? -1 : 0);
}

static struct reply take_descriptor(void)
{
	union control control;
	char text;
	struct iovec byte = { .iov_base = &text, .iov_len = 1 };
	struct msghdr message = { .msg_iov = &byte, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof(control) };
	struct cmsghdr *header;
	int fd;

	if (recvmsg(PASSING + 1, &message, MSG_DONTWAIT) < 0)
		return worker_result(-1);
	header = CMSG_FIRSTHDR(&message);
	if (header == NULL)
		return worker_unsupported("a descriptor that did not arrive");
	memcpy(&fd, CMSG_DATA(header), sizeof(fd));
	return worker_take_in(fd, false);
}

/* Behind `args`: where in the region, how much, where in the object, prot and flags, the object's descriptor. */
static struct mshare_create place_record(const uint64_t *args)
{
	struct mshare_create record;

	/* The kernel reads what is behind the last member, too. */
	memset(&record, 0, sizeof(record));
	record.region_offset = args[0];
	record.size = args[1];
	record.offset = args[2];
	record.prot = (uint32_t)args[3];
	record.flags = (uint32_t)(args[3] >> 32);
	record.fd = (uint32_t)args[4];
	return record;
}

static struct reply ioctl_on(const struct request *ask)
{
	struct mshare_create create = place_record(ask->arg + 1);
	struct mshare_unmap unmap = { .region_offset = ask->arg[1], .size = ask->arg[2] };
	void *record = ask->op == OP_IOCTL_PLACE ? (void *)&create : (void *)&unmap;

	return worker_result(syscall(SYS_ioctl, (int)ask->arg[0], ask->number, ask->pointer == BAD_POINTER ? NOWHERE : record));
}

static struct reply call_by_number(const struct request *ask)
{
	const uint64_t *a = ask->arg;
	struct mshare_create record = place_record(a + 1);
	const void *name = ask->pointer == BAD_POINTER ? NOWHERE : ask->pointer == TOO_LONG ? endless : ask->path;
	long value;

	if (ask->touches[1] != 0 && worker_owns(ask->touches[0], ask->touches[1]))
		return worker_unsupported("a change of memory of the agent");
	switch (ask->op) {
	case OP_SYSCALL_NAMED:
		value = syscall((long)ask->number, name, a[0], a[1], a[2], a[3]);
		break;
	case OP_SYSCALL_PLACE:
		value = syscall((long)ask->number, a[0], &record, sizeof(record));
		break;
	default:
		value = syscall((long)ask->number, a[0], a[1], a[2], a[3], a[4], a[5]);
	}
	if (ask->op == OP_SYSCALL_FD && value >= 0)
		return worker_take_in((int)value, (a[0] & O_CLOEXEC) != 0);
	return worker_result(value);
}

struct reply region_call(const struct request *ask)
{
	const uint64_t *a = ask->arg;

	switch (ask->op) {
	case OP_MOUNT:
		return mount_at(ask->path);
	case OP_UMOUNT:
		return umount_from(ask->path);
	case OP_UNLINK:
		return worker_result(unlink(ask->path));
	case OP_READ:
		return read_bytes((int)a[0], a[1]);
	case OP_FSTAT:
		return size_of((int)a[0]);
	case OP_FALLOCATE:
		return worker_result(syscall(SYS_fallocate, (int)a[0], (int)a[1], a[2], a[3]));
	case OP_SEND:
		return send_descriptor((int)a[0]);
	case OP_TAKE:
		return take_descriptor();
	case OP_IOCTL_PLACE:
	case OP_IOCTL_TAKE_OUT:
		return ioctl_on(ask);
	default:
		return call_by_number(ask);
	}
}
