/** Regions that are objects of their own: with a name or descriptors, a size, an owner, and what was put at each of their pages. */
import { RangeMap } from './range-map.ts';
import { type FileState, type ProcessState, type Region, type World } from './world.ts';

/** How a page of a region came to hold what it holds. */
export type How = 'start' | 'placed' | 'replaced' | 'taken-out' | 'owner-exit';

/** What stands at a run of pages of a region. */
export interface Placed {
  /** The object; undefined for a hole. */
  readonly file: FileState | undefined;
  /** Page of the object less page of the region. */
  readonly shift: number;
  /** Pages of a huge page, where the object is made of such; else 1. */
  readonly grain: number;
  readonly how: How;
  readonly by: string;
  readonly step: number;
}

export interface Named {
  /** Its size, `pages` of the region, has been set. */
  sized: boolean;
  /** The process that made it and lives; empty where it is gone. */
  owner: string;
  /** By page of the region. */
  contents: RangeMap<Placed>;
}

const NOTHING: Placed = { file: undefined, shift: 0, grain: 1, how: 'start', by: '', step: -1 };
const NO_ACCESS = { prot: 0, by: '', step: -1, before: 0 };

/** Has the generation regions that are objects of their own? */
export function hasNamedRegions({ traits }: World): boolean {
  return traits.doorway !== 'flag' && traits.doorway !== 'none';
}

/** A region that nobody has sized yet. */
export function createRegion(world: World, file: FileState, owner: string): Region {
  const region: Region = {
    id: world.nextRegion++,
    file,
    offset: 0,
    start: 0,
    pages: 0,
    named: { sized: false, owner, contents: new RangeMap(NOTHING) },
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
  world.version++;
}

/** An object to put into a region. */
export interface Piece {
  readonly file: FileState;
  /** Page of the object with which it begins. */
  readonly offset: number;
  readonly prot: number;
  readonly grain: number;
}

/** Puts an object at pages of the region, for all who share it. What stood there is gone. */
export function place(world: World, region: Region, from: number, to: number, piece: Piece, by: string, step: number): void {
  const { file, offset, prot, grain } = piece;
  region.named!.contents.update(from, to, (old) => ({
    file,
    shift: offset - from,
    grain,
    how: old.file ? 'replaced' : 'placed',
    by,
    step,
  }));
  region.protection.set(from, to, { prot, by: '', step, before: prot });
  world.version++;
}

/** Makes a hole, for all who share the region. Pages that held nothing stay as they are. */
export function takeOut(world: World, region: Region, from: number, to: number, how: How, by: string, step: number): void {
  const hole: Placed = { file: undefined, shift: 0, grain: 1, how, by, step };
  region.named!.contents.update(from, to, (old) => (old.file ? hole : old));
  region.protection.set(from, to, NO_ACCESS);
  world.version++;
}

/** A process ends: where regions live as long as their owner, what it owned is empty from now on. */
export function ownerGone(world: World, { name }: ProcessState, step: number): void {
  for (const region of world.regions) {
    const { named } = region;
    if (named?.owner !== name || world.traits.lifetime !== 'owner') continue;
    named.owner = '';
    takeOut(world, region, 0, region.pages, 'owner-exit', name, step);
  }
}

/** Is there a name, a descriptor or a window that keeps the region? One that is its sharers is kept as long as it is known. */
export function isKept(world: World, region: Region): boolean {
  if (!region.named || region.sharers > 0) return true;
  for (const files of world.mounts) for (const file of files.values()) if (file === region.file) return true;
  for (const { descriptors } of world.processes.values()) for (const d of descriptors.values()) if (d?.file === region.file) return true;
  return false;
}
