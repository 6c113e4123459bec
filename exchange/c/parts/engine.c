enum call {
	OPEN, CLOSE, FTRUNCATE, MMAP, MUNMAP, MPROTECT, MADVISE, MREMAP,
	FORK, EXEC, EXIT, LOAD, STORE, PRESENT,
	MOUNT, UMOUNT, OPEN_NAME, UNLINK, READ, FSTAT, FALLOCATE, SEND, TAKE,
	IOCTL_CREATE_MAPPING, IOCTL_UNMAP, IOCTL_UNKNOWN, IOCTL_BAD_POINTER,
	MSHARE, MSHARE_UNLINK, MSHARE_CREATE, MSHARE_ATTACH, MSHARE_DETACH,
	MSHARE_MAP, MSHARE_UNMAP, MSHARE_PROTECT, MSHARE_ADVISE,
};

struct request {
	enum call call;
	unsigned long arg[7];
	int cpu;
};

/* Bytes that are compared where some were read. */
#define COMPARED 64

/* What a call gave, and what it may give. */
enum kind {
	NOTHING, SUCCESS, NUMBER, BYTES, ERROR, SIGNAL, UNSEEN,
};

struct outcome {
	enum kind kind;
	unsigned long number;	/* the value, how many bytes, the error, or the signal */
	int code;		/* si_code */
	char bytes[2 * COMPARED + 1];	/* the first ones, in hex */
};

#define DONE		{ .kind = SUCCESS }
#define DONE_WITH(n)	{ .kind = NUMBER, .number = (n) }
#define READ_AS(n, hex)	{ .kind = BYTES, .number = (n), .bytes = (hex) }
#define REFUSED(e)	{ .kind = ERROR, .number = (e) }
#define FAULT(s, c)	{ .kind = SIGNAL, .number = (s), .code = (c) }
/* Several that are permitted: the first one is what the steps behind it build on. */
#define ONE_OF(...)	((const struct outcome[]){ __VA_ARGS__, { .kind = NOTHING } })
/* Where it makes no difference whether tables are shared. */
#define AS_SHARED	as_shared
#define REQUEST(c, ...)	((struct request){ .call = (c), .arg = { __VA_ARGS__ } })

/*
 * Workers: one process each, behind a socket. The driver asks one at a time.
 */
static int ends[PROCESSES][2];
static pid_t pids[PROCESSES];
static int cpus[CPU_SETSIZE], cpu_count;
static bool verbose;

static sigjmp_buf back;
static volatile sig_atomic_t armed;
static volatile int caught, caught_code;

/* Memory of this program, which no step may take away. */
static struct { unsigned long start, end; } own[64];
static int owned;

static void learn_own_memory(void)
{
	char line[512];
	FILE *maps = fopen("/proc/self/maps", "r");

	owned = 0;
	while (maps && owned < 64 && fgets(line, sizeof(line), maps)) {
		if (sscanf(line, "%lx-%lx", &own[owned].start, &own[owned].end) != 2)
			continue;
		if (strstr(line, "[stack]"))
			own[owned].start -= 1UL << 20;	/* it grows */
		owned++;
	}
	if (maps)
		fclose(maps);
}

static bool touches_own(unsigned long start, unsigned long length)
{
	unsigned long end = start + length < start ? ~0UL : start + length;

	for (int i = 0; i < owned; i++)
		if (start < own[i].end && end > own[i].start)
			return true;
	return false;
}

static void on_signal(int number, siginfo_t *info, void *context)
{
	(void)context;
	if (!armed)
		_exit(128 + number);
	caught = number;
	caught_code = info->si_code;
	siglongjmp(back, 1);
}

static struct outcome result(long value)
{
	if (value == -1)
		return (struct outcome)REFUSED(errno);
	return (struct outcome)DONE_WITH(value);
}

static struct outcome touch(const struct request *ask)
{
	volatile unsigned char *byte = (unsigned char *)ask->arg[0];
	unsigned long value = 0;

