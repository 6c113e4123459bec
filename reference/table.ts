import type { TableShot } from '../schemas/generated/types.ts';
import { PRESENT, USER, WRITABLE } from '../schemas/contract.ts';

/** An entry is one integer: the target (a frame in a leaf, a table above) shifted by this, and the bits below. */
export const TARGET_SHIFT = 9;
export const BITS_MASK = (1 << TARGET_SHIFT) - 1;
/** Upper entries never restrict: protection is decided in the leaf. */
export const UPPER_BITS = PRESENT | WRITABLE | USER;

/** One page table. `entries` is its page; an entry is 0 when empty. */
export class Table {
  id = 0;
  level = 0;
  /** The mm that it is charged to. */
  owner = 0;
  /** Upper entries that point here. */
  refs = 0;
  /** Entries that are not 0. */
  count = 0;
  readonly entries: Int32Array;
  /** One bit for each entry that is not 0, so that nobody has to scan the page. */
  readonly occupied: Int32Array;
  /** The last picture of the table; undefined since it changed. */
  shot: TableShot | undefined = undefined;

  constructor(entries: number) {
    this.entries = new Int32Array(entries);
    this.occupied = new Int32Array((entries + 31) >>> 5);
  }

  get(index: number): number {
    return this.entries[index] as number;
  }

  set(index: number, entry: number): void {
    const before = this.entries[index] as number;
    this.entries[index] = entry;
    this.shot = undefined;
    if ((before === 0) !== (entry === 0)) this.turn(index, before === 0 ? 1 : -1);
  }

  /** The first index from `from` on whose entry is not 0, or -1. */
  next(from: number): number {
    let word = from >>> 5;
    if (word >= this.occupied.length) return -1;
    let bits = (this.occupied[word] as number) & (-1 << (from & 31));
    while (bits === 0) {
      if (++word >= this.occupied.length) return -1;
      bits = this.occupied[word] as number;
    }
    return (word << 5) + 31 - Math.clz32(bits & -bits);
  }

  clear(): void {
    while (this.count > 0) this.set(this.next(0), 0);
  }

  /** An entry is no longer what it was: empty, or not. */
  private turn(index: number, change: number): void {
    const word = index >>> 5;
    this.occupied[word] = (this.occupied[word] as number) ^ (1 << (index & 31));
    this.count += change;
  }
}
