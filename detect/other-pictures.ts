/** A body that is right but for one thing that it shows: what else a snapshot might have shown. */
import { ACCESSED, DIRTY, NO_EXECUTE, PRESENT, USER, WRITABLE } from '../schemas/contract.ts';
import type { CacheShot, MmShot, Snapshot, TableShot, TlbShot } from '../schemas/generated/types.ts';

/** Shows one thing otherwise: which of those that there are, `pick` says. Undefined where there is no such thing. */
type Change = (shown: Snapshot, pick: number) => Snapshot | undefined;

/** What is to be other than it was; undefined: not shown. */
type Edit<T> = { readonly [K in keyof T]?: T[K] | undefined };

const BITS = [PRESENT, WRITABLE, USER, ACCESSED, DIRTY, NO_EXECUTE];

/** A table or a frame that nobody has. */
const NOBODYS = 9999;

/** Each of them one kind of error. */
export const CHANGES: readonly Change[] = [
  // Tables.
  (shown, pick) => inTable(shown, pick, filled, ({ entries }) => ({ entries: without(entries, 3, pick) })),
  (shown, pick) =>
    inTable(shown, pick, leaf, ({ entries }) => ({ entries: [...entries, freeIndex(entries), 1 + (pick % 4), PRESENT | USER] })),
  (shown, pick) => inTable(shown, pick, filledLeaf, ({ entries }) => ({ entries: changed(entries, 3, pick, 2, flipped(pick)) })),
  (shown, pick) =>
    inTable(shown, pick, filledLeaf, ({ entries }) => ({ entries: changed(entries, 3, pick, 2, (bits) => bits ^ WRITABLE) })),
  (shown, pick) => inTable(shown, pick, filledLeaf, ({ entries }) => ({ entries: changed(entries, 3, pick, 1, (frame) => frame + 1) })),
  (shown, pick) => inTable(shown, pick, upper, ({ entries }) => ({ entries: changed(entries, 3, pick, 2, flipped(pick)) })),
  (shown, pick) => inTable(shown, pick, counted, ({ refs }) => ({ refs: refs! + 1 })),
  (shown, pick) => inTable(shown, pick, counted, ({ refs }) => ({ refs: refs! - 1 })),
  (shown, pick) => inTable(shown, pick, counted, () => ({ refs: undefined })),
  (shown) => ({ ...shown, tables: [...shown.tables, { id: NOBODYS, level: 1, entries: [] }] }),
  (shown, pick) => without1(shown, 'tables', pick),
  ownCopy,
  leafOfAnother,
  (shown, pick) => withLink(shown, pick, () => NOBODYS),
  (shown, pick) => withLink({ ...shown, tables: [...shown.tables, { id: NOBODYS, level: 1, entries: [] }] }, pick, () => NOBODYS),
  (shown, pick) => withLink(shown, pick, () => shown.tables.find(leaf)?.id),
  (shown, pick) => withLink(shown, pick, () => shown.tables.findLast(leaf)?.id),
  (shown, pick) => inTable(shown, pick, upper, ({ entries }) => ({ entries: changed(entries, 3, pick, 1, () => NOBODYS) })),
  (shown, pick) => inTable(shown, pick, filledLeaf, ({ entries }) => ({ entries: changed(entries, 3, pick, 2, (bits) => bits ^ PRESENT) })),
  (shown, pick) =>
    inTable(shown, pick, filledLeaf, ({ entries }) => ({ entries: changed(entries, 3, pick, 2, (bits) => bits ^ NO_EXECUTE) })),
  (shown, pick) => inTable(shown, pick, leaf, () => ({ id: NOBODYS })),
  (shown, pick) => inTable(shown, pick, leaf, ({ level }) => ({ level: level + 1 })),
  (shown, pick) => inTable(shown, pick, aboveLeaf, ({ level }) => ({ level: level - 1 })),
  (shown, pick) => inTable(shown, pick, aboveLeaf, ({ entries }) => ({ entries: changed(entries, 3, pick, 0, (index) => index + 1) })),
  // Address spaces.
  (shown, pick) =>
    inMm(
      shown,
      pick,
      () => true,
      ({ tableBytes }) => ({ tableBytes: tableBytes === undefined ? 4096 : tableBytes + 4096 }),
    ),
  (shown, pick) =>
    inMm(
      shown,
      pick,
      () => true,
      () => ({ tableBytes: undefined }),
    ),
  (shown, pick) => inMm(shown, pick, isHost, ({ host }) => ({ host: host && { ...host, guests: (host.guests ?? 0) + 1 } })),
  (shown, pick) => inMm(shown, pick, isHost, ({ host }) => ({ host: host && { ...host, guests: Math.max(0, (host.guests ?? 0) - 1) } })),
  (shown, pick) => inMm(shown, pick, isHost, ({ host }) => ({ host: host && { ...host, pages: host.pages + 512 } })),
  (shown, pick) => inMm(shown, pick, isHost, ({ host }) => ({ host: host && { ...host, offsetPage: host.offsetPage + 1 } })),
  (shown, pick) => inMm(shown, pick, isHost, ({ host }) => ({ host: host && { ...host, startPage: host.startPage + 512 } })),
  (shown, pick) => inMm(shown, pick, isHost, ({ host }) => ({ host: host && { ...host, file: 'another' } })),
  (shown, pick) => inMm(shown, pick, isHost, () => ({ host: null })),
  (shown, pick) => inMm(shown, pick, isNobodys, () => ({ host: { file: 'another', startPage: 0, pages: 512, offsetPage: 0 } })),
  (shown, pick) => without1(shown, 'mms', pick),
  (shown, pick) => ({ ...shown, mms: [...shown.mms, { ...at(shown.mms, pick), id: NOBODYS }] }),
  // What the CPUs hold.
  (shown, pick) => inTlb(shown, pick, ({ entries }) => ({ entries: changed(entries, 4, pick, 3, flipped(pick)) })),
  (shown, pick) => inTlb(shown, pick, ({ entries }) => ({ entries: changed(entries, 4, pick, 2, (frame) => frame + 1) })),
  (shown, pick) => inTlb(shown, pick, ({ entries }) => ({ entries: changed(entries, 4, pick, 1, (page) => page + 1) })),
  (shown, pick) => inTlb(shown, pick, ({ entries }) => ({ entries: without(entries, 4, pick) })),
  (shown, pick) => inTlb(shown, pick, ({ walks = [] }) => ({ walks: changed(walks, 3, pick, 2, () => NOBODYS) })),
  (shown, pick) => inTlb(shown, pick, ({ walks = [] }) => ({ walks: changed(walks, 3, pick, 1, (slot) => slot + 1) })),
  (shown, pick) => inTlb(shown, pick, ({ cpu }) => ({ cpu: cpu + 1 })),
  // Page caches, counts, and parts that are not shown at all.
  (shown, pick) => inCache(shown, pick, ({ pages }) => ({ pages: changed(pages, 2, pick, 1, (frame) => frame + 1) })),
  (shown, pick) => inCache(shown, pick, ({ pages }) => ({ pages: without(pages, 2, pick) })),
  (shown, pick) => inCache(shown, pick, () => ({ file: 'another' })),
  (shown, pick) => inCounts(shown, pick, 1),
  (shown, pick) => inCounts(shown, pick, -1),
  (shown, pick) => inCounts(shown, pick, 4096),
  (shown, pick) => inCounts(shown, pick, undefined),
  ({ tlb: _, ...shown }) => shown,
  ({ caches: _, ...shown }) => shown,
  ({ counts: _, ...shown }) => shown,
];

