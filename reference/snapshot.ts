import { PRESENT } from '../schemas/contract.ts';
import type { CacheShot, Counts, MmShot, Snapshot, TableShot, TlbShot } from '../schemas/generated/types.ts';
import type { Machine } from './machine.ts';
import type { Mm } from './mm.ts';
import { BITS_MASK, TARGET_SHIFT } from './table.ts';
import type { Table } from './table.ts';

/** Takes pictures of a machine. What did not change since the last picture is the same object again. */
export class Camera {
  private readonly machine: Machine;
  private last: Snapshot | undefined = undefined;
  private mms: MmShot[] = [];
  private tables: TableShot[] = [];
  private tlb: TlbShot[] = [];
  private caches: CacheShot[] = [];
  private counts: Counts = {};

  constructor(machine: Machine) {
    this.machine = machine;
  }

  /** A new world begins: nothing of the old one is shown again. */
  reset(): void {
    this.last = undefined;
    this.mms = [];
    this.tables = [];
    this.tlb = [];
    this.caches = [];
    this.counts = {};
  }

  take(): Snapshot {
    const { machine, last } = this;
    const mms = machine.mmsChanged || last === undefined ? this.takeMms() : this.mms;
    const tables = this.takeTables();
    const tlb = this.takeTlb();
    const caches = this.takeCaches();
    const counts = this.takeCounts();
    if (
      last !== undefined &&
      mms === last.mms &&
      tables === last.tables &&
      tlb === last.tlb &&
      caches === last.caches &&
      counts === last.counts
    )
      return last;
    return (this.last = { mms, tables, tlb, caches, counts });
  }

  private takeMms(): MmShot[] {
    const { machine } = this;
    const mms: MmShot[] = [];
    for (const mm of machine.mms) mms.push((mm.shot ??= mmShot(mm, machine.layout.tableBytes)));
    machine.mmsChanged = false;
    return (this.mms = mms);
  }

  private takeTables(): TableShot[] {
    const live = this.machine.tables.live;
    const known = this.tables;
    let same = 0;
    while (same < live.length && known[same] === (live[same] as Table).shot && known[same] !== undefined) same++;
    if (same === live.length && same === known.length) return known;
    const tables = known.slice(0, same);
    for (let i = same; i < live.length; i++) tables.push(((live[i] as Table).shot ??= tableShot(live[i] as Table)));
    return (this.tables = tables);
  }

  private takeTlb(): TlbShot[] {
    const { machine, tlb: known } = this;
    let same = known.length === machine.layout.cpus;
    for (let cpu = 0; same && cpu < machine.layout.cpus; cpu++) same = known[cpu] === machine.tlb(cpu).shot;
    if (same) return known;
    const tlb: TlbShot[] = [];
    for (let cpu = 0; cpu < machine.layout.cpus; cpu++) tlb.push(machine.tlb(cpu).picture());
    return (this.tlb = tlb);
  }

  private takeCaches(): CacheShot[] {
    const { caches: known } = this;
    const files = this.machine.files;
    let same = known.length === files.size;
    let i = 0;
    for (const file of files.values()) same = known[i++] === file.shot && same;
    if (same) return known;
    const caches: CacheShot[] = [];
    for (const [name, file] of files) caches.push(file.picture(name));
    return (this.caches = caches);
  }

  private takeCounts(): Counts {
    const { tables, frames, entriesWritten, layout } = this.machine;
    const known = this.counts;
    if (
      known.entriesWritten === entriesWritten &&
      known.tablesAllocated === tables.allocated &&
      known.tablesFreed === tables.freed &&
      known.framesAllocated === frames.allocated &&
      known.framesFreed === frames.freed
    ) {
      return known;
    }
    return (this.counts = {
      tableBytes: tables.live.length * layout.tableBytes,
      tablesAllocated: tables.allocated,
      tablesFreed: tables.freed,
      framesAllocated: frames.allocated,
      framesFreed: frames.freed,
      entriesWritten,
    });
  }
}

function mmShot(mm: Mm, tableBytes: number): MmShot {
  const region = mm.region;
  const host =
    region === undefined
      ? null
      : { file: region.file.name ?? '', startPage: region.start, pages: region.pages, offsetPage: region.offset, guests: region.sharers };
  return { id: mm.id, process: mm.process, host, root: mm.root.id, tableBytes: mm.tables * tableBytes };
}

/** Entries without the present bit are empty to the CPU and left out. */
function tableShot(table: Table): TableShot {
  const entries: number[] = [];
  for (let i = table.count > 0 ? table.next(0) : -1; i >= 0; i = table.next(i + 1)) {
    const entry = table.get(i);
    if ((entry & PRESENT) !== 0) entries.push(i, entry >>> TARGET_SHIFT, entry & BITS_MASK);
  }
  return { id: table.id, level: table.level, refs: table.refs, entries };
}
