/**
 * The abstract world: files, processes, mappings and regions, with who changed what and when. It has no page tables:
 * what a table must look like follows from it. All positions are page numbers.
 */
import type { FileSetup, Geometry, Trace } from '../schemas/generated/types.ts';
import { offsetOf, pageOf, pageShift } from '../schemas/address.ts';
import { isAbsolute, regionOf } from '../schemas/place.ts';
import type { Leaving } from './lingering.ts';
import type { Named } from './named.ts';
import type { Choices } from './choices.ts';
import { RangeMap } from './range-map.ts';
import type { Traits } from './traits.ts';

export const READ = 1;
export const WRITE = 2;
export const EXEC = 4;

/** Through what a byte was last changed. */
export type Through = 'start' | 'region' | 'plain' | 'private' | 'remove' | 'truncate';

/** One byte that was written, with the values it had before. */
export interface Cell {
  value: number;
  past: readonly number[];
  by: string;
  through: Through;
  step: number;
  /** What it may hold instead, where it is open whether a store lasts. */
  or: number | undefined;
}

/** What a byte holds that nobody wrote. */
export interface Background {
  readonly zero: boolean;
  readonly through: Through;
  readonly step: number;
}

/** A file, or the object behind an anonymous mapping. */
export interface FileState {
  readonly name: string;
  readonly anonymous: boolean;
  readonly numbered: boolean;
  /** What stands behind the name: bytes, a region, or the information about msharefs. */
  readonly kind: 'bytes' | 'region' | 'info';
  /** Pages that an access can reach: the size, rounded up. */
  pages: number;
  /** Bytes of the last page that lie within the size; 0 when it is whole. */
  tail: number;
  cells: Map<number, Map<number, Cell>>;
  background: RangeMap<Background>;
  /** From which byte on a page that was cut in its middle shows zeros. */
  cut: Map<number, number>;
  /** Step of the last shrinking. */
  shrunkAt: number;
  /** Step of the last MADV_DONTNEED on a mapping of it. */
  dontneedAt: number;
  /** Step of the last MADV_REMOVE. */
  removedAt: number;
  /** Pages that somebody changed through a private mapping. */
  privateStores: Set<number>;
  /** Processes that changed the protection of a mapping of it. */
  protectors: Set<string>;
}

export interface Descriptor {
  readonly file: FileState;
  readonly readable: boolean;
  readonly writable: boolean;
  readonly cloexec: boolean;
  /** Where the next read begins, in bytes: common to all who inherited the open file or were given it. */
  readonly position: { bytes: number };
}

/** The protection of pages, and who gave it. `by` is empty for the protection given when mapped. */
export interface Protection {
  readonly prot: number;
  readonly by: string;
  readonly step: number;
  readonly before: number;
}

/** What happened to a page of a region, for rules about time. */
export interface PageLog {
  /** Last step at which a sharer accessed the page, with or without success. */
  accessed: number;
  /** Pairs: process and CPU (see `whereOf`), and the last step at which the page was reached there. */
  cached: number[];
}

/** What all sharers of one key have in common. */
export interface Region {
  readonly id: number;
  readonly file: FileState;
  readonly start: number;
  pages: number;
  readonly offset: number;
  /** Undefined where the region is its sharers and no more; then pages are numbered as in the address space. */
  readonly named: Named | undefined;
  /** Protection of the first mapper. */
  readonly mode: number;
  protection: RangeMap<Protection>;
  log: Map<number, PageLog>;
  /** Mappings that share. */
  sharers: number;
  /** False while the sources leave open whether this is a region at all: as long as it has one mapping, nothing tells. */
  sure: boolean;
  /** True when an earlier region of the same key came to its end. */
  readonly again: boolean;
  /** The domain that it belongs to; 0 where there are none. */
  readonly domain: number;
  /** The last one who left while others stayed, how and when. */
  departure: { by: string; how: 'munmap' | 'exit' | 'exec' | 'mmap' | 'mremap'; step: number } | undefined;
}

/** Why a mapping cannot share: bits. */
export const REASONS = {
  flag: 1,
  type: 2,
  file: 4,
  start: 8,
  length: 16,
  otherFile: 32,
  otherOffset: 64,
  otherAddress: 128,
  otherLength: 256,
} as const;

