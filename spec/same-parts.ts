/**
 * Snapshots are compared part by part: identity settles it at no cost, and where identity differs the values do. So what
 * follows from a snapshot depends on what it says and not on who built it, and a recorded one is judged like a fresh one.
 */
import type { CacheShot, Counts, HostShot, MmShot, Snapshot, TableShot, TlbShot } from '../schemas/generated/types.ts';

/** The same snapshot, each part of which is the very object of the one before where both say the same. */
export function withSameParts(before: Snapshot | undefined, now: Snapshot): Snapshot {
  if (before === undefined || before === now) return now;
  const mms = keep(before.mms, now.mms, sameMm);
  const tables = keep(before.tables, now.tables, sameTable);
  const tlb = keep(before.tlb, now.tlb, sameTlb);
  const caches = keep(before.caches, now.caches, sameCache);
  if (mms === now.mms && tables === now.tables && tlb === now.tlb && caches === now.caches) return now;
  return { ...now, mms, tables, ...(tlb && { tlb }), ...(caches && { caches }) };
}

function keep<T extends readonly unknown[] | undefined>(before: T, now: T, same: (a: Item<T>, b: Item<T>) => boolean): T {
  if (before === now || before === undefined || now === undefined || before.length !== now.length) return now;
  for (let i = 0; i < now.length; i++) {
    const a = before[i] as Item<T>;
    const b = now[i] as Item<T>;
    if (a !== b && !same(a, b)) return now;
  }
  return before;
}

type Item<T extends readonly unknown[] | undefined> = NonNullable<T>[number];

function sameMm(a: MmShot, b: MmShot): boolean {
  return a.id === b.id && a.process === b.process && a.root === b.root && a.tableBytes === b.tableBytes && sameHost(a.host, b.host);
}

function sameHost(a: HostShot | null, b: HostShot | null): boolean {
  if (a === b) return true;
  if (a === null || b === null) return false;
  const samePlace = a.startPage === b.startPage && a.pages === b.pages && a.offsetPage === b.offsetPage;
  return samePlace && a.file === b.file && a.guests === b.guests;
}

function sameTable(a: TableShot, b: TableShot): boolean {
  return a.id === b.id && a.level === b.level && a.refs === b.refs && sameNumbers(a.entries, b.entries);
}

function sameTlb(a: TlbShot, b: TlbShot): boolean {
  return a.cpu === b.cpu && sameNumbers(a.entries, b.entries) && sameNumbers(a.walks ?? NONE, b.walks ?? NONE);
}

function sameCache(a: CacheShot, b: CacheShot): boolean {
  return a.file === b.file && sameNumbers(a.pages, b.pages);
}

const NONE: readonly number[] = [];

export function sameNumbers(a: readonly number[], b: readonly number[]): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Do the counts of tables, which rules hold against the tables shown, say the same? */
export function sameTableCounts(a: Counts | undefined, b: Counts | undefined): boolean {
  if (a === b) return true;
  return a?.tableBytes === b?.tableBytes && a?.tablesAllocated === b?.tablesAllocated && a?.tablesFreed === b?.tablesFreed;
}
