/** "Add support for shared PTEs across processes", PATCH v2 of June 2022, as its code reads. */
import type { Hazard } from '../hazard.ts';
import { noFlushOfOthers } from '../map-shared-pt/no-flush-of-others.ts';
import { adviceDoesNothing } from './advice-does-nothing.ts';
import { descriptorUncounted } from './descriptor-uncounted.ts';
import { faultAsksWindow } from './fault-asks-window.ts';
import { forkUncounted } from './fork-uncounted.ts';
import { infoUnlinked } from './info-unlinked.ts';
import { munmapLeavesLink } from './munmap-leaves-link.ts';
import { privateAccepted } from './private-accepted.ts';
import { splitUncounted } from './split-uncounted.ts';
import { umountLeaks } from './umount-leaks.ts';
import { unlinkUnmapsCaller } from './unlink-unmaps-caller.ts';

export const hazards: readonly Hazard[] = [
  privateAccepted,
  infoUnlinked,
  faultAsksWindow,
  { ...noFlushOfOthers, source: 'PATCH v2 of June 2022, patch 8; the host is never loaded on a CPU' },
  munmapLeavesLink,
  adviceDoesNothing,
  unlinkUnmapsCaller,
  forkUncounted,
  splitUncounted,
  descriptorUncounted,
  umountLeaks,
];

/** Read in the code as well, and not done by the body: why. */
export const unmodelled: readonly string[] = [
  'A mapping that is refused, because it is not aligned or not where the region is, leaves the host locked: what comes next to the region waits for ever, which is no answer.',
  'Where there is no memory for the mapping of the host, place, size and count are set all the same, and the region has no contents: no allocation of a trace is one of a mapping.',
  'A store through a window that allows it, to a page that the host maps for reading, faults for ever: the body answers SIGSEGV instead.',
  'What is mapped where a link was left lies in the common tables; when it goes in its turn it takes these tables with it: the body leaves them.',
  'Of two hard links the first that is unlinked marks the region as deleted, although the other name lives: traces have no hard links.',
  'Nothing keeps a name from being renamed onto mshare_info: traces have no rename.',
  'Entries that the first mapper has are copied to the host: mmap has just put its mapping there, so it has none.',
];
