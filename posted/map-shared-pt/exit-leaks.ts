import { exitKeepsReference } from '../../mutants/exit-keeps-reference.ts';
import type { Hazard } from '../hazard.ts';

export const exitLeaks: Hazard = {
  id: 'exit-leaks',
  title: 'exit and exec do not pass the hook of munmap: the count never drops, and the region outlives everybody.',
  evidence: 'derived',
  source: 'ptshare RFC v2, patch 3',
  machine: exitKeepsReference,
};