	if (sigsetjmp(back, 1)) {
		armed = 0;
		return (struct outcome)FAULT(caught, caught_code);
	}
	armed = 1;
	if (ask->call == LOAD)
		value = *byte;
	else
		*byte = ask->arg[1];
	armed = 0;
	return (struct outcome)DONE_WITH(value);
}

/* Bit 63 of the page's entry in pagemap. */
static struct outcome present(unsigned long address)
{
	uint64_t entry = 0;
	int fd = open("/proc/self/pagemap", O_RDONLY);
	ssize_t n = pread(fd, &entry, sizeof(entry), address / 4096 * sizeof(entry));

	close(fd);
	if (fd < 0 || n < 0)
		return (struct outcome){ .kind = UNSEEN };
	return (struct outcome)DONE_WITH(entry >> 63);
}

/* Opened again, and so with flags and a position of its own. */
static struct outcome open_file(unsigned long fd, unsigned long flags)
{
	char path[32];

	snprintf(path, sizeof(path), "/proc/self/fd/%lu", fd);
	return result(open(path, flags));
}

static void work(int who) __attribute__((noreturn));

/* The driver is the parent of the child, too. */
static struct outcome fork_worker(int child)
{
	long pid = syscall(SYS_clone, CLONE_PARENT | SIGCHLD, 0, 0, 0, 0);

	if (pid == 0)
		work(child);
	return result(pid);
}

/* The program begins anew, and has to be told of all sockets: its children will need theirs. */
static struct outcome exec_worker(int who)
{
	char number[12], sockets[12 * PROCESSES];
	int used = 0;

	snprintf(number, sizeof(number), "%d", who);
	for (int i = 0; i < PROCESSES; i++)
		used += snprintf(sockets + used, sizeof(sockets) - used, "%d ", ends[i][1]);
	return result(execl("/proc/self/exe", "worker", "--worker", number, sockets, NULL));
}

static void read_sockets(const char *list)
{
	char *next;

	for (int i = 0; i < PROCESSES; i++, list = next)
		ends[i][1] = strtol(list, &next, 10);
}

/* Calls of regions that are objects of their own. */
static struct outcome perform_region(const struct request *ask);

static bool takes_own(const struct request *ask)
{
	const unsigned long *a = ask->arg;

	switch (ask->call) {
	case MUNMAP:
	case MPROTECT:
	case MADVISE:
		return touches_own(a[0], a[1]);
	case MMAP:
		return (a[3] & MAP_FIXED) && touches_own(a[0], a[1]);
	case MREMAP:
		return touches_own(a[0], a[1]) || ((a[3] & MREMAP_FIXED) && touches_own(a[4], a[2]));
	case LOAD:
	case STORE:
		return touches_own(a[0], 1);
	default:
		return false;
	}
}

/* Past the C library, which may refuse a length by itself. */
static struct outcome perform(const struct request *ask, int who)
{
	const unsigned long *a = ask->arg;

	if (takes_own(ask))
		return (struct outcome){ .kind = UNSEEN };
	switch (ask->call) {
	case OPEN:
		return open_file(a[0], a[1]);
	case CLOSE:
		return result(close(a[0]));
	case FTRUNCATE:
		return result(ftruncate(a[0], a[1]));
	case MMAP:
		/* A test may map far more than the machine has; it touches little of it. */
		return result(syscall(SYS_mmap, a[0], a[1], a[2], a[3] | MAP_NORESERVE, a[4], a[5]));
	case MUNMAP:
		return result(syscall(SYS_munmap, a[0], a[1]));
	case MPROTECT:
		return result(syscall(SYS_mprotect, a[0], a[1], a[2]));
	case MADVISE:
		return result(syscall(SYS_madvise, a[0], a[1], a[2]));
	case MREMAP:
		return result(syscall(SYS_mremap, a[0], a[1], a[2], a[3], a[4]));
	case FORK:
		return fork_worker(a[0]);
	case EXEC:
		return exec_worker(who);
	case EXIT:
		_exit(0);
	case LOAD:
	case STORE:
		return touch(ask);
	case PRESENT:
		return present(a[0]);
	default:
		return perform_region(ask);
	}
}

