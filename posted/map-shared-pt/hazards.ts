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
