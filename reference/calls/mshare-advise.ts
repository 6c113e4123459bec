import type { CallOf } from '../../schemas/contract.ts';
import { DONE, ENOMEM, notHere } from '../answers.ts';
import { Gather } from '../gather.ts';
import { rangeOf } from '../placement.ts';
import { regionBehind, regionFileNamed } from '../region-behind.ts';
import type { CallKind } from '../stage.ts';
import { adviceStages, filesAdvised, irremovable } from './madvise.ts';
import type { AdvicePlan } from './madvise.ts';

/** As madvise, on what the region holds, for all who attach it. */
export const mshareAdvise: CallKind<CallOf<'mshare_advise'>, AdvicePlan> = {
  decode(machine, process, call) {
    if (machine.design.knownBy !== 'descriptor') return notHere(call.call);
    const region = regionBehind(process, call.fd);
    if ('result' in region) return region;
    const range = rangeOf(machine, region, call.offset, call.size);
    if ('result' in range) return range;
    const [start, end] = range;
    const { host: mm } = region;
    if (!mm.vmas.covers(start, end)) return ENOMEM;
    const remove = call.advice === 'MADV_REMOVE';
    const refusal = remove ? irremovable(mm, start, end) : undefined;
    return refusal ?? { outcome: DONE, gather: new Gather(process.mm.id, call.cpu ?? 0), mm, start, end, remove };
  },
  stages: adviceStages,
  filesNamed: regionFileNamed,
  files: (plan) => [...filesAdvised(plan), ...(plan.mm.region === undefined ? [] : [plan.mm.region.file])],
};
