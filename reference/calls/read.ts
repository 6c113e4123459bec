import { offsetOf, pageOf } from '../../schemas/address.ts';
import type { CallOf } from '../../schemas/contract.ts';
import { DONE, EBADF } from '../answers.ts';
import type { Descriptor } from '../process.ts';
import type { CallKind, Plan } from '../stage.ts';

interface ReadPlan extends Plan {
  readonly descriptor: Descriptor;
  /** In bytes. */
  readonly length: number;
}

/** Bytes from where the last read of this open file ended. */
export const read: CallKind<CallOf<'read'>, ReadPlan> = {
  decode(machine, process, call) {
    const descriptor = process.descriptors.get(call.fd);
    if (descriptor === undefined || !descriptor.readable) return EBADF;
    const { shift, pageSize } = machine.layout;
    const length = pageOf(call.length, shift) * pageSize + offsetOf(call.length, shift);
    return machine.refusesRead(descriptor.file, length) ?? { outcome: DONE, gather: undefined, descriptor, length };
  },
  stages: [
    {
      label: 'read',
      run(machine, plan) {
        const { file, cursor } = plan.descriptor;
        const data = machine.bytesOf(file, cursor.at, plan.length);
        cursor.at += data.length;
        plan.outcome = { result: 'done', data: Buffer.from(data).toString('hex') };
        return undefined;
      },
    },
  ],
};
