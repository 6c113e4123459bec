/**
 * Copies of snapshots that a stranger shows. It may show the same object every time and change it in between, so each is
 * copied; parts that did not change since the last copy are taken from there, which is what keeps judging quick.
 */
import type { Snapshot, TableShot } from '../schemas/generated/types.ts';

function sameNumbers(a: readonly number[], b: readonly number[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function sameTable(a: TableShot, b: TableShot): boolean {
  return a.level === b.level && a.refs === b.refs && sameNumbers(a.entries, b.entries);
}

function keepTable(table: TableShot, last: TableShot | undefined): TableShot {
  return last !== undefined && sameTable(table, last) ? last : { ...table, entries: [...table.entries] };
}

function sameLists<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, i) => item === b[i]);
}

/** All but the tables: small, so compared as text. */
function textOfRest(shown: Snapshot): string {
  return JSON.stringify({ ...shown, tables: undefined });
}

/** Makes a keeper for one trace: it takes each snapshot in turn, checked already, and returns the copy to keep. */
export function createKeeper(): (shown: Snapshot) => Snapshot {
  let last: Snapshot | undefined;
  let lastText = '';
  let tables = new Map<number, TableShot>();
  return (shown) => {
    const kept = shown.tables.map((table) => keepTable(table, tables.get(table.id)));
    const text = textOfRest(shown);
    if (last !== undefined && text === lastText && sameLists(kept, last.tables)) return last;
    tables = new Map(kept.map((table) => [table.id, table]));
    last = { ...(JSON.parse(text) as Omit<Snapshot, 'tables'>), tables: kept };
    lastText = text;
    return last;
  };
}
