/* madvise(2), ftruncate(2) and O_TRUNC: what takes pages from under mappings. */
#include "calls.h"
#include "region.h"

struct zap {
  bool own_too; /* copies of private mappings as well */
};

static void zap_entry(struct mm *mm, page_t page, struct place place, void *with) {
  const struct zap *zap = with;
  uint64_t entry = entry_at(place);
  if ((entry & OWN) != 0 && !zap->own_too) return;
  frame_put(entry >> ENTRY_SHIFT);
  entry_set(place, 0);
  flush_users(mm, page, page + 1);
}

static page_t least(page_t one, page_t other) { return one < other ? one : other; }

/* In every mm. Guests have no entries of their own; those of their host are found in the host. */
static void unmap_file(const struct file *file, page_t from, page_t to, bool own_too) {
  struct zap zap = {own_too};
  for (size_t i = 0; mm_number(i) != NULL; i++) {
    const struct mm *mm = mm_number(i);
    for (const struct vma *vma = mm->vmas; vma < mm->vmas + mm->count; vma++) {
      page_t pages = vma->end - vma->start, first = from > vma->offset ? from - vma->offset : 0;
      if (vma->file != file || to <= vma->offset || first >= pages) continue;
      entries_each(mm_number(i), vma->start + first, vma->start + least(pages, to - vma->offset), zap_entry, &zap);
    }
  }
}

static void give_up(struct mm *mm, page_t from, page_t to) {
  struct zap zap = {true};
  for (page_t page = from, next; page < to; page = next) {
    const struct vma *vma = vma_at(mm, page);
    next = least(vma->end, to);
    entries_each(holder(mm, vma), page, next, zap_entry, &zap);
  }
}

static void remove_pages(const struct mm *mm, page_t from, page_t to) {
  for (page_t page = from, next; page < to; page = next) {
    const struct vma *vma = vma_at(mm, page);
    page_t first = page - vma->start + vma->offset;
    next = least(vma->end, to);
    unmap_file(vma->file, first, first + (next - page), false);
    file_drop(vma->file, first, first + (next - page));
  }
}

static const char *refusal_to_remove(const struct mm *mm, page_t from, page_t to) {
  for (page_t page = from; page < to; page = vma_at(mm, page)->end) {
    const struct vma *vma = vma_at(mm, page);
    if (vma->file == NULL) return "EINVAL";
    if (!vma->shared || !vma->may_write) return "EACCES";
  }
  return NULL;
}

struct outcome call_madvise(struct process *process, uint64_t addr, uint64_t length, bool removes) {
  page_t from = page_of(addr), pages = pages_of(length), to = from + pages;
  if (!aligned(addr) || pages > page_of(UINT64_MAX) - from) return refused("EINVAL");
  if (length == 0) return done();
  if (!in_user_space(from, pages) || !vma_covers(process->mm, from, to)) return refused("ENOMEM");
  const char *error = removes ? refusal_to_remove(process->mm, from, to) : NULL;
  if (error != NULL) return refused(error);
  if (removes) remove_pages(process->mm, from, to);
  else give_up(process->mm, from, to);
  return done();
}

/* Copies of pages beyond the end go too; that of the page in which the file ends stays. */
void truncate_file(struct file *file, uint64_t size) {
  unmap_file(file, pages_of(size), UINT64_MAX, true);
  file_resize(file, size);
}

struct outcome call_ftruncate(struct process *process, const char *name, uint64_t size) {
  const struct descriptor *fd = descriptor_named(process, name);
  if (fd == NULL) return refused("EBADF");
  if (!fd->writable || size > INT64_MAX) return refused("EINVAL");
  truncate_file(fd->file, size);
  return done();
}
