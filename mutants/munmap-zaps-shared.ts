import { Machine, TARGET_SHIFT, zapEntries } from '../reference/index.ts';
import type { Gather, Table } from '../reference/index.ts';
import { faultyBody } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class MunmapZapsShared extends Machine {
  override unlink(pmd: Table, index: number, gather: Gather): void {
    const leaf = this.tables.at(pmd.get(index) >>> TARGET_SHIFT);
    if (leaf !== undefined) zapEntries(this, leaf, 0, 0, this.layout.entries, gather);
    super.unlink(pmd, index, gather);
  }
}

export const mutant: Mutant = {
  name: 'munmap-zaps-shared',
  title: 'munmap descends through the link and clears the entries of everybody.',
  source: 'Read from the first posted series of mshare: a child that exits clears the common tables.',
  rules: ['presence-follows-table'],
  follows: ['access-marks-entry', 'fault-fills-host', 'no-stale-translation'],
  create: () => faultyBody('munmap-zaps-shared', new MunmapZapsShared()),
};
