import { unmapRange } from '../../reference/index.ts';
import type { Gather, Machine, Mm, Process, Region } from '../../reference/index.ts';
import type { Hazard } from '../hazard.ts';

/** The tables of the region are those of its creator, to which the host has links of its own. */
function takeTables(machine: Machine, { host, start, pages }: Region, gather: Gather): void {
  unmapRange(machine, host, start, start + pages, gather);
}

export const creatorExitTakesTables: Hazard = {
  id: 'creator-exit-takes-tables',
  title:
    'When the process that made a region exits or executes another program, the common tables go with its own, and the others lead to what is freed.',
  evidence: 'author',
  source: 'RFC of January 2022, patch 6 (its list of bugs)',
  machine: (Base) =>
    class CreatorExitTakesTables extends Base {
      override endOwned(process: Process, gather: Gather): void {
        for (const region of this.regions) if (region.owner === process) takeTables(this, region, gather);
        super.endOwned(process, gather);
      }

      override releaseMappings(mm: Mm, gather: Gather): void {
        for (const region of this.regions) if (region.owner?.mm === mm) takeTables(this, region, gather);
        super.releaseMappings(mm, gather);
      }
    },
};
