/** Finds all that a machine is made of, and numbers it in the order of finding: what has no name gets its number from where it stands. */
import type { Naming } from '../../schemas/words.ts';
import type { File } from '../file.ts';
import type { Machine } from '../machine.ts';
import type { Mm } from '../mm.ts';
import type { Cursor, Descriptor } from '../process.ts';
import type { Region } from '../region.ts';
import { TARGET_SHIFT } from '../table.ts';
import type { Table } from '../table.ts';
import type { Vma } from '../vma.ts';

/** Things of one kind, each once, in the order of finding. */
export class Roll<T> {
  readonly all: T[] = [];
  private readonly numbers: Map<T, number> = new Map();

  /** The number of a thing, from 0; it gets one when it has none. */
  of(thing: T): number {
    const known = this.numbers.get(thing);
    if (known !== undefined) return known;
    this.numbers.set(thing, this.all.length);
    return this.all.push(thing) - 1;
  }

  /** -1 where there is nothing. */
  orNone(thing: T | undefined): number {
    return thing === undefined ? -1 : this.of(thing);
  }
}

/** Everything that can still be reached, numbered. Tables and frames are rolled by id; a table that is freed already may be among them. */
export interface Survey {
  readonly machine: Machine;
  readonly naming: Naming;
  readonly mms: Roll<Mm>;
  readonly regions: Roll<Region>;
  readonly files: Roll<File>;
  readonly tables: Roll<number>;
  readonly frames: Roll<number>;
  readonly cursors: Roll<Cursor>;
}

export function survey(machine: Machine, naming: Naming): Survey {
  const s: Survey = {
    machine,
    naming,
    mms: new Roll(),
    regions: new Roll(),
    files: new Roll(),
    tables: new Roll(),
    frames: new Roll(),
    cursors: new Roll(),
  };
  for (const file of machine.files.values()) s.files.of(file);
  for (const name of machine.msharefs.known) s.files.orNone(machine.msharefs.names.get(name));
  for (const name of naming.processes) s.mms.orNone(machine.processes.get(name)?.mm);
  for (const name of naming.processes) s.mms.orNone(machine.processes.get(name)?.mm.domain?.hidden);
  for (const region of machine.regions) s.regions.of(region);
  for (const name of naming.processes)
    for (const held of naming.descriptors) findHeld(s, machine.processes.get(name)?.descriptors.get(held));
  for (const mm of machine.mms) if (mm.region === undefined) s.mms.of(mm);
  followMms(s);
  for (const table of machine.tables.live) findTable(s, table);
  for (const file of s.files.all) findCache(s, file);
  return s;
}

/** Mappings lead to files and regions, and a region to its host and its guests. */
function followMms(s: Survey): void {
  let [mm, region] = [0, 0];
  while (mm < s.mms.all.length || region < s.regions.all.length) {
    const nextMm = s.mms.all[mm];
    if (nextMm !== undefined) {
      mm++;
      findMm(s, nextMm);
      continue;
    }
    const next = s.regions.all[region++];
    if (next !== undefined) findRegion(s, next);
  }
}

function findMm(s: Survey, mm: Mm): void {
  s.mms.orNone(mm.domain?.hidden);
  for (const vma of mm.vmas.all) findVma(s, vma);
  const root = s.machine.tables.at(mm.root.id);
  if (root === mm.root) findTable(s, root);
}

function findVma(s: Survey, vma: Vma): void {
  s.files.orNone(vma.file);
  s.regions.orNone(vma.region);
}

function findRegion(s: Survey, region: Region): void {
  s.files.of(region.file);
  s.mms.of(region.host);
  for (const guest of region.guests) s.mms.of(guest.mm);
}

/** A file that has lost its name may be held by a descriptor alone. */
function findHeld(s: Survey, descriptor: Descriptor | undefined): void {
  if (descriptor === undefined) return;
  s.files.of(descriptor.file);
  s.regions.orNone(descriptor.file.region);
}

/** A table, and below it whatever its entries lead to. */
function findTable(s: Survey, table: Table): void {
  const before = s.tables.all.length;
  if (s.tables.of(table.id) < before) return;
  for (let i = table.next(0); i >= 0; i = table.next(i + 1)) {
    const target = table.get(i) >>> TARGET_SHIFT;
    if (table.level === 1) s.frames.of(target);
    else {
      const child = s.machine.tables.at(target);
      if (child === undefined) s.tables.of(target);
      else findTable(s, child);
    }
  }
}

function findCache(s: Survey, file: File): void {
  for (const page of [...file.cache.keys()].toSorted((a, b) => a - b)) s.frames.orNone(file.cache.get(page));
}
