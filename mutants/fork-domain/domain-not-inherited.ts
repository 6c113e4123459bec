import { ForkDomains } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyDomains } from './body.ts';

class DomainNotInherited extends ForkDomains {
  override inherit(): void {}
}

export const mutant: Mutant = {
  name: 'domain-not-inherited',
  title: 'A child does not hold the domain of its parent, and may map over its pages in one of its own.',
  source: 'Android, mm/ptshare.c (2026): fork passes the domain on.',
  rules: ['domain-overlap-refused', 'fork-shares-tables'],
  follows: [
    'one-table-per-slot',
    'share-count-exact',
    'no-stale-translation',
    'domain-ends',
    'nothing-leaked',
    'truncate-reaches-all',
    'baseline-returns',
    'leaf-tables-flat',
    'presence-follows-table',
    'table-bytes-exact',
  ],
  create: () => faultyDomains('domain-not-inherited', DomainNotInherited),
};
