import { Machine } from '../reference/index.ts';
import type { Table } from '../reference/index.ts';
import { NO_EXECUTE } from '../schemas/contract.ts';
import { faultyBody } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class EntriesExecutable extends Machine {
  override setLeaf(leaf: Table, index: number, entry: number): void {
    super.setLeaf(leaf, index, entry & ~NO_EXECUTE);
  }
}

export const mutant: Mutant = {
  name: 'entries-executable',
  title: 'Every page can be executed: entries never forbid it.',
  source: 'No public case: the bit beside the one for writing, which a change of protection must carry as well.',
  rules: ['entry-obeys-protection'],
  create: () => faultyBody('entries-executable', new EntriesExecutable()),
};
