import { offsetOf, pageOf } from '../../schemas/address.ts';
import type { CallOf } from '../../schemas/contract.ts';
import type { Outcome } from '../../schemas/generated/types.ts';
import { DONE, EBADF, EINVAL, EOPNOTSUPP } from '../answers.ts';
import type { File } from '../file.ts';
import type { Machine } from '../machine.ts';
import type { CallKind, Plan } from '../stage.ts';

interface AllocatePlan extends Plan {
  readonly file: File;
  readonly pages: number;
  readonly bytes: number;
}

/** Offset and length are signed to the kernel: the highest bit makes them negative. */
const SIGN_BIT = 63;

/** Gives a region its size, or makes a file as large as is asked for. Ordinary files: mode 0 only. */
export const fallocate: CallKind<CallOf<'fallocate'>, AllocatePlan> = {
  decode(machine, process, call) {
    const descriptor = process.descriptors.get(call.fd);
    if (descriptor === undefined || !descriptor.writable) return EBADF;
    if (call.length === '0x0') return EINVAL;
    const { file } = descriptor;
    if (file.kind !== 'ordinary') return allocation(machine, file, call);
    return call.mode === 0 ? growth(machine, file, call) : EOPNOTSUPP;
  },
  stages: [
    {
      label: 'resize',
      run(machine, { file, pages, bytes }) {
        machine.resize(file, pages, bytes);
        return undefined;
      },
    },
  ],
};

function allocation(machine: Machine, file: File, call: CallOf<'fallocate'>): AllocatePlan | Outcome {
  const { region } = file;
  if (call.mode !== 0 || region === undefined || machine.tellsSizeByRead()) return EOPNOTSUPP;
  const { shift } = machine.layout;
  const [pages, bytes] = [pageOf(call.length, shift), offsetOf(call.length, shift)];
  if (call.offset !== '0x0') return EINVAL;
  return machine.refusesSize(region, pages, bytes) ?? { outcome: DONE, gather: undefined, file, pages, bytes };
}

function growth(machine: Machine, file: File, call: CallOf<'fallocate'>): AllocatePlan | Outcome {
  const { shift, pageSize } = machine.layout;
  const [from, pages] = [pageOf(call.offset, shift), pageOf(call.length, shift)];
  if (Math.max(from, pages) >= 2 ** (SIGN_BIT - shift)) return EINVAL;
  const bytes = offsetOf(call.offset, shift) + offsetOf(call.length, shift);
  const end = { pages: from + pages + Math.floor(bytes / pageSize), bytes: bytes % pageSize };
  const grows = end.pages > file.sizePages || (end.pages === file.sizePages && end.bytes > file.sizeBytes);
  const size = grows ? end : { pages: file.sizePages, bytes: file.sizeBytes };
  return { outcome: DONE, gather: undefined, file, ...size };
}
