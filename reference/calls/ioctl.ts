import type { CallOf } from '../../schemas/contract.ts';
import type { Outcome } from '../../schemas/generated/types.ts';
import { DONE, EBADF, EFAULT, EINVAL, ENOTTY } from '../answers.ts';
import type { ContentsPlan } from '../contents-plan.ts';
import { contentsStages } from '../contents-plan.ts';
import { Gather } from '../gather.ts';
import type { Machine } from '../machine.ts';
import { placementOf, rangeOf } from '../placement.ts';
import type { Process } from '../process.ts';
import type { Region } from '../region.ts';
import type { CallKind } from '../stage.ts';

type IoctlCall = CallOf<'ioctl'>;

/** A region that has no size answers nothing else, whatever is asked. ASSUME q-place-rights: whoever has a descriptor may ask. */
export const ioctl: CallKind<IoctlCall, ContentsPlan> = {
  decode(machine, process, call) {
    const descriptor = process.descriptors.get(call.fd);
    if (descriptor === undefined) return EBADF;
    const region = machine.design.contentsByIoctl ? descriptor.file.region : undefined;
    if (region === undefined) return ENOTTY;
    if (!region.sized) return EINVAL;
    if (call.request === 'unknown') return ENOTTY;
    if (call.pointer !== undefined) return EFAULT;
    return call.request === 'MSHAREFS_UNMAP' ? unmapping(machine, process, region, call) : mapping(machine, process, region, call);
  },
  stages: contentsStages,
};

function mapping(machine: Machine, process: Process, region: Region, call: IoctlCall): ContentsPlan | Outcome {
  const { regionOffset = '0x0', size = '0x0', offset = '0x0', prot = [], flags = [], object } = call;
  const vma = placementOf(machine, process, region, { regionOffset, size, offset, prot, flags, object });
  if ('result' in vma) return vma;
  if (!machine.acceptsContents(region)) return EINVAL;
  return { outcome: DONE, gather: new Gather(process.mm.id, call.cpu ?? 0), region, start: vma.start, end: vma.end, vma };
}

function unmapping(machine: Machine, process: Process, region: Region, call: IoctlCall): ContentsPlan | Outcome {
  const range = rangeOf(machine, region, call.regionOffset ?? '0x0', call.size ?? '0x0');
  if ('result' in range) return range;
  const [start, end] = range;
  return { outcome: DONE, gather: new Gather(process.mm.id, call.cpu ?? 0), region, start, end, vma: undefined };
}
