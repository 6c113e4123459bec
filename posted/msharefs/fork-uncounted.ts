import type { Mm, Region, Vma } from '../../reference/index.ts';
import type { Hazard } from '../hazard.ts';

export const forkUncounted: Hazard = {
  id: 'fork-uncounted',
  title: 'The window of a child is not counted when it comes to be, and is counted out when it goes.',
  evidence: 'derived',
  source: 'PATCH v2 of June 2022, patch 8 (no vm_ops.open)',
  machine: (Base) =>
    class ForkUncounted extends Base {
      override attachChild(region: Region, mm: Mm, vma: Vma): void {
        super.attachChild(region, mm, vma);
        this.countSharer(region, -1);
      }
    },
};
