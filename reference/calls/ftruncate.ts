import { offsetOf, pageOf } from '../../schemas/address.ts';
import type { CallOf } from '../../schemas/contract.ts';
import { DONE, EBADF, EINVAL } from '../answers.ts';
import type { File } from '../file.ts';
import { Gather } from '../gather.ts';
import type { Machine } from '../machine.ts';
import { flushStage, freeStage } from '../stage.ts';
import type { CallKind, Plan } from '../stage.ts';

interface TruncatePlan extends Plan {
  readonly gather: Gather;
  readonly file: File;
  readonly pages: number;
  readonly bytes: number;
}

export const ftruncate: CallKind<CallOf<'ftruncate'>, TruncatePlan> = {
  decode(machine, process, call) {
    const descriptor = process.descriptors.get(call.fd);
    if (descriptor === undefined) return EBADF;
    if (!descriptor.writable || machine.cutsHugePage(call.size)) return EINVAL;
    const { shift, filePages } = machine.layout;
    const { file } = descriptor;
    const [pages, bytes] = [pageOf(call.size, shift), offsetOf(call.size, shift)];
    if (pages >= filePages || !file.allowsSize(pages, bytes)) return EINVAL;
    const refusal = file.kind === 'ordinary' ? undefined : machine.refusesTruncation(file, pages, bytes);
    return refusal ?? { outcome: DONE, gather: new Gather(process.mm.id, call.cpu ?? 0), file, pages, bytes };
  },
  stages: [
    {
      label: 'resize',
      run(machine, { file, pages, bytes }) {
        machine.resize(file, pages, bytes);
        return undefined;
      },
    },
    {
      label: 'change-entries',
      run(machine, plan) {
        machine.dropBeyondEnd(plan.file, plan.gather);
        return undefined;
      },
    },
    flushStage,
    {
      label: 'zero-tail',
      run(machine, plan) {
        zeroTail(machine, plan.file, plan.pages, plan.bytes);
        return undefined;
      },
    },
    freeStage,
  ],
};

/** The page that the end falls into holds zeros from there on. */
function zeroTail(machine: Machine, file: File, page: number, from: number): void {
  const frame = file.cache.get(page);
  if (frame !== undefined) machine.frames.zeroFrom(machine.frames.at(frame), from);
}
