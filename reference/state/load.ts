/** LOAD: a machine from words. What had no name gets new numbers; from then on the machine behaves as the one that was saved. */
import type { Naming } from '../../schemas/words.ts';
import { WordReader } from '../../schemas/words.ts';
import { File } from '../file.ts';
import type { Domain } from '../fork-domain.ts';
import type { Machine } from '../machine.ts';
import { Mm } from '../mm.ts';
import { Process } from '../process.ts';
import type { Cursor, Descriptor } from '../process.ts';
import { Region } from '../region.ts';
import type { Guest } from '../region.ts';
import { BITS_MASK, TARGET_SHIFT, Table } from '../table.ts';
import { Vma } from '../vma.ts';
import { readFrame } from './frame-words.ts';

/** Filled in turn: what is read later is known here first by its number. */
interface Building {
  readonly machine: Machine;
  readonly words: WordReader;
  readonly naming: Naming;
  readonly fileNames: readonly string[];
  readonly files: File[];
  readonly regions: (Region | undefined)[];
  readonly mms: Mm[];
  /** Frame numbers of table entries and caches lead here. */
  readonly frames: number[];
}

/**
 * Makes the machine what the words say. It must have been reset with the setup of the machine that was saved: its geometry and the names
 * of its files are not among the words.
 */
export function loadMachine(machine: Machine, naming: Naming, saved: ArrayLike<number>): void {
  const words = new WordReader(saved);
  const fileNames = [...machine.files.keys()];
  machine.clearHardware();
  machine.empty();
  const b: Building = { machine, words, naming, fileNames, files: [], regions: [], mms: [], frames: [] };
  const [files, regions, mms, tables, frames] = [words.next(), words.next(), words.next(), words.next(), words.next()];
  const processes = naming.processes.map(() => readProcess(words));
  const cursors = words.list(() => ({ at: words.next() }));
  const names = readNames(b);
  const fileRegions = times(files, (i) => loadFile(b, i));
  const regionWords = times(regions, () => readRegion(words));
  const mmWords = times(mms, () => readMm(words));
  const loose = loadTables(b, tables, mmWords);
  loadRegions(b, regionWords);
  mmWords.forEach(({ vmas, region }, i) => fillMm(b, b.mms[i]!, vmas, region));
  loadDomains(b, mmWords);
  fileRegions.forEach((region, i) => (b.files[i]!.region = region < 0 ? undefined : b.regions[region]));
  loadFrames(b, frames);
  processes.forEach((process, i) => process && addProcess(b, naming.processes[i]!, process, cursors));
  for (const [name, file] of names) machine.msharefs.names.set(machine.msharefs.known[name]!, b.files[file]!);
  regionWords.forEach(({ owner }, i) => owner >= 0 && (b.regions[i]!.owner = machine.processes.get(naming.processes[owner]!)));
  for (const cpu of naming.cpus) loadTlb(b, cpu);
  machine.tables.freed = loose - words.next();
  if (!words.done) throw new Error('a state is longer than the machine that it was saved from');
}

function times<T>(count: number, item: (i: number) => T): T[] {
  return Array.from({ length: count }, (_, i) => item(i));
}

interface ProcessWords {
  readonly mm: number;
  /** Four each: descriptor, file, bits, cursor. */
  readonly descriptors: readonly number[];
}

function readProcess(words: WordReader): ProcessWords | undefined {
  const held = words.next();
  if (held < 0) return undefined;
  return { mm: words.next(), descriptors: times(4 * held, () => words.next()) };
}

function addProcess(
  { machine, naming, mms, files }: Building,
  name: string,
  { mm, descriptors }: ProcessWords,
  cursors: readonly Cursor[],
): void {
  const process = new Process(name, mms[mm]!);
  for (let i = 0; i < descriptors.length; i += 4) {
    const [number, file, flags] = [descriptors[i]!, descriptors[i + 1]!, descriptors[i + 2]!];
    const cursor = cursors[descriptors[i + 3]!] ?? { at: 0 };
    const held: Descriptor = { file: files[file]!, readable: has(flags, 0), writable: has(flags, 1), closeOnExec: has(flags, 2), cursor };
    process.descriptors.set(naming.descriptors[number]!, held);
  }
  machine.processes.set(name, process);
}

