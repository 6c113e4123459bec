import { Machine } from '../reference/index.ts';
import type { Mm } from '../reference/index.ts';
import { faultyBody } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class FlushLeavesOnly extends Machine {
  override flushMm(cpu: number, mm: Mm, start: number, end: number): void {
    super.flushMm(cpu, mm, start, end, false);
  }
}

export const mutant: Mutant = {
  name: 'flush-leaves-only',
  title: 'Leaf translations are flushed, but the cached way to the leaf table stays.',
  source: 'Review of ZAPTS: the hardware may keep the pointer to a table that is no longer linked.',
  rules: ['no-stale-walk'],
  follows: [
    'access-marks-entry',
    'cached-table-alive',
    'file-content-shown',
    'other-files-untouched',
    'private-copy-private',
    'no-stale-translation',
    'detached-unreachable',
    'fault-owed',
  ],
  create: () => faultyBody('flush-leaves-only', new FlushLeavesOnly()),
};
