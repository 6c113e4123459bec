/* What can be seen: a snapshot, printed as JSON. */
#ifndef SHOW_H
#define SHOW_H
#include <stdbool.h>

struct show {
  bool tables, tlb, caches, counts;
};
void show_snapshot(struct show show);
#endif