export interface Mapping {
  start: number;
  end: number;
  readonly file: FileState;
  /** Page of the file at `start`. */
  offset: number;
  /** Where page 0 of the region's own numbering lies: 0 where that is by addresses, `start` of a window. */
  base: number;
  readonly shared: boolean;
  /** The descriptor let it be written. */
  readonly mayWrite: boolean;
  reasons: number;
  region: Region | undefined;
  /** Its own protection, where it does not share. */
  protection: RangeMap<Protection>;
  /** Pages of its own, after a store into a private mapping. */
  copies: Map<number, Map<number, Cell>> | undefined;
  born: number;
  forked: boolean;
}

export interface ProcessState {
  readonly name: string;
  /** In order of birth. */
  readonly index: number;
  alive: boolean;
  descriptors: Map<string, Descriptor | undefined>;
  /** Sorted by start, without overlap. */
  mappings: Mapping[];
  /** Where regions were mapped that it left, and how. */
  left: { start: number; end: number; how: 'munmap' | 'exec' | 'mmap' | 'mremap' }[];
  /** Step of the last close of a descriptor. */
  closedAt: number;
  /** Bytes of page tables charged to it when it last mapped nothing for the first time; -1 before. */
  idleBytes: number;
  /** The domain that it made or inherited; 0: none. */
  domain: number;
}

export interface Place {
  readonly page: number;
  readonly offset: number;
}

/** Pages of a domain that a region had. */
export interface Vacated {
  readonly domain: number;
  readonly start: number;
  readonly end: number;
}

export interface World {
  readonly traits: Traits;
  readonly choices: Choices;
  /** The body says that it implements the generation. */
  readonly claims: boolean;
  readonly geometry: Geometry;
  readonly shift: number;
  /** Pages that one leaf table covers. */
  readonly slotPages: number;
  /** First page beyond user space. */
  readonly userPages: number;
  files: Map<string, FileState>;
  /** The names of the trace that lie in msharefs. */
  readonly namesInMsharefs: ReadonlySet<string>;
  /** The files of the trace that are made of huge pages, where its pages are not huge themselves. */
  readonly hugeFiles: ReadonlySet<string>;
  /** The files in each instance of msharefs that is mounted; the last one hides the others. */
  mounts: Map<string, FileState>[];
  processes: Map<string, ProcessState>;
  regions: Region[];
  /** Keys of regions that came to their end. */
  ended: Set<string>;
  /** Ranges of domains that all sharers have left (q-left-range). */
  vacated: readonly Vacated[];
  places: Map<string, Place>;
  /** Values of looks at table bytes when nothing was mapped, by the processes alive. */
  baselines: Map<string, number | undefined>;
  /** Which file has been stored to at a page of the address space, by whatever process; null: several. */
  storedAt: Map<number, FileState | null>;
  /** What calls in flight are unmapping. */
  leaving: readonly Leaving[];
  /** Counts changes of mappings, protections and sizes: what structural rules depend on. */
  version: number;
  /** Counts changes of mappings alone. */
  mapped: number;
  nextRegion: number;
}

const START: Background = { zero: false, through: 'start', step: -1 };

/** `setup` is the size in pages for the object behind an anonymous mapping. */
export function newFile(name: string, setup: FileSetup | number, shift: number): FileState {
  const anonymous = typeof setup === 'number';
  const pages = anonymous ? setup : pageOf(setup.size, shift);
  const tail = anonymous ? 0 : offsetOf(setup.size, shift);
  return {
    name,
    anonymous,
    numbered: !anonymous && setup.content === 'page-numbers',
    kind: 'bytes',
    pages: tail > 0 ? pages + 1 : pages,
    tail,
    cells: new Map(),
    background: new RangeMap(START),
    cut: new Map(tail > 0 ? [[pages, tail]] : []),
    shrunkAt: -1,
    dontneedAt: -1,
    removedAt: -1,
    privateStores: new Set(),
    protectors: new Set(),
  };
}

