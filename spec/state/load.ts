/** LOAD: a world from words. Everything that the rules will ever ask of it is as it was in the world that was saved. */
import type { Naming } from '../../schemas/words.ts';
import { WordReader } from '../../schemas/words.ts';
import { RangeMap } from '../range-map.ts';
import { emptyFile } from '../msharefs.ts';
import { createRegion } from '../named.ts';
import type { Named } from '../named.ts';
import { nameOfKey } from '../regions.ts';
import type { Background, Cell, FileState, Mapping, PageLog, ProcessState, Protection, Region, World } from '../world.ts';
import { newProcess } from '../world.ts';
import { KINDS, THROUGH, namelessRegion } from './codes.ts';
import { loadPlaced } from './placed-words.ts';

interface Building {
  readonly world: World;
  readonly words: WordReader;
  readonly naming: Naming;
  /** The files of the trace, before anything happened. */
  readonly named: readonly FileState[];
  readonly files: FileState[];
  readonly protections: RangeMap<Protection>[];
  readonly regions: Region[];
}

/** Later than every step that a saved world can know: steps that follow are numbered from here. */
export const NEXT_STEP = 1_000_000;
/** The index of those who are gone. */
const GONE = 1_000_000;
const NOBODY = -1;

/** `empty`: the world before the trace, of which only what never changes is used. */
export function loadWorld(empty: World, naming: Naming, words: WordReader): World {
  const world: World = {
    ...empty,
    files: new Map(),
    mounts: [],
    processes: new Map(),
    regions: [],
    ended: new Set(),
    vacated: [],
    baselines: new Map(),
    storedAt: new Map(),
    version: 0,
    mapped: 0,
  };
  const b: Building = { world, words, naming, named: [...empty.files.values()], files: [], protections: [], regions: [] };
  const [files, regions, protections, forgotten] = [words.next(), words.next(), words.next(), words.next()];
  for (let i = 0; i < files; i++) loadFile(b, i);
  for (let i = 0; i < protections; i++) b.protections.push(loadRuns(b, () => loadProtection(b)));
  for (let i = 0; i < regions; i++) loadRegion(b, i);
  world.regions = [...b.regions];
  const names = [...empty.namesInMsharefs];
  for (let left = words.next(); left > 0; left--)
    world.mounts.push(new Map(words.list(() => [names[words.next()]!, b.files[words.next()]!] as const)));
  naming.processes.forEach((name, number) => loadProcess(b, name, number));
  words.list(() => world.ended.add(loadKey(b)));
  world.vacated = words.list(() => ({ domain: words.next(), start: words.next(), end: words.next() }));
  if ((forgotten & 1) !== 0) createRegion(world, emptyFile(world, '', 'region'), '');
  if ((forgotten & 2) !== 0) world.vacated = [...world.vacated, { domain: NOBODY, start: 0, end: 0 }];
  // Numbers of domains are numbers of regions that began them.
  world.nextRegion = Math.max(regions, ...[...world.processes.values()].map(({ domain }) => domain));
  words.list(() => world.storedAt.set(words.next(), loadFileNumber(b) ?? null));
  words.list(() => world.baselines.set(namesOf(b, words.next()), words.next()));
  return world;
}

function loadKey({ words, files }: Building): string {
  const [file, offset, start, pages] = [words.next(), words.next(), words.next(), words.next()];
  return nameOfKey(files[file]!.name, offset, start, pages);
}

function loadFileNumber({ words, files }: Building): FileState | undefined {
  const number = words.next();
  return number < 0 ? undefined : files[number];
}

function namesOf({ naming }: Building, bits: number): string {
  return naming.processes.filter((_, number) => ((bits >>> number) & 1) === 1).join(' ');
}

/** Nobody is called so: a process that is gone, of which only that matters. */
function nameOf({ naming }: Building, number: number): string {
  if (number === NOBODY) return '';
  return naming.processes[number] ?? 'gone';
}

function loadFile(b: Building, number: number): void {
  const { words } = b;
  const anonymous = words.next() === 1;
  const kind = KINDS[words.next()]!;
  const named = anonymous || kind !== 'bytes' ? undefined : b.named[number];
  const file: FileState = {
    name: kind === 'bytes' ? (named?.name ?? `anonymous ${number}`) : loadName(b),
    anonymous,
    numbered: named?.numbered ?? false,
    kind,
    pages: words.wide(),
    tail: words.next(),
    shrunkAt: words.next(),
    dontneedAt: words.next(),
    removedAt: words.next(),
    cells: loadCells(b),
    background: loadRuns(b, () => loadBackground(words)),
    cut: new Map(words.list(() => [words.next(), words.next()] as const)),
    privateStores: new Set(words.list(() => words.next())),
    protectors: new Set(words.list(() => nameOf(b, words.next()))),
  };
  b.files.push(file);
  if (named !== undefined) b.world.files.set(file.name, file);
}

