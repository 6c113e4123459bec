#include "file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct file **files;
static size_t file_count, file_room;

struct file *file_new(const char *name, uint64_t size, bool numbers) {
  struct file *file = must(calloc(1, sizeof *file));
  snprintf(file->name, NAME, "%s", name);
  file->size = size;
  file->numbers = numbers;
  files = grow(files, file_count, &file_room, sizeof *files);
  return files[file_count++] = file;
}

struct file *file_named(const char *name) {
  for (size_t i = 0; i < file_count; i++)
    if (name[0] != '\0' && strcmp(files[i]->name, name) == 0) return files[i];
  return NULL;
}

struct file *file_number(size_t index) { return index < file_count ? files[index] : NULL; }

page_t file_pages(const struct file *file) {
  return (file->size >> machine.page_bits) + ((file->size & (machine.page_size - 1)) != 0);
}

/* Where the page stands in the cache, or would stand. */
static size_t place(const struct file *file, page_t page) {
  size_t low = 0, high = file->cached;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (file->cache[middle].page < page) low = middle + 1;
    else high = middle;
  }
  return low;
}

static bool in_hole(const struct file *file, page_t page) {
  for (size_t i = 0; i < file->hole_count; i++)
    if (file->holes[i].from <= page && page < file->holes[i].to) return true;
  return false;
}

static void fill(const struct file *file, page_t page, uint64_t frame) {
  uint64_t start = page << machine.page_bits, left = file->size > start ? file->size - start : 0;
  if (file->numbers && !in_hole(file, page))
    memset(frame_bytes(frame), (int)(1 + page % 251), left < machine.page_size ? left : machine.page_size);
}

uint64_t file_frame(struct file *file, page_t page) {
  size_t at = place(file, page);
  if (at < file->cached && file->cache[at].page == page) return file->cache[at].frame;
  file->cache = grow(file->cache, file->cached, &file->cache_room, sizeof *file->cache);
  memmove(&file->cache[at + 1], &file->cache[at], (file->cached - at) * sizeof *file->cache);
  file->cached++;
  file->cache[at] = (struct cached){page, frame_new()};
  fill(file, page, file->cache[at].frame);
  return file->cache[at].frame;
}

void file_drop(struct file *file, page_t from, page_t to) {
  size_t first = place(file, from), last = place(file, to);
  for (size_t i = first; i < last; i++) frame_put(file->cache[i].frame);
  if (first < last) memmove(&file->cache[first], &file->cache[last], (file->cached - last) * sizeof *file->cache);
  file->cached -= last - first;
  if (!file->numbers) return; /* what is not cached is zero anyway */
  file->holes = grow(file->holes, file->hole_count, &file->hole_room, sizeof *file->holes);
  file->holes[file->hole_count++] = (struct hole){from, to};
}

/* What lies behind the end in the last page is zero, before it grows and after it shrinks. */
void file_resize(struct file *file, uint64_t size) {
  uint64_t end = size < file->size ? size : file->size, rest = end & (machine.page_size - 1);
  if (rest != 0) memset(frame_bytes(file_frame(file, end >> machine.page_bits)) + rest, 0, machine.page_size - rest);
  file->size = end;
  file_drop(file, file_pages(file), UINT64_MAX);
  file->size = size;
}

void file_mapped(struct file *file, int by) {
  if (file == NULL || file->name[0] != '\0') return;
  file->mappings += (unsigned)by;
  if (file->mappings == 0) file_drop(file, 0, UINT64_MAX);
}

void files_forget(void) {
  for (size_t i = 0; i < file_count; i++) {
    free(files[i]->cache);
    free(files[i]->holes);
    free(files[i]);
  }
  file_count = 0;
}
