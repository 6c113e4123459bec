import { Machine, TARGET_SHIFT, ensureTable } from '../reference/index.ts';
import type { Mm, Table } from '../reference/index.ts';
import { faultyBody } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class LinkCopiesEntries extends Machine {
  override link(mm: Mm, page: number, leaf: Table): void {
    const own = ensureTable(this, mm, page, 1);
    for (let i = leaf.next(0); i >= 0; i = leaf.next(i + 1)) {
      const entry = leaf.get(i);
      if (own.get(i) === 0) this.frames.at(entry >>> TARGET_SHIFT).refs++;
      if (own.get(i) === 0 || own.get(i) >>> TARGET_SHIFT === entry >>> TARGET_SHIFT) this.setLeaf(own, i, entry);
    }
  }
}

export const mutant: Mutant = {
  name: 'link-copies-entries',
  title: 'A guest gets a table of its own with copies of the entries of the host.',
  source: 'Linux commit c5c99429fa57: fork copied the entries of a table that was shared.',
  rules: ['one-table-per-slot', 'guest-entry-empty-or-host'],
  follows: [
    'eligible-shares',
    'entry-maps-file-page',
    'entry-obeys-protection',
    'fault-fills-host',
    'private-copy-private',
    'remove-clears-for-all',
    'stores-seen-by-sharers',
    'protect-durable',
    'protect-every-cpu',
    'protect-own',
    'protect-reaches-sharers',
    'truncate-reaches-all',
    'leaf-tables-flat',
    'presence-follows-table',
  ],
  create: () => faultyBody('link-copies-entries', new LinkCopiesEntries()),
};
