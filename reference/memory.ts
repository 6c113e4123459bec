import type { Setup } from '../schemas/contract.ts';
import type { Allowance } from './failure.ts';
import { File } from './file.ts';
import type { Frame } from './frames.ts';
import { Hardware } from './hardware.ts';
import { Mm } from './mm.ts';
import { Msharefs } from './msharefs.ts';
import { Process } from './process.ts';
import type { Table } from './table.ts';

export type AllocationKind = 'table' | 'frame';

/** What a kernel keeps account of: processes, files with their page caches, address spaces, and every allocation. */
export class Memory extends Hardware {
  processes: Map<string, Process> = new Map();
  files: Map<string, File> = new Map();
  /** The number of the next region that has no name in msharefs. */
  nextRegion = 1;
  readonly msharefs: Msharefs = new Msharefs();
  /** Live address spaces in order of creation. */
  readonly mms: Mm[] = [];
  /** Asked before each allocation; false makes it fail. */
  allowAllocation: ((kind: AllocationKind) => boolean) | undefined = undefined;
  /** Has the list of mms changed since it was last shown? */
  mmsChanged = true;
  private readonly mmById: (Mm | undefined)[] = [undefined];
  private nextMm = 1;

  reset(setup: Setup): void {
    this.resetHardware(setup.geometry);
    this.empty();
    this.msharefs.reset();
    this.nextRegion = 1;
    for (const name in setup.files) {
      const file = setup.files[name];
      if (file?.on === 'msharefs') this.msharefs.known.push(name);
      else if (file !== undefined) this.files.set(name, File.from(name, file, this.layout));
    }
    for (const name of setup.processes) this.processes.set(name, new Process(name, this.createMm(name)));
  }

  /** As after a reset, but without processes and files. */
  empty(): void {
    // Not cleared: a cleared map keeps its old contents alive through the garbage collector's generations.
    this.processes = new Map();
    this.files = new Map();
    this.msharefs.umount();
    this.mms.length = 0;
    this.mmsChanged = true;
    this.mmById.length = 1;
    this.nextMm = 1;
  }

  /** Takes in an mm that was made elsewhere, with the next id; one that is `gone` is only known to those who still refer to it. */
  adopt(mm: Mm, lives: boolean): void {
    this.nextMm = mm.id + 1;
    this.mmById[mm.id] = lives ? mm : undefined;
    if (lives) this.mms.push(mm);
  }

  mm(id: number): Mm {
    return this.mmById[id] as Mm;
  }

  createMm(process: string | null): Mm {
    const id = this.nextMm++;
    const root = this.tables.allocate(this.layout.levels, id);
    const mm = new Mm(id, process, root);
    mm.tables = 1;
    this.mms.push(mm);
    this.mmById[id] = mm;
    this.mmsChanged = true;
    return mm;
  }

  /** Forgets an mm whose tables are gone. */
  removeMm(mm: Mm): void {
    this.mms.splice(this.mms.indexOf(mm), 1);
    this.mmById[mm.id] = undefined;
    this.mmsChanged = true;
  }

  /**
   * Is there memory for so many tables and frames? A call asks before it changes anything, so that a refusal leaves
   * no trace.
   */
  // @rule failed-call-changes-nothing
  // @rule no-memory-told
  reserve(tables: number, frames: number): boolean {
    const allow = this.allowAllocation;
    if (allow === undefined) return true;
    for (let i = 0; i < tables; i++) if (!allow('table')) return false;
    for (let i = 0; i < frames; i++) if (!allow('frame')) return false;
    return true;
  }

  /** Does something for which allocations fail as the allowance says. */
  withFailure<T>(allowance: Allowance, act: () => T): T {
    const usual = this.allowAllocation;
    this.allowAllocation = allowance;
    try {
      return act();
    } finally {
      this.allowAllocation = usual;
    }
  }

  // @rule table-bytes-exact
  allocateTable(level: number, mm: Mm): Table {
    this.charge(mm, 1);
    return this.tables.allocate(level, mm.id);
  }

  /** Somebody else pays for the table from now on. */
  chargeTo(table: Table, mm: Mm | undefined): void {
    const before = this.mmById[table.owner];
    if (before !== undefined) this.charge(before, -1);
    table.owner = mm?.id ?? 0;
    if (mm !== undefined) this.charge(mm, 1);
  }

  // @rule freed-once
  freeTable(id: number): void {
    const table = this.tables.at(id);
    if (table === undefined) return;
    const mm = this.mmById[table.owner];
    if (mm !== undefined) this.charge(mm, -1);
    this.tables.free(table);
  }

  allocateFrame(fill: number): Frame {
    return this.frames.allocate(fill);
  }

  /** The frame that holds a page of the file; it enters the page cache when it is not there yet. */
  // @rule file-content-shown
  // @rule plain-mapping-coherent
  cachedFrame(file: File, page: number): Frame {
    const known = file.cache.get(page);
    if (known !== undefined) return this.frames.at(known);
    const frame = this.allocateFrame(file.fillOf(page));
    const tail = file.tailOf(page);
    if (tail > 0 && frame.fill !== 0) this.frames.zeroFrom(frame, tail);
    frame.cached = true;
    frame.refs = 1;
    file.cache.set(page, frame.id);
    file.shot = undefined;
    return frame;
  }

  protected charge(mm: Mm, tables: number): void {
    mm.tables += tables;
    this.redraw(mm);
  }

  /** What is shown of an mm has changed. */
  protected redraw(mm: Mm): void {
    mm.shot = undefined;
    this.mmsChanged = true;
  }
}
