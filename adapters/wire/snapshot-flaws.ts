/** What a snapshot has to be before anybody can judge it: an mm for each process, and tables that are where the entries say. */
import { ACCESSED, DIRTY, NO_EXECUTE, PRESENT, USER, WRITABLE } from '../../schemas/contract.ts';
import type { Geometry, MmShot, Snapshot, TableShot } from '../../schemas/generated/types.ts';

const BITS = { present: PRESENT, writable: WRITABLE, user: USER, accessed: ACCESSED, dirty: DIRTY, 'no-execute': NO_EXECUTE } as const;
const KNOWN = Object.values(BITS).reduce((all, bit) => all | bit, 0);
const NAMED = Object.entries(BITS)
  .map(([name, bit]) => `${bit} ${name}`)
  .join(', ');

type Tables = ReadonlyMap<number, TableShot>;

/**
 * The first thing that is wrong with the tables and mms of a snapshot, in words; undefined where all is in order.
 * @param alive the processes that live, by name
 */
export function snapshotFlaw({ mms, tables }: Snapshot, alive: Iterable<string>, geometry: Geometry): string | undefined {
  const byId: Tables = new Map(tables.map((table) => [table.id, table]));
  if (byId.size < tables.length) return `two tables have the same id, among ${tables.map(({ id }) => id).join(', ')}`;
  for (const name of alive) {
    const own = mms.filter((mm) => mm.process === name).length;
    if (own !== 1) return `process ${name} lives, and has ${own === 0 ? 'no mm' : `${own} mms`}`;
  }
  return first(mms, (mm) => rootFlaw(mm, byId, geometry)) ?? first(tables, (table) => entriesFlaw(table, byId, geometry));
}

function first<T>(all: readonly T[], flawOf: (one: T) => string | undefined): string | undefined {
  for (const one of all) {
    const flaw = flawOf(one);
    if (flaw !== undefined) return flaw;
  }
  return undefined;
}

function rootFlaw({ id, process, host, root }: MmShot, tables: Tables, { levels }: Geometry): string | undefined {
  const whose = process ?? (host === null ? 'nobody' : `the host of ${host.file}`);
  const table = tables.get(root);
  if (table === undefined) return `mm ${id}, of ${whose}, has the root ${root}, and there is no table ${root}`;
  return table.level === levels
    ? undefined
    : `mm ${id}, of ${whose}, begins at table ${root} of level ${table.level}, on a machine of ${levels}`;
}

function entriesFlaw(table: TableShot, tables: Tables, geometry: Geometry): string | undefined {
  for (let i = 0; i + 2 < table.entries.length; i += 3) {
    const [index = 0, target = 0, bits = 0] = table.entries.slice(i, i + 3);
    const flaw = entryFlaw({ index, target, bits }, table.level, tables, geometry);
    if (flaw !== undefined) return `entry ${index},${target},${bits} of table ${table.id}, of level ${table.level}, ${flaw}`;
  }
  return undefined;
}

interface Entry {
  readonly index: number;
  readonly target: number;
  readonly bits: number;
}

function entryFlaw({ index, target, bits }: Entry, level: number, tables: Tables, { entriesPerTable }: Geometry): string | undefined {
  if (index >= entriesPerTable) return `has the index ${index}, in a table of ${entriesPerTable} entries`;
  if (bits > KNOWN || (bits & ~KNOWN) !== 0) return `has bits that are not known; known: ${NAMED}`;
  if ((bits & PRESENT) === 0) return 'is not present (bit 1); such entries are left out';
  if (level === 1) return undefined;
  const below = tables.get(target);
  if (below === undefined) return `leads to table ${target}, and there is none`;
  return below.level === level - 1 ? undefined : `leads to table ${target}, which is of level ${below.level}`;
}
