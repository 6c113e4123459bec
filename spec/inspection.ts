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
  /** What follows from tables and mappings alone, kept while both stay as they are. */
  readonly world: World;
  /** By table id. */
  readonly tables: ReadonlyMap<number, TableShot>;
  readonly links: readonly Link[];
  /** Links by leaf table id, of tables that are reached more than once. */
  readonly sharedLeaves: ReadonlyMap<number, readonly Link[]>;
  /** Those shared leaves whose links do not all belong to one region: what no conforming body shows. */
  readonly mixedLeaves: readonly (readonly Link[])[];
  /** By table id, for tables above the leaf: how often each is reached. */
  readonly reached: ReadonlyMap<number, number>;
  /** Entries that lead to no table: "table t3[5] -> t9". */
  readonly dangling: readonly string[];
  /** The host mm of each region. */
  readonly hosts: ReadonlyMap<Region, MmShot>;
  /** Host mms that serve no living region. */
  readonly orphanHosts: readonly MmShot[];
  /** What belongs to the step. */
  snapshot: Snapshot;
  /** The snapshot after the step before; undefined at the first. */
  before: Snapshot | undefined;
  step: number;
  call: Call;
  seen: Outcome;
  process: ProcessState | undefined;
}

interface Building {
  readonly world: World;
  readonly tables: Map<number, TableShot>;
  readonly links: Link[];
  readonly reached: Map<number, number>;
  readonly dangling: string[];
}

/** The step that an inspection is made for. */
export type Moment = Pick<Inspection, 'snapshot' | 'before' | 'step' | 'call' | 'seen' | 'process'>;

export function inspectionOf(world: World, moment: Moment): Inspection {
  const { snapshot, before, step, call, seen, process } = moment;
  const tables = new Map<number, TableShot>();
  for (const t of snapshot.tables) tables.set(t.id, t);
  const b: Building = { world, tables, links: [], reached: new Map(), dangling: [] };
  const hosts = new Map<Region, MmShot>();
  const orphanHosts: MmShot[] = [];
  for (const mm of snapshot.mms) {
    const region = mm.host ? regionOf(world, mm.host) : undefined;
    if (region) hosts.set(region, mm);
    else if (mm.host) orphanHosts.push(mm);
    const owner = mm.process === null ? undefined : world.processes.get(mm.process);
    walk(b, mm, owner, region, mm.root, 0, world.geometry.levels);
  }
  const { links, reached, dangling } = b;
  const shared = sharedLeaves(links);
  return { world, tables, links, sharedLeaves: shared, mixedLeaves: mixedLeaves(shared), reached, dangling, hosts, orphanHosts, snapshot, before, step, call, seen, process };
}

/** The same inspection at another step, while tables and mappings are as they were. */
export function moveTo(v: Inspection, moment: Moment): void {
  v.snapshot = moment.snapshot;
  v.before = moment.before;
  v.step = moment.step;
  v.call = moment.call;
  v.seen = moment.seen;
  v.process = moment.process;
}

function regionOf(world: World, host: HostShot): Region | undefined {
  for (const r of world.regions)
    if (r.start === host.startPage && r.pages === host.pages && r.offset === host.offsetPage && r.file.name === host.file) return r;
  return undefined;
}

/** Follows a table down to the leaves. `prefix` is the number of the table among those of its level. */
function walk(b: Building, mm: MmShot, process: ProcessState | undefined, region: Region | undefined, id: number, prefix: number, level: number): void {
  b.reached.set(id, (b.reached.get(id) ?? 0) + 1);
  const table = b.tables.get(id);
  if (!table || level < 2) return;
  const { entries } = table;
  for (let i = 0; i + 2 < entries.length; i += 3) {
    if ((entries[i + 2]! & PRESENT) === 0) continue;
    const target = entries[i + 1]!;
    const number = prefix * b.world.slotPages + entries[i]!;
    if (b.tables.get(target)?.level !== level - 1) b.dangling.push(`table ${id}[${entries[i]!}] -> ${target}`);
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
  const shared = new Map<number, Link[]>();
  for (let i = 1; i < links.length; i++) {
    const link = links[i]!;
    const known = shared.get(link.table);
    if (known) known.push(link);
    else {
      const first = firstLinkTo(links, link.table);
      if (first !== link) shared.set(link.table, [first, link]);
    }
  }
  return shared;
}

function firstLinkTo(links: readonly Link[], table: number): Link {
  let i = 0;
  while (links[i]!.table !== table) i++;
  return links[i]!;
}

const NONE_MIXED: readonly (readonly Link[])[] = [];

function mixedLeaves(shared: ReadonlyMap<number, readonly Link[]>): readonly (readonly Link[])[] {
  let mixed: (readonly Link[])[] | undefined;
  for (const users of shared.values()) {
    const { region } = users[0]!;
    if (region !== undefined && users.every((l) => l.region === region)) continue;
    (mixed ??= []).push(users);
  }
  return mixed ?? NONE_MIXED;
}

/** "A" for a process, "the host" for a host: how findings name an mm. */
export function nameOf(mm: MmShot): string {
  return mm.process ?? `the host of ${mm.host?.file ?? 'nothing'}`;
}

/** The link of an mm at a slot. */
export function linkAt(v: Inspection, mm: MmShot, slot: number): Link | undefined {
  for (const l of v.links) if (l.slot === slot && l.mm === mm) return l;
  return undefined;
}

/** Index of a page's entry in the triples of a leaf table; -1 when it is absent. */
export function entryAt(table: TableShot, index: number): number {
  for (let i = 0; i < table.entries.length; i += 3) if (table.entries[i] === index) return i;
  return -1;
}

/** The mm that a snapshot shows for a process. */
export function mmOf(v: Inspection, process: ProcessState): MmShot | undefined {
  for (const mm of v.snapshot.mms) if (mm.process === process.name) return mm;
  return undefined;
}

/** The frame that the page cache holds for a page of a file; undefined where it holds none or is not shown. */
export function cachedFrame(v: Inspection, file: FileState, page: number): number | undefined {
  for (const c of v.snapshot.caches ?? []) {
    if (c.file !== file.name) continue;
    for (let i = 0; i < c.pages.length; i += 2) if (c.pages[i] === page) return c.pages[i + 1];
  }
  return undefined;
}

export function mappingOf(link: Link, world: World, page: number): Mapping | undefined {
  const process = link.mm.process === null ? undefined : world.processes.get(link.mm.process);
  return process && mappingAt(process, page);
}
