import type { Flush, Gather, Region } from '../../reference/index.ts';
import type { Hazard } from '../hazard.ts';

export const noFlushOfOthers: Hazard = {
  id: 'no-flush-of-others',
  title: 'What changes in common tables is flushed for the caller, and for no other sharer.',
  evidence: 'derived',
  source: 'ptshare RFC v2, patch 4; the host is never loaded on a CPU',
  machine: (Base) =>
    class NoFlushOfOthers extends Base {
      override flushGuests(cpu: number, region: Region, flush: Flush, gather: Gather): void {
        for (const { mm, delta } of region.guests) {
          if (mm.id === gather.caller) this.flushMm(cpu, mm, flush.start - delta, flush.end - delta, flush.upper);
        }
      }
    },
};