function at<T>(all: readonly T[], pick: number): T {
  return all[pick % all.length]!;
}

function inTable(
  shown: Snapshot,
  pick: number,
  which: (table: TableShot) => boolean,
  edit: (t: TableShot) => Edit<TableShot>,
): Snapshot | undefined {
  const tables = edited(shown.tables, pick, which, edit);
  return tables && { ...shown, tables };
}

function inMm(shown: Snapshot, pick: number, which: (mm: MmShot) => boolean, edit: (mm: MmShot) => Edit<MmShot>): Snapshot | undefined {
  const mms = edited(shown.mms, pick, which, edit);
  return mms && { ...shown, mms };
}

function inTlb(shown: Snapshot, pick: number, edit: (cpu: TlbShot) => Edit<TlbShot>): Snapshot | undefined {
  const tlb = edited(shown.tlb ?? [], pick, ({ entries }) => entries.length > 0, edit);
  return tlb && { ...shown, tlb };
}

function inCache(shown: Snapshot, pick: number, edit: (cache: CacheShot) => Edit<CacheShot>): Snapshot | undefined {
  const caches = edited(shown.caches ?? [], pick, ({ pages }) => pages.length > 0, edit);
  return caches && { ...shown, caches };
}

/** @param by undefined: it is not shown */
function inCounts(shown: Snapshot, pick: number, by: number | undefined): Snapshot | undefined {
  const { counts } = shown;
  if (counts === undefined) return undefined;
  const name = at(Object.keys(counts) as (keyof typeof counts)[], pick);
  const value = by === undefined ? undefined : Math.max(0, counts[name]! + by);
  return { ...shown, counts: defined({ ...counts, [name]: value }) };
}

