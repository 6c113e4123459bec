/**
 * What a snapshot shows, laid beside the world: which table is reached from where, and which mapping stands behind
 * each link. Made once for a snapshot; the structural rules only read it.
 */
import { PRESENT } from '../schemas/contract.ts';
import type { Call } from '../schemas/contract.ts';
import type { HostShot, MmShot, Outcome, Snapshot, TableShot } from '../schemas/generated/types.ts';
import { INSPECTION, STEP } from './features.ts';
import { type FileState, type Mapping, type ProcessState, REASONS, type Region, type World, mappingAt } from './world.ts';

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
  readonly tables: readonly (TableShot | undefined)[];
  readonly links: readonly Link[];
  /** The links of each leaf table that is reached from elsewhere than one region: what no conforming body shows. */
  readonly mixedLeaves: readonly (readonly Link[])[];
  /** By table id: for tables above the leaf, how often each is reached; for leaf tables, how many entries lead to them. */
  readonly reached: readonly (number | undefined)[];
  /** A table that nothing leads to. */
  readonly unreached: TableShot | undefined;
  /** A table above the leaf that is reached more than once. */
  readonly upperShared: TableShot | undefined;
  /** A leaf table that counts another number of links than lead to it; and whether any counts them at all. */
  readonly miscounted: TableShot | undefined;
  readonly counted: boolean;
  /** Entries that lead to no table: "table t3[5] -> t9". */
  readonly dangling: readonly string[];
  /** The host mm of each region. */
  readonly hosts: readonly HostOf[];
  /** Host mms that serve no living region. */
  readonly orphanHosts: readonly MmShot[];
  /** Bits of INSPECTION and REASONS. */
  readonly features: number;
  /** What belongs to the step. */
  snapshot: Snapshot;
  /** The snapshot after the step before; undefined at the first. */
  before: Snapshot | undefined;
  step: number;
  call: Call;
  seen: Outcome;
  process: ProcessState | undefined;
  /** Bits of STEP. */
  stepFeatures: number;
  /** The page of a load or store that succeeded; -1 at any other step. */
  accessed: number;
}

/** A region and the mm that serves it. */
export interface HostOf {
  readonly region: Region;
  readonly mm: MmShot;
}

interface Building {
  readonly world: World;
  readonly tables: (TableShot | undefined)[];
  readonly links: Link[];
  readonly reached: (number | undefined)[];
  readonly dangling: string[];
}

/** The step that an inspection is made for. */
export type Moment = Pick<Inspection, 'snapshot' | 'before' | 'step' | 'call' | 'seen' | 'process' | 'accessed'>;

/** `old` is an inspection that is needed no more: its lists by id are used again. */
export function inspectionOf(world: World, moment: Moment, old?: Inspection): Inspection {
  const { snapshot, before, step, call, seen, process, accessed } = moment;
  let most = 0;
  for (const t of snapshot.tables) if (t.id > most) most = t.id;
  const tables = byId(most, old?.tables as (TableShot | undefined)[] | undefined);
  for (const t of snapshot.tables) tables[t.id] = t;
  const b: Building = { world, tables, links: [], reached: byId(most, old?.reached as (number | undefined)[] | undefined), dangling: [] };
  const hosts: HostOf[] = [];
  const orphanHosts: MmShot[] = [];
  let idle = false;
  for (const mm of snapshot.mms) {
    const region = mm.host ? regionOf(world, mm.host) : undefined;
    if (region) hosts.push({ region, mm });
    else if (mm.host) orphanHosts.push(mm);
    const owner = mm.process === null ? undefined : world.processes.get(mm.process);
    idle ||= owner !== undefined && owner.mappings.length === 0;
    walk(b, mm, owner, region, mm.root, 0, world.geometry.levels);
  }
  const { links, reached, dangling } = b;
  const mixed = mixedLeaves(links);
  const { unreached, upperShared, miscounted, counted } = booksOf(snapshot.tables, reached);
  const features = featuresOf(world, links, orphanHosts.length > 0, mixed.length > 0) | (idle ? INSPECTION.idle : 0);
  return {
    world,
    tables,
    links,
    mixedLeaves: mixed,
    features,
    reached,
    dangling,
    hosts,
    orphanHosts,
    snapshot,
    before,
    step,
    call,
    seen,
    process,
    accessed,
    stepFeatures: stepFeatures(moment),
    unreached,
    upperShared,
    miscounted,
    counted,
  };
}

/** An empty list for ids up to `most`; a body may number its tables as it likes. */
function byId<T>(most: number, old: (T | undefined)[] | undefined): (T | undefined)[] {
  if (most >= 1024) return [];
  if (old === undefined || old.length <= most) return Array.from<T | undefined>({ length: Math.max(64, most + 1) });
  for (let i = 0; i < old.length; i++) old[i] = undefined;
  return old;
}

/** A host without a region, or a table reached from two regions, concerns every rule on who may share. */
function featuresOf(world: World, links: readonly Link[], orphan: boolean, mixed: boolean): number {
  let features = world.ended.size > 0 ? INSPECTION.ended : 0;
  if (orphan || mixed) features |= ANY_REASON;
  for (const l of links) {
    if (l.region) features |= INSPECTION.region;
    if (l.mapping) features |= l.mapping.reasons;
  }
  return features;
}

