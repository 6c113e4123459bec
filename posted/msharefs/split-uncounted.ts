import type { Gather, Mm, Region } from '../../reference/index.ts';
import type { Hazard } from '../hazard.ts';

export const splitUncounted: Hazard = {
  id: 'split-uncounted',
  title: 'A window may be cut by munmap and mprotect, and each of its parts is counted out when it goes.',
  evidence: 'reviewer',
  source: 'PATCH v2 of June 2022, patch 8; Mark Hemment',
  machine: (Base) =>
    class SplitUncounted extends Base {
      override allowsPartialUnmap(): boolean {
        return true;
      }

      override detach(region: Region, mm: Mm, gather: Gather, delta?: number): void {
        const isPart = mm.vmas.all.some((vma) => vma.region === region) || region.guests.every((guest) => guest.mm !== mm);
        if (isPart) this.countSharer(region, -1);
        else super.detach(region, mm, gather, delta);
      }
    },
};
