import type { TlbShot } from '../schemas/generated/types.ts';
import { numberList } from './list.ts';
import { BITS_MASK, TARGET_SHIFT } from './table.ts';

/** NON-SPEC: how much one CPU remembers. The oldest entry makes room. */
const LEAVES = 64;
const WALKS = 32;

/**
 * What one CPU remembers of page tables: translations of pages, and where leaf tables are. It believes both until
 * told otherwise. Address spaces are told apart by mm id, as by an ASID.
 */
export class Tlb {
  readonly cpu: number;
  shot: TlbShot | undefined = undefined;
  /** The lists of the last picture, each until it changes. */
  private leafShot: number[] | undefined = undefined;
  private walkShot: number[] | undefined = undefined;
  private readonly leafMm = new Int32Array(LEAVES);
  private readonly leafPage = new Float64Array(LEAVES);
  private readonly leafEntry = new Int32Array(LEAVES);
  private leaves = 0;
  private oldestLeaf = 0;
  private readonly walkMm = new Int32Array(WALKS);
  private readonly walkSlot = new Float64Array(WALKS);
  private readonly walkTable = new Int32Array(WALKS);
  private walks = 0;
  private oldestWalk = 0;

  constructor(cpu: number) {
    this.cpu = cpu;
  }

  reset(): void {
    if (this.leaves + this.walks === 0 && this.shot !== undefined) return;
    this.leaves = 0;
    this.walks = 0;
    this.oldestLeaf = 0;
    this.oldestWalk = 0;
    this.leafShot = undefined;
    this.walkShot = undefined;
    this.shot = undefined;
  }

  /** The cached entry of the page, or 0. */
  entry(mm: number, page: number): number {
    const at = this.findLeaf(mm, page);
    return at < 0 ? 0 : (this.leafEntry[at] as number);
  }

  /** The cached leaf table of the slot, or 0. */
  table(mm: number, slot: number): number {
    for (let i = 0; i < this.walks; i++) {
      if (this.walkSlot[i] === slot && this.walkMm[i] === mm) return this.walkTable[i] as number;
    }
    return 0;
  }

  rememberEntry(mm: number, page: number, entry: number): void {
    let at = this.findLeaf(mm, page);
    if (at >= 0 && this.leafEntry[at] === entry) return;
    if (at < 0) at = this.leaves < LEAVES ? this.leaves++ : this.oldestLeaf++ % LEAVES;
    this.leafMm[at] = mm;
    this.leafPage[at] = page;
    this.leafEntry[at] = entry;
    this.leafShot = undefined;
    this.shot = undefined;
  }

  rememberTable(mm: number, slot: number, table: number): void {
    const at = this.walks < WALKS ? this.walks++ : this.oldestWalk++ % WALKS;
    this.walkMm[at] = mm;
    this.walkSlot[at] = slot;
    this.walkTable[at] = table;
    this.walkShot = undefined;
    this.shot = undefined;
  }

  /** Forgets the pages from start to end (end excluded). */
  forgetEntries(mm: number, start: number, end: number): void {
    for (let i = this.leaves - 1; i >= 0; i--) {
      const page = this.leafPage[i] as number;
      if (page >= start && page < end && this.leafMm[i] === mm) this.dropLeaf(i);
    }
  }

  /** Forgets the leaf tables of the slots from start to end (end excluded). */
  forgetTables(mm: number, start: number, end: number): void {
    for (let i = this.walks - 1; i >= 0; i--) {
      const slot = this.walkSlot[i] as number;
      if (slot >= start && slot < end && this.walkMm[i] === mm) this.dropWalk(i);
    }
  }

  picture(): TlbShot {
    return (this.shot ??= { cpu: this.cpu, entries: (this.leafShot ??= this.leafList()), walks: (this.walkShot ??= this.walkList()) });
  }

  private findLeaf(mm: number, page: number): number {
    for (let i = 0; i < this.leaves; i++) {
      if (this.leafPage[i] === page && this.leafMm[i] === mm) return i;
    }
    return -1;
  }

  private dropLeaf(at: number): void {
    const last = --this.leaves;
    this.leafMm[at] = this.leafMm[last] as number;
    this.leafPage[at] = this.leafPage[last] as number;
    this.leafEntry[at] = this.leafEntry[last] as number;
    this.leafShot = undefined;
    this.shot = undefined;
  }

  private dropWalk(at: number): void {
    const last = --this.walks;
    this.walkMm[at] = this.walkMm[last] as number;
    this.walkSlot[at] = this.walkSlot[last] as number;
    this.walkTable[at] = this.walkTable[last] as number;
    this.walkShot = undefined;
    this.shot = undefined;
  }

  private leafList(): number[] {
    const list = numberList(4 * this.leaves);
    for (let i = 0; i < this.leaves; i++) {
      const at = 4 * i;
      const entry = this.leafEntry[i] as number;
      list[at] = this.leafMm[i] as number;
      list[at + 1] = this.leafPage[i] as number;
      list[at + 2] = entry >>> TARGET_SHIFT;
      list[at + 3] = entry & BITS_MASK;
    }
    return list;
  }

  private walkList(): number[] {
    const list = numberList(3 * this.walks);
    for (let i = 0; i < this.walks; i++) {
      const at = 3 * i;
      list[at] = this.walkMm[i] as number;
      list[at + 1] = this.walkSlot[i] as number;
      list[at + 2] = this.walkTable[i] as number;
    }
    return list;
  }
}
