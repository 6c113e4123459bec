/** Calls on memory, as steps. */
import type { MmapCall, Step } from '../../schemas/generated/types.ts';
import type { LoggedCall } from './call.ts';
import { flagsOf, numberOf } from './call.ts';
import type { Handle } from './descriptors.ts';
import type { LeftOut } from './left-out.ts';
import type { Task } from './tasks.ts';

const PROTS = ['PROT_READ', 'PROT_WRITE', 'PROT_EXEC'] as const;
const TYPES = ['MAP_SHARED', 'MAP_PRIVATE', 'MAP_SHARED_VALIDATE', 'MAP_ANONYMOUS'] as const;
/** The flag as strace prints it, which does not know it. */
const SHARED_PT = '0x200000';
/** They choose the address, which is exact here in any case. */
const PLACING = new Set(['MAP_FIXED', 'MAP_FIXED_NOREPLACE', SHARED_PT, 'MAP_SHARED_PT']);
const ADVICE = ['MADV_DONTNEED', 'MADV_REMOVE'] as const;

const UNKNOWN = 'of memory that the log does not map: the program, its heap, its stack';

export const hex = (number: bigint): string => `0x${number.toString(16)}`;

function known<T extends string>(names: readonly T[], flags: readonly string[]): T[] {
  return names.filter((name) => flags.includes(name));
}

function protOf(arg: string | undefined, left: LeftOut): MmapCall['prot'] {
  const flags = flagsOf(arg);
  for (const flag of flags) if (flag !== 'PROT_NONE' && !known(PROTS, flags).some((one) => one === flag)) left.add(`flag ${flag}`);
  return known(PROTS, flags);
}

/** An mmap that succeeded, at the address that it returned. `handle`: of the file, where it maps one. */
export function mmapStep({ args, result }: LoggedCall, task: Task, handle: Handle | undefined, left: LeftOut): MmapCall | undefined {
  const flags = flagsOf(args[3]);
  const [at, length, offset] = [numberOf(result), numberOf(args[1]), numberOf(args[5])];
  if (at === undefined || length === undefined || offset === undefined) return undefined;
  for (const flag of flags) if (!TYPES.some((one) => one === flag) && !PLACING.has(flag)) left.add(`flag ${flag}`);
  const shared = flags.includes(SHARED_PT) || flags.includes('MAP_SHARED_PT');
  const step: MmapCall = {
    call: 'mmap',
    process: task.name,
    addr: hex(at),
    length: hex(length),
    prot: protOf(args[2], left),
    flags: [...known(TYPES, flags), 'MAP_FIXED', ...(shared ? (['MAP_SHARED_PT'] as const) : [])],
  };
  task.mapped.add(at, length);
  if (handle === undefined) return step;
  if (offset + length > handle.file.reach) handle.file.reach = offset + length;
  return { ...step, fd: handle.name, ...(offset === 0n ? {} : { offset: hex(offset) }) };
}

/** munmap, mprotect, madvise and mremap; undefined where the trace cannot say it, which is then counted. */
export function rangeStep(call: LoggedCall, task: Task, left: LeftOut): Step | undefined {
  const [at, length] = [numberOf(call.args[0]), numberOf(call.args[1])];
  if (at === undefined || length === undefined) return count(left, `${call.name} with an argument that is not told`);
  if (call.name === 'munmap') return munmap(at, length, task, left);
  if (!task.mapped.covers(at, length)) return count(left, `${call.name} ${UNKNOWN}`);
  const where = { process: task.name, addr: hex(at) };
  if (call.name === 'mprotect') return { call: 'mprotect', ...where, length: hex(length), prot: protOf(call.args[2], left) };
  if (call.name === 'mremap') return mremap(call, task, at, length, left);
  const advice = ADVICE.find((name) => name === call.args[2]);
  if (advice === undefined) return count(left, `madvise ${call.args[2] ?? ''}`);
  return { call: 'madvise', ...where, length: hex(length), advice };
}

function count(left: LeftOut, kind: string): undefined {
  left.add(kind);
  return undefined;
}

function munmap(at: bigint, length: bigint, task: Task, left: LeftOut): Step | undefined {
  if (!task.mapped.touches(at, length)) return count(left, `munmap ${UNKNOWN}`);
  task.mapped.remove(at, length);
  return { call: 'munmap', process: task.name, addr: hex(at), length: hex(length) };
}

function mremap({ args, result }: LoggedCall, task: Task, at: bigint, oldLength: bigint, left: LeftOut): Step | undefined {
  const [newLength, to] = [numberOf(args[2]), numberOf(result)];
  if (newLength === undefined || to === undefined) return count(left, 'mremap with an argument that is not told');
  for (const flag of flagsOf(args[3])) if (flag !== 'MREMAP_MAYMOVE' && flag !== 'MREMAP_FIXED') left.add(`flag ${flag}`);
  task.mapped.remove(at, oldLength);
  task.mapped.add(to, newLength);
  const step = { call: 'mremap', process: task.name, addr: hex(at), oldLength: hex(oldLength), newLength: hex(newLength) } as const;
  return to === at ? { ...step, flags: [] } : { ...step, flags: ['MREMAP_MAYMOVE', 'MREMAP_FIXED'], newAddr: hex(to) };
}
