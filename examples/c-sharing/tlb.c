#include "tlb.h"

#include <string.h>

#include "mm.h"

enum { CPUS = 64 };
static struct tlb cpus[CPUS];

struct tlb *tlb_of(unsigned cpu) { return &cpus[cpu % CPUS]; }

struct translation *tlb_page(unsigned cpu, const struct mm *mm, page_t page) {
  struct tlb *tlb = tlb_of(cpu);
  for (size_t i = 0; i < sizeof tlb->pages / sizeof *tlb->pages; i++)
    if (tlb->pages[i].entry != 0 && tlb->pages[i].mm == mm->id && tlb->pages[i].page == page) return &tlb->pages[i];
  return NULL;
}

struct walk *tlb_walk(unsigned cpu, const struct mm *mm, page_t page) {
  struct tlb *tlb = tlb_of(cpu);
  for (size_t i = 0; i < sizeof tlb->walks / sizeof *tlb->walks; i++)
    if (tlb->walks[i].used && tlb->walks[i].mm == mm->id && tlb->walks[i].slot == page >> machine.table_bits) return &tlb->walks[i];
  return NULL;
}

void tlb_learn(unsigned cpu, const struct mm *mm, page_t page, uint64_t entry) {
  struct tlb *tlb = tlb_of(cpu);
  struct translation *known = tlb_page(cpu, mm, page);
  if (known == NULL) known = &tlb->pages[tlb->next_page++ % (sizeof tlb->pages / sizeof *tlb->pages)];
  *known = (struct translation){mm->id, page, entry};
}

void tlb_learn_walk(unsigned cpu, const struct mm *mm, page_t page, uint64_t leaf) {
  struct tlb *tlb = tlb_of(cpu);
  struct walk *known = tlb_walk(cpu, mm, page);
  if (known == NULL) known = &tlb->walks[tlb->next_walk++ % (sizeof tlb->walks / sizeof *tlb->walks)];
  *known = (struct walk){mm->id, page >> machine.table_bits, leaf, true};
}

void tlb_flush(const struct mm *mm, page_t from, page_t to) {
  for (unsigned cpu = 0; cpu < machine.cpus; cpu++)
    for (size_t i = 0; i < sizeof cpus->pages / sizeof *cpus->pages; i++) {
      struct translation *known = &tlb_of(cpu)->pages[i];
      if (known->mm == mm->id && from <= known->page && known->page < to) known->entry = 0;
    }
}

void tlb_flush_walks(const struct mm *mm, page_t from, page_t to) {
  tlb_flush(mm, from, to);
  for (unsigned cpu = 0; cpu < machine.cpus; cpu++)
    for (size_t i = 0; i < sizeof cpus->walks / sizeof *cpus->walks; i++) {
      struct walk *known = &tlb_of(cpu)->walks[i];
      if (known->mm == mm->id && from >> machine.table_bits <= known->slot && known->slot <= (to - 1) >> machine.table_bits) known->used = false;
    }
}

void tlb_forget(void) { memset(cpus, 0, sizeof cpus); }