/** The world before the first step of a trace. */
export function newWorld(trace: Trace, geometry: Geometry, traits: Traits, choices: Choices, claims: boolean): World {
  const shift = pageShift(geometry.pageSize);
  const bits = pageShift(geometry.entriesPerTable) * geometry.levels;
  const world: World = {
    traits,
    choices,
    claims,
    geometry,
    shift,
    slotPages: geometry.entriesPerTable,
    userPages: 2 ** (bits - 1) - 1,
    files: new Map(),
    namesInMsharefs: namesOn(trace, 'msharefs'),
    hugeFiles: namesOn(trace, 'hugetlbfs'),
    mounts: [],
    processes: new Map(),
    regions: [],
    ended: new Set(),
    vacated: [],
    places: new Map(),
    baselines: new Map(),
    storedAt: new Map(),
    leaving: [],
    version: 0,
    mapped: 0,
    nextRegion: 0,
  };
  for (const name in trace.files) if (!world.namesInMsharefs.has(name)) world.files.set(name, newFile(name, trace.files[name]!, shift));
  for (const name in trace.regions) {
    const hex = trace.regions[name]!;
    world.places.set(name, { page: pageOf(hex, shift), offset: offsetOf(hex, shift) });
  }
  for (const name of trace.processes) world.processes.set(name, newProcess(name, world.processes.size));
  return world;
}

const NO_NAMES: ReadonlySet<string> = new Set();

function namesOn({ files }: Trace, on: NonNullable<FileSetup['on']>): ReadonlySet<string> {
  let names: Set<string> | undefined;
  for (const name in files) if (files[name]?.on === on) (names ??= new Set()).add(name);
  return names ?? NO_NAMES;
}

export function newProcess(name: string, index: number): ProcessState {
  return { name, index, alive: true, descriptors: new Map(), mappings: [], left: [], closedAt: -1, idleBytes: -1, domain: 0 };
}

/** The same mapping elsewhere, which shares with nobody. All mappings are made alike: that keeps the code that reads them fast. */
export function mappingLike(m: Mapping, start: number, end: number, offset: number): Mapping {
  return {
    start,
    end,
    file: m.file,
    offset,
    base: 0,
    shared: m.shared,
    mayWrite: m.mayWrite,
    reasons: m.reasons,
    region: undefined,
    protection: m.protection,
    copies: m.copies,
    born: m.born,
    forked: m.forked,
  };
}

/** Something has changed that structural rules depend on. */
export function noteChanged(world: World): void {
  world.version++;
}

/** What is mapped has changed, or who shares. */
export function noteMapped(world: World): void {
  noteChanged(world);
  world.mapped++;
}

/** A process on a CPU, as one number: where a translation may be cached. */
export function whereOf(process: ProcessState, cpu: number): number {
  return process.index * 64 + cpu;
}

/** The last step at which a page was reached from there; -1: never. */
export function reachedAt(log: PageLog, where: number): number {
  const { cached } = log;
  for (let i = 0; i < cached.length; i += 2) if (cached[i] === where) return cached[i + 1]!;
  return -1;
}

export function noteReached(log: PageLog, where: number, step: number): void {
  const { cached } = log;
  let i = 0;
  while (i < cached.length && cached[i] !== where) i += 2;
  cached[i] = where;
  cached[i + 1] = step;
}

/** The mapping of a process that covers a page. */
export function mappingAt(process: ProcessState, page: number): Mapping | undefined {
  for (const m of process.mappings) if (page >= m.start && page < m.end) return m;
  return undefined;
}

/** The mappings of a process that a range of pages meets, in order. */
export function mappingsIn(process: ProcessState, from: number, to: number): Mapping[] {
  const met: Mapping[] = [];
  for (const m of process.mappings) if (m.start < to && m.end > from) met.push(m);
  return met;
}

/** The protection of a page of a mapping: the region's where it shares. */
export function protectionAt(mapping: Mapping, page: number): Protection {
  const { region } = mapping;
  return region ? region.protection.at(page - mapping.base) : mapping.protection.at(page);
}

/** Reads a place of a trace: a hex address, a region, or a region and an offset. */
export function placeOf({ shift, places }: World, text: string): Place {
  if (isAbsolute(text)) return { page: pageOf(text, shift), offset: offsetOf(text, shift) };
  const region = regionOf(text);
  const base = places.get(region) ?? NOWHERE;
  const delta = region.length + 1;
  const offset = base.offset + offsetOf(text, shift, delta);
  return { page: base.page + pageOf(text, shift, delta) + (offset >>> shift), offset: offset & ((1 << shift) - 1) };
}

const NOWHERE: Place = { page: 0, offset: 0 };
