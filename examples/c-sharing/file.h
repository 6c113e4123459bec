/* Files, and the page cache: which frame holds which page of a file. Nothing is ever written back, so the cache is the file
 * wherever it has a page. Shared anonymous memory is a file without a name. */
#ifndef FILE_H
#define FILE_H
#include "machine.h"

enum { NAME = 128 };

struct file {
  char name[NAME];
  bool numbers; /* each byte of page n was 1 + n mod 251 at first; else zero */
  uint64_t size;
  unsigned mappings; /* of a file without a name, which goes with the last one */
  struct cached {
    page_t page;
    uint64_t frame;
  } *cache; /* by page */
  size_t cached, cache_room;
  struct hole {
    page_t from, to;
  } *holes; /* what was cut off or removed: zeros, unless the cache has it */
  size_t hole_count, hole_room;
};

struct file *file_new(const char *name, uint64_t size, bool numbers);
struct file *file_named(const char *name);      /* NULL where there is none */
struct file *file_number(size_t index);         /* NULL behind the last one */
page_t file_pages(const struct file *file);     /* the last one may be part of a page */
uint64_t file_frame(struct file *file, page_t page); /* brings the page into the cache */
void file_drop(struct file *file, page_t from, page_t to); /* frames and content */
void file_resize(struct file *file, uint64_t size); /* what maps the pages beyond has to be unmapped before */
void file_mapped(struct file *file, int by);    /* one mapping more, or less; NULL is allowed */
void files_forget(void);
#endif
