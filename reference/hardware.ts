import { ACCESSED, DEFAULT_GEOMETRY, DIRTY, PRESENT, WRITABLE } from '../schemas/contract.ts';
import type { Geometry } from '../schemas/generated/types.ts';
import { Frames } from './frames.ts';
import { Layout } from './layout.ts';
import type { Mm } from './mm.ts';
import { TARGET_SHIFT } from './table.ts';
import type { Table } from './table.ts';
import { Tables } from './tables.ts';
import { Tlb } from './tlb.ts';

/** What the kernel cannot change: memory, tables as the CPU reads them, and TLBs that believe what they saw last. */
export class Hardware {
  layout: Layout = new Layout(DEFAULT_GEOMETRY);
  readonly tables: Tables = new Tables();
  readonly frames: Frames = new Frames();
  /** At least as many as the machine has CPUs. */
  private readonly tlbs: Tlb[] = [];
  /** Geometries met so far: worlds of several kinds may alternate. */
  private readonly layouts: Layout[] = [this.layout];
  /** Leaf entries changed by the current call. */
  entriesWritten = 0;
  /** Page faults, and ranges that one CPU was told to forget, ever; whoever wants them of something takes the difference. */
  faults = 0;
  flushes = 0;

  resetHardware(geometry: Geometry): void {
    if (!this.layout.fits(geometry)) this.layout = this.layoutOf(geometry);
    for (let cpu = this.tlbs.length; cpu < geometry.cpus; cpu++) this.tlbs.push(new Tlb(cpu));
    this.clearHardware();
  }

  /** Memory and TLBs of the same machine, empty. */
  clearHardware(): void {
    const { entries, pageSize, cpus } = this.layout;
    for (let cpu = 0; cpu < cpus; cpu++) this.tlb(cpu).reset();
    this.tables.reset(entries);
    this.frames.reset(pageSize);
    this.entriesWritten = 0;
  }

  private layoutOf(geometry: Geometry): Layout {
    const known = this.layouts.find((layout) => layout.fits(geometry));
    if (known !== undefined) return known;
    const layout = new Layout(geometry);
    this.layouts.push(layout);
    return layout;
  }

  tlb(cpu: number): Tlb {
    return this.tlbs[cpu] as Tlb;
  }

  /** The only way to change a leaf entry. */
  setLeaf(leaf: Table, index: number, entry: number): void {
    leaf.set(index, entry);
    this.entriesWritten++;
  }

  /** The frame that the CPU reaches at the page, or 0 for a fault. A store needs an entry that is marked dirty. */
  translate(cpu: number, mm: Mm, page: number, store: boolean): number {
    const tlb = this.tlb(cpu);
    const cached = tlb.entry(mm.id, page);
    if (cached !== 0 && (!store || (cached & (WRITABLE | DIRTY)) === (WRITABLE | DIRTY))) return cached >>> TARGET_SHIFT;
    return this.walk(tlb, mm, page, store);
  }

  /** Walks the tables, marks the entry accessed or dirty, and remembers it. */
  // @rule access-marks-entry
  private walk(tlb: Tlb, mm: Mm, page: number, store: boolean): number {
    const leaf = this.leafSeenBy(tlb, mm, page);
    const index = page & this.layout.mask;
    const entry = leaf === undefined ? 0 : leaf.get(index);
    if (leaf === undefined || (entry & PRESENT) === 0 || (store && (entry & WRITABLE) === 0)) return this.fault(tlb, mm, page);
    const marked = entry | (store ? ACCESSED | DIRTY : ACCESSED);
    if (marked !== entry) this.setLeaf(leaf, index, marked);
    tlb.rememberEntry(mm.id, page, marked);
    return marked >>> TARGET_SHIFT;
  }

  /** A page fault makes the CPU forget what it used for this page. */
  private fault(tlb: Tlb, mm: Mm, page: number): number {
    const slot = this.layout.slot(page);
    tlb.forgetEntries(mm.id, page, page + 1);
    tlb.forgetTables(mm.id, slot, slot + 1);
    return 0;
  }

  private leafSeenBy(tlb: Tlb, mm: Mm, page: number): Table | undefined {
    const slot = this.layout.slot(page);
    const cached = tlb.table(mm.id, slot);
    if (cached !== 0) return this.tables.at(cached);
    const leaf = this.descend(mm, page, 1);
    if (leaf !== undefined) tlb.rememberTable(mm.id, slot, leaf.id);
    return leaf;
  }

  /**
   * The table of the level on the way to the page, or undefined where the tree ends above it. An address beyond user space is not
   * canonical, or not the user's: its low bits lead nowhere. Regions have addresses of their own.
   */
  descend(mm: Mm, page: number, level: number): Table | undefined {
    let table: Table | undefined = page < this.layout.userPages || mm.process === null ? mm.root : undefined;
    while (table !== undefined && table.level > level) {
      table = this.tables.at(table.get(this.layout.index(page, table.level)) >>> TARGET_SHIFT);
    }
    return table;
  }
}