function loadName({ world, words }: Building): string {
  const number = words.next();
  return number < 0 ? namelessRegion(-number) : [...world.namesInMsharefs][number]!;
}

function loadCells({ words }: Building): Map<number, Map<number, Cell>> {
  return new Map(words.list(() => [words.next(), new Map(words.list(() => [words.next(), loadCell(words)] as const))] as const));
}

function loadCell(words: WordReader): Cell {
  const [value, through, step, or] = [words.next(), THROUGH[words.next()]!, words.next(), words.next()];
  return { value, past: words.list(() => words.next()), by: '', through, step, or: or < 0 ? undefined : or };
}

function loadBackground(words: WordReader): Background {
  return { zero: words.next() === 1, through: THROUGH[words.next()]!, step: words.next() };
}

function loadProtection(b: Building): Protection {
  const { words } = b;
  return { prot: words.next(), by: nameOf(b, words.next()), step: words.next(), before: words.next() };
}

function loadRuns<T>({ words }: Building, value: () => T): RangeMap<T> {
  const count = words.next();
  const rest = value();
  const starts: number[] = [];
  const values: T[] = [];
  for (let i = 0; i < count; i++) {
    starts.push(words.next());
    values.push(value());
  }
  return new RangeMap(rest, starts, values);
}

function loadRegion(b: Building, id: number): void {
  const { words } = b;
  const file = b.files[words.next()]!;
  const [offset, start, pages, mode] = [words.next(), words.next(), words.next(), words.next()];
  const protection = b.protections[words.next()]!;
  const [sharers, sure, again] = [words.next(), words.next() === 1, words.next() === 1];
  const [by, exit] = [words.next(), words.next() === 1];
  const departure: Region['departure'] = by === NOBODY ? undefined : { by: nameOf(b, by), how: exit ? 'exit' : 'munmap', step: 0 };
  const log = new Map(words.list(() => [words.next(), loadLog(words)] as const));
  const domain = words.next();
  const named = words.next() === 1 ? loadNamed(b) : undefined;
  b.regions.push({ id, file, offset, start, pages, named, mode, protection, log, sharers, sure, again, domain, departure });
}

function loadNamed(b: Building): Named {
  const { words } = b;
  const [sized, start, owner, uses, rights] = [words.next() === 1, words.next(), nameOf(b, words.next()), words.next(), words.next()];
  return { sized, start, owner, uses, rights, contents: loadRuns(b, () => loadPlaced(words, b.files, () => loadCells(b))) };
}

function loadLog(words: WordReader): PageLog {
  const accessed = words.next();
  return { accessed, cached: words.list(() => [whereOf(words.next()), words.next()]).flat() };
}

function whereOf(number: number): number {
  return number < 0 ? GONE * 64 : number;
}

function loadProcess(b: Building, name: string, number: number): void {
  const { words } = b;
  const mappings = words.next();
  const process = newProcess(name, number);
  b.world.processes.set(name, process);
  // An empty place counts among those that were born, so that the next to be born gets a number of its own.
  process.alive = mappings >= 0;
  if (!process.alive) return;
  const [closedAt, closed] = [words.next(), words.next() === 1];
  process.closedAt = closed ? closedAt : -1;
  process.idleBytes = words.next();
  process.domain = words.next();
  words.list(() => loadDescriptor(b, process));
  process.left = words.list(() => ({ start: words.next(), end: words.next(), how: words.next() === 1 ? 'exec' : 'munmap' }));
  for (let i = 0; i < mappings; i++) process.mappings.push(loadMapping(b));
}

function loadDescriptor({ words, naming, files }: Building, process: ProcessState): void {
  const name = naming.descriptors[words.next()]!;
  const [file, flags] = [words.next(), words.next()];
  const descriptor = {
    file: files[file]!,
    readable: (flags & 1) !== 0,
    writable: (flags & 2) !== 0,
    cloexec: (flags & 4) !== 0,
    position: { bytes: 0 },
  };
  process.descriptors.set(name, file < 0 ? undefined : descriptor);
}

function loadMapping(b: Building): Mapping {
  const { words } = b;
  const [start, end] = [words.next(), words.next()];
  const file = b.files[words.next()]!;
  const [offset, base, reasons, flags, region] = [words.next(), words.next(), words.next(), words.next(), words.next()];
  const protection = b.protections[words.next()]!;
  const born = words.next();
  const copies = loadCells(b);
  return {
    start,
    end,
    file,
    offset,
    base,
    shared: (flags & 1) !== 0,
    mayWrite: (flags & 2) !== 0,
    forked: (flags & 4) !== 0,
    reasons,
    region: region < 0 ? undefined : b.regions[region],
    protection,
    copies: copies.size === 0 ? undefined : copies,
    born,
  };
}
