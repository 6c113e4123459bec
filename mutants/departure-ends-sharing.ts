import type { Gather, Mm, Region } from '../reference/index.ts';
import { BarringMachine } from './barring.ts';
import { faultyBody } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class DepartureEndsSharing extends BarringMachine {
  override detach(region: Region, mm: Mm, gather: Gather): void {
    this.bar(region);
    super.detach(region, mm, gather);
  }
}

export const mutant: Mutant = {
  name: 'departure-ends-sharing',
  title: 'Once somebody has left a region, nobody joins it any more.',
  source:
    'On-demand-fork, commit d8ccd3ce5: the count of sharers began at 0 or at 1 and drifted, and a table with one sharer passed for private.',
  rules: ['eligible-shares'],
  follows: [
    'entry-obeys-protection',
    'fault-fills-host',
    'guest-entry-empty-or-host',
    'one-table-per-slot',
    'share-count-exact',
    'protect-durable',
    'protect-every-cpu',
    'protect-reaches-sharers',
    'unprotect-reaches-sharers',
    'leaf-tables-flat',
    'presence-follows-table',
  ],
  create: () => faultyBody('departure-ends-sharing', new DepartureEndsSharing()),
};
