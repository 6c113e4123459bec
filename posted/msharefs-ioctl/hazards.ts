/** "Add support for shared PTEs across processes", PATCH v3 of August 2025, as its code reads. */
import type { Hazard } from '../hazard.ts';
import { adviceDropsLinks } from './advice-drops-links.ts';
import { moveTakesSharedEntries } from './move-takes-shared-entries.ts';
import { objectOffsetRounded } from './object-offset-rounded.ts';
import { refilledWithoutOwner } from './refilled-without-owner.ts';
import { sizeZeroBricks } from './size-zero-bricks.ts';
import { windowOffsetIgnored } from './window-offset-ignored.ts';

export const hazards: readonly Hazard[] = [
  sizeZeroBricks,
  refilledWithoutOwner,
  objectOffsetRounded,
  windowOffsetIgnored,
  adviceDropsLinks,
  moveTakesSharedEntries,
];

/** Read in the code as well, and not done by the body: why. */
export const unmodelled: readonly string[] = [
  'The ioctls ask neither for a descriptor that may be written through nor for the owner: q-place-rights leaves that open, and the reference does the same.',
  'The protection and the open mode of a window do not restrict the CPU: the specification takes that for what is meant (placed-protection-decides).',
  'The owner is a thread, and the region ends with the thread that made it: a process of a trace has one thread.',
  'mm->owner of the host is never brought up to date, and what is charged to it goes wrong after an exit: traces know no memory cgroups.',
  'The flags of a mapping that is put into a region begin with what was on the stack: what that gives cannot be said.',
  'Where there is no memory for a table on the way to a shared entry, a fault uses the null pointer: a kernel that has crashed gives no answer.',
  'After a refused access the host is unlocked before its mapping is read once more: the mapping may be gone in between, and all that is read of it is a protection key.',
  'What reaches a window without a fault of the CPU (get_user_pages, ptrace, O_DIRECT, mlock) fails where the page is not present: traces have loads and stores only.',
  'The ioctl that means MSHAREFS_UNMAP was the one that set the size in the first version, so an old program empties a new region: a trace names requests, not numbers.',
  'A size that leaves 64 bits passes the comparison with the size of the region, and fails afterwards with ENOMEM: the specification permits both errors.',
  'A window of an earlier version that does not begin where the region does shows the beginning of the region: the third version attaches whole regions only.',
];
