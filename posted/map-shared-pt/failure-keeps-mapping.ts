import { hostAskedLate, hostFailureLeavesMapping } from '../../mutants/host-failure-leaves-mapping.ts';
import type { Hazard } from '../hazard.ts';

export const failureKeepsMapping: Hazard = {
  id: 'failure-keeps-mapping',
  title: 'Where there is no memory for the host, mmap answers ENOMEM and leaves the mapping that it has made.',
  evidence: 'derived',
  source: 'ptshare RFC v2, patch 3',
  machine: hostFailureLeavesMapping,
  detours: [hostAskedLate],
};
