import type { Mm, Region, Vma } from '../../reference/index.ts';
import type { Hazard } from '../hazard.ts';

export const forkUncounted: Hazard = {
  id: 'fork-uncounted',
  title: 'fork copies the flag of the VMA and takes no reference, so that the munmap of a child counts for its parent.',
  evidence: 'derived',
  source: 'ptshare RFC v2, patch 3',
  machine: (Base) =>
    class ForkUncounted extends Base {
      override attachChild(region: Region, mm: Mm, vma: Vma): void {
        super.attachChild(region, mm, vma);
        this.countSharer(region, -1);
      }
    },
};
