/**
 * What a snapshot shows, laid beside the world: which table is reached from where, and which mapping stands behind
 * each link. Made once for a snapshot; the structural rules only read it.
 */
import { PRESENT } from '../schemas/contract.ts';
import type { Call } from '../schemas/contract.ts';
import type { HostShot, MmShot, Outcome, Snapshot, TableShot } from '../schemas/generated/types.ts';
import { type FileState, type Mapping, type ProcessState, type Region, type World, mappingAt } from './world.ts';

/** One way from an mm to a leaf table. */
export interface Link {
  readonly mm: MmShot;
  /** Page number div entries per table. */
  readonly slot: number;
  readonly table: number;
  /** What the world maps there; undefined for a host and where nothing is mapped. */
  readonly mapping: Mapping | undefined;
  /** The region that the mapping shares, or that the host serves. */
  readonly region: Region | undefined;
}

export interface Inspection {
  readonly world: World;
  readonly snapshot: Snapshot;
  /** The snapshot after the step before; undefined at the first. */
  readonly before: Snapshot | undefined;
  readonly step: number;
  readonly call: Call;
  readonly seen: Outcome;
  readonly process: ProcessState | undefined;
  /** By table id. */
  readonly tables: readonly (TableShot | undefined)[];
  readonly links: readonly Link[];
  /** Links by leaf table id, of tables that are reached more than once. */
  readonly sharedLeaves: ReadonlyMap<number, readonly Link[]>;
  /** By table id, for tables above the leaf: how often each is reached. */
  readonly reached: readonly number[];
  /** Entries that lead to no table: "table t3[5] -> t9". */
  readonly dangling: readonly string[];
  /** The mm of each process, and the host mm of each region. */
  readonly hosts: ReadonlyMap<Region, MmShot>;
  /** Host mms that serve no living region. */
  readonly orphanHosts: readonly MmShot[];
}

/** The part of an inspection that depends on tables and mappings only, so that it can be kept while both stay. */
export type Layout = Pick<Inspection, 'tables' | 'links' | 'sharedLeaves' | 'reached' | 'dangling' | 'hosts' | 'orphanHosts'>;

interface Building {
  readonly world: World;
  readonly tables: (TableShot | undefined)[];
  readonly links: Link[];
  readonly reached: number[];
  readonly dangling: string[];
}

export function layOut(world: World, snapshot: Snapshot): Layout {
  const tables: (TableShot | undefined)[] = [];
  for (const t of snapshot.tables) tables[t.id] = t;
  const b: Building = { world, tables, links: [], reached: [], dangling: [] };
  const hosts = new Map<Region, MmShot>();
  const orphanHosts: MmShot[] = [];
  for (const mm of snapshot.mms) {
    const region = mm.host ? regionOf(world, mm.host) : undefined;
    if (region) hosts.set(region, mm);
    else if (mm.host) orphanHosts.push(mm);
    const process = mm.process === null ? undefined : world.processes.get(mm.process);
    walk(b, mm, process, region, mm.root, 0, world.geometry.levels);
  }
  return { ...b, hosts, orphanHosts, sharedLeaves: sharedLeaves(b.links) };
}

function regionOf(world: World, host: HostShot): Region | undefined {
  for (const r of world.regions)
    if (r.start === host.startPage && r.pages === host.pages && r.offset === host.offsetPage && r.file.name === host.file) return r;
  return undefined;
}

/** Follows a table down to the leaves. `prefix` is the number of the table among those of its level. */
function walk(b: Building, mm: MmShot, process: ProcessState | undefined, region: Region | undefined, id: number, prefix: number, level: number): void {
  b.reached[id] = (b.reached[id] ?? 0) + 1;
  const table = b.tables[id];
  if (!table || level < 2) return;
  const { entries } = table;
  for (let i = 0; i + 2 < entries.length; i += 3) {
    if ((entries[i + 2]! & PRESENT) === 0) continue;
    const target = entries[i + 1]!;
    const number = prefix * b.world.slotPages + entries[i]!;
    if (b.tables[target]?.level !== level - 1) b.dangling.push(`table ${id}[${entries[i]!}] -> ${target}`);
    else if (level > 2) walk(b, mm, process, region, target, number, level - 1);
    else b.links.push(leafLink(b.world, mm, process, region, number, target));
  }
}

function leafLink(world: World, mm: MmShot, process: ProcessState | undefined, region: Region | undefined, slot: number, table: number): Link {
  const from = slot * world.slotPages;
  const mapping = process && mappingIn(process, from, from + world.slotPages);
  return { mm, slot, table, mapping, region: process ? mapping?.region : region };
}

/** The mapping in a slot: the one that shares, where several small ones lie there. */
function mappingIn(process: ProcessState, from: number, to: number): Mapping | undefined {
  let found: Mapping | undefined;
  for (const m of process.mappings) if (m.start < to && m.end > from && (!found || m.region)) found = m;
  return found;
}

function sharedLeaves(links: readonly Link[]): Map<number, Link[]> {
  const first: (Link | undefined)[] = [];
  const shared = new Map<number, Link[]>();
  for (const link of links) {
    const other = first[link.table];
    if (!other) first[link.table] = link;
    else if (shared.has(link.table)) shared.get(link.table)!.push(link);
    else shared.set(link.table, [other, link]);
  }
  return shared;
}

/** "A" for a process, "the host" for a host: how findings name an mm. */
export function nameOf(mm: MmShot): string {
  return mm.process ?? `the host of ${mm.host?.file ?? 'nothing'}`;
}

/** The link of an mm at a slot. */
export function linkAt(v: Inspection, mm: MmShot, slot: number): Link | undefined {
  return v.links.find((l) => l.mm === mm && l.slot === slot);
}

/** Index of a page's entry in the triples of a leaf table; -1 when it is absent. */
export function entryAt(table: TableShot, index: number): number {
  for (let i = 0; i < table.entries.length; i += 3) if (table.entries[i] === index) return i;
  return -1;
}

/** The mm that a snapshot shows for a process. */
export function mmOf(v: Inspection, process: ProcessState): MmShot | undefined {
  return v.snapshot.mms.find((mm) => mm.process === process.name);
}

/** The frame that the page cache holds for a page of a file; undefined where it holds none or is not shown. */
export function cachedFrame(v: Inspection, file: FileState, page: number): number | undefined {
  const pages = v.snapshot.caches?.find((c) => c.file === file.name)?.pages ?? [];
  for (let i = 0; i < pages.length; i += 2) if (pages[i] === page) return pages[i + 1];
  return undefined;
}

export function mappingOf(link: Link, world: World, page: number): Mapping | undefined {
  const process = link.mm.process === null ? undefined : world.processes.get(link.mm.process);
  return process && mappingAt(process, page);
}
