/**
 * SAVE: a machine as words. Tables, frames and address spaces are numbered by where they stand, so two machines that differ only in such
 * numbers, or in how much was allocated and freed before, have the same words.
 *
 * Left out, because nothing can be seen of it: the order in which frames that nobody refers to will be used again, TLB entries of address
 * spaces that are gone, and the order in which address spaces, members of domains and cached pages came. Regions that only descriptors lead
 * to are numbered anew, from the first that lives.
 */
import { wideWords } from '../../schemas/words.ts';
import type { Naming } from '../../schemas/words.ts';
import type { File } from '../file.ts';
import type { Machine } from '../machine.ts';
import type { Mm } from '../mm.ts';
import type { Process } from '../process.ts';
import type { Region } from '../region.ts';
import { BITS_MASK, TARGET_SHIFT } from '../table.ts';
import type { Table } from '../table.ts';
import type { Vma } from '../vma.ts';
import { saveFrame } from './frame-words.ts';
import { survey } from './survey.ts';
import type { Survey } from './survey.ts';

type Words = number[];

/** Writes the machine behind what `out` holds. All its processes must have a place in the naming. */
export function saveMachine(machine: Machine, naming: Naming, out: number[]): void {
  const s = survey(machine, naming);
  const tlbs = naming.cpus.map((cpu) => tlbWords(s, cpu));
  out.push(s.files.all.length, s.regions.all.length, s.mms.all.length, s.tables.all.length, s.frames.all.length);
  for (const name of naming.processes) saveProcess(s, machine.processes.get(name), out);
  saveCursors(s, out);
  saveNames(s, out);
  for (const file of s.files.all) saveFile(s, file, out);
  for (const region of s.regions.all) saveRegion(s, region, out);
  for (const mm of s.mms.all) saveMm(s, mm, out);
  for (const id of s.tables.all) saveTable(s, machine.tables.at(id), out);
  const free = machine.frames.freeIds();
  for (const id of s.frames.all) saveFrame(machine.frames, id, free.length - 1 - free.lastIndexOf(id), out);
  for (const words of tlbs) out.push(words.length, ...words);
  out.push(machine.tables.allocated - machine.tables.freed - machine.tables.live.length);
}

/** 1 for an empty place. */
function saveProcess(s: Survey, process: Process | undefined, out: Words): void {
  if (process === undefined) return void out.push(-1);
  const { descriptors } = s.naming;
  const held = descriptors.flatMap((name, i) => {
    const descriptor = process.descriptors.get(name);
    if (descriptor === undefined) return [];
    const cursor = showsCursors(s.machine) ? s.cursors.of(descriptor.cursor) : -1;
    return [i, s.files.of(descriptor.file), bits(descriptor.readable, descriptor.writable, descriptor.closeOnExec), cursor];
  });
  out.push(held.length / 4, s.mms.of(process.mm), ...held);
}

/** Where nothing is ever read through a descriptor, nobody sees where the next read would begin. */
function showsCursors({ design }: Machine): boolean {
  return design.knownBy === 'file' || design.knownBy === 'descriptor';
}

function saveCursors(s: Survey, out: Words): void {
  out.push(s.cursors.all.length, ...s.cursors.all.map(({ at }) => at));
}

/** The names of msharefs that stand for something, by their number among those known. */
function saveNames(s: Survey, out: Words): void {
  const { machine } = s;
  const { mounted, known, names } = machine.msharefs;
  const next = machine.design.knownBy === 'descriptor' ? machine.regions.length + 1 : machine.nextRegion;
  out.push(Number(mounted), next, names.size);
  for (const [i, name] of known.entries()) if (names.has(name)) out.push(i, s.files.orNone(names.get(name)));
}

function bits(...flags: readonly boolean[]): number {
  return flags.reduce((sum, flag, i) => sum | (Number(flag) << i), 0);
}

function saveFile(s: Survey, file: File, out: Words): void {
  const holes = file.holesBelow();
  const cache = [...file.cache].toSorted(([a], [b]) => a - b);
  const { name, kind, granule, isNumbered, sizePages, sizeBytes, content, region } = file;
  const sizes = [...wideWords(sizePages), sizeBytes, ...wideWords(content.pages), content.bytes];
  out.push(bits(name === null, isNumbered, kind === 'region', kind === 'info'), granule);
  if (kind !== 'ordinary') out.push(numberOf(s, file));
  out.push(...sizes, s.regions.orNone(region), holes.length, ...holes, cache.length);
  for (const [page, frame] of cache) out.push(page, s.frames.of(frame));
}

