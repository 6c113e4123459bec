import { toHex } from '../../schemas/address.ts';
import type { CallOf } from '../../schemas/contract.ts';
import { EBADF } from '../answers.ts';
import type { CallKind, Plan } from '../stage.ts';

/** The size of the file; of a region's file the size of the region. */
export const fstat: CallKind<CallOf<'fstat'>, Plan> = {
  decode(machine, process, call) {
    const descriptor = process.descriptors.get(call.fd);
    if (descriptor === undefined) return EBADF;
    const { pages, bytes } = machine.sizeOf(descriptor.file);
    return { result: 'done', size: toHex(pages, bytes, machine.layout.shift) };
  },
  stages: [],
};
