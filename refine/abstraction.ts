/**
 * The abstraction function where tables have hosts: from what a body shows (schemas/snapshot.schema.json) to what the formal model says of the same moment.
 *
 *   model                       snapshot
 *   alive                       the mms that belong to a process
 *   hosts: live, sharers        the mms that are hosts, and how many mappings they count; slots are counted from where the region begins
 *   tables: allocated, links    the leaf tables below a host, and how many links they count
 *   entries                     present entries of these tables: the frame by the page that it caches (or see memory.ts), write access by its bit
 *   links                       the table that a process reaches at a slot of a region: which slot's table of which host it is
 *   tlb                         what each CPU holds of pages of regions. A CPU may remember less than the model's, and more that is right
 *
 * Left out: marks (accessed, dirty), execute permission, the tables above the leaves and what CPUs remember of them. What a snapshot
 * shows and the model cannot say (a table that is no host's, a frame that caches nothing) is told as what it is, so that it differs.
 */
import { PRESENT, WRITABLE } from '../schemas/contract.ts';
import type { MmShot, Snapshot, TableShot } from '../schemas/generated/types.ts';
import type { Places } from './geometry.ts';
import type { Domains } from './domains.ts';
import type { Memory } from './memory.ts';
import { aliveKey, entryKey, entryText, hostKey, hostText, linkKey, tableKey, isShown, tableText, tlbKey } from './picture.ts';
import type { IdleTables, Picture } from './picture.ts';

/** The number in the model of a process that lives now, by its name. */
export type ProcessNumbers = ReadonlyMap<string, number>;

/** What the names of a body stand for in the model. */
export interface Names {
  numbers(): ProcessNumbers;
  /** The region that a host serves, by the name of its file. */
  regionOf(file: string): number;
  /** What regions hold, where that has no files; it is told what is seen. */
  readonly memory?: Memory;
  /** Which domain a hidden mm is, where there are domains. */
  readonly domains?: Domains;
}

/** @param snapshot with tables, TLBs and caches */
export function abstraction(snapshot: Snapshot, places: Places, names: Names, idle: IdleTables): Picture {
  const facts = new Map<string, string>();
  const tables = new Map(snapshot.tables.map((table) => [table.id, table]));
  const hosts = snapshot.mms.flatMap((mm) => (mm.host ? [hostOf(mm, mm.host, tables, places, names)] : []));
  const frames = new Map([...framesOf(snapshot, places), ...memoryOf(hosts, names)]);
  const processes = names.numbers();
  const owned = new Map<number, string>();
  for (const { region, guests, leaves } of hosts) {
    facts.set(hostKey(region), hostText(guests));
    for (const leaf of leaves) lookAtLeaf(leaf, { frames, idle, facts, owned });
  }
  for (const mm of snapshot.mms) {
    const process = processes.get(mm.process ?? '');
    if (process === undefined) continue;
    facts.set(aliveKey(process), 'yes');
    for (const { slot, id } of guestLeaves(mm, tables, places)) facts.set(linkKey(process, slot), owned.get(id) ?? strange(id, tables));
  }
  return { facts, tlb: tlbsOf(snapshot, places, processes, frames) };
}

function strange(id: number, tables: ReadonlyMap<number, TableShot>): string {
  return tables.has(id) ? `table ${id}, which is no host's` : `table ${id}, which is freed`;
}

/** Which page each frame caches, or none. */
export type Frames = ReadonlyMap<number, readonly number[]>;

export function framesOf(snapshot: Snapshot, places: Places): Frames {
  const frames = new Map<number, readonly number[]>();
  for (const { file, pages } of snapshot.caches ?? []) {
    // What stands for a region caches nothing.
    if (!file.startsWith('f')) continue;
    const number = Number(file.slice(1));
    for (let i = 0; i + 1 < pages.length; i += 2) frames.set(pages[i + 1]!, places.pageOfFile(number, pages[i]!));
  }
  return frames;
}

/** A leaf table of a host, which may be there or not. */
export interface HostLeaf {
  /** Region and number. */
  readonly slot: readonly [region: number, number: number];
  readonly id: number;
  readonly table: TableShot | undefined;
}

interface HostLook {
  readonly region: number;
  readonly guests: number;
  readonly leaves: readonly HostLeaf[];
}

function hostOf(
  mm: MmShot,
  { file, guests, startPage }: NonNullable<MmShot['host']>,
  tables: ReadonlyMap<number, TableShot>,
  places: Places,
  names: Names,
): HostLook {
  const region = names.regionOf(file);
  const first = Math.floor(startPage / places.geometry.entriesPerTable);
  const leaves = Array.from(leavesOf(mm, tables, places), ({ number, id }): HostLeaf => {
    return { slot: [region, number - first], id, table: tables.get(id) };
  });
  return { region, guests: guests ?? -1, leaves };
}

