/** What a process has mapped is given to a region: objects, protections and private pages change hands, and the process keeps a window. */
import type { Placed } from './named.ts';
import { addMapping, join, unmapRange } from './regions.ts';
import {
  type Mapping,
  type ProcessState,
  READ,
  type Region,
  WRITE,
  type World,
  mappingAt,
  mappingsIn,
  noteChanged,
  protectionAt,
} from './world.ts';
import { RangeMap } from './range-map.ts';

/** A window of a process on the whole of a region, at the one address that it has. */
export function openWindow(world: World, process: ProcessState, region: Region, prot: number, step: number): void {
  const { start } = region.named!;
  const window: Mapping = {
    start,
    end: start + region.pages,
    file: region.file,
    offset: 0,
    base: start,
    shared: true,
    mayWrite: true,
    reasons: 0,
    region: undefined,
    protection: new RangeMap({ prot, by: '', step, before: prot }),
    copies: undefined,
    born: step,
    forked: false,
  };
  join(window, region);
  addMapping(world, process, window);
}

/** The region begins where the pages do, and holds what the process has mapped there. */
export function give(world: World, process: ProcessState, region: Region, from: number, to: number, step: number): void {
  region.pages = to - from;
  region.named!.sized = true;
  region.named!.start = from;
  for (const m of mappingsIn(process, from, to)) giveMapping(region, m, process.name, step);
  unmapRange(world, process, from, to, 'mmap', step);
  openWindow(world, process, region, READ | WRITE, step);
}

/** A mapping into a part of a window, which the region holds from now on, for all who share it (q-window-mapped). */
export function mapInto(world: World, region: Region, mapping: Mapping, by: string, step: number): void {
  giveMapping(region, mapping, by, step);
  noteChanged(world);
}

/** The region that a range of pages shows a part of: it begins and ends in one window, and is not all of it. */
export function regionAround(process: ProcessState, from: number, to: number): Region | undefined {
  const window = mappingAt(process, from);
  if (!window?.region?.named || to > window.end || (from === window.start && to === window.end)) return undefined;
  return window.region;
}

function giveMapping(region: Region, m: Mapping, by: string, step: number): void {
  const { start, end, file, offset, shared, mayWrite } = m;
  const base = region.named!.start;
  // Private pages stay the memory of the mapping, whoever shares it now.
  const copies = shared ? undefined : (m.copies ?? new Map());
  const placed: Placed = { file, shift: offset - (start - base), grain: 1, copies, writable: mayWrite || !shared, how: 'given', by, step };
  region.named!.contents.set(start - base, end - base, placed);
  const edges = [start, ...m.protection.begins().filter((page) => page > start && page < end), end];
  for (let i = 0; i + 1 < edges.length; i++) {
    const { prot } = protectionAt(m, edges[i]!);
    region.protection.set(edges[i]! - base, edges[i + 1]! - base, { prot, by: '', step, before: prot });
  }
}
