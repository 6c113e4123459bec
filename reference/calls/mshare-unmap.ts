import type { CallOf } from '../../schemas/contract.ts';
import { DONE } from '../answers.ts';
import { contentsStages } from '../contents-plan.ts';
import type { ContentsPlan } from '../contents-plan.ts';
import { Gather } from '../gather.ts';
import { partNamed } from '../region-behind.ts';
import type { CallKind } from '../stage.ts';

export const mshareUnmap: CallKind<CallOf<'mshare_unmap'>, ContentsPlan> = {
  decode(machine, process, call) {
    const part = partNamed(machine, process, call);
    if ('result' in part) return part;
    const { region, start, end } = part;
    return { outcome: DONE, gather: new Gather(process.mm.id, call.cpu ?? 0), region, start, end, vma: undefined };
  },
  stages: contentsStages,
};