/** What the frames of regions are called that hold no files. */
function memoryOf(hosts: readonly HostLook[], { memory }: Names): Frames {
  if (memory === undefined) return new Map();
  memory.keep(new Set(hosts.map(({ region }) => region)));
  for (const { slot, table } of hosts.flatMap(({ leaves }) => leaves)) {
    for (const [index, frame] of table === undefined ? [] : presentIn(table)) memory.meet(frame, [...slot, index]);
  }
  return memory.all();
}

/** How what is seen of leaf tables is told. */
export interface Look {
  readonly frames: Frames;
  readonly idle: IdleTables;
  readonly facts: Map<string, string>;
  /** Slots of the leaf tables of hosts. */
  readonly owned: Map<number, string>;
}

export function lookAtLeaf({ slot, id, table }: HostLeaf, { frames, idle, facts, owned }: Look): void {
  owned.set(id, slot.join('.'));
  if (table === undefined) return;
  const entries = [...entriesOf(table, frames)];
  if (isShown(idle, table.refs ?? -1, entries.length)) facts.set(tableKey(slot), tableText(table.refs ?? -1));
  for (const [index, entry] of entries) facts.set(entryKey([...slot, index]), entry);
}

function* presentIn(table: TableShot): Generator<readonly [index: number, frame: number, bits: number]> {
  for (let i = 0; i + 2 < table.entries.length; i += 3) {
    const [index, frame, bits] = table.entries.slice(i, i + 3) as [number, number, number];
    if ((bits & PRESENT) !== 0) yield [index, frame, bits];
  }
}

/** What a leaf table has at each index. */
export function* entriesOf(table: TableShot, frames: Frames): Generator<readonly [index: number, entry: string]> {
  for (const [index, frame, bits] of presentIn(table)) yield [index, textOf(frame, bits, frames)];
}

function textOf(frame: number, bits: number, frames: Frames): string {
  return entryText({ frame: frames.get(frame) ?? [frame], protection: (bits & WRITABLE) === 0 ? 'ReadOnly' : 'ReadWrite' });
}

/** An entry that leads to a leaf table, which may be there or not. */
interface Leaf {
  /** Of the slot, counted from the beginning of the address space. */
  readonly number: number;
  readonly id: number;
}

/** The leaf tables that a guest leads to. A slot outside all windows, where nothing is ever accessed, is told as address -1. */
export function* guestLeaves(
  mm: MmShot,
  tables: ReadonlyMap<number, TableShot>,
  places: Places,
): Generator<{ readonly slot: readonly number[]; readonly id: number }> {
  for (const { number, id } of leavesOf(mm, tables, places)) {
    const page = places.pageAt(number * places.geometry.entriesPerTable);
    yield { slot: page === undefined ? [-1, number] : [page[0], page[1]], id };
  }
}

/** The leaf tables that an mm leads to. */
function* leavesOf(mm: MmShot, tables: ReadonlyMap<number, TableShot>, places: Places): Generator<Leaf> {
  const { entriesPerTable, levels } = places.geometry;
  function* below(id: number, level: number, number: number): Generator<Leaf> {
    const table = tables.get(id);
    if (level === 1 || table === undefined) {
      yield { number: number * entriesPerTable ** (level - 1), id };
      return;
    }
    for (let i = 0; i + 2 < table.entries.length; i += 3) {
      if ((table.entries[i + 2]! & PRESENT) !== 0)
        yield* below(table.entries[i + 1]!, level - 1, number * entriesPerTable + table.entries[i]!);
    }
  }
  yield* below(mm.root, levels, 0);
}

export function tlbsOf(snapshot: Snapshot, places: Places, processes: ProcessNumbers, frames: Frames): ReadonlyMap<string, string> {
  const tlb = new Map<string, string>();
  const owners = new Map(snapshot.mms.map((mm) => [mm.id, processes.get(mm.process ?? '')]));
  for (const { cpu, entries } of snapshot.tlb ?? []) {
    for (let i = 0; i + 3 < entries.length; i += 4) {
      const [mm, virtual, frame, bits] = entries.slice(i, i + 4) as [number, number, number, number];
      const page = places.pageAt(virtual) ?? [-1, virtual];
      if ((bits & PRESENT) !== 0) tlb.set(tlbKey(cpu, owners.get(mm) ?? -1, page), textOf(frame, bits, frames));
    }
  }
  return tlb;
}
