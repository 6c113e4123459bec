/* SPDX-License-Identifier: Apache-2.0 */
/* A trace's world: its files and processes; and a step as a call in one of them. */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include "agent.h"

#define BASE_PAGE 4096
#define HUGE_PAGE (2UL << 20)
/* Largest file that is filled with page numbers; zeros cost nothing. */
#define MOST_FILLED (256UL << 20)

static char folder[PATH_BYTES - NAME_BYTES - 1], huge_folder[PATH_BYTES - NAME_BYTES - 1];
static const char *place = folder;
/* MAP_SHARED_PT as in the posted series; a kernel may have another number for it. */
static unsigned long shared_pt = 0x200000;

void world_shared_pt_flag(unsigned long flag)
{
	shared_pt = flag;
}

void world_at(const char *at, const char *huge)
{
	snprintf(folder, sizeof(folder), "%s", at);
	snprintf(huge_folder, sizeof(huge_folder), "%s", huge);
	mkdir(folder, 0700);
}

void clear_folder(const char *path)
{
	DIR *dir = path[0] == '\0' ? NULL : opendir(path);
	struct dirent *entry;

	if (dir == NULL)
		return;
	while ((entry = readdir(dir)) != NULL)
		if (entry->d_name[0] != '.')
			unlinkat(dirfd(dir), entry->d_name, 0);
	closedir(dir);
}

void world_clear(void)
{
	processes_end();
	clear_folder(folder);
	clear_folder(huge_folder);
}

static bool path_of(const char *name, char *out)
{
	return snprintf(out, PATH_BYTES, "%s/%s", place, name) < PATH_BYTES;
}

