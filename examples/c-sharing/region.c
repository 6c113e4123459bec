#include "region.h"

#include <stdlib.h>

#include "tlb.h"

static struct region **regions;
static size_t region_count, region_room;

bool region_eligible(page_t start, page_t pages) { return pages > 0 && ((start | pages) & (table_entries() - 1)) == 0; }

struct region *region_find(const struct file *file, page_t offset, page_t start, page_t pages) {
#ifdef BUG_KEY_WITHOUT_OFFSET
  offset = UINT64_MAX;
#endif
  for (size_t i = 0; i < region_count; i++) {
    struct region *region = regions[i];
    if (region->host != NULL && region->file == file && region->start == start && region->pages == pages &&
        (region->offset == offset || offset == UINT64_MAX))
      return region;
  }
  return NULL;
}

struct region *region_new(struct file *file, page_t offset, page_t start, page_t pages, int prot) {
  struct region *region = must(calloc(1, sizeof *region));
  *region = (struct region){file, offset, start, pages, prot, NULL, 0};
  region->host = mm_new(region);
  vma_add(region->host, (struct vma){.start = start, .end = start + pages, .file = file, .offset = offset, .prot = prot, .shared = true, .may_write = true});
  regions = grow(regions, region_count, &region_room, sizeof *regions);
  return regions[region_count++] = region;
}

void region_join(struct region *region) { region->guests++; }

void region_leave(struct region *region) {
  if (region->host == NULL || --region->guests > 0) return;
  mm_free(region->host);
  region->host = NULL;
}

void regions_forget(void) {
  for (size_t i = 0; i < region_count; i++) free(regions[i]);
  region_count = 0;
}

void flush_users(const struct mm *mm, page_t from, page_t to) {
  tlb_flush(mm, from, to);
  if (mm->serves == NULL) return;
  for (size_t i = 0; mm_number(i) != NULL; i++) {
    const struct vma *vma = vma_at(mm_number(i), mm->serves->start);
    if (vma != NULL && vma->region == mm->serves) tlb_flush(mm_number(i), from, to);
  }
}
