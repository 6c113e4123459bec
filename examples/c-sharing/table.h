/* Page tables. Level 1 is the leaf. Each table belongs to one mm, which is charged for it; a leaf table of a host is linked from
 * guests as well, and counts its links. */
#ifndef TABLE_H
#define TABLE_H
#include "machine.h"

struct mm;
struct table {
  uint64_t id;
  unsigned level;
  struct mm *owner;
  unsigned links;  /* entries that lead here */
  uint64_t filled; /* entries that are not zero */
  uint64_t entries[];
};
struct place { /* an entry of a leaf table */
  struct table *table;
  uint64_t index;
};
typedef void visitor(struct mm *mm, page_t page, struct place place, void *with);

struct table *table_new(struct mm *owner, unsigned level);
void table_free(struct table *table);
struct table *table_with(uint64_t id);  /* NULL: not allocated */
uint64_t tables_ever(void);             /* ids are below it */
void tables_forget(void);

void entry_set(struct place place, uint64_t entry); /* of a leaf table; frames are the caller's to count */
static inline uint64_t entry_at(struct place place) { return place.table->entries[place.index]; }

struct table *leaf_of(struct mm *mm, page_t page);  /* NULL: not linked */
struct place leaf_made(struct mm *mm, page_t page); /* with what is missing on the way; never into a table of another mm */
void leaf_link(struct mm *guest, page_t page, struct table *leaf);
void entries_each(struct mm *mm, page_t from, page_t to, visitor *visit, void *with); /* not zero, in its own leaf tables */
void tables_unmap(struct mm *mm, page_t from, page_t to); /* clears entries, unlinks what is of others, frees what is empty */
#endif
