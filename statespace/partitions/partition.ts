import { toHex } from '../../schemas/address.ts';
import type { Call } from '../../schemas/contract.ts';
import type { Prot } from '../../schemas/generated/types.ts';
import { FIRST_PAGE, SHIFT, SLOT_PAGES } from '../small-world.ts';
import type { Bounds } from '../small-world.ts';

/** Who makes a call. */
export interface Actor {
  readonly process: string;
  readonly cpu: number;
  /** The name that a child would get. */
  readonly child: string;
}

/** What a call may depend on whether it is made at all: so that names are not given twice, and counts have an end. */
export interface Seen {
  /** Has the process a descriptor of this name? */
  readonly holds: (descriptor: string) => boolean;
  /** Regions that live, and uses of a name that were not given back. */
  readonly regions: number;
  readonly uses: number;
}

/** A call with its arguments. */
export interface Shape {
  /** Where it is made; everywhere if left out. */
  readonly needs?: (seen: Seen) => boolean;
  /** Tells it from the others of its partition; empty where there is one only. */
  readonly text: string;
  readonly call: (actor: Actor) => Call;
}

/** Arguments that the specification treats alike. */
export interface Partition {
  /** The call, and what is special about the arguments. */
  readonly name: string;
  readonly shapes: (bounds: Bounds) => readonly Shape[];
}

/** The address of a page of a slot. */
export function at(slot: number, page: number, offset = 0): string {
  return toHex(FIRST_PAGE + slot * SLOT_PAGES + page, offset, SHIFT);
}

export function length(pages: number): string {
  return toHex(pages, 0, SHIFT);
}

/** For each slot. */
export function bySlot({ slots }: Bounds, call: (slot: number, actor: Actor) => Call): Shape[] {
  return Array.from({ length: slots }, (_, slot) => ({ text: slots === 1 ? '' : `slot ${slot}`, call: (actor) => call(slot, actor) }));
}

/** For each page of each slot that is touched. */
export function byPage(bounds: Bounds, call: (slot: number, page: number, actor: Actor) => Call): Shape[] {
  return Array.from({ length: bounds.slots }, (_, slot) => slot).flatMap((slot) =>
    Array.from({ length: bounds.pages }, (_, page) => ({
      text: bounds.slots === 1 ? `page ${page}` : `page ${slot}.${page}`,
      call: (actor: Actor) => call(slot, page, actor),
    })),
  );
}

export const RW: Prot = ['PROT_READ', 'PROT_WRITE'];
export const READ: Prot = ['PROT_READ'];
export const NONE: Prot = [];

/** Protections that are told apart, by how partitions name them. */
export const PROTS: readonly (readonly [name: string, prot: Prot])[] = [
  ['read-write', RW],
  ['read-only', READ],
  ['none', NONE],
  ['executable', ['PROT_READ', 'PROT_EXEC']],
];

/** One argument. */
export function once(call: (actor: Actor) => Call): Partition['shapes'] {
  return () => [{ text: '', call }];
}

/** Where no region ever lies. */
export function beyond({ slots }: Bounds): number {
  return slots;
}
