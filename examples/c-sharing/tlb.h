/* What each CPU remembers: translations of pages, and walks, which lead to a leaf table without the tables above it. */
#ifndef TLB_H
#define TLB_H
#include "table.h"

struct tlb {
  struct translation {
    uint64_t mm;
    page_t page;
    uint64_t entry; /* frame and bits; 0: free */
  } pages[64];
  struct walk {
    uint64_t mm;
    page_t slot;
    uint64_t leaf; /* id */
    bool used;
  } walks[16];
  unsigned next_page, next_walk; /* to be replaced */
};

struct tlb *tlb_of(unsigned cpu);
struct translation *tlb_page(unsigned cpu, const struct mm *mm, page_t page); /* NULL: unknown */
struct walk *tlb_walk(unsigned cpu, const struct mm *mm, page_t page);        /* NULL: unknown */
void tlb_learn(unsigned cpu, const struct mm *mm, page_t page, uint64_t entry);
void tlb_learn_walk(unsigned cpu, const struct mm *mm, page_t page, uint64_t leaf);

/* On all CPUs. Translations alone where the tables stay where they are, walks too where tables go. */
void tlb_flush(const struct mm *mm, page_t from, page_t to);
void tlb_flush_walks(const struct mm *mm, page_t from, page_t to);
void tlb_forget(void);
#endif
