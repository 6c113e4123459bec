/** Structural questions about single entries, in tables and in the TLB. */
import { ACCESSED, DIRTY, NO_EXECUTE, PRESENT, WRITABLE } from '../schemas/contract.ts';
import type { TableShot } from '../schemas/generated/types.ts';
import { type Inspection, type Link, cachedFrame, entryAt, linkAt, mappingOf, mmOf, nameOf } from './inspection.ts';
import type { Finding } from './rule.ts';
import { EXEC, type Mapping, WRITE, protectionAt } from './world.ts';

/** Calls `check` for each present entry of each linked leaf table; the first sentence it returns ends the search. */
function eachEntry(
  v: Inspection,
  wanted: (l: Link) => boolean,
  check: (l: Link, page: number, t: TableShot, i: number) => string | undefined,
): Finding {
  let decided = false;
  for (let k = 0; k < v.links.length; k++) {
    const link = v.links[k]!;
    const table = v.tables[link.table];
    if (!table || !wanted(link) || seenBefore(v.links, k)) continue;
    for (let i = 0; i < table.entries.length; i += 3) {
      if ((table.entries[i + 2]! & PRESENT) === 0) continue;
      decided = true;
      const wrong = check(link, link.slot * v.world.slotPages + table.entries[i]!, table, i);
      if (wrong !== undefined) return { wrong };
    }
  }
  return decided ? 'held' : undefined;
}

/** What is true of one guest's entries is true of all guests of the region that reach the same table in the same slot. */
function seenBefore(links: readonly Link[], k: number): boolean {
  const { table, region, slot } = links[k]!;
  if (!region) return false;
  for (let i = 0; i < k; i++) {
    const other = links[i]!;
    if (other.table === table && other.region === region && other.slot === slot && other.mapping) return true;
  }
  return false;
}

function isGuest(link: Link): boolean {
  return link.mapping !== undefined && link.region !== undefined;
}

export function entriesMapFile(v: Inspection): Finding {
  if (!v.snapshot.caches) return undefined;
  return eachEntry(v, isGuest, (link, page, table, i) => {
    const m = link.mapping!;
    const filePage = m.offset + (page - m.start);
    const frame = cachedFrame(v, m.file, filePage);
    if (frame === table.entries[i + 1]) return undefined;
    return `the entry of page ${filePage} of ${m.file.name} holds frame ${table.entries[i + 1]!}, and the page cache ${frame === undefined ? 'has no such page' : `frame ${frame}`}`;
  });
}

export function entriesObeyProtection(v: Inspection): Finding {
  return eachEntry(
    v,
    (link) => link.mapping !== undefined,
    (link, page, table, i) => {
      const m = link.region ? link.mapping : mappingOf(link, v.world, page);
      return m && breach(link, m, page, table.entries[i + 2]!);
    },
  );
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

/** After an access the entry of its page is marked. */
export function accessMarks(v: Inspection): Finding {
  const page = v.accessed;
  const mm = v.process && mmOf(v, v.process);
  if (page < 0 || !mm) return undefined;
  const link = linkAt(v, mm, Math.floor(page / v.world.slotPages));
  const table = link && v.tables[link.table];
  const at = table ? entryAt(table, page % v.world.slotPages) : -1;
  const bits = table && at >= 0 ? table.entries[at + 2]! : 0;
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
      // Tags of an mm that is gone are never used again, or belong to another mm by then.
      if (!isAlive(v, entries[i]!)) continue;
      decided = true;
      const wrong = staleEntry(v, entries[i]!, entries[i + 1]!, entries[i + 2]!, entries[i + 3]!);
      if (wrong !== undefined) return { wrong: `CPU ${cpu} holds ${wrong}` };
    }
  }
  return decided ? 'held' : undefined;
}

function isAlive(v: Inspection, mmId: number): boolean {
  for (const mm of v.snapshot.mms) if (mm.id === mmId) return true;
  return false;
}

function staleEntry(v: Inspection, mmId: number, page: number, frame: number, bits: number): string | undefined {
  const link = linkOf(v, mmId, Math.floor(page / v.world.slotPages));
  const who = link ? nameOf(link.mm) : `mm ${mmId}`;
  const table = link && v.tables[link.table];
  const at = table ? entryAt(table, page % v.world.slotPages) : -1;
  if (!table || at < 0 || (table.entries[at + 2]! & PRESENT) === 0)
    return `a translation of ${who} for page ${page}, which its tables do not have`;
  if (table.entries[at + 1] !== frame)
    return `a translation of ${who} for page ${page} to frame ${frame}, while the tables say ${table.entries[at + 1]!}`;
  if ((bits & WRITABLE) !== 0 && (table.entries[at + 2]! & WRITABLE) === 0)
    return `a writable translation of ${who} for page ${page}, which its tables have read-only`;
  return undefined;
}

function linkOf(v: Inspection, mmId: number, slot: number): Link | undefined {
  for (const l of v.links) if (l.slot === slot && l.mm.id === mmId) return l;
  return undefined;
}

/** Every way to a leaf table that a CPU has cached leads to a table that is allocated. */
export function walksAlive(v: Inspection): Finding {
  let decided = false;
  for (const { cpu, walks = [] } of v.snapshot.tlb ?? []) {
    for (let i = 0; i + 2 < walks.length; i += 3) {
      decided = true;
      if (!v.tables[walks[i + 2]!]) return { wrong: `CPU ${cpu} holds a way of mm ${walks[i]!} to table ${walks[i + 2]!}, which is free` };
    }
  }
  return decided ? 'held' : undefined;
}

/** Every cached upper entry is still what the tables say. */
export function walksFresh(v: Inspection): Finding {
  let decided = false;
  for (const { cpu, walks = [] } of v.snapshot.tlb ?? []) {
    for (let i = 0; i + 2 < walks.length; i += 3) {
      if (!isAlive(v, walks[i]!)) continue;
      decided = true;
      const table = linkOf(v, walks[i]!, walks[i + 1]!)?.table;
      if (table !== walks[i + 2])
        return {
          wrong: `CPU ${cpu} holds a way of mm ${walks[i]!} to leaf table ${walks[i + 2]!} in slot ${walks[i + 1]!}, where its tables ${table === undefined ? 'have none' : `have ${table}`}`,
        };
    }
  }
  return decided ? 'held' : undefined;
}
