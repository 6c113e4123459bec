import { protectRange } from '../../reference/index.ts';
import type { Gather, Mm, Region, Vma } from '../../reference/index.ts';
import type { Hazard } from '../hazard.ts';

export const faultAsksGuest: Hazard = {
  id: 'fault-asks-guest',
  title:
    'mprotect changes the common entries and the VMA of the caller alone; a fault of another sharer asks its own VMA and puts the old protection back for all.',
  evidence: 'derived',
  source: 'ptshare RFC v2, patch 4 (handle_mm_fault)',
  machine: (Base) =>
    class FaultAsksGuest extends Base {
      override rulingVma(vma: Vma): Vma {
        return vma;
      }

      override protect(mm: Mm, vma: Vma, start: number, end: number, prot: number, gather: Gather): void {
        const { region, delta } = vma;
        if (region === undefined) return super.protect(mm, vma, start, end, prot, gather);
        protectRange(this, region.host, start + delta, end + delta, prot);
        mm.vmas.splitAt(start);
        mm.vmas.splitAt(end);
        for (const part of mm.vmas.all) if (part.start >= start && part.end <= end) part.prot = prot;
        gather.flush(region.host, start + delta, end + delta, false);
      }

      /** The parts into which mprotect has cut a mapping are counted once. */
      override detach(region: Region, mm: Mm, gather: Gather): void {
        if (region.guests.some((guest) => guest.mm === mm)) super.detach(region, mm, gather);
      }
    },
};
