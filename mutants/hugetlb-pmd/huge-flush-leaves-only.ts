import { Machine, cutLink } from '../../reference/index.ts';
import type { Gather, Mm, Table } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyHugeBody } from './body.ts';

class HugeFlushLeavesOnly extends Machine {
  override unshare(mm: Mm, page: number, leaf: Table, _gather: Gather): void {
    cutLink(this, mm, page, leaf);
    this.flushEveryCpu(mm, page, page + this.layout.entries, false);
  }
}

export const mutant: Mutant = {
  name: 'huge-flush-leaves-only',
  title: 'Whoever leaves a shared table flushes the pages, and not the way to the table.',
  source: 'Review of shared tables for anonymous memory: the processor may remember the upper entry apart from the leaves.',
  rules: ['no-stale-walk'],
  follows: ['access-marks-entry', 'cached-table-alive', 'no-stale-translation', 'protect-only-caller', 'fault-owed'],
  create: () => faultyHugeBody('huge-flush-leaves-only', new HugeFlushLeavesOnly()),
};
