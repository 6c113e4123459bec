import { Machine } from '../../reference/index.ts';
import type { Gather, Region } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyPools } from './body.ts';

class TakenOutUnflushed extends Machine {
  override takeContents(region: Region, start: number, end: number, gather: Gather): void {
    const before = gather.flushes.length;
    super.takeContents(region, start, end, gather);
    gather.flushes.length = before;
  }
}

export const mutant: Mutant = {
  name: 'taken-out-unflushed',
  title: 'What is taken out of a region is freed, and no CPU is told.',
  source: 'Review of the series of 2024 by Dave Hansen: nobody notes where the host is in use, so no flush of it reaches anybody.',
  rules: ['unplaced-unreachable', 'no-stale-translation'],
  follows: [
    'cached-table-alive',
    'file-content-shown',
    'other-files-untouched',
    'replaced-for-all',
    'stores-seen-by-sharers',
    'no-stale-walk',
    'placed-protection-decides',
    'owner-exit-empties',
  ],
  create: () => faultyPools('taken-out-unflushed', new TakenOutUnflushed()),
};
