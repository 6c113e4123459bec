/** Snapshots for the examples of rules: page tables painted from their leaves, the upper levels filled in. */
import { ACCESSED, DIRTY, NO_EXECUTE, PRESENT, USER, WRITABLE } from '../schemas/contract.ts';
import type { Counts, HostShot, MmShot, Snapshot, TableShot, TlbShot } from '../schemas/generated/types.ts';

export const RW = PRESENT | WRITABLE | USER | ACCESSED | DIRTY | NO_EXECUTE;
export const RO = PRESENT | USER | ACCESSED | NO_EXECUTE;
const LINK = PRESENT | WRITABLE | USER;
/** The region of the examples: page number and slot of 2 TiB. */
export const BUF_PAGE = 2 ** 29;
export const BUF_SLOT = 2 ** 20;
export const HOST: HostShot = { file: 'db', startPage: BUF_PAGE, pages: 512, offsetPage: 0, guests: 2 };

/** The slots of one mm: slot number to leaf table id. */
export interface Painted {
  readonly process?: string;
  readonly host?: HostShot;
  readonly slots: Readonly<Record<number, number>>;
}

export interface Picture {
  /** Leaf table id to triples of index, frame and bits. */
  readonly leaves: Readonly<Record<number, readonly number[]>>;
  readonly mms: readonly Painted[];
  readonly pages?: readonly number[];
  readonly tlb?: readonly TlbShot[];
  readonly counts?: Counts;
  /** 4 where left out. */
  readonly levels?: number;
}

/** Paints tables of 512 entries. */
export function paint(picture: Picture): Snapshot {
  const tables: TableShot[] = Object.entries(picture.leaves).map(([id, entries]) => ({ id: Number(id), level: 1, entries: [...entries] }));
  const mms = picture.mms.map((m, i) => paintMm(tables, m, i, picture.levels ?? 4));
  for (const t of tables) if (t.level === 1) t.refs = linksTo(tables, t.id);
  for (const leaf of Object.keys(picture.leaves)) payer(picture, mms, Number(leaf)).tableBytes! += 4096;
  return {
    mms,
    tables,
    caches: [{ file: 'db', pages: [...(picture.pages ?? [0, 7])] }],
    tlb: (picture.tlb ?? []).map((t) => ({ ...t })),
    counts: { tableBytes: tables.length * 4096, tablesAllocated: tables.length, tablesFreed: 0, ...picture.counts },
  };
}

function paintMm(tables: TableShot[], painted: Painted, i: number, levels: number): MmShot {
  const before = tables.length;
  const root = 100 * (i + 1);
  tables.push({ id: root, level: levels, entries: [] });
  for (const [slot, leaf] of Object.entries(painted.slots)) paintPath(tables, root, levels, Number(slot), leaf);
  return { id: i, process: painted.process ?? null, host: painted.host ?? null, root, tableBytes: (tables.length - before) * 4096 };
}

/** The mm that a leaf table is charged to: the host that links it, or else the first process. */
function payer(picture: Picture, mms: readonly MmShot[], leaf: number): MmShot {
  const links = mms.filter((_, i) => Object.values(picture.mms[i]!.slots).includes(leaf));
  return links.find((m) => m.host) ?? links[0] ?? mms[0]!;
}

function paintPath(tables: TableShot[], root: number, levels: number, slot: number, leaf: number): void {
  let id = root;
  for (let level = levels - 1; level > 1; level--) id = paintLink(tables, id, Math.floor(slot / 512 ** (level - 1)) % 512, level);
  tables.find((t) => t.id === id)!.entries.push(slot % 512, leaf, LINK);
}

/** The table below an entry, made when it is missing. */
function paintLink(tables: TableShot[], id: number, index: number, level: number): number {
  const { entries } = tables.find((t) => t.id === id)!;
  for (let i = 0; i < entries.length; i += 3) if (entries[i] === index) return entries[i + 1]!;
  const next = Math.floor(id / 100) * 100 + tables.length + 1;
  tables.push({ id: next, level, entries: [] });
  entries.push(index, next, LINK);
  return next;
}

function linksTo(tables: readonly TableShot[], id: number): number {
  let refs = 0;
  for (const t of tables) for (let i = 1; i < t.entries.length; i += 3) if (t.level === 2 && t.entries[i] === id) refs++;
  return refs;
}

/** A and B share leaf table 1 with the host; page 0 is present for all. */
export const SHARED: Picture = {
  leaves: { 1: [0, 7, RW] },
  mms: [
    { process: 'A', slots: { [BUF_SLOT]: 1 } },
    { process: 'B', slots: { [BUF_SLOT]: 1 } },
    { host: HOST, slots: { [BUF_SLOT]: 1 } },
  ],
};

/** A and B each have a leaf table of their own, and there is no host. */
export const APART: Picture = {
  leaves: { 1: [0, 7, RW], 2: [0, 7, RW] },
  mms: [
    { process: 'A', slots: { [BUF_SLOT]: 1 } },
    { process: 'B', slots: { [BUF_SLOT]: 2 } },
  ],
};
