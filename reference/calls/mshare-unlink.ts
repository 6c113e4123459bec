import type { CallOf } from '../../schemas/contract.ts';
import { DONE, EINVAL, ENOENT } from '../answers.ts';
import { Gather } from '../gather.ts';
import { nameIn } from '../path-name.ts';
import type { Process } from '../process.ts';
import type { Region } from '../region.ts';
import { flushStage, freeStage, leaveRegionStages } from '../stage.ts';
import type { CallKind, Plan } from '../stage.ts';
import { takeMappings } from '../take.ts';

interface UnlinkPlan extends Plan {
  readonly gather: Gather;
  readonly process: Process;
  readonly region: Region;
}

/** Gives one share back: the caller's windows go, unless it made the region, and with the last share the name. */
// @rule name-given-back
// @rule name-outlives-exit
export const mshareUnlink: CallKind<CallOf<'mshare_unlink'>, UnlinkPlan> = {
  decode(machine, process, call) {
    if (!machine.msharefs.mounted) return ENOENT;
    const name = nameIn(call);
    if (typeof name !== 'string') return name;
    const region = machine.msharefs.names.get(name)?.region;
    if (region === undefined) return EINVAL;
    return { outcome: DONE, gather: new Gather(process.mm.id, call.cpu ?? 0), process, region };
  },
  stages: [
    {
      label: 'change-entries',
      run(machine, plan) {
        const { process, region, gather } = plan;
        if (!machine.msharefs.holds(region.file)) {
          plan.outcome = EINVAL;
          return 'done';
        }
        region.shares--;
        const { mm } = process;
        if (machine.unlinkDetaches(region, process))
          for (const { start, end } of mm.vmas.all.filter((vma) => vma.region === region)) takeMappings(machine, mm, start, end, gather);
        if (region.shares === 0) machine.unname(region.file, process, gather);
        return undefined;
      },
    },
    flushStage,
    ...leaveRegionStages,
    freeStage,
  ],
};
