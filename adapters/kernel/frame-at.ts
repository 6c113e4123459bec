/** Where a snapshot says that a page lies. */
import type { Snapshot } from '../../schemas/generated/types.ts';

const ENTRIES = 512;

/** Number of the physical page behind an address of a process; undefined where its tables have none. */
export function frameAt({ mms, tables }: Snapshot, process: string, address: bigint): number | undefined {
  const page = Number(address >> 12n);
  let id = mms.find((mm) => mm.process === process)?.root;
  for (;;) {
    const table = tables.find((candidate) => candidate.id === id);
    if (table === undefined) return undefined;
    const index = Math.floor(page / ENTRIES ** (table.level - 1)) % ENTRIES;
    const at = table.entries.findIndex((value, i) => i % 3 === 0 && value === index);
    if (at < 0) return undefined;
    id = table.entries[at + 1];
    if (table.level === 1) return id;
  }
}