const ANY_REASON = Object.values(REASONS).reduce((all, bit) => all | bit, 0);

/** Is what is shown laid out as it was? Bodies that keep what did not change are compared at no cost. */
export function sameLayout(before: Snapshot | undefined, now: Snapshot): boolean {
  return before !== undefined && before.tables === now.tables && before.mms === now.mms;
}

/** Is, beside the layout, nothing else different that is judged? */
export function sameRest(before: Snapshot | undefined, now: Snapshot): boolean {
  return before !== undefined && before.tlb === now.tlb;
}

function stepFeatures({ call, seen, accessed }: Moment): number {
  if (seen.result === 'refused') return STEP.refused;
  if (accessed >= 0) return STEP.accessed;
  return call.call === 'mprotect' && seen.result === 'done' ? STEP.protected : 0;
}

type Books = Pick<Inspection, 'unreached' | 'upperShared' | 'miscounted' | 'counted'>;

/** What does not add up among the tables, the first of each kind. */
function booksOf(tables: readonly TableShot[], reached: readonly (number | undefined)[]): Books {
  let unreached: TableShot | undefined;
  let upperShared: TableShot | undefined;
  let miscounted: TableShot | undefined;
  let counted = false;
  for (const t of tables) {
    const times = reached[t.id] ?? 0;
    if (times === 0) unreached ??= t;
    if (t.level > 1) {
      if (times > 1) upperShared ??= t;
    } else if (t.refs !== undefined) {
      counted = true;
      if (t.refs !== times) miscounted ??= t;
    }
  }
  return { unreached, upperShared, miscounted, counted };
}

/** The same inspection at another step, while tables and mappings are as they were. */
export function moveTo(v: Inspection, moment: Moment): void {
  v.snapshot = moment.snapshot;
  v.before = moment.before;
  v.step = moment.step;
  v.call = moment.call;
  v.seen = moment.seen;
  v.process = moment.process;
  v.accessed = moment.accessed;
  v.stepFeatures = stepFeatures(moment);
}

function regionOf(world: World, host: HostShot): Region | undefined {
  for (const r of world.regions)
    if (r.start === host.startPage && r.pages === host.pages && r.offset === host.offsetPage && r.file.name === host.file) return r;
  return undefined;
}

/** Follows a table down to the leaves. `prefix` is the number of the table among those of its level. */
function walk(
  b: Building,
  mm: MmShot,
  process: ProcessState | undefined,
  region: Region | undefined,
  id: number,
  prefix: number,
  level: number,
): void {
  const times = (b.reached[id] ?? 0) + 1;
  b.reached[id] = times;
  const table = b.tables[id];
  if (!table || level < 2) return;
  const { entries } = table;
  for (let i = 0; i + 2 < entries.length; i += 3) {
    if ((entries[i + 2]! & PRESENT) === 0) continue;
    const target = entries[i + 1]!;
    const number = prefix * b.world.slotPages + entries[i]!;
    if (b.tables[target]?.level !== level - 1) b.dangling.push(`table ${id}[${entries[i]!}] -> ${target}`);
    else if (level > 2) walk(b, mm, process, region, target, number, level - 1);
    else {
      if (times === 1) b.reached[target] = (b.reached[target] ?? 0) + 1;
      b.links.push(leafLink(b.world, mm, process, region, number, target));
    }
  }
}

function leafLink(
  world: World,
  mm: MmShot,
  process: ProcessState | undefined,
  region: Region | undefined,
  slot: number,
  table: number,
): Link {
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

const NONE_MIXED: readonly (readonly Link[])[] = [];

/** Leaf tables with links of different regions, or of none: each with all its links. */
function mixedLeaves(links: readonly Link[]): readonly (readonly Link[])[] {
  let mixed: (readonly Link[])[] | undefined;
  for (let i = 0; i < links.length; i++) {
    if (!clashes(links, i) || mixed?.some((users) => users[0]!.table === links[i]!.table)) continue;
    (mixed ??= []).push(links.filter((l) => l.table === links[i]!.table));
  }
  return mixed ?? NONE_MIXED;
}

/** Some later link leads to the same table without being of the same region. */
function clashes(links: readonly Link[], i: number): boolean {
  const { table, region } = links[i]!;
  for (let k = i + 1; k < links.length; k++) {
    const other = links[k]!;
    if (other.table === table && (region === undefined || other.region !== region)) return true;
  }
  return false;
}

/** Another link to the same table as this one that is not of the same region. */
export function clashWith(v: Inspection, link: Link): Link | undefined {
  for (const users of v.mixedLeaves)
    if (users[0]!.table === link.table) return users.find((l) => l !== link && (l.region !== link.region || l.region === undefined));
  return undefined;
}

/** The mm that hosts a region. */
export function hostOf(v: Inspection, region: Region): MmShot | undefined {
  for (const h of v.hosts) if (h.region === region) return h.mm;
  return undefined;
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