/** Pairs: the number of the name, and of its file. */
function readNames({ machine, words }: Building): (readonly [name: number, file: number])[] {
  machine.msharefs.mounted = words.next() === 1;
  machine.nextRegion = words.next();
  return words.list(() => [words.next(), words.next()] as const);
}

function has(flags: number, bit: number): boolean {
  return ((flags >>> bit) & 1) === 1;
}

/** The number of the file's region. The cache holds frame numbers, which are the ids that the frames will get, less one. */
function loadFile({ machine, words, files, fileNames }: Building, i: number): number {
  const flags = words.next();
  const granule = words.next();
  const kind = has(flags, 2) ? 'region' : has(flags, 3) ? 'info' : 'ordinary';
  const named = kind === 'ordinary' ? fileNames[i]! : machine.nameOf(words.next());
  const file = new File(has(flags, 0) ? null : named, has(flags, 1), kind);
  file.granule = granule;
  file.sizePages = words.wide();
  file.sizeBytes = words.next();
  const content = { pages: words.wide(), bytes: words.next() };
  const region = words.next();
  const holes = words.list(() => words.next());
  file.restoreContent(content, holes);
  for (let left = words.next(); left > 0; left--) file.cache.set(words.next(), words.next() + 1);
  files.push(file);
  if (file.name !== null && kind === 'ordinary') machine.files.set(file.name, file);
  return region;
}

interface RegionWords {
  readonly lives: boolean;
  readonly numbers: readonly number[];
  readonly flags: number;
  readonly shares: number;
  readonly access: number;
  readonly owner: number;
  readonly guests: readonly (readonly [mm: number, delta: number])[];
}

function readRegion(words: WordReader): RegionWords {
  const lives = words.next() === 1;
  const numbers = times(7, () => words.next());
  const [flags, shares, access, owner] = [words.next(), words.next(), words.next(), words.next()];
  return { lives, numbers, flags, shares, access, owner, guests: words.list(() => [words.next(), words.next()] as const) };
}

function loadRegions({ machine, regions, mms, files }: Building, all: readonly RegionWords[]): void {
  for (const { lives, numbers, flags, shares, access, guests } of all) {
    const [file, offset, start, pages, prot, host, sharers] = numbers as [number, number, number, number, number, number, number];
    const region = new Region({ file: files[file]!, offset, start, pages }, prot, mms[host]!);
    region.sharers = sharers;
    region.sized = has(flags, 0);
    region.ended = has(flags, 1);
    region.shares = shares;
    region.access = access;
    region.guests.push(...guests.map(([mm, delta]): Guest => ({ mm: mms[mm]!, delta })));
    regions.push(region);
    if (lives) machine.regions.push(region);
  }
}

interface MmWords {
  readonly lives: boolean;
  readonly process: number;
  readonly region: number;
  /** The hidden mm of its domain, or itself. */
  readonly hidden: number;
  readonly root: number;
  readonly tables: number;
  /** Eight numbers for each. */
  readonly vmas: readonly (readonly number[])[];
}

function readMm(words: WordReader): MmWords {
  const lives = words.next() === 1;
  const [process, region, hidden, root, tables] = [words.next(), words.next(), words.next(), words.next(), words.next()];
  return { lives, process, region, hidden, root, tables, vmas: words.list(() => times(8, () => words.next())) };
}