static bool pin(int cpu)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	return sched_setaffinity(0, sizeof(set), &set) == 0;
}

static void work(int who)
{
	struct sigaction action = { .sa_sigaction = on_signal, .sa_flags = SA_SIGINFO | SA_NODEFER };
	struct outcome answer = DONE;
	struct request ask;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	sigaction(SIGSEGV, &action, NULL);
	sigaction(SIGBUS, &action, NULL);
	for (;;) {
		if (send(ends[who][1], &answer, sizeof(answer), MSG_NOSIGNAL) < 0)
			_exit(0);
		if (recv(ends[who][1], &ask, sizeof(ask), 0) != (ssize_t)sizeof(ask))
			_exit(0);
		if (pin(ask.cpu))
			answer = perform(&ask, who);
		else
			answer = (struct outcome){ .kind = UNSEEN };
	}
}

/*
 * The driver.
 */
static int tests, passed, failed, skipped;
static const struct outcome as_shared[1];
/* Why nothing is performed any more. */
static const char *over;
static bool sharing = true;

static void finish(int code) __attribute__((noreturn));

static void finish(int code)
{
	for (int who = 0; who < PROCESSES; who++)
		if (pids[who] > 0)
			kill(pids[who], SIGKILL);
	exit(code);
}

static void skip_all(const char *why)
{
	printf("1..0 # SKIP %s\n", why);
	finish(KSFT_SKIP);
}

static void bail_out(const char *why, int who)
{
	printf("Bail out! %s %s\n", process_names[who], why);
	finish(KSFT_FAIL);
}

/* A worker that is dead or hangs sends nothing. */
static struct outcome await(int who)
{
	struct outcome answer;

	if (recv(ends[who][0], &answer, sizeof(answer), 0) != (ssize_t)sizeof(answer))
		bail_out("does not answer", who);
	return answer;
}

static void spawn(int who)
{
	fflush(stdout);
	pids[who] = fork();
	if (pids[who] == 0)
		work(who);
	if (pids[who] < 0)
		bail_out("cannot be forked", who);
	await(who);
}

static struct outcome ask(int who, int cpu, struct request request)
{
	struct outcome answer;

	if (over || !pids[who])
		return (struct outcome){ .kind = UNSEEN };
	request.cpu = cpus[cpu];
	if (send(ends[who][0], &request, sizeof(request), MSG_NOSIGNAL) < 0)
		bail_out("cannot be reached", who);
	if (request.call == EXIT) {
		waitpid(pids[who], NULL, 0);
		pids[who] = 0;
		return (struct outcome)DONE;
	}
	answer = await(who);
	if (request.call == FORK && answer.kind == NUMBER) {
		pids[request.arg[0]] = answer.number;
		await(request.arg[0]);
	}
	return answer;
}

static bool same(const struct outcome *permitted, const struct outcome *seen)
{
	if (permitted->kind == SUCCESS)
		return seen->kind == SUCCESS || seen->kind == NUMBER;
	if (permitted->kind == BYTES && strcmp(permitted->bytes, seen->bytes) != 0)
		return false;
	return permitted->kind == seen->kind && permitted->number == seen->number &&
	       (seen->kind != SIGNAL || permitted->code == seen->code);
}

/* The place in the list, or -1. */
static int find(const struct outcome *permitted, const struct outcome *seen)
{
	for (int i = 0; permitted[i].kind != NOTHING; i++)
		if (same(&permitted[i], seen))
			return i;
	return -1;
}

static void tell(const char *what, const struct outcome *outcome)
{
	switch (outcome->kind) {
	case SUCCESS:
		printf("# %s: done\n", what);
		break;
	case NUMBER:
		printf("# %s: done with 0x%lx\n", what, outcome->number);
		break;
	case BYTES:
		printf("# %s: done with %lu bytes %s\n", what, outcome->number, outcome->bytes);
		break;
	case ERROR:
		printf("# %s: refused with errno %lu, %s\n", what, outcome->number, strerror(outcome->number));
		break;
	case SIGNAL:
		printf("# %s: %s with si_code %d\n", what, outcome->number == SIGBUS ? "SIGBUS" : "SIGSEGV", outcome->code);
		break;
	default:
		printf("# %s: not to be had here\n", what);
	}
}

