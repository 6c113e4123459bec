import { forkNotCounted } from '../../mutants/fork-not-counted.ts';
import type { Hazard } from '../hazard.ts';

export const forkUncounted: Hazard = {
  id: 'fork-uncounted',
  title: 'The window of a child is not counted when it comes to be, and is counted out when it goes.',
  evidence: 'derived',
  source: 'PATCH v2 of June 2022, patch 8 (no vm_ops.open)',
  machine: forkNotCounted,
};
