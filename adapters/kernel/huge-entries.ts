/** Entries that map a huge page in the place of a table: shown as the leaf table that they stand for, with 512 pages that lie side by side. */
import { ACCESSED, DIRTY, NO_EXECUTE, PRESENT, USER, WRITABLE } from '../../schemas/contract.ts';
import type { TableShot } from '../../schemas/generated/types.ts';

const PAGES = 512;
/** Ids of what is no table of the guest; numbers of physical pages are below. */
const FIRST_ID = 2 ** 41;
/** Of the entry that leads to it; what is allowed is said of the pages. */
export const LEADS = PRESENT | WRITABLE | USER | ACCESSED | DIRTY;

/** One for each entry, and so one for all who share the table that the entry stands in. */
export class HugeEntries {
  private readonly shots = new Map<number, TableShot>();

  /** @param first frame of the first of its pages; `bits` as a snapshot has them. Returns the id of the table. */
  note(parent: number, index: number, first: number, bits: number): number {
    const id = FIRST_ID + parent * PAGES + index;
    const known = this.shots.get(id);
    if (known === undefined || known.entries[1] !== first || known.entries[2] !== bits)
      this.shots.set(id, { id, level: 1, entries: pages(first, bits) });
    return id;
  }

  /** Undefined for what is a table of the guest. */
  shotOf(id: number): TableShot | undefined {
    return id < FIRST_ID ? undefined : this.shots.get(id);
  }

  clear(): void {
    this.shots.clear();
  }
}

function pages(first: number, bits: number): number[] {
  const entries: number[] = [];
  for (let page = 0; page < PAGES; page++) entries.push(page, first + page, bits);
  return entries;
}

/** Of the bits of an entry: those of a page that was mapped by it, NO_EXECUTE among them. */
export function pageBits(low: number, high: number): number {
  if ((low & PRESENT) === 0) return 0;
  return (low & LEADS) | (high >>> 31 === 1 ? NO_EXECUTE : 0);
}
