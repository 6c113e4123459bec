/* Regions: what is shared. A region is found by its key; its host is an mm without a process, with the region at the same place,
 * and owns the leaf tables. */
#ifndef REGION_H
#define REGION_H
#include "mm.h"

struct region {
  struct file *file;
  page_t offset, start, pages; /* with the file: the key */
  int prot;                    /* of the first mapping */
  struct mm *host;             /* NULL: the last guest has left */
  unsigned guests;
};

bool region_eligible(page_t start, page_t pages); /* whole slots */
struct region *region_find(const struct file *file, page_t offset, page_t start, page_t pages); /* NULL: none lives */
struct region *region_new(struct file *file, page_t offset, page_t start, page_t pages, int prot);
void region_join(struct region *region);
void region_leave(struct region *region); /* the last one out takes the host along */
void regions_forget(void);

/* The mm whose tables have the entries of a mapping: the host of a guest, as long as there is one. */
static inline struct mm *holder(struct mm *mm, const struct vma *vma) {
  return vma->region == NULL || vma->region->host == NULL ? mm : vma->region->host;
}

/* Translations of these pages, of every mm that uses the entries of this one: its own, and those of its guests if it is a host. */
void flush_users(const struct mm *mm, page_t from, page_t to);
#endif
