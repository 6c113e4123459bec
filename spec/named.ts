/** Regions that are objects of their own: with a name or descriptors, a size, an owner, and what was put at each of their pages. */
import { RangeMap } from './range-map.ts';
import { livesByOwner } from './scopes.ts';
import { type Cell, type FileState, type ProcessState, READ, type Region, WRITE, type World, noteChanged } from './world.ts';

/** How a page of a region came to hold what it holds. */
export type How = 'start' | 'given' | 'placed' | 'replaced' | 'taken-out' | 'owner-exit' | 'owner-close';

/** What stands at a run of pages of a region. */
export interface Placed {
  /** The object; undefined for a hole. */
  readonly file: FileState | undefined;
  /** Page of the object less page of the region. */
  readonly shift: number;
  /** Pages of a huge page, where the object is made of such; else 1. */
  readonly grain: number;
  /** The object may be written: its descriptor let it, or it has none. */
  readonly writable: boolean;
  /** Pages of its own, where the object was mapped privately when it was given; by page of the address space. */
  readonly copies?: Map<number, Map<number, Cell>> | undefined;
  readonly how: How;
  readonly by: string;
  readonly step: number;
}

export interface Named {
  /** Its size, `pages` of the region, has been set. */
  sized: boolean;
  /** The page at which every window begins, once that is fixed; -1 before, and where each lies where its process wants it. */
  start: number;
  /** The process that made it and lives; empty where it is gone. */
  owner: string;
  /** How often its name was used and not given back. */
  uses: number;
  /** What its creator asked to do with it: bits of READ and WRITE. */
  readonly rights: number;
  /** By page of the region. */
  contents: RangeMap<Placed>;
}

const NOTHING: Placed = { file: undefined, shift: 0, grain: 1, writable: false, how: 'start', by: '', step: -1 };
const NO_ACCESS = { prot: 0, by: '', step: -1, before: 0 };

/** Has the generation regions that are objects of their own? */
export function hasNamedRegions({ traits }: World): boolean {
  return traits.doorway !== 'flag' && traits.doorway !== 'none';
}

/** A region that nobody has sized yet. */
export function createRegion(world: World, file: FileState, owner: string, rights = READ | WRITE): Region {
  const region: Region = {
    id: world.nextRegion++,
    file,
    offset: 0,
    start: 0,
    pages: 0,
    named: { sized: false, start: -1, owner, uses: 0, rights, contents: new RangeMap(NOTHING) },
    mode: 0,
    protection: new RangeMap(NO_ACCESS),
    log: new Map(),
    sharers: 0,
    sure: true,
    again: false,
    domain: 0,
    departure: undefined,
  };
  world.regions.push(region);
  return region;
}

/** The region behind a file, if there is one. */
export function regionOfFile(world: World, file: FileState): Region | undefined {
  return file.kind === 'region' ? world.regions.find((r) => r.file === file) : undefined;
}

export function setSize(world: World, region: Region, pages: number): void {
  region.pages = pages;
  region.named!.sized = true;
  noteChanged(world);
}

/** An object to put into a region. */
export interface Piece {
  readonly file: FileState;
  /** Page of the object with which it begins. */
  readonly offset: number;
  readonly prot: number;
  readonly grain: number;
  readonly writable: boolean;
}

/** Puts an object at pages of the region, for all who share it. What stood there is gone. */
export function place(world: World, region: Region, from: number, to: number, piece: Piece, by: string, step: number): void {
  const { file, offset, prot, grain, writable } = piece;
  region.named!.contents.update(from, to, (old) => ({
    file,
    shift: offset - from,
    grain,
    writable,
    how: old.file ? 'replaced' : 'placed',
    by,
    step,
  }));
  region.protection.set(from, to, { prot, by: '', step, before: prot });
  noteChanged(world);
}

/** Makes a hole, for all who share the region. Pages that held nothing stay as they are. */
export function takeOut(world: World, region: Region, from: number, to: number, how: How, by: string, step: number): void {
  const hole: Placed = { ...NOTHING, how, by, step };
  region.named!.contents.update(from, to, (old) => (old.file ? hole : old));
  region.protection.set(from, to, NO_ACCESS);
  noteChanged(world);
}

/** A process ends: where regions live as long as their owner, what it owned is empty from now on. */
export function ownerGone(world: World, { name }: ProcessState, step: number): void {
  for (const region of world.regions) {
    if (region.named?.owner === name && livesByOwner(world.traits)) empty(world, region, 'owner-exit', name, step);
  }
}

/** A region is empty from now on, and nobody owns it. */
function empty(world: World, region: Region, how: How, by: string, step: number): void {
  region.named!.owner = '';
  takeOut(world, region, 0, region.pages, how, by, step);
}

/** The owner has given up a descriptor of the region; `all`: it was the last one, or one is enough. */
export function ownerCloses(world: World, { name }: ProcessState, file: FileState, all: boolean, step: number): void {
  const region = regionOfFile(world, file);
  if (all && region?.named?.owner === name && world.traits.lifetime === 'owner-descriptor') empty(world, region, 'owner-close', name, step);
}

/** Has the process a descriptor of the file? */
export function hasOpen({ descriptors }: ProcessState, file: FileState): boolean {
  for (const d of descriptors.values()) if (d?.file === file) return true;
  return false;
}

/** A run of pages that hold something. */
export interface Run {
  readonly from: number;
  readonly to: number;
  readonly placed: Placed & { readonly file: FileState };
}

/** What stands in a range of a region, run by run. */
export function runsIn({ named }: Region, from: number, to: number): Run[] {
  const { contents } = named!;
  const edges = [from, ...contents.begins().filter((begin) => begin > from && begin < to), to];
  return edges.slice(0, -1).flatMap((start, i) => {
    const placed = contents.at(start);
    return placed.file ? [{ from: start, to: edges[i + 1]!, placed: { ...placed, file: placed.file } }] : [];
  });
}

/** Changes the protection of what stands in a range, for all who share the region. */
export function protectPlaced(world: World, region: Region, from: number, to: number, prot: number, by: string, step: number): void {
  for (const run of runsIn(region, from, to)) {
    region.protection.update(run.from, run.to, (old) => ({ prot, by, step, before: old.prot }));
    run.placed.file.protectors.add(by);
  }
  noteChanged(world);
}

/** Is there a name, a descriptor or a window that keeps the region? One that is its sharers is kept as long as it is known. */
export function isKept(world: World, region: Region): boolean {
  if (!region.named || region.sharers > 0) return true;
  for (const files of world.mounts) for (const file of files.values()) if (file === region.file) return true;
  for (const { descriptors } of world.processes.values()) for (const d of descriptors.values()) if (d?.file === region.file) return true;
  return false;
}
