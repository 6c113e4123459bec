/**
 * Right bodies that show less than ours, or the same in other numbers and in another order. A kernel does, and so may any other body: what
 * is not shown is unseen and never violated, whatever else is shown.
 */
import { USER } from '../schemas/contract.ts';
import type { Counts, MmShot, Snapshot, TableShot, Transcript } from '../schemas/generated/types.ts';
import { seedOf } from './seed.ts';

/** What such a body shows where ours shows this; undefined where that is the same. `turn` counts the snapshots of a story. */
type Showing = (shown: Snapshot, turn: number) => Snapshot | typeof NOTHING | undefined;

const NOTHING = 'nothing';

/** Bytes; where tables are smaller, stories have pages of this size. */
const PAGE = 4096;

/** Each of them one kind of body. */
export const SHOWINGS: readonly Showing[] = [
  // Counts: none, and each of them missing alone or left alone.
  (shown) => (shown.counts === undefined ? undefined : withCounts(shown, [])),
  ...(['tablesAllocated', 'tablesFreed', 'tableBytes', 'entriesWritten'] as const).flatMap((name): Showing[] => [
    (shown) => (shown.counts?.[name] === undefined ? undefined : withCounts(shown, [name])),
    (shown) => {
      const others = Object.keys(shown.counts ?? {}).filter((other) => other !== name) as (keyof Counts)[];
      return shown.counts?.[name] === undefined ? undefined : withCounts(shown, others);
    },
  ]),
  // What tables count, and what is charged to address spaces.
  (shown) => ofTables(shown, ({ refs: _, ...table }) => table),
  (shown) => ofTables(shown, (table, i) => (i % 2 === 0 ? without(table, 'refs') : table)),
  (shown) => ofMms(shown, ({ tableBytes: _, ...mm }) => mm),
  (shown) => ofMms(shown, (mm, i) => (i === 0 ? without(mm, 'tableBytes') : mm)),
  (shown) => ofMms(shown, (mm, i) => (i > 0 ? without(mm, 'tableBytes') : mm)),
  // Hosts: no counts of guests, or not of all.
  (shown) => ofMms(shown, (mm) => (mm.host === null ? mm : { ...mm, host: without(mm.host, 'guests') })),
  (shown) => ofMms(shown, (mm, i) => (mm.host === null || i % 2 === 0 ? mm : { ...mm, host: without(mm.host, 'guests') })),
  // Address spaces: of processes alone, one, all but one, and none.
  (shown) => only(shown, ({ process }) => process !== null),
  (shown) => only(shown, (_, i) => i === 0),
  (shown) => only(shown, (_, i) => i !== 0),
  (shown) => only(shown, () => false),
  // CPUs and page caches.
  ({ tlb: _, ...shown }) => shown,
  ({ caches: _, ...shown }) => shown,
  (shown) => shown.tlb && { ...shown, tlb: shown.tlb.map((cpu) => without(cpu, 'walks')) },
  (shown) => shown.tlb && { ...shown, tlb: shown.tlb.map((cpu, i) => (i === 0 ? cpu : without(cpu, 'walks'))) },
  (shown) => shown.tlb && { ...shown, tlb: shown.tlb.filter(({ cpu }) => cpu !== 0) },
  // Nothing but address spaces and tables; and all of it, but not after every step.
  ({ mms, tables }) => ({ mms, tables }),
  (shown, turn) => (turn % 2 === 0 ? shown : NOTHING),
  (shown, turn) => (turn % 2 === 1 ? shown : NOTHING),
  () => NOTHING,
  // Entries that are absent, where they were last or where they never were; and bytes where a table takes the page that it lies in.
  (shown) => ofTables(shown, withAbsent),
  (shown) => inWholePages(shown),
  // Other numbers, and another order.
  (shown) => renumbered(shown, (id) => id + 63),
  (shown) => renumbered({ ...shown, tables: shown.tables.toReversed() }, (id) => id + 4094),
  (shown) => renumbered(shown, (id) => 2 ** 40 - id),
  (shown) => ({ ...shown, tables: shown.tables.toReversed(), mms: shown.mms.toReversed() }),
];

