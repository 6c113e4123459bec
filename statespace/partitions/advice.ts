import type { Call } from '../../schemas/contract.ts';
import type { MadviseCall } from '../../schemas/generated/types.ts';
import { SLOT_PAGES } from '../small-world.ts';
import { at, byPage, bySlot, length, once } from './partition.ts';
import type { Actor, Partition } from './partition.ts';

type Advice = MadviseCall['advice'];

function madvise({ process, cpu }: Actor, addr: string, size: string, given: Advice): Call {
  return { call: 'madvise', process, cpu, addr, length: size, advice: given };
}

const KINDS: readonly (readonly [name: string, advice: Advice])[] = [
  ['dontneed', 'MADV_DONTNEED'],
  ['remove', 'MADV_REMOVE'],
];

export const advice: readonly Partition[] = KINDS.flatMap(([name, given]): Partition[] => [
  {
    name: `madvise page ${name}`,
    shapes: (bounds) => byPage(bounds, (slot, page, actor) => madvise(actor, at(slot, page), length(1), given)),
  },
  {
    name: `madvise slot ${name}`,
    shapes: (bounds) => bySlot(bounds, (slot, actor) => madvise(actor, at(slot, 0), length(SLOT_PAGES), given)),
  },
  {
    name: `madvise more than a slot ${name}`,
    shapes: (bounds) => once((actor) => madvise(actor, at(0, 0), length((bounds.slots + 1) * SLOT_PAGES), given))(bounds),
  },
  { name: `madvise at half a page ${name}`, shapes: once((actor) => madvise(actor, at(0, 0, 0x800), length(1), given)) },
]);
