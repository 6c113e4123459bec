import { keyOmitsOffset } from '../../mutants/key-omits-offset.ts';
import type { Hazard } from '../hazard.ts';

export const offsetIgnored: Hazard = {
  id: 'offset-ignored',
  title: 'A later mapper of the same file, address and length shares, whatever its offset in the file.',
  evidence: 'derived',
  source: 'ptshare RFC v2, patch 3',
  machine: keyOmitsOffset,
};
