/* Accesses of a CPU, and the faults that they raise. */
#ifndef ACCESS_H
#define ACCESS_H
#include "mm.h"

enum access { ALLOWED, NOT_MAPPED, NOT_PERMITTED, BEYOND_FILE };

/* One byte, read into *byte or written from it. */
enum access cpu_access(struct mm *mm, unsigned cpu, uint64_t addr, bool write, unsigned char *byte);

bool page_present(struct mm *mm, page_t page); /* in the tables, without an access */

/* The bits that the protection of its mapping gives to the entry of a page. */
uint64_t entry_bits(const struct vma *vma, uint64_t frame, bool own);
#endif
