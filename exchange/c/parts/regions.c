/*
 * Regions that are objects of their own: files of msharefs, ioctls, and system calls whose numbers are
 * not settled. Another number is named when compiling: -D__NR_mshare=451.
 */
#ifndef __NR_mshare
#define __NR_mshare 451
#endif
#ifndef __NR_mshare_unlink
#define __NR_mshare_unlink 452
#endif
#ifndef __NR_mshare_create
#define __NR_mshare_create -1
#endif
#ifndef __NR_mshare_attach
#define __NR_mshare_attach -1
#endif
#ifndef __NR_mshare_detach
#define __NR_mshare_detach -1
#endif
#ifndef __NR_mshare_map
#define __NR_mshare_map -1
#endif
#ifndef __NR_mshare_unmap
#define __NR_mshare_unmap -1
#endif
#ifndef __NR_mshare_protect
#define __NR_mshare_protect -1
#endif
#ifndef __NR_mshare_advise
#define __NR_mshare_advise -1
#endif

/* As posted in August 2025. */
#ifndef MSHAREFS_CREATE_MAPPING
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
#define MSHAREFS_CREATE_MAPPING	_IOW('x', 0, struct mshare_create)
#define MSHAREFS_UNMAP		_IOW('x', 1, struct mshare_unmap)
#endif
#define UNKNOWN_REQUEST	_IO('x', 0x1f)

#define PLACE		"/sys/fs/mshare"
/* One entry of a P4D table. */
#define P4D_BYTES	(1UL << 39)
/* One entry of the topmost table. */
#define TOP_BYTES	(HIGH ? 1UL << 48 : P4D_BYTES)
/* Nobody maps the first page. */
#define NOWHERE		((void *)8)
/* A pair of sockets for descriptors, which new programs find by the number. */
#define PASSAGE		500

static const char *name_of(unsigned long name)
{
	static char endless[4098];

	if (name == BAD_NAME)
		return NOWHERE;
	if (name != TOO_LONG_NAME)
		return names[name];
	memset(endless, 'x', sizeof(endless) - 1);
	return endless;
}

static const char *path_of(unsigned long name)
{
	static char path[128];

	snprintf(path, sizeof(path), "%s/%s", PLACE, names[name]);
	return path;
}

static struct outcome read_bytes(int fd, unsigned long length)
{
	unsigned char bytes[4096];
	ssize_t n = read(fd, bytes, length < sizeof(bytes) ? length : sizeof(bytes));
	struct outcome seen = { .kind = BYTES, .number = n };

	if (n < 0)
		return result(-1);
	for (ssize_t i = 0; i < n && i < COMPARED; i++)
		sprintf(seen.bytes + 2 * i, "%02x", bytes[i]);
	return seen;
}

static struct outcome size_of(int fd)
{
	struct stat about;

	return result(fstat(fd, &about) < 0 ? -1 : (long)about.st_size);
}

union control {
	struct cmsghdr header;
	char room[CMSG_SPACE(sizeof(int))];
};

static struct outcome send_descriptor(int fd)
{
	union control control = { .header = { .cmsg_len = CMSG_LEN(sizeof(int)), .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS } };
	struct iovec byte = { .iov_base = "", .iov_len = 1 };
	struct msghdr message = { .msg_iov = &byte, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof(control) };

	memcpy(CMSG_DATA(&control.header), &fd, sizeof(fd));
	return result(sendmsg(PASSAGE, &message, MSG_DONTWAIT) < 0 ? -1 : 0);
}

static struct outcome take_descriptor(void)
{
	union control control;
	char text;
	struct iovec byte = { .iov_base = &text, .iov_len = 1 };
	struct msghdr message = { .msg_iov = &byte, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof(control) };
	struct cmsghdr *header = recvmsg(PASSAGE + 1, &message, MSG_DONTWAIT) < 0 ? NULL : CMSG_FIRSTHDR(&message);
	int fd = -1;

	if (!header)
		return (struct outcome){ .kind = UNSEEN };
	memcpy(&fd, CMSG_DATA(header), sizeof(fd));
	return result(fd);
}

/* Where in the region, how much, prot, flags, the object's descriptor, and where in the object. */
static struct mshare_create record_of(const unsigned long *a)
{
	struct mshare_create record;

	/* The kernel reads what is behind the last member, too. */
	memset(&record, 0, sizeof(record));
	record.region_offset = a[0];
	record.size = a[1];
	record.prot = a[2];
	record.flags = a[3];
	record.fd = a[4];
	record.offset = a[5];
	return record;
}

static bool changes_own(const struct request *ask)
{
	const unsigned long *a = ask->arg;

	if (ask->call == MSHARE)
		return touches_own(a[1], a[2]);
	if (ask->call == MSHARE_DETACH)
		return touches_own(a[0], a[1]);
	return ask->call == MSHARE_ATTACH && (a[4] & MAP_FIXED) && touches_own(a[3], a[2]);
}

static struct outcome perform_by_number(const struct request *ask)
{
	const unsigned long *a = ask->arg;
	struct mshare_create record = record_of(a + 1);

