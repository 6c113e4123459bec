import type { Region } from '../../reference/index.ts';
import type { Hazard } from '../hazard.ts';

export const descriptorUncounted: Hazard = {
  id: 'descriptor-uncounted',
  title:
    'A descriptor does not keep a region: without name and windows it is freed. Here a call through the descriptor finds none; there it would use what is freed.',
  evidence: 'derived',
  source: 'PATCH v2 of June 2022, patches 7 to 9',
  machine: (Base) =>
    class DescriptorUncounted extends Base {
      override keepsRegion(region: Region): boolean {
        return region.sharers !== 0 || this.msharefs.holds(region.file);
      }
    },
};
