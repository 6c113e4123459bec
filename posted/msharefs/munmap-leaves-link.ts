import type { Gather, Mm, Table } from '../../reference/index.ts';
import type { Hazard } from '../hazard.ts';

/** Of calls by which the whole tree goes. */
const ending = new WeakSet<Gather>();

export const munmapLeavesLink: Hazard = {
  id: 'munmap-leaves-link',
  title: 'What empties and frees tables passes over windows: after munmap the entry of the caller still leads to the common tables.',
  evidence: 'author',
  source: 'PATCH v2 of June 2022, patch 8; told as a bug in RFC v3 of September 2024, patch 8',
  machine: (Base) =>
    class MunmapLeavesLink extends Base {
      override releaseMappings(mm: Mm, gather: Gather): void {
        ending.add(gather);
        super.releaseMappings(mm, gather);
      }

      override unlink(upper: Table, index: number, gather: Gather): void {
        if (ending.has(gather)) super.unlink(upper, index, gather);
      }
    },
};
