/** Page tables of x86-64 in the memory of a guest, as tables of a snapshot. */
import { PRESENT } from '../../schemas/contract.ts';
import type { TableShot } from '../../schemas/generated/types.ts';
import { FRAME } from './guest-memory.ts';
import type { GuestMemory } from './guest-memory.ts';
import { HugeEntries, LEADS, pageBits } from './huge-entries.ts';

const ENTRIES = 512;
/** The lower half of the top table; the upper half is the kernel's. */
const USER_ENTRIES = 256;
const LARGE = 128;
/** Of an entry that is not present: PROT_NONE. Its frame is stored inverted, against speculation. */
const PROT_NONE = 256;
const FRAME_BITS = 2 ** 40;

/** What is walked, and in which units. */
export interface Walk {
  /** Levels of the machine: 4, or 5. */
  readonly levels: number;
  /** Level at which pages are mapped: 1, or 2 where pages have 2 MiB. It is level 1 of the snapshot. */
  readonly leaf: 1 | 2;
  /** Pages (in units of `leaf`) that are not shown, as start, end (excluded), start, end. */
  readonly hidden: readonly number[];
}

/** A table as it was read last: its bytes, and what they mean at the place where it was found. */
interface Known {
  readonly bytes: Uint8Array;
  readonly level: number;
  readonly firstPage: number;
  /** Pairs of index and entry that lead further down, or all entries of a leaf, as they are shown where nothing is hidden below. */
  readonly entries: readonly number[];
  /** Whether entries were left out because they are hidden. */
  readonly hides: boolean;
  /** Reused while it stays true, so that the judge need not compare. */
  shot: TableShot;
}

/** Remembers the tables of one world: most stay as they were from one step to the next. */
export class TableReader {
  private readonly memory: GuestMemory;
  private readonly buffer = Buffer.alloc(FRAME);
  private readonly words = new Uint32Array(this.buffer.buffer, this.buffer.byteOffset, FRAME / 4);
  private known = new Map<number, Known>();
  private walking: Walk = { levels: 4, leaf: 1, hidden: [] };
  private into = new Map<number, TableShot>();
  private readonly huge = new HugeEntries();

  constructor(memory: GuestMemory) {
    this.memory = memory;
  }

  /** A new world: other pages are hidden, and levels may mean something else. */
  begin(walk: Walk): void {
    this.walking = walk;
    this.known = new Map();
    this.huge.clear();
  }

  /**
   * Adds the tables below `top` to `into`, each once; ids are numbers of physical pages. Returns the id of the top table.
   * Throws RangeError where a table lies outside of memory.
   */
  walk(top: bigint, into: Map<number, TableShot>): number {
    const id = Number(top / BigInt(FRAME));
    this.into = into;
    this.visit(id, this.walking.levels, 0);
    return id;
  }

  /** False where the table holds nothing but hidden pages. */
  private visit(id: number, level: number, firstPage: number): boolean {
    const { levels, leaf, hidden } = this.walking;
    const huge = this.huge.shotOf(id);
    if (huge !== undefined) {
      const shown = !overlaps(firstPage, firstPage + ENTRIES, hidden);
      if (shown) this.into.set(id, huge);
      return shown;
    }
    const known = this.read(id, level, firstPage);
    const entries = level === leaf ? known.entries : this.shownBelow(known, level);
    const hides = known.hides || entries.length < known.entries.length;
    if (entries.length === 0 && level !== levels && hides) return false;
    if (!sameNumbers(known.shot.entries, entries)) known.shot = { id, level: level - leaf + 1, entries: [...entries] };
    this.into.set(id, known.shot);
    return true;
  }

  /** Triples of those upper entries that lead to something shown. */
  private shownBelow({ entries, firstPage }: Known, level: number): readonly number[] {
    const span = ENTRIES ** (level - this.walking.leaf);
    let shown: number[] | undefined;
    for (let i = 0; i < entries.length; i += 3) {
      const target = entries[i + 1] as number;
      const visible = this.into.has(target) || this.visit(target, level - 1, firstPage + (entries[i] as number) * span);
      if (visible) shown?.push(entries[i] as number, target, entries[i + 2] as number);
      else shown ??= entries.slice(0, i);
    }
    return shown ?? entries;
  }

  private read(id: number, level: number, firstPage: number): Known {
    if (!this.memory.read(id * FRAME, this.buffer)) throw new RangeError(`a table outside of memory, in page ${id}`);
    const last = this.known.get(id);
    if (last !== undefined && last.level === level && last.firstPage === firstPage && this.buffer.equals(last.bytes)) return last;
    const known = this.understand(id, level, firstPage);
    this.known.set(id, known);
    return known;
  }

  private understand(id: number, level: number, firstPage: number): Known {
    const { levels, leaf, hidden } = this.walking;
    const entries: number[] = [];
    const end = level === levels ? USER_ENTRIES : ENTRIES;
    // A table for hidden pages may be empty: the kernel keeps some.
    let hides = level === leaf && overlaps(firstPage, firstPage + ENTRIES, hidden);
    for (let index = 0; index < end; index++) {
      const low = this.words[2 * index] as number;
      const high = this.words[2 * index + 1] as number;
      if (low === 0 && high === 0) continue;
      if (level === leaf && overlaps(firstPage + index, firstPage + index + 1, hidden)) hides = true;
      else if (level === 2 && leaf === 1 && isMapped(low) && (low & LARGE) !== 0)
        entries.push(index, this.noteHuge(id, index, low, high), LEADS);
      else if (level === leaf || ((low & PRESENT) !== 0 && (low & LARGE) === 0)) pushEntry(entries, index, low, high);
    }
    const shot = { id, level: level - leaf + 1, entries: [] };
    return { bytes: Buffer.from(this.buffer), level, firstPage, entries, hides, shot };
  }

  private noteHuge(id: number, index: number, low: number, high: number): number {
    const frame = mappedFrame(low, high);
    // The lowest bit of the address is not one of it here.
    return this.huge.note(id, index, frame - (frame % ENTRIES), pageBits(low, high));
  }
}

function overlaps(start: number, end: number, ranges: readonly number[]): boolean {
  for (let i = 0; i < ranges.length; i += 2) if (end > (ranges[i] as number) && start < (ranges[i + 1] as number)) return true;
  return false;
}

function sameNumbers(a: readonly number[], b: readonly number[]): boolean {
  return a === b || (a.length === b.length && a.every((value, i) => value === b[i]));
}

/** Bits 12 to 51, without passing through 32-bit arithmetic. */
function frameOf(low: number, high: number): number {
  return (high & 0xf_ffff) * 0x10_0000 + (low >>> 12);
}

function isMapped(low: number): boolean {
  return (low & (PRESENT | PROT_NONE)) !== 0;
}

/** The frame of an entry that is mapped. */
function mappedFrame(low: number, high: number): number {
  return (low & PRESENT) !== 0 ? frameOf(low, high) : FRAME_BITS - 1 - frameOf(low, high);
}

function pushEntry(entries: number[], index: number, low: number, high: number): void {
  if (isMapped(low)) entries.push(index, mappedFrame(low, high), pageBits(low, high));
}
