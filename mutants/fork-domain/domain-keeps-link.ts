import { ForkDomains } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyDomains } from './body.ts';

class DomainKeepsLink extends ForkDomains {
  override cutLinks(): void {}
}

export const mutant: Mutant = {
  name: 'domain-keeps-link',
  title: 'Whoever changes a mapping notes that it has left, and its entry still leads to the common table.',
  source: 'The class of a link that outlives its mapping: in a posted series of 2024 unmapping left the tables linked.',
  rules: ['leaves-before-change', 'reached-only-by-sharers'],
  follows: [
    'entry-maps-file-page',
    'entry-obeys-protection',
    'table-alive-while-linked',
    'file-content-shown',
    'private-copy-private',
    'no-stale-translation',
    'same-rights-only',
    'others-keep-tables',
    'fault-owed',
  ],
  create: () => faultyDomains('domain-keeps-link', DomainKeepsLink),
};
