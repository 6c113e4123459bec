import type { CallOf } from '../../schemas/contract.ts';
import { DONE, EACCES, ENOMEM } from '../answers.ts';
import { Gather } from '../gather.ts';
import { partNamed } from '../region-behind.ts';
import type { Region } from '../region.ts';
import { flushStage } from '../stage.ts';
import type { CallKind, Plan } from '../stage.ts';
import { protOf } from './prot.ts';

interface ProtectPlan extends Plan {
  readonly gather: Gather;
  readonly region: Region;
  readonly start: number;
  readonly end: number;
  readonly prot: number;
}

/** One call, and the protection of a range holds for all who attach the region, on every CPU. */
// @rule change-within-region
export const mshareProtect: CallKind<CallOf<'mshare_protect'>, ProtectPlan> = {
  decode(machine, process, call) {
    const part = partNamed(machine, process, call);
    if ('result' in part) return part;
    const { region, start, end } = part;
    const { vmas } = region.host;
    const prot = protOf(call.prot);
    if (!vmas.covers(start, end)) return ENOMEM;
    if (vmas.within(start, end).some((vma) => !machine.allowsProtection(vma, prot))) return EACCES;
    return { outcome: DONE, gather: new Gather(process.mm.id, call.cpu ?? 0), region, start, end, prot };
  },
  stages: [
    {
      label: 'change-entries',
      run(machine, { region, start, end, prot, gather }) {
        machine.protectRegion(region, start, end, prot, gather);
        return undefined;
      },
    },
    flushStage,
  ],
};
