/** Regions as files in msharefs: how they get their names, descriptors, sizes and contents. */
import type { Call } from '../../schemas/contract.ts';
import type { OpenFlags } from '../../schemas/generated/types.ts';
import { REGION } from '../setting.ts';
import { RW, READ, length, once } from './partition.ts';
import type { Actor, Partition, Seen, Shape } from './partition.ts';
import { UNIT } from './windows.ts';

/** A descriptor has its name until it is closed. */
export function holdsNone({ holds }: Seen): boolean {
  return !holds(REGION);
}

function open(name: string, flags: OpenFlags): Partition {
  const call: Shape['call'] = ({ process, cpu }) => ({ call: 'open', process, cpu, file: REGION, flags, as: REGION });
  return { name: `open ${name}`, shapes: () => [{ text: '', needs: holdsNone, call }] };
}

export const names: readonly Partition[] = [
  open('new region', ['O_RDWR', 'O_CREAT']),
  open('region', ['O_RDWR']),
  { name: 'close region', shapes: once(({ process, cpu }) => ({ call: 'close', process, cpu, fd: REGION })) },
  { name: 'unlink region', shapes: once(({ process, cpu }) => ({ call: 'unlink', process, cpu, file: REGION })) },
];

function ioctl({ process, cpu }: Actor, rest: Partial<Extract<Call, { call: 'ioctl' }>>): Call {
  const request = 'MSHAREFS_CREATE_MAPPING';
  return { call: 'ioctl', process, cpu, fd: REGION, request, regionOffset: '0x0', size: length(1), ...rest };
}

const OBJECT = { offset: '0x0', flags: ['MAP_SHARED', 'MAP_FIXED'], object: 'db' } satisfies Partial<Extract<Call, { call: 'ioctl' }>>;

export const fillings: readonly Partition[] = [
  { name: 'ftruncate region', shapes: once(({ process, cpu }) => ({ call: 'ftruncate', process, cpu, fd: REGION, size: UNIT })) },
  { name: 'ioctl create mapping', shapes: once((actor) => ioctl(actor, { ...OBJECT, prot: RW })) },
  { name: 'ioctl create read-only mapping', shapes: once((actor) => ioctl(actor, { ...OBJECT, prot: READ })) },
  { name: 'ioctl unmap', shapes: once((actor) => ioctl(actor, { request: 'MSHAREFS_UNMAP' })) },
];
