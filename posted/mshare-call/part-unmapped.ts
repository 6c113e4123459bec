import type { Gather, Mm, Region } from '../../reference/index.ts';
import type { Hazard } from '../hazard.ts';

export const partUnmapped: Hazard = {
  id: 'part-unmapped',
  title: 'munmap and MAP_FIXED may take a part of a window.',
  evidence: 'derived',
  source: 'RFC of January 2022, patch 6; nothing refuses it',
  machine: (Base) =>
    class PartUnmapped extends Base {
      override allowsPartialUnmap(): boolean {
        return true;
      }

      override detach(region: Region, mm: Mm, gather: Gather, delta?: number): void {
        if (mm.vmas.all.every((vma) => vma.region !== region)) super.detach(region, mm, gather, delta);
      }
    },
};
