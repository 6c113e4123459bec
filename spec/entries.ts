/** Structural questions about single entries, in tables and in the TLB. */
import { ACCESSED, DIRTY, NO_EXECUTE, PRESENT, WRITABLE } from '../schemas/contract.ts';
import type { Inspection } from './inspection.ts';
import type { Link } from './layout.ts';
import { bitsAt, cachedFrame, entryAt, linkAt, mappingOf, mmOf, nameOf } from './lookup.ts';
import type { Finding } from './rule.ts';
import { objectAt, placedBehind } from './windows.ts';
import { EXEC, type FileState, type Mapping, WRITE, protectionAt } from './world.ts';

/** What is true of one guest's entries is true of all guests of the region that reach the same table in the same slot. */
function seenBefore(v: Inspection, link: Link): boolean {
  const first = link.shared?.guest;
  if (!first || first === link) return false;
  return first.leaf === link.leaf || anotherBefore(v, link);
}

/** Guests of one slot reach several tables: some guest before this one has led to the same table. */
function anotherBefore({ links }: Inspection, guest: Link): boolean {
  for (const other of links) {
    if (other === guest) return false;
    if (other.leaf === guest.leaf && other.shared === guest.shared && other.mapping) return true;
  }
  return false;
}

export function entriesMapFile(v: Inspection): Finding {
  if (!v.snapshot.caches) return undefined;
  let decided = false;
  for (const link of v.links) {
    const { mapping, region, leaf } = link;
    if (!mapping || !region || seenBefore(v, link)) continue;
    const { entries } = leaf;
    if (region.named) {
      const found = placedInCaches(v, link, mapping);
      if (found !== undefined && found !== 'held') return found;
      decided ||= found === 'held';
      continue;
    }
    const first = mapping.offset + (link.slot * v.world.slotPages - mapping.start);
    for (let i = 0; i < entries.length; i += 3) {
      if ((entries[i + 2]! & PRESENT) === 0) continue;
      decided = true;
      const frame = cachedFrame(v, mapping.file, first + entries[i]!);
      if (frame !== entries[i + 1]) return { wrong: otherFrame(mapping.file, first + entries[i]!, entries[i + 1]!, frame) };
    }
  }
  return decided ? 'held' : undefined;
}

/** Through a window: the page of a hole, and memory of no file, are in no cache of a file. */
function placedInCaches(v: Inspection, { slot, leaf: { entries } }: Link, window: Mapping): Finding {
  let decided = false;
  for (let i = 0; i < entries.length; i += 3) {
    const object = objectAt(window, slot * v.world.slotPages + entries[i]!);
    if (
      (entries[i + 2]! & PRESENT) === 0 ||
      !object ||
      object.file.anonymous ||
      placedBehind(window, slot * v.world.slotPages + entries[i]!)?.copies
    )
      continue;
    decided = true;
    const frame = cachedFrame(v, object.file, object.page);
    if (frame !== entries[i + 1]) return { wrong: otherFrame(object.file, object.page, entries[i + 1]!, frame) };
  }
  return decided ? 'held' : undefined;
}

function otherFrame({ name }: FileState, page: number, seen: number, cached: number | undefined): string {
  const cache = cached === undefined ? 'has no such page' : `frame ${cached}`;
  return `the entry of page ${page} of ${name} holds frame ${seen}, and the page cache ${cache}`;
}

export function entriesObeyProtection(v: Inspection): Finding {
  let decided = false;
  for (const link of v.links) {
    const { mapping, leaf } = link;
    if (!mapping || seenBefore(v, link)) continue;
    const { entries } = leaf;
    const first = link.slot * v.world.slotPages;
    for (let i = 0; i < entries.length; i += 3) {
      if ((entries[i + 2]! & PRESENT) === 0) continue;
      decided = true;
      const m = link.region ? mapping : mappingOf(link, v.world, first + entries[i]!);
      const wrong = m && breach(link, m, first + entries[i]!, entries[i + 2]!);
      if (wrong !== undefined) return { wrong };
    }
  }
  return decided ? 'held' : undefined;
}

function breach(link: Link, m: Mapping, page: number, bits: number): string | undefined {
  const wrong = excess(protectionAt(m, page).prot, bits);
  return wrong === undefined
    ? undefined
    : `${nameOf(link.mm)} has an entry for page ${page - m.start} of its mapping of ${m.file.name} that ${wrong}`;
}

/** What an entry allows beyond a protection. */
function excess(prot: number, bits: number): string | undefined {
  if (prot === 0) return 'allows access against its protection';
  if ((bits & WRITABLE) !== 0 && (prot & WRITE) === 0) return 'is writable against its protection';
  if ((bits & NO_EXECUTE) === 0 && (prot & EXEC) === 0) return 'is executable against its protection';
  return undefined;
}

