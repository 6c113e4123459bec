import type { CallOf } from '../../schemas/contract.ts';
import { DONE, ENOMEM } from '../answers.ts';
import { Gather } from '../gather.ts';
import { partNamed } from '../region-behind.ts';
import type { CallKind } from '../stage.ts';
import { adviceStages, holesOf } from './madvise.ts';
import type { AdvicePlan } from './madvise.ts';

/** As madvise, on what the region holds, for all who attach it. */
export const mshareAdvise: CallKind<CallOf<'mshare_advise'>, AdvicePlan> = {
  decode(machine, process, call) {
    const part = partNamed(machine, process, call);
    if ('result' in part) return part;
    const { region, start, end } = part;
    const { host: mm } = region;
    if (!mm.vmas.covers(start, end)) return ENOMEM;
    const holes = call.advice === 'MADV_REMOVE' ? holesOf(mm, start, end) : undefined;
    if (holes !== undefined && 'result' in holes) return holes;
    return { outcome: DONE, gather: new Gather(process.mm.id, call.cpu ?? 0), region, mm, start, end, holes };
  },
  stages: adviceStages,
};