/** Tables get the ids 1, 2, … in order; those that are gone already get theirs, and are freed. Gives how many are gone. */
function loadTables(b: Building, count: number, mms: readonly MmWords[]): number {
  const { machine, words } = b;
  const gone: Table[] = [];
  for (let i = 0; i < count; i++) {
    const entries = words.next();
    const table = machine.tables.allocate(entries < 0 ? 1 : words.next(), 0);
    if (entries < 0) gone.push(table);
    else fillTable(table, entries, words);
  }
  for (const table of gone) machine.tables.free(table);
  for (const mm of mms) addMm(b, mm);
  for (const table of machine.tables.live) table.owner = table.owner < 0 ? 0 : b.mms[table.owner]!.id;
  return gone.length;
}

/** The owner is a number of an mm until all mms are there. */
function fillTable(table: Table, entries: number, words: WordReader): void {
  table.owner = words.next();
  table.refs = words.next();
  for (let i = 0; i < entries; i++) {
    const [index, entry] = [words.next(), words.next()];
    table.set(index, (((entry >>> TARGET_SHIFT) + 1) << TARGET_SHIFT) | (entry & BITS_MASK));
  }
}

function addMm({ machine, mms, naming }: Building, { lives, process, root, tables }: MmWords): void {
  const table = root < 0 ? undefined : machine.tables.at(root + 1);
  const mm = new Mm(mms.length + 1, process < 0 ? null : naming.processes[process]!, table ?? new Table(machine.layout.entries));
  mm.tables = tables;
  mms.push(mm);
  machine.adopt(mm, lives);
}

function fillMm({ regions, files }: Building, mm: Mm, vmas: MmWords['vmas'], region: number): void {
  mm.region = region < 0 ? undefined : regions[region];
  for (const words of vmas) {
    const [start, end, prot, flags, file, offset, of, delta] = words as [number, number, number, number, number, number, number, number];
    const vma = new Vma(start, end, prot, has(flags, 0), has(flags, 1), file < 0 ? undefined : files[file], offset);
    vma.region = of < 0 ? undefined : regions[of];
    vma.delta = delta;
    mm.vmas.all.push(vma);
  }
}

function loadDomains({ mms }: Building, words: readonly MmWords[]): void {
  const domains = new Map<number, Domain>();
  words.forEach(({ hidden }, i) => {
    if (hidden < 0) return;
    const domain = domains.get(hidden) ?? { hidden: mms[hidden]!, members: [] };
    domains.set(hidden, domain);
    mms[i]!.domain = domain;
    if (i !== hidden) domain.members.push(mms[i]!);
  });
}

/** Frames get the ids 1, 2, … in order. Those that are free already are freed in turn, so that the next to be used is the right one. */
function loadFrames({ machine, words }: Building, count: number): void {
  const { frames } = machine;
  const all = times(count, () => readFrame(words));
  const made = all.map(({ runs }) => frames.allocate(runs[1]!));
  const free = all.flatMap(({ again }, i) => (again < 0 ? [] : [{ again, frame: made[i]! }])).toSorted((a, b) => b.again - a.again);
  const deepest = free[0]?.again ?? -1;
  const spare = times(Math.max(0, deepest + 1 - free.length), () => frames.allocate(0));
  for (let again = deepest; again >= 0; again--) {
    const known = free.find((candidate) => candidate.again === again)?.frame ?? spare.pop()!;
    known.refs = 1;
    frames.release(known);
  }
  all.forEach(({ refs, cached, runs }, i) => frames.restore(made[i]!, refs, cached, runs));
}

function loadTlb({ machine, words, mms }: Building, cpu: number): void {
  const tlb = machine.tlb(cpu);
  const length = words.next();
  const entries = words.next();
  for (let i = 0; i < entries; i++) {
    const [mm, page, entry] = [words.next(), words.next(), words.next()];
    tlb.rememberEntry(mms[mm]!.id, page, (((entry >>> TARGET_SHIFT) + 1) << TARGET_SHIFT) | (entry & BITS_MASK));
  }
  for (let left = length - 1 - 3 * entries; left > 0; left -= 3) {
    const [mm, slot, table] = [words.next(), words.next(), words.next()];
    tlb.rememberTable(mms[mm]!.id, slot, table + 1);
  }
}
