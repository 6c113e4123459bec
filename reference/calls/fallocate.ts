import { offsetOf, pageOf } from '../../schemas/address.ts';
import type { CallOf } from '../../schemas/contract.ts';
import type { Outcome } from '../../schemas/generated/types.ts';
import { DONE, EBADF, EINVAL, EOPNOTSUPP } from '../answers.ts';
import type { File } from '../file.ts';
import type { Machine } from '../machine.ts';
import { regionFileNamed } from '../region-behind.ts';
import type { CallKind, Plan } from '../stage.ts';

interface AllocatePlan extends Plan {
  readonly file: File;
  readonly pages: number;
  readonly bytes: number;
}

const KEEP_SIZE = 1;
/** Bytes that no file has: 2^63. */
const TOO_LARGE = 9_223_372_036_854_775_808;

/** Gives a region its size, or makes a file as large as is asked for. Files have no holes: all room there is is allocated already. */
export const fallocate: CallKind<CallOf<'fallocate'>, AllocatePlan> = {
  decode(machine, process, call) {
    const descriptor = process.descriptors.get(call.fd);
    if (descriptor === undefined || !descriptor.writable) return EBADF;
    if (call.length === '0x0') return EINVAL;
    const { file } = descriptor;
    if (file.kind !== 'ordinary') return allocation(machine, file, call);
    return exceeds(machine, call.offset) || exceeds(machine, call.length) ? EINVAL : room(machine, file, call);
  },
  stages: [
    {
      label: 'resize',
      run(machine, { file, pages, bytes }) {
        if (file.kind === 'region' && file.region !== undefined) machine.giveSize(file.region, pages);
        else file.resize(pages, bytes);
        return undefined;
      },
    },
  ],
  filesNamed: regionFileNamed,
  files: ({ file }) => [file],
};

function allocation(machine: Machine, file: File, call: CallOf<'fallocate'>): AllocatePlan | Outcome {
  const { region } = file;
  if (call.mode !== 0 || region === undefined || machine.tellsSizeByRead()) return EOPNOTSUPP;
  const { shift } = machine.layout;
  const [pages, bytes] = [pageOf(call.length, shift), offsetOf(call.length, shift)];
  if (call.offset !== '0x0') return EINVAL;
  return machine.refusesSize(region, pages, bytes) ?? { outcome: DONE, gather: undefined, file, pages, bytes };
}

function exceeds({ layout: { shift, pageSize } }: Machine, hex: string): boolean {
  return pageOf(hex, shift) * pageSize >= TOO_LARGE;
}

function room(machine: Machine, file: File, call: CallOf<'fallocate'>): AllocatePlan | Outcome {
  if (call.mode === 0) return growth(machine, file, call);
  return call.mode === KEEP_SIZE ? { outcome: DONE, gather: undefined, file, pages: file.sizePages, bytes: file.sizeBytes } : EOPNOTSUPP;
}

function growth(machine: Machine, file: File, call: CallOf<'fallocate'>): AllocatePlan {
  const { shift, pageSize } = machine.layout;
  const bytes = offsetOf(call.offset, shift) + offsetOf(call.length, shift);
  const end = { pages: pageOf(call.offset, shift) + pageOf(call.length, shift) + Math.floor(bytes / pageSize), bytes: bytes % pageSize };
  const grows = end.pages > file.sizePages || (end.pages === file.sizePages && end.bytes > file.sizeBytes);
  const size = grows ? end : { pages: file.sizePages, bytes: file.sizeBytes };
  return { outcome: DONE, gather: undefined, file, ...size };
}