/** What stands for a region that no name leads to is numbered by its place among those that live. */
function numberOf({ machine }: Survey, file: File): number {
  const number = machine.numberOf(file);
  const place = number < 0 && file.region !== undefined ? machine.regions.indexOf(file.region) : -1;
  return place < 0 ? number : -1 - place;
}

function saveRegion(s: Survey, region: Region, out: Words): void {
  const { file, offset, start, pages, prot, host, sharers, guests, owner } = region;
  const key = [s.files.of(file), offset, start, pages];
  out.push(
    Number(s.machine.regions.includes(region)),
    ...key,
    prot,
    s.mms.of(host),
    sharers,
    bits(region.sized, region.ended),
    region.shares,
    region.access,
    owner === undefined ? -1 : s.naming.processes.indexOf(owner.name),
    guests.length,
  );
  for (const guest of guests) out.push(s.mms.of(guest.mm), guest.delta);
}

/** An mm that is gone keeps the number of a table that is gone. */
function saveMm(s: Survey, mm: Mm, out: Words): void {
  const { machine } = s;
  const lives = machine.mms.includes(mm);
  const owner = mm.process === null ? -1 : s.naming.processes.indexOf(mm.process);
  const root = machine.tables.at(mm.root.id) === mm.root ? s.tables.of(mm.root.id) : -1;
  out.push(Number(lives), owner, s.regions.orNone(mm.region), s.mms.orNone(mm.domain?.hidden), root, mm.tables, mm.vmas.all.length);
  for (const vma of mm.vmas.all) saveVma(s, vma, out);
}

function saveVma(s: Survey, vma: Vma, out: Words): void {
  const { start, end, prot, shared, mayWrite, file, offset, region, delta } = vma;
  out.push(start, end, prot, bits(shared, mayWrite), s.files.orNone(file), offset, s.regions.orNone(region), delta);
}

function saveTable(s: Survey, table: Table | undefined, out: Words): void {
  if (table === undefined) return void out.push(-1);
  out.push(table.count, table.level, ownerOf(s, table), table.refs);
  for (let i = table.next(0); i >= 0; i = table.next(i + 1)) {
    const entry = table.get(i);
    const target = entry >>> TARGET_SHIFT;
    const number = table.level === 1 ? s.frames.of(target) : s.tables.of(target);
    out.push(i, (number << TARGET_SHIFT) | (entry & BITS_MASK));
  }
}

function ownerOf(s: Survey, table: Table): number {
  const mm = s.machine.mms.find((candidate) => candidate.id === table.owner);
  return mm === undefined ? -1 : s.mms.of(mm);
}

/** What a CPU remembers of address spaces that live, sorted: first its entries, then its walks. */
function tlbWords(s: Survey, cpu: number): Words {
  const { entries, walks = [] } = s.machine.tlb(cpu).picture();
  const numbers = new Map(s.mms.all.map((mm, i) => [s.machine.mms.includes(mm) ? mm.id : -1, i]));
  const leaves: number[][] = [];
  for (let i = 0; i < entries.length; i += 4) {
    const mm = numbers.get(entries[i]!);
    if (mm !== undefined) leaves.push([mm, entries[i + 1]!, entries[i + 2]!, entries[i + 3]!]);
  }
  const found: number[][] = [];
  for (let i = 0; i < walks.length; i += 3) {
    const mm = numbers.get(walks[i]!);
    if (mm !== undefined) found.push([mm, walks[i + 1]!, walks[i + 2]!]);
  }
  leaves.sort(byMmAndPlace);
  found.sort(byMmAndPlace);
  const words: Words = [leaves.length];
  for (const [mm, page, frame, leafBits] of leaves) words.push(mm!, page!, (s.frames.of(frame!) << TARGET_SHIFT) | leafBits!);
  for (const [mm, slot, table] of found) words.push(mm!, slot!, s.tables.of(table!));
  return words;
}

function byMmAndPlace(a: readonly number[], b: readonly number[]): number {
  return a[0]! - b[0]! || a[1]! - b[1]!;
}
