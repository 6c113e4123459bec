/* Processes and their descriptors. */
#ifndef PROCESS_H
#define PROCESS_H
#include "mm.h"

struct descriptor {
  char name[NAME];
  struct file *file;
  bool readable, writable, close_on_exec;
};
struct process {
  char name[NAME];
  struct mm *mm;
  struct descriptor *descriptors;
  size_t count, room;
};

struct process *process_new(const char *name);
struct process *process_named(const char *name); /* NULL: none lives */
struct process *process_of(const struct mm *mm); /* NULL: a host */
void process_fork(const struct process *parent, const char *child);
void process_exec(struct process *process);
void process_exit(struct process *process);
void processes_forget(void);

struct descriptor *descriptor_named(const struct process *process, const char *name); /* NULL: not open */
void descriptor_open(struct process *process, struct descriptor descriptor);
bool descriptor_close(struct process *process, const char *name); /* false: not open */
#endif
