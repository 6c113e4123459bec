import { Machine } from '../reference/index.ts';
import type { Flush, Region } from '../reference/index.ts';
import { faultyBody } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class FlushFirstSharer extends Machine {
  override flushGuests(cpu: number, region: Region, flush: Flush): void {
    const first = region.guests[0];
    if (first !== undefined) this.flushMm(cpu, first.mm, flush.start - first.delta, flush.end - first.delta, flush.upper);
  }
}

export const mutant: Mutant = {
  name: 'flush-first-sharer',
  title: 'The walk over the sharers ends after the first one that has to be flushed.',
  source: 'Hugh Dickins on the shared page tables of Dave McCracken, 2005: a table seen through several mms is flushed in one of them.',
  rules: ['no-stale-translation', 'protect-every-cpu'],
  follows: [
    'access-marks-entry',
    'fault-fills-host',
    'remove-clears-for-all',
    'protect-durable',
    'protect-reaches-sharers',
    'truncate-reaches-all',
    'presence-follows-table',
  ],
  create: () => faultyBody('flush-first-sharer', new FlushFirstSharer()),
};
