import { Machine } from '../reference/index.ts';
import type { Gather, Mm, Region } from '../reference/index.ts';
import { faultyBody } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class CreatorTakesAll extends Machine {
  override detach(region: Region, mm: Mm, gather: Gather): void {
    const isCreator = region.guests[0]?.mm === mm;
    super.detach(region, mm, gather);
    if (!isCreator || region.sharers === 0) return;
    region.sharers = 0;
    this.destroy(region, gather);
  }
}

export const mutant: Mutant = {
  name: 'creator-takes-all',
  title: 'The region dies with the process that made it.',
  source: 'mshare RFC of January 2022, patch 6: a note of the author says that entries stop working for all when the creator exits.',
  rules: ['exit-any-order', 'table-alive-while-linked'],
  follows: [
    'access-marks-entry',
    'cached-table-alive',
    'entry-obeys-protection',
    'share-count-exact',
    'no-stale-translation',
    'no-stale-walk',
    'protect-durable',
    'protect-every-cpu',
    'protect-exact-pages',
    'close-keeps-mapping',
    'detach-only-caller',
    'fork-shares',
    'nothing-leaked',
    'reattach-fresh',
    'truncate-reaches-all',
    'presence-follows-table',
    'table-bytes-exact',
    'fault-kind',
  ],
  create: () => faultyBody('creator-takes-all', new CreatorTakesAll()),
};
