import type { Call } from '../../schemas/contract.ts';
import type { Prot } from '../../schemas/generated/types.ts';
import { SLOT_PAGES } from '../small-world.ts';
import { PROTS, READ, at, byPage, bySlot, length, once } from './partition.ts';
import type { Actor, Partition } from './partition.ts';

function mprotect({ process, cpu }: Actor, addr: string, size: string, prot: Prot): Call {
  return { call: 'mprotect', process, cpu, addr, length: size, prot };
}

export const changes: readonly Partition[] = [
  ...PROTS.map(([name, prot]): Partition => ({
    name: `mprotect page ${name}`,
    shapes: (bounds) => byPage(bounds, (slot, page, actor) => mprotect(actor, at(slot, page), length(1), prot)),
  })),
  ...PROTS.map(([name, prot]): Partition => ({
    name: `mprotect slot ${name}`,
    shapes: (bounds) => bySlot(bounds, (slot, actor) => mprotect(actor, at(slot, 0), length(SLOT_PAGES), prot)),
  })),
  {
    name: 'mprotect more than a slot',
    shapes: (bounds) => once((actor) => mprotect(actor, at(0, 0), length((bounds.slots + 1) * SLOT_PAGES), READ))(bounds),
  },
  { name: 'mprotect of no length', shapes: once((actor) => mprotect(actor, at(0, 0), '0x0', READ)) },
  { name: 'mprotect at half a page', shapes: once((actor) => mprotect(actor, at(0, 0, 0x800), length(1), READ)) },
];
