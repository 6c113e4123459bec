/** "Add support for shared PTEs across processes", RFC of January 2022 and PATCH v1 of April 2022, as their code reads. */
import type { Hazard } from '../hazard.ts';
import { noFlushOfOthers } from '../map-shared-pt/no-flush-of-others.ts';
import { faultAsksWindow } from '../msharefs/fault-asks-window.ts';
import { munmapLeavesLink } from '../msharefs/munmap-leaves-link.ts';
import { childFreesTables } from './child-frees-tables.ts';
import { creatorExitTakesTables } from './creator-exit-takes-tables.ts';
import { partUnmapped } from './part-unmapped.ts';
import { rangeNotCompared } from './range-not-compared.ts';
import { readingMapsNothing } from './reading-maps-nothing.ts';
import { unlinkUnmapsRange } from './unlink-unmaps-range.ts';
import { windowsUncounted } from './windows-uncounted.ts';

export const hazards: readonly Hazard[] = [
  rangeNotCompared,
  readingMapsNothing,
  { ...faultAsksWindow, source: 'RFC of January 2022, patch 6 (handle_mm_fault)' },
  { ...noFlushOfOthers, source: 'RFC of January 2022, patch 6; the host is never loaded on a CPU' },
  { ...munmapLeavesLink, evidence: 'derived', source: 'RFC of January 2022, patch 6 (unmap_page_range, free_pgd_range)' },
  partUnmapped,
  unlinkUnmapsRange,
  windowsUncounted,
  creatorExitTakesTables,
  childFreesTables,
];

/** Read in the code as well, and not done by the body: why. */
export const unmodelled: readonly string[] = [
  'An attachment whose mapping was joined to one before it is refused, and has been counted: mappings of shared memory of their own are joined to none, here and there.',
  'Some refusals of mshare() leave the root directory of msharefs locked (in January for an overlap, in both for want of memory): what comes next waits for ever, which is no answer.',
  'An access to a page at which nothing was mapped uses a null pointer in January, and leaves the host locked in April: a kernel that has crashed or hangs gives no answer.',
  'A fault that is to be tried again unlocks an mm that is not locked: traces do not see locks.',
  'Where memory runs out half way, mappings of the creator lead to a host that is freed: no allocation of a trace is one of a mapping.',
  'After umount the superblock is still used: the calls of the body answer ENOENT, as without msharefs.',
  'The name is taken as one name, slashes and more than 255 bytes included: a trace names what its setup lists.',
  'A store through a window that allows it, to a page that the host maps for reading, faults for ever: the body answers SIGSEGV instead.',
  'Who exits is not counted out, so that a region nobody gives back stays: the specification takes that for what is meant (a region outlives its creator).',
];
