/** "Add support for sharing page tables across processes (previously mshare)", RFC v2 of April 2023, as its code reads. */
import type { Hazard } from '../hazard.ts';
import { exitLeaks } from './exit-leaks.ts';
import { failureKeepsMapping } from './failure-keeps-mapping.ts';
import { faultAsksGuest } from './fault-asks-guest.ts';
import { forkUncounted } from './fork-uncounted.ts';
import { munmapAsksFirst } from './munmap-asks-first.ts';
import { noFlushOfOthers } from './no-flush-of-others.ts';
import { offsetIgnored } from './offset-ignored.ts';
import { privateAccepted } from './private-accepted.ts';
import { protectionIgnored } from './protection-ignored.ts';
import { wideLink } from './wide-link.ts';

export const hazards: readonly Hazard[] = [
  privateAccepted,
  offsetIgnored,
  protectionIgnored,
  failureKeepsMapping,
  wideLink,
  faultAsksGuest,
  noFlushOfOthers,
  munmapAsksFirst,
  forkUncounted,
  exitLeaks,
];

/** Read in the code as well, and not done by the body: why. */
export const unmodelled: readonly string[] = [
  'A first mapping that is joined to a neighbour records the range of both, so that no later one fits: mappings of the body are not joined.',
  'Where the mapping of the host cannot be inserted, mmap returns the error as an address: no allocation of a trace is one of a mapping.',
  'A fault uses a null pointer where a table on its way cannot be allocated, and on five levels where the top entry of the host is empty: a kernel that has crashed gives no answer.',
  'A fault without a region, or at a hole of the host, gets the locks wrong: traces do not see locks.',
  'During a fault the mapping of the caller names the mm of the host, which other threads can see: a process of a trace has one thread.',
  'The page tables of shared mappings are flushed and not freed by what frees page tables: the body frees them with the region.',
];
