/** What a snapshot must obey beyond its schema: flat lists come in whole groups, numbers are exact, and there is an end to it. */
import type { Snapshot } from './generated/types.ts';

export interface SnapshotFault {
  readonly pointer: string;
  readonly message: string;
}

/** Numbers in all lists of a snapshot together. */
export const SNAPSHOT_NUMBERS = 4_000_000;

/** A flat list, and how many numbers make a group. */
interface FlatList {
  readonly pointer: string;
  readonly numbers: readonly number[];
  readonly group: number;
}

function* lists(snapshot: Snapshot): Generator<FlatList> {
  for (const [i, table] of snapshot.tables.entries()) yield { pointer: `/tables/${i}/entries`, numbers: table.entries, group: 3 };
  for (const [i, tlb] of (snapshot.tlb ?? []).entries()) {
    yield { pointer: `/tlb/${i}/entries`, numbers: tlb.entries, group: 4 };
    yield { pointer: `/tlb/${i}/walks`, numbers: tlb.walks ?? [], group: 3 };
  }
  for (const [i, cache] of (snapshot.caches ?? []).entries()) yield { pointer: `/caches/${i}/pages`, numbers: cache.pages, group: 2 };
}

function listFault({ pointer, numbers, group }: FlatList): SnapshotFault | undefined {
  if (numbers.length % group !== 0) return { pointer, message: `${numbers.length} numbers do not make groups of ${group}` };
  const inexact = numbers.findIndex((number) => !Number.isSafeInteger(number));
  return inexact < 0 ? undefined : { pointer: `${pointer}/${inexact}`, message: `${numbers[inexact]} is not exact` };
}

/** The first fault of a snapshot that has passed its schema, or undefined. */
export function snapshotFault(snapshot: Snapshot): SnapshotFault | undefined {
  let total = 0;
  for (const list of lists(snapshot)) {
    total += list.numbers.length;
    if (total > SNAPSHOT_NUMBERS) return { pointer: list.pointer, message: `more than ${SNAPSHOT_NUMBERS} numbers` };
    const fault = listFault(list);
    if (fault !== undefined) return fault;
  }
  return undefined;
}