static void skip(const char *name, const char *why)
{
	skipped++;
	printf("ok %d %s # SKIP %s\n", tests, name, why);
}

static void fail(const char *name, const struct outcome *permitted, const struct outcome *seen)
{
	failed++;
	printf("not ok %d %s\n", tests, name);
	for (int i = 0; permitted[i].kind != NOTHING; i++)
		tell("permitted", &permitted[i]);
	tell("seen", seen);
	over = "it follows a failure";
}

/*
 * @shared: what is permitted; NULL where that cannot be said.
 * @unshared: what is permitted where the kernel takes the flag and shares no tables.
 */
static void check(const char *name, struct outcome seen, const struct outcome *shared, const struct outcome *unshared)
{
	const struct outcome *permitted = sharing || unshared == AS_SHARED ? shared : unshared;
	int way = permitted ? find(permitted, &seen) : 0;

	tests++;
	if (verbose)
		tell("step", &seen);
	if (over)
		skip(name, over);
	else if (!permitted)
		skip(name, "it builds on shared page tables");
	else if (seen.kind == UNSEEN)
		skip(name, "it cannot be done or seen here");
	else if (way < 0)
		fail(name, permitted, &seen);
	else if (!sharing && shared && find(shared, &seen) < 0)
		skip(name, "page-table sharing is not implemented");
	else
		printf("ok %d %s\n", tests, name), passed++;
	/* The steps behind it build on the first way. */
	if (way > 0)
		over = "it builds on another answer, which is permitted as well";
}

/* Of an open or a mapping; what follows a failed one does not find it. */
__attribute__((unused))
static unsigned long number_of(struct outcome seen)
{
	return seen.kind == NUMBER ? seen.number : -1UL;
}

/*
 * The world.
 */
__attribute__((unused))
static int make_file(const char *name, unsigned long size, bool numbered)
{
	int fd = memfd_create(name, PAGE_BYTES == 4096 ? 0 : MFD_HUGETLB | MFD_HUGE_2MB);

	if (fd < 0 || ftruncate(fd, size) < 0)
		skip_all("a file cannot be made");
	for (unsigned long at = 0; numbered && at < size; at += PAGE_BYTES) {
		unsigned char *page = mmap(NULL, PAGE_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, fd, at);

		if (page == MAP_FAILED)
			skip_all("a file cannot be filled");
		/* Each byte of page n is 1 + n mod 251. */
		memset(page, 1 + at / PAGE_BYTES % 251, size - at < PAGE_BYTES ? size - at : PAGE_BYTES);
		munmap(page, PAGE_BYTES);
	}
	return fd;
}

/* A kernel gives addresses above 47 bits to those who ask, where it has them. */
static void need_levels(void)
{
	void *wanted = (void *)(1UL << 52);
	void *got = mmap(wanted, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (got != MAP_FAILED)
		munmap(got, 4096);
	if ((got == wanted) != HIGH)
		skip_all(HIGH ? "user space is not that high here" : "user space is higher here");
}

static void learn_cpus(void)
{
	cpu_set_t set;

	if (sched_getaffinity(0, sizeof(set), &set) == 0)
		for (int cpu = 0; cpu < CPU_SETSIZE; cpu++)
			if (CPU_ISSET(cpu, &set))
				cpus[cpu_count++] = cpu;
	if (cpu_count < CPUS)
		skip_all("there are not so many CPUs");
}

static void open_sockets(void)
{
	struct timeval most = { .tv_sec = 10 };

	for (int who = 0; who < PROCESSES; who++)
		if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends[who]) < 0 ||
		    setsockopt(ends[who][0], SOL_SOCKET, SO_RCVTIMEO, &most, sizeof(most)) < 0)
			skip_all("there are not so many sockets");
}
