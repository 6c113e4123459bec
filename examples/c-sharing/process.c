#include "process.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "access.h"
#include "region.h"

static struct process **processes;
static size_t process_count, process_room;

struct process *process_new(const char *name) {
  struct process *process = must(calloc(1, sizeof *process));
  snprintf(process->name, NAME, "%s", name);
  process->mm = mm_new(NULL);
  processes = grow(processes, process_count, &process_room, sizeof *processes);
  return processes[process_count++] = process;
}

struct process *process_named(const char *name) {
  for (size_t i = 0; i < process_count; i++)
    if (strcmp(processes[i]->name, name) == 0) return processes[i];
  return NULL;
}

struct process *process_of(const struct mm *mm) {
  for (size_t i = 0; i < process_count; i++)
    if (processes[i]->mm == mm) return processes[i];
  return NULL;
}

/* A page of a private mapping is held by both from now on; whoever writes first gets a copy. */
static void share_page(struct mm *mm, page_t page, struct place place, void *with) {
  uint64_t entry = entry_at(place), frame = entry >> ENTRY_SHIFT;
  if ((entry & OWN) == 0) return;
  frame_get(frame);
  entry_set(place, entry & ~(uint64_t)WRITABLE);
  entry_set(leaf_made(with, page), entry & ~(uint64_t)(WRITABLE | ACCESSED | DIRTY));
  flush_users(mm, page, page + 1);
}

static void inherit(struct mm *parent, struct mm *child) {
  for (size_t i = 0; i < parent->count; i++) {
    vma_add(child, parent->vmas[i]);
    entries_each(parent, parent->vmas[i].start, parent->vmas[i].end, share_page, child);
#ifndef BUG_FORK_NOT_COUNTED
    if (parent->vmas[i].region != NULL) region_join(parent->vmas[i].region);
#endif
  }
}

void process_fork(const struct process *parent, const char *name) {
  struct process *child = process_new(name);
  for (size_t i = 0; i < parent->count; i++) descriptor_open(child, parent->descriptors[i]);
  inherit(parent->mm, child->mm);
}

void process_exec(struct process *process) {
  mm_free(process->mm);
  process->mm = mm_new(NULL);
  for (size_t i = process->count; i-- > 0;)
    if (process->descriptors[i].close_on_exec) descriptor_close(process, process->descriptors[i].name);
}

static void release(struct process *process) {
  free(process->descriptors);
  free(process);
}

void process_exit(struct process *process) {
  mm_free(process->mm);
  for (size_t i = 0; i < process_count; i++)
    if (processes[i] == process) processes[i] = processes[--process_count];
  release(process);
}

void processes_forget(void) {
  for (size_t i = 0; i < process_count; i++) release(processes[i]);
  process_count = 0;
}

struct descriptor *descriptor_named(const struct process *process, const char *name) {
  for (size_t i = 0; i < process->count; i++)
    if (strcmp(process->descriptors[i].name, name) == 0) return &process->descriptors[i];
  return NULL;
}

void descriptor_open(struct process *process, struct descriptor descriptor) {
  struct descriptor *known = descriptor_named(process, descriptor.name);
  if (known == NULL) {
    process->descriptors = grow(process->descriptors, process->count, &process->room, sizeof *process->descriptors);
    known = &process->descriptors[process->count++];
  }
  *known = descriptor;
}

bool descriptor_close(struct process *process, const char *name) {
  struct descriptor *known = descriptor_named(process, name);
  if (known == NULL) return false;
  *known = process->descriptors[--process->count];
  return true;
}
