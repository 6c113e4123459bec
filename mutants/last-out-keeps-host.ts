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
  rules: ['last-out-frees'],
  follows: [
    'eligible-shares',
    'entry-obeys-protection',
    'guest-entry-empty-or-host',
    'one-table-per-slot',
    'share-count-exact',
    'protect-every-cpu',
    'protect-reaches-sharers',
    'unprotect-reaches-sharers',
    'reattach-fresh',
    'baseline-returns',
    'leaf-tables-flat',
  ],
  create: () => faultyBody('last-out-keeps-host', new LastOutKeepsHost()),
};