	switch (ask->call) {
	case MSHARE:
		return result(syscall(__NR_mshare, name_of(a[0]), a[1], a[2], a[3], a[4]));
	case MSHARE_UNLINK:
		return result(syscall(__NR_mshare_unlink, name_of(a[0])));
	case MSHARE_CREATE:
		return result(syscall(__NR_mshare_create, a[0]));
	case MSHARE_ATTACH:
		return result(syscall(__NR_mshare_attach, a[0], a[1], a[2], a[3], a[4]));
	case MSHARE_DETACH:
		return result(syscall(__NR_mshare_detach, a[0], a[1]));
	case MSHARE_MAP:
		return result(syscall(__NR_mshare_map, a[0], &record, sizeof(record)));
	case MSHARE_UNMAP:
		return result(syscall(__NR_mshare_unmap, a[0], a[1], a[2]));
	case MSHARE_PROTECT:
		return result(syscall(__NR_mshare_protect, a[0], a[1], a[2], a[3]));
	default:
		return result(syscall(__NR_mshare_advise, a[0], a[1], a[2], a[3]));
	}
}

static struct outcome perform_region(const struct request *ask)
{
	const unsigned long *a = ask->arg;
	struct mshare_create create = record_of(a + 1);
	struct mshare_unmap unmap = { .region_offset = a[1], .size = a[2] };

	if (changes_own(ask))
		return (struct outcome){ .kind = UNSEEN };
	switch (ask->call) {
	case MOUNT:
		return result(mount("msharefs", PLACE, "msharefs", 0, NULL));
	case UMOUNT:
		return result(umount2(PLACE, UMOUNT_NOFOLLOW));
	case OPEN_NAME:
		return result(open(path_of(a[0]), a[1], 0600));
	case UNLINK:
		return result(unlink(path_of(a[0])));
	case READ:
		return read_bytes(a[0], a[1]);
	case FSTAT:
		return size_of(a[0]);
	case FALLOCATE:
		return result(syscall(SYS_fallocate, a[0], a[1], a[2], a[3]));
	case SEND:
		return send_descriptor(a[0]);
	case TAKE:
		return take_descriptor();
	case IOCTL_CREATE_MAPPING:
		return result(syscall(SYS_ioctl, a[0], MSHAREFS_CREATE_MAPPING, &create));
	case IOCTL_UNMAP:
		return result(syscall(SYS_ioctl, a[0], MSHAREFS_UNMAP, &unmap));
	case IOCTL_UNKNOWN:
		return result(syscall(SYS_ioctl, a[0], UNKNOWN_REQUEST, &unmap));
	case IOCTL_BAD_POINTER:
		return result(syscall(SYS_ioctl, a[0], a[1], NOWHERE));
	default:
		return perform_by_number(ask);
	}
}

/* A descriptor goes from one process to another. */
__attribute__((unused))
static struct outcome pass(int who, int cpu, unsigned long fd, int to)
{
	struct outcome sent = ask(who, cpu, REQUEST(SEND, fd));

	return sent.kind == NUMBER ? ask(to, cpu, REQUEST(TAKE)) : sent;
}

static bool knows_msharefs(void)
{
	char line[128];
	bool found = false;
	FILE *list = fopen("/proc/filesystems", "r");

	while (list && fgets(line, sizeof(line), list))
		found = found || strcmp(line, "nodev\tmsharefs\n") == 0 || strcmp(line, "\tmsharefs\n") == 0;
	if (list)
		fclose(list);
	return found;
}

/* NULL, or why msharefs cannot be tried. */
static const char *mount_for_trial(void)
{
	if (!knows_msharefs())
		return "this kernel has no file system msharefs";
	if (access(PLACE, F_OK) < 0)
		return "this kernel has no " PLACE;
	/* What is mounted for the test is seen by it alone. */
	if (unshare(CLONE_NEWNS) < 0 || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0)
		return "it takes root to mount msharefs";
	while (umount2(PLACE, MNT_DETACH) == 0)
		;
	return mount("msharefs", PLACE, "msharefs", 0, NULL) < 0 ? "msharefs cannot be mounted" : NULL;
}

/* NULL, or what this kernel lacks. In a process of its own, whose windows and regions end with it. */
static const char *lacking(void);

static void need_interface(void)
{
	char reason[160] = "";
	int pair[2], told[2];
	const char *why;

	if (socketpair(AF_UNIX, SOCK_DGRAM, 0, pair) < 0 || dup2(pair[0], PASSAGE) < 0 || dup2(pair[1], PASSAGE + 1) < 0)
		skip_all("there are not so many descriptors");
	why = ON_MSHAREFS ? mount_for_trial() : NULL;
	if (why)
		skip_all(why);
	if (pipe(told) < 0)
		skip_all("there are not so many descriptors");
	if (fork() == 0) {
		why = lacking();
		_exit(why && write(told[1], why, strlen(why)) < 0);
	}
	wait(NULL);
	close(told[1]);
	if (read(told[0], reason, sizeof(reason) - 1) < 0)
		strcpy(reason, "the trial of the interface failed");
	close(told[0]);
	if (ON_MSHAREFS)
		umount2(PLACE, MNT_DETACH);
	if (reason[0] != '\0')
		skip_all(reason);
}
