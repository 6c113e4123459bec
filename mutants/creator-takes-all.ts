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
  rules: [
    'share-count-exact',
    'no-stale-walk',
    'table-alive-while-linked',
    'detach-only-caller',
    'no-stale-translation',
    'protect-exact-pages',
    'table-bytes-exact',
    'nothing-leaked',
    'fault-kind',
    'exit-any-order',
    'truncate-reaches-all',
    'fork-shares',
    'access-marks-entry',
    'protect-own',
    'reached-only-by-sharers',
    'neighbours-not-drawn-in',
    'entry-obeys-protection',
    'protect-reaches-sharers',
    'protect-durable',
    'fault-fills-host',
    'guest-entry-empty-or-host',
    'close-keeps-mapping',
    'entry-maps-file-page',
    'same-offset',
    'presence-follows-table',
    'same-file',
    'protect-every-cpu',
    'same-length',
    'unprotect-reaches-sharers',
    'file-content-shown',
  ],
  create: () => faultyBody('creator-takes-all', new CreatorTakesAll()),
};
