import { PRESENT } from '../schemas/contract.ts';
import type { CacheShot, Counts, MmShot, Snapshot, TableShot, TlbShot } from '../schemas/generated/types.ts';
import { numberList, objectList } from './list.ts';
import type { Machine } from './machine.ts';
import type { Mm } from './mm.ts';
import { BITS_MASK, TARGET_SHIFT } from './table.ts';
import type { Table } from './table.ts';

/** Takes pictures of one world of a machine. What did not change since the last picture is the same object again. */
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

  take(): Snapshot {
    const { machine, last } = this;
    const mms = machine.mmsChanged ? this.takeMms() : this.mms;
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
    const { mms, layout } = machine;
    const shots = objectList<MmShot>(mms.length);
    for (let i = 0; i < mms.length; i++) {
      const mm = mms[i] as Mm;
      shots[i] = mm.shot ??= mmShot(mm, layout.tableBytes);
    }
    machine.mmsChanged = false;
    return (this.mms = shots);
  }

  private takeTables(): TableShot[] {
    const live = this.machine.tables.live;
    const known = this.tables;
    let same = 0;
    while (same < live.length && known[same] === (live[same] as Table).shot && known[same] !== undefined) same++;
    if (same === live.length && same === known.length) return known;
    const shots = objectList<TableShot>(live.length);
    for (let i = 0; i < same; i++) shots[i] = known[i] as TableShot;
    for (let i = same; i < live.length; i++) {
      const table = live[i] as Table;
      shots[i] = table.shot ??= tableShot(table);
    }
    return (this.tables = shots);
  }

  private takeTlb(): TlbShot[] {
    const { machine, tlb: known } = this;
    const { cpus } = machine.layout;
    let same = known.length === cpus;
    for (let cpu = 0; same && cpu < cpus; cpu++) same = known[cpu] === machine.tlb(cpu).shot;
    if (same) return known;
    const shots = objectList<TlbShot>(cpus);
    for (let cpu = 0; cpu < cpus; cpu++) shots[cpu] = machine.tlb(cpu).picture();
    return (this.tlb = shots);
  }

  private takeCaches(): CacheShot[] {
    const { caches: known } = this;
    const files = this.machine.files;
    let same = known.length === files.size;
    let i = 0;
    for (const file of files.values()) same = known[i++] === file.shot && same;
    if (same) return known;
    const shots = objectList<CacheShot>(files.size);
    i = 0;
    for (const file of files.values()) shots[i++] = file.picture();
    return (this.caches = shots);
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
  const entries = numberList(3 * table.count);
  let at = 0;
  for (let i = table.count > 0 ? table.next(0) : -1; i >= 0; i = table.next(i + 1)) {
    const entry = table.get(i);
    if ((entry & PRESENT) === 0) continue;
    entries[at] = i;
    entries[at + 1] = entry >>> TARGET_SHIFT;
    entries[at + 2] = entry & BITS_MASK;
    at += 3;
  }
  if (at < entries.length) entries.length = at;
  return { id: table.id, level: table.level, refs: table.refs, entries };
}
