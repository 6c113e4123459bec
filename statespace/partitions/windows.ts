/** Windows on regions that are objects of their own, by mmap and munmap. */
import type { Call } from '../../schemas/contract.ts';
import { FIRST_PAGE, SHIFT } from '../small-world.ts';
import { toHex } from '../../schemas/address.ts';
import { REGION, UNIT_PAGES } from '../setting.ts';
import { RW, length, once } from './partition.ts';
import type { Actor, Partition } from './partition.ts';

/** Where the first window begins, and the second. */
export const PLACE = toHex(FIRST_PAGE, 0, SHIFT);
export const ELSEWHERE = toHex(FIRST_PAGE + UNIT_PAGES, 0, SHIFT);
export const UNIT = length(UNIT_PAGES);

function window({ process, cpu }: Actor, addr: string, size: string): Call {
  return { call: 'mmap', process, cpu, addr, length: size, prot: RW, flags: ['MAP_SHARED', 'MAP_FIXED'], fd: REGION };
}

export const windows: readonly Partition[] = [
  { name: 'mmap window', shapes: once((actor) => window(actor, PLACE, UNIT)) },
  { name: 'mmap window elsewhere', shapes: once((actor) => window(actor, ELSEWHERE, UNIT)) },
  { name: 'mmap part of a window', shapes: once((actor) => window(actor, PLACE, length(1))) },
];

/** Of windows and of whatever fills the range of one. */
export const leavings: readonly Partition[] = [
  { name: 'munmap window', shapes: once(({ process, cpu }) => ({ call: 'munmap', process, cpu, addr: PLACE, length: UNIT })) },
  {
    name: 'munmap window elsewhere',
    shapes: once(({ process, cpu }) => ({ call: 'munmap', process, cpu, addr: ELSEWHERE, length: UNIT })),
  },
];
