#include "machine.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct machine machine;
struct counts counts;

static struct frame {
  unsigned char *bytes; /* NULL: not allocated */
  unsigned count;
} *frames;
static size_t frames_used, frames_room;

static unsigned log2_of(uint64_t number) {
  unsigned bits = 0;
  while (number > 1) number >>= 1, bits++;
  return bits;
}

bool machine_build(uint64_t page_size, uint64_t entries, unsigned levels, unsigned cpus) {
  unsigned page_bits = log2_of(page_size), table_bits = log2_of(entries);
  if (page_bits + levels * table_bits > 64) return false;
  machine = (struct machine){.page_size = page_size, .page_bits = page_bits, .table_bits = table_bits, .levels = levels, .cpus = cpus};
  machine.user_pages = (UINT64_C(1) << (levels * table_bits - 1)) - 1;
  counts = (struct counts){0};
  return true;
}

void *must(void *memory) {
  if (memory != NULL) return memory;
  fputs("c-sharing: no memory left\n", stderr);
  exit(1);
}

void *grow(void *array, size_t used, size_t *room, size_t element) {
  if (used < *room) return array;
  *room = *room == 0 ? 8 : *room * 2;
  return must(realloc(array, *room * element));
}

/* Numbers are never used again within a world, so that what is stale can be told from what is new. Frame 0 is none. */
uint64_t frame_new(void) {
  if (frames_used == 0) frames_used = 1;
  while (frames_used >= frames_room) frames = grow(frames, frames_room, &frames_room, sizeof *frames);
  frames[frames_used] = (struct frame){must(calloc(1, machine.page_size)), 1};
  counts.frames_allocated++;
  return frames_used++;
}

uint64_t frame_copy(uint64_t frame) {
  uint64_t copy = frame_new();
  memcpy(frames[copy].bytes, frames[frame].bytes, machine.page_size);
  return copy;
}

void frame_get(uint64_t frame) { frames[frame].count++; }

void frame_put(uint64_t frame) {
  if (--frames[frame].count > 0) return;
  free(frames[frame].bytes);
  frames[frame].bytes = NULL;
  counts.frames_freed++;
}

unsigned frame_count(uint64_t frame) { return frames[frame].count; }

unsigned char *frame_bytes(uint64_t frame) { return frames[frame].bytes; }

void frames_forget(void) {
  for (size_t i = 1; i < frames_used; i++) free(frames[i].bytes);
  frames_used = 0;
}
