/** The bytes of files, and who last changed each. */
import { copyCell } from './clone.ts';
import type { Background, Cell, FileState, Mapping, Through } from './world.ts';

/** Bytes of the largest file there can be: 2^63, exact in a double. */
export const LARGEST_FILE = 9_223_372_036_854_775_808;
/** Bytes that every file system holds in one file (ext4 with blocks of 4 KiB: 16 TiB); beyond, it is its own affair. */
export const HELD_BY_ALL = 17_592_186_044_416;
/** One past the last page there can be. */
const END = Number.MAX_SAFE_INTEGER;
const NO_PAST: readonly number[] = [];

/** What a byte holds, and how that came about. */
export interface ByteState {
  readonly value: number;
  readonly past: readonly number[];
  readonly by: string;
  readonly through: Through;
  readonly step: number;
  /** What it may hold instead. */
  readonly or: number | undefined;
}

export function byteAt(file: FileState, page: number, offset: number): ByteState {
  return file.cells.get(page)?.get(offset) ?? backgroundAt(file, page, offset);
}

function backgroundAt(file: FileState, page: number, offset: number): ByteState {
  const initial = file.numbered ? 1 + (page % 251) : 0;
  const { zero, through, step } = file.background.at(page);
  if (zero) return { value: 0, past: [initial], by: '', through, step, or: undefined };
  const cut = file.cut.get(page);
  if (cut !== undefined && offset >= cut)
    return { value: 0, past: [initial], by: '', through: 'truncate', step: file.shrunkAt, or: undefined };
  return { value: initial, past: NO_PAST, by: '', through: 'start', step: -1, or: undefined };
}

/** A byte that is stored, and what stands there instead where that is open. */
export interface Stored {
  readonly offset: number;
  readonly value: number;
  readonly or?: number | undefined;
}

/** A store through a shared mapping. */
export function writeByte(file: FileState, page: number, { offset, value, or }: Stored, by: string, through: Through, step: number): void {
  let cells = file.cells.get(page);
  if (!cells) {
    cells = new Map<number, Cell>();
    file.cells.set(page, cells);
  }
  const old = cells.get(offset);
  if (old) {
    rewrite(old, value, by, through, step);
    old.or = or;
    return;
  }
  const { value: before, past } = backgroundAt(file, page, offset);
  cells.set(offset, { value, past: [...past, before], by, through, step, or });
}

/** Makes pages read as zeros: a hole, or what lies beyond a new end. */
export function zeroPages(file: FileState, from: number, to: number, through: Through, step: number): void {
  file.background.set(from, to, { zero: true, through, step });
  if (through === 'remove') file.removedAt = step;
  for (const [page, cells] of file.cells) if (page >= from && page < to) for (const cell of cells.values()) zeroCell(cell, through, step);
}

function zeroCell(cell: Cell, through: Through, step: number): void {
  rewrite(cell, 0, '', through, step);
}

/** The value before is one of the past. */
function rewrite(cell: Cell, value: number, by: string, through: Through, step: number): void {
  cell.or = undefined;
  cell.past = [...cell.past, cell.value];
  cell.value = value;
  cell.by = by;
  cell.through = through;
  cell.step = step;
}

const GROWN: Background = { zero: true, through: 'start', step: -1 };

/** Gives the file a new size: `pages` whole pages and `tail` bytes of another. */
export function resize(file: FileState, pages: number, tail: number, step: number): void {
  const reach = tail > 0 ? pages + 1 : pages;
  if (file.tail > 0) loosen(file);
  // Numbers stand on the pages that the file had at the start; what it grows by is zeros.
  if (file.numbered) file.background.update(file.pages, reach, (old) => (old.zero ? old : GROWN));
  const shrinks = reach < file.pages || (reach === file.pages && tail > 0 && (file.tail === 0 || tail < file.tail));
  if (shrinks) {
    zeroPages(file, reach, END, 'truncate', step);
    if (tail > 0) cutPage(file, pages, tail, step);
    file.shrunkAt = step;
  }
  file.pages = reach;
  file.tail = tail;
}

/** Makes a file of huge pages as large as a writable mapping of it needs; it shows zeros there. */
export function growToFit(file: FileState, needed: number, step: number): void {
  if (needed <= file.pages) return;
  zeroPages(file, file.pages, needed, 'start', -1);
  resize(file, needed, 0, step);
}

/** What lies beyond the end in the last page may or may not survive that the file is given a size, even the one that it has: then it is 0. */
function loosen(file: FileState): void {
  for (const [offset, cell] of file.cells.get(file.pages - 1) ?? []) if (offset >= file.tail) cell.or = 0;
}

function cutPage(file: FileState, page: number, tail: number, step: number): void {
  file.cut.set(page, Math.min(tail, file.cut.get(page) ?? tail));
  for (const [offset, cell] of file.cells.get(page) ?? []) if (offset >= tail) zeroCell(cell, 'truncate', step);
}

/** The first store into a page of a private mapping: the page becomes the mapping's own. */
export function copyPage(mapping: Mapping, page: number): Map<number, Cell> {
  mapping.copies ??= new Map();
  let copy = mapping.copies.get(page);
  if (copy) return copy;
  copy = new Map();
  const filePage = mapping.offset + (page - mapping.start);
  for (const [offset, cell] of mapping.file.cells.get(filePage) ?? []) copy.set(offset, copyCell(cell));
  mapping.copies.set(page, copy);
  return copy;
}