/** Up to so many such bodies in a story. Which, is decided by its name: the same for the same story. */
export function otherShowings(transcript: Transcript, many: number): Transcript[] {
  const seed = seedOf(transcript.trace.id);
  const turned = SHOWINGS.map((_, i) => SHOWINGS[(seed + i) % SHOWINGS.length]!);
  const found: Transcript[] = [];
  for (const showing of turned) {
    if (found.length === many) break;
    const shown = shownAs(transcript, showing);
    if (shown !== undefined) found.push(shown);
  }
  return found;
}

/** The transcript of such a body; undefined where it shows what ours does. */
export function shownAs(transcript: Transcript, showing: Showing): Transcript | undefined {
  let [turn, differs] = [0, false];
  const entries = transcript.entries.map((entry) => {
    const shown = entry.snapshot && showing(entry.snapshot, turn++);
    differs ||= shown !== undefined;
    if (shown === NOTHING) return without(entry, 'snapshot');
    return shown === undefined ? entry : { ...entry, snapshot: shown };
  });
  return differs ? { ...transcript, entries } : undefined;
}

function without<T extends object, K extends keyof T>(one: T, name: K): Omit<T, K> {
  const { [name]: _, ...rest } = one;
  return rest;
}

function withCounts({ counts, ...shown }: Snapshot, names: readonly (keyof Counts)[]): Snapshot {
  if (names.length === 0) return shown;
  return { ...shown, counts: Object.fromEntries(names.map((name) => [name, counts?.[name]])) };
}

function ofTables(shown: Snapshot, less: (table: TableShot, i: number) => TableShot): Snapshot {
  return { ...shown, tables: shown.tables.map(less) };
}

function ofMms(shown: Snapshot, less: (mm: MmShot, i: number) => MmShot): Snapshot {
  return { ...shown, mms: shown.mms.map(less) };
}

/** One entry more than there are, without the bit that says that it is present. */
function withAbsent(table: TableShot): TableShot {
  const { entries } = table;
  const free = entries.reduce((index, taken, i) => (i % 3 === 0 && taken >= index ? taken + 1 : index), 0);
  return { ...table, entries: [...entries, free, entries[1] ?? 1, USER] };
}

/** Undefined where nothing is counted, and where a table fills a page anyway. */
function inWholePages(shown: Snapshot): Snapshot | undefined {
  const { counts, tables } = shown;
  const bytes = (counts?.tableBytes ?? 0) / tables.length;
  if (!(bytes > 0 && bytes < PAGE)) return undefined;
  const scaled = <T extends { tableBytes?: number }>(one: T): T =>
    one.tableBytes === undefined ? one : { ...one, tableBytes: (one.tableBytes / bytes) * PAGE };
  return { ...shown, mms: shown.mms.map(scaled), counts: scaled({ ...counts }) };
}

/** Some of the address spaces, with the tables that they reach; then nothing that is counted over all of them can be shown. */
function only(shown: Snapshot, keeps: (mm: MmShot, i: number) => boolean): Snapshot {
  const mms = shown.mms.filter(keeps);
  const byId = new Map(shown.tables.map((table) => [table.id, table]));
  const reached = new Set<number>();
  const reach = (id: number): void => {
    const table = byId.get(id);
    if (table === undefined || reached.has(id)) return;
    reached.add(id);
    if (table.level > 1) for (let i = 1; i < table.entries.length; i += 3) reach(table.entries[i]!);
  };
  for (const { root } of mms) reach(root);
  const tables = shown.tables.filter(({ id }) => reached.has(id)).map((table) => without(table, 'refs'));
  return { mms, tables, ...(shown.caches && { caches: shown.caches }) };
}

/** The same tables under other ids. */
function renumbered(shown: Snapshot, to: (id: number) => number): Snapshot {
  const toTarget = (value: number, i: number): number => (i % 3 === 1 ? to(value) : value);
  const toLeaf = (value: number, i: number): number => (i % 3 === 2 ? to(value) : value);
  return {
    ...shown,
    mms: shown.mms.map((mm) => ({ ...mm, root: to(mm.root) })),
    tables: shown.tables.map((table) => ({
      ...table,
      id: to(table.id),
      entries: table.level > 1 ? table.entries.map(toTarget) : table.entries,
    })),
    ...(shown.tlb && { tlb: shown.tlb.map((cpu) => ({ ...cpu, ...(cpu.walks && { walks: cpu.walks.map(toLeaf) }) })) }),
  };
}
