import type { Call } from '../../schemas/contract.ts';
import type { MremapCall } from '../../schemas/generated/types.ts';
import { SLOT_PAGES } from '../small-world.ts';
import { at, bySlot, length, once } from './partition.ts';
import type { Actor, Partition } from './partition.ts';

interface Wanted {
  readonly old?: number;
  readonly pages?: number;
  readonly flags?: MremapCall['flags'];
  readonly to?: string;
  readonly offset?: number;
}

function mremap({ process, cpu }: Actor, slot: number, wanted: Wanted): Call {
  const { old = SLOT_PAGES, pages = SLOT_PAGES, flags = [], to, offset = 0 } = wanted;
  const target = to === undefined ? {} : { newAddr: to };
  return { call: 'mremap', process, cpu, addr: at(slot, 0, offset), oldLength: length(old), newLength: length(pages), flags, ...target };
}

function special(name: string, wanted: Wanted): Partition {
  return { name: `mremap ${name}`, shapes: (bounds) => bySlot(bounds, (slot, actor) => mremap(actor, slot, wanted)) };
}

export const moves: readonly Partition[] = [
  special('to the same size', {}),
  special('to a page', { pages: 1 }),
  special('to a page more', { pages: SLOT_PAGES + 1 }),
  special('of a part', { old: 1, pages: 1 }),
  {
    name: 'mremap to the next slot',
    shapes: (bounds) =>
      bySlot(bounds, (slot, actor) => mremap(actor, slot, { flags: ['MREMAP_MAYMOVE', 'MREMAP_FIXED'], to: at(bounds.slots, 0) })),
  },
  { name: 'mremap to no length', shapes: once((actor) => mremap(actor, 0, { pages: 0 })) },
  { name: 'mremap at half a page', shapes: once((actor) => mremap(actor, 0, { offset: 0x800 })) },
  { name: 'mremap fixed without may-move', shapes: once((actor) => mremap(actor, 0, { flags: ['MREMAP_FIXED'], to: at(1, 0) })) },
];
