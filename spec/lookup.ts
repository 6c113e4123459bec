/** Finding things in an inspection. */
import type { MmShot, TableShot } from '../schemas/generated/types.ts';
import type { Inspection } from './inspection.ts';
import type { Link } from './layout.ts';
import { type FileState, type Mapping, type ProcessState, type World, mappingAt } from './world.ts';

/** Another link to the same table as this one that is not of the same region. */
export function clashWith(v: Inspection, link: Link): Link | undefined {
  for (const users of v.mixedLeaves)
    if (users[0]!.leaf === link.leaf) return users.find((l) => l !== link && (l.region !== link.region || l.region === undefined));
  return undefined;
}

/** "A" for a process, "the host" for a host: how findings name an mm. */
export function nameOf(mm: MmShot): string {
  return mm.process ?? (mm.host ? `the host of ${mm.host.file || 'nothing'}` : `the hidden mm ${mm.id}`);
}

/** The link of an mm at a slot. */
export function linkAt({ links }: Inspection, mm: MmShot, slot: number): Link | undefined {
  for (let i = 0; i < links.length; i++) if (links[i]!.slot === slot && links[i]!.mm === mm) return links[i];
  return undefined;
}

/** Index of a page's entry in the triples of a leaf table; -1 when it is absent. */
export function entryAt({ entries }: TableShot, index: number): number {
  for (let i = 0; i < entries.length; i += 3) if (entries[i] === index) return i;
  return -1;
}

/** The bits of a page's entry in a leaf table; 0 where it has none. */
export function bitsAt(table: TableShot, index: number): number {
  const at = entryAt(table, index);
  return at < 0 ? 0 : table.entries[at + 2]!;
}

/** The mm that a snapshot shows for a process. */
export function mmOf(v: Inspection, process: ProcessState): MmShot | undefined {
  for (const mm of v.layout.mms) if (mm.process === process.name) return mm;
  return undefined;
}

/** The frame that the page cache holds for a page of a file; undefined where it holds none or is not shown. */
export function cachedFrame({ snapshot }: Inspection, file: FileState, page: number): number | undefined {
  for (const { file: name, pages } of snapshot.caches ?? []) {
    if (name !== file.name) continue;
    for (let i = 0; i < pages.length; i += 2) if (pages[i] === page) return pages[i + 1];
  }
  return undefined;
}

export function mappingOf(link: Link, world: World, page: number): Mapping | undefined {
  const process = world.processes.get(link.mm.process ?? '');
  return process && mappingAt(process, page);
}
