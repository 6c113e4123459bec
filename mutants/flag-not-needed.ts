import { Machine } from '../reference/index.ts';
import type { SharingRequest } from '../reference/index.ts';
import { faultyBody } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class FlagNotNeeded extends Machine {
  override eligible(request: SharingRequest): boolean {
    return super.eligible({ ...request, flag: true });
  }
}

export const mutant: Mutant = {
  name: 'flag-not-needed',
  title: 'Every aligned shared mapping of a file shares tables, asked for or not.',
  source:
    'Android backport of ptshare, 2026: sharing is inherited by domain rather than asked for by mapping; David Hildenbrand on opting in, 2023.',
  rules: ['flag-required'],
  follows: [
    'eligible-shares',
    'entry-obeys-protection',
    'one-table-per-slot',
    'share-count-exact',
    'protect-reaches-sharers',
    'unshared-protection-private',
    'detach-only-caller',
    'leaf-tables-flat',
    'success-owed',
  ],
  create: () => faultyBody('flag-not-needed', new FlagNotNeeded()),
};
