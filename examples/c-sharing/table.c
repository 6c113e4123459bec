#include "table.h"

#include <stdlib.h>

#include "mm.h"

static struct table **tables;
static size_t table_count, table_room;

static uint64_t bytes_of_one(void) { return table_entries() * sizeof(uint64_t); }

struct table *table_new(struct mm *owner, unsigned level) {
  struct table *table = must(calloc(1, sizeof *table + bytes_of_one()));
  tables = grow(tables, table_count, &table_room, sizeof *tables);
  table->id = table_count;
  table->level = level;
  table->owner = owner;
  owner->table_bytes += bytes_of_one();
  counts.table_bytes += bytes_of_one();
  counts.tables_allocated++;
  return tables[table_count++] = table;
}

void table_free(struct table *table) {
  table->owner->table_bytes -= bytes_of_one();
  counts.table_bytes -= bytes_of_one();
  counts.tables_freed++;
  tables[table->id] = NULL;
  free(table);
}

struct table *table_with(uint64_t id) { return tables[id]; }
uint64_t tables_ever(void) { return table_count; }

void tables_forget(void) {
  for (size_t i = 0; i < table_count; i++) free(tables[i]);
  table_count = 0;
}

static void fill(struct table *table, uint64_t index, uint64_t entry) {
  table->filled += (entry != 0);
  table->filled -= (table->entries[index] != 0);
  table->entries[index] = entry;
}

void entry_set(struct place place, uint64_t entry) {
  fill(place.table, place.index, entry);
  counts.entries_written++;
}

static void link_to(struct table *table, uint64_t index, struct table *child) {
  fill(table, index, child->id << ENTRY_SHIFT | PRESENT | WRITABLE | USER);
  child->links++;
}

static unsigned shift(unsigned level) { return (level - 1) * machine.table_bits; }
static uint64_t index_at(page_t page, unsigned level) { return (page >> shift(level)) & (table_entries() - 1); }
static struct table *child_of(const struct table *table, uint64_t index) {
  return table->entries[index] == 0 ? NULL : table_with(table->entries[index] >> ENTRY_SHIFT);
}

struct table *leaf_of(struct mm *mm, page_t page) {
  struct table *table = mm->root;
  while (table != NULL && table->level > 1) table = child_of(table, index_at(page, table->level));
  return table;
}

/* The table of `level` on the way to the page, made where it is missing. */
static struct table *way_down(struct mm *mm, page_t page, unsigned level) {
  struct table *table = mm->root;
  while (table->level > level) {
    uint64_t index = index_at(page, table->level);
    if (child_of(table, index) == NULL) link_to(table, index, table_new(mm, table->level - 1));
    table = child_of(table, index);
  }
  return table;
}

struct place leaf_made(struct mm *mm, page_t page) { return (struct place){way_down(mm, page, 1), index_at(page, 1)}; }

void leaf_link(struct mm *guest, page_t page, struct table *leaf) {
  struct table *above = way_down(guest, page, 2);
  if (child_of(above, index_at(page, 2)) == NULL) link_to(above, index_at(page, 2), leaf);
}

/* The part of [from, to) that entry `index` of a table maps that begins at page `base`; empty where there is none. */
static struct span { page_t base, from, to; } part(page_t base, uint64_t index, unsigned level, page_t from, page_t to) {
  page_t first = base + (index << shift(level)), last = first + (UINT64_C(1) << shift(level));
  return (struct span){first, from > first ? from : first, to < last ? to : last};
}

static void each_in(struct mm *mm, struct table *table, struct span range, visitor *visit, void *with) {
  for (uint64_t index = (range.from - range.base) >> shift(table->level); index < table_entries(); index++) {
    struct span below = part(range.base, index, table->level, range.from, range.to);
    if (below.from >= below.to) return;
    if (table->entries[index] == 0) continue;
    if (table->level == 1) visit(mm, below.base, (struct place){table, index}, with);
    else if (child_of(table, index) != NULL && child_of(table, index)->owner == mm) each_in(mm, child_of(table, index), below, visit, with);
  }
}

void entries_each(struct mm *mm, page_t from, page_t to, visitor *visit, void *with) {
  if (from < to) each_in(mm, mm->root, (struct span){0, from, to}, visit, with);
}

static void unmap_in(struct mm *mm, struct table *table, struct span range);

/* What an upper entry leads to, as far as it lies in the range: a table of a host is left, one of our own goes when it is empty. */
static void unmap_below(struct mm *mm, struct table *table, uint64_t index, struct span range) {
  struct table *child = child_of(table, index);
  if (child != NULL && child->owner != mm) {
#ifndef BUG_STAYS_LINKED
    child->links--;
    fill(table, index, 0);
#endif
    return;
  }
  if (child != NULL) unmap_in(mm, child, range);
  if (child != NULL && child->filled > 0) return;
  if (child != NULL) table_free(child);
  fill(table, index, 0);
}

static void unmap_in(struct mm *mm, struct table *table, struct span range) {
  for (uint64_t index = (range.from - range.base) >> shift(table->level); index < table_entries(); index++) {
    struct span below = part(range.base, index, table->level, range.from, range.to);
    if (below.from >= below.to) return;
    if (table->entries[index] == 0) continue;
    if (table->level > 1) {
      unmap_below(mm, table, index, below);
      continue;
    }
    frame_put(table->entries[index] >> ENTRY_SHIFT);
    entry_set((struct place){table, index}, 0);
  }
}

void tables_unmap(struct mm *mm, page_t from, page_t to) {
  if (from < to) unmap_in(mm, mm->root, (struct span){0, from, to});
}
