#include "access.h"

#include "region.h"
#include "tlb.h"

/* A page of one's own is writable only while nobody else holds it: after fork it is copied first. */
uint64_t entry_bits(const struct vma *vma, uint64_t frame, bool own) {
  bool writable = (vma->prot & WRITE) != 0 && (vma->shared || (own && frame_count(frame) == 1));
  if (vma->prot == 0) return own ? OWN : 0;
  return PRESENT | USER | (writable ? WRITABLE : 0) | (vma->prot & EXECUTE ? 0 : NO_EXECUTE) | (own ? OWN : 0);
}

static void put_entry(const struct vma *vma, struct place place, uint64_t frame, bool own) {
  uint64_t old = entry_at(place);
  if (old >> ENTRY_SHIFT != frame) {
    if (!own) frame_get(frame); /* a copy comes with its count */
    if (old != 0) frame_put(old >> ENTRY_SHIFT);
  }
  entry_set(place, frame << ENTRY_SHIFT | entry_bits(vma, frame, own));
}

/* A store to a page of a private mapping: a copy, unless the page is the only one of its kind. */
static uint64_t own_frame(const struct vma *vma, page_t page, uint64_t old) {
  if (old & OWN) return frame_count(old >> ENTRY_SHIFT) == 1 ? old >> ENTRY_SHIFT : frame_copy(old >> ENTRY_SHIFT);
  return vma->file == NULL ? frame_new() : frame_copy(file_frame(vma->file, page - vma->start + vma->offset));
}

static enum access permitted(const struct vma *vma, bool write) {
  if (vma == NULL) return NOT_MAPPED;
  return (write ? (vma->prot & WRITE) != 0 : vma->prot != 0) ? ALLOWED : NOT_PERMITTED;
}

static enum access fault(struct mm *mm, page_t page, bool write);

/* The fault of a guest is handled in its host; then the guest takes the table. */
static enum access fault_of_guest(struct mm *guest, const struct vma *vma, page_t page, bool write) {
  struct mm *host = vma->region->host;
  if (host == NULL) return NOT_MAPPED;
#ifdef BUG_ASKS_THE_GUEST
  if (permitted(vma, write) == ALLOWED) vma_protect(host, page, page + 1, vma->prot);
#endif
  enum access answer = fault(host, page, write);
  if (answer == ALLOWED) leaf_link(guest, page, leaf_of(host, page));
  return answer;
}

static enum access fault(struct mm *mm, page_t page, bool write) {
  const struct vma *vma = vma_at(mm, page);
  if (vma != NULL && vma->region != NULL) return fault_of_guest(mm, vma, page, write);
  if (permitted(vma, write) != ALLOWED) return permitted(vma, write);
  page_t in_file = page - vma->start + vma->offset;
  if (vma->file != NULL && in_file >= file_pages(vma->file)) return BEYOND_FILE;
  struct place place = leaf_made(mm, page);
  uint64_t old = entry_at(place);
  bool own = !vma->shared && (write || vma->file == NULL || (old & OWN) != 0);
  uint64_t frame = !own ? file_frame(vma->file, in_file) : write || old == 0 ? own_frame(vma, page, old) : old >> ENTRY_SHIFT;
  put_entry(vma, place, frame, own);
  flush_users(mm, page, page + 1);
  return ALLOWED;
}

/* The leaf table, by the walk that the CPU remembers or from the root. */
static struct table *walk(struct mm *mm, unsigned cpu, page_t page) {
  const struct walk *known = tlb_walk(cpu, mm, page);
  struct table *leaf = known == NULL ? NULL : table_with(known->leaf);
  if (leaf != NULL) return leaf;
  leaf = leaf_of(mm, page);
  if (leaf != NULL) tlb_learn_walk(cpu, mm, page, leaf->id);
  return leaf;
}

/* What the hardware does: 0 where it would raise a fault, else the entry, which it has marked. */
static uint64_t translate(struct mm *mm, unsigned cpu, page_t page, bool write) {
  const uint64_t needed = PRESENT | ACCESSED | (write ? WRITABLE | DIRTY : 0);
  const struct translation *known = tlb_page(cpu, mm, page);
  if (known != NULL && (known->entry & needed) == needed) return known->entry;
  struct table *leaf = walk(mm, cpu, page);
  if (leaf == NULL) return 0;
  uint64_t *entry = &leaf->entries[page & (table_entries() - 1)];
  if ((*entry & PRESENT) == 0 || (write && (*entry & WRITABLE) == 0)) return 0;
  *entry |= needed;
  tlb_learn(cpu, mm, page, *entry);
  return *entry;
}

enum access cpu_access(struct mm *mm, unsigned cpu, uint64_t addr, bool write, unsigned char *byte) {
  page_t page = addr >> machine.page_bits;
  if (page >= machine.user_pages) return NOT_MAPPED;
  uint64_t entry = translate(mm, cpu, page, write);
  if (entry == 0) {
    enum access answer = fault(mm, page, write);
    if (answer != ALLOWED) return answer;
    entry = translate(mm, cpu, page, write);
  }
  unsigned char *at = frame_bytes(entry >> ENTRY_SHIFT);
  if (at == NULL) return NOT_MAPPED; /* a frame that is gone: only where a bug has left the way to it */
  at += addr & (machine.page_size - 1);
  if (write) *at = *byte;
  else *byte = *at;
  return ALLOWED;
}

bool page_present(struct mm *mm, page_t page) {
  const struct table *leaf = page < machine.user_pages ? leaf_of(mm, page) : NULL;
  return leaf != NULL && (leaf->entries[page & (table_entries() - 1)] & PRESENT) != 0;
}
