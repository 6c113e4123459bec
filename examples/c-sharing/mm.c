#include "mm.h"

#include <stdlib.h>
#include <string.h>

#include "region.h"
#include "tlb.h"

static struct mm **mms;
static size_t mm_count, mm_room;
static uint64_t next_id;

struct mm *mm_new(struct region *serves) {
  struct mm *mm = must(calloc(1, sizeof *mm));
  mm->id = next_id++;
  mm->serves = serves;
  mm->root = table_new(mm, machine.levels);
  mms = grow(mms, mm_count, &mm_room, sizeof *mms);
  return mms[mm_count++] = mm;
}

static void release(struct mm *mm) {
  free(mm->vmas);
  free(mm);
}

void mm_free(struct mm *mm) {
  mm_unmap(mm, 0, machine.user_pages);
  table_free(mm->root);
  for (size_t i = 0; i < mm_count; i++) {
    if (mms[i] != mm) continue;
    memmove(&mms[i], &mms[i + 1], (--mm_count - i) * sizeof *mms);
    break;
  }
  release(mm);
}

struct mm *mm_number(size_t index) { return index < mm_count ? mms[index] : NULL; }

void mms_forget(void) {
  for (size_t i = 0; i < mm_count; i++) release(mms[i]);
  mm_count = 0;
  next_id = 0;
}

struct vma *vma_behind(const struct mm *mm, page_t page) {
  size_t low = 0, high = mm->count;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (mm->vmas[middle].end <= page) low = middle + 1;
    else high = middle;
  }
  return low < mm->count ? &mm->vmas[low] : NULL;
}

struct vma *vma_at(const struct mm *mm, page_t page) {
  struct vma *vma = vma_behind(mm, page);
  return vma != NULL && vma->start <= page ? vma : NULL;
}

bool vma_covers(const struct mm *mm, page_t from, page_t to) {
  while (from < to) {
    const struct vma *vma = vma_at(mm, from);
    if (vma == NULL) return false;
    from = vma->end;
  }
  return true;
}

static const struct vma *end_of(const struct mm *mm) { return mm->vmas + mm->count; }

bool region_in_part(const struct mm *mm, page_t from, page_t to) {
  for (const struct vma *vma = vma_behind(mm, from); vma != NULL && vma < end_of(mm) && vma->start < to; vma++)
    if (vma->region != NULL && (vma->start < from || vma->end > to)) return true;
  return false;
}

bool region_within(const struct mm *mm, page_t from, page_t to) {
  for (const struct vma *vma = vma_behind(mm, from); vma != NULL && vma < end_of(mm) && vma->start < to; vma++)
    if (vma->region != NULL) return true;
  return false;
}

page_t gap_for(const struct mm *mm, page_t pages, page_t multiple) {
  page_t top = machine.user_pages;
  for (size_t next = mm->count;; next--) {
    page_t floor = next == 0 ? 1 : mm->vmas[next - 1].end;
    page_t start = top < pages ? 0 : (top - pages) / multiple * multiple;
    if (start >= floor && start > 0) return start;
    if (next == 0) return 0;
    top = mm->vmas[next - 1].start;
  }
}

static void insert(struct mm *mm, size_t at, struct vma vma) {
  mm->vmas = grow(mm->vmas, mm->count, &mm->room, sizeof *mm->vmas);
  memmove(&mm->vmas[at + 1], &mm->vmas[at], (mm->count++ - at) * sizeof *mm->vmas);
  mm->vmas[at] = vma;
  file_mapped(vma.file, 1);
}

static void drop(struct mm *mm, size_t at) {
  file_mapped(mm->vmas[at].file, -1);
  memmove(&mm->vmas[at], &mm->vmas[at + 1], (--mm->count - at) * sizeof *mm->vmas);
}

static size_t number_of(const struct mm *mm, const struct vma *vma) { return vma == NULL ? mm->count : (size_t)(vma - mm->vmas); }

static bool one(const struct vma *low, const struct vma *high) {
  return low->end == high->start && low->file == high->file && low->offset + (low->end - low->start) == high->offset && low->prot == high->prot &&
         low->shared == high->shared && low->may_write == high->may_write && low->region == NULL && high->region == NULL;
}

static void merge(struct mm *mm, page_t from, page_t to) {
  for (size_t i = number_of(mm, vma_behind(mm, from == 0 ? 0 : from - 1)); i + 1 < mm->count && mm->vmas[i].end <= to;) {
    if (!one(&mm->vmas[i], &mm->vmas[i + 1])) {
      i++;
      continue;
    }
    mm->vmas[i].end = mm->vmas[i + 1].end;
    drop(mm, i + 1);
  }
}

/* From here on a range begins at the page, where one lies over it. */
static void split(struct mm *mm, page_t page) {
  struct vma *low = vma_at(mm, page);
  if (low == NULL || low->start == page) return;
  struct vma high = *low;
  high.start = page;
  high.offset += page - low->start;
  low->end = page;
  insert(mm, number_of(mm, low) + 1, high);
}

void vma_add(struct mm *mm, struct vma vma) {
  insert(mm, number_of(mm, vma_behind(mm, vma.start)), vma);
  merge(mm, vma.start, vma.end);
}

void vma_protect(struct mm *mm, page_t from, page_t to, int prot) {
  split(mm, from);
  split(mm, to);
  for (struct vma *vma = vma_behind(mm, from); vma != NULL && vma < end_of(mm) && vma->start < to; vma++) vma->prot = prot;
  merge(mm, from, to);
}

void mm_unmap(struct mm *mm, page_t from, page_t to) {
  if (from >= to) return;
  split(mm, from);
  split(mm, to);
  tables_unmap(mm, from, to);
  tlb_flush_walks(mm, from, to);
  for (struct vma *vma; (vma = vma_behind(mm, from)) != NULL && vma->start < to;) {
    struct region *left = vma->region;
    drop(mm, number_of(mm, vma));
    if (left != NULL) region_leave(left);
  }
}
