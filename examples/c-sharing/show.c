#include "show.h"

#include <inttypes.h>
#include <stdio.h>

#include "process.h"
#include "region.h"
#include "tlb.h"

/* The bits of an entry that are not ours alone. */
static uint64_t seen(uint64_t entry) { return entry & ((UINT64_C(1) << ENTRY_SHIFT) - 1) & ~(uint64_t)OWN; }

static const char *comma(bool *first) {
  const char *text = *first ? "" : ",";
  *first = false;
  return text;
}

static void show_host(const struct region *region) {
  printf("\"process\":null,\"host\":{\"file\":\"%s\",\"startPage\":%" PRIu64 ",\"pages\":%" PRIu64 ",\"offsetPage\":%" PRIu64 ",\"guests\":%u}",
         region->file->name, region->start, region->pages, region->offset, region->guests);
}

static void show_mms(void) {
  const struct mm *mm;
  for (size_t i = 0; (mm = mm_number(i)) != NULL; i++) {
    printf("%s{\"id\":%" PRIu64 ",", i == 0 ? "" : ",", mm->id);
    if (mm->serves != NULL) show_host(mm->serves);
    else printf("\"process\":\"%s\",\"host\":null", process_of(mm)->name);
    printf(",\"root\":%" PRIu64 ",\"tableBytes\":%" PRIu64 "}", mm->root->id, mm->table_bytes);
  }
}

static void show_table(const struct table *table) {
  bool first = true;
  printf("{\"id\":%" PRIu64 ",\"level\":%u,", table->id, table->level);
  if (table->level == 1) printf("\"refs\":%u,", table->links);
  fputs("\"entries\":[", stdout);
  for (uint64_t left = table->filled, i = 0; left > 0; i++) {
    uint64_t entry = table->entries[i];
    if (entry == 0) continue;
    left--;
    if (entry & PRESENT) printf("%s%" PRIu64 ",%" PRIu64 ",%" PRIu64, comma(&first), i, entry >> ENTRY_SHIFT, seen(entry));
  }
  fputs("]}", stdout);
}

static void show_tables(void) {
  bool first = true;
  for (uint64_t id = 0; id < tables_ever(); id++) {
    if (table_with(id) == NULL) continue;
    fputs(comma(&first), stdout);
    show_table(table_with(id));
  }
}

static void show_tlb(unsigned cpu) {
  const struct tlb *tlb = tlb_of(cpu);
  bool first = true;
  printf("%s{\"cpu\":%u,\"entries\":[", cpu == 0 ? "" : ",", cpu);
  for (size_t i = 0; i < sizeof tlb->pages / sizeof *tlb->pages; i++) {
    const struct translation *known = &tlb->pages[i];
    if (known->entry == 0) continue;
    printf("%s%" PRIu64 ",%" PRIu64 ",%" PRIu64 ",%" PRIu64, comma(&first), known->mm, known->page, known->entry >> ENTRY_SHIFT, seen(known->entry));
  }
  fputs("],\"walks\":[", stdout);
  first = true;
  for (size_t i = 0; i < sizeof tlb->walks / sizeof *tlb->walks; i++)
    if (tlb->walks[i].used) printf("%s%" PRIu64 ",%" PRIu64 ",%" PRIu64, comma(&first), tlb->walks[i].mm, tlb->walks[i].slot, tlb->walks[i].leaf);
  fputs("]}", stdout);
}

static void show_caches(void) {
  const struct file *file;
  bool first = true;
  for (size_t i = 0; (file = file_number(i)) != NULL; i++) {
    if (file->name[0] == '\0') continue;
    printf("%s{\"file\":\"%s\",\"pages\":[", comma(&first), file->name);
    for (size_t page = 0; page < file->cached; page++)
      printf("%s%" PRIu64 ",%" PRIu64, page == 0 ? "" : ",", file->cache[page].page, file->cache[page].frame);
    fputs("]}", stdout);
  }
}

static void show_counts(void) {
  printf("{\"tableBytes\":%" PRIu64 ",\"tablesAllocated\":%" PRIu64 ",\"tablesFreed\":%" PRIu64 ",\"framesAllocated\":%" PRIu64
         ",\"framesFreed\":%" PRIu64 ",\"entriesWritten\":%" PRIu64 "}",
         counts.table_bytes, counts.tables_allocated, counts.tables_freed, counts.frames_allocated, counts.frames_freed, counts.entries_written);
}

/* `mms` and `tables` have to be there; what was not asked for is empty or left out. */
void show_snapshot(struct show show) {
  fputs("{\"mms\":[", stdout);
  if (show.tables) show_mms();
  fputs("],\"tables\":[", stdout);
  if (show.tables) show_tables();
  putchar(']');
  if (show.tlb) fputs(",\"tlb\":[", stdout);
  for (unsigned cpu = 0; show.tlb && cpu < machine.cpus; cpu++) show_tlb(cpu);
  if (show.tlb) putchar(']');
  if (show.caches) fputs(",\"caches\":[", stdout);
  if (show.caches) show_caches();
  if (show.caches) putchar(']');
  if (show.counts) fputs(",\"counts\":", stdout);
  if (show.counts) show_counts();
  putchar('}');
}
