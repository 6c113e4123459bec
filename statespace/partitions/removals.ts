import type { Call } from '../../schemas/contract.ts';
import { SLOT_PAGES } from '../small-world.ts';
import { at, beyond, bySlot, length, once } from './partition.ts';
import type { Actor, Partition } from './partition.ts';

function munmap({ process, cpu }: Actor, addr: string, size: string): Call {
  return { call: 'munmap', process, cpu, addr, length: size };
}

export const removals: readonly Partition[] = [
  { name: 'munmap slot', shapes: (bounds) => bySlot(bounds, (slot, actor) => munmap(actor, at(slot, 0), length(SLOT_PAGES))) },
  { name: 'munmap first page', shapes: (bounds) => bySlot(bounds, (slot, actor) => munmap(actor, at(slot, 0), length(1))) },
  { name: 'munmap last page', shapes: (bounds) => bySlot(bounds, (slot, actor) => munmap(actor, at(slot, SLOT_PAGES - 1), length(1))) },
  {
    name: 'munmap more than a slot',
    shapes: (bounds) => once((actor) => munmap(actor, at(0, 0), length((bounds.slots + 1) * SLOT_PAGES)))(bounds),
  },
  { name: 'munmap nothing there', shapes: (bounds) => once((actor) => munmap(actor, at(beyond(bounds), 0), length(SLOT_PAGES)))(bounds) },
  { name: 'munmap of no length', shapes: once((actor) => munmap(actor, at(0, 0), '0x0')) },
  { name: 'munmap at half a page', shapes: once((actor) => munmap(actor, at(0, 0, 0x800), length(1))) },
];
