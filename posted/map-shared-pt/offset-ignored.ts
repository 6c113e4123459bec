import type { Hazard } from '../hazard.ts';

export const offsetIgnored: Hazard = {
  id: 'offset-ignored',
  title: 'A later mapper of the same file, address and length shares, whatever its offset in the file.',
  evidence: 'derived',
  source: 'ptshare RFC v2, patch 3',
  machine: (Base) =>
    class OffsetIgnored extends Base {
      override sameOffset(): boolean {
        return true;
      }
    },
};
