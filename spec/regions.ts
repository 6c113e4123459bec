/** Regions: who shares what with whom, from the first mapping of a key to the last one out. */
import { insertAt } from './insert.ts';
import { RangeMap } from './range-map.ts';
import { objectsOf } from './windows.ts';
import {
  type FileState,
  type Mapping,
  type ProcessState,
  REASONS,
  type Region,
  type World,
  mappingLike,
  mappingsIn,
  noteChanged,
  noteMapped,
} from './world.ts';

export interface Key {
  readonly file: FileState;
  readonly offset: number;
  readonly start: number;
  readonly pages: number;
}

export function findRegion(world: World, key: Key): Region | undefined {
  for (const r of world.regions)
    if (r.file === key.file && r.offset === key.offset && r.start === key.start && r.pages === key.pages) return r;
  return undefined;
}

/** The reasons why a mapping of this key is not the mapping of any living region: in which parts the keys differ. */
export function differences(world: World, key: Key): number {
  let reasons = 0;
  for (const r of world.regions) {
    const differ =
      (r.file === key.file ? 0 : REASONS.otherFile) |
      (r.offset === key.offset ? 0 : REASONS.otherOffset) |
      (r.start === key.start ? 0 : REASONS.otherAddress) |
      (r.pages === key.pages ? 0 : REASONS.otherLength);
    // Only one bit is set.
    if ((differ & (differ - 1)) === 0) reasons |= differ;
  }
  return reasons;
}

export function newRegion(world: World, key: Key, mode: number, step: number, sure: boolean, domain = 0): Region {
  const region: Region = {
    id: world.nextRegion++,
    file: key.file,
    offset: key.offset,
    start: key.start,
    pages: key.pages,
    named: undefined,
    mode,
    protection: new RangeMap({ prot: mode, by: '', step, before: mode }),
    log: new Map(),
    sharers: 0,
    sure,
    again: world.ended.size > 0 && world.ended.has(nameOf(key)),
    domain,
    departure: undefined,
  };
  world.regions.push(region);
  return region;
}

/** A key as text: file, offset, start and length in pages. */
export function nameOfKey(file: string, offset: number, start: number, pages: number): string {
  return `${file} ${offset} ${start} ${pages}`;
}

function nameOf(key: Key): string {
  return nameOfKey(key.file.name, key.offset, key.start, key.pages);
}

/** The other reading of an unsure region: its one mapping never shared. */
export function dissolve(world: World, region: Region): void {
  for (const p of world.processes.values())
    for (const m of p.mappings) {
      if (m.region !== region) continue;
      m.region = undefined;
      m.protection = region.protection;
    }
  world.regions = world.regions.filter((r) => r !== region);
}

/** A mapping begins to share. */
export function join(mapping: Mapping, region: Region): void {
  mapping.region = region;
  region.sharers++;
}

type How = 'munmap' | 'exit' | 'exec' | 'mmap' | 'mremap';

/** A mapping stops sharing, if it did. The last one out ends the region. */
export function leave(world: World, process: ProcessState, mapping: Mapping, how: How, step: number): void {
  const { region } = mapping;
  if (!region) return;
  region.sharers--;
  region.departure = { by: process.name, how, step };
  if (how !== 'exit') process.left.push({ start: mapping.start, end: mapping.end, how });
  if (region.sharers > 0 || region.named) return;
  world.ended.add(nameOf(region));
  vacate(world, region);
}

/** A region that nobody shares any more. Its domain may keep the range (q-left-range). */
export function vacate(world: World, region: Region): void {
  world.regions = world.regions.filter((r) => r !== region);
  const { domain, start, pages } = region;
  if (domain !== 0) world.vacated = [...world.vacated, { domain, start, end: start + pages }];
}

/** Takes a range of pages out of a process: regions are left whole, other mappings are cut. What is cut was no region. */
export function unmapRange(world: World, process: ProcessState, from: number, to: number, how: How, step: number): void {
  noteMapped(world);
  if (mappingsIn(process, from, to).length === 0) return;
  const kept: Mapping[] = [];
  for (const m of process.mappings) {
    if (m.end <= from || m.start >= to) {
      kept.push(m);
      continue;
    }
    if (m.region && !m.region.named && (m.start < from || m.end > to)) dissolve(world, m.region);
    leave(world, process, m, how, step);
    if (m.start < from) kept.push(mappingLike(m, m.start, from, m.offset));
    if (m.end > to) kept.push(mappingLike(m, to, m.end, m.offset + (to - m.start)));
  }
  process.mappings = kept;
}

export function addMapping(world: World, process: ProcessState, mapping: Mapping): void {
  const { mappings } = process;
  let at = mappings.length;
  while (at > 0 && mappings[at - 1]!.start > mapping.start) at--;
  insertAt(mappings, at, mapping);
  // A place that is mapped anew is no longer a place that was left.
  if (process.left.length > 0) process.left = process.left.filter((l) => l.end <= mapping.start || l.start >= mapping.end);
  noteMapped(world);
}

/** Changes the protection of pages of a mapping: for all sharers where it shares, for itself otherwise. */
export function protect(world: World, process: ProcessState, mapping: Mapping, from: number, to: number, prot: number, step: number): void {
  const start = Math.max(from, mapping.start);
  const end = Math.min(to, mapping.end);
  const map = mapping.region?.protection ?? mapping.protection;
  map.update(start - mapping.base, end - mapping.base, (old) => ({ prot, by: process.name, step, before: old.prot }));
  for (const file of objectsOf(mapping)) file.protectors.add(process.name);
  noteChanged(world);
}

/** Could this mapping share, going by itself alone? */
export function eligible(mapping: Mapping): boolean {
  const own = REASONS.flag | REASONS.type | REASONS.file | REASONS.start | REASONS.length;
  return (mapping.reasons & own) === 0;
}
