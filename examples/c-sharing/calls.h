/* The calls on memory. Each checks everything before it changes anything, so that a call that fails leaves the world as it was. */
#ifndef CALLS_H
#define CALLS_H
#include "process.h"

struct outcome {
  enum { DONE, DONE_AT, DONE_WITH, SHOWN, REFUSED, FAULT, UNSUPPORTED } kind;
  uint64_t value;   /* an address, or what was loaded or looked at */
  const char *name; /* of the error, the signal's code, or what is not supported */
};
static inline struct outcome done(void) { return (struct outcome){.kind = DONE}; }
static inline struct outcome done_at(uint64_t addr) { return (struct outcome){.kind = DONE_AT, .value = addr}; }
static inline struct outcome done_with(uint64_t value) { return (struct outcome){.kind = DONE_WITH, .value = value}; }
static inline struct outcome refused(const char *error) { return (struct outcome){.kind = REFUSED, .name = error}; }
static inline struct outcome unsupported(const char *what) { return (struct outcome){.kind = UNSUPPORTED, .name = what}; }

enum { MAP_TYPE_SHARED = 1, MAP_TYPE_PRIVATE = 2, MAP_TYPE_VALIDATE = 3 }; /* bits, as in the manual's header */
struct mmap_request {
  uint64_t addr, length, offset; /* addr 0: the simulator chooses */
  int prot, type;
  bool fixed, no_replace, anonymous, share_tables;
  const char *fd;
};
struct mremap_request {
  uint64_t addr, old_length, new_length, new_addr;
  bool may_move, fixed;
};

struct outcome call_mmap(struct process *process, const struct mmap_request *request);
struct outcome call_munmap(struct process *process, uint64_t addr, uint64_t length);
struct outcome call_mprotect(struct process *process, uint64_t addr, uint64_t length, int prot);
struct outcome call_madvise(struct process *process, uint64_t addr, uint64_t length, bool removes);
struct outcome call_mremap(struct process *process, const struct mremap_request *request);
void truncate_file(struct file *file, uint64_t size);
struct outcome call_ftruncate(struct process *process, const char *fd, uint64_t size);

static inline bool aligned(uint64_t bytes) { return (bytes & (machine.page_size - 1)) == 0; }
static inline page_t page_of(uint64_t addr) { return addr >> machine.page_bits; }
/* Of a length in bytes; a length that would wrap gives more pages than there are. */
static inline page_t pages_of(uint64_t length) { return page_of(length) + !aligned(length); }
static inline bool in_user_space(page_t start, page_t pages) { return pages <= machine.user_pages && start <= machine.user_pages - pages; }
#endif
