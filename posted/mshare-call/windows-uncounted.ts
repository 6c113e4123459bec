import type { Region } from '../../reference/index.ts';
import type { Hazard } from '../hazard.ts';

export const windowsUncounted: Hazard = {
  id: 'windows-uncounted',
  title:
    'Calls are counted, and neither windows nor descriptors: with the last mshare_unlink() the region is freed under those who still map or read it.',
  evidence: 'derived',
  source: 'RFC of January 2022, patch 6',
  machine: (Base) =>
    class WindowsUncounted extends Base {
      override keepsRegion(region: Region): boolean {
        return region.shares > 0;
      }
    },
};
