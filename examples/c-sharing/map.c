/* mmap(2) and munmap(2). */
#include "calls.h"
#include "region.h"

static const uint64_t LARGEST_FILE = INT64_MAX;

/* What the descriptor and the type refuse; NULL where they permit. */
static const char *refusal_of_type(const struct mmap_request *request, const struct descriptor *fd) {
  if (request->anonymous) return request->type == MAP_TYPE_SHARED || request->type == MAP_TYPE_PRIVATE ? NULL : "EINVAL";
  if (request->type == 0) return "EINVAL";
  if (!fd->readable) return "EACCES";
  if (request->type != MAP_TYPE_PRIVATE && (request->prot & WRITE) && !fd->writable) return "EACCES";
  return request->type == MAP_TYPE_VALIDATE && request->share_tables ? "EOPNOTSUPP" : NULL;
}

static const char *refusal_of_range(const struct mm *mm, const struct mmap_request *request) {
  page_t start = page_of(request->addr), pages = pages_of(request->length);
  if (!request->fixed && !request->no_replace) return pages > machine.user_pages ? "ENOMEM" : NULL;
  if (!in_user_space(start, pages)) return "ENOMEM";
  if (!aligned(request->addr)) return "EINVAL";
  if (request->no_replace) return vma_free(mm, start, start + pages) ? NULL : "EEXIST";
  return region_in_part(mm, start, start + pages) ? "EINVAL" : NULL;
}

static const char *refusal(const struct process *process, const struct mmap_request *request) {
  const struct descriptor *fd = request->anonymous ? NULL : descriptor_named(process, request->fd);
  if (!aligned(request->offset) || request->length == 0) return "EINVAL";
  if (!request->anonymous && fd == NULL) return "EBADF";
  if (!request->anonymous && (request->offset > LARGEST_FILE || request->length > LARGEST_FILE - request->offset) &&
      in_user_space(0, pages_of(request->length)))
    return "EOVERFLOW";
  const char *error = refusal_of_range(process->mm, request);
  return error != NULL ? error : refusal_of_type(request, fd);
}

/* Where it goes: where it must, where it was hinted if that is free, or at the highest place. 0: nowhere. */
static page_t choose(const struct mm *mm, const struct mmap_request *request) {
  page_t hint = page_of(request->addr), pages = pages_of(request->length);
  if (request->fixed || request->no_replace) return hint;
  if (hint != 0 && in_user_space(hint, pages) && vma_free(mm, hint, hint + pages)) return hint;
  bool in_slots = request->share_tables && region_eligible(0, pages);
  page_t high = gap_for(mm, pages, in_slots ? table_entries() : 1);
  return high != 0 || !in_slots ? high : gap_for(mm, pages, 1);
}

/* A mapping of the same key joins the region if it asks for the protection that the first one asked for, else it stays apart. */
static struct region *region_for(const struct mmap_request *request, const struct vma *vma) {
  page_t pages = vma->end - vma->start;
  if (!request->share_tables || request->anonymous || request->type != MAP_TYPE_SHARED) return NULL;
  if (!region_eligible(vma->start, pages)) return NULL;
  struct region *region = region_find(vma->file, vma->offset, vma->start, pages);
  if (region == NULL) region = region_new(vma->file, vma->offset, vma->start, pages, vma->prot);
  return region->prot == vma->prot ? region : NULL;
}

struct outcome call_mmap(struct process *process, const struct mmap_request *request) {
  const char *error = refusal(process, request);
  if (error != NULL) return refused(error);
  page_t start = choose(process->mm, request), pages = pages_of(request->length);
  if (start == 0 && !request->fixed && !request->no_replace) return refused("ENOMEM");
  mm_unmap(process->mm, start, start + pages);
  struct vma vma = {.start = start, .end = start + pages, .prot = request->prot, .shared = request->type != MAP_TYPE_PRIVATE, .may_write = true};
  if (request->anonymous) {
    vma.offset = vma.shared ? 0 : start;
    vma.file = vma.shared ? file_new("", pages << machine.page_bits, false) : NULL;
  } else {
    const struct descriptor *fd = descriptor_named(process, request->fd);
    vma.file = fd->file;
    vma.offset = page_of(request->offset);
    vma.may_write = !vma.shared || fd->writable;
  }
  vma.region = region_for(request, &vma);
  if (vma.region != NULL) region_join(vma.region);
  vma_add(process->mm, vma);
  return done_at(start << machine.page_bits);
}

struct outcome call_munmap(struct process *process, uint64_t addr, uint64_t length) {
  page_t start = page_of(addr), pages = pages_of(length);
  if (!aligned(addr) || length == 0 || !in_user_space(start, pages)) return refused("EINVAL");
  if (region_in_part(process->mm, start, start + pages)) return refused("EINVAL");
  mm_unmap(process->mm, start, start + pages);
  return done();
}
