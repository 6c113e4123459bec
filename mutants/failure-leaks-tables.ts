import { Machine } from '../reference/index.ts';
import { faultyBody } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class FailureLeaksTables extends Machine {
  override reserve(tables: number, frames: number): boolean {
    for (let got = 0; got < tables; got++) {
      if (super.reserve(1, 0)) continue;
      for (let lost = 0; lost < got; lost++) this.tables.allocate(1, 0);
      return false;
    }
    return super.reserve(0, frames);
  }
}

export const mutant: Mutant = {
  name: 'failure-leaks-tables',
  title: 'When the allocation of one table of several fails, those before it are not given back.',
  source: 'The zero-page-table series: without memory after some of the slots, what was done for these is not undone.',
  rules: ['nothing-leaked'],
  follows: ['table-bytes-exact', 'failed-call-changes-nothing'],
  create: () => faultyBody('failure-leaks-tables', new FailureLeaksTables()),
};
