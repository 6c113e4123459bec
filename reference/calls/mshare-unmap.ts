import type { CallOf } from '../../schemas/contract.ts';
import { DONE, notHere } from '../answers.ts';
import { contentsStages, filesChanged } from '../contents-plan.ts';
import type { ContentsPlan } from '../contents-plan.ts';
import { Gather } from '../gather.ts';
import { rangeOf } from '../placement.ts';
import { regionBehind, regionFileNamed } from '../region-behind.ts';
import type { CallKind } from '../stage.ts';

export const mshareUnmap: CallKind<CallOf<'mshare_unmap'>, ContentsPlan> = {
  decode(machine, process, call) {
    if (machine.design.knownBy !== 'descriptor') return notHere(call.call);
    const region = regionBehind(process, call.fd);
    if ('result' in region) return region;
    const range = rangeOf(machine, region, call.offset, call.size);
    if ('result' in range) return range;
    const [start, end] = range;
    return { outcome: DONE, gather: new Gather(process.mm.id, call.cpu ?? 0), region, start, end, vma: undefined };
  },
  stages: contentsStages,
  filesNamed: regionFileNamed,
  files: filesChanged,
};