function edited<T extends object>(all: readonly T[], pick: number, which: (one: T) => boolean, edit: (one: T) => Edit<T>): T[] | undefined {
  const candidates = all.filter(which);
  if (candidates.length === 0) return undefined;
  const chosen = at(candidates, pick);
  return all.map((one) => (one === chosen ? defined({ ...one, ...edit(one) }) : one));
}

/** Without properties that are undefined. */
function defined<T extends object>(one: T): T {
  return Object.fromEntries(Object.entries(one).filter(([, value]) => value !== undefined)) as T;
}

function without1(shown: Snapshot, part: 'tables' | 'mms', pick: number): Snapshot | undefined {
  const all = shown[part];
  return all.length === 0 ? undefined : { ...shown, [part]: all.filter((one) => one !== at<unknown>(all, pick)) };
}

/** Flat lists of groups: one group left out. */
function without(list: readonly number[], group: number, pick: number): number[] {
  const start = group * (pick % (list.length / group));
  return list.filter((_, i) => i < start || i >= start + group);
}

/** … or one number of a group another one. */
function changed(list: readonly number[], group: number, pick: number, place: number, to: (was: number) => number): number[] {
  const i = group * (pick % (list.length / group)) + place;
  return list.map((value, k) => (k === i ? to(value) : value));
}

function flipped(pick: number): (bits: number) => number {
  return (bits) => bits ^ at(BITS, pick);
}

function filled({ entries }: TableShot): boolean {
  return entries.length > 0;
}

function leaf({ level }: TableShot): boolean {
  return level === 1;
}

function filledLeaf(table: TableShot): boolean {
  return leaf(table) && filled(table);
}

function upper(table: TableShot): boolean {
  return !leaf(table) && filled(table);
}

/** One whose entries lead to leaf tables. */
function aboveLeaf({ level, entries }: TableShot): boolean {
  return level === 2 && entries.length > 0;
}

function counted({ refs }: TableShot): boolean {
  return refs !== undefined;
}

function isHost({ host }: MmShot): boolean {
  return host !== null;
}

function isNobodys({ process, host }: MmShot): boolean {
  return process === null && host === null;
}

/** One entry more above the leaves, where there is none. */
function withLink(shown: Snapshot, pick: number, to: () => number | undefined): Snapshot | undefined {
  const target = to();
  if (target === undefined) return undefined;
  return inTable(
    shown,
    pick,
    ({ level }) => level === 2,
    ({ entries }) => ({ entries: [...entries, freeIndex(entries), target, PRESENT | WRITABLE | USER] }),
  );
}

/** The first index that has no entry. */
function freeIndex(entries: readonly number[]): number {
  let index = 0;
  while (entries.some((taken, i) => i % 3 === 0 && taken === index)) index++;
  return index;
}

/** One upper entry leads to a copy of the leaf table, as if it had not been shared. */
function ownCopy(shown: Snapshot, pick: number): Snapshot | undefined {
  const leaves = shown.tables.filter(leaf);
  const linking = shown.tables.filter(({ level, entries }) => level === 2 && entries.length > 0);
  if (leaves.length === 0 || linking.length === 0) return undefined;
  const above = at(linking, pick);
  const copied = leaves.find(({ id }) => id === above.entries[1]);
  if (copied === undefined) return undefined;
  const redirected = { ...above, entries: changed(above.entries, 3, 0, 1, () => NOBODYS) };
  return { ...shown, tables: [...shown.tables.map((table) => (table === above ? redirected : table)), { ...copied, id: NOBODYS }] };
}

/** One upper entry leads to the leaf table of somebody else. */
function leafOfAnother(shown: Snapshot, pick: number): Snapshot | undefined {
  const leaves = shown.tables.filter(leaf);
  if (leaves.length < 2) return undefined;
  return inTable(
    shown,
    pick,
    ({ level, entries }) => level === 2 && entries.length > 0,
    ({ entries }) => ({
      entries: changed(
        entries,
        3,
        pick,
        1,
        (id) =>
          at(
            leaves.filter((one) => one.id !== id),
            pick,
          ).id,
      ),
    }),
  );
}
