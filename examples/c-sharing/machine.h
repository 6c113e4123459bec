/* The machine: its measures, and physical memory. Page numbers and frame numbers are counted from the start of theirs;
 * an entry of a table is a target (a frame, or the id of a table) shifted by ENTRY_SHIFT, and bits. */
#ifndef MACHINE_H
#define MACHINE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef uint64_t page_t;

/* The bits of an entry that can be seen are those of x86-64; OWN is one of our own, in the place that it leaves to software. */
enum { PRESENT = 1, WRITABLE = 2, USER = 4, ACCESSED = 32, DIRTY = 64, NO_EXECUTE = 256, OWN = 512, ENTRY_SHIFT = 12 };
enum { READ = 1, WRITE = 2, EXECUTE = 4 }; /* protection */

struct machine {
  uint64_t page_size;
  unsigned page_bits, table_bits; /* log2 of the page size, and of the entries in a table */
  unsigned levels, cpus;
  page_t user_pages; /* user space is [0, user_pages) */
};
struct counts {
  uint64_t table_bytes, tables_allocated, tables_freed, frames_allocated, frames_freed, entries_written;
};
extern struct machine machine;
extern struct counts counts;

/* False where addresses of this machine do not fit into 64 bits. */
bool machine_build(uint64_t page_size, uint64_t entries, unsigned levels, unsigned cpus);
static inline uint64_t table_entries(void) { return UINT64_C(1) << machine.table_bits; }

/* Memory of the simulator itself: exits where there is none. `grow` makes room for one more at the end of an array. */
void *must(void *memory);
void *grow(void *array, size_t used, size_t *room, size_t element);

/* Frames are counted: by the page cache and by each entry that leads to them. A new one is zero, and has one count. */
uint64_t frame_new(void);
uint64_t frame_copy(uint64_t frame);
void frame_get(uint64_t frame);
void frame_put(uint64_t frame);
unsigned frame_count(uint64_t frame);
unsigned char *frame_bytes(uint64_t frame);
void frames_forget(void); /* the end of a world */
#endif
