/* mremap(2). Regions are never moved, grown or shrunk; a move onto a whole region leaves it. */
#include "calls.h"
#include "region.h"

struct move {
  page_t from, to;
};

static void move_entry(struct mm *mm, page_t page, struct place place, void *with) {
  const struct move *move = with;
  entry_set(leaf_made(mm, page - move->from + move->to), entry_at(place));
  entry_set(place, 0);
}

static const char *refusal_of_numbers(const struct mremap_request *request) {
  page_t start = page_of(request->addr), new_start = page_of(request->new_addr);
  page_t pages = pages_of(request->old_length), new_pages = pages_of(request->new_length);
  if (request->fixed && !request->may_move) return "EINVAL";
  if (!aligned(request->addr) || new_pages == 0 || new_pages > machine.user_pages) return "EINVAL";
  if (!request->fixed) return NULL;
  if (!aligned(request->new_addr) || !in_user_space(new_start, new_pages)) return "EINVAL";
  return start < new_start + new_pages && new_start < start + pages ? "EINVAL" : NULL;
}

static const char *refusal(const struct mm *mm, const struct mremap_request *request) {
  const char *error = refusal_of_numbers(request);
  page_t start = page_of(request->addr), pages = pages_of(request->old_length), new_start = page_of(request->new_addr);
  const struct vma *vma = vma_at(mm, start);
  if (error != NULL) return error;
  if (vma == NULL) return "EFAULT";
  if (vma->region != NULL || region_within(mm, start, in_user_space(start, pages) ? start + pages : machine.user_pages)) return "EINVAL";
  if (pages > vma->end - start) return "EFAULT";
  if (pages == 0) return "EINVAL";
  return request->fixed && region_in_part(mm, new_start, new_start + pages_of(request->new_length)) ? "EINVAL" : NULL;
}

static void move(struct mm *mm, struct vma vma, page_t start, page_t pages, page_t new_start, page_t new_pages) {
  page_t kept = pages < new_pages ? pages : new_pages;
  struct move way = {start, new_start};
  vma.offset += start - vma.start;
  vma.start = new_start;
  vma.end = new_start + new_pages;
  file_mapped(vma.file, 1); /* so that it lives while it is mapped nowhere */
  mm_unmap(mm, new_start, new_start + new_pages);
  entries_each(mm, start, start + kept, move_entry, &way);
  mm_unmap(mm, start, start + pages);
  vma_add(mm, vma);
  file_mapped(vma.file, -1);
}

struct outcome call_mremap(struct process *process, const struct mremap_request *request) {
  struct mm *mm = process->mm;
  page_t start = page_of(request->addr), pages = pages_of(request->old_length), new_pages = pages_of(request->new_length);
  const struct vma *vma = vma_at(mm, start);
  if (vma != NULL && vma->shared && vma->region == NULL && pages == 0) return unsupported("mremap of old length 0, which maps again");
  const char *error = refusal(mm, request);
  if (error != NULL) return refused(error);
  struct vma moved = *vma;
  if (request->fixed) {
    move(mm, moved, start, pages, page_of(request->new_addr), new_pages);
    return done_at(request->new_addr);
  }
  if (new_pages <= pages) {
    mm_unmap(mm, start + new_pages, start + pages);
    return done_at(request->addr);
  }
  if (vma->end == start + pages && in_user_space(start, new_pages) && vma_free(mm, vma->end, start + new_pages)) {
    moved.start = vma->end;
    moved.end = start + new_pages;
    moved.offset += moved.start - vma->start;
    vma_add(mm, moved);
    return done_at(request->addr);
  }
  page_t new_start = request->may_move ? gap_for(mm, new_pages, 1) : 0;
  if (new_start == 0) return refused("ENOMEM");
  move(mm, moved, start, pages, new_start, new_pages);
  return done_at(new_start << machine.page_bits);
}
