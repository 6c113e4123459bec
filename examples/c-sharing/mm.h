/* Address spaces: of a process, or the host of a region. The mapped ranges lie sorted and apart; what could be one, is one. */
#ifndef MM_H
#define MM_H
#include "file.h"
#include "table.h"

struct region;
struct vma {
  page_t start, end;
  struct file *file; /* NULL: private memory without a file */
  page_t offset;     /* page of the file; without a file, the page where it was mapped first */
  int prot;          /* of a guest: what it asked for; what holds is the protection in the host */
  bool shared, may_write;
  struct region *region; /* a guest of this one */
};
struct mm {
  uint64_t id;
  struct table *root;
  uint64_t table_bytes;
  struct vma *vmas;
  size_t count, room;
  struct region *serves; /* the host of this one; NULL: of a process */
};

struct mm *mm_new(struct region *serves);
void mm_free(struct mm *mm);
struct mm *mm_number(size_t index); /* NULL behind the last one; in the order of their making */
void mms_forget(void);

struct vma *vma_at(const struct mm *mm, page_t page);                /* NULL: nothing is mapped */
struct vma *vma_behind(const struct mm *mm, page_t page);            /* the first that ends behind the page, or NULL */
bool vma_covers(const struct mm *mm, page_t from, page_t to);        /* without a hole */
static inline bool vma_free(const struct mm *mm, page_t from, page_t to) {
  const struct vma *next = vma_behind(mm, from);
  return next == NULL || next->start >= to;
}
bool region_in_part(const struct mm *mm, page_t from, page_t to);    /* a region lies partly in the range */
bool region_within(const struct mm *mm, page_t from, page_t to);     /* a region lies in it, wholly or partly */
page_t gap_for(const struct mm *mm, page_t pages, page_t multiple);  /* the highest; 0: none */

void vma_add(struct mm *mm, struct vma vma); /* where nothing is mapped */
void vma_protect(struct mm *mm, page_t from, page_t to, int prot);
void mm_unmap(struct mm *mm, page_t from, page_t to); /* no region may lie in it partly */
#endif
