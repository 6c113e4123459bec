import { replacing } from '../../mutants/manual.ts';
import { takeMappings } from '../../reference/index.ts';
import type { Gather, Plan, Process, Region, Stage } from '../../reference/index.ts';
import type { Hazard } from '../hazard.ts';

interface UnlinkPlan extends Plan {
  readonly gather: Gather;
  readonly process: Process;
  readonly region: Region;
}

function change(usual: Stage<Plan>): Stage<Plan>['run'] {
  return (machine, plan) => {
    const { region, process, gather } = plan as UnlinkPlan;
    if (region.shares > 1 && region.owner !== process) takeMappings(machine, process.mm, region.start, region.start + region.pages, gather);
    return usual.run(machine, plan);
  };
}

export const unlinkUnmapsRange: Hazard = {
  id: 'unlink-unmaps-range',
  title: 'mshare_unlink() unmaps, in whoever did not make the region, whatever lies at its addresses; the last one keeps its window.',
  evidence: 'derived',
  source: 'RFC of January 2022, patch 6',
  machine: (Base) =>
    class UnlinkUnmapsRange extends Base {
      override unlinkDetaches(): boolean {
        return false;
      }
    },
  detours: [{ calls: ['mshare_unlink'], stages: replacing('change-entries', change) }],
};
