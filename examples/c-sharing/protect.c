/* mprotect(2): of a region in its host, for all who share it. */
#include "access.h"
#include "calls.h"
#include "region.h"
#include "tlb.h"

static void rewrite(struct mm *mm, page_t page, struct place place, void *with) {
  uint64_t old = entry_at(place), frame = old >> ENTRY_SHIFT, bits = entry_bits(vma_at(mm, page), frame, (old & OWN) != 0);
  (void)with;
  if (bits == 0) frame_put(frame);
  entry_set(place, bits == 0 ? 0 : frame << ENTRY_SHIFT | bits | (old & (ACCESSED | DIRTY)));
}

static void protect(struct mm *caller, struct mm *mm, page_t from, page_t to, int prot) {
  vma_protect(mm, from, to, prot);
  entries_each(mm, from, to, rewrite, NULL);
#ifdef BUG_FLUSHES_THE_CALLER
  tlb_flush(caller, from, to);
#else
  (void)caller;
  flush_users(mm, from, to);
#endif
}

static const char *refusal(const struct mm *mm, page_t from, page_t to, int prot) {
  if (!vma_covers(mm, from, to)) return "ENOMEM";
  for (page_t page = from; page < to; page = vma_at(mm, page)->end)
    if ((prot & WRITE) && !vma_at(mm, page)->may_write) return "EACCES";
  return NULL;
}

struct outcome call_mprotect(struct process *process, uint64_t addr, uint64_t length, int prot) {
  struct mm *mm = process->mm;
  page_t from = page_of(addr), pages = pages_of(length), to = from + pages;
  if (!aligned(addr)) return refused("EINVAL");
  if (length == 0) return done();
  if (!in_user_space(from, pages)) return refused("ENOMEM");
  const char *error = refusal(mm, from, to, prot);
  if (error != NULL) return refused(error);
  for (page_t page = from, next; page < to; page = next) {
    const struct vma *vma = vma_at(mm, page);
    next = vma->end < to ? vma->end : to;
    protect(mm, holder(mm, vma), page, next, prot);
  }
  return done();
}
