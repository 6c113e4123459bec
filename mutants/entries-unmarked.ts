import { Machine } from '../reference/index.ts';
import type { Table } from '../reference/index.ts';
import { DIRTY } from '../schemas/contract.ts';
import { faultyBody } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class EntriesUnmarked extends Machine {
  override setLeaf(leaf: Table, index: number, entry: number): void {
    super.setLeaf(leaf, index, entry & ~DIRTY);
  }
}

export const mutant: Mutant = {
  name: 'entries-unmarked',
  title: 'Entries are never marked dirty.',
  source: 'On-demand-fork, commit d8ccd3ce5: copies of entries were marked clean, and what was stored could be lost.',
  rules: ['access-marks-entry'],
  create: () => faultyBody('entries-unmarked', new EntriesUnmarked()),
};