/* Each byte of page n is 1 + n mod 251: what is written repeats itself. Made once, and not copied by forks. */
#define PERIOD (251 * BASE_PAGE)
static const char *numbered_pages(void)
{
	static char *pages;

	if (pages != NULL)
		return pages;
	pages = mmap(NULL, PERIOD, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (pages == MAP_FAILED)
		return pages = NULL;
	madvise(pages, PERIOD, MADV_DONTFORK);
	for (int page = 0; page < PERIOD / BASE_PAGE; page++)
		memset(pages + page * BASE_PAGE, 1 + page, BASE_PAGE);
	return pages;
}

static bool fill(int fd, uint64_t size)
{
	const char *pages = numbered_pages();

	for (uint64_t at = 0; pages != NULL && at < size; at += PERIOD) {
		size_t length = size - at < PERIOD ? size - at : PERIOD;

		if (pwrite(fd, pages, length, (off_t)at) != (ssize_t)length)
			return false;
	}
	return pages != NULL;
}

/* hugetlbfs knows no write. */
static bool fill_huge(int fd, uint64_t size)
{
	for (uint64_t at = 0; at < size; at += HUGE_PAGE) {
		char *page = mmap(NULL, HUGE_PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, (off_t)at);

		if (page == MAP_FAILED)
			return false;
		memset(page, (int)(1 + at / HUGE_PAGE % 251), HUGE_PAGE);
		munmap(page, HUGE_PAGE);
	}
	return true;
}

/* NULL, or why there is no such file. */
static const char *make_file(const char *name, struct piece about)
{
	char path[PATH_BYTES], content[32] = "zeros";
	bool huge = place == huge_folder, ok;
	uint64_t size = 0;
	int fd;

	json_hex(about, "size", &size);
	json_text(about, "content", content, sizeof(content));
	if (strcmp(content, "zeros") != 0 && size > MOST_FILLED)
		return "a file of that size with content";
	if (!path_of(name, path))
		return "a name of that length";
	fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return "no file can be made here";
	ok = ftruncate(fd, (off_t)size) == 0;
	if (ok && strcmp(content, "zeros") != 0)
		ok = huge ? fill_huge(fd, size) : fill(fd, size);
	close(fd);
	return ok ? NULL : "a file of that size";
}

static const char *make_files(struct piece files)
{
	char name[NAME_BYTES];
	struct piece about;

	/* "name":{...},"name":{...} : a name, then the object behind it. */
	while (json_next_string(&files, name, sizeof(name)) && json_next_object(&files, &about)) {
		const char *why = make_file(name, about);

		if (why != NULL)
			return why;
	}
	return NULL;
}

/* Five levels, rather than four. */
static bool maps_high(void)
{
	void *wanted = (void *)(1UL << 52);
	void *got = mmap(wanted, BASE_PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (got == MAP_FAILED)
		return false;
	munmap(got, BASE_PAGE);
	return got == wanted;
}

/* NULL, or what is wrong with the machine that the trace wants. */
static const char *fit(struct piece setup)
{
	struct piece geometry = json_inner(setup, "geometry");
	long page = json_number(geometry, "pageSize", 0), levels = json_number(geometry, "levels", 0);

	if (json_number(geometry, "cpus", 1) > cpus_count())
		return "so many CPUs";
	if (json_number(geometry, "entriesPerTable", 0) != 512)
		return "tables of other than 512 entries";
	/* The number of levels is no secret where a user may map above 47 bits. */
	if (page == BASE_PAGE && levels == (maps_high() ? 5 : 4)) {
		place = folder;
		return NULL;
	}
	/* Huge pages: the table of a GiB is the lowest that there is. */
	if (page == (long)HUGE_PAGE && levels == (maps_high() ? 4 : 3)) {
		place = huge_folder;
		return huge_folder[0] == '\0' ? "huge pages: there is no hugetlbfs" : NULL;
	}
	return "pages of this size, or so many levels";
}

static bool answer_unsupported(const char *what, char *answer, size_t size)
{
	snprintf(answer, size, "\"outcome\":{\"result\":\"unsupported\",\"what\":\"%s\"}", what);
	return false;
}

bool world_reset(struct piece setup, char *answer, size_t size)
{
	struct piece names = json_inner(setup, "processes");
	char name[NAME_BYTES];
	const char *why;

	world_clear();
	why = fit(setup);
	if (why == NULL)
		why = make_files(json_inner(setup, "files"));
	if (why != NULL)
		return answer_unsupported(why, answer, size);
	/* Here, and not in each of them: they inherit it with the memory itself. */
	worker_learn_memory();
	while (json_next_string(&names, name, sizeof(name)))
		if (process_spawn(name) == NULL)
			return answer_unsupported("so many processes", answer, size);
	snprintf(answer, size, "\"outcome\":{\"result\":\"done\"}");
	return true;
}

/* Names of flags, and what they are to the kernel. */
struct word {
	const char *name;
	unsigned long bits;
};
static const struct word PROTECTIONS[] = { { "PROT_READ", PROT_READ }, { "PROT_WRITE", PROT_WRITE }, { "PROT_EXEC", PROT_EXEC }, { 0 } };
static const struct word MAPS[] = { { "MAP_SHARED", MAP_SHARED }, { "MAP_PRIVATE", MAP_PRIVATE }, { "MAP_SHARED_VALIDATE", 3 },
				    { "MAP_FIXED", MAP_FIXED }, { "MAP_FIXED_NOREPLACE", 0x100000 }, { "MAP_ANONYMOUS", MAP_ANONYMOUS }, { 0 } };
static const struct word OPENS[] = { { "O_WRONLY", O_WRONLY }, { "O_RDWR", O_RDWR }, { "O_CLOEXEC", O_CLOEXEC }, { "O_TRUNC", O_TRUNC }, { 0 } };
static const struct word MOVES[] = { { "MREMAP_MAYMOVE", MREMAP_MAYMOVE }, { "MREMAP_FIXED", MREMAP_FIXED }, { 0 } };

static unsigned long bits_of(struct piece step, const char *key, const struct word *words)
{
	unsigned long bits = 0;

	for (; words->name != NULL; words++)
		if (json_lists(step, key, words->name))
			bits |= words->bits;
	return bits;
}

static struct descriptor *descriptor_of(struct process *process, const char *name)
{
	for (int i = 0; i < DESCRIPTORS; i++)
		if (process->fds[i].fd != 0 && strcmp(process->fds[i].name, name) == 0)
			return &process->fds[i];
	return NULL;
}

/* The number of the descriptor named by `fd`; one that is not open where the trace closed it or never opened it. */
static int number_of(struct process *process, struct piece step)
{
	char name[NAME_BYTES];
	struct descriptor *found = json_text(step, "fd", name, sizeof(name)) ? descriptor_of(process, name) : NULL;

	return found == NULL ? -1 : found->fd;
}

static bool note_open(struct process *process, struct piece step, int fd)
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

static void put_done(char *answer, size_t size)
{
	snprintf(answer, size, "\"outcome\":{\"result\":\"done\"}");
}

static void put_value(char *answer, size_t size, uint64_t value)
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

/* What the process said, for calls whose success has no value of its own. */
static void put_reply(char *answer, size_t size, const struct reply *reply)
{
	char name[32];

	switch (reply->kind) {
	case DONE:
		put_done(answer, size);
		break;
	case REFUSED:
		name_error(reply->error, name, sizeof(name));
		snprintf(answer, size, "\"outcome\":{\"result\":\"refused\",\"errno\":\"%s\"}", name);
		break;
	case FAULT:
		put_fault(answer, size, reply);
		break;
	case UNSUPPORTED:
		answer_unsupported(reply->what, answer, size);
		break;
	}
}

static bool put_error(char *answer, size_t size, const char *why)
{
	snprintf(answer, size, "\"error\":\"internal\",\"message\":\"%s\"", why);
	return false;
}

/* One call in the process; `put` has the last word where it succeeded. */
static bool ask(struct process *process, struct request *request, struct reply *reply, char *answer, size_t size)
{
	char why[160];

	if (!process_ask(process, request, reply, why, sizeof(why)))
		return put_error(answer, size, why);
	put_reply(answer, size, reply);
	return true;
}

static bool step_open(struct process *process, struct piece step, struct request *request, char *answer, size_t size)
{
	char name[NAME_BYTES] = "";
	struct reply reply;

	request->op = OP_OPEN;
	request->arg[0] = bits_of(step, "flags", OPENS);
	json_text(step, "file", name, sizeof(name));
	path_of(name, request->path);
	if (!ask(process, request, &reply, answer, size))
		return false;
	if (reply.kind == DONE && !note_open(process, step, (int)reply.value))
		return answer_unsupported("so many descriptors", answer, size), true;
	return true;
}

static bool step_close(struct process *process, struct piece step, struct request *request, char *answer, size_t size)
{
	char name[NAME_BYTES];
	struct descriptor *found = json_text(step, "fd", name, sizeof(name)) ? descriptor_of(process, name) : NULL;
	struct reply reply;

	request->op = OP_CLOSE;
	request->arg[0] = (uint64_t)number_of(process, step);
	if (!ask(process, request, &reply, answer, size))
		return false;
	if (reply.kind == DONE && found != NULL)
		memset(found, 0, sizeof(*found));
	return true;
}

/* A call whose success is an address. */
static bool ask_for_address(struct process *process, struct request *request, char *answer, size_t size)
{
	struct reply reply;

	if (!ask(process, request, &reply, answer, size))
		return false;
	if (reply.kind == DONE)
		snprintf(answer, size, "\"outcome\":{\"result\":\"done\",\"addr\":\"0x%lx\"}", reply.value);
	return true;
}

static bool step_mmap(struct process *process, struct piece step, struct request *request, char *answer, size_t size)
{
	uint64_t *a = request->arg;

	request->op = OP_MMAP;
	json_hex(step, "addr", &a[0]);
	json_hex(step, "length", &a[1]);
	a[2] = bits_of(step, "prot", PROTECTIONS);
	a[3] = bits_of(step, "flags", MAPS) | (json_lists(step, "flags", "MAP_SHARED_PT") ? shared_pt : 0);
	/* A trace may map far more than the machine has, and touches little of it. */
	a[3] |= MAP_NORESERVE;
	a[4] = (uint64_t)(int64_t)number_of(process, step);
	json_hex(step, "offset", &a[5]);
	return ask_for_address(process, request, answer, size);
}

static bool step_mremap(struct process *process, struct piece step, struct request *request, char *answer, size_t size)
{
	uint64_t *a = request->arg;

	request->op = OP_MREMAP;
	json_hex(step, "addr", &a[0]);
	json_hex(step, "oldLength", &a[1]);
	json_hex(step, "newLength", &a[2]);
	a[3] = bits_of(step, "flags", MOVES);
	json_hex(step, "newAddr", &a[4]);
	return ask_for_address(process, request, answer, size);
}

/* Fork, and the calibration's clone: the name is free, the child gets the parent's descriptors. */
static bool begin_child(struct process *parent, struct piece step, struct request *request, char *answer, size_t size)
{
	char name[NAME_BYTES], why[160];
	struct process *child;
	struct reply reply;

	if (!json_text(step, "child", name, sizeof(name)) || process_find(name) != NULL)
		return put_error(answer, size, "no name for the child, or one that is taken");
	child = process_reserve(name, parent);
	if (child == NULL)
		return answer_unsupported("so many processes", answer, size), true;
	request->arg[0] = (uint64_t)child->socket + 1;
	if (!process_ask(parent, request, &reply, why, sizeof(why))) {
		process_drop(child);
		return put_error(answer, size, why);
	}
	put_reply(answer, size, &reply);
	if (reply.kind != DONE) {
		process_drop(child);
		return true;
	}
	child->pid = (pid_t)reply.value;
	return process_await(child, &reply, why, sizeof(why)) ? true : put_error(answer, size, why);
}

static bool step_exec(struct process *process, struct request *request, char *answer, size_t size)
{
	struct reply reply;

	request->op = OP_EXEC;
	/* Its first words as a new program, or why there is none. */
	if (!ask(process, request, &reply, answer, size))
		return false;
	for (int i = 0; reply.kind == DONE && i < DESCRIPTORS; i++)
		if (process->fds[i].cloexec)
			memset(&process->fds[i], 0, sizeof(process->fds[i]));
	return true;
}

static bool step_exit(struct process *process, struct request *request, char *answer, size_t size)
{
	char why[160];
	struct reply reply;

	request->op = OP_EXIT;
	if (process_ask(process, request, &reply, why, sizeof(why)))
		return put_error(answer, size, "a process that does not exit");
	if (process->pid != 0)
		return put_error(answer, size, why);
	process_drop(process);
	put_done(answer, size);
	return true;
}

/* Loads have a value; the other simple calls only succeed or fail. */
static bool step_simple(struct process *process, struct request *request, char *answer, size_t size)
{
	struct reply reply;

	if (!ask(process, request, &reply, answer, size))
		return false;
	if (reply.kind == DONE && request->op == OP_LOAD)
		put_value(answer, size, reply.value);
	return true;
}

static bool step_range(struct process *process, struct piece step, struct request *request, enum op op, uint64_t third, char *answer,
		       size_t size)
{
	request->op = op;
	json_hex(step, "addr", &request->arg[0]);
	json_hex(step, "length", &request->arg[1]);
	request->arg[2] = third;
	return step_simple(process, request, answer, size);
}

static bool step_present(struct process *process, struct piece step, char *answer, size_t size)
{
	uint64_t address = 0;
	int present;

	json_hex(step, "addr", &address);
	present = look_present(process->pid, address);
	if (present < 0)
		answer_unsupported("/proc/pid/pagemap cannot be read", answer, size);
	else
		put_value(answer, size, (uint64_t)present);
	return true;
}

bool world_step(struct piece step, char *answer, size_t size)
{
	char call[32] = "", name[NAME_BYTES] = "", advice[32] = "";
	struct request request = { .cpu = (int)json_number(step, "cpu", 0) };
	struct process *process;

	json_text(step, "call", call, sizeof(call));
	json_text(step, "process", name, sizeof(name));
	process = process_find(name);
	if (process == NULL)
		return name[0] == '\0' ? (answer_unsupported(call, answer, size), true) : put_error(answer, size, "there is no such process");
	if (strcmp(call, "load") == 0 || strcmp(call, "store") == 0) {
		request.op = call[0] == 'l' ? OP_LOAD : OP_STORE;
		json_hex(step, "addr", &request.arg[0]);
		request.arg[1] = (uint64_t)json_number(step, "value", 0);
		return step_simple(process, &request, answer, size);
	}
	if (strcmp(call, "mmap") == 0)
		return step_mmap(process, step, &request, answer, size);
	if (strcmp(call, "munmap") == 0)
		return step_range(process, step, &request, OP_MUNMAP, 0, answer, size);
	if (strcmp(call, "mprotect") == 0)
		return step_range(process, step, &request, OP_MPROTECT, bits_of(step, "prot", PROTECTIONS), answer, size);
	if (strcmp(call, "madvise") == 0) {
		json_text(step, "advice", advice, sizeof(advice));
		return step_range(process, step, &request, OP_MADVISE, strcmp(advice, "MADV_REMOVE") == 0 ? MADV_REMOVE : MADV_DONTNEED,
				  answer, size);
	}
	if (strcmp(call, "mremap") == 0)
		return step_mremap(process, step, &request, answer, size);
	if (strcmp(call, "open") == 0)
		return step_open(process, step, &request, answer, size);
	if (strcmp(call, "close") == 0)
		return step_close(process, step, &request, answer, size);
	if (strcmp(call, "ftruncate") == 0) {
		request.op = OP_FTRUNCATE;
		request.arg[0] = (uint64_t)number_of(process, step);
		json_hex(step, "size", &request.arg[1]);
		return step_simple(process, &request, answer, size);
	}
	if (strcmp(call, "fork") == 0 || strcmp(call, "clone-vm") == 0) {
		request.op = call[0] == 'f' ? OP_FORK : OP_CLONE_VM;
		return begin_child(process, step, &request, answer, size);
	}
	if (strcmp(call, "exec") == 0)
		return step_exec(process, &request, answer, size);
	if (strcmp(call, "exit") == 0)
		return step_exit(process, &request, answer, size);
	if (strcmp(call, "present") == 0)
		return step_present(process, step, answer, size);
	answer_unsupported(call, answer, size);
	return true;
}
