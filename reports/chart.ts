/** The map that drawing page tables needs: walks from the top of each mm, and who reaches which table. */
import { pageShift, toHex } from '../schemas/address.ts';
import { ACCESSED, DIRTY, NO_EXECUTE, PRESENT, USER, WRITABLE } from '../schemas/contract.ts';
import type { Geometry, MmShot, Snapshot, TableShot } from '../schemas/generated/types.ts';

/** A path from the top of an mm to where it ends: a leaf table, an empty one, or a table that is not there. */
export interface Walk {
  readonly path: string;
  readonly page: number;
  readonly end: TableShot | undefined;
  readonly endId: number;
}

export interface Chart {
  readonly geometry: Geometry;
  readonly tables: ReadonlyMap<number, TableShot>;
  readonly walksOf: (mm: MmShot, limit: number) => readonly Walk[];
  /** The mms that reach a table, by its id. */
  readonly reachedBy: ReadonlyMap<number, readonly string[]>;
  readonly nameOf: (mmId: number) => string;
  readonly address: (page: number) => string;
}

export function mmName(mm: MmShot): string {
  if (mm.process !== null) return mm.process;
  return mm.host === null ? `mm ${mm.id}` : `host of ${mm.host.file}`;
}

export function createChart(snapshot: Snapshot, geometry: Geometry): Chart {
  const tables = new Map(snapshot.tables.map((table) => [table.id, table]));
  const names = new Map(snapshot.mms.map((mm) => [mm.id, mmName(mm)]));
  const shift = pageShift(geometry.pageSize);
  return {
    geometry,
    tables,
    reachedBy: reachable(snapshot, tables, geometry),
    walksOf: (mm, limit) => walksOf(mm, tables, geometry, limit),
    nameOf: (id) => names.get(id) ?? `mm ${id}`,
    address: (page) => toHex(page, 0, shift),
  };
}

/** PTE, PMD, ... PGD; the top table is always the PGD. */
export function levelName(level: number, { levels }: Geometry): string {
  return level === levels ? 'PGD' : (['', 'PTE', 'PMD', 'PUD', 'P4D'][level] ?? `level ${level}`);
}

/** Each table once for each mm, however many entries lead to it. */
function reachable(snapshot: Snapshot, tables: ReadonlyMap<number, TableShot>, { levels }: Geometry): Map<number, string[]> {
  const reachedBy = new Map<number, string[]>();
  for (const mm of snapshot.mms) {
    let level = [mm.root];
    for (let height = levels; height >= 1; height--) {
      for (const id of level) reachedBy.set(id, [...(reachedBy.get(id) ?? []), mmName(mm)]);
      const below = level.flatMap((id) => triples(tables.get(id)?.entries ?? []).map(({ target }) => target));
      level = [...new Set(below)];
    }
  }
  return reachedBy;
}

/** The first `limit` walks of an mm, by address. */
function walksOf(mm: MmShot, tables: ReadonlyMap<number, TableShot>, geometry: Geometry, limit: number): Walk[] {
  const walks: Walk[] = [];
  function visit(id: number, level: number, path: string, page: number): void {
    if (walks.length === limit) return;
    const table = tables.get(id);
    const here = `${path}${levelName(level, geometry)} t${id}`;
    if (table === undefined || level === 1 || table.entries.length === 0) {
      walks.push({ path: here, page, end: table, endId: id });
      return;
    }
    const span = geometry.entriesPerTable ** (level - 1);
    for (const { index, target } of triples(table.entries)) visit(target, level - 1, `${here}[${index}] `, page + index * span);
  }
  visit(mm.root, geometry.levels, '', 0);
  return walks;
}

export interface Triple {
  readonly index: number;
  readonly target: number;
  readonly bits: number;
}

/** The entries of a table, by index. */
export function triples(entries: readonly number[]): Triple[] {
  const list: Triple[] = [];
  for (let i = 0; i + 2 < entries.length; i += 3) {
    list.push({ index: entries[i] ?? 0, target: entries[i + 1] ?? 0, bits: entries[i + 2] ?? 0 });
  }
  return list.toSorted((a, b) => a.index - b.index);
}

/** `rw- accessed dirty`. */
export function bitsText(bits: number): string {
  const access = `${bits & PRESENT ? 'r' : '-'}${bits & WRITABLE ? 'w' : '-'}${bits & NO_EXECUTE ? '-' : 'x'}`;
  const words = [
    bits & PRESENT ? '' : 'absent',
    bits & USER ? '' : 'kernel only',
    bits & ACCESSED ? 'accessed' : '',
    bits & DIRTY ? 'dirty' : '',
  ];
  return [access, ...words.filter((word) => word !== '')].join(' ');
}
