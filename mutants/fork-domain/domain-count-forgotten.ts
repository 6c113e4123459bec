import { ForkDomains } from '../../reference/index.ts';
import type { Mm } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyDomains } from './body.ts';

class DomainCountForgotten extends ForkDomains {
  override inherit(parent: Mm, child: Mm): void {
    if (parent.domain !== undefined) child.domain = parent.domain;
  }
}

export const mutant: Mutant = {
  name: 'domain-count-forgotten',
  title: 'A child is not counted among those who hold the domain, and flushes pass it by.',
  source: 'The posted code of 2023: fork copied the mapping, and not the count.',
  rules: ['no-stale-translation'],
  follows: [
    'domain-isolated',
    'fork-shares-tables',
    'one-table-per-slot',
    'reached-only-by-sharers',
    'share-count-exact',
    'nothing-leaked',
    'others-keep-tables',
    'truncate-reaches-all',
    'baseline-returns',
    'leaf-tables-flat',
    'presence-follows-table',
    'table-bytes-exact',
  ],
  create: () => faultyDomains('domain-count-forgotten', DomainCountForgotten),
};
