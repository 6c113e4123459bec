import { Machine } from '../reference/index.ts';
import { faultyBody } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class LastOutKeepsHost extends Machine {
  override destroy(): void {}
}

export const mutant: Mutant = {
  name: 'last-out-keeps-host',
  title: 'The host stays when the last sharer has left, and a later mapping finds it as it was.',
  source: 'mshare RFC of January 2022: the count never returns to zero, and the region is found again.',
  rules: [
    'last-out-frees',
    'share-count-exact',
    'reattach-fresh',
    'one-table-per-slot',
    'eligible-shares',
    'leaf-tables-flat',
    'reached-only-by-sharers',
    'entry-obeys-protection',
    'truncate-reaches-all',
    'baseline-returns',
    'protect-every-cpu',
    'unprotect-reaches-sharers',
    'protect-reaches-sharers',
  ],
  create: () => faultyBody('last-out-keeps-host', new LastOutKeepsHost()),
};
