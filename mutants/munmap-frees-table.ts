import { Machine, TARGET_SHIFT, zapEntries } from '../reference/index.ts';
import type { Gather, Table } from '../reference/index.ts';
import { faultyBody } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class MunmapFreesTable extends Machine {
  override unlink(pmd: Table, index: number, gather: Gather): void {
    const leaf = this.tables.at(pmd.get(index) >>> TARGET_SHIFT);
    if (leaf !== undefined) zapEntries(this, leaf, 0, 0, this.layout.entries, gather);
    if (leaf !== undefined) gather.tables.push(leaf.id);
    super.unlink(pmd, index, gather);
  }
}

export const mutant: Mutant = {
  name: 'munmap-frees-table',
  title: 'The first sharer that leaves frees the leaf table under the others.',
  source: 'mshare RFC series: tables were freed while upper entries of guests still pointed to them; version 3 added a count.',
  rules: ['table-alive-while-linked'],
  follows: [
    'access-marks-entry',
    'cached-table-alive',
    'fault-fills-host',
    'no-stale-translation',
    'no-stale-walk',
    'presence-follows-table',
  ],
  create: () => faultyBody('munmap-frees-table', new MunmapFreesTable()),
};
