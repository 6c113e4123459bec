import { READ, WRITE, protectEntries } from '../../reference/index.ts';
import type { Gather, Mm, Region, Vma } from '../../reference/index.ts';
import type { Hazard } from '../hazard.ts';

export const faultAsksWindow: Hazard = {
  id: 'fault-asks-window',
  title:
    'mprotect changes the common entries and the window of the caller; the host keeps its protection, and the next fault through a window that allows more puts it back for all.',
  evidence: 'derived',
  source: 'PATCH v2 of June 2022, patches 8 and 9 (handle_mm_fault)',
  machine: (Base) =>
    class FaultAsksWindow extends Base {
      /** The window is asked first, and then the host makes the entry; what the host does not allow would be tried for ever. */
      override protOver(vma: Vma, ruling: Vma): number {
        if (vma === ruling) return vma.prot;
        return vma.prot === 0 || ruling.prot === 0 ? 0 : READ | (vma.prot & ruling.prot & WRITE);
      }

      override protect(mm: Mm, vma: Vma, start: number, end: number, prot: number, gather: Gather): void {
        const { region, delta } = vma;
        if (region === undefined) return super.protect(mm, vma, start, end, prot, gather);
        for (const part of region.host.vmas.all) {
          const from = Math.max(part.start, start + delta);
          const to = Math.min(part.end, end + delta);
          if (from < to) protectEntries(this, region.host, part, from, to, prot);
        }
        mm.vmas.splitAt(start);
        mm.vmas.splitAt(end);
        for (const part of mm.vmas.all) if (part.start >= start && part.end <= end) part.prot = prot;
        gather.flush(region.host, start + delta, end + delta, false);
      }

      /** That a window is in parts is another matter. */
      override detach(region: Region, mm: Mm, gather: Gather, delta?: number): void {
        if (region.guests.some((guest) => guest.mm === mm)) super.detach(region, mm, gather, delta);
      }
    },
};