/** After an access the entry of its page is marked. Asked after one that succeeded. */
export function accessMarks(v: Inspection): Finding {
  const page = v.accessed;
  const mm = mmOf(v, v.process!);
  if (!mm) return undefined;
  const link = linkAt(v, mm, Math.floor(page / v.world.slotPages));
  const bits = link ? bitsAt(link.leaf, page % v.world.slotPages) : 0;
  const wanted = PRESENT | ACCESSED | (v.call.call === 'store' ? DIRTY : 0);
  if ((bits & wanted) === wanted) return 'held';
  return {
    wrong: `after the ${v.call.call} of ${v.process!.name} the entry of the page is ${(bits & PRESENT) === 0 ? 'absent' : 'not marked'}`,
  };
}

/** Every translation that a TLB holds is still what the tables say. */
export function tlbFresh(v: Inspection): Finding {
  let decided = false;
  for (const { cpu, entries } of v.snapshot.tlb ?? []) {
    for (let i = 0; i + 3 < entries.length; i += 4) {
      const link = linkOf(v, entries[i]!, Math.floor(entries[i + 1]! / v.world.slotPages));
      // Tags of an mm that is gone are never used again, or belong to another mm by then.
      if (!link && !isAlive(v, entries[i]!)) continue;
      decided = true;
      const wrong = staleEntry(v, link, entries, i);
      if (wrong !== undefined) return { wrong: `CPU ${cpu} holds ${wrong}` };
    }
  }
  return decided ? 'held' : undefined;
}

function isAlive(v: Inspection, mmId: number): boolean {
  for (const mm of v.layout.mms) if (mm.id === mmId) return true;
  return false;
}

/** What is wrong with the translation at `i`: mm id, page number, frame, bits. */
function staleEntry(v: Inspection, link: Link | undefined, cached: readonly number[], i: number): string | undefined {
  const page = cached[i + 1]!;
  const frame = cached[i + 2]!;
  const entries = link?.leaf.entries ?? NO_ENTRIES;
  const at = link ? entryAt(link.leaf, page % v.world.slotPages) : -1;
  const bits = at < 0 ? 0 : entries[at + 2]!;
  const kept = (bits & PRESENT) !== 0;
  if (kept && entries[at + 1] === frame && ((cached[i + 3]! & WRITABLE) === 0 || (bits & WRITABLE) !== 0)) return undefined;
  const what = `translation of ${link ? nameOf(link.mm) : `mm ${cached[i]!}`} for page ${page}`;
  if (!kept) return `a ${what}, which its tables do not have`;
  if (entries[at + 1] !== frame) return `a ${what} to frame ${frame}, while the tables say ${entries[at + 1]!}`;
  return `a writable ${what}, which its tables have read-only`;
}

const NO_ENTRIES: readonly number[] = [];

function linkOf(v: Inspection, mmId: number, slot: number): Link | undefined {
  const { links } = v;
  for (let i = 0; i < links.length; i++) if (links[i]!.slot === slot && links[i]!.mm.id === mmId) return links[i];
  return undefined;
}

/** Every way to a leaf table that a CPU has cached leads to a table that is allocated. */
export function walksAlive(v: Inspection): Finding {
  let decided = false;
  for (const { cpu, walks = [] } of v.snapshot.tlb ?? []) {
    for (let i = 0; i + 2 < walks.length; i += 3) {
      decided = true;
      if (!v.layout.has(walks[i + 2]!))
        return { wrong: `CPU ${cpu} holds a way of mm ${walks[i]!} to table ${walks[i + 2]!}, which is free` };
    }
  }
  return decided ? 'held' : undefined;
}

/** Every cached upper entry is still what the tables say. */
export function walksFresh(v: Inspection): Finding {
  let decided = false;
  for (const { cpu, walks } of v.snapshot.tlb ?? []) {
    if (walks === undefined) continue;
    for (let i = 0; i + 2 < walks.length; i += 3) {
      const link = linkOf(v, walks[i]!, walks[i + 1]!);
      if (!link && !isAlive(v, walks[i]!)) continue;
      decided = true;
      if (link?.leaf.id !== walks[i + 2])
        return {
          wrong: `CPU ${cpu} holds a way of mm ${walks[i]!} to leaf table ${walks[i + 2]!} in slot ${walks[i + 1]!}, where its tables ${link ? `have ${link.leaf.id}` : 'have none'}`,
        };
    }
  }
  return decided ? 'held' : undefined;
}
