/* SPDX-License-Identifier: Apache-2.0 */
/* The agent: performs the steps of a trace as system calls of real processes. See README.md. */
#ifndef PTSHARE_AGENT_H
#define PTSHARE_AGENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define NAME_BYTES 65
#define PATH_BYTES 256

/* json.c: a piece of a line, and what stands in it. The harness promises flat steps and keys that occur once. */
struct piece {
	const char *start;
	const char *end;
};
/* A string, copied; false where the key is absent or the string does not fit. */
bool json_text(struct piece in, const char *key, char *out, size_t size);
/* An address or length, a string of hex digits; false where the key is absent. */
bool json_hex(struct piece in, const char *key, uint64_t *out);
long json_number(struct piece in, const char *key, long otherwise);
/* Is `word` in the list of strings behind `key`? */
bool json_lists(struct piece in, const char *key, const char *word);
/* The object or list behind `key`, brackets included; empty where absent. */
struct piece json_inner(struct piece in, const char *key);
/* Takes the next flat {...} off the front; false at the end. */
bool json_next_object(struct piece *rest, struct piece *object);
/* Takes the next string off the front of a list or of the keys of an object. */
bool json_next_string(struct piece *rest, char *out, size_t size);

/* out.c: what is answered. Written when there is no more input, or when it does not fit. */
void out_to(int fd);
void out_text(const char *format, ...) __attribute__((format(printf, 1, 2)));
void out_flush(void);

/* worker.c: one process of a trace. It waits for requests in its mailbox and performs one call for each. */
enum op { OP_OPEN, OP_CLOSE, OP_FTRUNCATE, OP_MMAP, OP_MUNMAP, OP_MPROTECT, OP_MADVISE, OP_MREMAP, OP_FORK, OP_CLONE_VM, OP_EXEC, OP_EXIT,
	  OP_LOAD, OP_STORE, OP_MOUNT, OP_UMOUNT, OP_UNLINK, OP_READ, OP_FSTAT, OP_FALLOCATE, OP_SEND, OP_TAKE,
	  OP_IOCTL_PLACE, OP_IOCTL_TAKE_OUT, OP_SYSCALL, OP_SYSCALL_NAMED, OP_SYSCALL_PLACE, OP_SYSCALL_ADDRESS,
	  OP_SYSCALL_FD };
/* A pointer of the call: to what it should, to no memory, or to a path that is too long. */
enum pointer { GOOD_POINTER, BAD_POINTER, TOO_LONG };
enum kind { DONE, REFUSED, FAULT, UNSUPPORTED };
struct request {
	enum op op;
	int cpu; /* the process is there already */
	bool stay; /* runs on, and does not sleep, until the next request: then its CPU goes on with its address space */
	uint64_t arg[6];
	unsigned long number;  /* of the ioctl or of the system call */
	uint64_t touches[2];   /* start and length of what a system call would change: not the agent's own memory */
	enum pointer pointer;
	char path[PATH_BYTES];
};
struct reply {
	enum kind kind;
	int error;  /* errno of REFUSED */
	int signal; /* of FAULT */
	int code;   /* si_code of FAULT */
	uint64_t value;
	char what[80]; /* of UNSUPPORTED */
};
/* Notes which memory is the program's own. Once, before the first step: children of a fork inherit the list. */
void worker_learn_memory(void);
/* Never returns. Begins with a reply, so that the agent knows that the process is ready. */
void worker_run(int slot) __attribute__((noreturn));

/* For the calls in region-calls.c. */
struct reply worker_result(long value);
struct reply worker_unsupported(const char *what);
bool worker_owns(uint64_t start, uint64_t length);
/* A descriptor moves out of the way of the program's own. */
struct reply worker_take_in(int fd, bool cloexec);

/* region-calls.c: calls of regions that are objects of their own, in a process of a trace. */
struct reply region_call(const struct request *ask);
/* Where bytes that were read lie, and a pair of sockets for descriptors. Below the memory for messages. */
#define EXCHANGE 397
#define PASSING 398
/* Once, at the start; false where there are not enough descriptors. */
bool regions_prepare(void);
/* Before a world: nothing is on its way. */
void regions_clear(void);
/* Is there a file system of that name, in whatever way? */
bool msharefs_is_known(void);

/* cpus.c */
void cpus_learn(void);
int cpus_count(void);
/* Pins a process, or the caller (0), to the n-th CPU that the agent may use. */
bool cpus_pin(pid_t pid, int n);

/* mailbox.c: what the agent and its processes tell each other. First by the agent; by a process that is a new program, to join in. */
#define PROCESSES 64
bool mailboxes_make(void);
bool mailboxes_join(void);
/* A process is about to begin, and owes its first words. */
void mailbox_prepare(int slot);
void mailbox_put(int slot, const struct request *request);
/* False where there is no reply yet. */
bool mailbox_take(int slot, struct reply *reply);
/* The process need not run on until its next request. */
void mailbox_rest(int slot);
bool mailbox_sleeps(int slot);
/* Sleeps until somebody replies or dies, unless that happened since the bell was read; false where it takes too long. */
int mailbox_bell(void);
bool mailbox_listen(int bell, long milliseconds);
/* Wakes nobody: for a signal handler, which has ended the sleep. */
void mailbox_ring(void);
/* Of a process. */
void mailbox_reply(int slot, const struct reply *reply);
const struct request *mailbox_await(int slot, bool stay);

