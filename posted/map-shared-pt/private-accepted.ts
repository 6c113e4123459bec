import { privateShares } from '../../mutants/private-shares.ts';
import type { Hazard } from '../hazard.ts';

export const privateAccepted: Hazard = {
  id: 'private-accepted',
  title: 'The test for a mapping type is a mask that MAP_PRIVATE passes too, and a private mapping of a file shares tables.',
  evidence: 'derived',
  source: 'ptshare RFC v2, patch 3',
  machine: privateShares,
};
