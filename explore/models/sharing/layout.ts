/**
 * Where the fields of a state lie. Word 0 has a record for each process: alive 1, then for each file attached 1, then for each block of each
 * file a bit for the PMD entry that links the leaf table. Word `1 + file` has the host of the file: guests counted, live 1, then for
 * each block protection 2, leaf table there 1, and for each page its entry 2 (0 absent, else the protection that it grants).
 */
import { InputError } from '../../../schemas/input-error.ts';
import { nameOf } from './bounds.ts';
import type { Bounds } from './bounds.ts';

export interface Layout extends Bounds {
  readonly width: number;
  /** Bits of the record of a process. */
  readonly record: number;
  readonly referenceBits: number;
  readonly referenceMask: number;
  /** The bit of `live` in the word of a host. */
  readonly live: number;
  /** Bits of a block in the word of a host. */
  readonly block: number;
}

const LIVE_BITS = 1;
const PROTECTION_AND_TABLE = 3;
const WORD = 32;

export function layoutOf(bounds: Bounds): Layout {
  const { processes, files, blocks, pages } = bounds;
  const referenceBits = WORD - Math.clz32(processes);
  const record = 1 + files + files * blocks;
  const block = PROTECTION_AND_TABLE + 2 * pages;
  const host = referenceBits + LIVE_BITS + blocks * block;
  const needed = Math.max(processes * record, host);
  if (needed >= WORD) {
    const message = `${nameOf(bounds)} needs a word of ${needed} bits, and there are ${WORD - 1}`;
    throw new InputError('bounds-exceeded', message, { hint: 'take fewer processes, files, blocks or pages' });
  }
  return { ...bounds, width: 1 + files, record, referenceBits, referenceMask: 2 ** referenceBits - 1, live: 1 << referenceBits, block };
}

/** The bit of a process being alive, in word 0. */
export function aliveBit(layout: Layout, process: number): number {
  return 1 << (process * layout.record);
}

export function attachedBit(layout: Layout, process: number, file: number): number {
  return 1 << (process * layout.record + 1 + file);
}

/** The bits of the PMD entries of all blocks of a file; `block` narrows it to one. */
export function linkBits(layout: Layout, process: number, file: number, block?: number): number {
  const first = process * layout.record + 1 + layout.files + file * layout.blocks;
  return block === undefined ? (2 ** layout.blocks - 1) << first : 1 << (first + block);
}

/** Where the protection of a block lies in the word of its host; its table is two bits above, its entries three. */
export function blockAt(layout: Layout, block: number): number {
  return layout.referenceBits + LIVE_BITS + block * layout.block;
}

export function entryAt(layout: Layout, block: number, page: number): number {
  return blockAt(layout, block) + PROTECTION_AND_TABLE + 2 * page;
}