/* process.c: the processes of a trace, by name. */
#define DESCRIPTORS 32
struct descriptor {
	char name[NAME_BYTES];
	int fd;
	bool cloexec;
};
struct process {
	bool used;
	char name[NAME_BYTES];
	pid_t pid; /* 0 once it is gone */
	int status; /* of wait, when it is gone */
	int slot; /* of its mailbox */
	int cpu; /* that it is pinned to; -1 before its first call */
	struct descriptor fds[DESCRIPTORS];
};
/* Once, at the start; false where the kernel refuses what that takes. */
bool processes_prepare(void);
struct process *process_find(const char *name);
struct process *process_at(int slot);
struct process *process_spawn(const char *name);
/* The name for a child that a fork is about to begin; NULL where there are too many. */
struct process *process_reserve(const char *name, const struct process *parent);
void process_drop(struct process *process);
/* Performs one request; false with a reason where the process died or does not answer. */
bool process_ask(struct process *process, struct request *request, struct reply *reply, char *why, size_t size);
bool process_await(struct process *process, struct reply *reply, char *why, size_t size);
void processes_end(void);
void processes_limit(long milliseconds);
/* Processes stay on the CPU of their last call, but for the first CPU, which is the agent's. */
void processes_stay(void);

/* world.c: reset and step. Each writes the value of "outcome" or an error. */
/* Makes the world of a setup; false with the answer `unsupported` or an error already chosen in `answer`. */
bool world_reset(struct piece setup, char *answer, size_t size);
/* The outcome of one step as JSON in `answer`; false where the message must be answered by an error. */
bool world_step(struct piece step, char *answer, size_t size);
/* Where the files of a trace live; created where it is not there. */
void world_at(const char *folder, const char *huge);
void world_clear(void);
/* Deletes the files in it. */
void clear_folder(const char *path);
void world_shared_pt_flag(unsigned long flag);

/* step.c: what a step says, and what is answered. */
struct word {
	const char *name;
	unsigned long bits;
};
extern const struct word PROTECTIONS[], MAPS[], OPENS[], MOVES[];
unsigned long bits_of(struct piece step, const char *key, const struct word *words);
struct descriptor *descriptor_of(struct process *process, const char *name);
/* The number of the descriptor that `key` names; -1 for one that the trace closed or never opened. */
int number_of(struct process *process, struct piece step, const char *key);
/* Binds the name that stands behind `as`; false where there are too many. */
bool note_open(struct process *process, struct piece step, int fd);
void put_done(char *answer, size_t size);
void put_value(char *answer, size_t size, uint64_t value);
void put_refused(char *answer, size_t size, int error);
/* What the process said, for calls whose success has no value of its own. */
void put_reply(char *answer, size_t size, const struct reply *reply);
bool put_error(char *answer, size_t size, const char *why);
/* Always false. */
bool answer_unsupported(const char *what, char *answer, size_t size);
/* One call in the process; who calls has the last word where it succeeded. */
bool ask(struct process *process, struct request *request, struct reply *reply, char *answer, size_t size);
/* A call whose success is an address. */
bool ask_for_address(struct process *process, struct request *request, char *answer, size_t size);

/* region-steps.c: the steps of generations in which a region is an object of its own. */
/* False where the step is none of these; else `*answered` is what world_step returns. */
bool region_step(const char *call, struct process *process, struct piece step, struct request *request, char *answer, size_t size,
		 bool *answered);
/* names.c: files that lie elsewhere than in the folder of the trace. */
enum where { IN_FOLDER, IN_MSHAREFS, IN_HUGETLBFS };
void names_clear(void);
bool names_add(const char *name, enum where where);
enum where names_where(const char *name);
/* The next one there, from `*at`, which begins with 0; NULL at the end. */
const char *names_next(enum where where, int *at);

/* msharefs.c: where it is mounted. */
/* Where it is mounted if the kernel has no place for it; `mounts` is false where this user cannot mount. */
void msharefs_at(const char *folder, bool mounts);
/* Before a world: what was mounted is gone, and names in it with it. */
void msharefs_clear(void);
const char *msharefs_place(void);
bool msharefs_mounts(void);

/* numbers.c: numbers of calls that no kernel has yet; an option each. */
#define NUMBERS 11
const char *number_option(int i);
/* False where there is no such option. */
bool number_set(const char *option, const char *value);
/* Of a call, or -1 where none was given. */
long number_find(const char *call);
/* Calls that were tried, and are something else on this kernel. `claims`: the kernel is held to having an interface of these. */
void numbers_withhold(struct piece calls, bool claims);
bool numbers_claimed(void);
bool number_is_withheld(const char *call);

/* looks.c: what /proc tells. */
int look_present(pid_t pid, uint64_t address);
void look_private(struct piece message, char *answer, size_t size);

/* native.c: where the agent is an ordinary program. False with a word on the standard error. */
bool native_begin(int argc, char **argv);
void native_end(void);

/* guest.c: where the agent is the first process of a virtual machine. Returns the channel's descriptor. */
int guest_begin(void);
void guest_end(void) __attribute__((noreturn));

#endif
