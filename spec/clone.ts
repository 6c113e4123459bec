/**
 * Copies a world, for the rare step at which the sources permit several readings. Each kind of object is copied by a literal that
 * lists its properties in the order in which they are made elsewhere: then copies look like originals to the machine, and the code
 * that reads both stays fast. What is never changed once it is made is common to both worlds.
 */
import type { Named } from './named.ts';
import { RangeMap } from './range-map.ts';
import type { Cell, Descriptor, FileState, Mapping, PageLog, ProcessState, Region, World } from './world.ts';

/** By the original; objects that were the same stay the same among themselves. */
type Known = Map<object, object>;

/** An independent copy. */
export function cloneWorld(world: World): World {
  const known: Known = new Map();
  return {
    traits: world.traits,
    choices: world.choices,
    claims: world.claims,
    geometry: world.geometry,
    shift: world.shift,
    slotPages: world.slotPages,
    userPages: world.userPages,
    files: mapped(world.files, (file) => fileIn(known, file)),
    namesInMsharefs: world.namesInMsharefs,
    hugeFiles: world.hugeFiles,
    mounts: world.mounts.map((files) => mapped(files, (file) => fileIn(known, file))),
    processes: mapped(world.processes, (process) => copyProcess(known, process)),
    regions: world.regions.map((region) => regionIn(known, region)),
    ended: new Set(world.ended),
    vacated: world.vacated,
    places: new Map(world.places),
    baselines: new Map(world.baselines),
    storedAt: mapped(world.storedAt, (file) => file && fileIn(known, file)),
    leaving: world.leaving.length === 0 ? world.leaving : world.leaving.map((one) => ({ ...one, old: cloneWorld(one.old) })),
    version: world.version,
    mapped: world.mapped,
    nextRegion: world.nextRegion,
  };
}

function mapped<K, V>(map: ReadonlyMap<K, V>, copy: (value: V) => V): Map<K, V> {
  const made = new Map<K, V>();
  for (const [key, value] of map) made.set(key, copy(value));
  return made;
}

/** The copy of an object, which is made when it is first met. */
function once<T extends object>(known: Known, value: T, copy: (value: T) => T): T {
  const before = known.get(value);
  if (before !== undefined) return before as T;
  const made = copy(value);
  known.set(value, made);
  return made;
}

function fileIn(known: Known, file: FileState): FileState {
  return once(known, file, copyFile);
}

function copyFile(file: FileState): FileState {
  return {
    name: file.name,
    anonymous: file.anonymous,
    numbered: file.numbered,
    kind: file.kind,
    pages: file.pages,
    tail: file.tail,
    cells: mapped(file.cells, copyCells),
    background: file.background.clone(),
    cut: new Map(file.cut),
    shrunkAt: file.shrunkAt,
    dontneedAt: file.dontneedAt,
    removedAt: file.removedAt,
    privateStores: new Set(file.privateStores),
    protectors: new Set(file.protectors),
  };
}

function copyCells(cells: Map<number, Cell>): Map<number, Cell> {
  return mapped(cells, copyCell);
}

export function copyCell({ value, past, by, through, step, or }: Cell): Cell {
  return { value, past, by, through, step, or };
}

function copyProcess(known: Known, process: ProcessState): ProcessState {
  return {
    name: process.name,
    index: process.index,
    alive: process.alive,
    descriptors: mapped(process.descriptors, (descriptor) => descriptor && copyDescriptor(known, descriptor)),
    mappings: process.mappings.map((mapping) => copyOfMapping(known, mapping)),
    left: process.left.slice(),
    closedAt: process.closedAt,
    idleBytes: process.idleBytes,
    domain: process.domain,
  };
}

function copyDescriptor(known: Known, { file, readable, writable, cloexec, position }: Descriptor): Descriptor {
  return { file: fileIn(known, file), readable, writable, cloexec, position: once(known, position, ({ bytes }) => ({ bytes })) };
}

function copyOfMapping(known: Known, mapping: Mapping): Mapping {
  const { copies } = mapping;
  return {
    start: mapping.start,
    end: mapping.end,
    file: fileIn(known, mapping.file),
    offset: mapping.offset,
    base: mapping.base,
    shared: mapping.shared,
    mayWrite: mapping.mayWrite,
    reasons: mapping.reasons,
    region: mapping.region && regionIn(known, mapping.region),
    protection: once(known, mapping.protection, cloned),
    copies: copies && pagesIn(known, copies),
    born: mapping.born,
    forked: mapping.forked,
  };
}

function pagesIn(known: Known, copies: Map<number, Map<number, Cell>>): Map<number, Map<number, Cell>> {
  return once(known, copies, (pages) => mapped(pages, (cells) => once(known, cells, copyCells)));
}

function cloned<T>(map: RangeMap<T>): RangeMap<T> {
  return map.clone();
}

function regionIn(known: Known, region: Region): Region {
  return once(known, region, (given) => ({
    id: given.id,
    file: fileIn(known, given.file),
    offset: given.offset,
    start: given.start,
    pages: given.pages,
    named: given.named && copyNamed(known, given.named),
    mode: given.mode,
    protection: once(known, given.protection, cloned),
    log: mapped(given.log, copyLog),
    sharers: given.sharers,
    sure: given.sure,
    again: given.again,
    domain: given.domain,
    departure: given.departure,
  }));
}

function copyNamed(known: Known, { sized, start, owner, uses, rights, contents }: Named): Named {
  const copies = contents.all().map((placed) => ({
    ...placed,
    file: placed.file && fileIn(known, placed.file),
    copies: placed.copies && pagesIn(known, placed.copies),
  }));
  return { sized, start, owner, uses, rights, contents: new RangeMap(copies[0]!, contents.begins().slice(), copies.slice(1)) };
}

function copyLog({ accessed, cached }: PageLog): PageLog {
  return { accessed, cached: cached.slice() };
}
