import type { CallOf } from '../../schemas/contract.ts';
import type { MapFlags } from '../../schemas/generated/types.ts';
import { DONE, EINVAL } from '../answers.ts';
import { contentsStages } from '../contents-plan.ts';
import type { ContentsPlan } from '../contents-plan.ts';
import { Gather } from '../gather.ts';
import { placementOf } from '../placement.ts';
import { regionBehind } from '../region-behind.ts';
import type { CallKind } from '../stage.ts';

/** The offset says where, so MAP_FIXED is meant whether it is given or not. */
export const mshareMap: CallKind<CallOf<'mshare_map'>, ContentsPlan> = {
  decode(machine, process, call) {
    const region = regionBehind(process, call.fd);
    if ('result' in region) return region;
    const { offset: regionOffset, size, prot, objectOffset: offset = '0x0' } = call;
    const flags: MapFlags = call.flags.includes('MAP_FIXED') ? call.flags : [...call.flags, 'MAP_FIXED'];
    const vma = placementOf(machine, process, region, { regionOffset, size, offset, prot, flags, object: call.object });
    if ('result' in vma) return vma;
    if (!machine.acceptsContents(region)) return EINVAL;
    return { outcome: DONE, gather: new Gather(process.mm.id, call.cpu ?? 0), region, start: vma.start, end: vma.end, vma };
  },
  stages: contentsStages,
};
