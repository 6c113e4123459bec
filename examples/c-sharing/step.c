#include "step.h"

#include <stdio.h>
#include <string.h>

#include "access.h"
#include "message.h"
#include "region.h"
#include "tlb.h"

static void forget(void) {
  processes_forget();
  regions_forget();
  mms_forget();
  tables_forget();
  files_forget();
  frames_forget();
  tlb_forget();
}

/* "files":{"log":{"size":"0x1000"},"pool":{"size":"0x200000","content":"page-numbers"}} */
static void make_files(const char *at) {
  char name[STRING], content[STRING];
  while (at != NULL && at[1] == '"') { /* behind { or , */
    const char *object = quoted(at, name), *end = object == NULL ? NULL : strchr(object, '}');
    if (end == NULL) return;
    const char *key = find(object, "content");
    bool numbers = key != NULL && key < end && strcmp(string(object, "content", content), "page-numbers") == 0;
    file_new(name, hex(object, "size"), numbers);
    at = end[1] == ',' ? end + 1 : NULL;
  }
}

struct outcome world_reset(const char *setup) {
  char name[STRING];
  uint64_t page_size = number(setup, "pageSize"), entries = number(setup, "entriesPerTable");
  forget();
  if (strcmp(string(setup, "generation", name), "map-shared-pt") != 0) return unsupported("this generation");
  if (!machine_build(page_size, entries, (unsigned)number(setup, "levels"), (unsigned)number(setup, "cpus")))
    return unsupported("addresses of more than 64 bits");
  for (const char *at = find(setup, "processes"); at != NULL && at[0] != ']';) {
    at = quoted(at, name);
    if (at != NULL) process_new(name);
  }
  make_files(find(setup, "files"));
  return done();
}

static int prot_of(const char *step) {
  return (has(step, "prot", "PROT_READ") ? READ : 0) | (has(step, "prot", "PROT_WRITE") ? WRITE : 0) | (has(step, "prot", "PROT_EXEC") ? EXECUTE : 0);
}

static struct outcome open_file(struct process *process, const char *step) {
  char name[STRING];
  bool write_only = has(step, "flags", "O_WRONLY");
  struct descriptor fd = {.file = file_named(string(step, "file", name)), .readable = !write_only,
                          .writable = write_only || has(step, "flags", "O_RDWR"), .close_on_exec = has(step, "flags", "O_CLOEXEC")};
  if (fd.file == NULL) return refused("ENOENT");
  if (has(step, "flags", "O_CREAT") && has(step, "flags", "O_EXCL")) return refused("EEXIST");
  if (has(step, "flags", "O_TRUNC")) truncate_file(fd.file, 0);
  string(step, "as", fd.name);
  descriptor_open(process, fd);
  return done();
}

static struct outcome mmap_step(struct process *process, const char *step) {
  char fd[STRING];
  struct mmap_request request = {.addr = hex(step, "addr"), .length = hex(step, "length"), .offset = hex(step, "offset"),
                                 .prot = prot_of(step), .fixed = has(step, "flags", "MAP_FIXED"),
                                 .no_replace = has(step, "flags", "MAP_FIXED_NOREPLACE"), .anonymous = has(step, "flags", "MAP_ANONYMOUS"),
                                 .share_tables = has(step, "flags", "MAP_SHARED_PT"), .fd = string(step, "fd", fd)};
  if (has(step, "flags", "MAP_SHARED")) request.type |= MAP_TYPE_SHARED;
  if (has(step, "flags", "MAP_PRIVATE")) request.type |= MAP_TYPE_PRIVATE;
  if (has(step, "flags", "MAP_SHARED_VALIDATE")) request.type |= MAP_TYPE_VALIDATE;
  return call_mmap(process, &request);
}

static struct outcome mremap_step(struct process *process, const char *step) {
  struct mremap_request request = {hex(step, "addr"), hex(step, "oldLength"), hex(step, "newLength"), hex(step, "newAddr"),
                                   has(step, "flags", "MREMAP_MAYMOVE"), has(step, "flags", "MREMAP_FIXED")};
  return call_mremap(process, &request);
}

static struct outcome access_step(struct process *process, const char *step, bool write) {
  static const char *const codes[] = {[NOT_MAPPED] = "SEGV_MAPERR", [NOT_PERMITTED] = "SEGV_ACCERR", [BEYOND_FILE] = "BUS_ADRERR"};
  unsigned char byte = (unsigned char)number(step, "value");
  enum access answer = cpu_access(process->mm, (unsigned)number(step, "cpu"), hex(step, "addr"), write, &byte);
  if (answer != ALLOWED) return (struct outcome){.kind = FAULT, .name = codes[answer]};
  return write ? done() : done_with(byte);
}

static struct outcome process_step(struct process *process, const char *call, const char *step) {
  char name[STRING];
  if (strcmp(call, "open") == 0) return open_file(process, step);
  if (strcmp(call, "close") == 0) return descriptor_close(process, string(step, "fd", name)) ? done() : refused("EBADF");
  if (strcmp(call, "fork") == 0) process_fork(process, string(step, "child", name));
  else if (strcmp(call, "exec") == 0) process_exec(process);
  else if (strcmp(call, "exit") == 0) process_exit(process);
  else return unsupported("this call");
  return done();
}

static struct outcome memory_step(struct process *process, const char *call, const char *step) {
  char name[STRING];
  uint64_t addr = hex(step, "addr"), length = hex(step, "length");
  if (strcmp(call, "load") == 0) return access_step(process, step, false);
  if (strcmp(call, "store") == 0) return access_step(process, step, true);
  if (strcmp(call, "mmap") == 0) return mmap_step(process, step);
  if (strcmp(call, "munmap") == 0) return call_munmap(process, addr, length);
  if (strcmp(call, "mprotect") == 0) return call_mprotect(process, addr, length, prot_of(step));
  if (strcmp(call, "madvise") == 0) return call_madvise(process, addr, length, strcmp(string(step, "advice", name), "MADV_REMOVE") == 0);
  if (strcmp(call, "mremap") == 0) return mremap_step(process, step);
  if (strcmp(call, "ftruncate") == 0) return call_ftruncate(process, string(step, "fd", name), hex(step, "size"));
  if (strcmp(call, "present") == 0) return done_with(page_present(process->mm, page_of(addr)));
  return process_step(process, call, step);
}

struct outcome world_step(const char *step) {
  char call[STRING], name[STRING];
  string(step, "call", call);
  struct process *process = process_named(string(step, "process", name));
  if (strcmp(call, "tables") == 0) return (struct outcome){.kind = SHOWN};
  if (strcmp(call, "table-bytes") == 0 && name[0] == '\0') return done_with(counts.table_bytes);
  if (process == NULL) return refused("ESRCH");
  if (strcmp(call, "table-bytes") == 0) return done_with(process->mm->table_bytes);
  counts.entries_written = 0;
  return memory_step(process, call, step);
}
