import type { Region, SharingRequest } from '../../reference/index.ts';
import type { Hazard } from '../hazard.ts';

export const protectionIgnored: Hazard = {
  id: 'protection-ignored',
  title: 'The protection to compare with is never stored, so that a mapper of any protection shares.',
  evidence: 'derived',
  source: 'ptshare RFC v2, patch 3',
  machine: (Base) =>
    class ProtectionIgnored extends Base {
      override regionFor(request: SharingRequest): Region | undefined {
        const joined = this.regions.find((region) => this.sameKey(region, request));
        return joined ?? super.regionFor(request);
      }
    },
};
