import { forkNotCounted } from '../../mutants/fork-not-counted.ts';
import type { Hazard } from '../hazard.ts';

export const forkUncounted: Hazard = {
  id: 'fork-uncounted',
  title: 'fork copies the flag of the VMA and takes no reference, so that the munmap of a child counts for its parent.',
  evidence: 'derived',
  source: 'ptshare RFC v2, patch 3',
  machine: forkNotCounted,
};
